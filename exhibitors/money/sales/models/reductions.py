"""Requests of exhibitors for less space after the signature, at a price and a fee that they were shown."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.bookings.models import Booking
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import DIGITS, PLACES, REASON_LENGTH
from exhibitors.money.sales.states import REDUCTION_LIFECYCLE, ReductionState

DECIDED = ("state", "decided_at", "decided_by", "answer")


@pghistory.track(exclude=["revision"])
class ReductionRequest(models.Model):
    """A request to return booths of a signed contract and to take free ones instead.

    Booths are named by hall and number, separated by commas, because a new plan replaces their rows. `net` is what the
    space would then cost. `percent` and `fee` follow the terms of the contract on the day of the request.
    """

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="reduction_requests", verbose_name=_("booking"))
    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="reduction_requests", verbose_name=_("contract")
    )
    state = models.CharField(_("state"), max_length=20, choices=ReductionState, default=ReductionState.WAITING)
    returned = models.CharField(_("booths returned"), max_length=2000)
    taken = models.CharField(_("booths instead"), max_length=2000, blank=True)
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH)
    currency = models.CharField(_("currency"), max_length=3)
    net = models.DecimalField(_("net price afterwards"), max_digits=DIGITS, decimal_places=PLACES)
    percent = models.DecimalField(_("per cent"), max_digits=6, decimal_places=3)
    fee = models.DecimalField(_("cancellation fee (net)"), max_digits=DIGITS, decimal_places=PLACES)
    made_at = models.DateTimeField(_("requested at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("requested by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    answer = models.TextField(pgettext_lazy("reduction request", "answer"), max_length=REASON_LENGTH, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("reduction request")
        verbose_name_plural = _("reduction requests")
        constraints = [
            models.UniqueConstraint(
                fields=["booking"],
                condition=Q(state=ReductionState.WAITING),
                name="reduction_request_one_waits",
                violation_error_message=_("A request for less space already waits for an answer."),
            ),
            models.CheckConstraint(
                condition=Q(state=ReductionState.WAITING) ^ Q(decided_at__isnull=False),
                name="reduction_request_decided_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReductionState.REFUSED) | ~Q(answer=""),
                name="reduction_request_refused_has_reason",
            ),
            models.CheckConstraint(condition=Q(fee__gte=0), name="reduction_request_fee_is_not_negative"),
        ]
        triggers = [
            *REDUCTION_LIFECYCLE.triggers("state"),
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="asked_stands", exclude=[*DECIDED, "made_by", "revision"]),
            pgtrigger.Protect(
                name="decided_stands",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state=ReductionState.WAITING)
                & (
                    pgtrigger.Q(old__answer__df=pgtrigger.F("new__answer"))
                    | pgtrigger.Q(old__decided_at__df=pgtrigger.F("new__decided_at"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.returned}"

    @property
    def is_waiting(self) -> bool:
        return self.state == ReductionState.WAITING
