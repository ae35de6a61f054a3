"""The prices of an edition, as plain values."""

from django.db.models import QuerySet

from exhibitors.models import Tariff
from exhibitors.pricing import PriceList
from pavilions.models import Edition


def tariffs_of(edition: Edition) -> QuerySet[Tariff]:
    """In the order of a printed list: by section, what holds for all sectors first, then sector by sector."""
    in_order = Tariff.objects.filter(edition=edition).select_related("sector", "edition")
    return in_order.order_by("section", "sector__position", "sector__name", "kind")


def price_list_of(edition_id: int, currency: str) -> PriceList:
    """One query."""
    tariffs = Tariff.objects.filter(edition_id=edition_id)
    return PriceList(currency, {tariff.key: tariff.rate for tariff in tariffs})
