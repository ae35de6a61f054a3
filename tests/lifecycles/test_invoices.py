"""Drafts, issues, credits and discards in any order, in currencies with two, no and three decimals.

After every step each entry comes to 0, what is owed of an invoice is its total less its credits and never below 0, and
the numbers of the series are 1 to n.
"""

from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.money.invoices.amounts import smallest
from exhibitors.money.invoices.models import BillingParty, BillingShare, Invoice, InvoiceSeries, JournalLine
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.drafts import discard_draft, draft_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice, issue_invoices
from exhibitors.money.invoices.queries.balances import balance_of, credited_of, left_of_taxes
from exhibitors.money.invoices.states import InvoiceKind, Supply
from tests.exhibitors.invoices.invoices import billable, line, tax_row
from tests.factories import NOON

PLACES = st.integers(0, 50)


class Billing(RuleBasedStateMachine):
    currency = "CNY"

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.booking = billable(self.currency, rate="13")
        tax_row(self.booking.edition, 6, supply=Supply.PACKAGE, position=0)
        for name, percent in (("A", "66.67"), ("B", "33.33")):
            party = BillingParty.objects.create(
                company=self.booking.company, name=name, address="1 St", city="Rome", country="IT"
            )
            BillingShare.objects.create(booking=self.booking, party=party, percent=Decimal(percent))

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @rule(nets=st.lists(st.integers(1, 99_999), min_size=1, max_size=4), off=st.integers(0, 500))
    def draft(self, nets: list[int], off: int) -> None:
        supplies = [Supply.PACKAGE, Supply.OTHER]
        unit = smallest(self.currency)
        lines = [line(net * unit, supply=supplies[place % 2]) for place, net in enumerate(nets)]
        lines += [line(-off * unit)] if off else []
        self.attempt(lambda: draft_invoice(self.booking.pk, kind=InvoiceKind.FULL, lines=lines, actor=SYSTEM, at=NOON))

    @rule(place=PLACES)
    def issue(self, place: int) -> None:
        if pk := self.pick(place, state="draft"):
            self.attempt(lambda: issue_invoice(pk, actor=SYSTEM, at=NOON))

    @rule()
    def issue_all(self) -> None:
        drafts = list(Invoice.objects.filter(state="draft").values_list("pk", flat=True))
        if drafts:
            self.attempt(lambda: issue_invoices(drafts, actor=SYSTEM, at=NOON))

    @rule(place=PLACES)
    def discard(self, place: int) -> None:
        if pk := self.pick(place, state="draft"):
            discard_draft(pk, actor=SYSTEM, at=NOON)

    @rule(place=PLACES, share=st.integers(1, 130))
    def credit_amount(self, place: int, share: int) -> None:
        if pk := self.pick(place, state="issued", credits=None):
            unit = smallest(self.currency)
            amount = (balance_of(pk) * share / 100 / unit).to_integral_value() * unit
            self.attempt(lambda: credit_invoice(pk, reason="R", amount=amount, actor=SYSTEM, at=NOON))

    @rule(place=PLACES, which=PLACES)
    def credit_line(self, place: int, which: int) -> None:
        if pk := self.pick(place, state="issued", credits=None):
            rows = list(Invoice.objects.get(pk=pk).lines.order_by("pk"))
            row = rows[which % len(rows)]
            self.attempt(lambda: credit_invoice(pk, reason="R", nets={row.pk: row.net}, actor=SYSTEM, at=NOON))

    @rule(place=PLACES)
    def credit_all(self, place: int) -> None:
        if pk := self.pick(place, state="issued", credits=None):
            self.attempt(lambda: credit_invoice(pk, reason="R", actor=SYSTEM, at=NOON))

    def pick(self, place: int, **asked: object) -> int | None:
        keys = list(Invoice.objects.filter(**asked).order_by("pk").values_list("pk", flat=True))
        return keys[place % len(keys)] if keys else None

    def attempt(self, act: object) -> None:
        try:
            with transaction.atomic():
                act()  # type: ignore[operator]
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except DomainError:
            pass

    @invariant()
    def money_is_conserved(self) -> None:
        assert (JournalLine.objects.aggregate(sum=Sum("amount"))["sum"] or 0) == 0
        for invoice in Invoice.objects.filter(state="issued", credits=None):
            credited = credited_of(invoice)
            assert balance_of(invoice.pk) == (invoice.total or 0) - credited >= 0
            assert all(min(each.net, each.tax) >= 0 for each in left_of_taxes(invoice).values())
            if credited == invoice.total:
                assert sum(note.net for note in invoice.credit_notes.all()) == invoice.net

    @invariant()
    def numbers_are_1_to_n(self) -> None:
        numbers = list(Invoice.objects.filter(state="issued").order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        last = InvoiceSeries.objects.values_list("last", flat=True).first() or 0
        assert last == len(numbers)


class InYen(Billing):
    currency = "JPY"


class InDinar(Billing):
    currency = "KWD"


@pytest.mark.django_db
@pytest.mark.parametrize("machine", [Billing, InYen, InDinar])
def test_invoices_and_credits_add_up_whatever_is_done(machine: type[Billing]) -> None:
    wanted = settings(
        max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    run_state_machine_as_test(machine, settings=wanted)
