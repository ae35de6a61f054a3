"""The exhibitor's deals at the current edition: the list, and entering, changing and withdrawing a deal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.bookings.co_exhibitors.queries import takes_part
from exhibitors.companies.models import Company
from exhibitors.companies.views.access import DeskRequest, company_for
from exhibitors.promotion.deals.filters import CompanyDealFilter
from exhibitors.promotion.deals.forms import DealChangeForm, DealForm
from exhibitors.promotion.deals.models import Deal
from exhibitors.promotion.deals.operations.deals import change_deal, draft_deal, withdraw_deal
from exhibitors.promotion.deals.queries import deals_of, possible_duplicates, with_duplicates
from exhibitors.promotion.deals.states import DealState
from exhibitors.promotion.deals.tables import CompanyDealTable
from pavilions.floor.editions.views import edition_or_404


@login_required
@require_safe
def index(request: DeskRequest, company: int) -> HttpResponse:
    subject, edition = company_for(request, company), edition_or_404(request)
    deals = with_duplicates(deals_of(subject, edition))
    found = CompanyDealFilter(request.GET, queryset=deals)
    return list_page(
        request,
        "exhibitors/deals/desk_deals.html",
        CompanyDealTable(found.qs),
        filter=found,
        has_any=deals.exists(),
        company=subject,
        edition=edition,
        may_enter=allowed("exhibitors.enter_deal", request.user, subject),
        takes_part=takes_part(subject.pk, edition.pk),
    )


@login_required
@require_http_methods(["GET", "POST"])
def enter(request: DeskRequest, company: int) -> HttpResponse:
    subject, edition = company_for(request, company, permission="exhibitors.enter_deal"), edition_or_404(request)
    form = DealForm(request.POST or None, initial={"currency": edition.currency})

    def draft() -> Deal:
        confirmed = form.confirmed()
        return draft_deal(subject.pk, edition.pk, form.terms(), confirmed=confirmed, actor=request.user, at=now())

    if attempt(form, draft):
        messages.success(request, _("The deal has been entered. The organizer will verify it."))
        return redirect("desk:deals", company=subject.pk)
    return _form_page(request, {"form": form, "company": subject, "edition": edition, "deal": None})


@login_required
@require_http_methods(["GET", "POST"])
def show(request: DeskRequest, company: int, pk: int) -> HttpResponse:
    """Show a deal. People who may enter deals can change a draft; others only read it."""
    subject, deal = _deal(request, company, pk)
    may_enter = allowed("exhibitors.enter_deal", request.user, subject)
    may_change = may_enter and deal.state == DealState.DRAFT
    is_shown = may_change or (may_enter and request.method == "POST")  # keeps the input in any case
    written = model_to_dict(deal, DealForm.Meta.fields) | {
        "revision": deal.revision,
        "amount_confirmed": deal.is_amount_confirmed,
        "separate": deal.is_separate,
    }
    form = DealChangeForm(request.POST or None, initial=written) if is_shown else None

    def change(form: DealChangeForm) -> Deal:
        confirmed = form.confirmed()
        return change_deal(pk, form.terms(), confirmed=confirmed, seen=form.seen, actor=request.user, at=now())

    if form and attempt(form, lambda: change(form)):
        messages.success(request, _("The deal has been saved."))
        return redirect("desk:deals", company=subject.pk)
    return _form_page(
        request, {"form": form, "company": subject, "edition": deal.edition, "deal": deal, "may_change": may_change}
    )


@login_required
@require_POST
def withdraw(request: DeskRequest, company: int, pk: int) -> HttpResponse:
    subject, _found = _deal(request, company, pk)
    perform(
        request,
        lambda: withdraw_deal(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The deal has been withdrawn."),
    )
    return redirect("desk:deals", company=subject.pk)


def _deal(request: DeskRequest, company: int, pk: int) -> tuple[Company, Deal]:
    subject = company_for(request, company)
    deals = subject.deals.select_related("edition", "sector", "company", "rate")
    return subject, get_object_or_404(deals, pk=pk)


def _form_page(request: DeskRequest, context: dict[str, Any]) -> HttpResponse:
    form = context["form"]
    status = 422 if form is not None and form.is_bound else 200
    if form is not None:
        form.without_idle_ticks()
    if context["deal"] is not None:
        context["duplicates"] = possible_duplicates(context["deal"])
    return render(request, "exhibitors/deals/desk_deal.html", context, status=status)
