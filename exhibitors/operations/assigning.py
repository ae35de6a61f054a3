"""Giving booths to an application that named none, or others than it named."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError
from ciie.kernel.locking import lock
from exhibitors.models import Booking
from exhibitors.operations.bookings import edition_of, lock_booking, require_few, require_unchanged, save_change
from exhibitors.operations.movements import append_movements
from exhibitors.operations.review_guards import require_may_give
from exhibitors.states import AWAITING_DECISION, BookingState
from pavilions.models import SpaceClaim
from pavilions.operations.free_booths import lock_free_booths
from pavilions.operations.ledger import swap_claims


@operation("exhibitors.booking.assigned")
def assign_booths(
    booking_id: int, booth_ids: Iterable[int], *, seen: int | None = None, actor: Actor, at: datetime
) -> Booking:
    """Reserve these booths for a booking that awaits a decision, in place of whatever it claims.

    All or none. The m² that the application had reserved without a booth go into the booths, so that a full hall
    can still be assigned to those who hold its m². Until it is approved they count under the booking's state.
    A reviewer of some sectors gives booths of these alone.
    """
    booking_edition = edition_of(booking_id)
    claims = SpaceClaim.objects.live().filter(holder_id=booking_id, booth__isnull=False)
    kept = set(claims.values_list("booth_id", flat=True))
    wanted = require_few(booth_ids)
    booths = lock_free_booths(wanted - kept, edition_id=booking_edition) if wanted - kept else []
    booking = lock_booking(booking_id)
    require("exhibitors.decide_booking", actor, booking)
    require_unchanged(booking, seen)
    require_may_give(booths, actor=actor)
    if booking.state not in AWAITING_DECISION:
        raise DomainError(
            _("Booths are assigned while a decision is awaited; this booking is %(state)s.")
            % {"state": booking.get_state_display()},
            code="illegal_move",
        )
    state = BookingState(booking.state)
    given_up = booking.claims.live().exclude(booth__isnull=False, booth_id__in=wanted).values_list("pk", flat=True)
    released, claimed = swap_claims(booking.pk, lock(SpaceClaim.objects.all(), given_up), booths, at=at)
    append_movements(booking, released, left=state, at=at)
    append_movements(booking, claimed, entered=state, at=at)
    return save_change(booking)
