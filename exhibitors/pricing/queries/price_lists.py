"""The prices of an edition, as plain values."""

from decimal import Decimal

from django.db.models import QuerySet

from exhibitors.pricing import PriceList, RateKey
from exhibitors.pricing.models import Tariff
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BoothKind, Section


def tariffs_of(edition: Edition) -> QuerySet[Tariff]:
    """In the order of a printed list: by section, what holds for all sectors first, then sector by sector."""
    in_order = Tariff.objects.filter(edition=edition).select_related("sector", "edition")
    return in_order.order_by("section", "sector__position", "sector__name", "kind")


def price_list_of(edition_id: int, currency: str) -> PriceList:
    """One query."""
    tariffs = Tariff.objects.filter(edition_id=edition_id)
    return PriceList(currency, {tariff.key: tariff.rate for tariff in tariffs})


def price_of_booth(booth: Booth) -> Decimal | None:
    """What the booth costs by the list as it is now; its plan with edition and its allotment must have been read."""
    return price_of(booth, price_list_of(booth.plan.edition_id, booth.plan.edition.currency))


def price_of(booth: Booth, prices: PriceList) -> Decimal | None:
    """What the booth costs by this list; its allotment must have been read."""
    allotment = booth.allotment
    key = RateKey(Section(allotment.section), allotment.sector_id, BoothKind(booth.kind))
    return prices.price(key, booth.area_sqm, booth.sides)
