"""Deals in rows, those that may be the same, and what they add up to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import DateField, ExpressionWrapper, OuterRef, QuerySet, Subquery, Sum
from django_countries import countries

from ciie.kernel.actors import Visitor
from ciie.kernel.errors import Sentence
from exhibitors.companies.models import Company
from exhibitors.companies.queries import companies_visible_to
from exhibitors.deals.models import Deal, DealCount
from exhibitors.deals.states import DealKind, DealState
from exhibitors.published_figures.queries import values_of
from exhibitors.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.staff.rules import appointments_of, is_admin

BILLION = 1_000_000_000
FEWEST_DEALS = 3
"""Sums of fewer would reveal single amounts to readers who may not see them."""

SAME = ("company_id", "normalized_buyer", "amount", "currency")
NEAR_DAYS = timedelta(days=3)
"""Within so many days of each other two equal deals may be one."""


def deals_visible_to(viewer: Visitor) -> QuerySet[Deal]:
    """All to organizers and admins, to people those of their companies."""
    rows = Deal.objects.select_related("company", "sector", "edition")
    if is_admin(viewer) or appointments_of(viewer):
        return rows
    return rows.filter(company__in=companies_visible_to(viewer))


def deals_of(company: Company, edition: Edition) -> QuerySet[Deal]:
    """A company's deals at an edition, newest first."""
    return (
        Deal.objects.filter(company=company, edition=edition).select_related("sector").order_by("-signed_date", "-pk")
    )


def possible_duplicates(deal: Deal) -> QuerySet[Deal]:
    """Other deals of the company with the same buyer and amount, signed within days of it, oldest first."""
    same = {name: getattr(deal, name) for name in SAME}
    days = (deal.signed_date - NEAR_DAYS, deal.signed_date + NEAR_DAYS)
    found = Deal.objects.filter(**same, signed_date__range=days).exclude(pk=deal.pk)
    return found.exclude(state=DealState.WITHDRAWN).order_by("pk")


def with_duplicates(rows: QuerySet[Deal]) -> QuerySet[Deal]:
    """Each deal with `duplicate_of`: the key of the oldest other deal that it may be a duplicate of, or None."""
    day = ExpressionWrapper(OuterRef("signed_date"), DateField())
    found = Deal.objects.filter(
        **{name: OuterRef(name) for name in SAME}, signed_date__range=(day - NEAR_DAYS, day + NEAR_DAYS)
    ).exclude(pk=OuterRef("pk"))
    first = found.exclude(state=DealState.WITHDRAWN).order_by("pk").values("pk")[:1]
    return rows.annotate(duplicate_of=Subquery(first))


@dataclass(frozen=True)
class DealLine:
    """Counted deals of one sector, country or kind; `amount_usd` is None where it would reveal single deals."""

    label: Sentence
    deals: int
    amount_usd: Decimal | None


@dataclass(frozen=True)
class DealTotals:
    """What the counted deals of an edition add up to. The lines of each kind add up to `amount_usd`."""

    deals: int
    amount_usd: Decimal | None
    by_sector: tuple[DealLine, ...]
    by_country: tuple[DealLine, ...]
    by_kind: tuple[DealLine, ...]

    @property
    def is_any_hidden(self) -> bool:
        lines = (*self.by_sector, *self.by_country, *self.by_kind)
        return self.amount_usd is None or any(line.amount_usd is None for line in lines)

    def for_outsiders(self) -> "DealTotals":
        """The same for readers who may not see amounts: without sums of fewer than three deals."""
        return DealTotals(
            self.deals,
            self.amount_usd if self.deals == 0 or self.deals >= FEWEST_DEALS else None,
            *(suppressed(lines) for lines in (self.by_sector, self.by_country, self.by_kind)),
        )


def suppressed(lines: Sequence[DealLine]) -> tuple[DealLine, ...]:
    """The lines without the sums of fewer than three deals, and without those that would reveal them by subtraction.

    The total of all lines may be known. So the hidden lines together have to be two at least, of three deals at least;
    as long as they are not, the line with the fewest deals joins them.
    """
    hidden = {place for place, line in enumerate(lines) if line.deals < FEWEST_DEALS}
    others = sorted(set(range(len(lines))) - hidden, key=lambda place: (lines[place].deals, -place))
    while others and (len(hidden) == 1 or 0 < sum(lines[place].deals for place in hidden) < FEWEST_DEALS):
        hidden.add(others.pop(0))
    return tuple(replace(line, amount_usd=None) if place in hidden else line for place, line in enumerate(lines))


def deal_totals(edition_id: int, *, until: datetime | None = None) -> DealTotals:
    """As they stand, or stood at a moment: four statements, however many deals there are."""
    counts = DealCount.objects.filter(deal__edition=edition_id).order_by()
    if until is not None:
        counts = counts.filter(happened_at__lte=until)
    sectors = Sector.objects.in_bulk()
    by_kind = _lines(counts, "kind", lambda kind: DealKind(kind).label)
    return DealTotals(
        deals=sum(line.deals for line in by_kind),
        amount_usd=sum((line.amount_usd or Decimal(0) for line in by_kind), Decimal(0)),
        by_sector=_lines(counts, "sector", lambda pk: str(sectors[pk])),
        by_country=_lines(counts, "country", countries.name),
        by_kind=by_kind,
    )


def _lines(counts: QuerySet[DealCount], by: str, words: Callable[[Any], Sentence]) -> tuple[DealLine, ...]:
    """Most worth first."""
    added = counts.values_list(by).annotate(n=Sum("deals"), worth=Sum("amount_usd"))
    rows = added.exclude(n=0).order_by("-worth", by)
    return tuple(DealLine(words(key), deals, worth) for key, deals, worth in rows)


@dataclass(frozen=True)
class EditionDeals:
    """What was signed at one edition, in thousand millions of US dollars; published, or else added up here.

    `usd_bn` is None where it would reveal the amounts of single deals.
    """

    edition: Edition
    usd_bn: Decimal | None
    is_published: bool


def deals_by_edition(until: Edition, *, with_amounts: bool = True) -> Sequence[EditionDeals]:
    """Every edition up to this one of which a figure was published or deals are counted, oldest first.

    A published figure stands for the whole edition, so rows of the same edition are not added to it.
    """
    editions = Edition.objects.filter(number__lte=until.number).order_by("number")
    published = values_of(FigureKind.DEALS_USD_BN)
    counts = DealCount.objects.order_by().values_list("deal__edition_id")
    added = counts.annotate(n=Sum("deals"), worth=Sum("amount_usd")).exclude(n=0)
    worth: dict[int, Decimal | None] = {
        edition: usd / BILLION if with_amounts or deals >= FEWEST_DEALS else None for edition, deals, usd in added
    }
    worth |= published
    return [
        EditionDeals(edition, worth[edition.pk], edition.pk in published) for edition in editions if edition.pk in worth
    ]
