"""The states of applications to blocks and the legal transitions between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciie.kernel.lifecycle import Lifecycle


class BlockApplicationState(TextChoices):
    SUBMITTED = "submitted", _("submitted")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


BLOCK_APPLICATION_LIFECYCLE = Lifecycle.of(
    initial=[BlockApplicationState.SUBMITTED],
    moves={
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
