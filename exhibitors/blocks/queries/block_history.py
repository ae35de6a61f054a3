"""What happened to a block and its shares."""

from dataclasses import replace

from ciie.audit.history import entries_of, events_of, history_of, newest_first
from ciie.kernel.actors import Visitor
from exhibitors.blocks.models import Block
from exhibitors.bookings.models.booking import Booking
from exhibitors.history import Event, event_of, unnamed_to

BLOCK_FIELDS = (
    *("name", "country", "text", "price_raw", "price_shell", "currency", "quota_sqm"),
    *("apply_until_date", "returns_date", "is_open", "returned_at"),
)


def block_history(block: Block, *, viewer: Visitor) -> list[Event]:
    """The terms of a block and the shares of its members, newest first; three queries."""
    unnamed = unnamed_to(viewer, block.booking.company_id)
    terms = [event_of(entry, unnamed) for entry in history_of(block, BLOCK_FIELDS)]
    shares = events_of(Booking).filter(block_id=block.pk)
    names = {event.pgh_obj_id: str(event.company) for event in shares.select_related("company")}
    changes = [
        replace(event_of(entry, unnamed), about=names.get(entry.row_id, "")) for entry in entries_of(shares, ("state",))
    ]
    return newest_first([*terms, *changes])
