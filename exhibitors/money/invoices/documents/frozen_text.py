"""The frozen text of an issued document, which contains all that it states: documents are drawn from it alone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ciie.kernel.canonical import canonical
from exhibitors.money.invoices.amounts import rounded
from exhibitors.money.invoices.legal_lines import legal_lines
from exhibitors.money.invoices.models import Invoice, InvoiceLine, InvoiceTax, Seller
from exhibitors.money.invoices.queries.balances import deducted_sums
from exhibitors.money.invoices.queries.parties import stands_of
from exhibitors.money.invoices.states import InvoiceState, Supply
from pavilions.floor.models.edition import Edition

SELLER_SAYS = (
    *("name", "name_zh", "address", "postcode", "city", "country", "tax_id", "bank_name", "account", "bic"),
    *("contact_name", "contact_phone", "contact_email", "electronic_address", "electronic_scheme"),
)
VENUE_SAYS = ("venue", "venue_address", "venue_postcode", "venue_city", "venue_country")
PARTY_SAYS = (
    *("name", "address", "postcode", "city", "country", "tax_id", "is_business", "email"),
    *("buyer_reference", "order_number", "electronic_address", "electronic_scheme"),
)
INVOICE_SAYS = (
    *("kind", "number_text", "reference", "issued_on", "due_on", "currency", "net", "tax", "total", "reason"),
    *("contract_version", "terms_version"),
)
LINE_SAYS = (
    *("position", "name", "name_zh", "calculation", "calculation_zh", "quantity", "unit", "net", "rate", "category"),
)
TAX_SAYS = ("rate", "category", "legend", "legend_zh", "net", "tax")


def frozen_text(
    invoice: Invoice,
    seller: Seller,
    lines: Iterable[InvoiceLine],
    taxes: Iterable[InvoiceTax],
    stands: Sequence[str] = (),
) -> str:
    """Return the text of a document as canonical JSON.

    The caller loads the booking with its edition, and the invoice that a credit note credits. When and where the supply
    takes place is stated unless all lines are damages; `stands` are those of the booking, such as `5.1H/A01`.
    """
    credited, edition, lines, taxes = invoice.credits, invoice.edition, list(lines), list(taxes)
    return canonical(
        {
            **_said(invoice, INVOICE_SAYS),
            "booking": invoice.booking.reference,
            "edition": edition.name,
            "edition_zh": edition.name_zh,
            "credits": {"number": credited.number_text, "issued_on": credited.issued_on} if credited else None,
            "seller": _said(seller, SELLER_SAYS),
            "supply": json.loads(credited.text).get("supply") if credited else _supply(edition, seller, lines, stands),
            "legal": list(legal_lines(str(seller.country), {tax.category for tax in taxes}, invoice.kind)),
            "tax_in": _tax_in(invoice, seller) if credited is None else _tax_in_of_credit(invoice, credited),
            "party": {name: _plain(getattr(invoice, f"party_{name}")) for name in PARTY_SAYS},
            "lines": [{**_said(line, LINE_SAYS), "deducts": _deducted(line)} for line in lines],
            "taxes": [_said(tax, TAX_SAYS) for tax in taxes],
        }
    )


def text_of(invoice: Invoice) -> str:
    """Return the frozen text, or that of a draft if it were issued now; empty without a seller or a decided tax."""
    if invoice.state == InvoiceState.ISSUED:
        return invoice.text
    seller = Seller.objects.filter(edition=invoice.edition_id).first()
    if seller is None or invoice.total is None:
        return ""
    lines = invoice.lines.select_related("deducts").order_by("position")
    return frozen_text(invoice, seller, lines, invoice.taxes.order_by("pk"), stands_of(invoice.booking))


def _supply(
    edition: Edition, seller: Seller, lines: Sequence[InvoiceLine], stands: Sequence[str]
) -> Mapping[str, object] | None:
    if all(line.supply == Supply.DAMAGES for line in lines):
        return None
    place = {name: _plain(getattr(seller, name)) for name in VENUE_SAYS}
    return {"first": edition.opens_date, "last": edition.closes_date, "stands": list(stands), **place}


def _tax_in(invoice: Invoice, seller: Seller) -> Mapping[str, object] | None:
    """Return the tax in the currency that the law requires beside that of the invoice, or None if it requires none."""
    if not seller.tax_currency or seller.exchange_rate is None or seller.tax_currency == invoice.currency:
        return None
    tax = rounded((invoice.tax or Decimal(0)) * seller.exchange_rate, seller.tax_currency)
    said = {"currency": seller.tax_currency, "rate": seller.exchange_rate, "day": seller.exchange_rate_date}
    return {**said, "tax": tax}


def _tax_in_of_credit(note: Invoice, credited: Invoice) -> Mapping[str, object] | None:
    """Return the tax of a credit note in the second currency, at the exchange rate of the invoice.

    It is what is left of the invoice's tax before, less what is left after, so that all of it is undone in the end.
    """
    said = json.loads(credited.text).get("tax_in")
    if not said:
        return None
    earlier = credited.credit_notes.filter(state=InvoiceState.ISSUED).exclude(pk=note.pk).values_list("tax", flat=True)
    before = (credited.tax or Decimal(0)) - sum((tax or Decimal(0) for tax in earlier), Decimal(0))
    after = before - (note.tax or Decimal(0))
    rate, currency = Decimal(said["rate"]), said["currency"]
    return {**said, "tax": rounded(before * rate, currency) - rounded(after * rate, currency)}


def _deducted(line: InvoiceLine) -> Mapping[str, object] | None:
    if line.deducts is None:
        return None
    sums = deducted_sums(line)
    deducted = line.deducts
    return {"number": deducted.number_text, "issued_on": deducted.issued_on, "net": sums.net, "tax": sums.tax}


def _said(row: object, names: Iterable[str]) -> Mapping[str, object]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> object:
    """Return the code of a country or a choice, and any other value as it is."""
    return str(getattr(value, "code", value)) if hasattr(value, "code") or isinstance(value, str) else value
