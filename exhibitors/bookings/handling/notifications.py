"""Emails about the handling of bookings. A comment is sent to the other side."""

from datetime import datetime

from ciie.accounts.models import User
from ciie.mail.queue import Letter, queue_letters
from exhibitors.bookings.handling.models import BookingComment
from exhibitors.bookings.handling.queries import people_in_charge
from exhibitors.bookings.models import Booking
from exhibitors.bookings.notifications import contact_and_owners


def announce_comment(comment: BookingComment, booking: Booking) -> None:
    """Send a comment to each person of the other side except its author."""
    people = contact_and_owners(booking) if comment.is_from_organizer else people_in_charge(booking)
    others = [person for person in people if person.pk != comment.author_id]
    if comment.is_from_organizer:
        queue_letters(_letter("comment_for_exhibitor", person, comment, booking) for person in others)
    else:
        queue_letters(_letter("comment_for_organizer", person, comment, booking) for person in others)


def announce_assigned(booking: Booking, reviewer: User, *, assigned_by: str, at: datetime) -> None:
    """Notify a reviewer to whom somebody else has assigned a booking."""
    queue_letters(
        [
            Letter(
                kind="review_assigned",
                to=reviewer.email,
                language=reviewer.language,
                occasion=f"booking-{booking.pk}-reviewer-{at:%Y%m%d%H%M%S%f}",
                context={**_subject(booking), "person": reviewer.name, "assigned_by": assigned_by},
            )
        ]
    )


def _letter(kind: str, person: User, comment: BookingComment, booking: Booking) -> Letter:
    return Letter(
        kind=kind,
        to=person.email,
        language=person.language,
        occasion=f"booking-comment-{comment.pk}",
        context={**_subject(booking), "person": person.name, "text": comment.text},
    )


def _subject(booking: Booking) -> dict[str, object]:
    return {
        "booking": booking.pk,
        "reference": booking.reference,
        "company": booking.company.name,
        **booking.edition.mail_names,
    }
