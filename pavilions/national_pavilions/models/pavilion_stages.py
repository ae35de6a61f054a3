"""The way of a pavilion from stage to stage: what happened, what is due, and who was invited to see to it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.floor.models.edition import Edition
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.states import PavilionStage


class PavilionMove(models.Model):
    """One step of a pavilion: from which stage to which, when, who did it (nobody: the product) and why."""

    pavilion = models.ForeignKey(NationalPavilion, models.PROTECT, related_name="moves")
    from_stage = models.CharField(_("from"), max_length=20, choices=PavilionStage, blank=True)
    to_stage = models.CharField(_("to"), max_length=20, choices=PavilionStage)
    moved_at = models.DateTimeField(_("moved at"))
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("move of a pavilion")
        verbose_name_plural = _("moves of pavilions")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_stage=models.F("to_stage")), name="pavilion_move_leads_elsewhere"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.pavilion}: {self.get_to_stage_display()}"


@pghistory.track(exclude=["revision"])
class StageDeadline(models.Model):
    """By when the pavilions of an edition should have reached a stage. Without a row a default applies."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="stage_deadlines")
    stage = models.CharField(_("stage"), max_length=20, choices=PavilionStage)
    due_date = models.DateField(_("due on"))
    revision = revision_field()

    class Meta:
        verbose_name = _("deadline of a stage")
        verbose_name_plural = _("deadlines of stages")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "stage"],
                name="stage_deadline_once",
                violation_error_message=_("This stage has a deadline already."),
            )
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_stage_display()}"


class PavilionInvitation(models.Model):
    """An invitation by mail to manage a pavilion. Accepted by the person who signs in with that address."""

    pavilion = models.ForeignKey(NationalPavilion, models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(_("invited at"), db_default=Now())
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation of a pavilion's manager")
        verbose_name_plural = _("invitations of pavilions' managers")

    def __str__(self) -> str:
        return f"{self.email}: {self.pavilion}"
