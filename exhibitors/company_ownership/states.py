"""Where a request to become the owner of a company stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestState(TextChoices):
    WAITING = "waiting", pgettext_lazy("ownership request", "awaiting a decision")
    GRANTED = "granted", _("granted")
    DECLINED = "declined", pgettext_lazy("ownership request", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("ownership request", "withdrawn")
