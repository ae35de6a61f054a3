"""The companies for which somebody may book: the twin of the permission `exhibitors.book_for`."""

from django.db.models import OuterRef, QuerySet, Subquery

from ciie.accounts.models import User
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.states import CompanyRole
from pavilions.staff.rules import is_admin


def bookable_by(viewer: User) -> QuerySet[Company]:
    """By name; adds the viewer's `role` in each (None for an admin who is no member)."""
    mine = Membership.objects.filter(user_id=viewer.pk)
    acting = mine.filter(role__in=[CompanyRole.OWNER, CompanyRole.EDITOR])
    companies = Company.objects.all() if is_admin(viewer) else Company.objects.filter(pk__in=acting.values("company"))
    role = Subquery(mine.filter(company=OuterRef("pk")).values("role"))
    return companies.annotate(role=role).order_by("name", "pk")
