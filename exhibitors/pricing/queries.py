"""The prices of an edition, as plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet

from exhibitors.pricing import PriceList, RateKey
from exhibitors.pricing.models import Tariff
from exhibitors.pricing.price_lists import CENT
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.publishing.comparison import ClaimOutcome, ComparedBooth
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


type Prices = Mapping[int, Decimal]
"""By booth, in the edition's currency; booths without a price are left out."""


def prices_of(edition: Edition, booths: Iterable[ComparedBooth]) -> Prices:
    """Two queries."""
    price_list = price_list_of(edition.pk, edition.currency)
    allotments = Allotment.objects.filter(edition=edition).values_list("pk", "section", "sector_id")
    places = {pk: (Section(section), sector) for pk, section, sector in allotments}
    priced = (
        (b.id, price_list.price(RateKey(*places[b.allotment_id], b.kind), b.area_sqm, b.open_sides)) for b in booths
    )
    return {booth: price for booth, price in priced if price is not None}


def sum_of(booths: Iterable[ComparedBooth], prices: Prices) -> Decimal | None:
    """What these cost together; None where one of them has no price."""
    found = [prices.get(booth.id) for booth in booths]
    return None if None in found else sum((price for price in found if price is not None), Decimal(0))


def price_difference(
    outcomes: Iterable[ClaimOutcome], booths: Mapping[int, ComparedBooth], prices: Prices
) -> Decimal | None:
    """How much more these claims cost afterwards; None where something has no price."""
    listed = list(outcomes)
    before = sum_of({booths[f.claim.booth_id].id: booths[f.claim.booth_id] for f in listed}.values(), prices)
    after = sum_of({f.target.id: f.target for f in listed if f.target}.values(), prices)
    return None if before is None or after is None else after - before


@dataclass(frozen=True)
class Space:
    """Space to be priced: a booth, or m² of a sector without one, of which each of `shapes` may come true."""

    section: Section
    sector_id: int | None
    area_sqm: Decimal
    shapes: Sequence[tuple[BoothKind, int]]
    """Kind and open sides: those of the booth, or those that may be assigned."""
    has_booth: bool = True

    @classmethod
    def of(cls, booth: Booth) -> "Space":
        """The booth's allotment must have been read."""
        allotment = booth.allotment
        shapes = ((BoothKind(booth.kind), booth.sides),)
        return cls(Section(allotment.section), allotment.sector_id, booth.area_sqm, shapes)


@dataclass(frozen=True)
class PriceLine:
    """What one space costs; None where the list has no price for it. For m² without a booth it is the lowest price."""

    space: Space
    price: Decimal | None

    @property
    def is_estimate(self) -> bool:
        return not self.space.has_booth

    @property
    def per_sqm(self) -> Decimal | None:
        if self.price is None:
            return None
        return (self.price / self.space.area_sqm).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Quote:
    """What spaces cost by the price list of their edition as it is now, each in a line, in the order of the spaces."""

    currency: str
    tax_note: str
    """In the reader's language."""
    lines: tuple[PriceLine, ...]

    @property
    def total(self) -> Decimal | None:
        """None where a line has no price."""
        known = [line.price for line in self.lines if line.price is not None]
        return sum(known, Decimal(0)) if len(known) == len(self.lines) else None

    @property
    def has_prices(self) -> bool:
        return any(line.price is not None for line in self.lines)

    @property
    def is_estimate(self) -> bool:
        return any(line.is_estimate for line in self.lines)


def quote(edition: Edition, spaces: Iterable[Space]) -> Quote:
    """One query."""
    return quote_by(price_list_of(edition.pk, edition.currency), edition, spaces)


def quote_by(prices: PriceList, edition: Edition, spaces: Iterable[Space]) -> Quote:
    """The same by a price list that has been read."""
    return Quote(prices.currency, edition.tax_words, tuple(PriceLine(each, _lowest(each, prices)) for each in spaces))


def _lowest(space: Space, prices: PriceList) -> Decimal | None:
    found = (
        prices.price(RateKey(space.section, space.sector_id, kind), space.area_sqm, sides)
        for kind, sides in space.shapes
    )
    return min((price for price in found if price is not None), default=None)
