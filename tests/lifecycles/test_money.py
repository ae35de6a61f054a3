"""Invoices, credits, payments, allocations and refunds in any order, in currencies with two, no and three decimals.

After every step money is conserved: every entry comes to 0, what companies owe is what was invoiced less what was
credited and paid, no invoice is settled by more than it asks for, and no advance is below 0.
"""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Q, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.money.invoices.amounts import rounded, smallest
from exhibitors.money.invoices.models import Invoice, JournalEntry, JournalLine
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.invoices.queries.balances import with_balance
from exhibitors.money.invoices.states import Account, InvoiceState
from exhibitors.money.payments.models import Allocation, Payment, Refund
from exhibitors.money.payments.operations.payments import (
    InvoicePart,
    allocate_payment,
    cancel_payment,
    record_payment,
    undo_allocation,
)
from exhibitors.money.payments.operations.refunds import undo_refund
from exhibitors.money.payments.queries.payments import like_payment, standing_allocations, with_rest
from tests.exhibitors.invoices.invoices import another, billable, issued
from tests.exhibitors.payments.paid import TODAY, refunded
from tests.factories import NOON

SHARES = st.integers(1, 130)
"""Per cent of what there is; more than 100 is refused."""
FEES = st.integers(0, 3)
ZERO = Decimal(0)


class Money(RuleBasedStateMachine):
    """The truth beside it is plain sums of what was said to be done."""

    currency = "CNY"

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        first = billable(self.currency, rate=19)
        self.bookings = [first, another(first)]
        self.invoiced = self.credited = self.received = self.refunded = self.fees = ZERO

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def part_of(self, amount: Decimal, percent: int) -> Decimal:
        return max(rounded(amount * percent / 100, self.currency), smallest(self.currency))

    def attempt(self, work: Any) -> bool:
        try:
            with transaction.atomic():
                work()
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except DomainError:
            return False
        return True

    def invoices(self) -> list[Invoice]:
        rows = with_balance(Invoice.objects.filter(state=InvoiceState.ISSUED, credits=None))
        return list(rows.order_by("pk"))

    def payments(self) -> list[Payment]:
        return list(with_rest(Payment.objects.order_by("pk")))

    @rule(place=st.integers(0, 1), units=st.integers(1, 10**7))
    def invoice(self, place: int, units: int) -> None:
        net = units * smallest(self.currency)
        self.invoiced += issued(self.bookings[place], str(net)).total or ZERO

    @precondition(lambda self: self.invoices())
    @rule(data=st.data(), percent=SHARES, of_all=st.booleans())
    def credit(self, data: st.DataObject, percent: int, of_all: bool) -> None:
        invoice = data.draw(st.sampled_from(self.invoices()))
        amount = None if of_all else self.part_of(invoice.total or ZERO, percent)

        def work() -> None:
            note = credit_invoice(invoice.pk, reason="x", amount=amount, actor=SYSTEM, at=NOON)
            self.last = issue_invoice(note.pk, actor=SYSTEM, at=NOON).total or ZERO

        fees_before = self.fee_of(invoice)
        if self.attempt(work):
            self.credited += self.last
            self.fees -= fees_before - self.fee_of(invoice)

    def fee_of(self, invoice: Invoice) -> Decimal:
        return sum((row.fee for row in standing_allocations(Q(invoice=invoice))), ZERO)

    @precondition(lambda self: self.invoices())
    @rule(data=st.data(), percent=SHARES, kept=SHARES, fee=FEES)
    def pay(self, data: st.DataObject, percent: int, kept: int, fee: int) -> None:
        invoice = data.draw(st.sampled_from(self.invoices()))
        amount = self.part_of(invoice.total or ZERO, percent)
        part = InvoicePart(invoice.pk, self.part_of(amount, kept), fee * smallest(self.currency))
        if self.attempt(lambda: self.record(invoice, amount, [part])):
            self.received += amount
            self.fees += part.fee

    @precondition(lambda self: self.invoices())
    @rule(data=st.data(), percent=SHARES)
    def pay_ahead(self, data: st.DataObject, percent: int) -> None:
        invoice = data.draw(st.sampled_from(self.invoices()))
        amount = self.part_of(invoice.total or ZERO, percent)
        assert self.attempt(lambda: self.record(invoice, amount, []))
        self.received += amount

    def record(self, invoice: Invoice, amount: Decimal, parts: list[InvoicePart]) -> None:
        known = like_payment(invoice.company_id, amount, self.currency, TODAY)
        record_payment(
            invoice.company_id,
            edition_id=invoice.edition_id,
            amount=amount,
            currency=self.currency,
            received_on=TODAY,
            parts=parts,
            besides=known.pk if known else None,
            actor=SYSTEM,
            at=NOON,
        )

    @precondition(lambda self: self.payments())
    @rule(data=st.data(), percent=SHARES)
    def allocate(self, data: st.DataObject, percent: int) -> None:
        payment = data.draw(st.sampled_from(self.payments()))
        invoice = data.draw(st.sampled_from(self.invoices()))
        part = InvoicePart(invoice.pk, self.part_of(payment.amount, percent))
        self.attempt(lambda: allocate_payment(payment.pk, parts=[part], actor=SYSTEM, at=NOON))

    @precondition(lambda _self: Allocation.objects.filter(undoes=None).exists())
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        made = data.draw(st.sampled_from(list(Allocation.objects.filter(undoes=None).order_by("pk"))))
        before = sum((row.fee for row in standing_allocations(Q(pk=made.pk))), ZERO)
        if self.attempt(lambda: undo_allocation(made.payment_id, allocation=made.pk, actor=SYSTEM, at=NOON)):
            self.fees -= before

    @precondition(lambda self: self.payments())
    @rule(data=st.data(), percent=SHARES)
    def refund(self, data: st.DataObject, percent: int) -> None:
        payment = data.draw(st.sampled_from(self.payments()))
        amount = self.part_of(payment.amount, percent)
        if self.attempt(lambda: refunded(payment, amount)):
            self.refunded += amount

    @precondition(lambda _self: Refund.objects.filter(undoes=None).exists())
    @rule(data=st.data())
    def undo_refund(self, data: st.DataObject) -> None:
        made = data.draw(st.sampled_from(list(Refund.objects.filter(undoes=None).order_by("pk"))))
        work = partial(undo_refund, made.payment_id, refund=made.pk, reason="x", actor=SYSTEM, at=NOON)
        if self.attempt(work):
            self.refunded -= made.amount

    @precondition(lambda self: self.payments())
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        payment = data.draw(st.sampled_from(self.payments()))
        if self.attempt(lambda: cancel_payment(payment.pk, reason="x", actor=SYSTEM, at=NOON)):
            self.received -= payment.amount

    @invariant()
    def money_is_conserved(self) -> None:
        sums = dict(JournalLine.objects.order_by().values_list("account").annotate(s=Sum("amount")))
        of = {account: sums.get(account, ZERO) for account in Account}
        assert not JournalEntry.objects.annotate(s=Sum("lines__amount")).exclude(s=0).exists()
        assert of[Account.BANK] == self.received - self.refunded
        assert of[Account.FEE] == self.fees
        assert of[Account.REVENUE] + of[Account.TAX] == self.credited - self.invoiced
        assert of[Account.RECEIVABLE] + of[Account.ADVANCE] == (
            self.invoiced - self.credited - self.received + self.refunded - self.fees
        )

    @invariant()
    def no_invoice_is_settled_by_more_than_it_asks_for(self) -> None:
        for invoice in self.invoices():
            assert 0 <= invoice.balance <= (invoice.total or ZERO)  # type: ignore[attr-defined]

    @invariant()
    def advances_are_what_is_left_of_payments_and_never_below_0(self) -> None:
        rests: dict[int, Decimal] = {}
        for payment in self.payments():
            rest = ZERO if payment.cancelled_at else payment.rest  # type: ignore[attr-defined]
            assert rest >= 0
            rests[payment.company_id] = rests.get(payment.company_id, ZERO) + rest
        advances = JournalLine.objects.filter(account=Account.ADVANCE).order_by()
        posted = dict(advances.values_list("company").annotate(s=Sum("amount")))
        assert {company: -amount for company, amount in posted.items() if amount} == {
            company: rest for company, rest in rests.items() if rest
        }
        assert (Refund.objects.aggregate(s=Sum("amount"))["s"] or ZERO) == self.refunded


class Yen(Money):
    currency = "JPY"


class Dinars(Money):
    currency = "KWD"


@pytest.mark.django_db
@pytest.mark.parametrize("machine", [Money, Yen, Dinars])
def test_money_is_conserved_whatever_is_done(machine: type[Money]) -> None:
    checks = [HealthCheck.too_slow]
    of = settings(max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(machine, settings=of)
