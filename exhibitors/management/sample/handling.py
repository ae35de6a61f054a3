"""Bookings that the organizer's staff divide among themselves, with notes, and comments exchanged on them."""

from datetime import datetime, timedelta

from ciie.accounts.models import User
from exhibitors.bookings.handling.operations import (
    assign_reviewer,
    comment_as_exhibitor,
    comment_as_organizer,
    write_note,
)
from exhibitors.bookings.models import Booking
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition

NOTES = (
    "Asked for the same corner in 2023 and moved twice. Settle the booth by phone before approving.",
    "展台拟搭建二层，请先向展馆确认承重。",
    "Registration number checked with the chamber of commerce on 14 May.",
    "与去年相比面积增加一倍，请核对展品清单。",
)
COMMENTS = (
    (False, "Our machine weighs 4.2 t. Can the floor of this booth carry it, and is there a crane on site?"),
    (True, "Yes: the floor load is 5,000 kg/m² there. Order the crane from the hall's contractor by 30 September."),
)


def play_handling(edition: Edition, *, organizer: User, exhibitor: User, at: datetime) -> None:
    """Assign half of the longest-waiting bookings to the organizer. The exhibitor asks about a returned booking."""
    waiting = Booking.objects.filter(edition=edition, state=BookingState.SUBMITTED).order_by("submitted_at", "pk")
    for n, booking in enumerate(waiting[:12]):
        if n % 2 == 0:
            assign_reviewer(booking.pk, organizer.pk, actor=organizer, at=at - timedelta(hours=20 - n))
        if n % 3 == 0:
            write_note(booking.pk, NOTES[n // 3], actor=organizer, at=at - timedelta(hours=18 - n))
    own = Booking.objects.filter(edition=edition, contact=exhibitor, state=BookingState.DRAFT, decided_at__isnull=False)
    for booking in own:
        moment = at - timedelta(minutes=35)
        for is_answer, text in COMMENTS:
            comment, person = (comment_as_organizer, organizer) if is_answer else (comment_as_exhibitor, exhibitor)
            comment(booking.pk, text, actor=person, at=moment)
            moment += timedelta(minutes=15)
