"""The operation that makes and keeps e-invoices after invoices have been issued."""

from datetime import datetime

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.canonical import digest_of
from ciie.kernel.locking import lock_one
from ciie.uploads.documents import keep_pdf
from exhibitors.bookings.documents.check_address import check_address
from exhibitors.money.invoices.documents.einvoice import broken_in, einvoice_pdf
from exhibitors.money.invoices.documents.issued import issued_text
from exhibitors.money.invoices.models import EInvoice, Invoice
from exhibitors.money.invoices.operations.drafts import NO_INVOICE
from exhibitors.money.invoices.queries.invoices import can_be_einvoice
from exhibitors.money.invoices.states import InvoiceState


@operation("exhibitors.einvoice.made")
def make_einvoice(invoice_id: int, *, actor: Actor, at: datetime) -> bool:
    """Make and keep the e-invoice of an issued document. Return whether it was due.

    Of an e-invoice that breaks published rules only the names of these rules are kept, for finance to see. It can be
    made again, since a later release may make it correctly.
    """
    require("exhibitors.run_invoices", actor)
    invoice = lock_one(Invoice.objects.all(), invoice_id, missing=NO_INVOICE)
    is_due = invoice.state == InvoiceState.ISSUED and can_be_einvoice(invoice.kind, invoice.currency)
    made = EInvoice.objects.filter(invoice=invoice).first() or EInvoice(invoice=invoice)
    if not is_due or made.file:
        return False
    text = issued_text(invoice)
    made.broken, made.made_at = ", ".join(broken_in(text)), at
    if not made.broken:
        pdf = einvoice_pdf(text, check_address(invoice.public_id))
        made.file, made.digest = keep_pdf(pdf), digest_of(pdf)
    made.save(update_fields=["broken", "made_at", "file", "digest"] if made.pk else None)
    return True
