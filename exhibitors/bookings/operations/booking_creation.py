"""Opening a booking with booths, in as few statements as there are locks: the busiest path of all."""

from collections.abc import Sequence
from datetime import datetime

from ciie.kernel.actors import Actor
from ciie.kernel.rows import insert_together
from ciie.mail.queue import outbox_rows
from exhibitors.bookings.models.booking import Booking
from exhibitors.bookings.notifications import letters_of_submitted
from exhibitors.bookings.operations.bookings import hold_end, unsaved_booking
from exhibitors.bookings.operations.movements import movements_of
from exhibitors.companies.models import Company
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.ledger.operations.ledger import LockedBooth, area_by_allotment, claim_as_new_holder, take_capacity
from pavilions.states import ClaimState, HolderKind


def create_booking(
    company: Company,
    edition: Edition,
    booths: Sequence[LockedBooth],
    state: BookingState,
    *,
    actor: Actor,
    at: datetime,
) -> Booking:
    """A new booking that claims these locked booths: a draft holds them for a while, a submitted one reserves them.

    Its letter, if it is submitted, is queued with it.
    """
    is_draft = state == BookingState.DRAFT
    holder_id = claim_as_new_holder(
        edition.pk,
        HolderKind.BOOKING,
        booths,
        state=ClaimState.HELD if is_draft else ClaimState.RESERVED,
        expires_at=hold_end(edition, at) if is_draft else None,
        at=at,
    )
    booking = unsaved_booking(holder_id, company, edition, state, actor=actor, at=at)
    areas = area_by_allotment(booths)
    letters = [] if is_draft else letters_of_submitted(booking, at=at)
    insert_together([booking], movements_of(booking, areas, entered=state, at=at), outbox_rows(letters))
    take_capacity(areas)
    return booking
