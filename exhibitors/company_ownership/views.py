"""Claiming a company, and deciding who becomes its owner."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.companies.views.access import COMPANY_KEY
from exhibitors.company_ownership.forms import ClaimForm, ProvenClaimForm
from exhibitors.company_ownership.models import OwnershipRequest
from exhibitors.company_ownership.operations import request_ownership, withdraw_request
from exhibitors.company_ownership.queries import company_without_owner, proof_of
from exhibitors.company_ownership.states import RequestState


@login_required
@require_http_methods(["GET", "POST"])
def claim(request: PersonRequest) -> HttpResponse:
    """Claim the company that registering has found: by name and country, since the person knows no more of it."""
    company = company_without_owner(request.GET.get("name", ""), request.GET.get("country", ""))
    if company is None:
        raise Http404
    proof = proof_of(company, request.user)
    form = (ProvenClaimForm if proof else ClaimForm)(request.POST if request.method == "POST" else None)
    made = attempt(form, lambda: request_ownership(company.pk, **form.cleaned_data, actor=request.user, at=now()))
    if made is None:
        context = {"company": company, "proof": proof, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "exhibitors/company_ownership/claim.html", context, status=status)
    done = _("The organizer has received your request and will reply by email.")
    if made.state == RequestState.GRANTED:
        request.session[COMPANY_KEY] = company.pk
        done = _("You now act for %(company)s as its owner.") % {"company": company}
    messages.success(request, done)
    return redirect("desk:dashboard")


@login_required
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back an own claim that waits."""
    get_object_or_404(OwnershipRequest, pk=pk, person=request.user)
    perform(
        request,
        lambda: withdraw_request(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("You have withdrawn your claim."),
    )
    return redirect("desk:dashboard")
