"""The states of deals and the legal transitions between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class DealKind(TextChoices):
    GOODS = "goods", _("goods")
    SERVICES = "services", _("services")


class DealState(TextChoices):
    """The state of a deal. Only counted deals are added up in public."""

    DRAFT = "draft", _("draft")
    VERIFIED = "verified", _("verified")
    COUNTED = "counted", _("counted")
    WITHDRAWN = "withdrawn", _("withdrawn")


register_badges(
    "deal_state",
    {
        DealState.DRAFT: Badge(pgettext_lazy("deal state", "Draft"), "pencil", "badge-outline"),
        DealState.VERIFIED: Badge(pgettext_lazy("deal state", "Verified"), "check", "badge-blue"),
        DealState.COUNTED: Badge(pgettext_lazy("deal state", "Counted"), "circle-check", "badge-green"),
        DealState.WITHDRAWN: Badge(pgettext_lazy("deal state", "Withdrawn"), "undo-2", "badge-pale"),
    },
)


DEAL_LIFECYCLE = Lifecycle.of(
    initial=[DealState.DRAFT],
    transitions={
        DealState.DRAFT: [DealState.VERIFIED, DealState.WITHDRAWN],
        DealState.VERIFIED: [DealState.COUNTED, DealState.DRAFT, DealState.WITHDRAWN],
        DealState.COUNTED: [DealState.VERIFIED],
        DealState.WITHDRAWN: [],
    },
)
