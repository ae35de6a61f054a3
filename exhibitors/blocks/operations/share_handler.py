"""What cancelling a booking means where it is a share of a block, or a block that has shares."""

from datetime import datetime

from exhibitors.blocks.models import Block
from exhibitors.blocks.operations.block_space import give_up_share, lock_share
from exhibitors.blocks.operations.share_guards import require_no_members
from exhibitors.bookings.models.booking import Booking
from exhibitors.bookings.operations.shares import register_share_handler
from exhibitors.states import BookingState


class BlockShares:
    def lock(self, booking_id: int) -> tuple[Block | None, Booking]:
        return lock_share(booking_id)

    def require_no_members(self, booking: Booking) -> None:
        require_no_members(booking)

    def give_up(self, block: Block, share: Booking, *, left: BookingState, at: datetime) -> None:
        give_up_share(block, share, left=left, at=at)


register_share_handler(BlockShares())
