"""Books that open, close and are exported with a mark on each line; an edition whose currency is fixed."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from ciie.kernel.errors import DomainError
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import agree_to
from exhibitors.money.books.models import BooksClosing, ExportedLine, JournalExport
from exhibitors.money.books.operations import close_books, export_journal, propose_reopening
from exhibitors.money.books.queries import posted_late, unexported
from exhibitors.money.invoices.models import Invoice, JournalEntry, JournalLine
from exhibitors.money.invoices.states import Account
from exhibitors.money.payments.operations.payments import InvoicePart
from pavilions.floor.models.edition import Edition
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import billable, finance, issued, seller_of, tax_row
from tests.exhibitors.payments.paid import TODAY, paid
from tests.factories import NOON, BookingFactory, EditionFactory
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def invoice() -> Invoice:
    return issued(billable())


def code(work: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refusal:
        work()
    return refusal.value.code


def closed(invoice: Invoice, day: date = YESTERDAY) -> BooksClosing:
    return close_books(invoice.edition_id, through=day, actor=finance(), at=NOON)


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        (date(1950, 1, 1), "before_the_books"),
        (date(2023, 5, 17), "before_the_books"),
        (TODAY + timedelta(days=1), "payment_in_future"),
    ],
)
def test_the_day_of_a_payment_has_bounds(invoice: Invoice, day: date, refused: str) -> None:
    assert code(partial(paid, invoice, 10, received_on=day)) == refused


def post_by_hand(invoice: Invoice, day: date) -> None:
    """An entry and its line, or neither."""
    edition = invoice.edition
    with transaction.atomic():
        entry = JournalEntry.objects.create(
            edition=edition, day=day, kind="payment", currency="EUR", actor="x", posted_at=NOON
        )
        JournalLine.objects.create(
            entry=entry, edition=edition, account=Account.BANK, amount=Decimal(10), company_id=invoice.company_id
        )


def test_nothing_is_posted_on_a_day_that_is_closed(invoice: Invoice) -> None:
    closed(invoice)
    assert code(partial(paid, invoice, 10, received_on=YESTERDAY)) == "books_closed"
    paid(invoice, 10, received_on=TODAY)
    with pytest.raises(DatabaseError, match="journal_line_books_are_open"):
        post_by_hand(invoice, YESTERDAY)


def test_a_transfer_for_two_editions_needs_the_open_books_of_both(invoice: Invoice) -> None:
    edition = EditionFactory(currency="EUR")
    seller_of(edition)
    tax_row(edition, 19)
    other = issued(BookingFactory(edition=edition, company=invoice.booking.company), 500)
    parts = [InvoicePart(each.pk, Decimal(100)) for each in (invoice, other)]
    closed(other)
    assert code(partial(paid, invoice, 200, parts=parts, received_on=YESTERDAY)) == "books_closed"
    payment = paid(invoice, 200, parts=parts)
    for each, lines in ((invoice.edition, 3), (edition, 2)):
        export = export_journal(each.pk, through=TODAY, actor=finance(), at=NOON)
        assert ExportedLine.objects.filter(export=export, line__entry=payment.entry_id).count() == lines
        assert not unexported(each).exists()


def test_days_that_cannot_be_closed(invoice: Invoice) -> None:
    assert code(partial(closed, invoice, TODAY)) == "day_not_over"
    closed(invoice)
    assert code(partial(closed, invoice, YESTERDAY)) == "books_closed_already"
    assert code(partial(close_books, invoice.edition_id, through=YESTERDAY, seen=0, actor=finance(), at=NOON)) == (
        "changed_meanwhile"
    )


def test_books_are_reopened_by_two_persons(invoice: Invoice) -> None:
    closing, first = closed(invoice), finance()
    earlier = YESTERDAY - timedelta(days=30)
    with pytest.raises(DatabaseError, match="books_reopened_by_two"), transaction.atomic():
        BooksClosing.objects.update(closed_through=earlier)
    reopen = partial(propose_reopening, invoice.edition_id, reason="A cheque of April", actor=first, at=NOON)
    assert code(partial(reopen, through=YESTERDAY)) == "books_not_closed"
    proposal = reopen(through=earlier)
    assert code(partial(agree_to, proposal.pk, actor=first, at=NOON)) == "approval_by_another_person"
    agree_to(proposal.pk, actor=finance(), at=NOON)
    closing.refresh_from_db()
    assert closing.closed_through == earlier
    paid(invoice, 10, received_on=YESTERDAY)


def test_what_is_posted_into_an_exported_period_is_listed_and_in_the_next_export(invoice: Invoice) -> None:
    paid(invoice, 10, received_on=YESTERDAY)
    export = partial(export_journal, invoice.edition_id, actor=finance(), at=NOON)
    first = export(through=YESTERDAY)
    assert (first.number, first.count) == (1, ExportedLine.objects.filter(export=first).count())
    assert code(partial(export, through=YESTERDAY)) == "nothing_to_export"
    late = paid(invoice, 20, received_on=YESTERDAY)
    assert {line.entry_id for line in posted_late(invoice.edition)} == {late.entry_id}
    second = export(through=TODAY)
    marked = set(ExportedLine.objects.filter(export=second).values_list("line__entry", flat=True))
    assert late.entry_id in marked
    assert not unexported(invoice.edition).exists()
    assert ExportedLine.objects.count() == JournalLine.objects.count()
    with pytest.raises(DatabaseError), transaction.atomic():
        JournalExport.objects.update(count=1)


def test_the_currency_of_an_edition_is_fixed_once_there_is_money(invoice: Invoice) -> None:
    with pytest.raises(DatabaseError, match="edition_currency_has_money"), transaction.atomic():
        Edition.objects.filter(pk=invoice.edition_id).update(currency="USD")


def test_pages_close_reopen_and_export(invoice: Invoice) -> None:
    paid(invoice, 10, received_on=YESTERDAY)
    browser, edition = signed_in(finance()), f"?edition={invoice.edition.number}"
    page = reverse("organizer:books") + edition
    assert_clean(browser.get(page))
    wrong = browser.post(reverse("organizer:books_close") + edition, {"through": "2024-05-17", "revision": "0"})
    assert (wrong.status_code, "Only days that are over can be closed" in wrong.text) == (422, True)
    browser.post(reverse("organizer:books_close") + edition, {"through": "2024-05-15", "revision": "0"})
    made = browser.post(reverse("organizer:books_export") + edition, {"through": "2024-05-16"}, follow=True)
    assert "Export 1 has been made." in made.text
    assert_clean(made)
    export = JournalExport.objects.get()
    for kind in ("csv", "xlsx", "datev"):
        answer = browser.get(reverse("organizer:journal_export", args=[export.pk, kind]))
        assert (answer.status_code, len(answer.getvalue()) > 0) == (200, True)
    paid(invoice, 20, received_on=YESTERDAY)
    assert "Posted into an exported period" in browser.get(page).text
    asked = {"through": "2024-05-01", "reason": "A cheque", "revision": "1"}
    answer = browser.post(reverse("organizer:books_reopen") + edition, asked)
    assert answer.url == reverse("organizer:approval", args=[Approval.objects.get().pk])  # type: ignore[attr-defined]
    assert_clean(browser.get(page))
