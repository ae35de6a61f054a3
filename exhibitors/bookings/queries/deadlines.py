"""Queries for holds and undecided bookings on which a timer must act: reminders, warnings and ends that are due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import starmap
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Greatest

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.bookings import decidable_by
from exhibitors.states import BookingState
from pavilions.floor.models.edition import LAPSE_WARNING_DAYS, Edition
from pavilions.states import ClaimState, EditionStatus, OrganizerRole

LEAST_WARNING = timedelta(minutes=5)
WARNING_SHARE = 3
"""A reminder is sent when a third of the hold is left, or five minutes if that is more.

That is ten minutes before the end of a hold of half an hour, and a day before the end of one of three days.
"""


def ended_holds(at: datetime) -> list[int]:
    """Return the keys of the drafts whose hold is over, longest over first."""
    return [hold.booking_id for hold in _holds(Booking.objects.all()) if hold.ends_at <= at]


def ending_holds(at: datetime) -> list[int]:
    """Return the keys of the drafts whose hold ends soon and whose contact has not been reminded yet."""
    holds = _holds(Booking.objects.filter(reminded_at__isnull=True))
    return [hold.booking_id for hold in holds if at < hold.ends_at <= at + warning_of(hold.ends_at - hold.began_at)]


def warning_of(hold: timedelta) -> timedelta:
    """Return how long before its end a reminder of a hold of this length is due."""
    return max(hold / WARNING_SHARE, LEAST_WARNING)


class Hold(NamedTuple):
    """A hold, which began when the booths were chosen or when the booking was returned for change."""

    booking_id: int
    began_at: datetime
    ends_at: datetime


def _holds(bookings: QuerySet[Booking]) -> list[Hold]:
    """Return the holds of the drafts among these bookings, by their end."""
    held = bookings.filter(state=BookingState.DRAFT, holder__claims__state=ClaimState.HELD)
    began = Greatest(Min("holder__claims__claimed_at"), "decided_at")
    rows = held.annotate(began_at=began, ends_at=Min("holder__claims__expires_at")).values_list(
        "pk", "began_at", "ends_at"
    )
    return sorted(starmap(Hold, rows), key=attrgetter("ends_at"))


def overdue_bookings(edition: Edition, at: datetime) -> QuerySet[Booking]:
    """Return bookings that wait longer than the edition's days to decide and of which no reminder has been sent."""
    return Booking.objects.filter(
        edition=edition,
        state=BookingState.SUBMITTED,
        submitted_at__lte=at - timedelta(days=edition.undecided_days),
        overdue_noted_at=None,
    )


def editions_in_progress() -> QuerySet[Edition]:
    """Return the editions in which anything may still be decided."""
    return Edition.objects.exclude(status=EditionStatus.ARCHIVED).order_by("pk")


def due_lapse_warnings(at: datetime) -> list[int]:
    """Return the keys of the bookings that lapse within a week and whose exhibitor has not been warned."""
    return _submitted_before(at + timedelta(days=LAPSE_WARNING_DAYS), Q(lapse_warned_at=None))


def due_lapses(at: datetime) -> list[int]:
    """Return the keys of the bookings that lapse now."""
    return _submitted_before(at, Q(lapse_warned_at__lte=at - timedelta(days=LAPSE_WARNING_DAYS)))


def _submitted_before(at: datetime, condition: Q) -> list[int]:
    lapsing = Q(pk__in=[])
    for edition in editions_in_progress():
        if edition.lapse_days is not None:
            lapsing |= Q(edition=edition, submitted_at__lte=at - timedelta(days=edition.lapse_days))
    found = Booking.objects.filter(lapsing, condition, state=BookingState.SUBMITTED)
    return list(found.order_by("submitted_at", "pk").values_list("pk", flat=True))


def deciders_of(booking_ids: Sequence[int]) -> dict[User, int]:
    """Return the organizer's people who may decide some of these bookings, with the number that each may decide."""
    roles = [OrganizerRole.DIRECTOR, OrganizerRole.REVIEWER]
    people = User.objects.filter(appointments__role__in=roles, is_active=True).distinct().order_by("pk")
    counts = {person: decidable_by(person).filter(pk__in=booking_ids).count() for person in people}
    return {person: count for person, count in counts.items() if count}
