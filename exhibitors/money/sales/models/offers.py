"""Offers with their frozen lines, and the evidence of their acceptance."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import shown
from ciie.kernel.revisions import counts_revision, revision_field
from exhibitors.bookings.models import Booking
from exhibitors.companies.mandates.models import Mandate
from exhibitors.money.sales.states import OFFER_LIFECYCLE, STANDING, NameFrom, OfferState
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.pricing.terms.models import EditionTerms

REASON_LENGTH = 2000
DIGITS, PLACES = 16, 3

WHAT_IS_OFFERED = (
    *("booking", "version", "made_at", "area_sqm", "currency", "net", "total", "tax_note", "tax_note_zh"),
    *("is_package", "rate_card", "terms", "text", "digest"),
)


@pghistory.track(exclude=["revision", "text", "digest"])
class Offer(models.Model):
    """An offer of a booking's space at a price, open until its last day. Triggers keep its content unchanged.

    `digest` is empty for offers made before December 2026.
    """

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="offers", verbose_name=_("booking"))
    version = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=OfferState, default=OfferState.SENT)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    last_day = models.DateField(_("last day"))
    area_sqm = models.DecimalField(_("area (m²)"), max_digits=10, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    net = models.DecimalField(_("net"), max_digits=DIGITS, decimal_places=PLACES)
    total = models.DecimalField(_("total"), max_digits=DIGITS, decimal_places=PLACES)
    tax_note = models.CharField(_("note on taxes"), max_length=300, blank=True)
    tax_note_zh = models.CharField(_("note on taxes in Chinese"), max_length=300, blank=True)
    is_package = models.BooleanField(_("taxed as space with services"), default=False, db_default=False)
    rate_card = models.PositiveIntegerField(_("version of the rate card"))
    terms = models.ForeignKey(
        EditionTerms, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("terms")
    )
    text = models.TextField(_("frozen text"))
    digest = models.CharField(_("SHA-256 of the frozen text"), max_length=64, blank=True, default="", db_default="")
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(fields=["booking", "version"], name="offer_version_once"),
            models.UniqueConstraint(
                fields=["booking"],
                condition=Q(state__in=STANDING),
                name="offer_one_stands",
                violation_error_message=_("This booking already has a valid offer."),
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.SENT) ^ Q(answered_at__isnull=False), name="offer_answered_has_instant"
            ),
            models.CheckConstraint(condition=Q(net__gte=0, total__gte=0), name="offer_is_not_negative"),
        ]
        indexes = [models.Index(fields=["state", "last_day"], name="offer_due")]
        triggers = [
            *OFFER_LIFECYCLE.triggers("state"),
            counts_revision(ignoring=("reminded_at",)),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="offered_stands", fields=WHAT_IS_OFFERED),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.version}"

    @property
    def tax_words(self) -> str:
        """The note on taxes in the reader's language."""
        return shown(self, "tax_note")

    @property
    def has_taxes(self) -> bool:
        return self.net != self.total


class OfferLine(models.Model):
    """One frozen line of an offer, copied from its quote."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="lines", verbose_name=_("offer"))
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind of rule"), max_length=20, choices=RuleKind)
    booth = models.CharField(_("booth"), max_length=120, blank=True)
    name = models.CharField(_("name in English"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120)
    words = models.CharField(_("calculation in English"), max_length=300, blank=True)
    words_zh = models.CharField(_("calculation in Chinese"), max_length=300, blank=True)
    unit = models.CharField(_("charged"), max_length=20, choices=Basis)
    quantity = models.DecimalField(_("quantity"), null=True, blank=True, max_digits=DIGITS, decimal_places=PLACES)
    rate = models.DecimalField(_("amount or per cent"), max_digits=DIGITS, decimal_places=PLACES)
    base = models.DecimalField(_("per cent of"), null=True, blank=True, max_digits=DIGITS, decimal_places=PLACES)
    amount = models.DecimalField(_("amount"), max_digits=DIGITS, decimal_places=PLACES)

    class Meta:
        verbose_name = _("line of an offer")
        verbose_name_plural = _("lines of offers")
        constraints = [models.UniqueConstraint(fields=["offer", "position"], name="offer_line_position_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.position}"

    @property
    def shown_name(self) -> str:
        """The name in the reader's language."""
        return shown(self, "name")

    @property
    def shown_words(self) -> str:
        """The calculation in the reader's language."""
        return shown(self, "words")


class OfferAcceptance(models.Model):
    """Who accepted an offer, in whose name, when and from where, and the SHA-256 of the text that was accepted.

    If the acceptance is binding by itself, `code_email` is the address that the code was sent to, and `code_entered_at`
    is when the person entered it.
    """

    offer = models.OneToOneField(Offer, models.PROTECT, related_name="acceptance", verbose_name=_("offer"))
    digest = models.CharField(_("SHA-256 of the frozen text"), max_length=64)
    name = models.CharField(_("name"), max_length=200)
    name_from = models.CharField(
        _("name taken from"), max_length=20, choices=NameFrom, default=NameFrom.TYPED, db_default=NameFrom.TYPED
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("power of attorney")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    email = models.EmailField(_("email address"), max_length=254, blank=True)
    code_email = models.EmailField(_("code sent to"), max_length=254, blank=True, default="", db_default="")
    code_entered_at = models.DateTimeField(_("code entered at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"))
    terms = models.ForeignKey(
        EditionTerms, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("terms")
    )
    address = models.GenericIPAddressField(_("IP address"), null=True)
    user_agent = models.CharField(_("browser"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("acceptance of an offer")
        verbose_name_plural = _("acceptances of offers")
        constraints = [
            models.CheckConstraint(
                condition=Q(name_from=NameFrom.MANDATE) ^ Q(mandate__isnull=True), name="acceptance_names_its_mandate"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only", exclude=["person"]),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.name}"
