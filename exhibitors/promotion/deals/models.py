"""Deals signed at the expo, and the exchange rates by which they are added up."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from ciie.kernel.currencies import validate_currency
from ciie.kernel.wording import day_words, with_note
from exhibitors.companies.models import Company, refuses_merged
from exhibitors.promotion.deals.states import DEAL_LIFECYCLE, DealKind, DealState
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector

LARGEST_AMOUNT = 1_000_000_000_000
"""The largest amount in any currency. The smallest currencies are worth less than a ten-thousandth of a dollar."""

LARGEST_AMOUNT_USD = 10_000_000_000
"""The largest value of a deal in US dollars: a seventh of the most that a whole edition has brought so far."""

LARGEST_RATE = 10
"""The largest rate in US dollars per unit. The currency worth most, the Kuwaiti dinar, is at about three."""


class ExchangeRateQuerySet(models.QuerySet["ExchangeRate"]):
    def valid(self) -> "ExchangeRateQuerySet":
        """Return the rates that no later row corrects."""
        return self.filter(correction__isnull=True)


class ExchangeRate(models.Model):
    """The value of one unit of a currency in US dollars on a day, with its source.

    A wrong rate stays as it is. A row that `corrects` it replaces it and gives the reason.
    """

    currency = models.CharField(_("currency"), max_length=3, validators=[validate_currency])
    on_date = models.DateField(_("day"))
    usd_per_unit = models.DecimalField(
        _("US$ per unit"),
        max_digits=18,
        decimal_places=8,
        validators=[
            MinValueValidator(0),
            MaxValueValidator(LARGEST_RATE, _("No unit of a currency is worth more than 10 US dollars.")),
        ],
    )
    source = models.CharField(_("source"), max_length=200)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("set by"), null=True, related_name="+"
    )
    set_at = models.DateTimeField(_("entered at"), db_default=Now(), editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="correction", verbose_name=_("corrects")
    )
    reason = models.CharField(_("reason of the correction"), max_length=500, blank=True)

    objects = ExchangeRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "on_date"],
                condition=Q(corrects__isnull=True),
                name="exchange_rate_once_a_day",
                violation_error_message=_("There is already a rate for this currency on this day. Correct that one."),
            ),
            models.CheckConstraint(
                condition=Q(usd_per_unit__gt=0),
                name="exchange_rate_above_zero",
                violation_error_message=_("A rate is above zero."),
            ),
            models.CheckConstraint(
                condition=Q(usd_per_unit__lte=LARGEST_RATE),
                name="exchange_rate_is_of_a_currency",
                violation_error_message=_("No unit of a currency is worth more than 10 US dollars."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, reason="") | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="exchange_rate_correction_has_reason",
                violation_error_message=_("A correction of a rate needs a reason."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return with_note(f"1 {self.currency} = {self.usd_per_unit.normalize():f} US$", day_words(self.on_date))


@pghistory.track()
class Deal(models.Model):
    """A tentative deal between an exhibitor and a buyer. One organizer verifies it, and another counts it.

    `amount_usd` is set when the deal is counted, by `rate`, the last one known on the day of signing; deals in US
    dollars need none. Its `counts` record when and how it counted.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="deals")
    company = models.ForeignKey(Company, models.PROTECT, related_name="deals", verbose_name=_("exhibitor"))
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="deals", verbose_name=_("sector"))
    buyer = models.CharField(_("buyer"), max_length=200)
    normalized_buyer = models.CharField(max_length=200, blank=True, default="", editable=False)
    delegation = models.CharField(_("trading delegation"), max_length=160, blank=True)
    kind = models.CharField(_("goods or services"), max_length=10, choices=DealKind)
    category = models.CharField(_("goods or services purchased"), max_length=160)
    amount = models.DecimalField(
        _("amount"),
        max_digits=16,
        decimal_places=2,
        validators=[
            MinValueValidator(1, _("The value of a deal is at least 1.")),
            MaxValueValidator(LARGEST_AMOUNT, _("The value of a deal is at most 1,000,000,000,000.")),
        ],
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[validate_currency])
    signed_date = models.DateField(_("signed on"))
    is_amount_confirmed = models.BooleanField(_("exhibitor confirmed the large amount"), default=False, editable=False)
    is_separate = models.BooleanField(_("exhibitor confirmed a separate deal"), default=False, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=DealState, default=DealState.DRAFT, editable=False)
    reason = models.CharField(_("the organizer's request"), max_length=500, blank=True, editable=False)
    rate = models.ForeignKey(
        ExchangeRate, models.PROTECT, verbose_name=_("exchange rate"), null=True, blank=True, related_name="deals"
    )
    amount_usd = models.DecimalField(
        _("amount (US$)"), max_digits=16, decimal_places=2, null=True, blank=True, editable=False
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("entered by"), null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
        editable=False,
    )
    verification_note = models.CharField(_("note of the verification"), max_length=500, blank=True, editable=False)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("counted by"),
        editable=False,
    )
    duplicate_note = models.CharField(_("why it is not a duplicate"), max_length=500, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=LARGEST_AMOUNT),
                name="deal_amount_is_sensible",
                violation_error_message=_("The value of a deal must be above zero."),
            ),
            models.CheckConstraint(
                condition=Q(state=DealState.COUNTED, amount_usd__isnull=False)
                | (~Q(state=DealState.COUNTED) & Q(amount_usd__isnull=True)),
                name="deal_counted_has_dollars",
            ),
            models.CheckConstraint(
                condition=Q(amount_usd__isnull=True) | Q(amount_usd__lte=LARGEST_AMOUNT_USD),
                name="deal_dollars_are_sensible",
                violation_error_message=_("The value of a deal is at most 10,000,000,000 US dollars."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(counted_by__isnull=True) | ~Q(verified_by=F("counted_by")),
                name="deal_counted_by_another_person",
                violation_error_message=_("The person who verified a deal cannot count it."),
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "state"], name="deal_by_state"),
            models.Index(fields=["company", "normalized_buyer"], name="deal_by_buyer"),
        ]
        triggers = [*DEAL_LIFECYCLE.triggers("state"), refuses_merged()]

    def __str__(self) -> str:
        return f"{self.company} – {self.buyer}"


class DealCount(models.Model):
    """A deal that entered the totals (+) or left them (−), with the values that it counted by.

    Totals are sums of these rows. A deal that is recounted by another rate leaves and enters at the same moment.
    """

    deal = models.ForeignKey(Deal, models.PROTECT, verbose_name=_("deal"), related_name="counts")
    deals = models.SmallIntegerField(_("deals"))
    amount_usd = models.DecimalField(_("amount (US$)"), max_digits=16, decimal_places=2)
    rate = models.ForeignKey(
        ExchangeRate, models.PROTECT, verbose_name=_("exchange rate"), null=True, blank=True, related_name="counts"
    )
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+", verbose_name=_("sector"))
    kind = models.CharField(_("goods or services"), max_length=10, choices=DealKind)
    country = CountryField(_("country or region"), blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("noted by"), null=True, related_name="+"
    )
    happened_at = models.DateTimeField(_("happened at"))

    class Meta:
        verbose_name = _("counting of a deal")
        verbose_name_plural = _("countings of deals")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deals=1, amount_usd__gte=0) | Q(deals=-1, amount_usd__lte=0),
                name="deal_count_enters_or_leaves",
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.amount_usd:+} US$"
