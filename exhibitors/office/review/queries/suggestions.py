"""Free booths that would suit a request for space, and their distance from companies that the exhibitor avoids."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from exhibitors.bookings.models import Booking, SpaceRequest
from exhibitors.companies.names import normalise_company_name, similarity
from pavilions.drawings.geometry import Ring, polygon
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.queries import natural
from pavilions.plans.queries.booths import free_booths, reference_of

SEPARATORS = re.compile(r"[,;\n、，；]")
SURE_MATCH = 0.88
NEAR_METRES = 20


@dataclass(frozen=True)
class Neighbour:
    """A company to avoid with space in one of the halls. `ring` is None if it has m² and no booth yet."""

    company: str
    named_as: str
    hall: str
    plan_id: int | None
    number: str
    ring: Ring | None


@dataclass(frozen=True)
class Closeness:
    """The distance of the nearest neighbour in metres between the walls, or None without booths to measure."""

    neighbour: Neighbour
    metres: int | None

    @property
    def is_near(self) -> bool:
        return self.metres is not None and self.metres <= NEAR_METRES


def names_to_avoid(text: str) -> list[str]:
    """Return the names in a text as they were typed, such as three for `Acme; Globex Ltd, Initech`."""
    return [name.strip() for name in SEPARATORS.split(text) if normalise_company_name(name)]


def neighbours_to_avoid(booking: Booking, hall_ids: Iterable[int]) -> list[Neighbour]:
    """Return the companies named by the booking that have space in these halls.

    This takes one query, or none if the booking names no company.
    """
    if not names_to_avoid(booking.neighbours_to_avoid):
        return []
    return avoided_by(booking, spaces_in(booking.edition_id, hall_ids))


@dataclass(frozen=True)
class CompanySpace:
    """The space of a company in a hall. `ring` is None if it has m² and no booth yet."""

    booking_id: int
    company: str
    normalized_name: str
    hall: str
    plan_id: int | None
    number: str
    ring: Ring | None


def spaces_in(edition_id: int, hall_ids: Iterable[int]) -> list[CompanySpace]:
    """Return the space of companies in these halls, hall by hall, in one query."""
    claims = (
        SpaceClaim.objects.live()
        .filter(allotment__edition_id=edition_id, allotment__hall__in=list(hall_ids))
        .filter(holder__booking__isnull=False)
        .order_by("allotment__hall__position", natural("booth__number"), "pk")
        .values_list(
            "holder_id",
            "holder__booking__company__name",
            "holder__booking__company__normalized_name",
            "allotment__hall__name",
            "booth__plan_id",
            "booth__number",
            "booth__footprint",
        )
    )
    return [
        CompanySpace(holder, company, key, hall, plan_id, number or "", tuple(map(tuple, ring)) if ring else None)
        for holder, company, key, hall, plan_id, number, ring in claims
    ]


def avoided_by(booking: Booking, spaces: Iterable[CompanySpace]) -> list[Neighbour]:
    """Return the spaces whose companies the booking names as neighbours to avoid."""
    names = names_to_avoid(booking.neighbours_to_avoid)
    return [
        Neighbour(each.company, match, each.hall, each.plan_id, each.number, each.ring)
        for each in spaces
        if each.booking_id != booking.pk and (match := _match(each.normalized_name, names))
    ]


def _match(normalized_name: str, names: Sequence[str]) -> str:
    for name in names:
        wanted = normalise_company_name(name)
        if wanted == normalized_name or similarity(name, normalized_name) >= SURE_MATCH:
            return name
        if f" {wanted} " in f" {normalized_name} ":
            return name
    return ""


def closest(neighbours: Sequence[Neighbour], plan_id: int, ring: Ring) -> int | None:
    """Return the metres from this booth to the nearest neighbour on its plan, or None if none has a booth there."""
    shape = polygon(ring)
    metres = [
        shape.distance(polygon(neighbour.ring)) / 100
        for neighbour in neighbours
        if neighbour.ring is not None and neighbour.plan_id == plan_id
    ]
    return round(min(metres)) if metres else None


def closeness_to(neighbours: Sequence[Neighbour], claims: Sequence[SpaceClaim]) -> list[Closeness]:
    """Return each neighbouring company once per hall, with its booth nearest to any claimed booth, nearest first."""
    nearest: dict[tuple[str, str], Closeness] = {}
    for neighbour in neighbours:
        metres = [
            closest([neighbour], claim.booth.plan_id, claim.booth.ring) for claim in claims if claim.booth is not None
        ]
        here = Closeness(neighbour, min((each for each in metres if each is not None), default=None))
        known = nearest.get((neighbour.company, neighbour.hall))
        if known is None or _far(here) < _far(known):
            nearest[neighbour.company, neighbour.hall] = here
    return sorted(nearest.values(), key=_far)


def _far(closeness: Closeness) -> float:
    return float("inf") if closeness.metres is None else closeness.metres


TOLERANCE = Decimal("0.20")
SUGGESTED = 4
CONSIDERED = 60


@dataclass(frozen=True)
class Suggestion:
    """A free booth that suits a request. `more_sqm` is the area by which it exceeds the one requested."""

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
    """A request with the booths that would suit it, best first."""

    request: SpaceRequest
    suggestions: tuple[Suggestion, ...]


def fits_for(
    booking: Booking, requests: Sequence[SpaceRequest], avoided: Sequence[Neighbour], claimed_hall_ids: Iterable[int]
) -> list[Fit]:
    """Return, for each request, free booths of its sector and kind with enough open sides and within a fifth of its m².

    Best are booths away from neighbours to avoid, then those in the hall whose m² the application has reserved, then
    those closest to the m² requested. A booth is suggested for one request only. This takes one query.
    """
    halls, spoken_for = set(claimed_hall_ids), set[int]()
    free = _free_for(booking, requests)
    fits = []
    for request in requests:
        suiting = [
            booth
            for booth in free
            if booth.pk not in spoken_for
            and suits(
                request,
                sector_id=booth.allotment.sector_id,
                kind=booth.kind,
                sides=booth.sides,
                area_sqm=booth.area_sqm,
            )
        ]
        offered = [
            Suggestion(
                booth=booth,
                reference=reference_of(booth),
                area_sqm=booth.area_sqm,
                more_sqm=booth.area_sqm - request.area_sqm,
                open_sides=booth.sides,
                metres_from_avoided=closest(avoided, booth.plan_id, booth.ring),
            )
            for booth in sorted(suiting, key=partial(_strangeness, request, halls))[:CONSIDERED]
        ]
        best = tuple(sorted(offered, key=lambda suggestion: suggestion.is_near_avoided)[:SUGGESTED])
        spoken_for.update(suggestion.booth.pk for suggestion in best)
        fits.append(Fit(request, best))
    return fits


def suits(request: SpaceRequest, *, sector_id: int | None, kind: str, sides: int, area_sqm: Decimal) -> bool:
    """Return whether a booth like this is what the request asks for, within a fifth of its m²."""
    return (
        request.sector_id == sector_id
        and request.kind == kind
        and request.open_sides_min <= sides
        and abs(area_sqm - request.area_sqm) <= request.area_sqm * TOLERANCE
    )


def _free_for(booking: Booking, requests: Sequence[SpaceRequest]) -> list[Booth]:
    """Return the free booths of the sectors and sizes requested, for all requests together."""
    if not requests:
        return []
    areas = [request.area_sqm for request in requests]
    booths = free_booths(booking.edition_id).filter(
        allotment__sector__in=[request.sector_id for request in requests],
        area_sqm__range=(min(areas) * (1 - TOLERANCE), max(areas) * (1 + TOLERANCE)),
    )
    return list(booths.select_related("plan__hall", "allotment").order_by("pk"))


def _strangeness(request: SpaceRequest, hall_ids: set[int], booth: Booth) -> tuple[bool, Decimal, int, int]:
    """Return a sort key, which is smaller the better the booth suits."""
    elsewhere = booth.allotment.hall_id not in hall_ids
    return elsewhere, abs(booth.area_sqm - request.area_sqm), booth.sides, booth.pk
