"""The rates of an edition, and which of them a booth falls under."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from exhibitors.pricing.rates import Rate, price_of
from pavilions.states import BoothKind, Section


class RateKey(NamedTuple):
    """What a rate is for. Without a sector it is for every sector of the section that has none of its own."""

    section: Section
    sector_id: int | None
    kind: BoothKind


@dataclass(frozen=True)
class PriceList:
    """`currency` is an ISO 4217 code. A list without rates prices nothing."""

    currency: str
    rates: Mapping[RateKey, Rate] = field(default_factory=dict)

    def rate_for(self, key: RateKey) -> Rate | None:
        """The sector's own rate, or else the section's; None where the space has no price."""
        return self.rates.get(key) or self.rates.get(key._replace(sector_id=None))

    def price(self, key: RateKey, area_sqm: Decimal, open_sides: int) -> Decimal | None:
        rate = self.rate_for(key)
        return None if rate is None else price_of(area_sqm, open_sides, rate)
