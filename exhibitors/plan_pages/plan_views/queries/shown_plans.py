"""A hall's plan as one kind of viewer sees it, and the search among its booths.

It has prices, the names that the viewer may read, and words to search. The drawing, the table, search and filters all
work on these values, so that they cannot disagree.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from typing import Any

from django_countries import countries

from ciie.kernel.bilingual import in_language
from ciie.tables.folding import unaccented
from exhibitors.bookings.models import Booking
from exhibitors.pricing.queries.cards import published_cards
from exhibitors.pricing.rate_cards import Space
from exhibitors.search_words import country_words
from exhibitors.states import BOOKED_STATES
from pavilions.drawings.geometry import Ring
from pavilions.floor.ledger.queries import former_numbers
from pavilions.floor.models.edition import Edition
from pavilions.floor.queries import without_zeros
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.plans.queries.plan_revisions import PlanVersion
from pavilions.plans.queries.plans import PlannedBackground, PlannedBooth, PlannedObstruction, plan_with
from pavilions.plans.queries.public_names import register_names
from pavilions.plans.themed_areas.queries import themes_on
from pavilions.states import TAKING_PART, Availability, BoothKind, Section


class Audience(StrEnum):
    """The viewers of a plan: everybody sees the public names, organizers see all."""

    EVERYBODY = "everybody"
    ORGANIZERS = "organizers"


@dataclass(frozen=True, slots=True)
class Holder:
    """The holder of a booth, as far as the audience may know.

    `booking_id` is None for a national pavilion. A country's pavilion has no name of its own and goes by the country's
    name in the reader's language.
    """

    own_name: str
    country: str
    booking_id: int | None
    words: str
    own_name_zh: str = ""

    @property
    def name(self) -> str:
        return in_language(self.own_name, self.own_name_zh) or str(countries.name(self.country))


@dataclass(frozen=True, slots=True)
class ShownBooth:
    """A booth on a plan.

    `words` are the words to find it by, in lower case without accents. `numbers` holds its number, with and without the
    hall, and its former numbers, all without leading zeros. `position` is its place in the order of numbers.
    """

    id: int
    position: int
    hall: str
    number: str
    former: tuple[str, ...]
    ring: Ring
    area_sqm: Decimal
    usable_sqm: Decimal
    open_sides: int
    kind: BoothKind
    sector_id: int | None
    is_by_invitation: bool
    availability: Availability
    price: Decimal | None
    holder_id: int | None
    holder: Holder | None
    words: str
    numbers: frozenset[str]

    @property
    def reference(self) -> str:
        return f"{self.hall}/{self.number}"

    def is_called(self, words: Iterable[str], *, is_holder_ignored: bool = False) -> bool:
        """Return whether all these words (lower case, no accents) are in its own words or, by default, its holder's."""
        known = unaccented(" ".join((self.reference, *self.former))) if is_holder_ignored else self.words
        return all(word in known or without_zeros(word) in self.numbers for word in words)


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A plan for one audience. Lengths are centimetres along the hall's own axes."""

    plan_id: int
    hall_name: str
    outline: Ring
    booths: tuple[ShownBooth, ...]
    obstructions: tuple[PlannedObstruction, ...]
    background: PlannedBackground | None
    currency: str
    themes: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    """The key and name of the themed area by the key of each booth in one."""


def shown_plan(version: PlanVersion, audience: Audience, day: date) -> ShownPlan | None:
    """Read a plan with its prices on a day, in ten queries. Return None if it does not exist."""
    plan = plan_with(version.plan_id)
    if plan is None:
        return None
    edition = Edition.objects.get(pk=version.edition_id)
    prices = published_cards(edition).on(day)

    @cache  # thousands of booths have only a few sizes
    def price_of(space: Space) -> Decimal | None:
        return prices.list_price(space, day)

    is_organizers = audience == Audience.ORGANIZERS
    former = former_numbers(version.plan_id)
    holders = holders_of({booth.holder_id for booth in plan.booths if booth.holder_id}, audience)
    booths = tuple(
        _shown(
            plan.hall_name,
            position,
            booth,
            former.get(booth.id, ()),
            holders.get(booth.holder_id or 0),
            price_of(_space_of(booth, version.hall_id)),
        )
        for position, booth in enumerate(plan.booths)
    )
    return ShownPlan(
        plan.plan_id,
        plan.hall_name,
        plan.outline,
        booths,
        plan.obstructions,
        plan.background if plan.background and (is_organizers or plan.background.is_public) else None,
        edition.currency,
        themes_on(version.plan_id),
    )


def _space_of(booth: PlannedBooth, hall_id: int) -> Space:
    return Space(booth.section, booth.sector_id, hall_id, booth.kind, booth.open_sides, booth.area_sqm)


def _shown(
    hall: str,
    position: int,
    booth: PlannedBooth,
    former: tuple[str, ...],
    holder: Holder | None,
    price: Decimal | None,
) -> ShownBooth:
    own_words = unaccented(" ".join((f"{hall}/{booth.number}", *former)))
    numbers = (booth.number, f"{hall}/{booth.number}", *former)
    return ShownBooth(
        id=booth.id,
        position=position,
        hall=hall,
        number=booth.number,
        former=former,
        ring=booth.ring,
        area_sqm=booth.area_sqm,
        usable_sqm=booth.usable_sqm,
        open_sides=booth.open_sides,
        kind=booth.kind,
        sector_id=booth.sector_id,
        is_by_invitation=booth.section == Section.NATIONAL,
        availability=booth.availability,
        price=price,
        holder_id=booth.holder_id,
        holder=holder,
        words=f"{own_words} {holder.words}" if holder else own_words,
        numbers=frozenset(without_zeros(unaccented(each)) for each in numbers),
    )


def holders_of(holder_ids: set[int], audience: Audience) -> dict[int, Holder]:
    """Return companies and national pavilions by their keys in the ledger, without those hidden from the audience."""
    bookings = Booking.objects.filter(pk__in=holder_ids)
    pavilions = NationalPavilion.objects.filter(pk__in=holder_ids)
    if audience == Audience.EVERYBODY:
        bookings = bookings.filter(state__in=BOOKED_STATES, company__is_on_public_plans=True)
        pavilions = pavilions.filter(stage__in=TAKING_PART)
    companies = bookings.values_list(
        "pk", "company__name", "company__name_local", "company__country", "company__description"
    )
    found = {
        pk: Holder(name, country, pk, f"{unaccented(f'{name} {local} {description}')} {country_words(country)}")
        for pk, name, local, country, description in companies
    }
    for pavilion in pavilions:
        code = pavilion.country.code or ""
        texts = (pavilion.organization, pavilion.organization_zh, pavilion.theme, pavilion.theme_zh)
        words = f"{unaccented(' '.join(texts))} {country_words(code)}"
        found[pavilion.pk] = Holder(pavilion.organization, code, None, words, pavilion.organization_zh)
    return found


def _names(audience: Audience, holder_ids: set[int]) -> dict[int, str]:
    return {pk: holder.name for pk, holder in holders_of(holder_ids, audience).items()}


register_names(public=partial(_names, Audience.EVERYBODY), for_organizers=partial(_names, Audience.ORGANIZERS))


@dataclass(frozen=True, slots=True)
class BoothCriteria:
    """The criteria of a search. Each one that is not None or empty must be met.

    Bounds are inclusive; `sides` is the least number of open sides.
    """

    search: str = ""
    hall: str = ""
    sector_id: int | None = None
    kind: str = ""
    sides: int | None = None
    area_min: Decimal | None = None
    area_max: Decimal | None = None
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    availability: str = ""

    @property
    def are_any(self) -> bool:
        return self != BoothCriteria()

    def met_by(self, booth: ShownBooth) -> bool:
        return (
            self.hall in {"", booth.hall}
            and self.sector_id in {None, booth.sector_id}
            and self.kind in {"", booth.kind}
            and self.availability in {"", booth.availability}
            and (self.sides is None or booth.open_sides >= self.sides)
            and _within(booth.area_sqm, self.area_min, self.area_max)
            and _within(booth.price, self.price_min, self.price_max)
            and booth.is_called(unaccented(self.search).split())
        )


def _within(figure: Decimal | None, least: Decimal | None, most: Decimal | None) -> bool:
    """Return whether a figure is within these bounds. A booth without a price is within no bounds of price."""
    if least is None and most is None:
        return True
    return figure is not None and (least is None or figure >= least) and (most is None or figure <= most)


SORTS: dict[str, Callable[[ShownBooth], Any]] = {
    "number": lambda booth: booth.position,
    "hall": lambda booth: booth.hall,
    "sector": lambda booth: booth.sector_id or 0,
    "area": lambda booth: booth.area_sqm,
    "sides": lambda booth: booth.open_sides,
    "kind": lambda booth: booth.kind,
    "price": lambda booth: (booth.price is None, booth.price),
    "availability": lambda booth: booth.availability,
    "holder": lambda booth: (booth.holder is None, booth.holder.name.casefold() if booth.holder else ""),
}
"""The sort keys of lists of booths. A leading `-` reverses the order."""


def found_among(booths: Iterable[ShownBooth], criteria: BoothCriteria, sort: str = "") -> list[ShownBooth]:
    """Return the booths that meet all criteria, in the order requested, with equal ones in the order given.

    If no order is requested, a booth with exactly the number searched for comes first.
    """
    found = [booth for booth in booths if criteria.met_by(booth)] if criteria.are_any else list(booths)
    key = SORTS.get(sort.removeprefix("-"))
    if key:
        found.sort(key=key, reverse=sort.startswith("-"))
    elif criteria.search:
        number = without_zeros(unaccented(criteria.search).strip())
        found.sort(key=lambda booth: number not in booth.numbers)
    return found


def waiting_among(booths: Iterable[ShownBooth], criteria: BoothCriteria) -> list[ShownBooth]:
    """Return the booths that only their availability excludes.

    The words of holders do not count, since holders change with availability.
    """
    if not criteria.availability:
        return []
    otherwise = replace(criteria, availability="")
    words = unaccented(criteria.search).split()
    return [
        booth
        for booth in booths
        if booth.availability != criteria.availability
        and otherwise.met_by(booth)
        and booth.is_called(words, is_holder_ignored=True)
    ]


def numbered(booths: Iterable[ShownBooth], number: str) -> ShownBooth | None:
    """Return the booth with this number, ignoring case.

    Otherwise return one whose number differs only in leading zeros, or one that used to have this number, or None.
    """
    asked = number.strip().casefold()
    every = list(booths)
    exact = (booth for booth in every if booth.number.casefold() == asked)
    nearly = (b for b in every if asked and without_zeros(b.number.casefold()) == without_zeros(asked))
    former = (booth for booth in every if asked in {each.casefold() for each in booth.former})
    return next(exact, None) or next(nearly, None) or next(former, None)
