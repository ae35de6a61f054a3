"""E-invoices, made after an invoice has been issued and kept."""

from datetime import datetime

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.canonical import digest_of
from ciie.kernel.locking import lock_one
from ciie.uploads.documents import keep_pdf
from exhibitors.bookings.documents.check_address import check_address
from exhibitors.invoices.documents.einvoice import broken_in, einvoice_pdf
from exhibitors.invoices.documents.issued import issued_text
from exhibitors.invoices.models import EInvoice, Invoice
from exhibitors.invoices.operations.drafts import NO_INVOICE
from exhibitors.invoices.queries.invoices import can_be_einvoice
from exhibitors.invoices.states import InvoiceState


@operation("exhibitors.einvoice.made")
def make_einvoice(invoice_id: int, *, actor: Actor, at: datetime) -> bool:
    """Make and keep the e-invoice of an issued document. Returns whether that was due.

    One that breaks a published rule is not kept: which rules is, for finance to see.
    """
    require("exhibitors.run_invoices", actor)
    invoice = lock_one(Invoice.objects.all(), invoice_id, missing=NO_INVOICE)
    is_due = invoice.state == InvoiceState.ISSUED and can_be_einvoice(invoice.kind, invoice.currency)
    if not is_due or EInvoice.objects.filter(invoice=invoice).exists():
        return False
    text = issued_text(invoice)
    if broken := broken_in(text):
        EInvoice.objects.create(invoice=invoice, broken=", ".join(broken), made_at=at)
        return True
    pdf = einvoice_pdf(text, check_address(invoice.public_id))
    EInvoice.objects.create(invoice=invoice, file=keep_pdf(pdf), digest=digest_of(pdf), made_at=at)
    return True
