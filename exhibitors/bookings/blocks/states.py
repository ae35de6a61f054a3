"""The states of applications to blocks and the legal transitions between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class BlockApplicationState(TextChoices):
    SUBMITTED = "submitted", _("submitted")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


register_badges(
    "block_application_state",
    {
        BlockApplicationState.SUBMITTED: Badge(pgettext_lazy("application state", "Submitted"), "send", "badge-amber"),
        BlockApplicationState.ACCEPTED: Badge(
            pgettext_lazy("application state", "Accepted"), "circle-check", "badge-green"
        ),
        BlockApplicationState.DECLINED: Badge(pgettext_lazy("application state", "Declined"), "circle-x", "badge-red"),
        BlockApplicationState.WITHDRAWN: Badge(pgettext_lazy("application state", "Withdrawn"), "undo-2", "badge-pale"),
    },
)


BLOCK_APPLICATION_LIFECYCLE = Lifecycle.of(
    initial=[BlockApplicationState.SUBMITTED],
    transitions={
        BlockApplicationState.SUBMITTED: [
            BlockApplicationState.ACCEPTED,
            BlockApplicationState.DECLINED,
            BlockApplicationState.WITHDRAWN,
        ],
        BlockApplicationState.ACCEPTED: [],
        BlockApplicationState.DECLINED: [],
        BlockApplicationState.WITHDRAWN: [],
    },
)
