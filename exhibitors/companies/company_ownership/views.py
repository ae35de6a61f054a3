"""Claiming a company, withdrawing the claim, and objecting to it without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import get_default_timezone_name
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciie.accounts.requests import PersonRequest
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.kernel.signed_links import read_link_token
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.companies.company_ownership.forms import ClaimForm, ObjectionForm, ProvenClaimForm
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.notifications import OBJECTION_LINK
from exhibitors.companies.company_ownership.operations import object_to_claim, request_ownership, withdraw_request
from exhibitors.companies.company_ownership.queries import (
    address_at,
    companies_without_owner,
    objection_period,
    proof_of,
)
from exhibitors.companies.company_ownership.states import RequestState
from pavilions.floor.editions.requests import edition_shown


@login_required
@require_http_methods(["GET", "POST"])
def claim(request: PersonRequest) -> HttpResponse:
    """Claim a company that the registration form has found by its name and country.

    Where several companies without an owner match, the person chooses one first.
    """
    asked = {"name": request.GET.get("name", ""), "country": request.GET.get("country", "")}
    companies = companies_without_owner(**asked, person=request.user)
    if len(companies) > 1:
        chosen = request.GET.get("company", "")
        choices = [(each, reverse("desk:company_claim", query=asked | {"company": each.pk})) for each in companies]
        companies = [each for each in companies if str(each.pk) == chosen]
        if not companies:
            context = {"company": choices[0][0], "choices": choices}
            return render(request, "exhibitors/company_ownership/choose.html", context)
    if not companies:
        raise Http404
    [company] = companies
    proof = proof_of(company, request.user)
    days = objection_period().days
    form = (ProvenClaimForm if proof else ClaimForm)(request.POST if request.method == "POST" else None)
    made = attempt(form, lambda: request_ownership(company.pk, **form.cleaned_data, actor=request.user, at=now()))
    if made is None:
        context = {"company": company, "proof": proof, "days": days, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "exhibitors/company_ownership/claim.html", context, status=status)
    done = _("The organizer has received your request and will reply by email.")
    if made.state == RequestState.ANNOUNCED:
        done = _("Your claim has been announced. Your overview shows until when it is open to objections.")
    messages.success(request, done)
    return redirect("desk:dashboard")


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page behind the link in the listed contact's mail. Opening it changes nothing; its button objects.

    Once the claim is no longer open to objections, the page no longer shows who made it.
    """
    template = "exhibitors/company_ownership/objection.html"
    edition = edition_shown(request)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    try:
        rows = OwnershipRequest.objects.select_related("company", "person")
        claimed = get_object_or_404(rows, pk=read_link_token(OBJECTION_LINK, token, valid_for=None))
    except DomainError as refusal:
        return render(request, template, {"refusal": refusal, "edition": edition}, status=refusal.status)
    made = attempt(form, lambda: object_to_claim(claimed.pk, **form.cleaned_data, actor=SYSTEM, at=now()))
    context = {
        "claim": claimed,
        "made": made,
        "is_open": claimed.state == RequestState.ANNOUNCED and made is None,
        "address": address_at(claimed.proof, claimed.person),
        "time_zone": get_default_timezone_name(),
        "form": form,
        "edition": edition,
    }
    return render(request, template, context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Withdraw one's own claim before it is decided."""
    get_object_or_404(OwnershipRequest, pk=pk, person=request.user)
    perform(
        request,
        lambda: withdraw_request(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("You have withdrawn your claim."),
    )
    return redirect("desk:dashboard")
