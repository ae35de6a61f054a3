"""Queries for who reviews or may review a booking, and for what has been written about it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from exhibitors.bookings.handling.models import BookingComment, BookingNote, ReviewAssignment
from exhibitors.bookings.models import Booking
from exhibitors.bookings.rules import covers_business, sectors_of_booking
from exhibitors.history import unnamed_to
from pavilions.floor.staff.models import Appointment
from pavilions.states import OrganizerRole


def assignment_of(booking: Booking) -> ReviewAssignment | None:
    return ReviewAssignment.objects.filter(booking=booking).select_related("reviewer").first()


def possible_reviewers(booking: Booking) -> list[User]:
    """Return the organizer's people who may decide the booking, by name, in a constant number of queries."""
    deciding = Appointment.objects.filter(
        role__in=[OrganizerRole.DIRECTOR, OrganizerRole.REVIEWER], user__is_active=True
    )
    of_booking, people = sectors_of_booking(booking), {}
    for appointment in deciding.select_related("user").prefetch_related("sectors"):
        sectors = {sector.pk for sector in appointment.sectors.all()}
        reviews = covers_business(appointment) and (not sectors or of_booking <= sectors)
        if appointment.role == OrganizerRole.DIRECTOR or reviews:
            people[appointment.user_id] = appointment.user
    return sorted(people.values(), key=lambda person: (person.name, person.pk))


def reviewers_at_work() -> QuerySet[User]:
    """Return everybody to whom a booking is assigned, by name."""
    assigned = ReviewAssignment.objects.values("reviewer")
    people: QuerySet[User] = User.objects.filter(pk__in=assigned).order_by("name", "pk")
    return people


def notes_of(booking: Booking) -> QuerySet[BookingNote]:
    """Return the notes on a booking, newest first, with their authors. Only the organizer's people may see them."""
    return booking.notes.select_related("author").order_by("-written_at", "-pk")


@dataclass(frozen=True)
class ShownComment:
    """A comment as a reader may see it. `author` is empty if it is hidden from the reader."""

    comment: BookingComment
    author: str


def comments_of(booking: Booking, *, viewer: Visitor) -> list[ShownComment]:
    """Return the comments, oldest first. Exhibitors do not learn which of the organizer's people wrote to them."""
    unnamed = unnamed_to(viewer, booking.company_id)
    rows = booking.comments.select_related("author").order_by("written_at", "pk")
    return [
        ShownComment(row, "" if row.author is None or row.author_id in unnamed else row.author.name) for row in rows
    ]


def people_in_charge(booking: Booking) -> list[User]:
    """Return the assigned reviewer while this person may decide the booking, else everybody who may."""
    assignment, able = assignment_of(booking), possible_reviewers(booking)
    assigned = [person for person in able if assignment is not None and person.pk == assignment.reviewer_id]
    return assigned or able
