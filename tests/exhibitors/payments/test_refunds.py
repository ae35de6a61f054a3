"""Refunds that were recorded by mistake, and debits of statements that pay refunds out."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError
from exhibitors.money.invoices.models import Invoice, JournalLine
from exhibitors.money.invoices.states import Account
from exhibitors.money.payments.matching import Reason, Transfer
from exhibitors.money.payments.models import BankAccount, Payment, Payout, Refund, StatementLine
from exhibitors.money.payments.operations.refunds import undo_refund
from exhibitors.money.payments.operations.statements import match_refunds, release_refund_line
from exhibitors.money.payments.queries.payments import state_of, with_rest
from exhibitors.money.payments.queries.statements import refund_proposals
from exhibitors.money.payments.refund_matching import OpenRefund, RefundProposal, propose_refunds
from exhibitors.money.payments.states import LineState, PaymentState
from pavilions.states import OrganizerRole
from tests.exhibitors.invoices.invoices import billable, finance, issued
from tests.exhibitors.payments.files import credit
from tests.exhibitors.payments.paid import TODAY, advance_of, bank_account, imported, journal, paid, refunded, rest
from tests.factories import NOON, organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment() -> Payment:
    return paid(issued(billable()), 130, for_invoice=120, payer="Aurora SAS", text="")


@pytest.fixture
def made(payment: Payment) -> Refund:
    """Of 10.00."""
    return refunded(payment, 10, reason="Paid too much")


@pytest.fixture
def account() -> BankAccount:
    return bank_account()


def undone(refund: Refund, reason: str = "Not sent by the bank", actor: User | None = None) -> Payment:
    return undo_refund(refund.payment_id, refund=refund.pk, reason=reason, actor=actor or finance(), at=NOON)


def debit(account: BankAccount, amount: str = "10.00", **said: str) -> StatementLine:
    imported(account, [credit(amount, day=TODAY, is_credit=False, **said)])
    return account.lines.latest("pk")


def matched(line: StatementLine, *refunds: Refund) -> StatementLine:
    return match_refunds(line.pk, refunds=[refund.pk for refund in refunds], actor=finance(), at=NOON)


def paid_out(line: StatementLine) -> list[tuple[int, Decimal]]:
    return list(line.payouts.order_by("pk").values_list("refund", "amount"))


def code(work: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refusal:
        work()
    return refusal.value.code


def test_an_undone_refund_leaves_what_was_there_before_and_says_who_and_why(payment: Payment, made: Refund) -> None:
    company = payment.company_id
    before = (rest(payment), advance_of(company), journal(Account.BANK, company=company))
    assert before == (0, 0, 120)
    person = finance()
    undone(made, actor=person)
    assert (rest(payment), advance_of(company), journal(Account.BANK, company=company)) == (10, 10, 130)
    assert state_of(with_rest(Payment.objects.all()).get()) == PaymentState.PART
    row = Refund.objects.get(undoes=made)
    assert (row.amount, row.reason, row.made_by) == (Decimal(-10), "Not sent by the bank", str(person))
    assert sum(JournalLine.objects.filter(entry=row.entry).values_list("amount", flat=True)) == 0


def test_what_was_undone_can_be_refunded_again_and_undone_once_only(payment: Payment, made: Refund) -> None:
    undone(made)
    assert code(partial(undone, made)) == "refund_undone"
    assert code(partial(undone, Refund.objects.get(undoes=made))) == "refund_undone"
    refunded(payment, 10, reason="Again")
    assert rest(payment) == 0


def test_undoing_asks_for_a_reason(made: Refund) -> None:
    assert code(partial(undone, made, " ")) == "reason_missing"


def test_the_database_undoes_a_refund_wholly_and_once(made: Refund) -> None:
    entry = made.entry

    def write(amount: int, **fields: Any) -> None:
        with transaction.atomic():
            usual: dict[str, Any] = {
                "paid_on": TODAY,
                "made_at": NOON,
                "undoes": made,
                "payment": made.payment,
                "reason": "x",
            }
            Refund.objects.create(amount=Decimal(amount), **(usual | {"entry": entry} | fields))

    for amount in (-9, -11, 10):
        with pytest.raises(DatabaseError):
            write(amount)
    undone(made)
    with pytest.raises(DatabaseError):
        write(-10)


def test_a_debit_with_the_number_of_the_payment_is_certain(
    payment: Payment, made: Refund, account: BankAccount
) -> None:
    line = debit(account, text=f"Refund {payment.number}")
    other = debit(account, "35.00", text="account fee")
    found = refund_proposals(account, [line, other])
    assert list(found) == [line.pk]
    assert (found[line.pk].chosen, found[line.pk].is_certain) == ((made.pk,), True)
    matched(line, made)
    assert refund_proposals(account, list(account.lines.all())) == {}


def test_a_debit_pays_one_refund_of_its_amount(made: Refund, account: BankAccount) -> None:
    line = matched(debit(account), made)
    assert (line.state, paid_out(line)) == (LineState.MATCHED, [(made.pk, Decimal(10))])
    assert code(partial(matched, debit(account, text="another"), made)) == "refund_paid_out"
    assert code(partial(matched, debit(account, "9.00"), made)) == "refund_paid_out"
    assert code(partial(matched, line, made)) == "refund_paid_out"
    released = release_refund_line(line.pk, actor=finance(), at=NOON)
    assert (released.state, paid_out(released)) == (LineState.IGNORED, [])
    assert code(partial(release_refund_line, line.pk, actor=finance(), at=NOON)) == "line_no_refund"
    assert code(partial(match_refunds, line.pk, refunds=[], actor=finance(), at=NOON)) == "refund_missing"


def other_refund(amount: str = "25.00") -> Refund:
    other = paid(issued(billable()), 200, for_invoice=120, payer="Borealis GmbH", text="")
    return refunded(other, amount, reason="Paid too much")


def test_a_debit_pays_several_refunds_that_come_to_it(made: Refund, account: BankAccount) -> None:
    other = other_refund()
    line = debit(account, "35.00", text=f"Refunds {made.payment.number} {other.payment.number}")
    found = refund_proposals(account, [line])[line.pk]
    assert (set(found.chosen), found.is_certain) == ({made.pk, other.pk}, True)
    assert code(partial(matched, line, other)) == "line_no_refund"  # less than the debit
    assert code(partial(matched, debit(account, "30.00"), made, other)) == "line_no_refund"  # more, by two
    matched(line, made, other)
    assert paid_out(line) == [(made.pk, Decimal(10)), (other.pk, Decimal(25))]
    undone(other)
    line.refresh_from_db()
    assert (line.state, paid_out(line)) == (LineState.IGNORED, [])
    matched(debit(account, text="made alone"), made)


def test_several_debits_pay_one_refund(made: Refund, account: BankAccount) -> None:
    first, second = (debit(account, amount, text=f"{made.payment.number} {amount}") for amount in ("4.00", "6.00"))
    found = refund_proposals(account, [first])[first.pk]
    assert (found.chosen, found.is_certain) == ((made.pk,), False)
    matched(first, made)
    assert code(partial(matched, debit(account, "7.00"), made)) == "line_no_refund"
    matched(second, made)
    assert [paid_out(line) for line in (first, second)] == [[(made.pk, Decimal(4))], [(made.pk, Decimal(6))]]
    assert refund_proposals(account, list(account.lines.all())) == {}


def test_the_database_pays_out_no_more_than_debit_and_refund_have(made: Refund, account: BankAccount) -> None:
    def write(line: StatementLine, amount: int) -> None:
        with transaction.atomic():
            Payout.objects.create(line=line, refund=made, amount=Decimal(amount))
            connection.check_constraints()

    for debited, amount in (("4.00", 5), ("99.00", 11)):
        with pytest.raises(DatabaseError):
            write(debit(account, debited), amount)
    undone(made)
    with pytest.raises(DatabaseError):
        write(debit(account), 10)
    made.payment.refresh_from_db()
    again = refunded(made.payment, 10)
    payout = Payout.objects.create(line=debit(account, text="another"), refund=again, amount=Decimal(10))
    connection.check_constraints()
    with pytest.raises(DatabaseError), transaction.atomic():
        Payout.objects.filter(pk=payout.pk).update(amount=9)


def test_an_undone_refund_frees_its_line_and_is_paid_out_by_none(made: Refund, account: BankAccount) -> None:
    line = matched(debit(account), made)
    undone(made)
    line.refresh_from_db()
    assert (line.state, paid_out(line)) == (LineState.IGNORED, [])
    assert code(partial(matched, line, made)) == "refund_paid_out"


def test_a_credit_pays_no_refund_out(made: Refund, account: BankAccount) -> None:
    imported(account, [credit("10.00", day=TODAY)])
    assert code(partial(matched, account.lines.get(), made)) == "line_no_refund"


def test_a_debit_in_another_currency_pays_no_refund_out(made: Refund) -> None:
    line = debit(bank_account("USD", account="DE02120300000000202051"))
    assert code(partial(matched, line, made)) == "line_no_refund"


def refund(key: int, amount: int = 10, **said: object) -> OpenRefund:
    return OpenRefund(key, Decimal(amount), TODAY, f"P-{key:06d}", **said)  # type: ignore[arg-type]


def transfer(key: int, amount: int = 10, day: date = TODAY, **said: str) -> Transfer:
    return Transfer(key, Decimal(amount), day, **said)


def test_each_refund_is_proposed_once_to_the_debit_that_fits_best() -> None:
    refunds = [refund(1, names=["Aurora SAS"]), refund(2, account="FR76"), refund(3, 11)]
    debits = [transfer(7), transfer(8, payer="AURORA  sas"), transfer(9, payer_account="FR76"), transfer(10, 12)]
    found = propose_refunds(debits, refunds)
    assert {key: (each.chosen, each.reasons, each.is_certain) for key, each in found.items()} == {
        7: ((), (), False),
        8: ((1,), (Reason.NAME,), False),
        9: ((2,), (Reason.ACCOUNT,), False),
    }
    assert found[8].others == (2,)


def test_of_like_refunds_the_nearest_day_is_proposed() -> None:
    refunds = [OpenRefund(1, Decimal(10), TODAY - timedelta(days=9), "P-1"), refund(2)]
    (found,) = propose_refunds([transfer(7)], refunds).values()
    assert (found.chosen, found.reasons, found.is_certain) == ((2,), (Reason.ONLY_AMOUNT,), False)


def test_several_are_proposed_by_numbers_before_one_by_its_amount_alone_and_by_one_payee() -> None:
    refunds = [refund(1, 4), refund(2, 6), refund(3, 10), refund(4, 5, account="FR76"), refund(5, 7, account="FR76")]
    debits = [transfer(7, text="P-000001, P-000002"), transfer(8, 12, payer_account="FR76"), transfer(9, 3, text="P-3")]
    found = propose_refunds(debits, refunds)
    assert found == {
        7: RefundProposal((1, 2), (3,), (Reason.PAYMENT,), is_certain=True),
        8: RefundProposal((4, 5), (), (Reason.ACCOUNT,), is_certain=False),
    }


def test_pages_match_a_debit_and_undo_a_refund(client: Client, made: Refund, account: BankAccount) -> None:
    client.force_login(organizer(OrganizerRole.FINANCE))
    line = debit(account, text=made.payment.number)
    page = f"/organizer/statements/{line.statement_id}/"
    assert "1 debit seems to pay out a refund." in client.get(page).text
    shown = client.get(f"{page}?show=debits")
    assert_clean(shown)
    assert "number of the payment" in shown.text
    address = f"/organizer/statements/lines/{line.pk}/refund/"
    assert "Choose a refund." in client.post(address, {"refunds": "x", "revision": line.revision}, follow=True).text
    answer = client.post(address, {"refunds": made.pk, "revision": line.revision}, follow=True)
    assert_clean(answer)
    assert made.payment.number in answer.text
    paid_back = client.get(f"/organizer/payments/{made.payment_id}/")
    assert_clean(paid_back)
    assert line.statement.file_name in paid_back.text
    undo = f"/organizer/payments/{made.payment_id}/refunds/{made.pk}/undo/"
    made.payment.refresh_from_db()
    said = {"revision": made.payment.revision, "reason": ""}
    refused = client.post(undo, said)
    assert (refused.status_code, "This field is required" in refused.text) == (422, True)
    done = client.post(undo, said | {"reason": "Bank sent it back"}, follow=True)
    assert_clean(done)
    assert "Bank sent it back" in done.text


def test_an_invoice_is_not_touched(made: Refund) -> None:
    undone(made)
    assert Invoice.objects.get().allocations.count() == 1
