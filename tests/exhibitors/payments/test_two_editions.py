"""One transfer for invoices of two editions: what each edition's statement of account and files say."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from pypdf import PdfReader

from exhibitors.money.invoices.models import Invoice, JournalEntry, JournalLine
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.issuing import issue_invoice
from exhibitors.money.invoices.states import Account, EntryKind
from exhibitors.money.payments.models import Allocation, Payment
from exhibitors.money.payments.operations.payments import (
    InvoicePart,
    allocate_payment,
    cancel_payment,
    undo_allocation,
)
from exhibitors.money.payments.operations.refunds import undo_refund
from exhibitors.money.payments.operations.statements import Match, confirm_matches
from exhibitors.money.payments.queries.receivables import account_of
from exhibitors.office.company_merges.operations import merge_companies, undo_merge
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.conftest import lines_of
from tests.exhibitors.invoices.invoices import billable, company_with_address, finance, issued, seller_of, tax_row
from tests.exhibitors.payments.files import credit
from tests.exhibitors.payments.paid import TODAY, bank_account, imported, owed, paid, refunded
from tests.exhibitors.payments.paid import lines_of as lines_on
from tests.factories import NOON, BookingFactory, EditionFactory, organizer
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
PERIOD = "&first=2024-05-01&last=2024-05-31"


@pytest.fixture
def invoices() -> tuple[Invoice, Invoice]:
    """Of EUR 1,190 at a edition, and of EUR 595 at another one, of the same company."""
    booking = billable(rate=19)
    second = EditionFactory(currency="EUR")
    seller_of(second)
    tax_row(second, 19)
    return issued(booking, 1000), issued(BookingFactory(edition=second, company=booking.company), 500)


def transfer(invoices: tuple[Invoice, Invoice]) -> Payment:
    """As one proposal of the page of bank statements: one line of EUR 1,785.00 that names both."""
    account = bank_account()
    imported(account, [credit("1785.00", day=TODAY)])
    (line,) = lines_on(account)
    parts = tuple(InvoicePart(each.pk, each.total or Decimal(0)) for each in invoices)
    matches = [Match(line=line.pk, parts=parts)]
    (payment,) = confirm_matches(matches, edition_id=invoices[0].edition_id, actor=finance(), at=NOON)
    return payment


def sums(edition: Edition) -> Any:
    """By account; those of 0 are left out."""
    found: dict[str, Decimal] = {}
    for account, amount in JournalLine.objects.filter(edition=edition).values_list("account", "amount"):
        found[account] = found.get(account, Decimal(0)) + amount
    return {account: amount for account, amount in found.items() if amount}


def balances(invoices: tuple[Invoice, Invoice]) -> Any:
    """What the statements of account of both editions come to."""
    return [[account.balance for account in account_of(each.party.company, each.edition)] for each in invoices]


def is_balanced() -> bool:
    """Whether each edition's lines of each entry come to 0, and those on the clearing account over all editions."""
    found: dict[tuple[int, int], Decimal] = {}
    for entry, edition, amount in JournalLine.objects.values_list("entry", "edition", "amount"):
        found[entry, edition] = found.get((entry, edition), Decimal(0)) + amount
    clearing = sum(JournalLine.objects.filter(account=Account.CLEARING).values_list("amount", flat=True))
    return set(found.values()) == {Decimal(0)} and clearing == 0


def test_transfer_for_two_editions_settles_the_statement_of_account_of_each(
    invoices: tuple[Invoice, Invoice],
) -> None:
    first, second = invoices
    payment = transfer(invoices)
    assert [owed(each) for each in invoices] == [0, 0]
    assert balances(invoices) == [[0], [0]]
    (row,) = account_of(second.party.company, second.edition)[0].rows[1:]
    assert (row.kind, row.document, row.amount) == (EntryKind.PAYMENT, payment.number, Decimal(-595))
    assert sums(first.edition) == {"revenue": -1000, "tax": -190, "bank": 1785, "clearing": -595}
    assert sums(second.edition) == {"revenue": -500, "tax": -95, "clearing": 595}
    assert is_balanced()


def test_pages_and_files_of_both_editions_say_that_nothing_is_to_be_paid(invoices: tuple[Invoice, Invoice]) -> None:
    payment = transfer(invoices)
    client = signed_in(organizer(OrganizerRole.FINANCE))
    for invoice in invoices:
        company, edition = invoice.company_id, f"?edition={invoice.edition.number}"
        page = client.get(reverse("organizer:account", args=[company]) + edition)
        assert_clean(page)
        assert payment.number in page.text
        assert ("recorded at" in page.text) == (invoice != invoices[0])
        export = reverse("organizer:account_export", args=[company, "csv"]) + edition
        assert [row[-1] for row in lines_of(client.get(export))[1:]] == [f"{invoice.total:.2f}", "0.00"]
        pdf = client.get(reverse("organizer:account_export", args=[company, "pdf-en"]) + edition)
        text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf.content)).pages)
        assert "To be paid EUR 0.00" in text
        assert seller_account(invoice) not in text  # nothing asks for money that has come in


def seller_account(invoice: Invoice) -> str:
    return str(invoice.edition.seller.account)


def test_bookkeeping_of_each_edition_clears_its_debtor(invoices: tuple[Invoice, Invoice]) -> None:
    transfer(invoices)
    client = signed_in(organizer(OrganizerRole.FINANCE))
    for invoice, other in zip(invoices, (["1200", "10000"], ["1792", "10000"]), strict=True):
        address = reverse("organizer:bookkeeping_export", args=["datev"]) + f"?edition={invoice.edition.number}{PERIOD}"
        answer = client.get(address)
        rows = [line.split(";") for line in b"".join(answer).decode("cp1252").splitlines()[2:]]
        debtor = [
            Decimal(row[0].replace(",", ".")) * (1 if row[6] == "10000" else -1) for row in rows if "10000" in row[6:8]
        ]
        assert (sum(debtor), other in [row[6:8] for row in rows]) == (0, True)


def test_what_is_taken_back_is_an_advance_where_the_payment_was_recorded(invoices: tuple[Invoice, Invoice]) -> None:
    _first, second = invoices
    payment = transfer(invoices)
    made = Allocation.objects.get(invoice=second)
    undo_allocation(payment.pk, allocation=made.pk, actor=finance(), at=NOON)
    assert [owed(each) for each in invoices] == [0, 595]
    assert balances(invoices) == [[-595], [595]]
    assert "clearing" not in sums(second.edition)
    by = {"actor": finance(), "at": NOON}
    refund = refunded(payment, 95)
    assert balances(invoices) == [[-500], [595]]
    undo_refund(payment.pk, refund=refund.pk, reason="Never paid out", **by)
    allocate_payment(payment.pk, parts=[InvoicePart(second.pk, Decimal(590), Decimal(5))], **by)
    assert (balances(invoices), sums(second.edition)["fee"]) == ([[-5], [0]], 5)
    for allocation in Allocation.objects.filter(undoes=None).order_by("-pk")[:2]:
        if allocation.invoice_id == second.pk and not allocation.undone_by.exists():
            undo_allocation(payment.pk, allocation=allocation.pk, **by)
    undo_allocation(payment.pk, allocation=Allocation.objects.get(invoice=invoices[0]).pk, **by)
    cancel_payment(payment.pk, reason="Of another company", **by)
    assert balances(invoices) == [[1190], [595]]
    assert is_balanced()


def test_credit_of_the_other_edition_leaves_the_advance_where_the_money_was_recorded(
    invoices: tuple[Invoice, Invoice],
) -> None:
    first, second = invoices
    transfer(invoices)
    note = credit_invoice(second.pk, reason="No booth", actor=finance(), at=NOON)
    issue_invoice(note.pk, actor=finance(), at=NOON)
    assert balances(invoices) == [[-595], [0]]
    assert sums(first.edition)["advance"] == -595
    assert is_balanced()


def test_accounts_follow_a_merge_and_its_end(invoices: tuple[Invoice, Invoice]) -> None:
    company, survivor = invoices[0].party.company, company_with_address()
    transfer(invoices)
    merge = merge_companies(survivor.pk, company.pk, seen=None, actor=organizer(), at=NOON)
    with connection.cursor() as cursor:  # as if each were committed
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert [account_of(survivor, each.edition)[0].balance for each in invoices] == [0, 0]
    assert [account_of(company, each.edition) for each in invoices] == [[], []]
    undo_merge(merge.pk, actor=organizer(), at=NOON)
    assert balances(invoices) == [[0], [0]]


def test_payment_by_another_company_for_two_editions_balances_each(invoices: tuple[Invoice, Invoice]) -> None:
    first, second = invoices
    payer = company_with_address()
    parts = [InvoicePart(second.pk, Decimal(595))]
    paid(first, 700, parts=parts, company_id=payer.pk)
    assert [account.balance for account in account_of(payer, first.edition)] == [-105]
    assert (balances(invoices), is_balanced()) == ([[1190], [0]], True)


def line_of(entry: JournalEntry, place: Invoice, **fields: object) -> JournalLine:
    usual = {"edition": place.edition, "company_id": place.company_id, "account": Account.BANK, "amount": 1}
    return JournalLine.objects.create(entry=entry, **(usual | fields))


def refused() -> str:
    with pytest.raises(DatabaseError) as error, connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return str(error.value)


def test_the_database_refuses_an_entry_that_is_balanced_over_editions_only(invoices: tuple[Invoice, Invoice]) -> None:
    first, second = invoices
    entry = JournalEntry.objects.filter(document=first).get()
    line_of(entry, first)
    line_of(entry, second, amount=-1)
    assert "journal_entry_comes_to_0" in refused()


def test_the_database_refuses_clearing_without_another_edition(invoices: tuple[Invoice, Invoice]) -> None:
    entry = JournalEntry.objects.filter(document=invoices[0]).get()
    line_of(entry, invoices[0])
    line_of(entry, invoices[0], account=Account.CLEARING, amount=-1)
    assert "journal_entry_comes_to_0" in refused()


def test_the_database_refuses_a_line_of_an_invoice_in_another_edition(invoices: tuple[Invoice, Invoice]) -> None:
    first, second = invoices
    entry = JournalEntry.objects.filter(document=first).get()
    with pytest.raises(DatabaseError, match="journal_line_in_edition_of_invoice"):
        line_of(entry, first, invoice=second)


def test_a_line_that_the_release_before_writes_is_in_the_edition_of_its_invoice_or_entry(
    invoices: tuple[Invoice, Invoice],
) -> None:
    first, second = invoices
    entry = JournalEntry.objects.filter(document=first).get()
    for invoice, edition in ((second, second.edition), (None, first.edition)):
        lines = [line_of(entry, first, edition=None, invoice=invoice, amount=amount) for amount in (1, -1)]
        assert [JournalLine.objects.get(pk=line.pk).edition for line in lines] == [edition, edition]
