"""The states of offers and the legal transitions between them."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class OfferState(TextChoices):
    SENT = "sent", pgettext_lazy("offer state", "sent")
    ACCEPTED = "accepted", pgettext_lazy("offer state", "accepted")
    DECLINED = "declined", pgettext_lazy("offer state", "declined")
    LAPSED = "lapsed", pgettext_lazy("offer state", "lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer state", "withdrawn")


register_badges(
    "offer_state",
    {
        OfferState.SENT: Badge(pgettext_lazy("offer state", "Sent"), "send", "badge-amber"),
        OfferState.ACCEPTED: Badge(pgettext_lazy("offer state", "Accepted"), "circle-check", "badge-green"),
        OfferState.DECLINED: Badge(pgettext_lazy("offer state", "Declined"), "circle-x", "badge-red"),
        OfferState.LAPSED: Badge(pgettext_lazy("offer state", "Lapsed"), "timer", "badge-grey"),
        OfferState.WITHDRAWN: Badge(pgettext_lazy("offer state", "Withdrawn"), "undo-2", "badge-pale"),
    },
)

STANDING = (OfferState.SENT, OfferState.ACCEPTED)
"""Of a booking at most one offer is in one of these."""

OFFER_LIFECYCLE = Lifecycle.of(
    initial=[OfferState.SENT],
    transitions={
        OfferState.SENT: [OfferState.ACCEPTED, OfferState.DECLINED, OfferState.LAPSED, OfferState.WITHDRAWN],
        OfferState.ACCEPTED: [],
        OfferState.DECLINED: [],
        OfferState.LAPSED: [],
        OfferState.WITHDRAWN: [],
    },
)
