"""Deals in rows, and what they add up to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django_countries import countries

from ciie.kernel.actors import Visitor
from ciie.kernel.errors import Sentence
from exhibitors.models import Company, Deal, ExchangeRate
from exhibitors.queries.companies import companies_visible_to
from exhibitors.queries.published_figures import values_of
from exhibitors.states import DealKind, DealState, FigureKind
from pavilions.models import Edition, Sector
from pavilions.rules import appointments_of, is_admin

BILLION = 1_000_000_000


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


def exchange_rates() -> QuerySet[ExchangeRate]:
    return ExchangeRate.objects.select_related("set_by")


@dataclass(frozen=True)
class DealLine:
    """Counted deals of one sector, country or kind; whole amounts in US dollars."""

    label: Sentence
    deals: int
    amount_usd: Decimal


@dataclass(frozen=True)
class DealTotals:
    """What the counted deals of an edition add up to. The lines of each kind add up to `amount_usd`."""

    deals: int
    amount_usd: Decimal
    by_sector: tuple[DealLine, ...]
    by_country: tuple[DealLine, ...]
    by_kind: tuple[DealLine, ...]


def deal_totals(edition_id: int) -> DealTotals:
    """Four statements, however many deals there are."""
    counted = Deal.objects.filter(edition_id=edition_id, state=DealState.COUNTED).order_by()
    sectors = Sector.objects.in_bulk()
    by_kind = _lines(counted, "kind", lambda kind: DealKind(kind).label)
    return DealTotals(
        deals=sum(line.deals for line in by_kind),
        amount_usd=sum((line.amount_usd for line in by_kind), Decimal(0)),
        by_sector=_lines(counted, "sector", lambda pk: str(sectors[pk])),
        by_country=_lines(counted, "company__country", countries.name),
        by_kind=by_kind,
    )


def _lines(counted: QuerySet[Deal], by: str, words: Callable[[Any], Sentence]) -> tuple[DealLine, ...]:
    """Most worth first."""
    rows = counted.values_list(by).annotate(n=Count("pk"), worth=Sum("amount_usd")).order_by("-worth", by)
    return tuple(DealLine(words(key), deals, worth) for key, deals, worth in rows)


@dataclass(frozen=True)
class EditionDeals:
    """What was signed at one edition, in thousand millions of US dollars; published, or else added up here."""

    edition: Edition
    usd_bn: Decimal
    is_published: bool


def deals_by_edition(until: Edition) -> Sequence[EditionDeals]:
    """Every edition up to this one of which a figure was published or deals are counted, oldest first.

    A published figure stands for the whole edition, so rows of the same edition are not added to it.
    """
    editions = Edition.objects.filter(number__lte=until.number).order_by("number")
    published = values_of(FigureKind.DEALS_USD_BN)
    counted = Deal.objects.filter(state=DealState.COUNTED).order_by().values_list("edition_id")
    added_up = dict(counted.annotate(worth=Sum("amount_usd")))
    worth = {edition: usd / BILLION for edition, usd in added_up.items()} | published
    return [
        EditionDeals(edition, worth[edition.pk], edition.pk in published) for edition in editions if edition.pk in worth
    ]
