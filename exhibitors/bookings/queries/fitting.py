"""Which free booths would suit a request for space."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.bookings.queries.neighbours import NEAR_METRES, Neighbour, closest
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.queries.booths import free_booths, reference_of

TOLERANCE = Decimal("0.20")
SUGGESTED = 4
CONSIDERED = 60


@dataclass(frozen=True)
class Suggestion:
    """A free booth that suits a request. `more_sqm` is how much larger it is than what was asked for."""

    booth: Booth
    reference: str
    area_sqm: Decimal
    more_sqm: Decimal
    open_sides: int
    metres_from_avoided: int | None

    @property
    def is_near_avoided(self) -> bool:
        return self.metres_from_avoided is not None and self.metres_from_avoided <= NEAR_METRES


@dataclass(frozen=True)
class Fit:
    """A request and what would suit it, best first."""

    request: SpaceRequest
    suggestions: tuple[Suggestion, ...]


def fits_for(
    booking: Booking, requests: Sequence[SpaceRequest], avoided: Sequence[Neighbour], claimed_hall_ids: Iterable[int]
) -> list[Fit]:
    """For each request the free booths of its sector and kind with enough open sides and within a fifth of its m².

    Best are those away from whom to avoid, then in the hall whose m² the application has reserved, then those that come
    nearest to the m² asked for. A booth is suggested for one request only. One query.
    """
    halls, spoken_for = set(claimed_hall_ids), set[int]()
    free = _free_for(booking, requests)
    fits = []
    for request in requests:
        suiting = [booth for booth in free if booth.pk not in spoken_for and _suits(booth, request)]
        nearest = sorted(suiting, key=partial(_strangeness, request, halls))[:CONSIDERED]
        offered = [_suggestion(booth, request, avoided) for booth in nearest]
        best = tuple(sorted(offered, key=lambda suggestion: suggestion.is_near_avoided)[:SUGGESTED])
        spoken_for.update(suggestion.booth.pk for suggestion in best)
        fits.append(Fit(request, best))
    return fits


def suits(request: SpaceRequest, *, sector_id: int | None, kind: str, sides: int, area_sqm: Decimal) -> bool:
    """Whether a booth like this is what the request asks for, within a fifth of its m²."""
    return (
        request.sector_id == sector_id
        and request.kind == kind
        and request.open_sides_min <= sides
        and abs(area_sqm - request.area_sqm) <= request.area_sqm * TOLERANCE
    )


def _suits(booth: Booth, request: SpaceRequest) -> bool:
    return suits(
        request,
        sector_id=booth.allotment.sector_id,
        kind=booth.kind,
        sides=booth.sides,
        area_sqm=booth.area_sqm,
    )


def _free_for(booking: Booking, requests: Sequence[SpaceRequest]) -> list[Booth]:
    """The free booths of the sectors and sizes asked for, for all requests together."""
    if not requests:
        return []
    areas = [request.area_sqm for request in requests]
    booths = free_booths(booking.edition_id).filter(
        allotment__sector__in=[request.sector_id for request in requests],
        area_sqm__range=(min(areas) * (1 - TOLERANCE), max(areas) * (1 + TOLERANCE)),
    )
    return list(booths.select_related("plan__hall", "allotment").order_by("pk"))


def _strangeness(request: SpaceRequest, hall_ids: set[int], booth: Booth) -> tuple[bool, Decimal, int, int]:
    """The smaller, the better the booth suits."""
    elsewhere = booth.allotment.hall_id not in hall_ids
    return elsewhere, abs(booth.area_sqm - request.area_sqm), booth.sides, booth.pk


def _suggestion(booth: Booth, request: SpaceRequest, avoided: Sequence[Neighbour]) -> Suggestion:
    return Suggestion(
        booth=booth,
        reference=reference_of(booth),
        area_sqm=booth.area_sqm,
        more_sqm=booth.area_sqm - request.area_sqm,
        open_sides=booth.sides,
        metres_from_avoided=closest(avoided, booth.plan_id, booth.ring),
    )
