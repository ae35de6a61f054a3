"""Which free booths would suit a request for space."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Value, When
from django.db.models.functions import Abs, Coalesce

from exhibitors.models import Booking, SpaceRequest
from exhibitors.queries.neighbours import NEAR_METRES, Neighbour, closest
from pavilions.models import Booth
from pavilions.queries.booths import free_booths, reference_of

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
    booking: Booking, requests: Iterable[SpaceRequest], avoided: Sequence[Neighbour], claimed_hall_ids: Iterable[int]
) -> list[Fit]:
    """For each request the free booths of its sector and kind with enough open sides and within a fifth of its m².

    Best are those away from whom to avoid, then in the hall whose m² the application has reserved, then those that come
    nearest to the m² asked for. One query per request; a booth is suggested for one request only.
    """
    spoken_for: set[int] = set()
    halls = list(claimed_hall_ids)
    fits = []
    for request in requests:
        suiting = [_suggestion(booth, request, avoided) for booth in _suiting(booking, request, halls, spoken_for)]
        best = tuple(sorted(suiting, key=lambda suggestion: suggestion.is_near_avoided)[:SUGGESTED])
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


def _suiting(booking: Booking, request: SpaceRequest, hall_ids: list[int], besides: Iterable[int]) -> list[Booth]:
    wanted = request.area_sqm
    booths = free_booths(booking.edition_id).filter(
        allotment__sector=request.sector,
        kind=request.kind,
        area_sqm__range=(wanted * (1 - TOLERANCE), wanted * (1 + TOLERANCE)),
    )
    suiting = (
        booths.exclude(pk__in=list(besides))
        .annotate(
            counted_sides=Coalesce("open_sides_override", "open_sides"),
            difference=Abs(Value(wanted) - _area()),
            elsewhere=Case(When(allotment__hall__in=hall_ids, then=Value(0)), default=Value(1)),
        )
        .filter(counted_sides__gte=request.open_sides_min)
        .select_related("plan__hall", "allotment")
    )
    return list(suiting.order_by("elsewhere", "difference", "counted_sides", "pk")[:CONSIDERED])


def _area() -> Coalesce:
    return Coalesce("area_sqm", Value(Decimal(0)))


def _suggestion(booth: Booth, request: SpaceRequest, avoided: Sequence[Neighbour]) -> Suggestion:
    return Suggestion(
        booth=booth,
        reference=reference_of(booth),
        area_sqm=booth.area_sqm,
        more_sqm=booth.area_sqm - request.area_sqm,
        open_sides=booth.sides,
        metres_from_avoided=closest(avoided, booth.plan_id, booth.ring),
    )
