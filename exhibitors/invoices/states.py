"""Kinds and states of invoices, and the words of taxes and of the journal."""

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
"""Kinds that ask for money: they can be paid, and credited."""


class Supply(TextChoices):
    """What is supplied, as taxes distinguish it."""

    RAW = "raw", _("raw space")
    PACKAGE = "package", _("space with services")
    OTHER = "other", _("other services")


class Unit(TextChoices):
    SQM = "sqm", _("m²")
    PIECE = "piece", _("piece")
    LUMP = "lump", _("lump sum")


class BuyerPlace(TextChoices):
    """Where the bill-to is, as a tax rule asks."""

    ANYWHERE = "anywhere", _("anywhere")
    SAME = "same", _("in the seller's country")
    EU = "eu", _("in another country of the EU")
    ELSEWHERE = "elsewhere", _("outside the seller's country and the EU")
    COUNTRY = "country", _("in one country")


class TaxCategory(TextChoices):
    """The codes of EN 16931."""

    STANDARD = "S", _("S: taxed")
    REVERSE_CHARGE = "AE", _("AE: reverse charge")
    EXPORT = "G", _("G: export, not taxed")
    OUTSIDE_SCOPE = "O", _("O: outside the scope of tax")
    EXEMPT = "E", _("E: exempt")
    ZERO = "Z", _("Z: zero-rated")


NEEDS_LEGEND = (TaxCategory.REVERSE_CHARGE, TaxCategory.EXPORT, TaxCategory.OUTSIDE_SCOPE, TaxCategory.EXEMPT)
"""An invoice says why it is without tax."""

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


class Account(TextChoices):
    """Of the journal. Amounts are signed: what is owed to the organizer, or has come in, is above 0."""

    RECEIVABLE = "receivable", _("receivables")
    REVENUE = "revenue", _("revenue")
    TAX = "tax", _("tax")
    BANK = "bank", _("bank")
    ADVANCE = "advance", _("advances of customers")
    FEE = "fee", _("bank fees")
    ROUNDING = "rounding", _("rounding")
    CLEARING = "clearing", _("clearing between editions")


class EntryKind(TextChoices):
    """What an entry of the journal is about. Packages above post payments and refunds."""

    INVOICE = "invoice", _("invoice")
    CREDIT = "credit", _("credit note")
    PAYMENT = "payment", _("payment")
    ALLOCATION = "allocation", _("allocation of a payment")
    REFUND = "refund", _("refund")
    CORRECTION = "correction", _("correction")
