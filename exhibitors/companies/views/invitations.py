from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.refusals import announce_refusal
from exhibitors.companies.models import CompanyInvitation
from exhibitors.companies.operations.companies import accept_invitation, withdraw_invitation
from exhibitors.companies.queries.companies import companies_visible_to, invitations_for
from exhibitors.companies.views.current_company import COMPANY_KEY


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Where the mail leads. To anyone but the invited it says no more than that it is not for them."""
    if request.method == "POST":
        return _accept(request, pk)
    invitation = invitations_for(request.user, at=now()).filter(pk=pk).first()
    status = 200 if invitation else 404
    return render(request, "exhibitors/companies/invitation.html", {"invitation": invitation}, status=status)


def _accept(request: PersonRequest, pk: int) -> HttpResponse:
    try:
        membership = accept_invitation(pk, actor=request.user, at=now())
    except DomainError as refusal:
        announce_refusal(request, refusal)
        return redirect("desk:dashboard")
    request.session[COMPANY_KEY] = membership.company_id
    messages.success(request, _("You act for %(company)s now.") % {"company": membership.company})
    return redirect("desk:dashboard")


@login_required
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    seen = CompanyInvitation.objects.filter(company__in=companies_visible_to(request.user))
    company_id = get_object_or_404(seen, pk=pk).company_id
    try:
        withdraw_invitation(pk, actor=request.user, at=now())
    except DomainError as refusal:
        announce_refusal(request, refusal)
    else:
        messages.success(request, _("The invitation is withdrawn."))
    return redirect("desk:members", company=company_id)
