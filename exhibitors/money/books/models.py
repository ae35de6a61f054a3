"""The day through which the books of an edition are closed, and which journal lines each export contains."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.companies.models import NAME_LENGTH
from exhibitors.money.approvals.models import Approval, needs_approval
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.invoices.models import JournalLine
from pavilions.floor.models.edition import Edition


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["revision"])
class BooksClosing(models.Model):
    """The last day of an edition on which nothing can be posted any more, and who last closed or reopened its books.

    One person can move this day forward. To move it back, a second person must agree (`approval`).
    """

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="books", verbose_name=_("edition"))
    closed_through = models.DateField(_("closed through"))
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.CharField(_("changed by"), max_length=NAME_LENGTH)
    approval = models.ForeignKey(
        Approval, models.PROTECT, null=True, blank=True, related_name="reopenings", verbose_name=_("agreed to in")
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("closing of the books")
        verbose_name_plural = _("closings of the books")
        triggers = [
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            needs_approval(
                ApprovalAct.REOPENING,
                name="books_reopened_by_two",
                column="approval_id",
                when="NEW.closed_through < OLD.closed_through",
                sentence=_("To reopen closed books, a second person must agree."),
                operation=pgtrigger.Update,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.closed_through}"


class JournalExport(models.Model):
    """One file for the accounting system: the journal lines through a day that no earlier export contains."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="journal_exports", verbose_name=_("edition"))
    number = models.PositiveIntegerField(_("number"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    count = models.PositiveIntegerField(pgettext_lazy("number of", "lines"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.CharField(_("made by"), max_length=NAME_LENGTH)

    class Meta:
        verbose_name = _("export of the journal")
        verbose_name_plural = _("exports of the journal")
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="journal_export_once"),
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day"), count__gt=0), name="journal_export_has_lines"
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.number}"


class ExportedLine(models.Model):
    """Marks a journal line as exported. A line is part of one export only."""

    export = models.ForeignKey(JournalExport, models.PROTECT, related_name="lines", verbose_name=_("export"))
    line = models.OneToOneField(
        JournalLine, models.PROTECT, related_name="exported", verbose_name=_("line of the journal")
    )

    class Meta:
        verbose_name = _("exported line of the journal")
        verbose_name_plural = _("exported lines of the journal")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.export_id}: {self.line_id}"
