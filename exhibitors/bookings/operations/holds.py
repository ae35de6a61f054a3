"""Choosing booths: a draft booking whose claims are held for the edition's hold time."""

from collections.abc import Iterable
from datetime import datetime

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.locking import lock
from exhibitors.bookings.models.booking import Booking
from exhibitors.bookings.operations.booking_creation import create_booking
from exhibitors.bookings.operations.bookings import (
    Wishes,
    company_and_edition,
    edition_of,
    hold_end,
    lock_draft,
    require_few,
    require_open,
    save_change,
    write_wishes,
)
from exhibitors.bookings.operations.claim_limits import Amount, require_within_limits, require_within_limits_of
from exhibitors.bookings.operations.movements import append_movements
from exhibitors.states import BookingState
from pavilions.ledger.models import SpaceClaim
from pavilions.ledger.operations.ledger import claim_booths, lock_free_booths, release_claims
from pavilions.states import ClaimState


@operation("exhibitors.booking.held")
def hold_booths(company_id: int, edition_id: int, booth_ids: Iterable[int], *, actor: Actor, at: datetime) -> Booking:
    """Hold all of these booths for a company in a new draft, or none of them."""
    wanted = require_few(booth_ids)
    company, edition = company_and_edition(company_id, edition_id, actor=actor, at=at)
    booths = lock_free_booths(wanted, edition_id=edition_id)
    require_within_limits(company, edition, Amount.of(booths, bookings=1), held=True, person=actor, at=at)
    return create_booking(company, edition, booths, BookingState.DRAFT, actor=actor, at=at)


@operation("exhibitors.booking.changed")
def add_booths(booking_id: int, booth_ids: Iterable[int], *, actor: Actor, at: datetime) -> Booking:
    """Hold more booths in a draft. They end with the booths already held, so a hold cannot be stretched."""
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
    """Give one booth of a draft back. Dropping one that the draft does not hold changes nothing."""
    booking = lock_draft(booking_id, actor=actor)
    claims = lock(
        SpaceClaim.objects.all(), booking.claims.live().filter(booth_id=booth_id).values_list("pk", flat=True)
    )
    areas = release_claims(claims, at=at)
    append_movements(booking, areas, left=BookingState.DRAFT, at=at)
    return save_change(booking)


@operation("exhibitors.booking.changed")
def change_wishes(booking_id: int, wishes: Wishes, *, seen: int | None = None, actor: Actor, at: datetime) -> Booking:
    """Note what the company would like, while the booking is a draft."""
    booking = lock_draft(booking_id, seen=seen, actor=actor)
    write_wishes(booking, wishes)
    return save_change(booking, "wishes", "neighbours_to_avoid")
