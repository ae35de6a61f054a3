"""The people of a company, their roles and invitations, and the page on which an invitation is accepted."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.refusals import announce_refusal, attempt, decided, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.companies.forms import InvitationForm, RoleForm
from exhibitors.companies.models import Company, CompanyInvitation, Membership
from exhibitors.companies.operations import (
    accept_invitation,
    change_role,
    invite_colleague,
    remove_member,
    set_signing_right,
    withdraw_invitation,
)
from exhibitors.companies.queries import companies_visible_to, invitations_for, members_of, open_invitations, signers_of
from exhibitors.companies.states import CompanyRole
from exhibitors.companies.views.access import COMPANY_KEY, DeskRequest, company_for


@login_required
@require_http_methods(["GET", "POST"])
def show(request: DeskRequest, company: int) -> HttpResponse:
    """Show the people of a company, or invite another one."""
    subject = company_for(request, company)
    if request.method == "POST":
        require("exhibitors.manage_members", request.user, subject)
    form = InvitationForm(request.POST or None)
    invited = attempt(form, lambda: invite_colleague(company, **form.cleaned_data, actor=request.user, at=now()))
    if invited:
        messages.success(request, _("An invitation has been sent to %(email)s.") % {"email": invited.email})
        return redirect("desk:members", company=company)
    status = 422 if form.is_bound else 200
    return render(request, "exhibitors/companies/members.html", _page(request, subject, form), status=status)


def _page(request: DeskRequest, company: Company, form: InvitationForm) -> dict[str, Any]:
    return {
        "company": company,
        "form": form,
        "members": members_of(company.pk),
        "invitations": open_invitations(company.pk, at=now()),
        "signers": signers_of(company.pk),
        "roles": CompanyRole.choices,
        "may_manage": allowed("exhibitors.manage_members", request.user, company),
        "may_give_signing": allowed("exhibitors.give_signing_right", request.user, company),
    }


@login_required
@require_POST
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """Give a colleague another role. If it is refused, the form keeps the choice."""
    company_id = _company_of(request, pk)
    form = RoleForm(request.POST)
    changed = decided(form, change_role, pk, actor=request.user)
    if changed is None:
        subject = company_for(request, company_id)
        context = _page(request, subject, InvitationForm()) | {"refused": pk, "role_form": form}
        return render(request, "exhibitors/companies/members.html", context, status=422)
    words = {"person": changed.user, "role": changed.get_role_display()}
    messages.success(request, _("%(person)s is now %(role)s.") % words)
    return redirect("desk:members", company=company_id)


@login_required
@require_POST
def set_signing(request: DeskRequest, pk: int) -> HttpResponse:
    """Grant an editor the right to sign for the company, or revoke it."""
    company_id = _company_of(request, pk)
    may_sign, seen = request.POST.get("may_sign") == "true", revision_seen(request)
    done = _("This person may now sign for the company.") if may_sign else _("The right to sign has been taken back.")
    perform(request, lambda: set_signing_right(pk, may_sign=may_sign, seen=seen, actor=request.user, at=now()), done)
    if not may_sign and any(signer.memberships.filter(pk=pk).exists() for signer in signers_of(company_id)):
        messages.warning(request, _("A power of attorney still lets this person sign. End it to change that."))
    return redirect("desk:members", company=company_id)


@login_required
@require_POST
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    company_id = _company_of(request, pk)
    perform(
        request,
        lambda: remove_member(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("Removed. An owner is now the contact of this person's bookings."),
    )
    still_sees = companies_visible_to(request.user).filter(pk=company_id).exists()
    return redirect("desk:members", company=company_id) if still_sees else redirect("desk:dashboard")


def _company_of(request: DeskRequest, membership_id: int) -> int:
    """Return the company of a membership. Raise `Http404` if the person may not know of that company."""
    seen = Membership.objects.filter(company__in=companies_visible_to(request.user))
    return get_object_or_404(seen, pk=membership_id).company_id


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the page to which the mail links, or accept the invitation.

    All that other people learn is that the invitation is not for them.
    """
    if request.method == "POST":
        try:
            membership = accept_invitation(pk, actor=request.user, at=now())
        except DomainError as refusal:
            announce_refusal(request, refusal)
        else:
            request.session[COMPANY_KEY] = membership.company_id
            messages.success(
                request, _("You have joined %(company)s and can act for it now.") % {"company": membership.company}
            )
        return redirect("desk:dashboard")
    invitation = invitations_for(request.user, at=now()).filter(pk=pk).first()
    status = 200 if invitation else 404
    return render(request, "exhibitors/companies/invitation.html", {"invitation": invitation}, status=status)


@login_required
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    seen = CompanyInvitation.objects.filter(company__in=companies_visible_to(request.user))
    company_id = get_object_or_404(seen, pk=pk).company_id
    perform(
        request, lambda: withdraw_invitation(pk, actor=request.user, at=now()), _("The invitation has been withdrawn.")
    )
    return redirect("desk:members", company=company_id)
