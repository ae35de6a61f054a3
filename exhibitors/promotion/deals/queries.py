"""Queries on deals: lists, possible duplicates, totals, and the exchange rates that they are counted by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, DateField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Sum
from django_countries import countries

from ciie.kernel.actors import Visitor
from ciie.kernel.errors import Sentence
from exhibitors.companies.models import Company
from exhibitors.companies.queries import companies_visible_to
from exhibitors.promotion.deals.models import Deal, DealCount, ExchangeRate
from exhibitors.promotion.deals.states import DealKind, DealState
from exhibitors.promotion.published_figures.queries import values_of
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.floor.staff.rules import appointments_of, is_admin

DOLLARS = "USD"
CENT = Decimal("0.01")


def exchange_rates() -> QuerySet[ExchangeRate]:
    """Return all rates, including corrected ones, each with the number of deals `counted` by it now."""
    counted = Count("deals", filter=Q(deals__state=DealState.COUNTED))
    return ExchangeRate.objects.select_related("set_by", "corrects", "correction").annotate(counted=counted)


def rate_on(currency: str, day: date) -> ExchangeRate | None:
    """Return the last rate known on a day, or None."""
    known = ExchangeRate.objects.valid().filter(currency=currency, on_date__lte=day)
    return known.order_by("-on_date").first()


def nearest_rate(currency: str, day: date, *, besides: ExchangeRate | None = None) -> ExchangeRate | None:
    """Return the rate to compare a new one with: the last known on a day, else the first known afterwards, or None."""
    others = ExchangeRate.objects.valid().filter(currency=currency)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    before = others.filter(on_date__lte=day).order_by("-on_date").first()
    return before or others.filter(on_date__gt=day).order_by("on_date").first()


def in_dollars(amount: Decimal, rate: ExchangeRate | None) -> Decimal:
    """Return the amount in US dollars, rounded to the cent. Without a rate it is already in US dollars."""
    worth = amount if rate is None else amount * rate.usd_per_unit
    return worth.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Preview:
    """The value that a deal would count as, and the rate used.

    `rate` is None for US dollars; `amount_usd` is None if no rate is known.
    """

    rate: ExchangeRate | None
    amount_usd: Decimal | None


def preview_of(deal: Deal) -> Preview:
    if deal.currency == DOLLARS:
        return Preview(None, in_dollars(deal.amount, None))
    rate = rate_on(deal.currency, deal.signed_date)
    return Preview(rate, in_dollars(deal.amount, rate) if rate else None)


@dataclass(frozen=True)
class Recount:
    """A deal counted by a rate that has since been corrected, with the value that it would count as now."""

    deal: Deal
    rate: ExchangeRate
    amount_usd: Decimal

    @property
    def difference(self) -> Decimal:
        return self.amount_usd - (self.deal.amount_usd or 0)


def recounts_of(rate: ExchangeRate) -> Sequence[Recount]:
    """Return the deals counted by this rate although another one is now valid for their day, with their new values."""
    deals = (
        rate.deals.filter(state=DealState.COUNTED).select_related("company", "edition").order_by("signed_date", "pk")
    )
    by_day: dict[date, ExchangeRate | None] = {}
    for deal in deals:
        if deal.signed_date not in by_day:
            by_day[deal.signed_date] = rate_on(rate.currency, deal.signed_date)
    return [
        Recount(deal, found, in_dollars(deal.amount, found))
        for deal in deals
        if (found := by_day[deal.signed_date]) is not None and found != rate
    ]


def chain_of(rate: ExchangeRate) -> Sequence[ExchangeRate]:
    """Return the rate with all those that it corrects or that correct it, oldest first."""
    of_day = ExchangeRate.objects.filter(currency=rate.currency, on_date=rate.on_date)
    return list(of_day.select_related("set_by").order_by("pk"))


BILLION = 1_000_000_000
FEWEST_DEALS = 3
"""The least number of deals in a public sum. Smaller sums would reveal single amounts to readers without that right."""

SAME = ("company_id", "normalized_buyer", "amount", "currency")
NEAR_DAYS = timedelta(days=3)
"""The time within which two equal deals may be the same one."""


def deals_visible_to(viewer: Visitor) -> QuerySet[Deal]:
    """Return all deals to organizers and admins, and to others the deals of their companies."""
    rows = Deal.objects.select_related("company", "sector", "edition")
    if is_admin(viewer) or appointments_of(viewer):
        return rows
    return rows.filter(company__in=companies_visible_to(viewer))


def deals_of(company: Company, edition: Edition) -> QuerySet[Deal]:
    """Return a company's deals at an edition, newest first."""
    return (
        Deal.objects.filter(company=company, edition=edition).select_related("sector").order_by("-signed_date", "-pk")
    )


def possible_duplicates(deal: Deal) -> QuerySet[Deal]:
    """Return other deals of the company with the same buyer and amount, signed within `NEAR_DAYS`, oldest first."""
    same = {name: getattr(deal, name) for name in SAME}
    days = (deal.signed_date - NEAR_DAYS, deal.signed_date + NEAR_DAYS)
    found = Deal.objects.filter(**same, signed_date__range=days).exclude(pk=deal.pk)
    return found.exclude(state=DealState.WITHDRAWN).order_by("pk")


def with_duplicates(rows: QuerySet[Deal]) -> QuerySet[Deal]:
    """Annotate each deal with `duplicate_of`: the key of the oldest deal that it may be a duplicate of, or None."""
    day = ExpressionWrapper(OuterRef("signed_date"), DateField())
    found = Deal.objects.filter(
        **{name: OuterRef(name) for name in SAME}, signed_date__range=(day - NEAR_DAYS, day + NEAR_DAYS)
    ).exclude(pk=OuterRef("pk"))
    first = found.exclude(state=DealState.WITHDRAWN).order_by("pk").values("pk")[:1]
    return rows.annotate(duplicate_of=Subquery(first))


@dataclass(frozen=True)
class DealLine:
    """Counted deals of one sector, country or kind. `amount_usd` is None if it would reveal single deals."""

    label: Sentence
    deals: int
    amount_usd: Decimal | None


@dataclass(frozen=True)
class DealTotals:
    """The totals of an edition's counted deals. The lines of each kind add up to `amount_usd`."""

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
        """Return the totals for readers who may not see amounts, without sums of fewer than three deals."""
        return DealTotals(
            self.deals,
            self.amount_usd if self.deals == 0 or self.deals >= FEWEST_DEALS else None,
            *(suppressed(lines) for lines in (self.by_sector, self.by_country, self.by_kind)),
        )


def suppressed(lines: Sequence[DealLine]) -> tuple[DealLine, ...]:
    """Return the lines without sums of fewer than three deals, and without those that reveal them by subtraction.

    The total of all lines may be known, so the hidden lines must be at least two and have at least three deals
    together. Until they do, the line with the fewest deals joins them.
    """
    hidden = {place for place, line in enumerate(lines) if line.deals < FEWEST_DEALS}
    others = sorted(set(range(len(lines))) - hidden, key=lambda place: (lines[place].deals, -place))
    while others and (len(hidden) == 1 or 0 < sum(lines[place].deals for place in hidden) < FEWEST_DEALS):
        hidden.add(others.pop(0))
    return tuple(replace(line, amount_usd=None) if place in hidden else line for place, line in enumerate(lines))


def deal_totals(edition_id: int, *, until: datetime | None = None) -> DealTotals:
    """Return the totals, now or at a past moment, in four queries however many deals there are."""
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
    """Return the totals by one field, the largest amount first."""
    added = counts.values_list(by).annotate(n=Sum("deals"), worth=Sum("amount_usd"))
    rows = added.exclude(n=0).order_by("-worth", by)
    return tuple(DealLine(words(key), deals, worth) for key, deals, worth in rows)


@dataclass(frozen=True)
class EditionDeals:
    """The deals signed at one edition in billions (10⁹) of US dollars, as published or else as added up here.

    `usd_bn` is None if it would reveal the amounts of single deals.
    """

    edition: Edition
    usd_bn: Decimal | None
    is_published: bool


def deals_by_edition(until: Edition, *, with_amounts: bool = True) -> Sequence[EditionDeals]:
    """Return every edition up to this one that has a published figure or counted deals, oldest first.

    A published figure stands for the whole edition, so the edition's own deals are not added up.
    """
    editions = list(Edition.objects.filter(number__lte=until.number).order_by("number"))
    published = values_of(FigureKind.DEALS_USD_BN)
    unpublished = [edition.pk for edition in editions if edition.pk not in published]
    counts = DealCount.objects.filter(deal__edition__in=unpublished).order_by().values_list("deal__edition_id")
    added = counts.annotate(n=Sum("deals"), worth=Sum("amount_usd")).exclude(n=0)
    worth: dict[int, Decimal | None] = {
        edition: usd / BILLION if with_amounts or deals >= FEWEST_DEALS else None for edition, deals, usd in added
    }
    worth |= published
    return [
        EditionDeals(edition, worth[edition.pk], edition.pk in published) for edition in editions if edition.pk in worth
    ]
