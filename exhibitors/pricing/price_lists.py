"""Rates, the price that a booth has by one, and the list of an edition's rates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from pavilions.states import BoothKind, Section

STANDARD_UNIT_SQM = Decimal(9)
"""The standard booth of the trade: 3 × 3 m. Shows sell shell scheme by the piece in this size."""
CENT = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rate:
    """A price per m², or per standard unit where one is set, and what one to four open sides add to it in per cent."""

    per_sqm: Decimal
    per_unit: Decimal | None = None
    surcharges: tuple[Decimal, Decimal, Decimal, Decimal] = (Decimal(0), Decimal(0), Decimal(0), Decimal(0))

    def surcharge(self, open_sides: int) -> Decimal:
        """In per cent, for 1 to 4 open sides."""
        return self.surcharges[open_sides - 1]


def price_of(area_sqm: Decimal, open_sides: int, rate: Rate) -> Decimal:
    """Area × rate × (1 + surcharge), rounded half up to cents.

    Where the rate has a price per standard unit and the booth is a whole number of units, units × that price stands
    in for area × rate.
    """
    if rate.per_unit is not None and area_sqm % STANDARD_UNIT_SQM == 0:
        base = area_sqm / STANDARD_UNIT_SQM * rate.per_unit
    else:
        base = area_sqm * rate.per_sqm
    return (base * (1 + rate.surcharge(open_sides) / HUNDRED)).quantize(CENT, ROUND_HALF_UP)


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
