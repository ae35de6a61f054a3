"""The kinds of edits of a draft."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EditKind(TextChoices):
    """What a floor planner did to a draft in one step."""

    DRAW = "draw", _("drew booths")
    ARRAY = "array", _("drew rows of booths")
    RESHAPE = "reshape", _("moved or reshaped")
    DUPLICATE = "duplicate", _("duplicated")
    SPLIT = "split", _("split a booth")
    MERGE = "merge", _("merged booths")
    RENUMBER = "renumber", _("renumbered")
    SET = "set", _("changed details")
    REMOVE = "remove", _("removed")
    OBSTRUCT = "obstruct", _("drew obstructions")
    SET_OBSTRUCTIONS = "set_obstructions", _("changed obstructions")
