"""The company that a page is about, for somebody who may see it and do with it what the page is for."""

from django.shortcuts import get_object_or_404

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import require
from exhibitors.companies.models import Company
from exhibitors.companies.queries.companies import companies_visible_to


class DeskRequest(PersonRequest):
    """A request on the exhibitor's desk; the menu is about the company at hand."""

    company_at_hand: int


def company_for(request: DeskRequest, pk: int, *, permission: str = "exhibitors.see_company") -> Company:
    """Raise `Http404` for a company the person may not know of, `NotAllowed` for what their role does not allow."""
    company = get_object_or_404(companies_visible_to(request.user), pk=pk)
    request.company_at_hand = company.pk
    require(permission, request.user, company)
    return company
