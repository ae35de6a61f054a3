"""Invoices issued and credited at the same instant: numbers 1 to n, each once, and no credit above what is left.

Each race has a control: the same race with its guard taken away goes wrong.
"""

import threading
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from random import Random
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from ciie.kernel.actors import SYSTEM
from exhibitors.money.invoices.models import BillingParty, Invoice, InvoiceSeries
from exhibitors.money.invoices.operations.billing import change_party
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.invoices.queries.balances import balance_of
from exhibitors.money.payments.models import Debtor
from tests.concurrency.rivals import DONE, Before, Execute, Wrapper, count, meeting, race, without_locks
from tests.exhibitors.invoices.invoices import another, billable, drafted, issued
from tests.factories import NOON

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

THREADS = 16
EACH = 4


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311


def issue_or_not(drafts: list[int], chance: Random, *, may_fail: bool) -> None:
    """Issue each; some transactions are rolled back after that, as by a fault at their end."""
    for pk in drafts:
        with transaction.atomic():
            issue_invoice(pk, actor=SYSTEM, at=NOON)
            transaction.set_rollback(may_fail and chance.random() < 0.4)


def numbers() -> list[int | None]:
    return list(Invoice.objects.exclude(number=None).order_by("number").values_list("number", flat=True))


def test_16_threads_with_rollbacks_draw_1_to_n_without_gap_or_double() -> None:
    booking = billable()
    bookings = [booking, *(another(booking) for _other in range(3))]
    drafts = [drafted(bookings[place % 4]).pk for place in range(THREADS * EACH)]
    attempts: list[Callable[[], object]] = [
        partial(issue_or_not, drafts[thread::THREADS], dice(thread), may_fail=True) for thread in range(THREADS)
    ]
    assert count(race(*attempts)) == {DONE: THREADS}
    issued_now = Invoice.objects.filter(state="issued").count()
    assert 0 < issued_now < THREADS * EACH
    assert numbers() == list(range(1, issued_now + 1))
    assert InvoiceSeries.objects.get().last == issued_now
    issue_or_not(list(Invoice.objects.filter(state="draft").values_list("pk", flat=True)), dice(0), may_fail=False)
    assert numbers() == list(range(1, THREADS * EACH + 1))
    debtors = Debtor.objects.order_by("number").values_list("number", flat=True)
    assert list(debtors) == list(range(10_000, 10_000 + len(bookings)))


def read_then_written(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A counter that is read and written back, as others do, in place of one that is counted up by its statement."""
    if sql.startswith('UPDATE "exhibitors_invoiceseries"'):
        count, pk = params
        with connection.cursor() as cursor:
            last = cursor.execute("SELECT last FROM exhibitors_invoiceseries WHERE id = %s", [pk]).fetchone()[0]
            MEETING.wait()
            return execute(
                "UPDATE exhibitors_invoiceseries SET last = %s WHERE id = %s", (last + count, pk), many, context
            )
    return execute(sql, params, many, context)


MEETING = threading.Barrier(2, timeout=20)


def test_control_with_a_counter_that_is_read_and_written_back_two_get_one_number() -> None:
    """Only the database's own constraint is left, which refuses the second."""
    booking = billable()
    drafts = [drafted(booking).pk, drafted(another(booking)).pk]
    for number, party in enumerate(BillingParty.objects.filter(invoices__in=drafts), 20_000):
        Debtor.objects.create(edition=booking.edition, party=party, number=number)  # else they wait for its counter
    InvoiceSeries.objects.create(edition=booking.edition, prefix=booking.edition.seller.prefix, year=2024)
    outcomes = count(
        race(*(partial(issue_invoice, pk, actor=SYSTEM, at=NOON) for pk in drafts), wrappers=[read_then_written])
    )
    assert outcomes == {DONE: 1, "invoice_number_once": 1}


def credits_of(invoice: Invoice) -> list[Callable[[], object]]:
    return [
        partial(credit_invoice, invoice.pk, reason="Agreed", amount=Decimal(100), actor=SYSTEM, at=NOON)
        for _rival in range(3)
    ]


def test_one_of_several_credits_an_invoice() -> None:
    invoice = issued(billable())
    assert count(race(*credits_of(invoice))) == {DONE: 1, "invoice_one_draft_credit": 2}
    note = invoice.credit_notes.get()
    issue_invoice(note.pk, actor=SYSTEM, at=NOON)
    assert balance_of(invoice.pk) == 20


def test_control_without_the_locks_only_the_database_refuses() -> None:
    invoice = issued(billable())
    wrappers: list[Wrapper] = [without_locks, Before('INSERT INTO "exhibitors_invoice"', meeting(3))]
    outcomes = count(race(*credits_of(invoice), wrappers=wrappers))
    assert (outcomes[DONE], invoice.credit_notes.count()) == (1, 1)


def test_one_of_several_issues_a_draft() -> None:
    draft = drafted(billable())
    rivals = [partial(issue_invoice, draft.pk, actor=SYSTEM, at=NOON)] * 3
    assert count(race(*rivals)) == {DONE: 1, "invoice_issued": 2}
    assert numbers() == [1]


def test_control_without_the_locks_no_refusal_says_that_it_was_issued() -> None:
    draft = drafted(billable())
    rivals = [partial(issue_invoice, draft.pk, actor=SYSTEM, at=NOON)] * 3
    wrappers: list[Wrapper] = [without_locks, Before('UPDATE "exhibitors_invoiceline"', meeting(3))]
    assert "invoice_issued" not in count(race(*rivals, wrappers=wrappers))


def test_an_invoice_says_what_its_bill_to_says_by_then() -> None:
    """It is issued while its bill-to is changed: it waits for that, and must not say what it read before."""
    draft = drafted(billable())
    issuing = threading.Thread(target=race, args=[partial(issue_invoice, draft.pk, actor=SYSTEM, at=NOON)])
    with transaction.atomic():
        change_party(draft.party_id, {"name": "Renamed Ltd"}, actor=SYSTEM, at=NOON)
        issuing.start()
        while not waiting():
            sleep(0.01)
    issuing.join()
    draft.refresh_from_db()
    assert (draft.state, draft.party_name) == ("issued", "Renamed Ltd")
    assert '"Renamed Ltd"' in draft.text


def waiting() -> int:
    """How many wait for what others have locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return int(cursor.fetchone()[0])
