"""An entry of the bank that one statement gives as a sum and another in parts counts once; like transfers, twice."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exhibitors.money.payments.models import BankAccount, BankStatement, StatementLine
from exhibitors.money.payments.operations.statements import import_statement
from exhibitors.money.payments.queries.statements import preview_upload
from exhibitors.money.payments.statements.lines import BankLine, entries, known_otherwise
from pavilions.states import OrganizerRole
from tests.exhibitors.invoices.invoices import finance
from tests.exhibitors.payments.files import camt, camt_of, credit, details, entry, mt940
from tests.exhibitors.payments.paid import TODAY, bank_account, imported, uploaded
from tests.factories import NOON, organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db

BOTH = credit("150.00", day=TODAY, bank_reference="E7", text="batch")
PARTS = [credit("100.00", day=TODAY, text="a", payer="A"), credit("50.00", day=TODAY, text="b", payer="B")]
SUM = camt(entry(BOTH))
DIVIDED = camt(entry(BOTH, *map(details, PARTS)))
BY_MT940 = mt940(f":61:{TODAY:%y%m%d%m%d}C150,00NTRFNONREF//E7")


@pytest.fixture
def account() -> BankAccount:
    return bank_account()


def taken(account: BankAccount, content: bytes, new: Sequence[str] = ()) -> BankStatement:
    return import_statement(uploaded(account, content).pk, new=new, actor=finance(), at=NOON)


def amounts(account: BankAccount) -> list[Decimal]:
    return sorted(account.lines.values_list("amount", flat=True))


def with_entry_reference(content: bytes) -> bytes:
    """Of a bank that numbers entries (NtryRef) and gives references to their parts alone."""
    return content.replace(b"<AcctSvcrRef>E7</AcctSvcrRef>", b"").replace(b"<Ntry>", b"<Ntry><NtryRef>E7</NtryRef>")


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (SUM, DIVIDED, [150]),
        (DIVIDED, SUM, [50, 100]),
        (BY_MT940, DIVIDED, [150]),
        (DIVIDED, BY_MT940, [50, 100]),
        (with_entry_reference(SUM), with_entry_reference(DIVIDED), [150]),
        (with_entry_reference(DIVIDED), with_entry_reference(SUM), [50, 100]),
    ],
)
def test_a_sum_and_its_parts_count_once(account: BankAccount, first: bytes, second: bytes, kept: list[int]) -> None:
    taken(account, first)
    preview = preview_upload(uploaded(account, second), at=NOON)
    assert (preview.new, preview.divided) == ([], len(preview.lines))
    taken(account, second)
    assert amounts(account) == kept
    taken(account, second)
    assert amounts(account) == kept


def test_another_day_amount_or_reference_is_another_entry(account: BankAccount) -> None:
    taken(account, SUM)
    for change in ((b"E7", b"E8"), (b"2024-05-17", b"2024-05-16"), (b"CRDT", b"DBIT")):
        assert len(preview_upload(uploaded(account, DIVIDED.replace(*change)), at=NOON).new) == 2
    other = DIVIDED.replace(b"150.00", b"151.00").replace(b"100.00", b"101.00")
    assert len(preview_upload(uploaded(account, other), at=NOON).new) == 2


def test_of_two_entries_with_one_reference_the_second_still_counts(account: BankAccount) -> None:
    taken(account, SUM)
    taken(account, camt(entry(BOTH, *map(details, PARTS)), entry(BOTH, *map(details, PARTS))))
    assert amounts(account) == [50, 100, 150]


def test_a_person_may_call_divided_lines_new(account: BankAccount) -> None:
    taken(account, SUM)
    doubts = preview_upload(uploaded(account, DIVIDED), at=NOON).doubts
    assert [doubt.is_divided for doubt in doubts] == [True, True]
    taken(account, DIVIDED, [doubt.mark for doubt in doubts])
    assert amounts(account) == [50, 100, 150]


def test_two_like_transfers_count_twice(account: BankAccount) -> None:
    like = credit("5.00", day=TODAY, text="stand", payer="A")
    taken(account, camt_of([like, like]))
    assert amounts(account) == [5, 5]
    for number in "12":
        taken(account, camt(entry(credit("7.00", day=TODAY, bank_reference=f"B{number}"), details(like))))
    assert amounts(account) == [5, 5, 7, 7]


def test_a_like_transfer_in_another_file_is_known_until_a_person_says_otherwise(account: BankAccount) -> None:
    like = credit("5.00", day=TODAY, text="stand", payer="A")
    imported(account, [like])
    morning = camt_of([like, credit("6.00", day=TODAY)])
    preview = preview_upload(uploaded(account, morning), at=NOON)
    ((line, mark),) = ((doubt.line, doubt.mark) for doubt in preview.doubts)
    assert (line.text, len(preview.new)) == ("stand", 1)
    taken(account, morning, [mark])
    assert amounts(account) == [5, 5, 6]
    both = camt_of([like, like, credit("6.00", day=TODAY)])
    assert taken(account, both).known == 3
    assert amounts(account) == [5, 5, 6]
    assert taken(account, both, ["x" * 64]).known == 3


def test_the_preview_says_what_was_taken_as_known(client: Client, account: BankAccount) -> None:
    client.force_login(organizer(OrganizerRole.FINANCE))
    taken(account, SUM)
    imported(account, [credit("5.00", day=TODAY, text="stand")])
    content = camt(
        entry(BOTH, *map(details, PARTS)), entry(credit("5.00", day=TODAY), details(credit("5.00", text="stand")))
    )
    statement = uploaded(account, content)
    page = client.get(f"/organizer/statements/{statement.pk}/")
    assert_clean(page)
    assert "2 lines belong to entries of the bank" in page.text
    marks = [doubt.mark for doubt in page.context["preview"].doubts]
    assert len(marks) == 3
    client.post(f"/organizer/statements/{statement.pk}/import/", {"revision": statement.revision, "new": marks[-1:]})
    assert amounts(account) == [5, 5, 150]


PIECES = st.lists(st.integers(1, 40), min_size=1, max_size=4)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(PIECES, st.booleans()), min_size=1, max_size=5, unique_by=lambda each: sum(each[0])))
def test_any_division_of_entries_is_recognized_either_way(divisions: list[tuple[list[int], bool]]) -> None:
    def lines(of: Sequence[Sequence[int]]) -> list[BankLine]:
        said = [(amount, index) for pieces in of for index, amount in enumerate(pieces)]
        return [credit(str(amount), bank_reference="R", index=index) for amount, index in said]

    parts, sums = lines([pieces for pieces, _had in divisions]), lines([[sum(pieces)] for pieces, _had in divisions])
    assert sum(1 for _each in entries(parts)) == len(divisions)
    had = lines([pieces for pieces, was_had in divisions if was_had])
    assert known_otherwise(sums, had) == {
        place for place, (pieces, was_had) in enumerate(divisions) if was_had and len(pieces) > 1
    }
    assert known_otherwise(parts, parts) == set()


def test_lines_keep_the_reference_of_their_entry(account: BankAccount) -> None:
    taken(account, with_entry_reference(DIVIDED))
    assert set(StatementLine.objects.values_list("entry_reference", "bank_reference")) == {("E7", "")}
