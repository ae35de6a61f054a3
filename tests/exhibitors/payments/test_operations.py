"""Payments recorded, allocated, undone, refunded and cancelled; what is posted, and what is refused."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from post_office.models import Email
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, NotAllowed
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Membership
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.models import Invoice, JournalEntry, JournalLine
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.invoices.states import Account, InvoiceKind
from exhibitors.money.payments.models import Allocation, Payment, Refund
from exhibitors.money.payments.operations.payments import (
    InvoicePart,
    allocate_payment,
    cancel_payment,
    undo_allocation,
)
from exhibitors.money.payments.queries.payments import state_of, with_rest
from exhibitors.money.payments.signals import booking_money_changed, invoice_paid, invoice_reopened
from exhibitors.money.payments.states import PaymentState, PaymentWay
from exhibitors.office.company_merges.operations import merge_companies
from pavilions.states import OrganizerRole
from tests.exhibitors.invoices.invoices import another, billable, company_with_address, drafted, finance, issued
from tests.exhibitors.payments.paid import TODAY, advance_of, agreed_approval, journal, owed, paid, refunded, rest
from tests.factories import NOON, EditionFactory, organizer, owner_of
from tests.lasting_rows import Keep, LastingWorld

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def lasting(keep: Keep) -> LastingWorld[Invoice]:
    return keep(lambda: issued(billable()))


@pytest.fixture
def invoice(lasting: LastingWorld[Invoice], db: None, settings: Settings, tmp_path: Path) -> Invoice:
    """Of 120.00."""
    return lasting.for_a_test(settings, tmp_path)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The signals that were sent."""
    names: list[str] = []
    for name, signal in (("paid", invoice_paid), ("reopened", invoice_reopened), ("money", booking_money_changed)):
        monkeypatch.setattr(signal, "send", lambda *_args, said=name, **_kwargs: names.append(said))
    return names


def credited(invoice: Invoice, amount: object | None = None) -> Invoice:
    of = None if amount is None else Decimal(str(amount))
    note = credit_invoice(invoice.pk, reason="Agreed", amount=of, actor=finance(), at=NOON)
    return issue_invoice(note.pk, actor=finance(), at=NOON)


def allocate(payment: Payment, *parts: InvoicePart, **fields: Any) -> Payment:
    return allocate_payment(payment.pk, parts=parts, actor=finance(), at=NOON, **fields)


def state(payment: Payment) -> PaymentState:
    return state_of(with_rest(Payment.objects.all()).get(pk=payment.pk))


def code(work: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refusal:
        work()
    assert str(refusal.value)
    return refusal.value.code


def test_a_payment_settles_its_invoice_and_is_posted(invoice: Invoice, heard: list[str]) -> None:
    payment = paid(invoice, 120)

    assert (owed(invoice), rest(payment), state(payment)) == (0, 0, PaymentState.ALLOCATED)
    assert journal(Account.BANK) == 120
    assert journal(Account.RECEIVABLE) == 0
    assert heard == ["paid", "money"]


def test_part_of_an_invoice_leaves_the_rest_open(invoice: Invoice, heard: list[str]) -> None:
    paid(invoice, 50)
    assert (owed(invoice), heard) == (70, ["money"])


def test_too_much_remains_as_the_company_s_advance(invoice: Invoice) -> None:
    payment = paid(invoice, "130.50", for_invoice=120)
    left = Decimal("10.50")
    assert (rest(payment), advance_of(payment.company), state(payment)) == (left, left, PaymentState.PART)


def test_a_bank_s_fee_settles_with_the_payment(invoice: Invoice) -> None:
    payment = paid(invoice, 118, parts=[InvoicePart(invoice.pk, Decimal(118), fee=Decimal(2))])
    assert (owed(invoice), rest(payment)) == (0, 0)
    assert journal(Account.FEE) == 2


def test_one_payment_for_invoices_of_two_companies(invoice: Invoice) -> None:
    other = issued(another(invoice.booking), "50")
    payment = paid(invoice, 180, parts=[InvoicePart(invoice.pk, Decimal(120)), InvoicePart(other.pk, Decimal(60))])
    assert (owed(invoice), owed(other), rest(payment)) == (0, 0, 0)
    assert journal(Account.RECEIVABLE, company=other.company_id) == 0


@pytest.mark.parametrize(("currency", "amount"), [("JPY", "120"), ("KWD", "120.000"), ("CNY", "120.00")])
@pytest.mark.usefixtures("lasting")
def test_currencies_with_other_decimals(currency: str, amount: str) -> None:
    invoice = issued(billable(currency=currency))
    paid(invoice, amount)
    assert owed(invoice) == 0


def test_the_company_and_the_booking_s_contact_are_mailed_once(invoice: Invoice) -> None:
    owner, contact = owner_of(invoice.booking.company), owner_of(invoice.booking.company)
    Booking.objects.update(contact=contact)
    Membership.objects.filter(user=contact).update(role=CompanyRole.EDITOR)
    paid(invoice, 130, for_invoice=120)
    mails = Email.objects.filter(context__kind="payment_received")
    assert sorted(mail.to[0] for mail in mails) == sorted([owner.email, contact.email])
    assert mails[0].context["invoices"] == [{"number": invoice.number_text, "amount": "120"}]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"amount": Decimal(0), "parts": []}, "payment_not_positive"),
        ({"amount": Decimal(-5), "parts": []}, "payment_not_positive"),
        ({"amount": Decimal("5.001"), "parts": []}, "not_an_amount"),
        ({"received_on": TODAY + timedelta(days=1)}, "payment_in_future"),
        ({"currency": "USD"}, "other_currency"),
        ({"amount": Decimal(119), "for_invoice": 120}, "more_than_left"),
        ({"amount": Decimal(10) ** 14, "parts": []}, "amount_too_large"),
        ({"company_id": 10**9}, "not_found"),
    ],
)
def test_what_is_not_a_payment_is_refused(invoice: Invoice, fields: dict[str, Any], refused: str) -> None:
    before = JournalLine.objects.count()
    amount = fields.pop("amount", 120)
    assert code(partial(paid, invoice, amount, **fields)) == refused
    assert (Payment.objects.count(), JournalLine.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("part", "refused"),
    [
        (InvoicePart(0, Decimal(-1)), "payment_not_positive"),
        (InvoicePart(0, Decimal("1.005")), "not_an_amount"),
        (InvoicePart(0, Decimal(121)), "more_than_open"),
        (InvoicePart(0, Decimal(120), fee=Decimal(1)), "more_than_open"),
        (InvoicePart(0, Decimal(10), fee=Decimal(-1)), "fee_impossible"),
        (InvoicePart(10**9, Decimal(10)), "not_found"),
    ],
)
def test_parts_that_cannot_be(invoice: Invoice, part: InvoicePart, refused: str) -> None:
    part = InvoicePart(part.invoice or invoice.pk, part.amount, part.fee)
    assert code(partial(paid, invoice, 200, parts=[part])) == refused


def test_the_same_invoice_twice_in_one_payment_counts_together(invoice: Invoice) -> None:
    parts = [InvoicePart(invoice.pk, Decimal(70)), InvoicePart(invoice.pk, Decimal(60))]
    assert code(partial(paid, invoice, 200, parts=parts)) == "more_than_open"


def test_only_issued_invoices_that_ask_for_money_are_paid(invoice: Invoice) -> None:
    assert code(partial(paid, drafted(invoice.booking), 100)) == "invoice_is_draft"
    assert code(partial(paid, issued(invoice.booking, kind=InvoiceKind.PRO_FORMA), 100)) == "invoice_not_payable"
    note = credited(invoice)
    assert code(partial(paid, note, 100)) == "invoice_not_payable"
    assert code(partial(paid, invoice, 100)) == "invoice_cancelled"


def test_a_paid_invoice_is_not_paid_again(invoice: Invoice) -> None:
    paid(invoice, 120)
    assert code(partial(paid, invoice, 1)) == "invoice_settled"


def test_who_may_record(invoice: Invoice) -> None:
    for actor in (owner_of(invoice.booking.company), organizer(OrganizerRole.REVIEWER)):
        with pytest.raises(NotAllowed):
            paid(invoice, 120, actor=actor)
    paid(invoice, 120, actor=organizer(OrganizerRole.DIRECTOR))


def test_an_advance_is_used_for_an_invoice(invoice: Invoice, heard: list[str]) -> None:
    payment = paid(invoice, 200, for_invoice=0)
    assert (state(payment), heard) == (PaymentState.ADVANCE, [])
    allocate(payment, InvoicePart(invoice.pk, Decimal(120)))
    assert (owed(invoice), rest(payment), advance_of(payment.company)) == (0, 80, 80)
    assert heard == ["paid", "money"]


def test_no_more_than_is_left(invoice: Invoice) -> None:
    payment = paid(invoice, 50, for_invoice=20)
    assert code(partial(allocate, payment, InvoicePart(invoice.pk, Decimal(31)))) == "more_than_left"
    assert code(partial(allocate, payment)) == "nothing_to_allocate"
    allocate(payment, InvoicePart(invoice.pk, Decimal(30)))


def test_another_currency_is_refused(invoice: Invoice) -> None:
    yen = issued(billable(currency="JPY"))
    assert (
        code(partial(allocate, paid(invoice, 50, for_invoice=0), InvoicePart(yen.pk, Decimal(5)))) == "other_currency"
    )


def test_undoing_reopens_the_invoice(invoice: Invoice, heard: list[str]) -> None:
    payment = paid(invoice, 118, parts=[InvoicePart(invoice.pk, Decimal(118), fee=Decimal(2))])
    heard.clear()
    undo = partial(undo_allocation, payment.pk, allocation=Allocation.objects.get().pk, actor=finance(), at=NOON)
    undo()
    assert (owed(invoice), rest(payment), journal(Account.FEE)) == (120, 118, 0)
    assert heard == ["reopened", "money"]
    assert code(undo) == "allocation_undone"


def test_a_reader_of_an_old_page_changes_nothing(invoice: Invoice) -> None:
    payment = paid(invoice, 50, for_invoice=0)
    allocate(payment, InvoicePart(invoice.pk, Decimal(10)), seen=payment.revision)
    assert code(partial(allocate, payment, InvoicePart(invoice.pk, Decimal(10)), seen=1)) == "changed_meanwhile"


def test_a_credit_of_what_was_paid_leaves_an_advance(invoice: Invoice, heard: list[str]) -> None:
    first, second = paid(invoice, 100), paid(invoice, 20)
    heard.clear()
    credited(invoice, 50)
    assert (owed(invoice), rest(first), rest(second)) == (0, 30, 20)
    assert heard == ["money"]
    credited(invoice)
    assert (owed(invoice), rest(first), rest(second), advance_of(first.company)) == (0, 100, 20, 120)


def test_a_credit_takes_back_what_was_paid_before_what_banks_kept(invoice: Invoice) -> None:
    payment = paid(invoice, 118, parts=[InvoicePart(invoice.pk, Decimal(118), fee=Decimal(2))])
    credited(invoice)
    assert (owed(invoice), rest(payment), journal(Account.FEE)) == (0, 118, 0)


def refund(payment: Payment, amount: object, **fields: Any) -> Refund:
    return refunded(payment, amount, **fields)


def test_what_is_left_is_paid_back(invoice: Invoice) -> None:
    payment = paid(invoice, 130, for_invoice=120)
    refund(payment, 10)
    assert (rest(payment), journal(Account.BANK), advance_of(payment.company)) == (0, 120, 0)
    mispaid = paid(invoice, 30, for_invoice=0)
    refund(mispaid, 30)
    assert state(mispaid) == PaymentState.REFUNDED


@pytest.mark.parametrize(
    ("amount", "fields", "refused"),
    [
        ("10.01", {}, "more_than_left"),
        ("0", {}, "payment_not_positive"),
        ("-1", {}, "payment_not_positive"),
        ("1", {"paid_on": TODAY - timedelta(days=1)}, "refund_day_impossible"),
        ("1", {"paid_on": TODAY + timedelta(days=1)}, "refund_day_impossible"),
        ("1", {"reason": "  "}, "reason_missing"),
        ("1", {"seen": 7}, "changed_meanwhile"),
    ],
)
def test_refunds_that_cannot_be(invoice: Invoice, amount: str, fields: dict[str, Any], refused: str) -> None:
    payment = paid(invoice, 130, for_invoice=120)
    assert code(partial(refund, payment, amount, **fields)) == refused


def test_a_payment_recorded_by_mistake_is_taken_back(invoice: Invoice) -> None:
    payment = paid(invoice, 30, for_invoice=0)
    cancel_payment(payment.pk, reason="Another company", actor=finance(), at=NOON)
    assert (journal(Account.BANK), advance_of(payment.company), state(payment)) == (0, 0, PaymentState.CANCELLED)
    assert code(partial(refund, payment, 1)) == "payment_cancelled"
    assert code(partial(allocate, payment, InvoicePart(invoice.pk, Decimal(1)))) == "payment_cancelled"


def test_what_is_in_use_is_not_taken_back(invoice: Invoice) -> None:
    cancel = partial(cancel_payment, reason="Mistake", actor=finance(), at=NOON)
    assert code(partial(cancel, paid(invoice, 30).pk)) == "payment_spent"
    card = paid(invoice, 30, for_invoice=0)
    with pytest.raises(DomainError, match="reason"):
        cancel_payment(card.pk, reason="", actor=finance(), at=NOON)
    assert card.way == PaymentWay.HAND


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE exhibitors_payment SET amount = 1",
        "UPDATE exhibitors_payment SET received_on = '2020-01-01'",
        "DELETE FROM exhibitors_payment",
        "UPDATE exhibitors_allocation SET amount = 1",
        "DELETE FROM exhibitors_allocation",
        "UPDATE exhibitors_refund SET amount = 1",
        "DELETE FROM exhibitors_refund",
    ],
)
def test_what_was_booked_stands(invoice: Invoice, statement: str) -> None:
    refund(paid(invoice, 130, for_invoice=120), 5)
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("amount", "refused"), [("11", "allocation_within_payment"), ("5", "allocation_within_invoice")]
)
def test_the_database_refuses_too_much(invoice: Invoice, amount: str, refused: str) -> None:
    payment = paid(invoice, 130, for_invoice=120)
    Allocation.objects.create(
        payment=payment, invoice=invoice, amount=Decimal(amount), entry=payment.entry, made_at=NOON, made_by="x"
    )
    if refused == "allocation_within_invoice":
        _owe(invoice, -5)
    with pytest.raises(DatabaseError, match=refused), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _owe(invoice: Invoice, amount: int) -> None:
    entry = Payment.objects.get().entry
    for account, sign in ((Account.RECEIVABLE, 1), (Account.BANK, -1)):
        JournalLine.objects.create(
            entry=entry,
            edition_id=invoice.edition_id,
            account=account,
            amount=Decimal(sign * amount),
            company_id=invoice.company_id,
            invoice=invoice,
        )


def test_the_database_refuses_a_refund_of_more_than_is_left(invoice: Invoice) -> None:
    payment = paid(invoice, 10, for_invoice=0)
    entry = JournalEntry.objects.exclude(pk=payment.entry_id).get()
    said = {"paid_on": TODAY, "reason": "x", "made_at": NOON, "made_by": "x"}
    agreed = agreed_approval(payment)
    Refund.objects.create(payment=payment, amount=Decimal(11), entry=entry, approval=agreed, **said)
    with pytest.raises(DatabaseError, match="refund_within_payment"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("amount", [0, -5])
def test_the_database_refuses_a_payment_of_nothing_or_less(invoice: Invoice, amount: int) -> None:
    like = paid(invoice, 130, for_invoice=0)
    entry = JournalEntry.objects.exclude(pk=like.entry_id).get()
    said = {"received_on": TODAY, "currency": "EUR", "way": PaymentWay.HAND, "recorded_at": NOON, "recorded_by": "x"}
    with pytest.raises(DatabaseError, match="payment_is_more_than_0"):
        Payment.objects.create(company=like.company, edition=like.edition, entry=entry, amount=Decimal(amount), **said)


def test_the_database_refuses_to_undo_twice(invoice: Invoice) -> None:
    payment = paid(invoice, 120)
    made = Allocation.objects.get()
    for _time in range(2):
        Allocation.objects.create(
            payment=payment,
            invoice=invoice,
            amount=-made.amount,
            undoes=made,
            entry=payment.entry,
            made_at=NOON,
            made_by="x",
        )
    with pytest.raises(DatabaseError, match="allocation_undone_at_most"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_payments_follow_a_company_that_is_merged(invoice: Invoice) -> None:
    payment = paid(invoice, 130, for_invoice=120)
    other = company_with_address()
    merge_companies(other.pk, payment.company_id, seen=None, actor=organizer(), at=NOON)
    assert Payment.objects.get().company == other


def test_an_advance_of_another_edition_is_used(invoice: Invoice) -> None:
    payment = paid(invoice, 50, for_invoice=0, edition_id=EditionFactory(currency="EUR").pk)
    allocate(payment, InvoicePart(invoice.pk, Decimal(50)))
    assert (owed(invoice), advance_of(payment.company)) == (70, 0)


def test_timers_may_record(invoice: Invoice) -> None:
    assert paid(invoice, 1, actor=SYSTEM).recorded_by == str(SYSTEM)
