from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.floor.models.edition import Edition
from pavilions.plans.plan_files.states import IMPORT_LIFECYCLE, ImportState


class ImportRun(models.Model):
    """The import of an uploaded file: its choices, its progress and its result.

    `kind` names the reader (`floor_plan`, `companies`); `choices` are its options and column mapping;
    `report` is what the result page shows.
    """

    kind = models.CharField(_("kind"), max_length=30)
    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="import_runs")
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(editable=False)
    choices = models.JSONField(_("choices"), default=dict)
    state = models.CharField(_("state"), max_length=20, choices=ImportState, default=ImportState.WAITING)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    report = models.JSONField(_("report"), default=dict)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("started by"), null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("uploaded at"))
    revision = revision_field()
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(condition=Q(rows_done__lte=F("rows_total")), name="import_progress_is_a_share")
        ]
        triggers = [*IMPORT_LIFECYCLE.triggers("state"), counts_revision("choices", "state")]

    def __str__(self) -> str:
        return self.file_name
