"""Companies that an exhibitor would rather not stand beside: which match the names it typed, and how near they are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exhibitors.bookings.models import Booking
from exhibitors.companies.names import normalise_company_name, similarity
from pavilions.geometry import Ring, polygon
from pavilions.ledger.models import SpaceClaim

SEPARATORS = re.compile(r"[,;\n、，；]")
SURE_MATCH = 0.88
NEAR_METRES = 20


@dataclass(frozen=True)
class Neighbour:
    """A company to avoid with space in one of the halls. `ring` is None where it has m² and no booth yet."""

    company: str
    named_as: str
    hall: str
    plan_id: int | None
    number: str
    ring: Ring | None


@dataclass(frozen=True)
class Closeness:
    """How near the nearest of them comes, in metres between the walls; None where they have no booths to measure."""

    neighbour: Neighbour
    metres: int | None

    @property
    def is_near(self) -> bool:
        return self.metres is not None and self.metres <= NEAR_METRES


def names_to_avoid(text: str) -> list[str]:
    """`Acme; Globex Ltd, Initech` → the three names, as they were typed."""
    return [name.strip() for name in SEPARATORS.split(text) if normalise_company_name(name)]


def neighbours_to_avoid(booking: Booking, hall_ids: Iterable[int]) -> list[Neighbour]:
    """The companies named by the booking that have space in these halls; one query, none if it names no company."""
    names = names_to_avoid(booking.neighbours_to_avoid)
    if not names:
        return []
    claims = (
        SpaceClaim.objects.live()
        .filter(allotment__edition_id=booking.edition_id, allotment__hall__in=list(hall_ids))
        .filter(holder__booking__isnull=False)
        .exclude(holder_id=booking.pk)
        .order_by("allotment__hall__position", "booth__number", "pk")
        .values_list(
            "holder__booking__company__name",
            "holder__booking__company__normalized_name",
            "allotment__hall__name",
            "booth__plan_id",
            "booth__number",
            "booth__footprint",
        )
    )
    return [
        Neighbour(company, match, hall, plan_id, number or "", tuple(map(tuple, ring)) if ring else None)
        for company, key, hall, plan_id, number, ring in claims
        if (match := _match(key, names))
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
    """Metres from this booth to the nearest of the neighbours on its plan, or None where none has a booth there."""
    shape = polygon(ring)
    metres = [
        shape.distance(polygon(neighbour.ring)) / 100
        for neighbour in neighbours
        if neighbour.ring is not None and neighbour.plan_id == plan_id
    ]
    return round(min(metres)) if metres else None


def closeness_to(neighbours: Sequence[Neighbour], claims: Sequence[SpaceClaim]) -> list[Closeness]:
    """Each neighbouring company once per hall, with its nearest booth to any booth claimed, nearest first."""
    nearest: dict[tuple[str, str], Closeness] = {}
    for neighbour in neighbours:
        here = Closeness(neighbour, _metres(neighbour, claims))
        known = nearest.get((neighbour.company, neighbour.hall))
        if known is None or _far(here) < _far(known):
            nearest[neighbour.company, neighbour.hall] = here
    return sorted(nearest.values(), key=_far)


def _metres(neighbour: Neighbour, claims: Sequence[SpaceClaim]) -> int | None:
    metres = [
        closest([neighbour], claim.booth.plan_id, claim.booth.ring) for claim in claims if claim.booth is not None
    ]
    return min((each for each in metres if each is not None), default=None)


def _far(closeness: Closeness) -> float:
    return float("inf") if closeness.metres is None else closeness.metres
