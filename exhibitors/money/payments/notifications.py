"""Mails about payments to every owner of the company and the contacts of the bookings that are paid."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from ciie.mail.queue import Letter, queue_letters
from exhibitors.companies.queries import people_of_company
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.payments.models import Payment, Refund


def announce_received(
    payment: Payment, parts: Iterable[tuple[Invoice, Decimal]], *, rest: Decimal, at: datetime
) -> None:
    """Mail what was received, for which invoices, and what remains as an advance."""
    paid: Mapping[Invoice, Decimal] = dict(parts)
    context = {
        "company": payment.company.name,
        **payment.edition.mail_names,
        "payment": payment.pk,
        "company_id": payment.company_id,
        "received_on": payment.received_on.isoformat(),
        "currency": payment.currency,
        "amount": f"{payment.amount:f}",
        "invoices": [{"number": invoice.number_text, "amount": f"{amount:f}"} for invoice, amount in paid.items()],
        "rest": f"{rest:f}",
        "at": at.isoformat(),
    }
    contacts = [invoice.booking.contact_id for invoice in paid]
    queue_letters(
        Letter(
            kind="payment_received",
            to=person.email,
            language=person.language,
            occasion=f"payment-{payment.pk}",
            context={**context, "person": person.name},
        )
        for person in people_of_company(payment.company_id, (CompanyRole.OWNER,), also=contacts)
    )


def announce_returned(refund: Refund, invoices: Sequence[Invoice], *, at: datetime) -> None:
    """Mail that the bank took a payment back, and which invoices must be paid again."""
    payment = refund.payment
    context = {
        "company": payment.company.name,
        **payment.edition.mail_names,
        "company_id": payment.company_id,
        "received_on": payment.received_on.isoformat(),
        "returned_on": refund.paid_on.isoformat(),
        "currency": payment.currency,
        "amount": f"{payment.amount:f}",
        "invoices": [invoice.number_text for invoice in invoices],
        "at": at.isoformat(),
    }
    queue_letters(
        Letter(
            kind="payment_returned",
            to=person.email,
            language=person.language,
            occasion=f"refund-{refund.pk}",
            context={**context, "person": person.name},
        )
        for person in people_of_company(
            payment.company_id, (CompanyRole.OWNER,), also=[invoice.booking.contact_id for invoice in invoices]
        )
    )
