"""A preview of what approving several bookings at once would do."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.kernel.actors import Visitor
from ciie.kernel.errors import Sentence
from ciie.kernel.wording import in_sequence
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.queue import listed_bookings
from exhibitors.bookings.queries.request_answers import rests_of
from exhibitors.office.review.queries.review import Use, uses_of
from exhibitors.states import BOOKING_LIFECYCLE, BookingState
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition


@dataclass(frozen=True)
class Candidate:
    """A booking chosen for approval. `obstacle` says why it would be refused, or is None if it would not."""

    booking: Booking
    obstacle: Sentence | None


@dataclass(frozen=True)
class Change:
    """What happens to the m² of one hall for one sector: `approved_sqm` go from reserved to booked."""

    use: Use
    approved_sqm: Decimal

    @property
    def booked_after_sqm(self) -> Decimal:
        return self.use.booked_sqm + self.approved_sqm


@dataclass(frozen=True)
class Preview:
    candidates: tuple[Candidate, ...]
    changes: tuple[Change, ...]

    @property
    def approvable(self) -> list[Booking]:
        return [candidate.booking for candidate in self.candidates if candidate.obstacle is None]

    @property
    def refused(self) -> list[Candidate]:
        return [candidate for candidate in self.candidates if candidate.obstacle is not None]

    @property
    def approved_sqm(self) -> Decimal:
        return sum((change.approved_sqm for change in self.changes), Decimal(0))


def preview_of(booking_ids: Sequence[int], *, viewer: Visitor, edition: Edition) -> Preview:
    """Return the bookings in the order of the queue, and the m² by hall and sector, in five queries."""
    bookings = listed_bookings(viewer, edition).filter(pk__in=booking_ids).order_by("submitted_at", "pk")
    candidates = tuple(Candidate(booking, obstacle_to(booking)) for booking in bookings)
    areas: defaultdict[int, Decimal] = defaultdict(Decimal)
    for candidate in candidates:
        if candidate.obstacle is None:
            for claim in candidate.booking.holder.live_claims:  # type: ignore[attr-defined]  # by listed_bookings
                areas[claim.allotment_id] += claim.area_sqm
    uses = uses_of(Allotment.objects.filter(pk__in=areas))
    return Preview(candidates, tuple(Change(use, areas[use.allotment.pk]) for use in uses))


def obstacle_to(booking: Booking) -> Sentence | None:
    """Return why approving this booking of `listed_bookings` would be refused, or None if it would not."""
    claims = booking.holder.live_claims  # type: ignore[attr-defined]  # by listed_bookings
    if not booking.may_decide:  # type: ignore[attr-defined]  # by listed_bookings
        return _("It is outside the exhibitions and sectors that you decide on.")
    if not BOOKING_LIFECYCLE.allows(booking.state, BookingState.APPROVED):
        return _("It is %(state)s, so it cannot be approved.") % {"state": booking.get_state_display()}
    if not any(claim.booth_id for claim in claims):
        return _("It has no booth yet. Assign booths first.")
    if rests := rests_of(booking.requests.all(), claims):
        words = in_sequence(rests)
        return _("Still requested: %(rests)s. Approve it on its own page.") % {"rests": words}
    return None
