"""The booths of a plan as a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from exhibitors.bookings.tables.exports import BOOTH_COLUMNS
from exhibitors.plan_views.queries.shown_plans import ShownBooth
from pavilions.floor.models.venue import Sector

PLAN_COLUMNS: Sequence[Value] = (
    _("Hall"),
    _("Booth"),
    _("Sector"),
    _("m²"),
    _("Open sides"),
    _("Kind"),
    _("Availability"),
    _("Price"),
    _("Currency"),
    _("Held by"),
    _("Country or region"),
)


def plan_rows(booths: Iterable[ShownBooth], sectors: Mapping[int, Sector], currency: str) -> Iterator[Sequence[Value]]:
    """One row per booth, with what its audience may read."""
    for booth in booths:
        yield (
            booth.hall,
            booth.number,
            str(sectors.get(booth.sector_id or 0, "")),
            booth.area_sqm,
            booth.open_sides,
            booth.kind.label,
            booth.availability.label,
            booth.price,
            currency if booth.price is not None else "",
            booth.holder.name if booth.holder else "",
            booth.holder.country if booth.holder else "",
        )


BOOKABLE_COLUMNS: Sequence[Value] = (*BOOTH_COLUMNS, _("Price"), _("Currency"))


def bookable_rows(
    booths: Iterable[ShownBooth], sectors: Mapping[int, Sector], currency: str
) -> Iterator[Sequence[Value]]:
    """One row per booth as those see it who may book it; nobody learns from it who holds a booth."""
    for hall, number, sector, area, sides, kind, availability, price, in_currency, *_holder in plan_rows(
        booths, sectors, currency
    ):
        yield hall, number, sector, area, sides, kind, availability, price, in_currency
