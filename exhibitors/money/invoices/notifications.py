"""Mails about issued documents to the bill-to's address, the booking's contact and its company's owners."""

from datetime import datetime
from typing import NamedTuple

from ciie.kernel.bilingual import CHINESE, ENGLISH
from exhibitors.bookings.notifications import Addressee, contact_and_owners, write_of_booking
from exhibitors.money.invoices.models import Invoice


class BillTo(NamedTuple):
    """The recipient at an email address that was given for invoices."""

    email: str
    language: str
    name: str = ""


def send_einvoice(invoice: Invoice, email: str, attempt: int, *, at: datetime) -> None:
    """Mail the e-invoice itself, only to the address for invoices."""
    reader = BillTo(email, CHINESE if invoice.party_country == "CN" else ENGLISH)
    write_of_booking(
        "credit_note_issued" if invoice.credits_id else "invoice_issued",
        invoice.booking,
        [reader],
        f"transmission-{attempt}",
        at=at,
        invoice=invoice.pk,
        einvoice=True,
    )


def announce_issued(invoice: Invoice, *, at: datetime) -> None:
    """Announce an issued document by mail. It is attached when the mail is sent, since only then it has its number."""
    people: list[Addressee] = [*contact_and_owners(invoice.booking)]
    if invoice.party_email and invoice.party_email not in {person.email for person in people}:
        people.append(BillTo(invoice.party_email, CHINESE if invoice.party_country == "CN" else ENGLISH))
    write_of_booking(
        "credit_note_issued" if invoice.credits_id else "invoice_issued",
        invoice.booking,
        people,
        f"invoice-{invoice.pk}",
        at=at,
        invoice=invoice.pk,
    )
