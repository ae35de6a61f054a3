"""Models of sellers, bill-to addresses, the tax table, invoices with their series and documents, and the journal."""

from decimal import Decimal
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from ciie.kernel.bilingual import shown
from ciie.kernel.currencies import validate_currency
from ciie.kernel.public_ids import public_id_field
from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import Guard
from ciie.kernel.wording import side_by_side
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import NAME_LENGTH, Company, refuses_merged
from exhibitors.money.approvals.models import Approval, needs_approval
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.invoices.amounts import Sums
from exhibitors.money.invoices.states import (
    CHARGING,
    FAPIAO_LIFECYCLE,
    INVOICE_LIFECYCLE,
    NEEDS_LEGEND,
    TRANSMISSION_ENDED,
    TRANSMISSION_LIFECYCLE,
    Account,
    AddressScheme,
    BuyerPlace,
    EntryKind,
    FapiaoKind,
    FapiaoState,
    InvoiceKind,
    InvoiceState,
    Supply,
    TaxCategory,
    TransmissionState,
    Unit,
    VatAnswer,
    Way,
)
from pavilions.floor.models.edition import Edition

DIGITS, PLACES = 16, 3
DRAFT_CREDIT = _("This invoice already has a draft of a credit note. Issue or discard it first.")
REASON_LENGTH = 500
EXPLANATION_LENGTH = 2000
LONGEST_PREFIX = 12


def money_field(label: Any) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(label, max_digits=DIGITS, decimal_places=PLACES)


def electronic_address_field() -> "models.CharField[str, str]":
    return models.CharField(
        _("electronic address"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=_("For e-invoices, such as a number in the Peppol network. Blank: the email."),
    )


def electronic_scheme_field() -> "models.CharField[str, str]":
    return models.CharField(
        _("kind of electronic address"), max_length=4, choices=AddressScheme, blank=True, default="", db_default=""
    )


def electronic_address_has_kind(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~(Q(electronic_address="") ^ Q(electronic_scheme="")),
        name=f"{name}_electronic_address_has_kind",
        violation_error_message=_("Enter the electronic address and its kind, or neither."),
    )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class Seller(models.Model):
    """The legal entity that invoices in an edition. Without one nothing can be issued."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="seller", verbose_name=_("edition"))
    name = models.CharField(_("legal name"), max_length=NAME_LENGTH)
    name_zh = models.CharField(_("legal name in Chinese"), max_length=NAME_LENGTH, blank=True)
    address = models.CharField(_("street and number"), max_length=300)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=120)
    country = CountryField(_("country or region"))
    tax_id = models.CharField(_("tax ID"), max_length=40)
    bank_name = models.CharField(_("bank"), max_length=120, blank=True)
    account = models.CharField(_("IBAN or account number"), max_length=40)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True, default="", db_default="")
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True, default="", db_default="")
    contact_email = models.EmailField(_("contact email"), blank=True)
    electronic_address = electronic_address_field()
    electronic_scheme = electronic_scheme_field()
    venue = models.CharField(
        _("venue"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("Where the service is rendered. It stands on every invoice, with the days of the edition."),
    )
    venue_address = models.CharField(
        _("venue: street and number"), max_length=300, blank=True, default="", db_default=""
    )
    venue_postcode = models.CharField(_("venue: postcode"), max_length=20, blank=True, default="", db_default="")
    venue_city = models.CharField(_("venue: city"), max_length=120, blank=True, default="", db_default="")
    venue_country = CountryField(_("venue: country or region"), blank=True, default="", db_default="")
    tax_currency = models.CharField(
        _("currency of the tax"),
        max_length=3,
        blank=True,
        default="",
        db_default="",
        validators=[validate_currency],
        help_text=_("Where the law wants the tax in another currency than the edition’s, such as EUR in the EU."),
    )
    exchange_rate = models.DecimalField(
        _("exchange rate"),
        max_digits=14,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.000001"))],
        help_text=_("What one unit of the edition’s currency is worth in the currency of the tax."),
    )
    exchange_rate_date = models.DateField(_("exchange rate of"), null=True, blank=True)
    prefix = models.CharField(
        _("prefix of invoice numbers"),
        max_length=LONGEST_PREFIX,
        unique=True,
        error_messages={"unique": _("Another edition already uses this prefix for its invoices.")},
        validators=[RegexValidator(r"^[A-Z0-9-]+\Z", _("Use capital letters A to Z, digits and hyphens."))],
        help_text=_("Before year and number, such as CIIE7- in CIIE7-2024-00001."),
    )
    days_to_pay = models.PositiveSmallIntegerField(
        _("days to pay"), default=14, validators=[MinValueValidator(0), MaxValueValidator(365)]
    )
    makes_einvoices = models.BooleanField(
        _("make e-invoices"),
        default=False,
        help_text=_("ZUGFeRD and Factur-X (EN 16931): the PDF also contains the invoice for programs to read."),
    )
    bank_approval = models.ForeignKey(
        Approval,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("agreed to in"),
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")
        constraints = [
            models.CheckConstraint(condition=Q(prefix__regex=r"^[A-Z0-9-]+$"), name="seller_prefix_is_plain"),
            electronic_address_has_kind("seller"),
            models.CheckConstraint(
                condition=Q(tax_currency="", exchange_rate__isnull=True, exchange_rate_date__isnull=True)
                | (~Q(tax_currency="") & Q(exchange_rate__gt=0, exchange_rate_date__isnull=False)),
                name="seller_tax_currency_has_rate",
                violation_error_message=_(
                    "Enter the currency of the tax, its exchange rate and the day of it, or none."
                ),
            ),
        ]
        triggers = [
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            needs_approval(
                ApprovalAct.BANK_DETAILS,
                name="seller_bank_changed_by_two",
                column="bank_approval_id",
                when="(NEW.account, NEW.bic, NEW.bank_name) IS DISTINCT FROM (OLD.account, OLD.bic, OLD.bank_name)",
                sentence=_("Other bank details of the seller need the agreement of a second person."),
                operation=pgtrigger.Update,
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class BillingParty(models.Model):
    """The addressee of a company's invoices: the company itself, or a party that pays for it."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="billing_parties", verbose_name=_("company"))
    is_company = models.BooleanField(_("the company itself"), default=False, editable=False)
    name = models.CharField(_("legal name"), max_length=NAME_LENGTH)
    address = models.CharField(_("street and number"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = CountryField(_("country or region"), blank=True)
    is_business = models.BooleanField(
        _("a business"),
        default=True,
        help_text=_("Neither a private person nor an organization without a taxable business."),
    )
    tax_id = models.CharField(
        _("tax ID"),
        max_length=40,
        blank=True,
        help_text=_("In the EU the VAT ID with its country code, in China the unified social credit code."),
    )
    contact_name = models.CharField(_("contact person"), max_length=NAME_LENGTH, blank=True, default="", db_default="")
    debtor_number = models.CharField(
        _("debtor number"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text=_("The account of this bill-to in the organizer's bookkeeping."),
    )
    email = models.EmailField(_("email for invoices"), blank=True)
    buyer_reference = models.CharField(
        _("buyer reference"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=_("For German authorities the Leitweg-ID, such as 04011000-12345-03."),
    )
    order_number = models.CharField(_("order number"), max_length=100, blank=True, default="", db_default="")
    electronic_address = electronic_address_field()
    electronic_scheme = electronic_scheme_field()
    revision = revision_field()

    class Meta:
        verbose_name = _("bill-to")
        verbose_name_plural = _("bill-to addresses")
        constraints = [electronic_address_has_kind("billing_party")]
        triggers = [counts_revision(), refuses_merged()]

    def __str__(self) -> str:
        return self.name

    @property
    def address_words(self) -> str:
        """The address in one line, without the country."""
        return side_by_side(self.address, f"{self.postcode} {self.city}".strip())


SHARES_ADD_UP = """
IF EXISTS (
    SELECT FROM exhibitors_billingshare
    WHERE booking_id = CASE TG_OP WHEN 'DELETE' THEN OLD.booking_id ELSE NEW.booking_id END
    HAVING sum(percent) <> 100
) THEN"""


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class BillingShare(models.Model):
    """The share of a booking that a bill-to pays. All shares add up to 100 %; without any the company pays all."""

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="billing_shares", verbose_name=_("booking"))
    party = models.ForeignKey(BillingParty, models.PROTECT, related_name="shares", verbose_name=_("bill-to"))
    percent = models.DecimalField(_("share (%)"), max_digits=5, decimal_places=2)
    revision = revision_field()

    class Meta:
        verbose_name = _("share of the bill")
        verbose_name_plural = _("shares of the bill")
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "party"],
                name="billing_share_once",
                violation_error_message=_("Each bill-to has one share of a booking."),
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100),
                name="billing_share_in_bounds",
                violation_error_message=_("A share is more than 0 and at most 100%."),
            ),
        ]
        triggers = [
            counts_revision(),
            Guard(
                name="billing_shares_add_up",
                sentence=_("The shares must add up to 100%."),
                refused=SHARES_ADD_UP,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                deferred=True,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.percent}%"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["revision"])
class TaxRule(models.Model):
    """One row of an edition's tax table. The first row that matches decides; what no row matches cannot be invoiced."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="tax_rules", verbose_name=_("edition"))
    position = models.PositiveIntegerField(_("position"))
    buyer = models.CharField(_("bill-to is"), max_length=20, choices=BuyerPlace, default=BuyerPlace.ANYWHERE)
    country = CountryField(_("country or region"), blank=True)
    is_business = models.BooleanField(_("a business"), null=True, blank=True)
    supply = models.CharField(_("supply"), max_length=20, choices=Supply, blank=True)
    rate = models.DecimalField(
        _("rate (%)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    category = models.CharField(_("category (EN 16931)"), max_length=2, choices=TaxCategory)
    legend = models.CharField(_("wording on the invoice"), max_length=300, blank=True)
    legend_zh = models.CharField(_("wording on the invoice in Chinese"), max_length=300, blank=True)
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("The law or circular that says so, for your colleagues.")
    )
    valid_from = models.DateField(
        _("valid from"),
        null=True,
        blank=True,
        help_text=_("For what is supplied from this day on: the edition’s last day decides. Blank: always."),
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("tax rule")
        verbose_name_plural = _("tax rules")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="tax_rule_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(category=TaxCategory.STANDARD, rate__gt=0, rate__lte=100)
                | (~Q(category=TaxCategory.STANDARD) & Q(rate=0)),
                name="tax_rule_rate_fits_category",
                violation_error_message=_("Category S has a rate above 0, all others have a rate of 0."),
            ),
            models.CheckConstraint(
                condition=~Q(category__in=NEEDS_LEGEND) | (~Q(legend="") & ~Q(legend_zh="")),
                name="tax_rule_says_why",
                violation_error_message=_("An invoice without tax must say why: enter the wording in both languages."),
            ),
            models.CheckConstraint(
                condition=Q(category__in=NEEDS_LEGEND) | Q(legend="", legend_zh=""),
                name="tax_rule_wording_only_without_tax",
                violation_error_message=_("Categories S and Z have no wording: e-invoices with one are refused."),
            ),
            models.CheckConstraint(
                condition=Q(buyer=BuyerPlace.COUNTRY) ^ Q(country=""),
                name="tax_rule_names_country",
                violation_error_message=_("Choose a country or region for “in one country”, and only for that."),
            ),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return f"{self.position}: {self.rate}% {self.category}"


NUMBERS_WITHOUT_GAP = """
IF NEW.last < OLD.last OR (NEW.last > OLD.last AND NEW.last - OLD.last <> (
    SELECT count(*) FROM exhibitors_invoice
    WHERE series_id = NEW.id AND number > OLD.last AND number <= NEW.last
)) THEN"""

NUMBER_WAS_DRAWN = """
IF NEW.number > (SELECT last FROM exhibitors_invoiceseries WHERE id = NEW.series_id) THEN"""


class InvoiceSeries(models.Model):
    """The counter of one prefix and year. A number is drawn with the last statements of the issuing transaction."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="invoice_series", verbose_name=_("edition"))
    prefix = models.CharField(_("prefix"), max_length=LONGEST_PREFIX + 3)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of invoices")
        verbose_name_plural = _("series of invoices")
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="invoice_series_once")]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(name="begins_at_0", operation=pgtrigger.Insert, condition=pgtrigger.Q(new__last__gt=0)),
            pgtrigger.ReadOnly(name="series_stands", exclude=["last"]),
            Guard(
                name="invoice_series_has_no_gap",
                sentence=_("The series would have a gap, so nothing was issued."),
                refused=NUMBERS_WITHOUT_GAP,
                operation=pgtrigger.Update,
                deferred=True,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}{self.year}"


ISSUED_ADDS_UP = """
IF NEW.state = 'issued' AND (
    NEW.net <> (SELECT coalesce(sum(net), 0) FROM exhibitors_invoiceline WHERE invoice_id = NEW.id)
    OR NEW.net <> (SELECT coalesce(sum(net), 0) FROM exhibitors_invoicetax WHERE invoice_id = NEW.id)
    OR NEW.tax <> (SELECT coalesce(sum(tax), 0) FROM exhibitors_invoicetax WHERE invoice_id = NEW.id)
) THEN"""

CREDITED_AT_MOST = """
IF NEW.credits_id IS NOT NULL AND (SELECT sum(total) FROM exhibitors_invoice WHERE credits_id = NEW.credits_id)
    > (SELECT total FROM exhibitors_invoice WHERE id = NEW.credits_id) THEN"""


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["revision", "text", "public_id", "refused_rules"],
)
class Invoice(models.Model):
    """A document for one bill-to. A draft can be changed and discarded; triggers protect an issued document from both.

    The amounts of a credit note are what it credits and are above 0. What is still to be paid is not stored: it follows
    from the journal. The tax of a draft is None where no tax rule decides it. The columns named `party_…` and `text`
    keep what the issued document says, whatever becomes of the bill-to. `refused_rules` names the rules of e-invoices
    because of which the timer did not issue a draft; it is cleared once something about the draft has changed.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="invoices", verbose_name=_("edition"))
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="invoices", verbose_name=_("booking"))
    party = models.ForeignKey(BillingParty, models.PROTECT, related_name="invoices", verbose_name=_("bill-to"))
    kind = models.CharField(_("kind"), max_length=20, choices=InvoiceKind)
    state = models.CharField(_("state"), max_length=20, choices=InvoiceState, default=InvoiceState.DRAFT)
    currency = models.CharField(_("currency"), max_length=3)
    net = money_field(_("net"))
    tax = models.DecimalField(_("tax"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    total = models.DecimalField(_("total"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    credits = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="credit_notes", verbose_name=_("credits")
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    contract_version = models.PositiveIntegerField(_("version of the contract"), null=True, blank=True)
    terms_version = models.PositiveIntegerField(_("version of the terms"), null=True, blank=True)
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.CharField(_("drafted by"), max_length=NAME_LENGTH)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    issued_by = models.CharField(_("issued by"), max_length=NAME_LENGTH, blank=True)
    series = models.ForeignKey(
        InvoiceSeries, models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name=_("series")
    )
    number = models.PositiveIntegerField(_("number in the series"), null=True, blank=True)
    number_text = models.CharField(_("number"), max_length=40, blank=True)
    reference = models.CharField(_("payment reference"), max_length=25, blank=True)
    party_name = models.CharField(_("bill-to"), max_length=NAME_LENGTH)
    party_address = models.CharField(_("street and number"), max_length=300, blank=True)
    party_postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    party_city = models.CharField(_("city"), max_length=120, blank=True)
    party_country = CountryField(_("country or region"), blank=True)
    party_tax_id = models.CharField(_("tax ID"), max_length=40, blank=True)
    party_is_business = models.BooleanField(_("a business"), default=True)
    party_email = models.EmailField(_("email for invoices"), blank=True)
    party_buyer_reference = models.CharField(
        _("buyer reference"), max_length=100, blank=True, default="", db_default=""
    )
    party_order_number = models.CharField(_("order number"), max_length=100, blank=True, default="", db_default="")
    party_electronic_address = electronic_address_field()
    party_electronic_scheme = electronic_scheme_field()
    refused_rules = models.CharField(
        _("rules that its e-invoice would break"), max_length=EXPLANATION_LENGTH, blank=True, default="", db_default=""
    )
    text = models.TextField(_("frozen text"), blank=True)
    digest = models.CharField(_("SHA-256 of the frozen text"), max_length=64, blank=True)
    public_id = public_id_field()
    revision = revision_field()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="invoice_number_once"),
            models.UniqueConstraint(
                fields=["number_text"], condition=~Q(number_text=""), name="invoice_number_text_once"
            ),
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="invoice_reference_once"),
            models.UniqueConstraint(
                fields=["credits"],
                condition=Q(state=InvoiceState.DRAFT),
                name="invoice_one_draft_credit",
                violation_error_message=DRAFT_CREDIT,
            ),
            models.CheckConstraint(
                condition=Q(
                    state=InvoiceState.DRAFT,
                    series__isnull=True,
                    number__isnull=True,
                    number_text="",
                    reference="",
                    issued_at__isnull=True,
                    issued_on__isnull=True,
                    digest="",
                )
                | (
                    Q(
                        state=InvoiceState.ISSUED,
                        series__isnull=False,
                        number__gt=0,
                        issued_at__isnull=False,
                        issued_on__isnull=False,
                        tax__isnull=False,
                    )
                    & ~Q(number_text="")
                    & ~Q(digest="")
                ),
                name="invoice_issued_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(net__gte=0) & (Q(total__isnull=True) | Q(total__gte=0)),
                name="invoice_not_negative",
                violation_error_message=_("The total of an invoice cannot be below 0."),
            ),
            models.CheckConstraint(
                condition=Q(tax__isnull=True, total__isnull=True) | Q(total=F("net") + F("tax")),
                name="invoice_total_is_net_and_tax",
            ),
            models.CheckConstraint(
                condition=Q(kind=InvoiceKind.CREDIT_NOTE) ^ Q(credits__isnull=True),
                name="invoice_credit_note_credits",
            ),
            models.CheckConstraint(
                condition=~Q(state=InvoiceState.ISSUED, kind__in=CHARGING)
                | (Q(due_on__isnull=False) & ~Q(reference="")),
                name="invoice_issued_can_be_paid",
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "state", "issued_on"], name="invoice_listed"),
            models.Index(fields=["edition", "due_on"], name="invoice_due"),
        ]
        triggers = [
            *INVOICE_LIFECYCLE.triggers("state"),
            counts_revision(),
            pgtrigger.Protect(
                name="issued_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=InvoiceState.ISSUED),
            ),
            Guard(
                name="invoice_adds_up",
                sentence=_("The lines and taxes of the invoice do not add up to its total, so nothing was issued."),
                refused=ISSUED_ADDS_UP,
                operation=pgtrigger.Update,
                deferred=True,
            ),
            Guard(
                name="invoice_number_was_drawn",
                sentence=_("The series would have a gap, so nothing was issued."),
                refused=NUMBER_WAS_DRAWN,
                operation=pgtrigger.Insert | pgtrigger.Update,
                deferred=True,
            ),
            Guard(
                name="invoice_credited_at_most",
                sentence=_("A credit cannot be larger than what is left of the invoice."),
                refused=CREDITED_AT_MOST,
                operation=pgtrigger.Insert | pgtrigger.Update,
                deferred=True,
            ),
        ]

    def __str__(self) -> str:
        return self.number_text or f"{self.get_kind_display()} {self.pk}"

    @property
    def company_id(self) -> int:
        """The key of the bill-to's company, which a bill-to follows when its company is merged into another."""
        return int(self.party.company_id)

    @property
    def is_draft(self) -> bool:
        return self.state == InvoiceState.DRAFT

    @property
    def sums(self) -> Sums:
        """The net and the tax of an invoice whose tax is decided."""
        return Sums(self.net, self.tax or Decimal(0))


@pghistory.track(exclude=["revision"])
class DueDateExtension(models.Model):
    """More time to pay an issued invoice, which itself does not change. Its history keeps earlier extensions."""

    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="extension", verbose_name=_("invoice"))
    due_on = models.DateField(_("due on"))
    reason = models.TextField(_("reason"), max_length=EXPLANATION_LENGTH)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("extension of a due date")
        verbose_name_plural = _("extensions of due dates")
        triggers = [
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.due_on}"


ISSUED_PARTS_STAND = """
SELECT state INTO found FROM exhibitors_invoice
WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.invoice_id ELSE NEW.invoice_id END FOR SHARE;
IF found = 'issued' THEN
    RAISE EXCEPTION 'an issued invoice cannot be changed';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


def stands_when_issued() -> pgtrigger.Trigger:
    """Return a trigger that refuses to write the parts of an issued invoice.

    It locks the invoice, so that a part is written before the invoice is issued or not at all.
    """
    return pgtrigger.Trigger(
        name="stands_when_issued",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=ISSUED_PARTS_STAND,
        declare=[("found", "text")],
    )


class InvoiceLine(models.Model):
    """One line of an invoice. `net` is an amount, and `calculation` explains how it was calculated.

    The rate is None and the category empty on a draft as long as no row of the tax table decides them. The invoice of a
    whole price takes off what was invoiced of it before by lines below 0, each of which names the invoice that it
    `deducts`. Lines that deduct a draft are deleted in the transaction that discards the draft, which the database
    checks at its end.
    """

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines", verbose_name=_("invoice"))
    position = models.PositiveIntegerField(_("position"))
    name = models.CharField(_("name in English"), max_length=200)
    name_zh = models.CharField(_("name in Chinese"), max_length=200)
    calculation = models.CharField(_("calculation in English"), max_length=300, blank=True)
    calculation_zh = models.CharField(_("calculation in Chinese"), max_length=300, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=DIGITS, decimal_places=PLACES, default=1)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, default=Unit.LUMP)
    net = money_field(_("net"))
    supply = models.CharField(_("supply"), max_length=20, choices=Supply, default=Supply.PACKAGE)
    rate = models.DecimalField(_("tax rate (%)"), max_digits=5, decimal_places=2, null=True, blank=True)
    category = models.CharField(_("category (EN 16931)"), max_length=2, choices=TaxCategory, blank=True)
    legend = models.CharField(_("wording on the invoice"), max_length=300, blank=True)
    legend_zh = models.CharField(_("wording on the invoice in Chinese"), max_length=300, blank=True)
    refers_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="credited_by", verbose_name=_("credits the line")
    )
    deducts = models.ForeignKey(
        Invoice,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="deductions",
        verbose_name=_("deducts the invoice"),
        db_index=False,
    )

    class Meta:
        verbose_name = _("line of an invoice")
        verbose_name_plural = _("lines of invoices")
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="invoice_line_position_once"),
            models.CheckConstraint(
                condition=Q(rate__isnull=True) ^ ~Q(category=""), name="invoice_line_is_taxed_or_not"
            ),
            models.CheckConstraint(
                condition=Q(deducts__isnull=True) | Q(net__lt=0),
                name="invoice_line_deducts_below_0",
            ),
        ]
        indexes = [models.Index(fields=["deducts"], condition=Q(deducts__isnull=False), name="invoice_line_deductions")]
        triggers = [stands_when_issued()]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.position}"

    @property
    def shown_name(self) -> str:
        """The name in the reader's language."""
        return shown(self, "name")

    @property
    def shown_calculation(self) -> str:
        """The calculation in the reader's language."""
        return shown(self, "calculation")


class InvoiceTax(models.Model):
    """The sum and the tax of those lines of an invoice that are taxed in one way."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="taxes", verbose_name=_("invoice"))
    rate = models.DecimalField(_("tax rate (%)"), max_digits=5, decimal_places=2)
    category = models.CharField(_("category (EN 16931)"), max_length=2, choices=TaxCategory)
    legend = models.CharField(_("wording on the invoice"), max_length=300, blank=True)
    legend_zh = models.CharField(_("wording on the invoice in Chinese"), max_length=300, blank=True)
    net = money_field(_("net"))
    tax = money_field(_("tax"))

    class Meta:
        verbose_name = _("tax of an invoice")
        verbose_name_plural = _("taxes of invoices")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "rate", "category", "legend", "legend_zh"], name="invoice_tax_once"
            )
        ]
        triggers = [stands_when_issued()]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.rate}%"

    @property
    def shown_legend(self) -> str:
        """The legend in the reader's language."""
        return shown(self, "legend")


ENTRY_IS_EMPTY = """
IF NOT EXISTS (SELECT FROM exhibitors_journalline WHERE entry_id = NEW.id) THEN"""

ENTRY_IS_NOT_ZERO = """
IF EXISTS (
    SELECT FROM exhibitors_journalline WHERE entry_id = NEW.entry_id GROUP BY edition_id HAVING sum(amount) <> 0
) OR (
    SELECT sum(amount) FROM exhibitors_journalline WHERE entry_id = NEW.entry_id AND account = 'clearing'
) <> 0 THEN"""

EDITION_OF_ITS_ENTRY = """
NEW.edition_id := coalesce(
    (SELECT edition_id FROM exhibitors_invoice WHERE id = NEW.invoice_id),
    (SELECT edition_id FROM exhibitors_journalentry WHERE id = NEW.entry_id)
);
RETURN NEW;
"""

OF_ANOTHER_EDITION = """
IF NEW.edition_id <> (SELECT edition_id FROM exhibitors_invoice WHERE id = NEW.invoice_id) THEN"""

DAY_IS_CLOSED = """
IF EXISTS (
    SELECT FROM exhibitors_booksclosing AS books JOIN exhibitors_journalentry AS entry ON entry.id = NEW.entry_id
    WHERE books.edition_id = NEW.edition_id AND books.closed_through >= entry.day
) THEN"""

NOT_BALANCED = _("The amounts of the entry do not come to 0, so nothing was posted.")


class JournalEntry(models.Model):
    """A movement of money on one day, in one currency. Entries are never changed.

    Each line names its edition, and the lines of each edition add up to 0. `edition` is that of the first line: only
    the previous release reads it, and the next one drops it.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("edition of its first line"))
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind)
    currency = models.CharField(_("currency"), max_length=3)
    memo = models.CharField(_("memo"), max_length=300, blank=True)
    document = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("document")
    )
    actor = models.CharField(_("posted by"), max_length=NAME_LENGTH)
    posted_at = models.DateTimeField(_("posted at"))

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [models.Index(fields=["edition", "day"], name="journal_by_day")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            Guard(
                name="journal_entry_has_lines",
                sentence=NOT_BALANCED,
                refused=ENTRY_IS_EMPTY,
                operation=pgtrigger.Insert,
                deferred=True,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.memo}"


class JournalLine(models.Model):
    """A signed amount on one account of an edition. What is owed to the organizer, or has come in, is above 0.

    A line that names an invoice is in the invoice's edition. The company changes when two records are merged;
    everything else is immutable.
    """

    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="lines", verbose_name=_("entry"))
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="journal", db_index=False, verbose_name=_("edition")
    )  # indexed by journal_of_edition
    account = models.CharField(_("account of the journal"), max_length=20, choices=Account)
    amount = money_field(_("amount"))
    company = models.ForeignKey(Company, models.PROTECT, related_name="journal_lines", verbose_name=_("company"))
    booking = models.ForeignKey(
        Booking, models.PROTECT, null=True, blank=True, related_name="journal_lines", verbose_name=_("booking")
    )
    party = models.ForeignKey(
        BillingParty, models.PROTECT, null=True, blank=True, related_name="journal_lines", verbose_name=_("bill-to")
    )
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="journal_lines", verbose_name=_("invoice")
    )

    class Meta:
        verbose_name = _("journal line")
        verbose_name_plural = _("journal lines")
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="journal_line_is_not_zero")]
        indexes = [
            models.Index(fields=["account", "invoice"], include=["amount"], name="journal_by_invoice"),
            models.Index(fields=["edition", "entry"], name="journal_of_edition"),
        ]
        triggers = [
            pgtrigger.Trigger(  # for the previous release, which writes lines without an edition
                name="edition_of_its_entry",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__edition__isnull=True),
                func=EDITION_OF_ITS_ENTRY,
            ),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only", exclude=["company"]),
            refuses_merged(),
            Guard(
                name="journal_line_in_edition_of_invoice",
                sentence=_("The line belongs to an invoice of another edition, so nothing was posted."),
                refused=OF_ANOTHER_EDITION,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__invoice__isnull=False),
            ),
            Guard(
                name="journal_line_books_are_open",
                sentence=_("The books are closed on this day, so nothing was posted."),
                refused=DAY_IS_CLOSED,
                operation=pgtrigger.Insert,
            ),
            Guard(
                name="journal_entry_comes_to_0",
                sentence=NOT_BALANCED,
                refused=ENTRY_IS_NOT_ZERO,
                operation=pgtrigger.Insert,
                deferred=True,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount:+}"


class EInvoice(models.Model):
    """The PDF of an issued document with its XML, made once. Its name in the storage is derived from its content.

    An e-invoice that breaks a rule of EN 16931 or XRechnung has no file and is never offered; `broken` names the rules.
    It can be made again until it breaks none.
    """

    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="einvoice", verbose_name=_("invoice"))
    file = models.CharField(_("file"), max_length=120, blank=True)
    digest = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    broken = models.CharField(
        _("rules that it breaks"), max_length=EXPLANATION_LENGTH, blank=True, default="", db_default=""
    )
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("e-invoice")
        verbose_name_plural = _("e-invoices")
        constraints = [
            models.CheckConstraint(condition=Q(broken="") ^ Q(file="", digest=""), name="einvoice_is_sound_or_not_kept")
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="sound_one_stands", operation=pgtrigger.Update, condition=pgtrigger.Q(old__broken="")
            ),
            pgtrigger.ReadOnly(name="of_one_invoice", fields=["invoice"]),
        ]

    def __str__(self) -> str:
        return self.file


class VatCheck(models.Model):
    """What VIES, the EU's register, answered about a bill-to's VAT ID, and when."""

    party = models.ForeignKey(BillingParty, models.CASCADE, related_name="vat_checks", verbose_name=_("bill-to"))
    vat_id = models.CharField(_("VAT ID"), max_length=40)
    answer = models.CharField(pgettext_lazy("VAT ID", "answer"), max_length=20, choices=VatAnswer)
    name = models.CharField(_("name in the register"), max_length=NAME_LENGTH, blank=True)
    reference = models.CharField(_("number of the check"), max_length=60, blank=True)
    checked_at = models.DateTimeField(_("checked at"))

    class Meta:
        verbose_name = _("check of a VAT ID")
        verbose_name_plural = _("checks of VAT IDs")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.vat_id}: {self.answer}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["revision"])
class Transmission(models.Model):
    """An attempt to transmit an e-invoice. Each retry is another attempt."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="transmissions", verbose_name=_("invoice"))
    way = models.CharField(_("way"), max_length=20, choices=Way)
    recipient = models.CharField(_("recipient"), max_length=254)
    state = models.CharField(_("state"), max_length=20, choices=TransmissionState, default=TransmissionState.PENDING)
    reference = models.CharField(_("number at the provider"), max_length=200, blank=True)
    message = models.CharField(_("what the provider said"), max_length=EXPLANATION_LENGTH, blank=True)
    asked_at = models.DateTimeField(_("initiated at"))
    asked_by = models.CharField(_("initiated by"), max_length=NAME_LENGTH)
    begun_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("transmission")
        verbose_name_plural = _("transmissions")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "way"],
                condition=Q(state__in=[TransmissionState.PENDING, TransmissionState.IN_FLIGHT]),
                name="transmission_one_under_way",
                violation_error_message=_("This invoice is already being transmitted in this way."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=TRANSMISSION_ENDED) ^ Q(ended_at__isnull=True),
                name="transmission_ended_has_instant",
            ),
        ]
        triggers = [
            *TRANSMISSION_LIFECYCLE.triggers("state"),
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="asked_stands", fields=["invoice", "way", "recipient", "asked_at", "asked_by"]),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.way}"


@pghistory.track(exclude=["revision"])
class Fapiao(models.Model):
    """The fapiao of an invoice. The tax platform makes it; this row records who requested which kind, and its number.

    A fapiao that a red letter takes back is kept; another one can be requested after that.
    """

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="fapiaos", verbose_name=_("invoice"))
    state = models.CharField(_("state"), max_length=20, choices=FapiaoState, default=FapiaoState.REQUESTED)
    kind = models.CharField(_("kind of fapiao"), max_length=10, choices=FapiaoKind)
    title = models.CharField(_("buyer title"), max_length=NAME_LENGTH)
    tax_id = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    bank = models.CharField(_("bank and branch"), max_length=120, blank=True)
    account = models.CharField(_("account number"), max_length=40, blank=True)
    address = models.CharField(_("registered address"), max_length=300, blank=True)
    phone = models.CharField(_("registered phone"), max_length=40, blank=True)
    remark = models.CharField(_("remark on the fapiao"), max_length=200, blank=True)
    requested_at = models.DateTimeField(_("requested at"))
    requested_by = models.CharField(_("requested by"), max_length=NAME_LENGTH)
    number = models.CharField(_("fapiao number"), max_length=20, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    red_number = models.CharField(_("number of the red letter"), max_length=20, blank=True)
    red_on = models.DateField(_("red letter of"), null=True, blank=True)
    red_reason = models.CharField(_("reason for the red letter"), max_length=REASON_LENGTH, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("fapiao")
        verbose_name_plural = _("fapiaos")
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"],
                condition=~Q(state=FapiaoState.RED_LETTERED),
                name="fapiao_one_stands",
                violation_error_message=_("This invoice already has a valid fapiao."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="fapiao_number_once",
                violation_error_message=_("This fapiao number is already recorded for another invoice."),
            ),
            models.CheckConstraint(
                condition=Q(state=FapiaoState.REQUESTED, number="", issued_on__isnull=True)
                | (~Q(state=FapiaoState.REQUESTED) & ~Q(number="") & Q(issued_on__isnull=False)),
                name="fapiao_issued_has_number",
            ),
            models.CheckConstraint(
                condition=Q(state=FapiaoState.RED_LETTERED) ^ Q(red_number=""), name="fapiao_red_letter_has_number"
            ),
        ]
        triggers = [
            *FAPIAO_LIFECYCLE.triggers("state"),
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number or self.title
