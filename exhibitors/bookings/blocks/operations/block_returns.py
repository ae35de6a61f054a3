"""Operations that return unallocated space of blocks to sale on its day, and remind the agency some days before."""

from datetime import datetime, timedelta
from decimal import Decimal

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.days import day_of
from ciie.kernel.locking import lock, lock_keys
from exhibitors.bookings.blocks.notifications import announce_block_returned, announce_block_returns_soon
from exhibitors.bookings.blocks.operations.block_applications import decline_open_applications
from exhibitors.bookings.blocks.operations.block_space import renew_letter
from exhibitors.bookings.blocks.operations.blocks import lock_block
from exhibitors.bookings.blocks.queries import WARNED_DAYS_BEFORE, share_sqm
from exhibitors.bookings.operations.bookings import append_movements, save_change
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import release_claims
from pavilions.floor.models.floor_plan import Booth


@operation("exhibitors.block.returned")
def return_rest(block_id: int, *, actor: Actor, at: datetime) -> bool:
    """Put unallocated space on sale on the day of the return, and return whether the return was due.

    The agency is notified, with a new letter if booths were returned. Unanswered applications are declined, since
    nothing is left to allocate.
    """
    live = SpaceClaim.objects.live().filter(holder_id=block_id)
    lock_keys(Booth, live.filter(booth__isnull=False).values_list("booth_id", flat=True))
    block = lock_block(block_id)
    today = day_of(at, block.booking.edition.zone)
    if block.returned_at is not None or today < block.returns_date:
        return False
    claims = lock(SpaceClaim.objects.all(), live.values_list("pk", flat=True))
    block.returned_at = at
    block.save(update_fields=["returned_at"])
    save_change(block.booking)
    decline_open_applications(block, actor=actor, at=at)
    areas = release_claims(claims, at=at)
    append_movements(block.booking, areas, left=BookingState(block.booking.state), at=at)
    letter = renew_letter(block, claims, at=at)
    announce_block_returned(block, sum(areas.values(), Decimal(0)), letter, at=at)
    return True


@operation("exhibitors.block.warned")
def warn_of_return(block_id: int, *, actor: Actor, at: datetime) -> bool:
    """Remind the agency once, some days before, that unallocated space will return. Return whether this was due."""
    block = lock_block(block_id)
    today = day_of(at, block.booking.edition.zone)
    is_near = today >= block.returns_date - timedelta(days=WARNED_DAYS_BEFORE)
    rest = share_sqm(block.pk)
    if block.warned_at is not None or block.returned_at is not None or not is_near or not rest:
        return False
    block.warned_at = at
    block.save(update_fields=["warned_at"])
    announce_block_returns_soon(block, rest, at=at)
    return True
