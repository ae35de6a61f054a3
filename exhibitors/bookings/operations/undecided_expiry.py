"""Steps for bookings without a decision: organizers are reminded, the exhibitor is warned, and finally they lapse."""

from datetime import datetime, timedelta

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.locking import lock
from exhibitors.bookings.models import Booking
from exhibitors.bookings.notifications import announce_lapsed, announce_lapsing, announce_overdue
from exhibitors.bookings.operations.bookings import append_movements, lock_booking, save_change
from exhibitors.bookings.queries.deadlines import deciders_of, overdue_bookings
from exhibitors.states import BOOKING_LIFECYCLE, BookingState
from pavilions.floor.ledger.operations.ledger import move_claims
from pavilions.floor.models.edition import LAPSE_WARNING_DAYS, Edition
from pavilions.states import ClaimState

WARNING = timedelta(days=LAPSE_WARNING_DAYS)


@operation("exhibitors.bookings.overdue_noted")
def remind_of_overdue(edition_id: int, *, actor: Actor, at: datetime) -> int:
    """Remind everybody who may decide of bookings that have waited longer than the edition allows, once for each.

    Each person gets one email however many bookings these are. Return the number of bookings.
    """
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        return 0
    lock(Booking.objects.all(), overdue_bookings(edition, at).values_list("pk", flat=True))
    overdue = list(overdue_bookings(edition, at).values_list("pk", flat=True))  # read again after the wait for the lock
    # The revision stays, since what people see does not change and their pages must not become outdated.
    Booking.objects.filter(pk__in=overdue).update(overdue_noted_at=at)
    announce_overdue(edition, deciders_of(overdue), at=at)
    return len(overdue)


@operation("exhibitors.booking.lapse_warned")
def warn_of_lapse(booking_id: int, *, actor: Actor, at: datetime) -> bool:
    """Warn the exhibitor once that the booking lapses unless it is decided. Return whether this was due."""
    booking = lock_booking(booking_id)
    lapses_at = _lapses_at(booking, at)
    if lapses_at is None or booking.lapse_warned_at is not None or at < lapses_at - WARNING:
        return False
    booking.lapse_warned_at = at
    booking.save(update_fields=["lapse_warned_at"])
    announce_lapsing(booking, ends_at=max(lapses_at, at + WARNING), at=at)
    return True


@operation("exhibitors.booking.lapsed")
def lapse_booking(booking_id: int, *, actor: Actor, at: datetime) -> bool:
    """Expire a booking that was never decided, and release its space. Return whether this was due.

    A booking never lapses less than a week after its exhibitor was warned. It can be reopened as a draft while its
    booths are free.
    """
    booking = lock_booking(booking_id)
    lapses_at, warned_at = _lapses_at(booking, at), booking.lapse_warned_at
    if lapses_at is None or at < lapses_at or warned_at is None or at < warned_at + WARNING:
        return False
    BOOKING_LIFECYCLE.require(booking.state, BookingState.EXPIRED)
    booking.state = BookingState.EXPIRED
    save_change(booking, "state")
    announce_lapsed(booking, at=at)
    areas = move_claims(booking.pk, to=ClaimState.RELEASED, at=at)
    append_movements(booking, areas, left=BookingState.SUBMITTED, at=at)
    return True


def _lapses_at(booking: Booking, at: datetime) -> datetime | None:
    """Return when a booking that awaits its first decision lapses, by its edition's present number of days."""
    days = booking.edition.lapse_days
    if booking.state != BookingState.SUBMITTED or days is None or booking.submitted_at is None:
        return None
    return booking.submitted_at + timedelta(days=days)
