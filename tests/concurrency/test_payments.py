"""Lines confirmed and payments used by two people at the same instant: one of them does.

Each race has a control: the same race with its guard taken away goes wrong, or only the database refuses.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.money.approvals.operations import agree_to
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.payments.models import BankAccount, Payment, Payout, StatementLine
from exhibitors.money.payments.operations.payments import InvoicePart, allocate_payment, record_payment
from exhibitors.money.payments.operations.refunds import propose_refund
from exhibitors.money.payments.operations.statements import Match, confirm_matches, import_statement, match_refunds
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, without_locks
from tests.exhibitors.invoices.invoices import another, billable, finance, issued
from tests.exhibitors.payments.files import camt_of, credit
from tests.exhibitors.payments.paid import TODAY, bank_account, imported, owed, paid, refunded, rest, uploaded
from tests.factories import NOON

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 3


def confirming(invoice: Invoice, match: Match) -> list[Callable[[], object]]:
    return [partial(confirm_matches, [match], edition_id=invoice.edition_id, actor=SYSTEM, at=NOON)] * RIVALS


def a_line() -> StatementLine:
    account = bank_account()
    imported(account, [credit("120.00", day=TODAY)])
    return account.lines.get()


def test_one_of_several_confirms_a_line() -> None:
    invoice, line = issued(billable()), a_line()
    rivals = confirming(invoice, Match(line.pk, company=invoice.company_id))
    assert count(race(*rivals)) == {DONE: 1, "line_confirmed": RIVALS - 1}


def test_control_without_the_locks_only_the_database_keeps_a_line_from_being_booked_twice() -> None:
    invoice, line = issued(billable()), a_line()
    rivals = confirming(invoice, Match(line.pk, company=invoice.company_id))
    wrappers: list[Wrapper] = [without_locks, Before('INSERT INTO "exhibitors_payment"', meeting(RIVALS))]
    assert count(race(*rivals, wrappers=wrappers)) == {DONE: 1, "payment_once_per_line": RIVALS - 1}
    assert Payment.objects.count() == 1


def typing(invoice: Invoice) -> list[Callable[[], object]]:
    """The same payment, recorded by several at once."""
    recording = partial(
        record_payment,
        invoice.company_id,
        edition_id=invoice.edition_id,
        amount=Decimal(130),
        currency=invoice.currency,
        received_on=TODAY,
        actor=SYSTEM,
        at=NOON,
    )
    return [recording] * RIVALS


def test_a_payment_that_several_type_at_once_is_recorded_once() -> None:
    assert count(race(*typing(issued(billable())))) == {DONE: 1, "payment_known": RIVALS - 1}
    assert Payment.objects.count() == 1


def test_control_without_the_lock_it_would_be_recorded_by_each() -> None:
    wrappers: list[Wrapper] = [without_locks, Before('INSERT INTO "exhibitors_payment"', meeting(RIVALS))]
    assert count(race(*typing(issued(billable())), wrappers=wrappers)) == {DONE: RIVALS}


def typing_and_confirming(invoice: Invoice) -> list[Callable[[], object]]:
    """The same transfer, recorded by hand and confirmed as a line of a statement."""
    bank_account()
    imported(BankAccount.objects.get(), [credit("130.00", day=TODAY)])
    line = Match(StatementLine.objects.get().pk, company=invoice.company_id)
    return [typing(invoice)[0], confirming(invoice, line)[0]]


def test_a_transfer_that_is_typed_and_confirmed_at_once_counts_once() -> None:
    assert count(race(*typing_and_confirming(issued(billable())))) == {DONE: 1, "payment_known": 1}
    assert Payment.objects.count() == 1


def test_control_without_the_lock_it_would_count_twice() -> None:
    wrappers: list[Wrapper] = [without_locks, Before('INSERT INTO "exhibitors_payment"', meeting(2))]
    assert count(race(*typing_and_confirming(issued(billable())), wrappers=wrappers)) == {DONE: 2}


def paying(invoice: Invoice, payments: list[Payment]) -> list[Callable[[], object]]:
    part = InvoicePart(invoice.pk, Decimal(100))
    return [partial(allocate_payment, each.pk, parts=[part], actor=SYSTEM, at=NOON) for each in payments]


def test_an_invoice_is_not_paid_twice_at_once() -> None:
    invoice = issued(billable())
    payments = [paid(invoice, 100, for_invoice=0) for _rival in range(RIVALS)]
    assert count(race(*paying(invoice, payments))) == {DONE: 1, "more_than_open": RIVALS - 1}
    assert owed(invoice) == 20


def test_control_without_the_locks_an_invoice_would_be_paid_twice() -> None:
    """Nobody of them sees what the others write, so the database lets at least two of them through."""
    invoice = issued(billable())
    payments = [paid(invoice, 100, for_invoice=0) for _rival in range(RIVALS)]
    committed = Before("^COMMIT|^$", bool)
    wrappers: list[Wrapper] = [without_locks, Before('INSERT INTO "exhibitors_allocation"', meeting(RIVALS)), committed]
    assert "more_than_open" not in count(race(*paying(invoice, payments), wrappers=wrappers))


def spending(payment: Payment, invoices: list[Invoice]) -> list[Callable[[], object]]:
    proposal = propose_refund(payment.pk, amount=Decimal(70), paid_on=TODAY, reason="Asked", actor=SYSTEM, at=NOON)
    refund = partial(agree_to, proposal.pk, actor=finance(), at=NOON)
    uses = [
        partial(allocate_payment, payment.pk, parts=[InvoicePart(each.pk, Decimal(70))], actor=SYSTEM, at=NOON)
        for each in invoices
    ]
    return [refund, *uses]


def test_what_is_left_of_a_payment_is_spent_once() -> None:
    invoice = issued(billable())
    payment = paid(invoice, 100, for_invoice=0)
    rivals = spending(payment, [invoice, issued(another(invoice.booking))])
    assert count(race(*rivals)) == {DONE: 1, "more_than_left": 2}
    assert rest(payment) == 30


def test_control_without_the_locks_nobody_is_refused_in_time() -> None:
    invoice = issued(billable())
    payment = paid(invoice, 100, for_invoice=0)
    rivals = spending(payment, [invoice, issued(another(invoice.booking))])
    wrappers: list[Wrapper] = [without_locks, Before('INSERT INTO "exhibitors_journalentry"', meeting(3))]
    assert "more_than_left" not in count(race(*rivals, wrappers=wrappers))


def paying_out() -> list[Callable[[], object]]:
    """Debits that each come to the one refund there is."""
    payment = paid(issued(billable()), 100, for_invoice=0)
    refund = refunded(payment, 100)
    account = bank_account()
    imported(account, [credit("100.00", day=TODAY, text=f"{n}", is_credit=False) for n in range(RIVALS)])
    return [partial(match_refunds, line.pk, refunds=[refund.pk], actor=SYSTEM, at=NOON) for line in account.lines.all()]


def test_a_refund_is_paid_out_by_one_of_several_debits() -> None:
    assert count(race(*paying_out())) == {DONE: 1, "refund_paid_out": RIVALS - 1}
    assert Payout.objects.count() == 1


def test_control_without_the_locks_it_would_be_paid_out_by_each() -> None:
    wrappers: list[Wrapper] = [without_locks, Before('INSERT INTO "exhibitors_payout"', meeting(RIVALS))]
    assert "refund_paid_out" not in count(race(*paying_out(), wrappers=wrappers))


def test_two_overlapping_statements_at_once_bring_each_line_once() -> None:
    account = bank_account()
    lines = [credit("1.00", day=TODAY, text=f"{place}") for place in range(20)]
    files = [uploaded(account, camt_of(part)) for part in (lines[:15], lines[5:])]
    rivals = [partial(import_statement, each.pk, actor=SYSTEM, at=NOON) for each in files]
    assert count(race(*rivals)) == {DONE: 2}
    assert account.lines.count() == 20


def test_control_without_the_locks_one_of_two_statements_is_refused() -> None:
    account = bank_account()
    lines = [credit("1.00", day=TODAY, text=f"{place}") for place in range(20)]
    files = [uploaded(account, camt_of(part)) for part in (lines[:15], lines[5:])]
    rivals = [partial(import_statement, each.pk, actor=SYSTEM, at=NOON) for each in files]
    wrappers: list[Wrapper] = [without_locks, Before('INSERT INTO "exhibitors_statementline"', meeting(2))]
    assert count(race(*rivals, wrappers=wrappers)) == {DONE: 1, "statement_line_once": 1}


def test_a_credit_and_a_payment_at_once_leave_no_invoice_below_0() -> None:
    invoice = issued(billable())
    note = credit_invoice(invoice.pk, reason="Agreed", amount=Decimal(80), actor=SYSTEM, at=NOON)
    payment = paid(invoice, 100, for_invoice=0)
    issuing = partial(issue_invoice, note.pk, actor=SYSTEM, at=NOON)
    outcomes = count(race(issuing, *paying(invoice, [payment])))
    assert outcomes[DONE] >= 1
    assert owed(invoice) == (0 if outcomes[DONE] == 2 else 40)
    assert rest(payment) == (60 if outcomes[DONE] == 2 else 100)
