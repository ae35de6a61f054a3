"""The company that a page is about, and the company for which an exhibitor with several of them works at the moment."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ciie.accounts.models import User
from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import require
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.queries import companies_visible_to
from exhibitors.companies.rules import is_member
from exhibitors.companies.states import CompanyRole


class DeskRequest(PersonRequest):
    """A request on the exhibitor's desk. The menu is about the company at hand."""

    company_at_hand: int
    acts_for: Company | None
    """The company for which an organizer acts on this page, or None for its own people."""


def note_company(request: DeskRequest, company: Company) -> None:
    """Set the company that the menu is about. The page says so if the person acts for it without belonging to it."""
    request.company_at_hand = company.pk
    request.acts_for = None if is_member(request.user, company) else company


def company_for(request: DeskRequest, pk: int, *, permission: str = "exhibitors.see_company") -> Company:
    """Return a company.

    Raise `Http404` if the person may not know of it, and `NotAllowed` if their role does not suffice.
    """
    company = get_object_or_404(companies_visible_to(request.user), pk=pk)
    note_company(request, company)
    require(permission, request.user, company)
    return company


COMPANY_KEY = "desk_company"


def memberships_at_hand(person: User) -> list[Membership]:
    """Return the person's memberships with their companies, by name. They are read once per user object."""
    prefetch_related_objects([person], "memberships__company")
    return sorted(person.memberships.all(), key=lambda membership: membership.company.name.casefold())


def current_membership(request: HttpRequest, memberships: list[Membership]) -> Membership | None:
    """Return the membership of the company that the page is about, or of the one chosen last.

    Otherwise, return the first that may book, or the first of all.
    """
    wanted = [getattr(request, "company_at_hand", None), request.session.get(COMPANY_KEY)]
    by_company = {membership.company_id: membership for membership in memberships}
    found = (by_company[pk] for pk in wanted if pk in by_company)
    booking = (membership for membership in memberships if membership.role != CompanyRole.VIEWER)
    return next(found, next(booking, memberships[0] if memberships else None))
