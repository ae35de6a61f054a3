"""What a company is on another exhibitor's stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CoExhibitorKind(TextChoices):
    """A co-exhibitor has staff and goods of its own on the stand; of a represented company only goods are shown."""

    CO_EXHIBITOR = "co_exhibitor", _("co-exhibitor")
    REPRESENTED = "represented", _("represented company")
