"""What a change of its stand makes of the price of a booking: the totals before and after."""

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
        """What is added to the net price."""
        return (self.after.net or Decimal(0)) - (self.before.net or Decimal(0))

    @property
    def total(self) -> Decimal:
        """What is added to the total, with tax as far as that is decided."""
        return (self.after.total or Decimal(0)) - (self.before.total or Decimal(0))

    @property
    def cost(self) -> str:
        """These figures in one line, which a form carries to say what its reader saw."""
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
    """What so many companies more or less on the stand make of the price, or upper decks of so many m².

    `decks` are by hall and number of their booths, in place of what is approved there. None for a booking without a
    total, such as a share of a block, which is paid for to the block's holder.
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
    """What the space of a booking costs now, with tax as far as that is decided; None without a total."""
    found = next(iter(priceable([booking], at=at)), None)
    return found.quote(at=at).total if found else None
