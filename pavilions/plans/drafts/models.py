"""The edits of a draft."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.drafts.edits.edits import EditKind


class PlanEdit(models.Model):
    """One edit of a draft, with what is needed to undo it.

    `before` and `after` are `{"booths": [...], "obstructions": [...]}`, each item whole; an item in only one of them
    was drawn or removed. `after["neighbours"]` are the ids of neighbouring booths whose open sides changed. `revision`
    is that of the draft when the edit was last made or undone.
    """

    plan = models.ForeignKey(FloorPlan, models.CASCADE, verbose_name=_("plan"), related_name="edits")
    number = models.PositiveIntegerField(_("number"))
    revision = models.PositiveBigIntegerField(_("revision of the draft that it made"))
    kind = models.CharField(_("kind"), max_length=20, choices=EditKind)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("changed by"), null=True, related_name="+"
    )
    made_at = models.DateTimeField(pgettext_lazy("edit", "made at"))
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))

    class Meta:
        verbose_name = _("plan edit")
        verbose_name_plural = _("plan edits")
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_edit_number_once")]
        indexes = [models.Index(fields=["plan", "revision"], name="plan_edit_since")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"
