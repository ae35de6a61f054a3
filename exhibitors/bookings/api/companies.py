"""The companies for which an API client may book."""

from ninja import Query, Router

from ciie.accounts.requests import ProgramRequest
from ciie.web.api import Listed, Page, listed, refusals
from exhibitors.bookings.api.shapes import CompanyShown
from exhibitors.bookings.queries.bookings import bookable_by

router = Router(tags=["companies"])


@router.get("/companies", response={200: Listed[CompanyShown], **refusals(422)})
def list_companies(request: ProgramRequest, page: Query[Page]) -> dict[str, object]:
    """The companies for which the caller may act, by name. `role` is the caller's in the company, if any."""
    rows = bookable_by(request.auth).values(*CompanyShown.model_fields)
    return listed(rows, page, list)
