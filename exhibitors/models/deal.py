"""What is signed at the expo, and the exchange rates by which it is added up."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exhibitors.models.company import Company
from exhibitors.states import DEAL_LIFECYCLE, DealKind, DealState
from exhibitors.validators import validate_currency
from pavilions.models import Edition, Sector

LARGEST_AMOUNT = 1_000_000_000_000


class ExchangeRate(models.Model):
    """What one unit of a currency was worth in US dollars on a day, and who says so."""

    currency = models.CharField(_("currency"), max_length=3, validators=[validate_currency])
    on_date = models.DateField(_("day"))
    usd_per_unit = models.DecimalField(
        _("US$ for one unit"), max_digits=18, decimal_places=8, validators=[MinValueValidator(0)]
    )
    source = models.CharField(_("source"), max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "on_date"],
                name="exchange_rate_once_a_day",
                violation_error_message=_("There is a rate of this currency for this day already."),
            ),
            models.CheckConstraint(
                condition=Q(usd_per_unit__gt=0),
                name="exchange_rate_above_zero",
                violation_error_message=_("A rate is above zero."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"1 {self.currency} = {self.usd_per_unit.normalize():f} USD ({self.on_date})"


@pghistory.track()
class Deal(models.Model):
    """A tentative deal between an exhibitor and a buyer. It counts once an organizer has verified and counted it.

    `amount_usd` is written when it is counted, by `rate`, the last one known on the day of signing; deals in US
    dollars need none.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="deals")
    company = models.ForeignKey(Company, models.PROTECT, related_name="deals", verbose_name=_("exhibitor"))
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="deals", verbose_name=_("sector"))
    buyer = models.CharField(_("buyer"), max_length=200)
    delegation = models.CharField(_("trading delegation"), max_length=160, blank=True)
    kind = models.CharField(_("goods or services"), max_length=10, choices=DealKind)
    category = models.CharField(_("what is bought"), max_length=160)
    amount = models.DecimalField(
        _("amount"),
        max_digits=16,
        decimal_places=2,
        validators=[
            MinValueValidator(1, _("A deal is worth at least 1.")),
            MaxValueValidator(LARGEST_AMOUNT, _("No deal is worth more than a million millions.")),
        ],
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[validate_currency])
    signed_date = models.DateField(_("signed on"))
    state = models.CharField(_("state"), max_length=10, choices=DealState, default=DealState.DRAFT, editable=False)
    reason = models.CharField(_("what the organizer asks"), max_length=500, blank=True, editable=False)
    rate = models.ForeignKey(ExchangeRate, models.PROTECT, null=True, blank=True, related_name="deals")
    amount_usd = models.DecimalField(
        _("amount (US$)"), max_digits=16, decimal_places=2, null=True, blank=True, editable=False
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(_("entered at"), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=LARGEST_AMOUNT),
                name="deal_amount_is_sensible",
                violation_error_message=_("A deal is worth more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(state=DealState.COUNTED, amount_usd__isnull=False)
                | (~Q(state=DealState.COUNTED) & Q(amount_usd__isnull=True)),
                name="deal_counted_has_dollars",
            ),
        ]
        indexes = [models.Index(fields=["edition", "state"], name="deal_by_state")]
        triggers = DEAL_LIFECYCLE.triggers("state")

    def __str__(self) -> str:
        return f"{self.company} – {self.buyer}"
