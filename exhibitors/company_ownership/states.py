"""Where a request to become the owner of a company stands, and why the organizer has to decide on it."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle


class RequestState(TextChoices):
    """A request that a domain supports is announced: it is granted after some days, unless somebody objects."""

    ANNOUNCED = "announced", pgettext_lazy("ownership request", "open to objections")
    WAITING = "waiting", pgettext_lazy("ownership request", "awaiting a decision")
    GRANTED = "granted", _("granted")
    DECLINED = "declined", pgettext_lazy("ownership request", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("ownership request", "withdrawn")


OPEN_REQUESTS: Final = (RequestState.ANNOUNCED, RequestState.WAITING)
DECIDED: Final = (RequestState.GRANTED, RequestState.DECLINED, RequestState.WITHDRAWN)

REQUEST_LIFECYCLE: Final = Lifecycle.of(
    initial=OPEN_REQUESTS,
    transitions={
        RequestState.ANNOUNCED: (RequestState.WAITING, *DECIDED),
        RequestState.WAITING: DECIDED,
        **dict.fromkeys(DECIDED, ()),
    },
)


class Doubt(TextChoices):
    """Why a request that was announced is not granted by time alone."""

    OBJECTION = "objection", _("An objection has been raised.")
    UNDELIVERED = "undelivered", _("The email to the listed contact could not be delivered.")
    CHANGED = "changed", _("The company's record or the person's email address has changed since the claim.")
