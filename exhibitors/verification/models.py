"""What the nightly comparison of documents with their digests has found."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from pavilions.floor.models.edition import Edition


class DigestCheck(models.Model):
    """The documents of an edition, read again at one moment. `differences` are lists of kind and number of each."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("edition"))
    checked_at = models.DateTimeField(_("checked at"))
    compared = models.PositiveIntegerField(_("digests compared"))
    differing = models.PositiveIntegerField(_("differences"))
    differences = models.JSONField(_("first differences"), default=list)

    class Meta:
        verbose_name = _("check of digests")
        verbose_name_plural = _("checks of digests")
        indexes = [models.Index(fields=["edition", "-checked_at"], name="digest_check_latest")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.checked_at:%Y-%m-%d}"
