"""The company that an exhibitor works for at the moment, when they belong to several."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from ciie.accounts.models import User
from exhibitors.companies.models import Membership
from exhibitors.companies.states import CompanyRole

COMPANY_KEY = "desk_company"


def memberships_at_hand(person: User) -> list[Membership]:
    """The person's memberships with their companies, by name; read once per user object."""
    prefetch_related_objects([person], "memberships__company")
    return sorted(person.memberships.all(), key=lambda membership: membership.company.name.casefold())


def current_membership(request: HttpRequest, memberships: list[Membership]) -> Membership | None:
    """That of the company the page is about, else the one switched to last, else the first that can be booked for."""
    wanted = [getattr(request, "company_at_hand", None), request.session.get(COMPANY_KEY)]
    by_company = {membership.company_id: membership for membership in memberships}
    found = (by_company[pk] for pk in wanted if pk in by_company)
    booking = (membership for membership in memberships if membership.role != CompanyRole.VIEWER)
    return next(found, next(booking, memberships[0] if memberships else None))
