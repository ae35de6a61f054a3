"""What stands on an issued document, as one text: documents are drawn from it alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from ciie.kernel.canonical import canonical
from exhibitors.invoices.models import Invoice, InvoiceLine, InvoiceTax, Seller
from exhibitors.invoices.states import InvoiceState

SELLER_SAYS = (
    *("name", "name_zh", "address", "postcode", "city", "country", "tax_id", "bank_name", "account", "bic"),
    "contact_email",
)
PARTY_SAYS = ("name", "address", "postcode", "city", "country", "tax_id", "is_business", "email")
INVOICE_SAYS = (
    *("kind", "number_text", "reference", "issued_on", "due_on", "currency", "net", "tax", "total", "reason"),
    *("contract_version", "terms_version"),
)
LINE_SAYS = (
    *("position", "name", "name_zh", "calculation", "calculation_zh", "quantity", "unit", "net", "rate", "category"),
)
TAX_SAYS = ("rate", "category", "legend", "legend_zh", "net", "tax")


def frozen_text(invoice: Invoice, seller: Seller, lines: Iterable[InvoiceLine], taxes: Iterable[InvoiceTax]) -> str:
    """Needs the booking with its edition, and the invoice that a credit note credits."""
    credited, edition = invoice.credits, invoice.edition
    return canonical(
        {
            **_said(invoice, INVOICE_SAYS),
            "booking": invoice.booking.reference,
            "edition": edition.name,
            "edition_zh": edition.name_zh,
            "credits": {"number": credited.number_text, "issued_on": credited.issued_on} if credited else None,
            "seller": _said(seller, SELLER_SAYS),
            "party": {name: _plain(getattr(invoice, f"party_{name}")) for name in PARTY_SAYS},
            "lines": [_said(line, LINE_SAYS) for line in lines],
            "taxes": [_said(tax, TAX_SAYS) for tax in taxes],
        }
    )


def text_of(invoice: Invoice) -> str:
    """The frozen text, or what a draft would say; empty where nothing decides its tax."""
    if invoice.state == InvoiceState.ISSUED:
        return invoice.text
    seller = Seller.objects.filter(edition=invoice.edition_id).first()
    if seller is None or invoice.total is None:
        return ""
    return frozen_text(invoice, seller, invoice.lines.order_by("position"), invoice.taxes.order_by("pk"))


def _said(row: object, names: Iterable[str]) -> Mapping[str, object]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> object:
    """Countries and choices by their codes."""
    return str(getattr(value, "code", value)) if hasattr(value, "code") or isinstance(value, str) else value
