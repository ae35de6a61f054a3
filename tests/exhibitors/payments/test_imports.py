"""Statements uploaded, imported once, matched in a batch; what is refused on the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, connection
from post_office.models import Email

from ciie.kernel.errors import DomainError, NotAllowed
from exhibitors.money.invoices.models import Invoice, JournalEntry
from exhibitors.money.payments.matching import Reason
from exhibitors.money.payments.models import BankAccount, BankStatement, Payment, StatementLine
from exhibitors.money.payments.operations.payments import InvoicePart, cancel_payment, undo_allocation
from exhibitors.money.payments.operations.statements import (
    Ignored,
    Match,
    choose_columns,
    confirm_matches,
    discard_statement,
    import_statement,
    reopen_line,
    save_bank_account,
    upload_statement,
)
from exhibitors.money.payments.queries.matches import by_hand
from exhibitors.money.payments.queries.statements import preview_upload, proposals_for
from exhibitors.money.payments.statements.lines import BankLine
from exhibitors.money.payments.states import LineState, StatementState
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus
from tests.exhibitors.invoices.invoices import another, billable, finance, issued
from tests.exhibitors.payments.files import camt, camt_of, credit, csv_of, entry, mt940
from tests.exhibitors.payments.paid import TODAY, bank_account, imported, lines_of, owed, paid, rest, uploaded
from tests.factories import NOON, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> BankAccount:
    return bank_account()


@pytest.fixture
def invoice() -> Invoice:
    """Of 120.00."""
    return issued(billable())


def transfer(amount: str = "120.00", text: str = "", **said: Any) -> BankLine:
    return credit(amount, day=TODAY, text=text, **said)


def code(work: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refusal:
        work()
    assert str(refusal.value)
    return refusal.value.code


def confirm(*matches: Match, edition: int) -> list[Payment]:
    return confirm_matches(matches, edition_id=edition, actor=finance(), at=NOON)


def accepted(line: StatementLine) -> Match:
    """What is proposed for it."""
    proposal = proposals_for(line.account)[line.pk]
    parts = tuple(InvoicePart(key, amount, proposal.short) for key, amount in proposal.parts)
    return Match(line.pk, parts, proposal.company, line.revision)


def test_importing_writes_lines_and_books_and_mails_nothing(account: BankAccount, invoice: Invoice) -> None:
    before = JournalEntry.objects.count()
    statement = imported(account, [transfer(text=invoice.reference), transfer("3.00", is_credit=False)])

    assert (statement.state, statement.first_day, statement.known) == (StatementState.IMPORTED, TODAY, 0)
    assert bytes(statement.content) == b""
    assert [(line.state, line.is_credit) for line in lines_of(account)] == [("open", True), ("ignored", False)]
    assert (JournalEntry.objects.count(), Payment.objects.count()) == (before, 0)
    assert not Email.objects.filter(context__kind="payment_received").exists()


def test_the_same_statement_twice_changes_nothing(account: BankAccount) -> None:
    lines = [transfer(text="a"), transfer(text="a"), transfer(text="b", bank_reference="B1")]
    imported(account, lines)
    again = imported(account, lines)
    assert (StatementLine.objects.count(), again.known, again.lines.count()) == (3, 3, 0)


def test_the_database_has_a_line_of_an_account_once(account: BankAccount) -> None:
    statement = imported(account, [transfer()])
    line = account.lines.get()
    with pytest.raises(DatabaseError, match="statement_line_once"):
        StatementLine.objects.create(
            statement=statement,
            account=account,
            identity=line.identity,
            position=2,
            day=TODAY,
            amount=Decimal(5),
            is_credit=True,
        )


def test_overlapping_statements_add_only_what_is_new(account: BankAccount) -> None:
    imported(account, [transfer(text="a"), transfer(text="b")])
    assert imported(account, [transfer(text="b"), transfer(text="b"), transfer(text="c")]).known == 1
    assert sorted(line.text for line in lines_of(account)) == ["a", "b", "b", "c"]


def test_the_same_line_on_two_accounts_is_two_lines(account: BankAccount) -> None:
    other = bank_account(name="Second", account="DE02120300000000202051")
    imported(account, [transfer()])
    assert imported(other, [transfer()]).known == 0


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (camt(entry(transfer()), account="FR7630006000011234567890189"), "statement_other_account"),
        (camt(entry(transfer(), currency="USD"), currency="USD"), "statement_other_currency"),
        (mt940(":61:2405170517C5,00NTRFNONREF", account="1234567890"), "statement_other_account"),
        (camt(entry(transfer()).replace("120.00", "12,x")), "statement_malformed_amount"),
        (b"Date;Amount\n2024-05-17;x\n", "statement_malformed_amount"),
        (b"Date;Amount;Currency\n2024-05-17;5.00;USD\n", "statement_other_currency"),
        (b"Date;Amount;Own account\n2024-05-17;+5.00;DE02120300000000202051\n", "statement_other_account"),
        (b"nothing", "statement_no_day_column"),
    ],
)
def test_other_accounts_and_damaged_files_are_refused(account: BankAccount, content: bytes, refused: str) -> None:
    statement = uploaded(account, content)
    importing = partial(import_statement, statement.pk, actor=finance(), at=NOON)
    assert code(importing) == code(partial(preview_upload, statement, at=NOON)) == refused
    assert StatementLine.objects.count() == 0


def test_an_account_without_its_bank_is_recognized(account: BankAccount) -> None:
    content = mt940(":61:2405170517C5,00NTRFNONREF", account="37040044/0532013000")
    import_statement(uploaded(account, content).pk, actor=finance(), at=NOON)
    assert StatementLine.objects.count() == 1


def test_columns_that_a_person_chose(account: BankAccount) -> None:
    statement = uploaded(account, b"A;B;C\n03.02.2024;+1.234;x\n", "list.csv")
    choices = {"separator": ";", "decimal_sign": ",", "order": "MDY", "columns": {"day": "A", "amount": "B"}}
    choose_columns(statement.pk, choices=choices, seen=1, actor=finance(), at=NOON)
    import_statement(statement.pk, actor=finance(), at=NOON)
    assert [(str(line.day), line.amount) for line in lines_of(account)] == [("2024-03-02", Decimal(1234))]


def test_csv_and_camt_of_the_same_bank_reference_are_the_same(account: BankAccount) -> None:
    lines = [transfer(bank_reference="B1", text="x", payer="Müller")]
    imported(account, lines)
    preview = preview_upload(uploaded(account, csv_of(lines), "a.csv"), at=NOON)
    assert (preview.known, preview.new) == (1, [])


def test_a_statement_is_imported_or_discarded_once(account: BankAccount) -> None:
    statement = imported(account, [transfer()])
    assert code(partial(import_statement, statement.pk, actor=finance(), at=NOON)) == "statement_imported"
    other = uploaded(account, camt_of([transfer()]))
    assert code(partial(discard_statement, other.pk, seen=9, actor=finance(), at=NOON)) == "changed_meanwhile"
    discard_statement(other.pk, seen=1, actor=finance(), at=NOON)
    assert code(partial(import_statement, other.pk, actor=finance(), at=NOON)) == "statement_discarded"
    assert (
        code(partial(upload_statement, account.pk, file_name="x", content=b" ", actor=finance(), at=NOON))
        == "empty_file"
    )


def test_who_may(account: BankAccount, invoice: Invoice) -> None:
    statement, owner = uploaded(account, camt_of([transfer()])), owner_of(invoice.booking.company)
    line = lines_of(account)
    assert line == []
    for work in (
        partial(upload_statement, account.pk, file_name="x", content=b"x"),
        partial(import_statement, statement.pk),
        partial(discard_statement, statement.pk),
        partial(confirm_matches, [], edition_id=invoice.edition_id),
        partial(save_bank_account, None, name="x", account="x", currency="EUR"),
    ):
        with pytest.raises(NotAllowed):
            work(actor=owner, at=NOON)


def test_a_batch_is_booked_and_mailed_when_it_is_confirmed(account: BankAccount, invoice: Invoice) -> None:
    other = issued(another(invoice.booking), "50")
    owner_of(invoice.booking.company)
    imported(account, [transfer(text=invoice.reference), transfer("45.00", text=other.reference), transfer("9.00")])
    first, second, third = lines_of(account)
    proposals = proposals_for(account)
    assert (proposals[first.pk].is_certain, proposals[second.pk].is_certain) == (True, False)
    assert proposals[third.pk].parts == ()

    payments = confirm(accepted(first), accepted(second), edition=invoice.edition_id)

    assert (owed(invoice), owed(other)) == (0, 15)
    assert [(payment.way, payment.line, rest(payment)) for payment in payments] == [
        ("bank", first, 0),
        ("bank", second, 0),
    ]
    assert [line.state for line in lines_of(account)] == ["matched", "matched", "open"]
    assert Email.objects.filter(context__kind="payment_received").count() == 1
    assert list(proposals_for(account)) == [third.pk]


def test_a_fee_is_settled_and_too_much_is_an_advance(account: BankAccount) -> None:
    dear = issued(billable(), "1000")
    imported(account, [transfer("1185.00", text=dear.reference)])
    (line,) = lines_of(account)
    assert Reason.FEE in proposals_for(account)[line.pk].reasons
    (payment,) = confirm(accepted(line), edition=dear.edition_id)
    assert (owed(dear), rest(payment)) == (0, 0)

    imported(account, [transfer("30.00", text=dear.reference)])
    (payment,) = confirm(accepted(lines_of(account)[1]), edition=dear.edition_id)
    assert (payment.company, rest(payment)) == (dear.booking.company, 30)


def test_payers_are_known_by_what_was_matched_before(account: BankAccount, invoice: Invoice) -> None:
    second = issued(invoice.booking, "77")
    lines = [
        transfer(text=invoice.reference, payer="Aunt May", payer_account="GB1"),
        transfer("92.40", payer_account="GB1"),
    ]
    imported(account, lines)
    first, unnamed = lines_of(account)
    assert proposals_for(account)[unnamed.pk].reasons == (Reason.ONLY_AMOUNT,)
    confirm(accepted(first), edition=invoice.edition_id)
    proposal = proposals_for(account)[unnamed.pk]
    assert (proposal.parts, proposal.reasons[0]) == (((second.pk, Decimal("92.40")),), Reason.ACCOUNT)


def test_invoices_of_archived_editions_are_found_by_hand_only(account: BankAccount, invoice: Invoice) -> None:
    imported(account, [transfer(text=invoice.reference)])
    (line,) = lines_of(account)
    Edition.objects.filter(pk=invoice.edition_id).update(status=EditionStatus.ARCHIVED)
    assert proposals_for(account)[line.pk].parts == ()
    assert by_hand(line, invoice.number_text).company == invoice.company_id


def test_a_line_is_confirmed_once(account: BankAccount, invoice: Invoice) -> None:
    imported(account, [transfer(text=invoice.reference), transfer(text="x"), transfer("3.00", is_credit=False)])
    first, second, debit = lines_of(account)
    match = accepted(first)
    confirm(match, edition=invoice.edition_id)
    again = replace(match, parts=(), company=invoice.company_id)
    of_company = partial(Match, company=invoice.company_id)
    try_to = partial(partial, confirm, edition=invoice.edition_id)
    assert code(try_to(again)) == "line_confirmed"
    assert code(try_to(of_company(debit.pk))) == "line_confirmed"
    assert code(try_to(of_company(second.pk), of_company(second.pk))) == "line_confirmed"
    assert code(try_to(of_company(second.pk, seen=7))) == "changed_meanwhile"
    assert code(try_to(Match(second.pk))) == "payer_missing"
    assert Payment.objects.count() == 1


def test_a_transfer_that_was_typed_by_hand_is_asked_about(account: BankAccount, invoice: Invoice) -> None:
    imported(account, [transfer(text=invoice.reference), transfer("5.00", text="x")])
    first, second = lines_of(account)
    typed = paid(invoice, first.amount, received_on=first.day - timedelta(days=10), for_invoice=0)
    match = accepted(first)
    with pytest.raises(DomainError) as refusal:
        confirm(Match(second.pk, company=invoice.company_id), match, edition=invoice.edition_id)
    assert (refusal.value.code, refusal.value.details) == ("payment_known", {"line": first.pk, "payment": typed.pk})
    assert Payment.objects.get() == typed
    confirm(replace(match, besides=typed.pk), edition=invoice.edition_id)
    assert Payment.objects.count() == 2


@pytest.mark.parametrize("other", ["amount", "day", "company", "cancelled", "line"])
def test_another_payment_is_not_asked_about(account: BankAccount, invoice: Invoice, other: str) -> None:
    imported(account, [transfer(text=invoice.reference), transfer(text="the same again")])
    first, second = lines_of(account)
    company = issued(billable()).company_id if other == "company" else invoice.company_id
    day = first.day - timedelta(days=11 if other == "day" else 1)
    if other == "line":
        confirm(Match(second.pk, company=company), edition=invoice.edition_id)
    else:
        amount = first.amount + (other == "amount")
        typed = paid(invoice, amount, for_invoice=0, received_on=day, company_id=company)
        if other == "cancelled":
            cancel_payment(typed.pk, reason="Mistyped", actor=finance(), at=NOON)
    assert len(confirm(accepted(first), edition=invoice.edition_id)) == 1


def test_a_batch_with_one_refusal_books_nothing(account: BankAccount, invoice: Invoice) -> None:
    imported(account, [transfer(text=invoice.reference), transfer("5.00", text="x")])
    first, second = lines_of(account)
    wrong = Match(second.pk, (InvoicePart(invoice.pk, Decimal(6)),))
    assert code(partial(confirm, accepted(first), wrong, edition=invoice.edition_id)) == "invoice_settled"
    assert (Payment.objects.count(), {line.state for line in lines_of(account)}) == (0, {"open"})


def test_no_more_than_the_line_has_and_no_invoice_in_another_currency(account: BankAccount, invoice: Invoice) -> None:
    imported(account, [transfer("5.00", text="x")])
    (line,) = lines_of(account)
    more = Match(line.pk, (InvoicePart(invoice.pk, Decimal(6)),))
    assert code(partial(confirm, more, edition=invoice.edition_id)) == "more_than_left"
    yen = Match(line.pk, (InvoicePart(issued(billable(currency="JPY")).pk, Decimal(5)),))
    assert code(partial(confirm, yen, edition=invoice.edition_id)) == "other_currency"


def test_a_wrong_match_is_taken_back_and_the_line_is_open_again(account: BankAccount, invoice: Invoice) -> None:
    imported(account, [transfer(text=invoice.reference)])
    (line,) = lines_of(account)
    (payment,) = confirm(accepted(line), edition=invoice.edition_id)
    undo_allocation(payment.pk, allocation=payment.allocations.get().pk, actor=finance(), at=NOON)
    cancel_payment(payment.pk, reason="Wrong company", actor=finance(), at=NOON)
    (line,) = lines_of(account)
    assert (line.state, owed(invoice)) == (LineState.OPEN, 120)
    confirm(accepted(line), edition=invoice.edition_id)
    assert owed(invoice) == 0


def test_ignored_lines_say_why_and_can_be_reopened(account: BankAccount, invoice: Invoice) -> None:
    imported(account, [transfer(text="interest"), transfer("3.00", is_credit=False)])
    line, debit = lines_of(account)

    def ignore(reason: str, seen: int | None = None) -> object:
        ignored = [Ignored(line.pk, reason, seen)]
        return confirm_matches([], edition_id=invoice.edition_id, ignored=ignored, actor=finance(), at=NOON)

    assert code(partial(ignore, " ")) == "reason_missing"
    ignore("Interest", seen=1)
    assert code(partial(ignore, "Interest")) == "line_confirmed"
    assert (
        code(partial(confirm, Match(line.pk, company=invoice.company_id), edition=invoice.edition_id))
        == "line_confirmed"
    )
    reopen_line(line.pk, seen=2, actor=finance(), at=NOON)
    assert list(proposals_for(account)) == [line.pk]
    for pk in (line.pk, debit.pk):
        assert code(partial(reopen_line, pk, actor=finance(), at=NOON)) == "line_not_ignored"


def test_bank_accounts(account: BankAccount) -> None:
    save = partial(save_bank_account, name="New", currency="EUR", actor=finance(), at=NOON)
    added = save(None, account="de02 1203 0000 0000 2020 51")
    assert added.account == "DE02120300000000202051"
    assert code(partial(save, None, account="DE02120300000000202052", currency="ZZZ")) == "invalid"
    assert code(partial(save, None, account="–")) == "invalid"
    imported(account, [transfer()])
    change = partial(save, account.pk, account=account.account, name="Other")
    assert code(partial(change, account="DE02120300000000202059")) == "bank_account_in_use"
    assert code(partial(change, seen=9)) == "changed_meanwhile"
    assert change(seen=1, is_closed=True).is_closed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE exhibitors_statementline SET amount = 1",
        "UPDATE exhibitors_statementline SET identity = 'x'",
        "DELETE FROM exhibitors_statementline",
        "DELETE FROM exhibitors_bankstatement",
        "UPDATE exhibitors_bankstatement SET state = 'uploaded'",
    ],
)
def test_what_the_bank_said_stands(account: BankAccount, statement: str) -> None:
    imported(account, [transfer()])
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_matching_takes_as_many_queries_for_many_lines_as_for_one(
    account: BankAccount, invoice: Invoice, django_assert_num_queries: Any
) -> None:
    for count in (1, 8):
        imported(account, [transfer(text=f"{invoice.reference} {count} {place}") for place in range(count)])
        paid(invoice, 1)  # what was kept is out of date
        with django_assert_num_queries(7):
            proposals_for(account)
    assert BankStatement.objects.count() == 2
