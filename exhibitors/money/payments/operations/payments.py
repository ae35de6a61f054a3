"""Operations that record payments, allocate them to invoices, and undo that.

Locks are taken in the order booking, invoice, statement line, payment, books (`post`). Everything is posted to the
journal in the same transaction: bank against receivables and the company's advance.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.currencies import CODES
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound, Sentence
from ciie.kernel.locking import lock, lock_keys, lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from ciie.web.templatetags.interface import money
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.money.approvals.operations import propose
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.money.books.queries import require_open_day
from exhibitors.money.invoices.amounts import is_whole, smallest
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.operations.drafts import require_whole
from exhibitors.money.invoices.operations.journal import Leg, post
from exhibitors.money.invoices.queries.balances import balance_of, credited_of, with_balance
from exhibitors.money.invoices.signals import invoice_issued
from exhibitors.money.invoices.states import CHARGING, Account, EntryKind, InvoiceState
from exhibitors.money.payments.matching import most_fee
from exhibitors.money.payments.models import Allocation, Payment, StatementLine
from exhibitors.money.payments.notifications import announce_received
from exhibitors.money.payments.queries.payments import (
    AllocationRow,
    like_payment,
    standing_allocations,
    taken_back,
    with_rest,
)
from exhibitors.money.payments.signals import booking_money_changed, invoice_paid, invoice_reopened
from exhibitors.money.payments.statements.lines import MOST_DIGITS
from exhibitors.money.payments.states import LineState, PaymentWay
from pavilions.floor.models.edition import Edition

NO_PAYMENT = _("Payment not found.")
NO_COMPANY = _("Company not found.")
ZERO = Decimal(0)
TOO_MUCH = Decimal(10) ** MOST_DIGITS


@dataclass(frozen=True)
class InvoicePart:
    """An amount for an invoice. `fee` is the charge that banks deducted in transit; both settle the invoice.

    A fee above the usual has the key of the `approval` by which a second person has agreed to it.
    """

    invoice: int
    amount: Decimal
    fee: Decimal = ZERO
    approval: int | None = None


@dataclass(frozen=True, kw_only=True)
class Received:
    """Money that came in, as it is to be recorded."""

    amount: Decimal
    currency: str
    received_on: date
    way: PaymentWay
    payer: str = ""
    payer_account: str = ""
    text: str = ""
    line: StatementLine | None = None


@dataclass
class LockedInvoices:
    """Invoices that were locked after their bookings, with what is left to be paid of each."""

    invoices: Mapping[int, Invoice]
    left: dict[int, Decimal] = field(default_factory=dict)
    paid: list[int] = field(default_factory=list)
    """The keys of those that were paid in full while locked."""

    def take(self, part: InvoicePart) -> None:
        self.left[part.invoice] -= part.amount + part.fee
        if not self.left[part.invoice]:
            self.paid.append(part.invoice)


@operation("exhibitors.payment.recorded")
def record_payment(
    company_id: int,
    *,
    edition_id: int,
    amount: Decimal,
    currency: str,
    received_on: date,
    parts: Sequence[InvoicePart] = (),
    payer: str = "",
    text: str = "",
    besides: int | None = None,
    fee_reason: str = "",
    actor: Actor,
    at: datetime,
) -> Payment:
    """Record by hand what a company has paid, for invoices, or as an advance if there are no `parts`.

    `besides` is the latest payment of the same amount and day, if the caller knows that this is another one; so a
    request that is sent twice is recorded once. A part whose fee is above the usual is proposed to a second person,
    with `fee_reason`, and remains an advance until then. Raise `Invalid` (`payment_not_positive`, `not_an_amount`,
    `payment_in_future`, `before_the_books`, `books_closed`, `fee_above_usual`) or `DomainError` (`payment_known` with
    that `payment`, `invoice_is_draft`, `invoice_not_payable`, `invoice_cancelled`, `invoice_settled`, `other_currency`,
    `more_than_open`, `more_than_left`).
    """
    lock_payments_of(company_id)
    locked = lock_invoices(part.invoice for part in parts)
    require("exhibitors.run_payments", actor)
    company, edition = present_company(company_id), Edition.objects.get(pk=edition_id)
    _require_unknown(like_payment(company_id, amount, currency, received_on), besides)
    received = Received(
        amount=amount,
        currency=currency,
        received_on=received_on,
        way=PaymentWay.HAND,
        payer=payer.strip(),
        text=text.strip(),
    )
    usual, unusual = _divided_by_fee(parts, locked, fee_reason)
    if unusual:
        require_parts(parts, locked, amount, currency, asks_fees=False)
    payment = record(company, edition, received, usual, locked, actor=actor, at=at)
    _propose_fees(payment, unusual, fee_reason, locked, actor=actor, at=at)
    announce_changes(locked, [part.invoice for part in usual], actor=actor, at=at)
    return payment


def record(
    company: Company,
    edition: Edition,
    received: Received,
    parts: Sequence[InvoicePart],
    locked: LockedInvoices,
    *,
    actor: Actor,
    at: datetime,
) -> Payment:
    """Record a payment within an operation that has locked the invoices, and mail the company what was received."""
    if received.currency not in CODES:
        raise Invalid(
            _("There is no currency %(code)s.") % {"code": received.currency}, code="unknown_currency", field="currency"
        )
    require_amount(received.amount, received.currency)
    if received.received_on > day_of(at, edition.zone):
        raise Invalid(_("The day cannot be in the future."), code="payment_in_future", field="received_on")
    require_parts(parts, locked, received.amount, received.currency)
    editions = {each.pk: each for each in (edition, *(locked.invoices[part.invoice].edition for part in parts))}
    for _pk, each in sorted(editions.items()):
        require_open_day(each, received.received_on, field="received_on")
    rest = received.amount - sum((part.amount for part in parts), ZERO)
    of = {"edition_id": edition.pk, "company_id": company.pk}
    legs = [Leg(account=Account.BANK, amount=received.amount, **of)]
    legs += [leg for part in parts for leg in _settling(part, locked.invoices[part.invoice])]
    legs += [Leg(account=Account.ADVANCE, amount=-rest, **of)]
    entry = post(
        legs,
        day=received.received_on,
        kind=EntryKind.PAYMENT,
        currency=received.currency,
        memo=(received.payer or company.name)[:300],
        actor=actor,
        at=at,
    )
    payment = Payment(
        edition=edition, company=company, entry=entry, recorded_at=at, recorded_by=str(actor), **vars(received)
    )
    require_valid(payment, exclude=["edition", "company", "entry", "line"])
    payment.save()
    _write(payment, parts, locked, entry_id=entry.pk, actor=actor, at=at)
    announce_received(payment, [(locked.invoices[part.invoice], part.amount) for part in parts], rest=rest, at=at)
    return payment


@operation("exhibitors.payment.allocated")
def allocate_payment(
    payment_id: int,
    *,
    parts: Sequence[InvoicePart],
    fee_reason: str = "",
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Payment:
    """Allocate what is left of a payment to invoices. Raise what `record_payment` raises, or `payment_cancelled`."""
    locked = lock_invoices(part.invoice for part in parts)
    payment = lock_payment(payment_id, seen, actor)
    if not parts:
        raise Invalid(_("Choose an invoice."), code="nothing_to_allocate", field="amount")
    rest = rest_of(payment)
    require_parts(parts, locked, rest, payment.currency, asks_fees=False)
    parts, unusual = _divided_by_fee(parts, locked, fee_reason)
    _propose_fees(payment, unusual, fee_reason, locked, actor=actor, at=at)
    if not parts:
        return payment
    require_parts(parts, locked, rest, payment.currency)
    legs = [Leg(account=Account.ADVANCE, amount=part.amount, **of_payment(payment)) for part in parts]
    legs += [leg for part in parts for leg in _settling(part, locked.invoices[part.invoice])]
    entry = post(
        legs,
        day=day_of(at, payment.edition.zone),
        kind=EntryKind.ALLOCATION,
        currency=payment.currency,
        memo=payment.number,
        actor=actor,
        at=at,
    )
    _write(payment, parts, locked, entry_id=entry.pk, actor=actor, at=at)
    touch(payment)
    announce_changes(locked, [part.invoice for part in parts], actor=actor, at=at)
    return payment


@operation("exhibitors.payment.allocation_undone")
def undo_allocation(
    payment_id: int, *, allocation: int, seen: int | None = None, actor: Actor, at: datetime
) -> Payment:
    """Undo an allocation: the invoice must be paid again, and the payment has the amount left.

    Raise `allocation_undone` if all of it has been undone before.
    """
    invoice_id = Allocation.objects.filter(pk=allocation, payment=payment_id).values_list("invoice", flat=True).first()
    locked = lock_invoices([] if invoice_id is None else [invoice_id])
    payment = lock_payment(payment_id, seen, actor)
    standing = [each for each in standing_allocations(Q(payment=payment)) if each.allocation.pk == allocation]
    if not standing:
        raise DomainError(_("This allocation has already been undone."), code="allocation_undone")
    take_back_all(payment, standing, locked, actor=actor, at=at)
    touch(payment)
    return payment


def take_back_all(
    payment: Payment, standing: Iterable[AllocationRow], locked: LockedInvoices, *, actor: Actor, at: datetime
) -> None:
    """Undo what is left of some allocations of a locked payment. Their invoices, also locked, are open again."""
    bookings: dict[int, Booking] = {}
    for row in standing:
        invoice = locked.invoices[row.allocation.invoice_id]
        reopened = not locked.left[invoice.pk]
        _take_back(row.allocation, row.amount, row.fee, payment, actor=actor, at=at)
        locked.left[invoice.pk] += row.amount + row.fee
        bookings[invoice.booking_id] = invoice.booking
        if reopened:
            invoice_reopened.send(None, invoice=invoice, booking=invoice.booking, actor=actor, at=at)
    for _pk, booking in sorted(bookings.items()):
        booking_money_changed.send(None, booking=booking, actor=actor, at=at)


@operation("exhibitors.payment.cancelled")
def cancel_payment(payment_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> Payment:
    """Cancel a payment that was recorded by mistake. Its statement line, if it has one, is open again.

    Raise `payment_spent` while something of it is allocated or refunded, or `payment_by_card`.
    """
    line_id = Payment.objects.filter(pk=payment_id).values_list("line", flat=True).first()
    lines = lock(StatementLine.objects.all(), [line_id] if line_id else [])
    payment = lock_payment(payment_id, seen, actor)
    if rest_of(payment) != payment.amount:
        raise DomainError(_("First undo the allocations and refunds of this payment."), code="payment_spent")
    if payment.way == PaymentWay.CARD:
        raise DomainError(_("A payment by card is refunded, not cancelled."), code="payment_by_card")
    if not reason.strip():
        raise Invalid(_("Give a reason."), code="reason_missing", field="reason")
    post(
        [
            Leg(account=Account.ADVANCE, amount=payment.amount, **of_payment(payment)),
            Leg(account=Account.BANK, amount=-payment.amount, **of_payment(payment)),
        ],
        day=day_of(at, payment.edition.zone),
        kind=EntryKind.CORRECTION,
        currency=payment.currency,
        memo=payment.number,
        actor=actor,
        at=at,
    )
    payment.cancelled_at, payment.cancelled_by, payment.reason = at, str(actor), reason.strip()
    require_valid(payment, exclude=["edition", "company", "entry", "line"])
    payment.save(update_fields=["cancelled_at", "cancelled_by", "reason"])
    for line in lines:
        line.state = LineState.OPEN
        line.save(update_fields=["state"])
    return payment


@receiver(invoice_issued)
def release_credited(*, invoice: Invoice, booking: Booking, actor: Actor, at: datetime, **_kwargs: object) -> None:
    """Undo allocations, newest first, that a credit note has made excessive; the company has an advance instead."""
    if invoice.credits_id is None:
        return
    if (too_much := -balance_of(invoice.credits_id)) > 0:
        standing = standing_allocations(Q(invoice=invoice.credits_id))
        keys = {row.allocation.payment_id for row in standing}
        payments = {payment.pk: payment for payment in lock(Payment.objects.select_related("edition"), keys)}
        for row in taken_back(standing, too_much):
            payment = payments[row.allocation.payment_id]
            _take_back(row.allocation, row.amount, row.fee, payment, actor=actor, at=at)
            touch(payment)
    booking_money_changed.send(None, booking=booking, actor=actor, at=at)


# --------------------------------------------------------------------------------------------------------- the helpers


def _require_unknown(known: Payment | None, besides: int | None) -> None:
    if known is not None and known.pk != besides:
        raise DomainError(
            _(
                "%(number)s of this company has the same amount and day; %(person)s recorded it. "
                "Confirm that this is another payment."
            )
            % {"number": known.number, "person": known.recorded_by},
            code="payment_known",
            field="besides",
            details={"payment": known.pk},
        )


def lock_payments_of(company_id: int) -> None:
    """Lock the payments of a company, so that the second person to record the same payment sees the first one's."""
    lock_topic(f"payments of company {company_id}")


def lock_invoices(keys: Iterable[int]) -> LockedInvoices:
    """Lock invoices after their bookings; keys without an invoice are left out."""
    wanted = sorted(set(keys))
    lock_keys(Booking, Invoice.objects.filter(pk__in=wanted).values_list("booking", flat=True))
    rows = Invoice.objects.select_related(
        "booking__company", "booking__edition", "booking__contact", "party", "edition"
    )
    found = {invoice.pk: invoice for invoice in lock(rows, wanted)}
    balances: QuerySet[Any] = with_balance(Invoice.objects.filter(pk__in=found))
    return LockedInvoices(found, dict(balances.values_list("pk", "balance")))


def lock_payment(payment_id: int, seen: int | None, actor: Actor) -> Payment:
    """Lock and return a payment that is not cancelled and has not changed since the actor saw it."""
    payment = lock_one(Payment.objects.select_related("edition", "company"), payment_id, missing=NO_PAYMENT)
    require("exhibitors.run_payments", actor)
    if payment.cancelled_at is not None:
        raise DomainError(_("This payment has been cancelled."), code="payment_cancelled")
    require_seen(payment, seen)
    return payment


def present_company(company_id: int) -> Company:
    company = Company.objects.filter(pk=company_id, merged_into=None).first()
    if company is None:
        raise NotFound(NO_COMPANY, code="not_found", field="company")
    return company


def rest_of(payment: Payment) -> Decimal:
    return Decimal(with_rest(Payment.objects.filter(pk=payment.pk)).values_list("rest", flat=True).get())


def touch(payment: Payment) -> None:
    """Advance the revision of a payment whose rest has changed, so that pages opened before are out of date."""
    Payment.objects.filter(pk=payment.pk).update(revision=payment.revision + 1)
    payment.refresh_from_db(fields=["revision"])


def require_amount(amount: Decimal, currency: str, *, field: str = "amount") -> None:
    if amount <= 0:
        raise Invalid(_("The amount must be more than 0."), code="payment_not_positive", field=field)
    if amount >= TOO_MUCH:
        raise Invalid(_("The amount is too large."), code="amount_too_large", field=field)
    require_whole(amount, currency, field=field)


def require_parts(
    parts: Sequence[InvoicePart], locked: LockedInvoices, left: Decimal, currency: str, *, asks_fees: bool = True
) -> None:
    """Raise an error for invoices that cannot be paid, excessive amounts, and fees that nobody agreed to."""
    wanted: dict[int, Decimal] = {}
    for part in parts:
        invoice = locked.invoices.get(part.invoice)
        if invoice is None:
            raise NotFound(_("Invoice not found."), code="not_found", field="amount")
        require_payable(invoice, locked.left[part.invoice], currency)
        require_amount(part.amount, currency)
        if part.fee < 0 or not is_whole(part.fee, currency):
            raise Invalid(_("A bank fee must be an amount of 0 or more."), code="fee_impossible", field="amount")
        if asks_fees and part.fee and part.approval is None:
            _require_usual(part, locked, currency)
        wanted[part.invoice] = wanted.get(part.invoice, ZERO) + part.amount + part.fee
        if wanted[part.invoice] > locked.left[part.invoice]:
            raise DomainError(
                _("Invoice %(number)s has only %(open)s left to be paid.")
                % {"number": invoice.number_text, "open": money(locked.left[part.invoice], currency)},
                code="more_than_open",
                field="amount",
                details={"invoice": part.invoice, "open": f"{locked.left[part.invoice]:f}"},
            )
    if sum((part.amount for part in parts), ZERO) > left:
        raise more_than_left(left, currency)


def usual_fee(invoice: Invoice, left: Decimal) -> Decimal:
    """Return the most that a bank fee may still settle of an invoice without a second person's agreement."""
    taken = Allocation.objects.filter(invoice=invoice, approval=None).aggregate(sum=Sum("fee"))["sum"] or ZERO
    return max(ZERO, min(most_fee(left), most_fee(invoice.total or ZERO) - taken))


def _is_usual(part: InvoicePart, locked: LockedInvoices) -> bool:
    invoice = locked.invoices.get(part.invoice)
    return not part.fee or invoice is None or part.fee <= usual_fee(invoice, locked.left[invoice.pk])


def _require_usual(part: InvoicePart, locked: LockedInvoices, currency: str) -> None:
    if not _is_usual(part, locked):
        invoice = locked.invoices[part.invoice]
        usual = usual_fee(invoice, locked.left[invoice.pk])
        most = usual.quantize(smallest(currency), ROUND_DOWN)
        raise Invalid(
            _(
                "A bank fee of %(fee)s is above the usual: on invoice %(number)s it can be %(most)s at most "
                "(2 per cent of what is open, 75 at most, all fees of the invoice together). For more, give a reason; "
                "another person must then agree."
            )
            % {"fee": money(part.fee, currency), "number": invoice.number_text, "most": money(most, currency)},
            code="fee_above_usual",
            field="fee",
            details={"invoice": part.invoice, "most": f"{most:f}"},
        )


def _divided_by_fee(
    parts: Sequence[InvoicePart], locked: LockedInvoices, reason: str
) -> tuple[Sequence[InvoicePart], Sequence[InvoicePart]]:
    """Return the parts to post, and those to propose because a reason is given for a fee above the usual."""
    if not reason.strip():
        return parts, ()
    is_usual = [part.approval is not None or _is_usual(part, locked) for part in parts]
    usual = [part for part, so in zip(parts, is_usual, strict=True) if so]
    return usual, [part for part, so in zip(parts, is_usual, strict=True) if not so]


def _propose_fees(
    payment: Payment,
    parts: Sequence[InvoicePart],
    reason: str,
    locked: LockedInvoices,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    for part in parts:
        propose(
            ApprovalAct.BANK_FEE,
            edition_id=payment.edition_id,
            subject=payment.pk,
            terms={
                "invoice": part.invoice,
                "number": locked.invoices[part.invoice].number_text,
                "company": payment.company.name,
                "payment": payment.number,
                "currency": payment.currency,
                "amount": f"{part.amount:f}",
                "fee": f"{part.fee:f}",
            },
            reason=reason,
            actor=actor,
            at=at,
        )


def require_payable(invoice: Invoice, left: Decimal, currency: str) -> None:
    refusal: tuple[Sentence, str] | None = None
    if invoice.state != InvoiceState.ISSUED:
        refusal = _("A draft of an invoice cannot be paid: issue it first."), "invoice_is_draft"
    elif invoice.kind not in CHARGING:
        refusal = _("%(number)s is not an invoice that can be paid."), "invoice_not_payable"
    elif invoice.currency != currency:
        refusal = _("Invoice %(number)s is in %(currency)s, this payment in another currency."), "other_currency"
    elif left <= 0:
        refusal = (
            (_("Invoice %(number)s has been credited in full, so there is nothing to pay."), "invoice_cancelled")
            if credited_of(invoice) == invoice.total
            else (_("Invoice %(number)s has already been paid."), "invoice_settled")
        )
    if refusal is not None:
        sentence, code = refusal
        names = {"number": invoice.number_text, "currency": invoice.currency}
        raise DomainError(sentence % names, code=code, field="amount", details={"invoice": invoice.pk})


def announce_changes(locked: LockedInvoices, keys: Iterable[int], *, actor: Actor, at: datetime) -> None:
    """Notify packages above of invoices that were paid, then of each booking once."""
    for key in locked.paid:
        invoice = locked.invoices[key]
        invoice_paid.send(None, invoice=invoice, booking=invoice.booking, actor=actor, at=at)
    bookings = {locked.invoices[key].booking_id: locked.invoices[key].booking for key in keys}
    for _pk, booking in sorted(bookings.items()):
        booking_money_changed.send(None, booking=booking, actor=actor, at=at)


def _settling(part: InvoicePart, invoice: Invoice) -> list[Leg]:
    legs = [_receivable(invoice, -(part.amount + part.fee))]
    return [*legs, _fee(invoice, part.fee)] if part.fee else legs


def of_payment(payment: Payment) -> dict[str, int]:
    """Return the company of a payment and the edition in which it was recorded, as arguments of `Leg`."""
    return {"edition_id": payment.edition_id, "company_id": payment.company_id}


def _fee(invoice: Invoice, amount: Decimal) -> Leg:
    return Leg(account=Account.FEE, amount=amount, edition_id=invoice.edition_id, company_id=invoice.company_id)


def _receivable(invoice: Invoice, amount: Decimal) -> Leg:
    return Leg(
        account=Account.RECEIVABLE,
        amount=amount,
        edition_id=invoice.edition_id,
        company_id=invoice.company_id,
        booking_id=invoice.booking_id,
        party_id=invoice.party_id,
        invoice_id=invoice.pk,
    )


def _write(
    payment: Payment, parts: Sequence[InvoicePart], locked: LockedInvoices, *, entry_id: int, actor: Actor, at: datetime
) -> None:
    Allocation.objects.bulk_create(
        Allocation(
            payment=payment,
            invoice_id=part.invoice,
            amount=part.amount,
            fee=part.fee,
            approval_id=part.approval,
            entry_id=entry_id,
            made_at=at,
            made_by=str(actor),
        )
        for part in parts
    )
    for part in parts:
        locked.take(part)


def _take_back(
    made: Allocation, amount: Decimal, fee: Decimal, payment: Payment, *, actor: Actor, at: datetime
) -> None:
    invoice = Invoice.objects.select_related("party").get(pk=made.invoice_id)
    entry = post(
        [
            Leg(account=Account.ADVANCE, amount=-amount, **of_payment(payment)),
            _receivable(invoice, amount + fee),
            _fee(invoice, -fee),
        ],
        day=day_of(at, payment.edition.zone),
        kind=EntryKind.ALLOCATION,
        currency=payment.currency,
        memo=payment.number,
        actor=actor,
        at=at,
    )
    Allocation.objects.create(
        payment=payment,
        invoice=invoice,
        amount=-amount,
        fee=-fee,
        approval_id=made.approval_id,
        undoes=made,
        entry=entry,
        made_at=at,
        made_by=str(actor),
    )


def more_than_left(left: Decimal, currency: str) -> DomainError:
    return DomainError(
        _("The payment has only %(left)s left.") % {"left": money(left, currency)},
        code="more_than_left",
        field="amount",
        details={"left": f"{left:f}"},
    )
