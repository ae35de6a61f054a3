"""Where a power of attorney stands."""

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
"""A person has one of these in a company at most."""

MANDATE_LIFECYCLE = Lifecycle.of(
    initial=[MandateState.WAITING],
    transitions={
        MandateState.WAITING: [MandateState.ACCEPTED, MandateState.REFUSED, MandateState.ENDED],
        MandateState.ACCEPTED: [MandateState.ENDED],
        MandateState.REFUSED: [],
        MandateState.ENDED: [],
    },
)
