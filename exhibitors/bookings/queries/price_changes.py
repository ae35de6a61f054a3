"""The change in a booking's price by a change of its stand: the totals before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.booking_prices import priceable
from exhibitors.pricing.queries.quotes import Quote


@dataclass(frozen=True)
class PriceChange:
    """The quotes of a booking before and after; both have a total."""

    before: Quote
    after: Quote

    @property
    def currency(self) -> str:
        return self.after.currency

    @property
    def net(self) -> Decimal:
        """The difference in the net price."""
        return (self.after.net or Decimal(0)) - (self.before.net or Decimal(0))

    @property
    def total(self) -> Decimal:
        """The difference in the total, with tax as far as it is decided."""
        return (self.after.total or Decimal(0)) - (self.before.total or Decimal(0))

    @property
    def cost(self) -> str:
        """The figures in one line, which a form carries to record what its reader saw."""
        figures = (self.before.total or Decimal(0), self.net, self.after.total or Decimal(0))
        return " ".join([self.currency, *(f"{figure.normalize():f}" for figure in figures)])


def price_change(
    booking: Booking,
    *,
    co_exhibitors: int = 0,
    represented: int = 0,
    decks: Mapping[str, Decimal] | None = None,
    at: datetime,
) -> PriceChange | None:
    """Return the change in price by more or fewer companies on the stand, or by upper decks of the given m².

    `decks` are by hall and number of their booths, and replace what is approved there. Return None for a booking
    without a total, such as a share of a block, for which the block's holder is charged.
    """
    found = next(iter(priceable([booking], at=at)), None)
    if found is None:
        return None
    buyer = replace(
        found.buyer,
        co_exhibitors=max(0, found.buyer.co_exhibitors + co_exhibitors),
        represented=max(0, found.buyer.represented + represented),
    )
    spaces = [replace(space, upper_sqm=(decks or {}).get(space.label, space.upper_sqm)) for space in found.spaces]
    before, after = found.quote(at=at), replace(found, spaces=spaces, buyer=buyer).quote(at=at)
    return None if before.total is None or after.total is None else PriceChange(before, after)


def total_of(booking: Booking, *, at: datetime) -> Decimal | None:
    """Return the present total of a booking, with tax as far as it is decided, or None without a total."""
    found = next(iter(priceable([booking], at=at)), None)
    return found.quote(at=at).total if found else None
