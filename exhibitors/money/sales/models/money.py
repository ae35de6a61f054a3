"""Invoices of a payment schedule, reminders of late payments, and the settlements of cancelled bookings."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.models import Invoice, InvoiceLine
from exhibitors.money.sales.models.contracts import Instalment
from exhibitors.money.sales.models.offers import DIGITS, PLACES, REASON_LENGTH, Offer
from exhibitors.money.sales.states import CANCELLATION_LIFECYCLE, CancellationState, Tone
from exhibitors.pricing.rate_cards import Basis


class ScheduledInvoice(models.Model):
    """An automatically drafted invoice: for a part of a schedule or, without one, for the fee of a reminder."""

    instalment = models.ForeignKey(
        Instalment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices",
        verbose_name=_("part of the schedule"),
    )
    invoice = models.OneToOneField(Invoice, models.CASCADE, related_name="schedule", verbose_name=_("invoice"))

    class Meta:
        verbose_name = _("scheduled invoice")
        verbose_name_plural = _("scheduled invoices")

    def __str__(self) -> str:
        return f"{self.instalment_id}: {self.invoice_id}"


class CompanyCharge(models.Model):
    """A line of an extra invoice for companies or upper decks added to a stand after its offer was accepted.

    `unit` is the basis that the rate rule charges by. `name` is the English name, with the booth for an upper deck.
    Both identify what was charged before, which is subtracted from what is due.
    """

    line = models.OneToOneField(
        InvoiceLine, models.CASCADE, related_name="company_charge", verbose_name=_("line of an invoice")
    )
    unit = models.CharField(_("charged"), max_length=20, choices=Basis)
    name = models.CharField(_("name in English"), max_length=200)

    class Meta:
        verbose_name = _("charge for companies on a stand")
        verbose_name_plural = _("charges for companies on stands")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.name}"


class Reminder(models.Model):
    """A mail about a late invoice: a level, counted from 1, or after the last level the notice of a release.

    Each is sent once for a due date. If the due date is extended, reminders start again.
    """

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="reminders", verbose_name=_("invoice"))
    due_on = models.DateField(_("due on"))
    level = models.PositiveSmallIntegerField(pgettext_lazy("reminder", "level"))
    is_notice = models.BooleanField(_("notice of a release"), default=False)
    tone = models.CharField(_("email"), max_length=20, choices=Tone)
    owed = models.DecimalField(_("owed"), max_digits=DIGITS, decimal_places=PLACES)
    sent_at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("reminder of a late payment")
        verbose_name_plural = _("reminders of late payments")
        constraints = [
            models.UniqueConstraint(fields=["invoice", "due_on", "level", "is_notice"], name="reminder_level_once")
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.level}"


@pghistory.track(exclude=["revision"])
class Cancellation(models.Model):
    """The settlement of a cancelled booking by the schedule of its edition, for an organizer to confirm.

    `base` is the net price, and `fee` the part of it that is owed, net. `credited` is what was invoiced, with tax, and
    `freed` what was paid of it. What the fee does not use up is refunded. Nothing is credited or invoiced before it is
    settled.
    """

    booking = models.OneToOneField(Booking, models.PROTECT, related_name="cancellation", verbose_name=_("booking"))
    offer = models.ForeignKey(
        Offer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("accepted offer")
    )
    state = models.CharField(_("state"), max_length=20, choices=CancellationState, default=CancellationState.PROPOSED)
    cancelled_at = models.DateTimeField(_("cancelled at"))
    currency = models.CharField(_("currency"), max_length=3)
    base = models.DecimalField(_("net price"), max_digits=DIGITS, decimal_places=PLACES)
    percent = models.DecimalField(_("per cent"), max_digits=6, decimal_places=3)
    fee = models.DecimalField(_("cancellation fee (net)"), max_digits=DIGITS, decimal_places=PLACES)
    tax = models.DecimalField(_("tax on the fee"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    credited = models.DecimalField(_("credited"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    freed = models.DecimalField(_("paid"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    back_by = models.DateField(_("comes back by"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("cancellation")
        verbose_name_plural = _("cancellations")
        constraints = [
            models.CheckConstraint(condition=Q(fee__gte=0), name="cancellation_fee_is_not_negative"),
            models.CheckConstraint(
                condition=Q(state=CancellationState.PROPOSED) ^ Q(settled_at__isnull=False),
                name="cancellation_settled_has_instant",
            ),
        ]
        triggers = [
            *CANCELLATION_LIFECYCLE.triggers("state"),
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="proposed_stands",
                fields=[
                    *("booking", "offer", "cancelled_at", "currency", "base", "percent"),
                    *("credited", "freed", "back_by"),
                ],
            ),
            pgtrigger.Protect(
                name="settled_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=CancellationState.SETTLED)
                & (
                    pgtrigger.Q(old__fee__df=pgtrigger.F("new__fee"))
                    | pgtrigger.Q(old__reason__df=pgtrigger.F("new__reason"))
                    | pgtrigger.Q(old__settled_at__df=pgtrigger.F("new__settled_at"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.booking_id)
