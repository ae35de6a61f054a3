import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReconciliationRun(models.Model):
    """What one proof found when it was last carried out, and before. `differences` are lists of what, kept, counted."""

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
        indexes = [models.Index(fields=["proof", "-id"], name="reconciliation_latest")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.proof}: {self.differing}"
