"""The work on a pavilion: designs and comments on them, tasks and their reminders."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.states import DESIGN_LIFECYCLE, DesignState, ReminderKind, StandardTask

KEPT = ["pavilion", "version", "name", "title", "digest", "size", "note", "sent_by", "sent_at"]


class PavilionDesign(models.Model):
    """One version of a pavilion's design: a file as uploaded, and the decision on it.

    `name` is its name in the storage, `title` its sender's file name, `digest` the SHA-256 of its content.
    """

    pavilion = models.ForeignKey(NationalPavilion, models.PROTECT, verbose_name=_("pavilion"), related_name="designs")
    version = models.PositiveSmallIntegerField(_("version"))
    name = models.CharField(_("file"), max_length=120)
    title = models.CharField(_("file name"), max_length=120)
    digest = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    note = models.TextField(_("note"), max_length=2000, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("sent by"), null=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("uploaded at"))
    state = models.CharField(_("state"), max_length=12, choices=DesignState, default=DesignState.DRAFT)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("submitted by"), null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("decided by"), null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("design of a pavilion")
        verbose_name_plural = _("designs of pavilions")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["pavilion", "version"], name="design_version_once"),
            models.UniqueConstraint(
                fields=["pavilion"],
                condition=Q(state__in=[DesignState.DRAFT, DesignState.SUBMITTED]),
                name="design_one_under_way",
                violation_error_message=_(
                    "Another version is already in progress. Withdraw it before you upload a new one."
                ),
            ),
            models.UniqueConstraint(
                fields=["pavilion"],
                condition=Q(state=DesignState.APPROVED),
                name="design_one_approved",
                violation_error_message=_("Another version has already been approved."),
            ),
        ]
        triggers = [
            counts_revision(),
            *DESIGN_LIFECYCLE.triggers("state"),
            pgtrigger.ReadOnly(name="kept_as_sent", fields=KEPT),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class DesignComment(models.Model):
    """A comment on a version of a design."""

    design = models.ForeignKey(PavilionDesign, models.PROTECT, verbose_name=_("design"), related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("author"), null=True, related_name="+"
    )
    text = models.TextField(_("comment"), max_length=4000)
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("comment on a design")
        verbose_name_plural = _("comments on designs")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.text[:60]


@pghistory.track(exclude=["revision"])
class PavilionTask(models.Model):
    """A task with a due date for a pavilion: either a standard one or one set for this pavilion alone."""

    pavilion = models.ForeignKey(NationalPavilion, models.PROTECT, verbose_name=_("pavilion"), related_name="tasks")
    standard = models.CharField(_("standard task"), max_length=20, choices=StandardTask, blank=True)
    title = models.CharField(_("task"), max_length=160, blank=True)
    text = models.TextField(_("details"), max_length=2000, blank=True)
    due_date = models.DateField(_("due on"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("set by"), null=True, related_name="+"
    )
    set_at = models.DateTimeField(_("set at"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("done by"), null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("task of a pavilion")
        verbose_name_plural = _("tasks of pavilions")
        ordering = ["due_date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pavilion", "standard"], condition=~Q(standard=""), name="standard_task_once"
            ),
            models.CheckConstraint(
                condition=Q(standard="", title__gt="") | (~Q(standard="") & Q(title="")),
                name="task_is_standard_or_has_a_title",
                violation_error_message=_("Describe the task."),
            ),
        ]
        indexes = [models.Index(fields=["due_date"], condition=Q(done_at__isnull=True), name="task_open_by_day")]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return self.title or str(self.get_standard_display())


class TaskReminder(models.Model):
    """A reminder of a task that the managers got, once for each kind and due date."""

    task = models.ForeignKey(PavilionTask, models.CASCADE, verbose_name=_("pavilion task"), related_name="reminders")
    kind = models.CharField(_("kind"), max_length=10, choices=ReminderKind)
    due_date = models.DateField(_("due on"))
    reminded_at = models.DateTimeField(_("reminded at"))

    class Meta:
        verbose_name = _("reminder of a task")
        verbose_name_plural = _("reminders of tasks")
        constraints = [models.UniqueConstraint(fields=["task", "kind", "due_date"], name="task_reminded_once")]

    def __str__(self) -> str:
        return f"{self.task}: {self.get_kind_display()}"
