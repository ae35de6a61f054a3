"""Exhibitors as visitors look for them: the list with its facets, and where each of them is on the plans."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from exhibitors.catalogue.queries.exhibitors_on_show import ExhibitorOnShow, ExhibitorsOnShow, GuestOnShow, Key
from exhibitors.search_words import asked_terms

BOOTHS = """
SELECT booking.company_id, CASE WHEN booking.holder_id IS NULL THEN claim.holder_id END, hall.name, booth.number
FROM pavilions_spaceclaim AS claim
JOIN pavilions_booth AS booth ON booth.id = claim.booth_id
JOIN pavilions_floorplan AS plan ON plan.id = booth.plan_id AND plan.state = 'published'
JOIN pavilions_hall AS hall ON hall.id = plan.hall_id
LEFT JOIN exhibitors_booking AS booking ON booking.holder_id = claim.holder_id
WHERE claim.state <> 'released' AND plan.edition_id = %(edition)s AND (
    booking.company_id = ANY(%(companies)s) AND booking.state IN ('approved', 'confirmed')
    OR booking.holder_id IS NULL AND claim.holder_id = ANY(%(pavilions)s)
)
ORDER BY hall.position, hall.name, booth.number
"""


@dataclass(frozen=True)
class FoundExhibitors:
    """Those that are like that and who is on their stands, by name, and how many of both under each facet."""

    entries: list[ExhibitorOnShow | GuestOnShow]
    by_country: Counter[str] = field(default_factory=Counter)
    by_hall: Counter[str] = field(default_factory=Counter)
    by_sector: Counter[str] = field(default_factory=Counter)

    @property
    def guest_count(self) -> int:
        return sum(isinstance(each, GuestOnShow) for each in self.entries)

    @property
    def exhibitor_count(self) -> int:
        return len(self.entries) - self.guest_count


def search_exhibitors(
    on_show: ExhibitorsOnShow, text: str, *, country: str = "", hall: str = "", sector: str = ""
) -> FoundExhibitors:
    """No statement: the few thousand exhibitors of an edition are kept in the process."""
    terms = asked_terms(text)
    if text.strip() and not terms:
        return FoundExhibitors([])

    def is_like_that(each: ExhibitorOnShow | GuestOnShow) -> bool:
        is_there = (not hall or hall in each.halls) and (not sector or sector in each.sectors)
        return is_there and country in {"", each.country} and all(each.is_meant_by(term) for term in terms)

    found = FoundExhibitors([each for each in on_show.by_name if is_like_that(each)])
    for each in found.entries:
        found.by_country.update([each.country] if each.country else [])
        found.by_hall.update(each.halls)
        found.by_sector.update(each.sectors)
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """A booth of the plan in force."""

    hall: str
    number: str

    @property
    def reference(self) -> str:
        return f"{self.hall}/{self.number}"


def places_of(edition_id: int, exhibitors: Collection[Key]) -> Mapping[Key, list[Place]]:
    """The booths of each of these exhibitors by hall and number; one statement."""
    values: dict[str, Any] = {
        "edition": edition_id,
        "companies": [company for company, _pavilion in exhibitors if company],
        "pavilions": [pavilion for _company, pavilion in exhibitors if pavilion],
    }
    found: defaultdict[Key, list[Place]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(BOOTHS, values)
        for company, pavilion, hall, number in cursor.fetchall():
            found[company, pavilion].append(Place(hall, number))
    return found
