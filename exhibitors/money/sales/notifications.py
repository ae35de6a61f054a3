"""Mails about offers, contracts and late payments to the booking's contact and every owner of its company."""

from datetime import date, datetime
from decimal import Decimal

from ciie.mail.batches import unsent_occasions
from ciie.mail.queue import Letter, queue_letters
from ciie.web.templatetags.interface import money
from exhibitors.bookings.models import Booking, ConfirmationLetter
from exhibitors.bookings.notifications import contact_and_owners, write_of_booking
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.queries.balances import balance_of
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.models.signing import MailedCode
from exhibitors.money.sales.states import Tone


def announce_made(offer: Offer, booking: Booking, *, at: datetime) -> None:
    _write("offer_made", offer, booking, at=at)


def awaits_release(offer: Offer) -> bool:
    """Return whether the mail about the offer is held in a batch, so the exhibitor does not know of the offer."""
    return bool(unsent_occasions([_occasion("offer_made", offer)]))


def announce_extended(offer: Offer, booking: Booking, *, is_known: bool, at: datetime) -> None:
    """Write about the new last day and the reason for it.

    If the exhibitor does not know of the offer yet (`is_known` is False), write about the offer itself with the new
    last day.
    """
    if is_known:
        _write("offer_extended", offer, booking, at=at, reason=offer.reason)
    else:
        _write("offer_made", offer, booking, at=at)


def announce_withdrawn(offer: Offer, booking: Booking, *, at: datetime) -> None:
    _write("offer_withdrawn", offer, booking, at=at, reason=offer.reason)


def announce_lapsing(offer: Offer, booking: Booking, *, at: datetime) -> None:
    _write("offer_lapsing", offer, booking, at=at)


def announce_lapsed(offer: Offer, booking: Booking, *, at: datetime) -> None:
    _write("offer_lapsed", offer, booking, at=at)


def announce_accepted(offer: Offer, booking: Booking, letter: ConfirmationLetter, *, at: datetime) -> None:
    """Write that the offer is accepted. The confirmation letter is attached when the mail is sent."""
    _write("offer_accepted", offer, booking, at=at, letter=letter.pk)


def announce_deposit_awaited(offer: Offer, booking: Booking, *, at: datetime) -> None:
    """Write that the offer is accepted and that the deposit will confirm the booking."""
    _write("deposit_awaited", offer, booking, at=at)


def announce_confirmed(booking: Booking, letter: ConfirmationLetter, *, at: datetime) -> None:
    """Write that a booking was confirmed after its offer had been accepted, with the confirmation letter."""
    write_of_booking("booking_confirmed", booking, contact_and_owners(booking), at=at, letter=letter.pk)


def announce_contract_to_sign(contract: Contract, booking: Booking, *, at: datetime) -> None:
    _write_of_contract("contract_to_sign", contract, booking, at=at)


def announce_signing_code(sent: MailedCode, contract: Contract, booking: Booking, *, code: str) -> None:
    """Mail the code to the person who signs, and to nobody else."""
    _write_code("signing_code", sent, booking, code=code, number=contract.number)


def announce_acceptance_code(sent: MailedCode, offer: Offer, booking: Booking, *, code: str) -> None:
    """Mail the code to the person who accepts, and to nobody else."""
    _write_code("acceptance_code", sent, booking, code=code, reference=booking.reference, version=offer.version)


def _write_code(kind: str, sent: MailedCode, booking: Booking, *, code: str, **about: object) -> None:
    context = {
        "person": sent.person.name,
        "booking": booking.pk,
        "company": booking.company.name,
        "code": code,
        "minutes": int((sent.expires_at - sent.sent_at).total_seconds()) // 60,
        **about,
    }
    queue_letters([Letter(kind, sent.email, sent.person.language, f"{kind}-{sent.pk}", context)])


def announce_contract_extended(contract: Contract, booking: Booking, *, at: datetime) -> None:
    _write_of_contract("contract_extended", contract, booking, at=at, reason=contract.reason)


def announce_contract_withdrawn(contract: Contract, booking: Booking, *, at: datetime) -> None:
    _write_of_contract("contract_withdrawn", contract, booking, at=at, reason=contract.reason)


def announce_contract_lapsing(contract: Contract, booking: Booking, *, at: datetime) -> None:
    _write_of_contract("contract_lapsing", contract, booking, at=at)


def announce_contract_lapsed(contract: Contract, booking: Booking, *, at: datetime) -> None:
    _write_of_contract("contract_lapsed", contract, booking, at=at)


def announce_copy_rejected(contract: Contract, booking: Booking, *, reason: str, at: datetime) -> None:
    _write_of_contract("copy_rejected", contract, booking, at=at, reason=reason)


def announce_signed(contract: Contract, booking: Booking, *, at: datetime) -> None:
    """Write that the contract is signed, with the signed PDF."""
    _write_of_contract("contract_signed", contract, booking, at=at)


def announce_reduction_refused(request: ReductionRequest, booking: Booking, *, at: datetime) -> None:
    _write_of_contract(
        "reduction_refused", request.contract, booking, at=at, reason=request.answer, returned=request.returned
    )


def announce_contract_reduced(contract: Contract, booking: Booking, *, at: datetime) -> None:
    """Write that the contract is reduced, with the PDF of the amendment."""
    _write_of_contract("contract_reduced", contract, booking, at=at)


def announce_late_payment(
    invoice: Invoice,
    booking: Booking,
    tone: Tone,
    *,
    due_on: date,
    owed: Decimal,
    fee: Decimal | None,
    tax: Decimal | None,
    at: datetime,
) -> None:
    """Write a reminder in this tone. `fee` is invoiced separately, with its `tax`, which is None while undecided."""
    _write_of_invoice(
        {
            Tone.FRIENDLY: "payment_reminder",
            Tone.FIRM: "payment_reminder_firm",
            Tone.FINAL: "payment_reminder_last",
        }[tone],
        invoice,
        booking,
        due_on=due_on,
        owed=owed,
        at=at,
        fee=money(fee, invoice.currency) if fee else "",
        fee_tax="" if tax is None else money(tax, invoice.currency),
        fee_total="" if fee is None or tax is None else money(fee + tax, invoice.currency),
    )


def announce_more_time(invoice: Invoice, booking: Booking, *, due_on: date, reason: str, at: datetime) -> None:
    owed = balance_of(invoice.pk)
    _write_of_invoice("payment_extended", invoice, booking, due_on=due_on, owed=owed, at=at, reason=reason)


def announce_release_soon(
    invoice: Invoice, booking: Booking, *, release_day: date, due_on: date, owed: Decimal, at: datetime
) -> None:
    day = release_day.isoformat()
    _write_of_invoice("release_announced", invoice, booking, due_on=due_on, owed=owed, at=at, release_day=day)


def announce_released(invoice: Invoice, booking: Booking, *, due_on: date, owed: Decimal, at: datetime) -> None:
    _write_of_invoice("booking_released", invoice, booking, due_on=due_on, owed=owed, at=at)


def _write_of_invoice(
    kind: str, invoice: Invoice, booking: Booking, *, due_on: date, owed: Decimal, at: datetime, **particulars: object
) -> None:
    write_of_booking(
        kind,
        booking,
        contact_and_owners(booking),
        f"invoice-{invoice.pk}-{kind}-{due_on.isoformat()}",
        at=at,
        invoice=invoice.pk,
        number=invoice.number_text,
        payment_reference=invoice.reference,
        last_day=due_on.isoformat(),
        owed=money(owed, invoice.currency),
        **particulars,
    )


def _write_of_contract(kind: str, contract: Contract, booking: Booking, *, at: datetime, **particulars: object) -> None:
    write_of_booking(
        kind,
        booking,
        contact_and_owners(booking),
        f"contract-{contract.pk}-{kind}-{at.isoformat()}",
        at=at,
        contract=contract.pk,
        number=contract.number,
        last_day=contract.sign_by.isoformat(),
        **particulars,
    )


def _write(kind: str, offer: Offer, booking: Booking, *, at: datetime, **particulars: object) -> None:
    write_of_booking(
        kind,
        booking,
        contact_and_owners(booking),
        _occasion(kind, offer),
        at=at,
        offer=offer.pk,
        last_day=offer.last_day.isoformat(),
        **particulars,
    )


def _occasion(kind: str, offer: Offer) -> str:
    return f"offer-{offer.pk}-{kind}-{offer.last_day.isoformat()}"
