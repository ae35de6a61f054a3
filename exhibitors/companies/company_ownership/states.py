"""The states of an ownership request, and the reasons why the organizer has to decide on one."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle


class RequestState(TextChoices):
    """A request with proof starts as announced, and is granted after some days unless somebody objects."""

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
    """The reason why an announced request is not granted when its objection period ends."""

    OBJECTION = "objection", _("An objection has been raised.")
    UNDELIVERED = "undelivered", _("The email to the listed contact could not be delivered.")
    CHANGED = "changed", _("The company's record or the person's email address has changed since the claim.")
