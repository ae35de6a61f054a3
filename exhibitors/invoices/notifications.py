"""Mails about issued documents, to the bill-to's address, the booking's contact and its company's owners."""

from datetime import datetime

from ciie.kernel.bilingual import CHINESE, ENGLISH
from ciie.mail.queue import Letter, queue_letters
from exhibitors.bookings.notifications import contact_and_owners, held_for
from exhibitors.invoices.models import Invoice
from exhibitors.invoices.states import InvoiceKind


def announce_issued(invoice: Invoice, *, at: datetime) -> None:
    """With the document attached when it is sent: only then does it have its number."""
    if invoice.kind == InvoiceKind.CREDIT_NOTE:
        _write("credit_note_issued", invoice, at=at)
    else:
        _write("invoice_issued", invoice, at=at)


def _write(kind: str, invoice: Invoice, *, at: datetime) -> None:
    booking = invoice.booking
    people = {person.email: (person.name, person.language) for person in contact_and_owners(booking)}
    if invoice.party_email:
        language = CHINESE if invoice.party_country == "CN" else ENGLISH
        people.setdefault(invoice.party_email, ("", language))
    context = {
        "booking": booking.pk,
        "reference": booking.reference,
        "company": booking.company.name,
        **booking.edition.mail_names,
        "invoice": invoice.pk,
        "at": at.isoformat(),
    }
    queue_letters(
        Letter(
            kind=kind,
            to=email,
            language=language,
            occasion=f"invoice-{invoice.pk}",
            context={**context, "person": name},
            held_for=held_for(kind, booking),
        )
        for email, (name, language) in people.items()
    )
