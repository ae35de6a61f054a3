"""Companies, the people who act for them, and the invitations that are open."""

from datetime import datetime

from django.db.models import QuerySet

from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from exhibitors.companies.models import Company, CompanyInvitation, Membership
from pavilions.staff.rules import appointments_of, is_admin


def companies_visible_to(viewer: Visitor) -> QuerySet[Company]:
    """The companies that `exhibitors.see_company` grants: all to organizers and admins, to people their own."""
    if is_admin(viewer) or appointments_of(viewer):
        return Company.objects.all()
    if not isinstance(viewer, User):
        return Company.objects.none()
    return Company.objects.filter(memberships__user=viewer)


def memberships_of(person: User) -> QuerySet[Membership]:
    """The person's memberships with their companies, by company name."""
    return person.memberships.select_related("company").order_by("company__name", "company_id")


def members_of(company_id: int) -> QuerySet[Membership]:
    """The people who act for a company, by name."""
    members = Membership.objects.filter(company_id=company_id).select_related("user")
    return members.order_by("user__name", "user__email")


def open_invitations(company_id: int, *, at: datetime) -> QuerySet[CompanyInvitation]:
    """Those sent by a company that still can be accepted, newest first."""
    return _still_open(at).filter(company_id=company_id).select_related("invited_by").order_by("-invited_at", "-pk")


def invitations_for(person: User, *, at: datetime) -> QuerySet[CompanyInvitation]:
    """Those waiting for a person's answer, newest first."""
    waiting = _still_open(at).filter(email__iexact=person.email)
    return waiting.select_related("company", "invited_by").order_by("-invited_at", "-pk")


def _still_open(at: datetime) -> QuerySet[CompanyInvitation]:
    return CompanyInvitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)
