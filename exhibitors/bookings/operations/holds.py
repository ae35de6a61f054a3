"""Operations on draft bookings, whose booths are held for the edition's hold time."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import Invalid
from ciie.kernel.lifecycle import TransitionRefused
from ciie.kernel.locking import lock, lock_keys
from exhibitors.bookings.models import Booking
from exhibitors.bookings.notifications import announce_hold_ended, announce_hold_ending
from exhibitors.bookings.operations.bookings import (
    Wishes,
    append_movements,
    create_booking,
    edition_of,
    hold_end,
    lock_booking,
    lock_draft,
    parties_of_new_booking,
    require_few,
    require_open,
    require_room_for,
    save_change,
    write_wishes,
)
from exhibitors.bookings.operations.claim_limits import Amount, require_within_limits_of
from exhibitors.bookings.queries.bookings import booths_of_ended_hold
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import (
    claim_booths,
    lock_booths,
    lock_free_booths,
    move_claims,
    release_claims,
    require_free,
)
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import ClaimState


@operation("exhibitors.booking.held")
def hold_booths(company_id: int, edition_id: int, booth_ids: Iterable[int], *, actor: Actor, at: datetime) -> Booking:
    """Hold all of these booths for a company in a new draft, or none of them."""
    wanted = require_few(booth_ids)
    locked = lock_booths(wanted)
    parties = parties_of_new_booking(company_id, edition_id, locked, actor=actor, at=at)
    booths = require_free(locked, parties.booths)
    require_room_for(parties, Amount.of(booths, bookings=1), held=True, actor=actor, at=at)
    return create_booking(parties, booths, BookingState.DRAFT, actor=actor, at=at)


@operation("exhibitors.booking.changed")
def add_booths(booking_id: int, booth_ids: Iterable[int], *, actor: Actor, at: datetime) -> Booking:
    """Hold more booths in a draft. The hold ends when that of the present booths does, so it cannot be extended."""
    booths = lock_free_booths(require_few(booth_ids), edition_id=edition_of(booking_id))
    booking = lock_draft(booking_id, actor=actor)
    require_open(booking.edition, at)
    held = list(booking.claims.live())
    require_few(set(), already=len(held) + len(booths))
    require_within_limits_of(booking, Amount.of(booths), held=True, at=at)
    ends = [claim.expires_at for claim in held if claim.expires_at is not None]
    expires_at = min(ends, default=hold_end(booking.edition, at))
    areas = claim_booths(booking.pk, booths, state=ClaimState.HELD, expires_at=expires_at, at=at)
    append_movements(booking, areas, entered=BookingState.DRAFT, at=at)
    return save_change(booking)


@operation("exhibitors.booking.changed")
def drop_booth(booking_id: int, booth_id: int, *, actor: Actor, at: datetime) -> Booking:
    """Release one booth of a draft. A booth that the draft does not hold changes nothing."""
    booking = lock_draft(booking_id, actor=actor)
    claims = lock(
        SpaceClaim.objects.all(), booking.claims.live().filter(booth_id=booth_id).values_list("pk", flat=True)
    )
    areas = release_claims(claims, at=at)
    append_movements(booking, areas, left=BookingState.DRAFT, at=at)
    return save_change(booking)


@operation("exhibitors.booking.changed")
def change_wishes(booking_id: int, wishes: Wishes, *, seen: int | None = None, actor: Actor, at: datetime) -> Booking:
    """Save what the company would like, while the booking is a draft."""
    booking = lock_draft(booking_id, seen=seen, actor=actor)
    write_wishes(booking, wishes)
    return save_change(booking, "wishes", "neighbours_to_avoid")


@operation("exhibitors.booking.reopened")
def reopen_booking(booking_id: int, *, actor: Actor, at: datetime) -> Booking:
    """Hold all booths of an ended hold again, or none. An application that named no booths becomes a draft again.

    An overdue hold is ended here if the timer has not done so yet.
    """
    overdue = SpaceClaim.objects.filter(holder_id=booking_id, state=ClaimState.HELD, expires_at__lte=at)
    if ended := list(overdue.values_list("booth_id", flat=True)):
        lock_keys(Booth, ended)  # booths are locked before the booking, as everywhere
        expire_booking(booking_id, actor=actor, at=at)
    wanted = booths_of_ended_hold(booking_id)
    booths = lock_free_booths(wanted, edition_id=edition_of(booking_id)) if wanted else []
    booking = lock_booking(booking_id)
    require("exhibitors.change_booking", actor, booking)
    _require_something_to_reopen(booking, wanted)
    require_open(booking.edition, at)
    require_within_limits_of(booking, Amount.of(booths, bookings=1), held=True, at=at)
    booking.state, booking.reminded_at = BookingState.DRAFT, None
    ends_at = hold_end(booking.edition, at)
    areas = claim_booths(booking.pk, booths, state=ClaimState.HELD, expires_at=ends_at, at=at)
    append_movements(booking, areas, entered=BookingState.DRAFT, at=at)
    return save_change(booking, "state", "reminded_at")


def _require_something_to_reopen(booking: Booking, booth_ids: Sequence[int]) -> None:
    if booking.state != BookingState.EXPIRED:  # the lifecycle also lets an organizer return a submitted one
        raise TransitionRefused(
            _("Only a booking whose hold has expired can be held again; this one is %(state)s.")
            % {"state": booking.get_state_display()},
            code="illegal_move",
            details={"state": booking.state},
        )
    if not booth_ids and not booking.requests.exists():
        raise Invalid(_("This booking never had booths or a space request. Start a new one."), code="nothing_chosen")


@operation("exhibitors.booking.expired")
def expire_booking(booking_id: int, *, actor: Actor, at: datetime) -> bool:
    """End a draft whose hold time is over and release its booths. Return whether there was anything to end."""
    booking = lock_booking(booking_id)
    ended = booking.claims.filter(state=ClaimState.HELD, expires_at__lte=at).exists()
    if booking.state != BookingState.DRAFT or not ended:
        return False
    booking.state = BookingState.EXPIRED
    areas = move_claims(booking.pk, to=ClaimState.RELEASED, at=at)
    append_movements(booking, areas, left=BookingState.DRAFT, at=at)
    save_change(booking, "state")
    announce_hold_ended(booking, at=at)
    return True


@operation("exhibitors.booking.reminded")
def remind_of_ending_hold(booking_id: int, *, actor: Actor, at: datetime) -> bool:
    """Remind the contact once per hold that it is about to end. Return whether a reminder was due."""
    booking = lock_booking(booking_id)
    held = booking.claims.filter(state=ClaimState.HELD)
    ends_at = held.order_by("expires_at").values_list("expires_at", flat=True).first()
    if booking.state != BookingState.DRAFT or booking.reminded_at is not None or ends_at is None:
        return False
    booking.reminded_at = at
    booking.save(update_fields=["reminded_at"])  # no change to what people see, so it must not outdate their pages
    announce_hold_ending(booking, ends_at=ends_at, at=at)
    return True
