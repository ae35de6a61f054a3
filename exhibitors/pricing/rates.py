"""One rate, and the price that a booth has by it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

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
    return (_base(area_sqm, rate) * (1 + rate.surcharge(open_sides) / HUNDRED)).quantize(CENT, ROUND_HALF_UP)


def _base(area_sqm: Decimal, rate: Rate) -> Decimal:
    if rate.per_unit is not None and area_sqm % STANDARD_UNIT_SQM == 0:
        return area_sqm / STANDARD_UNIT_SQM * rate.per_unit
    return area_sqm * rate.per_sqm
