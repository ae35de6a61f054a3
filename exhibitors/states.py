"""The states of bookings and upper decks with their legal transitions. Totals are kept by these states, too."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


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


register_badges(
    "booking_state",
    {
        BookingState.DRAFT: Badge(pgettext_lazy("booking state", "Draft"), "pencil", "badge-outline"),
        BookingState.SUBMITTED: Badge(pgettext_lazy("booking state", "Submitted"), "send", "badge-amber"),
        BookingState.APPROVED: Badge(pgettext_lazy("booking state", "Approved"), "check", "badge-blue"),
        BookingState.CONFIRMED: Badge(pgettext_lazy("booking state", "Confirmed"), "circle-check", "badge-green"),
        BookingState.WAITLISTED: Badge(pgettext_lazy("booking state", "Wait-listed"), "hourglass", "badge-violet"),
        BookingState.REJECTED: Badge(pgettext_lazy("booking state", "Rejected"), "circle-x", "badge-red"),
        BookingState.WITHDRAWN: Badge(pgettext_lazy("booking state", "Withdrawn"), "undo-2", "badge-pale"),
        BookingState.CANCELLED: Badge(pgettext_lazy("booking state", "Cancelled"), "ban", "badge-dark"),
        BookingState.EXPIRED: Badge(pgettext_lazy("booking state", "Expired"), "timer", "badge-grey"),
    },
)


BOOKED_STATES = (BookingState.APPROVED, BookingState.CONFIRMED)
"""States of bookings whose live claims count as booked m²."""

AWAITING_DECISION = (BookingState.SUBMITTED, BookingState.WAITLISTED)

UNDECIDED = (BookingState.DRAFT, *AWAITING_DECISION)
"""States of bookings that await a decision. The limits on claims count these bookings."""

BOOKING_LIFECYCLE = Lifecycle.of(
    initial=[BookingState.DRAFT, BookingState.SUBMITTED],
    transitions={
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


class DeckState(TextChoices):
    """The states of an upper deck on a booth."""

    REQUESTED = "requested", pgettext_lazy("upper deck", "requested")
    APPROVED = "approved", pgettext_lazy("upper deck", "approved")
    DECLINED = "declined", pgettext_lazy("upper deck", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("upper deck", "withdrawn")
    REPLACED = "replaced", pgettext_lazy("upper deck", "replaced by a later one")


DECK_LIFECYCLE = Lifecycle.of(
    initial=[DeckState.REQUESTED],
    transitions={
        DeckState.REQUESTED: [DeckState.APPROVED, DeckState.DECLINED, DeckState.WITHDRAWN],
        DeckState.APPROVED: [DeckState.REPLACED, DeckState.WITHDRAWN],
        DeckState.DECLINED: [],
        DeckState.WITHDRAWN: [],
        DeckState.REPLACED: [],
    },
)

register_badges(
    "deck_state",
    {
        DeckState.REQUESTED: Badge(pgettext_lazy("upper deck", "Requested"), "clock", "badge-amber"),
        DeckState.APPROVED: Badge(pgettext_lazy("upper deck", "Approved"), "circle-check", "badge-green"),
        DeckState.DECLINED: Badge(pgettext_lazy("upper deck", "Declined"), "circle-x", "badge-red"),
        DeckState.WITHDRAWN: Badge(pgettext_lazy("upper deck", "Withdrawn"), "undo-2", "badge-pale"),
        DeckState.REPLACED: Badge(pgettext_lazy("upper deck", "Replaced"), "refresh-cw", "badge-grey"),
        "ended": Badge(pgettext_lazy("upper deck", "Ended with its booth"), "ban", "badge-dark"),
    },
)
