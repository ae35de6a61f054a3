"""The progress of a bulk decision, and the bookings for which offers can be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce

from exhibitors.bookings.models import Booking
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.states import STANDING
from exhibitors.office.bulk_decisions.models import BulkDecision, BulkDecisionItem
from exhibitors.office.bulk_decisions.states import BulkState
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition

MOST_AT_ONCE = 800


@dataclass(frozen=True)
class Progress:
    total: int
    done: int
    refused: int

    @property
    def settled(self) -> int:
        return self.done + self.refused

    @property
    def is_over(self) -> bool:
        return self.settled == self.total


def progress_of(decision: BulkDecision) -> Progress:
    """Return how many bookings of a decision are settled, in one query."""
    by_state = dict(decision.items.order_by().values_list("state").annotate(Count("pk")))
    done, refused = by_state.get(BulkState.DONE, 0), by_state.get(BulkState.REFUSED, 0)
    return Progress(sum(by_state.values()), done, refused)


def items_of(decision: BulkDecision) -> QuerySet[BulkDecisionItem]:
    """Return the bookings of a decision with the m² that they have now, refused ones first."""
    claimed = SpaceClaim.objects.live().filter(holder=OuterRef("booking")).order_by().values("holder")
    area = Coalesce(claimed.annotate(area=Sum("area_sqm")).values("area"), Decimal(0))
    rows = decision.items.select_related("booking__company", "booking__edition").annotate(area_sqm=area)
    return rows.order_by("-state", "pk")


def open_items(decision_id: int) -> Sequence[int]:
    """Return the keys of the items that are not settled yet, ordered by booking."""
    rows = BulkDecisionItem.objects.filter(decision=decision_id, state=BulkState.OPEN)
    return list(rows.order_by("booking").values_list("pk", flat=True))


def left_over(*, before: datetime) -> Sequence[int]:
    """Return the keys of bulk decisions that began before this moment and are not settled, oldest first."""
    begun = BulkDecision.objects.filter(items__state=BulkState.OPEN, started_at__lt=before)
    return list(begun.distinct().order_by("pk").values_list("pk", flat=True))


def without_offer(edition: Edition) -> QuerySet[Booking]:
    """Return the approved bookings without a standing offer, if the edition goes by offers.

    Shares of blocks need none.
    """
    if not edition.goes_by_offer:
        return Booking.objects.none()
    standing = Offer.objects.filter(booking=OuterRef("pk"), state__in=STANDING)
    rows = Booking.objects.filter(~Exists(standing), edition=edition, state=BookingState.APPROVED, block=None)
    return rows.select_related("company", "edition").order_by("decided_at", "pk")
