"""The states of a letter that is held in a batch, and of one that is handed to the mail server."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class HeldState(TextChoices):
    WAITING = "waiting", pgettext_lazy("held letter", "waiting")
    LATER = "later", pgettext_lazy("held letter", "kept for the next batch")
    DROPPED = "dropped", pgettext_lazy("held letter", "dropped")
    SENT = "sent", pgettext_lazy("held letter", "sent")
    OUTDATED = "outdated", pgettext_lazy("held letter", "outdated, not sent")


register_badges(
    "held_state",
    {
        HeldState.WAITING: Badge(pgettext_lazy("held letter", "Waiting"), "hourglass", "badge-amber"),
        HeldState.LATER: Badge(pgettext_lazy("held letter", "Next batch"), "clock", "badge-outline"),
        HeldState.DROPPED: Badge(pgettext_lazy("held letter", "Dropped"), "ban", "badge-grey"),
        HeldState.SENT: Badge(pgettext_lazy("held letter", "Sent"), "send", "badge-green"),
        HeldState.OUTDATED: Badge(pgettext_lazy("held letter", "Outdated"), "timer", "badge-pale"),
    },
)

register_badges(
    "letter_state",
    {
        "queued": Badge(pgettext_lazy("email", "To be sent"), "clock", "badge-outline"),
        "sent": Badge(pgettext_lazy("email", "Sent"), "send", "badge-green"),
        "failed": Badge(pgettext_lazy("email", "Failed"), "circle-x", "badge-red"),
        "requeued": Badge(pgettext_lazy("email", "Will be retried"), "clock", "badge-outline"),
    },
)

UNSENT = (HeldState.WAITING, HeldState.LATER)
"""The states of letters that will be sent sooner or later."""

HELD_LIFECYCLE = Lifecycle.of(
    initial=[HeldState.WAITING],
    transitions={
        HeldState.WAITING: [HeldState.LATER, HeldState.DROPPED, HeldState.SENT, HeldState.OUTDATED],
        HeldState.LATER: [HeldState.WAITING, HeldState.DROPPED],
        HeldState.DROPPED: [HeldState.WAITING],
        HeldState.SENT: [],
        HeldState.OUTDATED: [],
    },
)


class HandoverState(TextChoices):
    SENDING = "sending", pgettext_lazy("email", "being sent")
    IN_DOUBT = "in_doubt", pgettext_lazy("email", "in doubt")
    FOUND = "found", pgettext_lazy("email", "already with the mail server")
    ABSENT = "absent", pgettext_lazy("email", "unknown to the mail server, sent again")
    RESENT = "resent", pgettext_lazy("email", "sent again, marked as a possible duplicate")


HANDOVER_LIFECYCLE = Lifecycle.of(
    initial=[HandoverState.SENDING],
    transitions={
        HandoverState.SENDING: [HandoverState.IN_DOUBT],
        HandoverState.IN_DOUBT: [HandoverState.FOUND, HandoverState.ABSENT, HandoverState.RESENT],
        HandoverState.FOUND: [],
        HandoverState.ABSENT: [],
        HandoverState.RESENT: [],
    },
)
