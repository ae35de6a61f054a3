"""The text and the PDF of an issued document, returned only as long as they match the digests on record."""

from django.utils.translation import gettext_lazy as _

from ciie.kernel.canonical import digest_of
from ciie.kernel.errors import DomainError
from exhibitors.bookings.documents.check_address import check_address
from exhibitors.bookings.issued_pdfs.gateway import issued_pdf
from exhibitors.bookings.issued_pdfs.models import IssuedKind
from exhibitors.money.invoices.documents.invoice_pdf import draw_invoice
from exhibitors.money.invoices.models import Invoice


def issued_text(invoice: Invoice) -> str:
    """Return the frozen text. Raise `DomainError` (`document_differs`) if it differs from the one that was issued."""
    if digest_of(invoice.text) != invoice.digest:
        sentence = _("The text of %(number)s differs from the one that was issued.") % {"number": invoice.number_text}
        raise DomainError(sentence, code="document_differs")
    return str(invoice.text)


def invoice_pdf(invoice: Invoice, language: str) -> bytes:
    """Return the PDF as it was first drawn from the issued text. Raise what `issued_text` and `issued_pdf` raise."""
    text, address = issued_text(invoice), check_address(invoice.public_id)
    return issued_pdf(IssuedKind.INVOICE, invoice.number_text, language, lambda: draw_invoice(text, language, address))
