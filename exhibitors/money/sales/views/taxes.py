"""Finance's pages of an edition's seller and tax table.

Before a change is made, they show the letters and offers that it would renew.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.kernel.queueing import enqueue_on_commit
from ciie.web.refusals import announce_refusal, attempt
from ciie.web.revision_forms import revision_seen
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.queries import waiting_for
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.invoices.forms import SellerForm, TaxRuleForm
from exhibitors.money.invoices.models import Seller, TaxRule
from exhibitors.money.invoices.operations.settings import (
    add_tax_rule,
    change_tax_rule,
    load_tax_rules,
    move_tax_rule,
    remove_tax_rule,
    set_seller,
)
from exhibitors.money.invoices.starter_taxes import STARTERS
from exhibitors.money.invoices.views.invoices import run
from exhibitors.money.sales.operations.renewals import renewals_after
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition

NOT_REPEATED = ("csrfmiddlewaretoken", "renews")


@run
@require_http_methods(["GET", "POST"])
def seller(request: PersonRequest) -> HttpResponse:
    """Show and change who invoices in an edition."""
    edition = edition_of(request)
    found = Seller.objects.filter(edition=edition).first()
    revision = found.revision if found else 0
    form = SellerForm(request.POST or None, instance=found, initial={"revision": revision})

    def save() -> Seller:
        terms = dict(form.terms)
        reason = terms.pop("bank_reason")
        return set_seller(edition.pk, terms, bank_reason=reason, seen=form.seen, actor=request.user, at=now())

    def page_after() -> str:
        proposed = _proposed_bank_details(edition)
        return reverse("organizer:approval", args=[proposed.pk]) if proposed else page

    page = f"{reverse('organizer:seller')}?edition={edition.number}"
    done = _("The seller has been saved.")
    if answer := attempt(form, lambda: _carry_out(request, edition, save, done, page, page_after)):
        return answer
    context = {"edition": edition, "form": form, "proposed": _proposed_bank_details(edition)}
    return render(request, "exhibitors/invoices/seller.html", context, status=422 if form.is_bound else 200)


@run
@require_safe
def taxes(request: PersonRequest) -> HttpResponse:
    """Show the tax table of an edition in its order."""
    edition = edition_of(request)
    rules = list(TaxRule.objects.filter(edition=edition).order_by("position"))
    context = {
        "edition": edition,
        "rules": rules,
        "seller": Seller.objects.filter(edition=edition).first(),
        "starters": [(key, starter.label) for key, starter in STARTERS.items()],
    }
    return render(request, "exhibitors/invoices/taxes.html", context)


@run
@require_http_methods(["GET", "POST"])
def add_tax(request: PersonRequest) -> HttpResponse:
    edition = edition_of(request)
    count = TaxRule.objects.filter(edition=edition).count()
    form = TaxRuleForm(request.POST or None, initial={"revision": count})

    def add() -> TaxRule:
        return add_tax_rule(edition.pk, form.terms, seen=form.seen, actor=request.user, at=now())

    answer = attempt(form, lambda: _carry_out(request, edition, add, _("The row has been added."), _table_of(edition)))
    return answer or _form(request, edition, form)


@run
@require_http_methods(["GET", "POST"])
def tax(request: PersonRequest, pk: int) -> HttpResponse:
    found = _rule(pk)
    form = TaxRuleForm(request.POST or None, instance=found, initial={"revision": found.revision})

    def change() -> TaxRule:
        return change_tax_rule(pk, form.terms, seen=form.seen, actor=request.user, at=now())

    table = _table_of(found.edition)
    answer = attempt(form, lambda: _carry_out(request, found.edition, change, _("The row has been changed."), table))
    return answer or _form(request, found.edition, form)


@run
@require_POST
def move_tax(request: PersonRequest, pk: int) -> HttpResponse:
    """Move a row up or down by one place."""
    found, up = _rule(pk), request.POST.get("to") == "up"
    return _press(
        request,
        found.edition,
        lambda: move_tax_rule(pk, up=up, seen=revision_seen(request), actor=request.user, at=now()),
        _("The order has been changed."),
    )


@run
@require_POST
def remove_tax(request: PersonRequest, pk: int) -> HttpResponse:
    found = _rule(pk)
    return _press(
        request,
        found.edition,
        lambda: remove_tax_rule(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The row has been removed."),
    )


@run
@require_POST
def load_taxes(request: PersonRequest) -> HttpResponse:
    """Fill an empty table with a starter set."""
    edition, starter = edition_of(request), request.POST.get("starter", "")
    return _press(
        request,
        edition,
        lambda: load_tax_rules(edition.pk, starter, actor=request.user, at=now()),
        _("The starter set has been loaded. Check each row before you issue anything."),
    )


def _press(request: PersonRequest, edition: Edition, change: Callable[[], object], done: str) -> HttpResponse:
    """Carry out the action of a button on the tax table. A refusal is shown on the page of the table."""
    try:
        return _carry_out(request, edition, change, done, _table_of(edition))
    except DomainError as refusal:
        announce_refusal(request, refusal)
        return redirect(_table_of(edition))


def _carry_out(
    request: PersonRequest,
    edition: Edition,
    change: Callable[[], object],
    done: str,
    page: str,
    page_after: Callable[[], str] | None = None,
) -> HttpResponse:
    """Make a change, and redirect to `page`, or to the page that `page_after` then names.

    Ask first if letters or offers would be renewed that the reader has not seen.
    """
    due = renewals_after(change, edition.pk, at=now())
    if due.is_any and request.POST.get("renews") != due.figures:
        sent = [(name, value) for name, value in request.POST.items() if name not in NOT_REPEATED]
        context = {"edition": edition, "due": due, "sent": sent, "page_url": page}
        return render(request, "exhibitors/sales/renewals.html", context)
    change()
    if due.is_any:
        enqueue_on_commit("exhibitors.renew_prices", bookings=sorted(due.letters | due.offers))
    messages.success(request, done)
    return redirect(page_after() if page_after else page)


def _proposed_bank_details(edition: Edition) -> Approval | None:
    seller = Seller.objects.filter(edition=edition).first()
    return waiting_for(ApprovalAct.BANK_DETAILS, edition.pk, seller.pk) if seller else None


def _rule(pk: int) -> TaxRule:
    return get_object_or_404(TaxRule.objects.select_related("edition"), pk=pk)


def _table_of(edition: Edition) -> str:
    return f"{reverse('organizer:invoice_taxes')}?edition={edition.number}"


def _form(request: PersonRequest, edition: Edition, form: TaxRuleForm) -> HttpResponse:
    context = {"edition": edition, "form": form, "table_url": _table_of(edition)}
    return render(request, "exhibitors/invoices/tax.html", context, status=422 if form.is_bound else 200)
