"""The API endpoint of the running totals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.http import HttpResponse
from ninja import Router, Schema

from ciie.accounts.requests import ProgramRequest
from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.web.api import SquareMetres, refusals
from exhibitors.bookings.totals.queries import Line, totals_of
from pavilions.plans.api import edition_numbered

router = Router(tags=["totals"])


class LineShown(Schema):
    """`awaiting_sqm` awaits a decision, `held_sqm` lies in drafts. Capacity only where a place is meant."""

    key: str
    label: str
    booked_sqm: SquareMetres
    awaiting_sqm: SquareMetres
    held_sqm: SquareMetres
    capacity_sqm: SquareMetres | None
    companies: int
    countries: int

    @classmethod
    def of(cls, line: Line) -> Self:
        figures = {name: getattr(line, name) for name in cls.model_fields if name != "label"}
        return cls.model_construct(label=str(line.label), **figures)


class TotalsShown(Schema):
    """Exact at `as_of`. The lines of each kind add up to `booked_sqm`."""

    as_of: datetime
    booked_sqm: SquareMetres
    companies: int
    countries: int
    capacity_sqm: SquareMetres
    by_section: list[LineShown]
    by_sector: list[LineShown]
    by_hall: list[LineShown]
    by_country: list[LineShown]
    by_state: list[LineShown]


@router.get("/editions/{int:edition}/totals", response={200: TotalsShown, **refusals(403, 404)})
def show_totals(request: ProgramRequest, edition: int) -> HttpResponse:
    """The m² booked, by exhibition (`section`), sector, hall, country and state."""
    require("exhibitors.see_totals", request.auth)
    found = totals_of(edition_numbered(edition), at=now())
    shown = TotalsShown.model_construct(
        as_of=found.as_of,
        booked_sqm=found.booked_sqm,
        companies=found.companies,
        countries=found.countries,
        capacity_sqm=found.capacity_sqm,
        by_section=_shown(found.by_section),
        by_sector=_shown(found.by_sector),
        by_hall=_shown(found.by_hall),
        by_country=_shown(found.by_country),
        by_state=_shown(found.by_state),
    )
    return HttpResponse(shown.model_dump_json(), content_type="application/json")


def _shown(lines: Sequence[Line]) -> list[LineShown]:
    return [LineShown.of(line) for line in lines]
