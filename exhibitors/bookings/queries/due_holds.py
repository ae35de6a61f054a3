"""Holds whose time is over, and holds of which it is time to remind."""

from datetime import datetime, timedelta
from itertools import starmap
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Min, QuerySet
from django.db.models.functions import Greatest

from exhibitors.bookings.models.booking import Booking
from exhibitors.states import BookingState
from pavilions.states import ClaimState

LEAST_WARNING = timedelta(minutes=5)
WARNING_SHARE = 3
"""A reminder goes out when a third of the hold is left, or 5 minutes if that is more: ten minutes before the end of
a hold of half an hour, a day before the end of one of three days."""


def ended_holds(at: datetime) -> list[int]:
    """Keys of the drafts whose hold is over, longest over first."""
    return [hold.booking_id for hold in _holds(Booking.objects.all()) if hold.ends_at <= at]


def ending_holds(at: datetime) -> list[int]:
    """Keys of the drafts whose hold ends soon and whose people have not been told yet."""
    holds = _holds(Booking.objects.filter(reminded_at__isnull=True))
    return [hold.booking_id for hold in holds if at < hold.ends_at <= at + warning_of(hold.ends_at - hold.began_at)]


def warning_of(hold: timedelta) -> timedelta:
    """How long before its end a hold of this length is reminded of."""
    return max(hold / WARNING_SHARE, LEAST_WARNING)


class Hold(NamedTuple):
    """It began when the booths were chosen, or when the booking was returned for change."""

    booking_id: int
    began_at: datetime
    ends_at: datetime


def _holds(bookings: QuerySet[Booking]) -> list[Hold]:
    """The drafts among these that hold booths, by the end of the hold."""
    held = bookings.filter(state=BookingState.DRAFT, holder__claims__state=ClaimState.HELD)
    began = Greatest(Min("holder__claims__claimed_at"), "decided_at")
    rows = held.annotate(began_at=began, ends_at=Min("holder__claims__expires_at")).values_list(
        "pk", "began_at", "ends_at"
    )
    return sorted(starmap(Hold, rows), key=attrgetter("ends_at"))
