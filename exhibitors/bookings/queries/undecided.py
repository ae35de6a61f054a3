"""Bookings that have waited for a decision too long, and who could decide them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from ciie.accounts.models import User
from exhibitors.bookings.models.booking import Booking
from exhibitors.bookings.queries.bookings import decidable_by
from exhibitors.states import BookingState
from pavilions.floor.models.edition import LAPSE_WARNING_DAYS, Edition
from pavilions.states import EditionStatus, OrganizerRole


def overdue_bookings(edition: Edition, at: datetime) -> QuerySet[Booking]:
    """Those that wait longer than the edition's days to decide and of which nobody has been reminded."""
    return Booking.objects.filter(
        edition=edition,
        state=BookingState.SUBMITTED,
        submitted_at__lte=at - timedelta(days=edition.undecided_days),
        overdue_noted_at=None,
    )


def editions_in_progress() -> QuerySet[Edition]:
    """Those in which anything may still be decided."""
    return Edition.objects.exclude(status=EditionStatus.ARCHIVED).order_by("pk")


def due_lapse_warnings(at: datetime) -> list[int]:
    """Keys of the bookings that lapse within a week and whose exhibitor has not been told."""
    return _submitted_before(at + timedelta(days=LAPSE_WARNING_DAYS), Q(lapse_warned_at=None))


def due_lapses(at: datetime) -> list[int]:
    """Keys of the bookings that lapse now."""
    return _submitted_before(at, Q(lapse_warned_at__lte=at - timedelta(days=LAPSE_WARNING_DAYS)))


def _submitted_before(at: datetime, condition: Q) -> list[int]:
    lapsing = Q(pk__in=[])
    for edition in editions_in_progress():
        if edition.lapse_days is not None:
            lapsing |= Q(edition=edition, submitted_at__lte=at - timedelta(days=edition.lapse_days))
    found = Booking.objects.filter(lapsing, condition, state=BookingState.SUBMITTED)
    return list(found.order_by("submitted_at", "pk").values_list("pk", flat=True))


def deciders_of(booking_ids: Sequence[int]) -> dict[User, int]:
    """Everybody of the organizer who may decide some of these bookings, with how many."""
    roles = [OrganizerRole.DIRECTOR, OrganizerRole.REVIEWER]
    people = User.objects.filter(appointments__role__in=roles, is_active=True).distinct().order_by("pk")
    counts = {person: decidable_by(person).filter(pk__in=booking_ids).count() for person in people}
    return {person: count for person, count in counts.items() if count}
