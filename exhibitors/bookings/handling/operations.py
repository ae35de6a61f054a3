"""Operations that assign a reviewer, write internal notes, and exchange comments with the exhibitor."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import Invalid, NotFound
from ciie.kernel.locking import require_seen
from ciie.kernel.validity import require_valid
from exhibitors.bookings.handling.models import BookingComment, BookingNote, Remark, ReviewAssignment
from exhibitors.bookings.handling.notifications import announce_assigned, announce_comment
from exhibitors.bookings.handling.queries import assignment_of, possible_reviewers
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import lock_booking


@operation("exhibitors.reviewer.assigned")
def assign_reviewer(
    booking_id: int, reviewer_id: int, *, seen: int | None = None, actor: Actor, at: datetime
) -> ReviewAssignment:
    """Assign a booking to a person who may decide it, and notify the person if somebody else did so.

    `seen` is the revision of the assignment that the actor saw, 0 where nobody was assigned. Raise `Invalid`
    (`may_not_decide`) for people who may not decide the booking.
    """
    booking = lock_booking(booking_id)
    require("exhibitors.decide_booking", actor, booking)
    present = assignment_of(booking)
    require_seen(present, seen)
    if present is not None and present.reviewer_id == reviewer_id:
        return present
    reviewer = next((person for person in possible_reviewers(booking) if person.pk == reviewer_id), None)
    if reviewer is None:
        raise Invalid(_("Choose someone who can decide on this booking."), code="may_not_decide", field="reviewer")
    row = present or ReviewAssignment(booking=booking)
    row.reviewer, row.assigned_at, row.assigned_by = reviewer, at, person_of(actor)
    row.save()
    if reviewer.pk != actor.pk:
        announce_assigned(booking, reviewer, assigned_by=str(actor), at=at)
    return row


@operation("exhibitors.reviewer.released")
def release_reviewer(booking_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Release a booking from its reviewer. Nothing happens if nobody is assigned."""
    booking = lock_booking(booking_id)
    require("exhibitors.decide_booking", actor, booking)
    present = assignment_of(booking)
    require_seen(present, seen)
    if present is not None:
        present.delete()


@operation("exhibitors.note.written")
def write_note(booking_id: int, text: str, *, actor: Actor, at: datetime) -> BookingNote:
    """Write an internal note on a booking, which cannot be changed. Exhibitors never see it."""
    booking = _booking(booking_id)
    require("exhibitors.note_on_booking", actor, booking)
    note = BookingNote(booking=booking, text=text.strip(), author=person_of(actor), written_at=at)
    _keep(note)
    return note


@operation("exhibitors.comment.written")
def comment_as_organizer(booking_id: int, text: str, *, actor: Actor, at: datetime) -> BookingComment:
    """Comment on a booking as the organizer.

    Both sides see the comment on their pages, and it is mailed to the booking's contact and owners.
    """
    booking = _booking(booking_id)
    require("exhibitors.comment_as_organizer", actor, booking)
    return _comment(booking, text, actor=actor, at=at, is_from_organizer=True)


@operation("exhibitors.comment.written")
def comment_as_exhibitor(booking_id: int, text: str, *, actor: Actor, at: datetime) -> BookingComment:
    """Comment on a booking as the exhibitor. The assigned reviewer, else everybody who may decide it, gets an email."""
    booking = _booking(booking_id)
    require("exhibitors.comment_as_exhibitor", actor, booking)
    return _comment(booking, text, actor=actor, at=at, is_from_organizer=False)


def _comment(booking: Booking, text: str, *, actor: Actor, at: datetime, is_from_organizer: bool) -> BookingComment:
    comment = BookingComment(
        booking=booking,
        text=text.strip(),
        author=person_of(actor),
        written_at=at,
        is_from_organizer=is_from_organizer,
    )
    _keep(comment)
    announce_comment(comment, booking)
    return comment


def _booking(booking_id: int) -> Booking:
    """Return the booking without a lock: a remark is a new row and changes nothing that others could change."""
    booking = Booking.objects.select_related("company", "edition").filter(pk=booking_id).first()
    if booking is None:
        raise NotFound(_("Booking not found."), code="not_found")
    return booking


def _keep(remark: Remark) -> None:
    require_valid(remark, exclude=["booking", "author"])
    remark.save()
