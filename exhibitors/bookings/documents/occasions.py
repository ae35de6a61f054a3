"""Checks whether batched emails about decisions are still accurate; `MAIL_OCCASIONS` names these functions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from exhibitors.bookings.models import Booking
from exhibitors.states import BOOKED_STATES, BookingState

SAID = {
    "booking_approved": BOOKED_STATES,
    "booking_rejected": (BookingState.REJECTED,),
    "booking_waitlisted": (BookingState.WAITLISTED,),
}


def decided(contexts: Sequence[Mapping[str, Any]], *, at: datetime) -> list[Sentence]:
    """Return for each email why it is outdated, or an empty string if it is not, in one query."""
    rows = Booking.objects.in_bulk({context["booking"] for context in contexts})
    return [_sentence(context["kind"], rows[context["booking"]]) for context in contexts]


def _sentence(kind: str, booking: Booking) -> Sentence:
    if booking.state in SAID[kind]:
        return ""
    return _("The booking is %(state)s by now.") % {"state": booking.get_state_display()}
