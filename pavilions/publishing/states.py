"""The choices of a decision on a claim."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ClaimChoice(TextChoices):
    """What happens to a claim whose booth the next version of the plan changes."""

    KEEP = "keep", _("keep it as it will be")
    MOVE = "move", _("move to another booth")
    RESIZE = "resize", _("take its new area")
    RELEASE = "release", _("release it")
