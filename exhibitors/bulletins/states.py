"""The states of bulletins and the legal transitions between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciie.kernel.lifecycle import Lifecycle


class BulletinState(TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    ISSUED = "issued", _("issued")
    ARCHIVED = "archived", _("archived")


BULLETIN_LIFECYCLE = Lifecycle.of(
    initial=[BulletinState.DRAFT],
    moves={
        BulletinState.DRAFT: [BulletinState.IN_REVIEW],
        BulletinState.IN_REVIEW: [BulletinState.ISSUED, BulletinState.DRAFT],
        BulletinState.ISSUED: [BulletinState.ARCHIVED],
        BulletinState.ARCHIVED: [],
    },
)
