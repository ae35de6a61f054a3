"""How an edition sells: contract, schedule, confirmation, reminders, release, cancellation and calendar."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.money.sales.states import ConfirmedBy
from exhibitors.money.sales.terms_of_sale.calendar import BusinessCalendar, supported_countries
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm, read_cancellation
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel, Release, read_levels
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm, read_terms
from pavilions.floor.models.edition import Edition

MOST_DAYS = 365


def validate_calendar(code: str) -> None:
    """Raise `ValidationError` unless the public holidays of this country are known."""
    if code not in supported_countries():
        raise ValidationError(_("The public holidays of this country are not known. Choose another one, or none."))


@pghistory.track(exclude=["revision"])
class SalesSettings(models.Model):
    """What follows the acceptance of an offer. In an edition without a row, acceptance confirms the booking.

    The schedule, the reminders and the cancellation fees are lists of plain values, which `terms_of_sale` writes and
    reads.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="sales_settings", verbose_name=_("edition"))
    uses_contracts = models.BooleanField(
        _("contracts"),
        default=False,
        help_text=_("Accepting an offer makes a contract, which the exhibitor signs."),
    )
    signing_days = models.PositiveSmallIntegerField(
        _("days to sign"), default=14, validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    confirmed_by = models.CharField(
        _("a booking is confirmed by"), max_length=20, choices=ConfirmedBy, default=ConfirmedBy.ACCEPTANCE
    )
    issues_invoices = models.BooleanField(
        _("issue invoices automatically"),
        default=False,
        help_text=_("Otherwise finance issues the drafts."),
    )
    invoice_days = models.PositiveSmallIntegerField(
        _("days before the due date to draft an invoice"), default=14, validators=[MaxValueValidator(MOST_DAYS)]
    )
    refund_days = models.PositiveSmallIntegerField(
        _("days to pay back"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
        help_text=_("After cancelling or reducing, exhibitors are informed of this day. Blank: no day is promised."),
    )
    releases = models.BooleanField(
        _("release space that is not paid for"),
        default=False,
        help_text=_("After the last reminder: a notice first, then the booking is cancelled."),
    )
    notice_after = models.PositiveSmallIntegerField(
        _("business days from the last reminder to the notice"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    release_after = models.PositiveSmallIntegerField(
        _("business days from the notice to the release"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    country = models.CharField(
        _("public holidays of"), max_length=2, blank=True, default="", validators=[validate_calendar]
    )
    days_off = ArrayField(models.DateField(), verbose_name=_("further days off"), default=list, blank=True)
    working_days = ArrayField(models.DateField(), verbose_name=_("working days"), default=list, blank=True)
    schedule = models.JSONField(_("payment schedule"), default=list, blank=True)
    levels = models.JSONField(_("reminders of late payments"), default=list, blank=True)
    cancellation = models.JSONField(_("cancellation fees"), default=list, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("sales settings")
        verbose_name_plural = _("sales settings")
        constraints = [
            models.CheckConstraint(
                condition=Q(uses_contracts=True) | Q(confirmed_by__in=[ConfirmedBy.ACCEPTANCE, ConfirmedBy.DEPOSIT]),
                name="sales_signature_needs_contract",
                violation_error_message=_("Only an edition with contracts can ask for a signature."),
            ),
            models.CheckConstraint(
                condition=Q(releases=False) | Q(notice_after__gte=1, release_after__gte=1),
                name="sales_release_has_notice",
            ),
        ]
        triggers = [
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.edition)

    @property
    def calendar(self) -> BusinessCalendar:
        return BusinessCalendar(self.country, frozenset(self.days_off), frozenset(self.working_days))

    @property
    def acceptance_binds(self) -> bool:
        """Whether accepting an offer is binding by itself: it confirms the booking, or no contract follows it."""
        return not self.uses_contracts or self.confirmed_by == ConfirmedBy.ACCEPTANCE

    @property
    def schedule_terms(self) -> tuple[ScheduleTerm, ...]:
        return read_terms(self.schedule)

    @property
    def dunning_levels(self) -> tuple[DunningLevel, ...]:
        return read_levels(self.levels)

    @property
    def cancellation_terms(self) -> tuple[CancellationTerm, ...]:
        return read_cancellation(self.cancellation)

    @property
    def release(self) -> Release:
        return Release(self.notice_after, self.release_after)
