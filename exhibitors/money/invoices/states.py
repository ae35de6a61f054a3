"""Kinds and states of invoices, fapiaos and transmissions, and the vocabulary of taxes and of the journal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class InvoiceKind(TextChoices):
    DEPOSIT = "deposit", _("deposit invoice")
    BALANCE = "balance", _("balance invoice")
    FULL = "full", _("invoice")
    EXTRA = "extra", _("invoice for extras")
    CANCELLATION_FEE = "cancellation_fee", _("cancellation fee invoice")
    CREDIT_NOTE = "credit_note", _("credit note")
    PRO_FORMA = "pro_forma", _("pro forma invoice")


class InvoiceState(TextChoices):
    DRAFT = "draft", pgettext_lazy("invoice state", "draft")
    ISSUED = "issued", pgettext_lazy("invoice state", "issued")


register_badges(
    "invoice_state",
    {
        InvoiceState.DRAFT: Badge(pgettext_lazy("invoice state", "Draft"), "pencil", "badge-amber"),
        InvoiceState.ISSUED: Badge(pgettext_lazy("invoice state", "Issued"), "circle-check", "badge-green"),
    },
)

INVOICE_LIFECYCLE = Lifecycle.of(
    initial=[InvoiceState.DRAFT],
    transitions={InvoiceState.DRAFT: [InvoiceState.ISSUED], InvoiceState.ISSUED: []},
)

CHARGING = (
    InvoiceKind.DEPOSIT,
    InvoiceKind.BALANCE,
    InvoiceKind.FULL,
    InvoiceKind.EXTRA,
    InvoiceKind.CANCELLATION_FEE,
)
"""The kinds of invoices that ask for money. They can be paid and credited."""


class Supply(TextChoices):
    """The kinds of supplies that tax rules distinguish."""

    RAW = "raw", _("raw space")
    PACKAGE = "package", _("space with services")
    OTHER = "other", _("other services")
    DAMAGES = "damages", _("damages: late payment, cancellation")


class Unit(TextChoices):
    SQM = "sqm", _("m²")
    # Translators: A unit of quantity on an invoice.
    PIECE = "piece", _("piece")
    LUMP = "lump", _("lump sum")


class BuyerPlace(TextChoices):
    """The places of a bill-to that tax rules distinguish."""

    ANYWHERE = "anywhere", _("anywhere")
    SAME = "same", _("in the seller's country")
    EU = "eu", _("in another country of the EU")
    ELSEWHERE = "elsewhere", _("outside the seller's country and the EU")
    COUNTRY = "country", _("in one country")


class TaxCategory(TextChoices):
    """Tax categories by their codes in EN 16931."""

    STANDARD = "S", _("S: taxed")
    REVERSE_CHARGE = "AE", _("AE: reverse charge")
    EXPORT = "G", _("G: export, not taxed")
    OUTSIDE_SCOPE = "O", _("O: outside the scope of tax")
    EXEMPT = "E", _("E: exempt")
    ZERO = "Z", _("Z: zero-rated")


class AddressScheme(TextChoices):
    """Kinds of electronic addresses for e-invoices: the usual codes of the EAS list that EN 16931 refers to."""

    EMAIL = "EM", _("email (EM)")
    LEITWEG = "0204", _("Leitweg-ID (0204)")
    GLN = "0088", _("GLN (0088)")
    DUNS = "0060", _("D-U-N-S (0060)")
    SIRENE = "0002", _("SIREN, France (0002)")
    SIRET = "0009", _("SIRET, France (0009)")
    KVK = "0106", _("KvK, Netherlands (0106)")
    CBE = "0208", _("enterprise number, Belgium (0208)")
    CODICE = "0211", _("Partita IVA, Italy (0211)")
    CHE = "0183", _("UID, Switzerland (0183)")
    VAT_AT = "9914", _("VAT ID, Austria (9914)")
    VAT_BE = "9925", _("VAT ID, Belgium (9925)")
    VAT_DE = "9930", _("VAT ID, Germany (9930)")
    VAT_ES = "9920", _("VAT ID, Spain (9920)")
    VAT_FR = "9957", _("VAT ID, France (9957)")
    VAT_NL = "9944", _("VAT ID, Netherlands (9944)")
    VAT_PL = "9945", _("VAT ID, Poland (9945)")


NEEDS_LEGEND = (TaxCategory.REVERSE_CHARGE, TaxCategory.EXPORT, TaxCategory.OUTSIDE_SCOPE, TaxCategory.EXEMPT)
"""The categories for which an invoice must state why it is without tax."""

EU_COUNTRIES = frozenset(
    [
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU"),
        *("LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    ]
)


class FapiaoKind(TextChoices):
    GENERAL = "general", _("general fapiao")
    SPECIAL = "special", _("special VAT fapiao")


class FapiaoState(TextChoices):
    REQUESTED = "requested", pgettext_lazy("fapiao state", "requested")
    ISSUED = "issued", pgettext_lazy("fapiao state", "issued")
    RED_LETTERED = "red_lettered", pgettext_lazy("fapiao state", "red-lettered")


register_badges(
    "fapiao_state",
    {
        FapiaoState.REQUESTED: Badge(pgettext_lazy("fapiao state", "Requested"), "send", "badge-amber"),
        FapiaoState.ISSUED: Badge(pgettext_lazy("fapiao state", "Issued"), "circle-check", "badge-green"),
        FapiaoState.RED_LETTERED: Badge(pgettext_lazy("fapiao state", "Red-lettered"), "undo-2", "badge-grey"),
    },
)

FAPIAO_LIFECYCLE = Lifecycle.of(
    initial=[FapiaoState.REQUESTED],
    transitions={
        FapiaoState.REQUESTED: [FapiaoState.ISSUED],
        FapiaoState.ISSUED: [FapiaoState.RED_LETTERED],
        FapiaoState.RED_LETTERED: [],
    },
)


class VatAnswer(TextChoices):
    VALID = "valid", pgettext_lazy("VAT ID", "valid")
    INVALID = "invalid", pgettext_lazy("VAT ID", "not valid")
    UNAVAILABLE = "unavailable", pgettext_lazy("VAT ID", "no answer")


class Way(TextChoices):
    """How an e-invoice is transmitted."""

    EMAIL = "email", _("email")
    FILE = "file", _("file in a folder")
    PEPPOL = "peppol", _("Peppol access point")


class TransmissionState(TextChoices):
    """The states of a transmission. An email ends as handed over, since nobody reports whether it arrives."""

    PENDING = "pending", pgettext_lazy("transmission state", "pending")
    IN_FLIGHT = "in_flight", pgettext_lazy("transmission state", "in flight")
    HANDED_OVER = "handed_over", pgettext_lazy("transmission state", "handed over")
    DELIVERED = "delivered", pgettext_lazy("transmission state", "delivered")
    FAILED = "failed", pgettext_lazy("transmission state", "failed")


register_badges(
    "transmission_state",
    {
        TransmissionState.PENDING: Badge(pgettext_lazy("transmission state", "Pending"), "clock", "badge-amber"),
        TransmissionState.IN_FLIGHT: Badge(pgettext_lazy("transmission state", "In flight"), "send", "badge-blue"),
        TransmissionState.HANDED_OVER: Badge(pgettext_lazy("transmission state", "Handed over"), "mail", "badge-blue"),
        TransmissionState.DELIVERED: Badge(
            pgettext_lazy("transmission state", "Delivered"), "circle-check", "badge-green"
        ),
        TransmissionState.FAILED: Badge(pgettext_lazy("transmission state", "Failed"), "circle-alert", "badge-red"),
    },
)

TRANSMISSION_LIFECYCLE = Lifecycle.of(
    initial=[TransmissionState.PENDING],
    transitions={
        TransmissionState.PENDING: [
            TransmissionState.IN_FLIGHT,
            TransmissionState.HANDED_OVER,
            TransmissionState.DELIVERED,
            TransmissionState.FAILED,
        ],
        TransmissionState.IN_FLIGHT: [TransmissionState.DELIVERED, TransmissionState.FAILED],
        TransmissionState.HANDED_OVER: [],
        TransmissionState.DELIVERED: [],
        TransmissionState.FAILED: [],
    },
)
TRANSMISSION_ENDED = (TransmissionState.HANDED_OVER, TransmissionState.DELIVERED, TransmissionState.FAILED)


class Account(TextChoices):
    """Accounts of the journal. Amounts are signed: what is owed to the organizer, or has come in, is above 0."""

    RECEIVABLE = "receivable", _("receivables")
    REVENUE = "revenue", _("revenue")
    TAX = "tax", _("tax")
    BANK = "bank", _("bank")
    ADVANCE = "advance", _("advances of customers")
    FEE = "fee", _("bank fees")
    ROUNDING = "rounding", _("rounding")
    CLEARING = "clearing", _("clearing between editions")


class EntryKind(TextChoices):
    """The kinds of journal entries. Packages above this one post payments and refunds."""

    INVOICE = "invoice", _("invoice")
    CREDIT = "credit", _("credit note")
    PAYMENT = "payment", _("payment")
    ALLOCATION = "allocation", _("allocation of a payment")
    REFUND = "refund", _("refund")
    CORRECTION = "correction", _("correction")
