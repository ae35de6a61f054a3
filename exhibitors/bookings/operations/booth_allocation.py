"""Naming booths for space that is booked in m² alone, as members of blocks have it before their floor is drawn."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import allowed, require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock
from ciie.kernel.wording import area_words
from exhibitors.bookings.documents.confirmation import issue_confirmation
from exhibitors.bookings.models.booking import Booking
from exhibitors.bookings.notifications import announce_placed
from exhibitors.bookings.operations.bookings import (
    edition_of,
    lock_booking,
    require_few,
    require_unchanged,
    save_change,
)
from exhibitors.bookings.operations.movements import append_movements
from exhibitors.bookings.operations.review_guards import require_may_give
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.ledger.models import SpaceClaim
from pavilions.ledger.operations.ledger import LockedBooth, area_by_allotment, lock_free_booths
from pavilions.ledger.operations.transfers import allocate_booths


@operation("exhibitors.booking.placed")
def place_in_booths(
    booking_id: int, booth_ids: Iterable[int], *, seen: int | None = None, actor: Actor, at: datetime
) -> Booking:
    """Let free booths take the place of m² that a booking has booked without one; all or none.

    What is booked never grows: the booths are at most as large as those m², and what is over stays m². Booths it has
    already stay its own, named or not. A new letter is issued and mailed. Managers of a block name booths in the halls
    and sectors in which the member has its m²; other halls are the organizer's to give, a reviewer's of some sectors
    in these alone.
    """
    edition_id = edition_of(booking_id)
    claims = SpaceClaim.objects.live().filter(holder_id=booking_id)
    own = set(claims.filter(booth__isnull=False).values_list("booth_id", flat=True))
    wanted = require_few(set(booth_ids) - own, already=len(own))
    booths = lock_free_booths(wanted, edition_id=edition_id) if wanted else []
    booking = lock_booking(booking_id)
    require("exhibitors.place_booking", actor, booking)
    require_unchanged(booking, seen)
    open_floor = lock(SpaceClaim.objects.all(), claims.filter(booth=None).values_list("pk", flat=True))
    _require_placeable(booking, open_floor, booths)
    if allowed("exhibitors.decide_booking", actor, booking):
        require_may_give(booths, actor=actor)
    else:
        _require_same_halls(open_floor, booths)
    state = BookingState(booking.state)
    taken, placed = allocate_booths(booking.pk, open_floor, booths, at=at)
    append_movements(booking, taken, left=state, at=at)
    append_movements(booking, placed, entered=state, at=at)
    save_change(booking)
    rest = _area(open_floor) - _area(booths)
    announce_placed(booking, issue_confirmation(booking, at=at), rest, at=at)
    return booking


def _area(parts: Sequence[SpaceClaim] | Sequence[LockedBooth]) -> Decimal:
    return sum((part.area_sqm for part in parts), Decimal(0))


def _require_placeable(booking: Booking, open_floor: Sequence[SpaceClaim], booths: Sequence[LockedBooth]) -> None:
    if booking.state not in BOOKED_STATES:
        raise DomainError(
            _("Booths are named for space that is booked; this booking is %(state)s.")
            % {"state": booking.get_state_display()},
            code="illegal_move",
            details={"state": booking.state},
        )
    if not open_floor:
        raise DomainError(_("All of this booking has its booths already."), code="all_placed", field="booths")
    if not booths:
        raise Invalid(_("Choose at least one booth."), code="nothing_chosen", field="booths")
    wanted, held = _area(booths), _area(open_floor)
    if wanted > held:
        raise DomainError(
            _("These booths have %(wanted)s m² together, but only %(held)s m² are booked without a booth.")
            % {"wanted": area_words(wanted), "held": area_words(held)},
            code="larger_than_booked",
            field="booths",
            details={"wanted_sqm": str(wanted), "held_sqm": str(held)},
        )


def _require_same_halls(open_floor: Sequence[SpaceClaim], booths: Sequence[LockedBooth]) -> None:
    """Raise `DomainError` (`other_hall`) if a hall and sector get more booths than there are m² in it."""
    held, wanted = area_by_allotment(open_floor), area_by_allotment(booths)
    beyond = [booth.reference for booth in booths if wanted[booth.allotment_id] > held.get(booth.allotment_id, 0)]
    if beyond:
        raise DomainError(
            _(
                "The m² of this booking are of other halls or sectors than %(booths)s, or fewer there. Ask the"
                " organizer for booths elsewhere."
            )
            % {"booths": ", ".join(beyond)},
            code="other_hall",
            field="booths",
            details={"booths": beyond},
        )
