"""The kinds of companies on another exhibitor's stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CoExhibitorKind(TextChoices):
    """A co-exhibitor has its own staff and goods on the stand; a represented company has only goods there."""

    CO_EXHIBITOR = "co_exhibitor", _("co-exhibitor")
    REPRESENTED = "represented", _("represented company")
