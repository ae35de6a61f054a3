"""The states of deals and the legal transitions between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciie.kernel.lifecycle import Lifecycle


class DealKind(TextChoices):
    GOODS = "goods", _("goods")
    SERVICES = "services", _("services")


class DealState(TextChoices):
    """Only what is counted is added up in public."""

    DRAFT = "draft", _("draft")
    VERIFIED = "verified", _("verified")
    COUNTED = "counted", _("counted")
    WITHDRAWN = "withdrawn", _("withdrawn")


DEAL_LIFECYCLE = Lifecycle.of(
    initial=[DealState.DRAFT],
    moves={
        DealState.DRAFT: [DealState.VERIFIED, DealState.WITHDRAWN],
        DealState.VERIFIED: [DealState.COUNTED, DealState.DRAFT, DealState.WITHDRAWN],
        DealState.COUNTED: [DealState.VERIFIED],
        DealState.WITHDRAWN: [],
    },
)
