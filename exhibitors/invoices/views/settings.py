"""Finance's pages of what invoices stand on: the seller of an edition, and the tax table."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.approvals.queries import waiting_for
from exhibitors.approvals.states import ApprovalAct
from exhibitors.invoices.forms import SellerForm, TaxRuleForm
from exhibitors.invoices.models import Seller, TaxRule
from exhibitors.invoices.operations.settings import (
    add_tax_rule,
    change_tax_rule,
    load_tax_rules,
    move_tax_rule,
    remove_tax_rule,
    set_seller,
)
from exhibitors.invoices.starter_taxes import STARTERS
from exhibitors.invoices.views.invoices import run
from pavilions.editions.views import edition_of
from pavilions.floor.models.edition import Edition


@run
@require_http_methods(["GET", "POST"])
def seller(request: PersonRequest) -> HttpResponse:
    """Who invoices in an edition."""
    edition = edition_of(request)
    found = Seller.objects.filter(edition=edition).first()
    revision = found.revision if found else 0
    form = SellerForm(request.POST or None, instance=found, initial={"revision": revision})

    def save() -> Seller:
        terms = dict(form.terms)
        reason = terms.pop("bank_reason")
        return set_seller(edition.pk, terms, bank_reason=reason, seen=form.seen, actor=request.user, at=now())

    if saved := attempt(form, save):
        messages.success(request, _("The seller has been saved."))
        if proposed := waiting_for(ApprovalAct.BANK_DETAILS, edition.pk, saved.pk):
            messages.info(request, _("The other bank details wait for a second person."))
            return redirect("organizer:approval", proposed.pk)
        return redirect(f"{reverse('organizer:invoices')}?edition={edition.number}")
    waiting = waiting_for(ApprovalAct.BANK_DETAILS, edition.pk, found.pk) if found else None
    context = {"edition": edition, "form": form, "proposed": waiting}
    return render(request, "exhibitors/invoices/seller.html", context, status=422 if form.is_bound else 200)


@run
@require_safe
def taxes(request: PersonRequest) -> HttpResponse:
    """The tax table of an edition in its order."""
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
    made = attempt(form, lambda: add_tax_rule(edition.pk, form.terms, seen=form.seen, actor=request.user, at=now()))
    if made:
        messages.success(request, _("The row has been added."))
        return redirect(_table_of(edition))
    return _form(request, edition, form)


@run
@require_http_methods(["GET", "POST"])
def tax(request: PersonRequest, pk: int) -> HttpResponse:
    found = _rule(pk)
    form = TaxRuleForm(request.POST or None, instance=found, initial={"revision": found.revision})
    saved = attempt(form, lambda: change_tax_rule(pk, form.terms, seen=form.seen, actor=request.user, at=now()))
    if saved:
        messages.success(request, _("The row has been changed."))
        return redirect(_table_of(found.edition))
    return _form(request, found.edition, form)


@run
@require_POST
def move_tax(request: PersonRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    found, up = _rule(pk), request.POST.get("to") == "up"
    perform(
        request,
        lambda: move_tax_rule(pk, up=up, seen=revision_seen(request), actor=request.user, at=now()),
        _("The order has been changed."),
    )
    return redirect(_table_of(found.edition))


@run
@require_POST
def remove_tax(request: PersonRequest, pk: int) -> HttpResponse:
    found = _rule(pk)
    perform(
        request,
        lambda: remove_tax_rule(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The row has been removed."),
    )
    return redirect(_table_of(found.edition))


@run
@require_POST
def load_taxes(request: PersonRequest) -> HttpResponse:
    """Begin an empty table with a starter set."""
    edition, starter = edition_of(request), request.POST.get("starter", "")
    perform(
        request,
        lambda: load_tax_rules(edition.pk, starter, actor=request.user, at=now()),
        _("The starter set has been loaded. Check each row before you issue anything."),
    )
    return redirect(_table_of(edition))


def _rule(pk: int) -> TaxRule:
    return get_object_or_404(TaxRule.objects.select_related("edition"), pk=pk)


def _table_of(edition: Edition) -> str:
    return f"{reverse('organizer:invoice_taxes')}?edition={edition.number}"


def _form(request: PersonRequest, edition: Edition, form: TaxRuleForm) -> HttpResponse:
    context = {"edition": edition, "form": form, "table_url": _table_of(edition)}
    return render(request, "exhibitors/invoices/tax.html", context, status=422 if form.is_bound else 200)
