"""The states of exhibits and debuts, and the legal transitions between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class ExhibitKind(TextChoices):
    PRODUCT = "product", _("product")
    TECHNOLOGY = "technology", _("technology")
    SERVICE = "service", _("service")


class ExhibitState(TextChoices):
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


HIDDEN = "hidden"
"""The state shown to the exhibitor's own people for a published exhibit while the exhibitor is not named in public."""

register_badges(
    "exhibit_state",
    {
        HIDDEN: Badge(pgettext_lazy("exhibit state", "Hidden"), "eye-off", "badge-amber"),
        ExhibitState.PUBLISHED: Badge(pgettext_lazy("exhibit state", "Published"), "eye", "badge-blue"),
        ExhibitState.WITHDRAWN: Badge(pgettext_lazy("exhibit state", "Withdrawn"), "undo-2", "badge-pale"),
    },
)


EXHIBIT_LIFECYCLE = Lifecycle.of(
    initial=[ExhibitState.PUBLISHED],
    transitions={
        ExhibitState.PUBLISHED: [ExhibitState.WITHDRAWN],
        ExhibitState.WITHDRAWN: [ExhibitState.PUBLISHED],
    },
)


class Debut(TextChoices):
    """The region in which an exhibit is shown for the first time."""

    WORLD = "world", _("world debut")
    ASIA = "asia", _("Asia debut")
    CHINA = "china", _("China debut")


class DebutState(TextChoices):
    """The state of a debut. Only verified debuts are named and counted in public."""

    NONE = "none", _("no debut")
    CLAIMED = "claimed", pgettext_lazy("debut state", "claimed")
    VERIFIED = "verified", _("verified")
    REFUSED = "refused", pgettext_lazy("debut state", "refused")


register_badges(
    "debut_state",
    {
        DebutState.NONE: Badge(pgettext_lazy("debut state", "No debut"), "circle", "badge-outline"),
        DebutState.CLAIMED: Badge(pgettext_lazy("debut state", "Claimed"), "hourglass", "badge-amber"),
        DebutState.VERIFIED: Badge(pgettext_lazy("debut state", "Verified"), "circle-check", "badge-green"),
        DebutState.REFUSED: Badge(pgettext_lazy("debut state", "Refused"), "circle-x", "badge-red"),
    },
)


DEBUT_LIFECYCLE = Lifecycle.of(
    initial=[DebutState.NONE, DebutState.CLAIMED],
    transitions={
        DebutState.NONE: [DebutState.CLAIMED],
        DebutState.CLAIMED: [DebutState.VERIFIED, DebutState.REFUSED, DebutState.NONE],
        DebutState.VERIFIED: [DebutState.CLAIMED, DebutState.REFUSED, DebutState.NONE],
        DebutState.REFUSED: [DebutState.CLAIMED, DebutState.NONE],
    },
)
