"""What waits for an organizer today, counted for the overview."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from ciie.kernel.actors import Visitor
from ciie.mail.queue import letters_given_up
from exhibitors.bookings.queries.bookings import decidable_by, visible_to
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.ledger.models import SpaceClaim
from pavilions.states import ClaimState

SOON = timedelta(days=1)


@dataclass(frozen=True)
class WaitingWork:
    """`to_decide` and `waitlisted` await the viewer's decision; `ending_holds` end within a day of now."""

    to_decide: int
    waitlisted: int
    ending_holds: int
    failed_letters: int


def waiting_work(viewer: Visitor, edition: Edition, *, at: datetime) -> WaitingWork:
    """Three queries. Letters count as failed when they were given up after every retry."""
    decidable = decidable_by(viewer).filter(edition=edition).order_by()
    states = dict(decidable.values_list("state").annotate(bookings=Count("pk", distinct=True)))
    drafts = visible_to(viewer).filter(hold_ends_soon(at), edition=edition)
    return WaitingWork(
        to_decide=states.get(BookingState.SUBMITTED, 0),
        waitlisted=states.get(BookingState.WAITLISTED, 0),
        ending_holds=drafts.count(),
        failed_letters=letters_given_up(),
    )


def hold_ends_soon(at: datetime) -> Q:
    """Drafts with a hold that ends within a day of this moment."""
    held = SpaceClaim.objects.filter(holder_id=OuterRef("pk"), state=ClaimState.HELD)
    return Q(Exists(held.filter(expires_at__range=(at, at + SOON))), state=BookingState.DRAFT)
