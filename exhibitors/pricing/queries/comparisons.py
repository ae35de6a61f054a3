"""Queries that compare two rate cards over all booths of an edition, and that find booths and companies by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from exhibitors.companies.models import Company
from exhibitors.companies.names import normalise_company_name
from exhibitors.companies.queries import present_companies
from exhibitors.pricing.queries.quotes import list_price
from exhibitors.pricing.rate_cards import PriceCalculator
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.queries import natural
from pavilions.plans.queries.booths import published_booths


@dataclass(frozen=True)
class ComparedPrice:
    """The list prices of a booth by two rate cards; None where a card has no price for it."""

    booth: Booth
    before: Decimal | None
    after: Decimal | None

    @property
    def reference(self) -> str:
        return f"{self.booth.plan.hall.name}/{self.booth.number}"

    @property
    def difference(self) -> Decimal | None:
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class ComparedCards:
    rows: Sequence[ComparedPrice]

    @property
    def before(self) -> Decimal:
        return _sum(row.before for row in self.rows)

    @property
    def after(self) -> Decimal:
        return _sum(row.after for row in self.rows)

    @property
    def difference(self) -> Decimal:
        return self.after - self.before

    @property
    def changed(self) -> Sequence[ComparedPrice]:
        return [row for row in self.rows if row.is_changed]


def compare(edition: Edition, before: PriceCalculator, after: PriceCalculator, day: date) -> ComparedCards:
    """Compare two rate cards over all booths of the edition's published plans, in one query."""
    booths = published_booths(edition.pk).order_by("plan__hall__position", "plan__hall__name", natural("number"))
    return ComparedCards(
        [ComparedPrice(each, list_price(each, before, day), list_price(each, after, day)) for each in booths]
    )


def booths_named(edition_id: int, references: Sequence[str]) -> dict[str, Booth]:
    """Return the booths of published plans by the references (hall and number) that were entered, in one query."""
    named: dict[tuple[str, str], str] = {}
    for each in references:
        hall, _slash, number = each.rpartition("/")
        named[hall.strip().casefold(), number.strip().casefold()] = each
    asked = Q()
    for hall, number in named:
        asked |= Q(plan__hall__name__iexact=hall, number__iexact=number)
    found = published_booths(edition_id).filter(asked) if named else ()
    return {named[booth.plan.hall.name.casefold(), booth.number.casefold()]: booth for booth in found}


def company_called(words: str) -> Company | None:
    """Return the company of this name, or the only one whose name contains the words, in two queries at most."""
    words = words.strip()
    whole = Q(name__iexact=words) | Q(name_local__iexact=words) | Q(normalized_name=normalise_company_name(words))
    part = Q(name__icontains=words) | Q(name_local__icontains=words)
    for asked in (whole, part) if words else ():
        found = list(present_companies().filter(asked)[:2])
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _sum(prices: Iterable[Decimal | None]) -> Decimal:
    return sum((price for price in prices if price is not None), Decimal(0))
