"""The states of bulletins and the legal transitions between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class BulletinState(TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    ISSUED = "issued", _("issued")
    ARCHIVED = "archived", _("archived")


register_badges(
    "bulletin_state",
    {
        BulletinState.DRAFT: Badge(pgettext_lazy("bulletin state", "Draft"), "pencil", "badge-outline"),
        BulletinState.IN_REVIEW: Badge(pgettext_lazy("bulletin state", "In review"), "hourglass", "badge-amber"),
        BulletinState.ISSUED: Badge(pgettext_lazy("bulletin state", "Issued"), "newspaper", "badge-green"),
        BulletinState.ARCHIVED: Badge(pgettext_lazy("bulletin state", "Archived"), "inbox", "badge-pale"),
    },
)


BULLETIN_LIFECYCLE = Lifecycle.of(
    initial=[BulletinState.DRAFT],
    transitions={
        BulletinState.DRAFT: [BulletinState.IN_REVIEW],
        BulletinState.IN_REVIEW: [BulletinState.ISSUED, BulletinState.DRAFT],
        BulletinState.ISSUED: [BulletinState.ARCHIVED],
        BulletinState.ARCHIVED: [],
    },
)
