"""Tables of invoices and fapiaos, on pages and as files."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.tables.writing import Value
from ciie.web.badges import badge
from ciie.web.lists import named
from ciie.web.templatetags.interface import money
from exhibitors.bookings.tables import NUMBER, ONE_LINE
from exhibitors.money.invoices.amounts import rounded
from exhibitors.money.invoices.models import Fapiao, Invoice
from exhibitors.money.invoices.states import InvoiceKind


class InvoiceTable(tables.Table):
    """Rows of `listed_invoices`."""

    number = tables.Column(pgettext_lazy("document", "Number"), accessor="number_text", empty_values=(), attrs=ONE_LINE)
    party = tables.Column(_("Bill-to"), accessor="party_name")
    kind = tables.Column(_("Kind"))
    state = tables.Column(_("State"))
    issued_on = tables.DateColumn(verbose_name=pgettext_lazy("invoice", "Issued"), attrs=ONE_LINE)
    # Translators: The day until which an invoice is to be paid.
    due_on = tables.DateColumn(verbose_name=_("Due"), attrs=ONE_LINE)
    total = tables.Column(_("Total"), attrs=NUMBER, empty_values=())
    # Translators: What is still to be paid of an invoice: an amount.
    balance = tables.Column(_("Open"), attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_number(self, record: Invoice) -> SafeString:
        address = reverse("organizer:invoice", args=[record.pk])
        # Translators: Stands instead of a number: a noun.
        return named(address, record.number_text or str(_("Draft")), record.booking.reference)

    def render_kind(self, record: Invoice) -> str:
        return str(capfirst(record.get_kind_display()))

    def render_state(self, record: Invoice) -> SafeString:
        return badge("invoice_state", record.state)

    def render_total(self, record: Invoice) -> str:
        """Return the total, with a minus sign for a credit note, or a dash for a draft whose tax is undecided."""
        sign = "\N{MINUS SIGN}" if record.kind == InvoiceKind.CREDIT_NOTE else ""
        return "–" if record.total is None else f"{sign}{money(record.total, record.currency)}"

    def render_balance(self, record: Invoice) -> str:
        return money(record.balance, record.currency) if record.balance else "–"  # type: ignore[attr-defined]


INVOICE_COLUMNS: Sequence[Value] = (
    pgettext_lazy("document", "Number"),
    _("Kind"),
    _("State"),
    _("Booking"),
    _("Company"),
    _("Bill-to"),
    _("Country or region"),
    _("Tax ID"),
    pgettext_lazy("invoice", "Issued"),
    _("Due"),
    _("Currency"),
    # Translators: An amount without tax.
    _("Net"),
    _("Tax"),
    _("Total"),
    _("Open"),
    _("Payment reference"),
    _("Credits"),
    _("Reason"),
)


def invoice_rows(invoices: Iterable[Invoice]) -> Iterator[Sequence[Value]]:
    """Yield one row per invoice of `listed_invoices`. The amounts of a credit note are above 0."""
    for invoice in invoices:
        booking = invoice.booking
        yield (
            invoice.number_text,
            invoice.get_kind_display(),
            invoice.get_state_display(),
            booking.reference,
            booking.company.name,
            invoice.party_name,
            invoice.party_country.name,
            invoice.party_tax_id,
            invoice.issued_on,
            invoice.due_on,
            invoice.currency,
            *(_exact(each, invoice.currency) for each in (invoice.net, invoice.tax, invoice.total)),
            _exact(invoice.balance, invoice.currency),  # type: ignore[attr-defined]
            invoice.reference,
            invoice.credits.number_text if invoice.credits else "",
            invoice.reason,
        )


def _exact(amount: Decimal | None, currency: str) -> Decimal | None:
    """Return an amount with the decimals of its currency, or None while a draft is not taxed."""
    return None if amount is None else rounded(amount, currency)


class FapiaoTable(tables.Table):
    """Rows of `listed_fapiaos`."""

    title = tables.Column(_("Buyer title"))
    invoice = tables.Column(_("Invoice"), accessor="invoice__number_text")
    kind = tables.Column(_("Kind"))
    state = tables.Column(_("State"))
    requested_at = tables.DateColumn(verbose_name=pgettext_lazy("fapiao", "Requested"), attrs=ONE_LINE)
    number = tables.Column(_("Fapiao number"), empty_values=("",))
    total = tables.Column(_("Total"), accessor="invoice__total", attrs=NUMBER)

    class Meta:
        order_by_field = "sort"

    def render_title(self, record: Fapiao) -> SafeString:
        return named(reverse("organizer:invoice", args=[record.invoice_id]), record.title, record.tax_id)

    def render_state(self, record: Fapiao) -> SafeString:
        return badge("fapiao_state", record.state)

    def render_total(self, record: Fapiao) -> str:
        return money(record.invoice.total, record.invoice.currency)


FAPIAO_COLUMNS: Sequence[Value] = (
    _("Invoice"),
    _("Booking"),
    _("Company"),
    _("Kind"),
    _("State"),
    _("Buyer title"),
    _("Unified social credit code"),
    _("Bank and branch"),
    _("Account number"),
    _("Registered address"),
    _("Registered phone"),
    _("Remark"),
    _("Currency"),
    _("Net"),
    _("Tax"),
    _("Total"),
    pgettext_lazy("fapiao", "Requested"),
    _("Fapiao number"),
    pgettext_lazy("invoice", "Issued"),
    _("Number of the red letter"),
    _("Red letter of"),
    _("Reason"),
)


def fapiao_rows(fapiaos: Iterable[Fapiao]) -> Iterator[Sequence[Value]]:
    """Yield one row per fapiao of `listed_fapiaos`."""
    for fapiao in fapiaos:
        invoice = fapiao.invoice
        yield (
            invoice.number_text,
            invoice.booking.reference,
            invoice.booking.company.name,
            fapiao.get_kind_display(),
            fapiao.get_state_display(),
            fapiao.title,
            fapiao.tax_id,
            fapiao.bank,
            fapiao.account,
            fapiao.address,
            fapiao.phone,
            fapiao.remark,
            invoice.currency,
            *(_exact(each, invoice.currency) for each in (invoice.net, invoice.tax, invoice.total)),
            fapiao.requested_at,
            fapiao.number,
            fapiao.issued_on,
            fapiao.red_number,
            fapiao.red_on,
            fapiao.red_reason,
        )
