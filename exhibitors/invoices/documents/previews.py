"""What a document says, issued or not yet."""

from exhibitors.invoices.documents.frozen_text import frozen_text
from exhibitors.invoices.models import Invoice, Seller
from exhibitors.invoices.states import InvoiceState


def text_of(invoice: Invoice) -> str:
    """The frozen text, or what a draft would say; empty where nothing decides its tax."""
    if invoice.state == InvoiceState.ISSUED:
        return invoice.text
    seller = Seller.objects.filter(edition=invoice.edition_id).first()
    if seller is None or invoice.total is None:
        return ""
    return frozen_text(invoice, seller, invoice.lines.order_by("position"), invoice.taxes.order_by("pk"))
