"""Companies that wait to be verified, deciding on them, and ending all that a company claims."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.web.lists import page_of
from ciie.web.refusals import attempt
from ciie.web.revision_forms import RevisionForm
from exhibitors.blocks.queries.blocks import waiting_block_applications
from exhibitors.companies.models import Company
from exhibitors.companies.operations.verification import refuse_company, verify_company
from exhibitors.companies.queries.companies import companies_visible_to
from exhibitors.companies.queries.verification import companies_to_check, with_what_is_known
from exhibitors.company_records.forms import EndClaimsForm, RefusalForm
from exhibitors.company_records.operations import allow_claims, end_claims
from exhibitors.company_records.queries.company_claims import claims_listed
from exhibitors.company_records.views.organizer import show_company
from exhibitors.states import UNDECIDED
from pavilions.editions.views import edition_of
from pavilions.permissions import for_organizers


@for_organizers
@require_safe
def checks(request: PersonRequest) -> HttpResponse:
    """The companies that have registered themselves and that nothing verifies yet, with what is known of each."""
    edition = edition_of(request)
    page = page_of(request, with_what_is_known(companies_to_check(), edition))
    may_verify = allowed("exhibitors.verify_companies", request.user)
    context = {"edition": edition, "page": page, "may_verify": may_verify}
    return render(request, "exhibitors/company_records/company_checks.html", context)


@for_organizers
@require_POST
def verify(request: PersonRequest, pk: int) -> HttpResponse:
    company = _company(request, pk)
    form = RevisionForm(request.POST)
    if form.is_valid():
        verified = attempt(form, lambda: verify_company(pk, seen=form.seen, actor=request.user, at=now()))
        if verified:
            messages.success(request, _("%(company)s is verified. Its owners are told by mail.") % {"company": company})
            return redirect("organizer:company_checks")
    return show_company(request, _company(request, pk), form)


@for_organizers
@require_POST
def refuse(request: PersonRequest, pk: int) -> HttpResponse:
    company = _company(request, pk)
    form = RefusalForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: refuse_company(pk, reason=reason, seen=form.seen, actor=request.user, at=now())):
            messages.success(
                request,
                _("The verification of %(company)s is refused. Its owners are told by mail.") % {"company": company},
            )
            return redirect("organizer:company", pk)
    return show_company(request, _company(request, pk), form)


@for_organizers
@require_http_methods(["GET", "POST"])
def end_all(request: PersonRequest, pk: int) -> HttpResponse:
    """What would be released, and what is said about it; then all of it in one act."""
    company = _company(request, pk)
    require("exhibitors.end_claims", request.user)
    form = EndClaimsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data
        ended = attempt(
            form,
            lambda: end_claims(
                pk,
                typed["seen"],
                reason=typed["reason"],
                booked=typed["booked"],
                is_blocked=typed["is_blocked"],
                actor=request.user,
                at=now(),
            ),
        )
        if ended is not None:
            words = {"company": company, "count": len(ended)}
            messages.success(request, _("%(count)d bookings of %(company)s have ended. One mail tells it.") % words)
            return redirect("organizer:company", pk)
    return _show_claims(request, company, form)


def _show_claims(request: PersonRequest, company: Company, form: EndClaimsForm) -> HttpResponse:
    bookings = claims_listed(company)
    undecided = [booking for booking in bookings if booking.state in UNDECIDED]
    context = {
        "company": company,
        "undecided": undecided,
        "booked": [booking for booking in bookings if booking.state not in UNDECIDED],
        "booths": sum(booking.booths for booking in undecided),  # type: ignore[attr-defined]  # by claims_listed
        "area_sqm": sum(booking.claimed_sqm for booking in undecided),  # type: ignore[attr-defined]
        "applications": waiting_block_applications(company.pk).select_related("block"),
        "form": form,
        "ticked": {str(each) for each in form["booked"].value() or []},
    }
    return render(request, "exhibitors/company_records/end_claims.html", context, status=422 if form.is_bound else 200)


@for_organizers
@require_POST
def allow(request: PersonRequest, pk: int) -> HttpResponse:
    company = _company(request, pk)
    form = RevisionForm(request.POST)
    if form.is_valid():
        allowed_again = attempt(form, lambda: allow_claims(pk, seen=form.seen, actor=request.user, at=now()))
        if allowed_again:
            messages.success(request, _("%(company)s may claim space again.") % {"company": company})
            return redirect("organizer:company", pk)
    return show_company(request, _company(request, pk), form)


def _company(request: PersonRequest, pk: int) -> Company:
    return get_object_or_404(companies_visible_to(request.user), pk=pk)
