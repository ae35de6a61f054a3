"""What no member has of a block goes back on sale on its day; the agency is reminded some days before."""

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
    """On the day of the return put on sale what no member has, and mail the agency, with a new letter if booths went.

    Returns whether it was due. Applications that are not answered by then are declined, since nothing is left to give.
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
    """Remind the agency once, some days before, that what it has not given away returns. Whether it was due."""
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
