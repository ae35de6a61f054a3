"""Bookings that are a share of somebody else's space, or that others have shares of: known to the package of blocks."""

from datetime import datetime
from typing import Any, Protocol

from exhibitors.bookings.models import Booking
from exhibitors.states import BookingState


class ShareHandler(Protocol):
    def lock(self, booking_id: int) -> tuple[Any | None, Booking]:
        """Lock a booking with all that its ending may change; with the block that it is a share of, or None."""

    def require_no_members(self, booking: Booking) -> None:
        """Raise `DomainError` (`block_has_members`) if members hold space of the block that this booking is."""

    def give_up(self, block: Any, share: Booking, *, left: BookingState, at: datetime) -> None:
        """Return the space of a share that has just ended to its block, or to sale. Both are locked."""


_handlers: list[ShareHandler] = []


def register_share_handler(handler: ShareHandler) -> None:
    """Name the one handler of shares, as the apps are loaded."""
    if _handlers:
        raise ValueError("Shares have a handler already.")
    _handlers.append(handler)


def share_handler() -> ShareHandler:
    return _handlers[0]
