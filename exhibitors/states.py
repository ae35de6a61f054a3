"""The states of bookings and the legal transitions between them; totals are kept by them too."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciie.kernel.lifecycle import Lifecycle


class BookingState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    APPROVED = "approved", _("approved")
    CONFIRMED = "confirmed", _("confirmed")
    WAITLISTED = "waitlisted", _("wait-listed")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")


BOOKED_STATES = (BookingState.APPROVED, BookingState.CONFIRMED)
"""Bookings whose live claims count as booked m²."""

AWAITING_DECISION = (BookingState.SUBMITTED, BookingState.WAITLISTED)

UNDECIDED = (BookingState.DRAFT, *AWAITING_DECISION)
"""Bookings whose claims nobody has decided on: what the limits on claims count."""

BOOKING_LIFECYCLE = Lifecycle.of(
    initial=[BookingState.DRAFT, BookingState.SUBMITTED],
    moves={
        BookingState.DRAFT: [BookingState.SUBMITTED, BookingState.WITHDRAWN, BookingState.EXPIRED],
        BookingState.SUBMITTED: [
            BookingState.APPROVED,
            BookingState.REJECTED,
            BookingState.WAITLISTED,
            BookingState.WITHDRAWN,
            BookingState.DRAFT,
            BookingState.EXPIRED,
        ],
        BookingState.WAITLISTED: [BookingState.APPROVED, BookingState.REJECTED, BookingState.WITHDRAWN],
        BookingState.APPROVED: [BookingState.CONFIRMED, BookingState.CANCELLED],
        BookingState.CONFIRMED: [BookingState.CANCELLED],
        BookingState.EXPIRED: [BookingState.DRAFT, BookingState.WITHDRAWN],
        BookingState.REJECTED: [],
        BookingState.WITHDRAWN: [],
        BookingState.CANCELLED: [],
    },
)
