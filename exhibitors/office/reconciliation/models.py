from datetime import date
from hashlib import sha256

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ciie.kernel.validity import Guard
from pavilions.floor.models.edition import Edition

FIRST = "0" * 64
"""The value that the first day of an edition has instead of the digest of the day before."""


def digest_of_day(edition_id: int, day: date, facts: int, root: str, salt: str, previous: str) -> str:
    """Return the SHA-256 of the values of a row, in hexadecimal. The trigger of the table computes the same."""
    return sha256(f"{edition_id}|{day.isoformat()}|{facts}|{root}|{salt}|{previous}".encode()).hexdigest()


class ReconciliationRun(models.Model):
    """What a proof found for an edition when it was carried out.

    `edition` is blank in runs of all editions together, which were made until November 2026. `is_archived` says whether
    the edition was archived at that moment. `differences` are lists of what differs, the value kept, the value counted
    and what leads to the row; those until November 2026 lack the last.
    """

    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("edition")
    )  # indexed by reconciliation_of_edition
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


NOT_NEXT = """
IF NEW.previous <> coalesce(
    (SELECT digest FROM exhibitors_daydigest WHERE edition_id = NEW.edition_id ORDER BY day DESC LIMIT 1),
    repeat('0', 64)
) OR EXISTS (SELECT FROM exhibitors_daydigest WHERE edition_id = NEW.edition_id AND day >= NEW.day)
OR NEW.digest <> encode(sha256(convert_to(concat_ws('|', NEW.edition_id, to_char(NEW.day, 'YYYY-MM-DD'), NEW.facts,
    NEW.root, NEW.salt, NEW.previous), 'UTF8')), 'hex') THEN"""


class DayDigest(models.Model):
    """One hash for everything done for an edition since the last digest, up to the end of a day in UTC.

    `root` is that of a Merkle tree (RFC 9162) over the facts, each of which begins with a mark made from `salt`.
    `digest` covers the values of the row and the digest of the row before. To change a fact of the past, one would have
    to change every digest since then, the latest of which are known outside the database.
    """

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="day_digests", db_index=False, verbose_name=_("edition")
    )  # indexed by day_digest_once
    day = models.DateField(_("day"))
    facts = models.PositiveIntegerField(_("facts"))
    root = models.CharField(_("root"), max_length=64)
    salt = models.CharField(_("salt"), max_length=32)
    previous = models.CharField(_("digest of the day before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("digest of a day")
        verbose_name_plural = _("digests of days")
        constraints = [models.UniqueConstraint(fields=["edition", "day"], name="day_digest_once")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            Guard(
                name="day_digest_follows",
                sentence=_("The digest does not follow that of the day before."),
                refused=NOT_NEXT,
                operation=pgtrigger.Insert,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.digest}"
