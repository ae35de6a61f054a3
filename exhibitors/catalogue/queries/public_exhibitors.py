"""Exhibitors as visitors look for them: the list with its facets, and where each of them is on the plans."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from exhibitors.catalogue.queries.exhibitors_on_show import ExhibitorOnShow, ExhibitorsOnShow, GuestOnShow, Key
from exhibitors.search_words import asked_terms
from exhibitors.states import BOOKED_STATES
from pavilions.ledger.models import SpaceClaim
from pavilions.states import PlanState


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
    companies = [company for company, _pavilion in exhibitors if company]
    pavilions = [pavilion for _company, pavilion in exhibitors if pavilion]
    claims = SpaceClaim.objects.live().filter(
        Q(holder__booking__company__in=companies, holder__booking__state__in=BOOKED_STATES)
        | Q(holder__national_pavilion__in=pavilions),
        booth__plan__edition=edition_id,
        booth__plan__state=PlanState.PUBLISHED,
    )
    hall = "booth__plan__hall"
    found: defaultdict[Key, list[Place]] = defaultdict(list)
    for company, pavilion, hall_name, number in claims.order_by(
        f"{hall}__position", f"{hall}__name", "booth__number"
    ).values_list("holder__booking__company", "holder__national_pavilion", f"{hall}__name", "booth__number"):
        found[company, pavilion].append(Place(hall_name, number))
    return found
