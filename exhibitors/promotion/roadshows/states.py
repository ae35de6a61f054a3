"""The states of roadshows and registrations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class RoadshowState(TextChoices):
    PLANNED = "planned", _("planned")
    OPEN = "open", _("open for registration")
    HELD = "held", pgettext_lazy("roadshow state", "held")
    CANCELLED = "cancelled", _("cancelled")


register_badges(
    "roadshow_state",
    {
        RoadshowState.PLANNED: Badge(pgettext_lazy("roadshow state", "Planned"), "pencil", "badge-outline"),
        RoadshowState.OPEN: Badge(pgettext_lazy("roadshow state", "Open"), "eye", "badge-blue"),
        RoadshowState.HELD: Badge(pgettext_lazy("roadshow state", "Held"), "circle-check", "badge-green"),
        RoadshowState.CANCELLED: Badge(pgettext_lazy("roadshow state", "Cancelled"), "ban", "badge-dark"),
    },
)


ROADSHOW_LIFECYCLE = Lifecycle.of(
    initial=[RoadshowState.PLANNED],
    transitions={
        RoadshowState.PLANNED: [RoadshowState.OPEN, RoadshowState.CANCELLED],
        RoadshowState.OPEN: [RoadshowState.HELD, RoadshowState.CANCELLED],
        RoadshowState.HELD: [],
        RoadshowState.CANCELLED: [RoadshowState.PLANNED, RoadshowState.OPEN],
    },
)


class RegistrationState(TextChoices):
    ASKED = "asked", _("address not confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    WITHDRAWN = "withdrawn", _("withdrawn")
