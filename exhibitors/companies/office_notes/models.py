"""What the organizer's office keeps about a company for itself. Neither the company nor the public ever sees it."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.companies.models import Company, refuses_merged
from exhibitors.companies.office_notes.states import NoteKind

NUMBER_LENGTH = 40
TAG_LENGTH = 30
TEXT_LENGTH = 4000
TASK_LENGTH = 300
NUMBER_TAKEN = _("Another company has this customer number.")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class OfficeRecord(models.Model):
    """By what the office knows a company. Without a row, it has no customer number, no owner in sales and no tags.

    It is apart from the company, so that nothing that shows, exports or publishes companies can show it, and so that
    those who edit the company do not get in the way of those who edit this.
    """

    company = models.OneToOneField(
        Company, models.CASCADE, primary_key=True, related_name="office_record", verbose_name=_("company")
    )
    customer_number = models.CharField(_("customer number"), max_length=NUMBER_LENGTH, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner in sales"),
    )
    tags = ArrayField(models.CharField(max_length=TAG_LENGTH), verbose_name=_("tags"), default=list, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("office record of a company")
        verbose_name_plural = _("office records of companies")
        constraints = [
            models.UniqueConstraint(
                Upper("customer_number"),
                condition=~Q(customer_number=""),
                name="customer_number_once",
                violation_error_message=NUMBER_TAKEN,
            )
        ]
        indexes = [GinIndex(fields=["tags"], name="office_record_by_tag")]
        triggers = [counts_revision(), refuses_merged()]

    def __str__(self) -> str:
        return self.customer_number or f"{self.company_id}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class CompanyNote(models.Model):
    """A note on a company, or what was said in a call or a meeting on a day."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="notes", verbose_name=_("company"))
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind, default=NoteKind.NOTE)
    on_date = models.DateField(_("day"))
    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    written_at = models.DateTimeField(_("written at"))
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("note on a company")
        verbose_name_plural = _("notes on companies")
        indexes = [models.Index(fields=["company", "on_date"], name="note_of_company")]
        triggers = [counts_revision(), refuses_merged()]

    def __str__(self) -> str:
        return self.text[:80]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class CompanyTask(models.Model):
    """What a person of the team has to do about a company by a day. It is open until it is done."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="tasks", verbose_name=_("company"))
    text = models.CharField(_("task"), max_length=TASK_LENGTH)
    due_on = models.DateField(_("due on"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="company_tasks", verbose_name=_("person")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(_("set at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("task about a company")
        verbose_name_plural = _("tasks about companies")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(done_by__isnull=True),
                name="company_task_done_at_a_time",
                violation_error_message=_("An open task was done by no one."),
            )
        ]
        indexes = [
            models.Index(fields=["person", "due_on"], condition=Q(done_at=None), name="open_task_of_person"),
        ]
        triggers = [counts_revision(), refuses_merged()]

    def __str__(self) -> str:
        return self.text
