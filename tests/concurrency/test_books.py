"""Posting at midnight: the books of the day are closed after it, or it is refused.

The control is the same race without the shared lock of the books: an entry appears on a day that is closed.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from time import monotonic, sleep

import pytest
from django.db import connection

from ciie.kernel.actors import SYSTEM
from exhibitors.money.books.operations import close_books
from exhibitors.money.invoices.models import Invoice, JournalLine
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.payments.models import Allocation
from exhibitors.money.payments.operations.payments import InvoicePart, allocate_payment, cancel_payment, undo_allocation
from exhibitors.money.payments.operations.refunds import undo_refund
from tests.concurrency.rivals import DONE, PATIENCE_SECONDS, After, Before, Wrapper, race, renamed
from tests.exhibitors.invoices.invoices import another, billable, drafted, issued
from tests.exhibitors.payments.paid import TODAY, paid, refunded
from tests.factories import NOON

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

NEXT_DAY = NOON + timedelta(days=1)
POSTING = 'INSERT INTO "exhibitors_journalline"'
WITHOUT_THE_LOCK = renamed("pg_advisory_xact_lock_shared(", "(")
WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE NOT granted AND locktype = 'advisory' AND datname = current_database()
"""


def allocating(invoice: Invoice) -> Callable[[], object]:
    payment = paid(invoice, 100, for_invoice=0)
    return partial(allocate_payment, payment.pk, parts=[InvoicePart(invoice.pk, Decimal(100))], actor=SYSTEM, at=NOON)


def undoing_an_allocation(invoice: Invoice) -> Callable[[], object]:
    payment = paid(invoice, 100)
    return partial(undo_allocation, payment.pk, allocation=Allocation.objects.get().pk, actor=SYSTEM, at=NOON)


def crediting_what_was_paid(invoice: Invoice) -> Callable[[], object]:
    """Posts twice: the second time while the closing waits already."""
    paid(invoice, 100)
    note = credit_invoice(invoice.pk, reason="Agreed", amount=Decimal(80), actor=SYSTEM, at=NOON)
    return partial(issue_invoice, note.pk, actor=SYSTEM, at=NOON)


def cancelling_a_payment(invoice: Invoice) -> Callable[[], object]:
    payment = paid(invoice, 100, for_invoice=0)
    return partial(cancel_payment, payment.pk, reason="Another company", actor=SYSTEM, at=NOON)


def undoing_a_refund(invoice: Invoice) -> Callable[[], object]:
    payment = paid(invoice, 100, for_invoice=0)
    refund = refunded(payment, 70)
    return partial(undo_refund, payment.pk, refund=refund.pk, reason="Not paid out", actor=SYSTEM, at=NOON)


def issuing(invoice: Invoice) -> Callable[[], object]:
    return partial(issue_invoice, drafted(another(invoice.booking)).pk, actor=SYSTEM, at=NOON)


type Posting = Callable[[Invoice], Callable[[], object]]
POSTINGS: list[Posting] = [allocating, undoing_an_allocation, cancelling_a_payment, undoing_a_refund, issuing]


class Closing:
    """The books are closed through today, a moment after midnight, while something is still posted on today."""

    def __init__(self, edition_id: int) -> None:
        self._close = partial(close_books, edition_id, through=TODAY, actor=SYSTEM, at=NEXT_DAY)
        self._posted, self.is_over = threading.Event(), threading.Event()
        self.seen = 0

    def close(self) -> None:
        """Close once something was posted that is not committed yet; count what the closed day has then."""
        self._posted.wait(PATIENCE_SECONDS)
        try:
            self._close()
            self.seen = lines_of_today()
        finally:
            self.is_over.set()

    def come(self) -> None:
        """Hold the transaction that has posted until the closing waits for it, or is over."""
        self._posted.set()
        self._until_it(lambda: self.is_over.is_set() or waiting() > 0)

    def come_first(self) -> None:
        """Hold the transaction that is about to post until the books are closed."""
        self._posted.set()
        self._until_it(self.is_over.is_set)

    def _until_it(self, is_so: Callable[[], bool]) -> None:
        end = monotonic() + PATIENCE_SECONDS
        while not is_so():
            assert monotonic() < end
            sleep(0.01)


def lines_of_today() -> int:
    return JournalLine.objects.filter(entry__day=TODAY).count()


def waiting() -> int:
    """How many wait for an advisory lock of this database."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0])


def closed_while(posting: Posting, *wrappers: Wrapper) -> tuple[list[str], int, int]:
    """The outcomes of posting and closing; how many lines the closed day has at first, and how many more in the end."""
    invoice = issued(billable())
    work, closing = posting(invoice), Closing(invoice.edition_id)
    outcomes = race(work, closing.close, wrappers=[*wrappers, After(POSTING, closing.come)])
    return outcomes, closing.seen, lines_of_today() - closing.seen


@pytest.mark.parametrize("posting", [*POSTINGS, crediting_what_was_paid])
def test_books_are_closed_after_what_is_being_posted(posting: Posting) -> None:
    outcomes, seen, later = closed_while(posting)
    assert (outcomes, seen > 0, later) == ([DONE, DONE], True, 0)


@pytest.mark.parametrize("posting", POSTINGS)
def test_control_without_the_lock_lines_appear_on_a_closed_day(posting: Posting) -> None:
    outcomes, seen, later = closed_while(posting, WITHOUT_THE_LOCK)
    assert (outcomes, seen > 0, later > 0) == ([DONE, DONE], True, True)


def test_what_is_posted_a_moment_after_the_closing_is_refused() -> None:
    invoice = issued(billable())
    work, closing = allocating(invoice), Closing(invoice.edition_id)
    before = lines_of_today()
    outcomes = race(work, closing.close, wrappers=[Before("pg_advisory_xact_lock_shared", closing.come_first)])
    assert outcomes == ["journal_line_books_are_open", DONE]
    assert (closing.seen, lines_of_today()) == (before, before)
