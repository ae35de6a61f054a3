"""The organizer's decisions on bookings: approve, confirm, reject, wait-list, and return for change."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock
from ciie.kernel.wording import in_sequence
from exhibitors.bookings.documents.confirmation import issue_confirmation
from exhibitors.bookings.models import Booking
from exhibitors.bookings.notifications import (
    announce_approved,
    announce_rejected,
    announce_returned,
    announce_waitlisted,
)
from exhibitors.bookings.operations.bookings import append_movements, lock_booking, require_unchanged, save_change
from exhibitors.bookings.queries.request_answers import rests_of
from exhibitors.bookings.signals import booking_approved, booking_confirmed_by_hand
from exhibitors.states import BOOKING_LIFECYCLE, BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import area_by_allotment, move_claims, release_claims
from pavilions.states import ClaimState


def lock_for_decision(booking_id: int, to: BookingState, *, actor: Actor, seen: int | None) -> Booking:
    """Lock a booking that the actor may move to this state. It must still be as the actor saw it."""
    booking = lock_booking(booking_id)
    require("exhibitors.decide_booking", actor, booking)
    require_unchanged(booking, seen)
    BOOKING_LIFECYCLE.require(booking.state, to)
    return booking


def decide(booking: Booking, to: BookingState, *, reason: str, actor: Actor, at: datetime) -> BookingState:
    """Save the decision on a locked booking, and return the state that it left."""
    left, booking.state, booking.reason = BookingState(booking.state), to, reason
    booking.decided_at, booking.decided_by = at, person_of(actor)
    save_change(booking, "state", "reason", "decided_at", "decided_by")
    return left


@operation("exhibitors.booking.approved")
def approve_booking(
    booking_id: int,
    *,
    without_rest: bool = False,
    last_day: date | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Booking:
    """Approve a booking: its space is booked, and a confirmation letter is issued and mailed.

    Where the edition works with offers, an offer valid until `last_day` replaces the letter, which is issued once the
    offer is accepted.

    Raise `DomainError` (`rest_unanswered`) if requested m² remain unanswered, unless `without_rest` explicitly leaves
    them out. Those of them that are reserved are then released.
    """
    booking = lock_for_decision(booking_id, BookingState.APPROVED, actor=actor, seen=seen)
    claims = list(booking.claims.live().select_related("allotment__sector"))
    if not any(claim.booth_id for claim in claims):
        raise DomainError(
            _("Assign booths first: this application has none yet."), code="booths_missing", field="booths"
        )
    if not without_rest:
        _require_answered(booking, claims)
    unnamed = [claim.pk for claim in claims if claim.booth_id is None]
    given_up = release_claims(lock(SpaceClaim.objects.all(), unnamed), at=at) if unnamed else {}
    append_movements(booking, given_up, left=BookingState(booking.state), at=at)
    left = decide(booking, BookingState.APPROVED, reason="", actor=actor, at=at)
    if booking.goes_by_offer:
        booking_approved.send(Booking, booking=booking, last_day=last_day, actor=actor, at=at)
    else:
        announce_approved(booking, issue_confirmation(booking, at=at), at=at)
    areas = move_claims(booking.pk, to=ClaimState.COMMITTED, at=at)
    append_movements(booking, areas, left=left, entered=BookingState.APPROVED, at=at)
    return booking


def _require_answered(booking: Booking, claims: Sequence[SpaceClaim]) -> None:
    rests = rests_of(booking.requests.select_related("sector"), claims)
    if rests:
        raise DomainError(
            _("Still requested: %(rests)s. Assign booths for it, or approve without it.")
            % {"rests": in_sequence(rests)},
            code="rest_unanswered",
            field="without_rest",
            details={"rests": {rest.sector.code: str(rest.area_sqm) for rest in rests}},
        )


@operation("exhibitors.booking.confirmed")
def confirm_booking(booking_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Booking:
    """Confirm an approved booking: the contract is signed and the deposit paid.

    Raise `DomainError` (`confirmed_by_offer`) if accepting an offer confirms the booking.
    """
    booking = lock_booking(booking_id)
    require("exhibitors.confirm_booking", actor, booking)
    require_unchanged(booking, seen)
    BOOKING_LIFECYCLE.require(booking.state, BookingState.CONFIRMED)
    if booking.goes_by_offer:
        raise DomainError(
            _("In this edition bookings are confirmed by the steps that follow their offers."),
            code="confirmed_by_offer",
        )
    booking_confirmed_by_hand.send(Booking, booking=booking, actor=actor, at=at)
    return confirm(booking, at=at)


def confirm(booking: Booking, *, at: datetime) -> Booking:
    """Confirm a locked, approved booking whose step has been taken."""
    booking.state = BookingState.CONFIRMED
    save_change(booking, "state")
    areas = area_by_allotment(booking.claims.live())
    append_movements(booking, areas, left=BookingState.APPROVED, entered=BookingState.CONFIRMED, at=at)
    return booking


@operation("exhibitors.booking.rejected")
def reject_booking(booking_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> Booking:
    """Reject a booking with a reason, and release its space."""
    _require_reason(reason)
    booking = lock_for_decision(booking_id, BookingState.REJECTED, actor=actor, seen=seen)
    left = decide(booking, BookingState.REJECTED, reason=reason, actor=actor, at=at)
    announce_rejected(booking, at=at)
    areas = move_claims(booking.pk, to=ClaimState.RELEASED, at=at)
    append_movements(booking, areas, left=left, at=at)
    return booking


@operation("exhibitors.booking.waitlisted")
def waitlist_booking(
    booking_id: int, *, reason: str = "", seen: int | None = None, actor: Actor, at: datetime
) -> Booking:
    """Put a booking on the waiting list. Its space is released, and its wishes are kept."""
    booking = lock_for_decision(booking_id, BookingState.WAITLISTED, actor=actor, seen=seen)
    left = decide(booking, BookingState.WAITLISTED, reason=reason, actor=actor, at=at)
    announce_waitlisted(booking, at=at)
    areas = move_claims(booking.pk, to=ClaimState.RELEASED, at=at)
    append_movements(booking, areas, left=left, at=at)
    return booking


@operation("exhibitors.booking.returned")
def return_booking(booking_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> Booking:
    """Return a booking for change. It becomes a draft whose booths stay held for the edition's hours of change."""
    _require_reason(reason)
    booking = lock_for_decision(booking_id, BookingState.DRAFT, actor=actor, seen=seen)
    BOOKING_LIFECYCLE.require(booking.state, BookingState.DRAFT, only_from=BookingState.SUBMITTED)
    booking.reminded_at = None
    left = decide(booking, BookingState.DRAFT, reason=reason, actor=actor, at=at)
    booking.save(update_fields=["reminded_at"])
    ends_at = at + timedelta(hours=booking.edition.change_hours)
    announce_returned(booking, ends_at=ends_at, at=at)
    areas = move_claims(booking.pk, to=ClaimState.HELD, expires_at=ends_at, at=at)
    append_movements(booking, areas, left=left, entered=BookingState.DRAFT, at=at)
    return booking


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid(_("Give a reason. The exhibitor will see it."), code="reason_missing", field="reason")
