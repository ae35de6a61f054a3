"""The states of a power of attorney, and the transitions between them."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle


class MandateState(TextChoices):
    WAITING = "waiting", pgettext_lazy("power of attorney", "to be checked")
    ACCEPTED = "accepted", pgettext_lazy("power of attorney", "accepted")
    REFUSED = "refused", pgettext_lazy("power of attorney", "not accepted")
    ENDED = "ended", pgettext_lazy("power of attorney", "ended")


STANDING_MANDATES: Final = (MandateState.WAITING, MandateState.ACCEPTED)
"""A person has at most one power of attorney per company in these states."""

MANDATE_LIFECYCLE = Lifecycle.of(
    initial=[MandateState.WAITING],
    transitions={
        MandateState.WAITING: [MandateState.ACCEPTED, MandateState.REFUSED, MandateState.ENDED],
        MandateState.ACCEPTED: [MandateState.ENDED],
        MandateState.REFUSED: [],
        MandateState.ENDED: [],
    },
)
