"""Decisions on many bookings at once, and their outcome for each."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.models import Booking
from exhibitors.office.bulk_decisions.states import BULK_LIFECYCLE, BulkKind, BulkState
from pavilions.floor.models.edition import Edition

REASON_LENGTH = 2000


class BulkDecision(models.Model):
    """A decision on many bookings, which a background task carries out one by one."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("edition"))
    kind = models.CharField(_("kind"), max_length=20, choices=BulkKind)
    last_day = models.DateField(_("last day of the offers"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH, blank=True, default="", db_default="")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    started_at = models.DateTimeField(_("started at"))

    class Meta:
        verbose_name = _("bulk decision")
        verbose_name_plural = _("bulk decisions")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class BulkDecisionItem(models.Model):
    """A booking of a bulk decision, with the revision at which it was chosen and, if it was refused, the reason."""

    decision = models.ForeignKey(BulkDecision, models.PROTECT, related_name="items", verbose_name=_("bulk decision"))
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="+", verbose_name=_("booking"))
    seen = models.PositiveIntegerField(_("revision seen"))
    booths = models.JSONField(
        _("booths to assign"),
        default=list,
        db_default=Value([], models.JSONField()),
        blank=True,
        help_text=_("Keys of booths; empty where none are assigned."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=BulkState, default=BulkState.OPEN, db_default=BulkState.OPEN
    )
    refusal = models.TextField(_("refusal"), blank=True, db_default="")

    class Meta:
        verbose_name = _("booking of a bulk decision")
        verbose_name_plural = _("bookings of bulk decisions")
        constraints = [models.UniqueConstraint(fields=["decision", "booking"], name="bulk_decision_booking_once")]
        triggers = [
            *BULK_LIFECYCLE.triggers("state"),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="what_was_chosen", fields=["decision", "booking", "seen", "booths"]),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.booking_id}"
