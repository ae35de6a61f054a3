"""What the booths of compared plans cost by the edition's price list."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from exhibitors.pricing import RateKey
from exhibitors.pricing.queries.price_lists import price_list_of
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.publishing.comparison import ClaimOutcome, ComparedBooth
from pavilions.states import Section

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
    told = list(outcomes)
    before = sum_of({booths[f.claim.booth_id].id: booths[f.claim.booth_id] for f in told}.values(), prices)
    after = sum_of({f.target.id: f.target for f in told if f.target}.values(), prices)
    return None if before is None or after is None else after - before
