"""Exchange rates: which one holds for a day, which one to compare a new one with, and what was counted by each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q, QuerySet

from exhibitors.deals.models import Deal, ExchangeRate
from exhibitors.deals.states import DealState

DOLLARS = "USD"
CENT = Decimal("0.01")


def exchange_rates() -> QuerySet[ExchangeRate]:
    """All of them, corrected ones too, each with how many deals are `counted` by it now."""
    counted = Count("deals", filter=Q(deals__state=DealState.COUNTED))
    return ExchangeRate.objects.select_related("set_by", "corrects", "correction").annotate(counted=counted)


def rate_on(currency: str, day: date) -> ExchangeRate | None:
    """The last one known on a day."""
    known = ExchangeRate.objects.valid().filter(currency=currency, on_date__lte=day)
    return known.order_by("-on_date").first()


def nearest_rate(currency: str, day: date, *, besides: ExchangeRate | None = None) -> ExchangeRate | None:
    """The last one known on a day, else the first one known afterwards: what a new rate is compared with."""
    others = ExchangeRate.objects.valid().filter(currency=currency)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    before = others.filter(on_date__lte=day).order_by("-on_date").first()
    return before or others.filter(on_date__gt=day).order_by("on_date").first()


def in_dollars(amount: Decimal, rate: ExchangeRate | None) -> Decimal:
    """To the cent; without a rate the amount is in US dollars already."""
    worth = amount if rate is None else amount * rate.usd_per_unit
    return worth.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Preview:
    """What a deal would count as: by which rate (none for US dollars), and how much; None where no rate is known."""

    rate: ExchangeRate | None
    amount_usd: Decimal | None


def preview_of(deal: Deal) -> Preview:
    if deal.currency == DOLLARS:
        return Preview(None, in_dollars(deal.amount, None))
    rate = rate_on(deal.currency, deal.signed_date)
    return Preview(rate, in_dollars(deal.amount, rate) if rate else None)


@dataclass(frozen=True)
class Recount:
    """A deal that was counted by a rate that has been corrected since, and what it would count as now."""

    deal: Deal
    rate: ExchangeRate
    amount_usd: Decimal

    @property
    def difference(self) -> Decimal:
        return self.amount_usd - (self.deal.amount_usd or 0)


def recounts_of(rate: ExchangeRate) -> Sequence[Recount]:
    """The deals that count by this rate while another one holds for their day by now, and what they would count as."""
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
    """The rate with all that it corrects and that corrects it, oldest first."""
    of_day = ExchangeRate.objects.filter(currency=rate.currency, on_date=rate.on_date)
    return list(of_day.select_related("set_by").order_by("pk"))
