import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pavilions.floor.models.edition import Edition


class ReconciliationRun(models.Model):
    """What one proof found for an edition when it was last carried out, and before.

    `edition` is blank in runs of all editions together, as they were until November 2026. `is_archived` says whether
    the edition was so at that moment. `differences` are lists of what, kept, counted.
    """

    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("edition")
    )  # reconciliation_of_edition
    is_archived = models.BooleanField(_("edition was archived"), default=False, db_default=False)
    proof = models.CharField(_("proof"), max_length=40)
    ran_at = models.DateTimeField(_("carried out at"))
    ran_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("carried out by")
    )
    compared = models.PositiveIntegerField(_("figures compared"))
    differing = models.PositiveIntegerField(_("differences"))
    differences = models.JSONField(_("first differences"), default=list)

    class Meta:
        verbose_name = _("reconciliation run")
        verbose_name_plural = _("reconciliation runs")
        indexes = [
            models.Index(fields=["proof", "-id"], name="reconciliation_latest"),
            models.Index(fields=["edition", "-ran_at"], name="reconciliation_of_edition"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.proof}: {self.differing}"
