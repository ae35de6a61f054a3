"""The journal as a file for the bookkeeping."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from exhibitors.money.invoices.models import BillingParty
from exhibitors.money.invoices.states import InvoiceKind
from exhibitors.money.payments.bookkeeping import Booked, BookedLeg, Frame, extf, pairs
from exhibitors.money.payments.models import LedgerCodes, TreatmentCodes
from exhibitors.money.payments.operations.payments import InvoicePart
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.conftest import lines_of
from tests.exhibitors.invoices.invoices import billable, issued, line, reverse_charge
from tests.exhibitors.payments.paid import paid
from tests.factories import organizer
from tests.html_rules import assert_clean

DAY = date(2026, 11, 10)
PERIOD = "&first=2024-05-01&last=2024-05-31"


def leg(account: str, amount: str) -> BookedLeg:
    return BookedLeg(account, Decimal(amount))


def paired(*legs: BookedLeg) -> list[tuple[str, str, Decimal]]:
    return [(debit.account, credit.account, amount) for debit, credit, amount in pairs(legs)]


def test_legs_become_pairs_that_add_up() -> None:
    found = paired(leg("1200", "105"), leg("1400", "-120"), leg("4970", "15"))
    assert found == [("1200", "1400", Decimal(105)), ("4970", "1400", Decimal(15))]
    found = paired(leg("1400", "120"), leg("8400", "-100"), leg("1776", "-20"))
    assert found == [("1400", "8400", Decimal(100)), ("1400", "1776", Decimal(20))]


def file_of(*entries: Booked) -> list[list[str]]:
    """The cells of a file, quotation marks kept."""
    made_at = datetime(2026, 4, 1, tzinfo=UTC)
    frame = Frame("1001", "7", date(2026, 1, 1), 4, date(2026, 3, 1), date(2026, 3, 31), made_at, "EUR", "03")
    return [re.findall(r'(?:^|;)("(?:[^"]|"")*"|[^;]*)', line.removesuffix("\r\n")) for line in extf(entries, frame)]


def test_head_names_format_period_and_chart() -> None:
    head, columns = file_of()
    assert (len(head), len(columns)) == (31, 125)
    assert head[:6] == ['"EXTF"', "700", "21", '"Buchungsstapel"', "13", "20260401000000000"]
    assert head[10:16] == ["1001", "7", "20260101", "4", "20260301", "20260331"]
    assert (head[21], head[26]) == ('"EUR"', '"03"')


FORMAT = {
    1: r"\d{1,10},\d{2}",
    2: r'"[SH]"',
    3: r'"[A-Z]{3}"',
    7: r"\d{4,9}",
    8: r"\d{4,9}",
    9: r'("\d{1,4}")?',
    10: r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])",
    11: r'"[A-Za-z0-9$&%*+\-/]{1,36}"|',
    14: r'"(?:[^"]|""){1,60}"',
    40: r'"[A-Z0-9]{1,15}"|',
    115: r"(\d{8})?",
}
"""By the published description of the format, version 13: what the fields that we fill may hold, by their place."""


def test_rows_keep_to_the_published_format() -> None:
    hostile = ["=HYPERLINK(1)", "+1+cmd|x", "@SUM(1)", "-2", 'a "b";c', "x" * 300, "Müller\nGmbH", "上海 Yılsu"]
    entries = [
        Booked(date(2026, 3, 5), "KWD", name, name, [leg("1200", "1000.001"), leg("10000", "-1000.001")])
        for name in hostile
    ]
    _head, columns, *rows = file_of(*entries)
    for row in rows:
        assert len(row) == len(columns)
        for place, cell in enumerate(row, start=1):
            assert re.fullmatch(FORMAT.get(place, ""), cell), (place, cell)
    assert [row[13] for row in rows[:4]] == ['"\'=HYPERLINK(1)"', '"\'+1+cmd|x"', '"\'@SUM(1)"', '"-2"']
    assert [row[10] for row in rows[:4]] == ['"HYPERLINK1"', '"1+cmdx"', '"SUM1"', '"2"']
    assert rows[-1][13] == '"ShangHai Yilsu"'
    assert {row[0] for row in rows} == {"1000,00"}


def test_a_taxed_account_is_the_contra_account_with_key_and_day_of_supply() -> None:
    taxed = BookedLeg("8336", Decimal(-50), is_taxed=True, key="41", vat_id="FR40303265045", supplied_on=DAY)
    invoice = Booked(date(2026, 3, 5), "EUR", "E-1", "invoice", [leg("10000", "50"), taxed])
    note = Booked(date(2026, 3, 6), "EUR", "E-2", "note", [leg("10000", "-50"), replace(taxed, amount=Decimal(50))])
    _head, _columns, *rows = file_of(invoice, note)
    assert [[row[place] for place in (1, 6, 7, 8, 39, 114)] for row in rows] == [
        ['"S"', "10000", "8336", '"41"', '"FR40303265045"', "10112026"],
        ['"H"', "10000", "8336", '"41"', '"FR40303265045"', "10112026"],
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
class TestPages:
    @pytest.fixture
    def finance(self) -> Client:
        return signed_in(organizer(OrganizerRole.FINANCE))

    def test_journal_as_files(self, finance: Client) -> None:
        invoice = issued(billable())
        paid(invoice, 118, parts=[InvoicePart(invoice.pk, Decimal(118), Decimal(2))])
        edition = f"?edition={invoice.edition.number}"
        assert_clean(finance.get(reverse("organizer:bookkeeping") + edition))
        export = reverse("organizer:bookkeeping_export", args=["csv"]) + edition + PERIOD
        _head, *rows = lines_of(finance.get(export))
        assert [(row[4], row[5]) for row in rows] == [
            *(("1400", "120.00"), ("8200", "-100.00"), ("1776", "-20.00")),
            *(("1200", "118.00"), ("1400", "-120.00"), ("4970", "2.00")),
        ]
        datev = finance.get(reverse("organizer:bookkeeping_export", args=["datev"]) + edition + PERIOD)
        lines = b"".join(datev.streaming_content).decode("cp1252").splitlines()  # type: ignore[attr-defined]
        assert [line.split(";")[0] for line in lines[2:]] == ["100,00", "20,00", "118,00", "2,00"]
        assert [line.split(";")[6:8] for line in lines[2:]] == [
            *(["10000", "8200"], ["10000", "1776"], ["1200", "10000"], ["4970", "10000"])
        ]
        assert {line.split(";")[10] for line in lines[2:]} == {f'"{invoice.number_text}"'}
        assert [row[13] for row in rows] == ["10000", "", "", "", "10000", ""]
        assert finance.get(reverse("organizer:bookkeeping_export", args=["pdf"]) + edition + PERIOD).status_code == 404
        backwards = edition + "&first=2024-06-01&last=2024-05-01"
        wrong = finance.get(reverse("organizer:bookkeeping_export", args=["csv"]) + backwards)
        assert (wrong.status_code, "comes before the first" in wrong.text) == (422, True)
        years = edition + "&first=2023-12-01&last=2024-05-31"
        refused = finance.get(reverse("organizer:bookkeeping_export", args=["datev"]) + years)
        assert (refused.status_code, "end it on 31 December 2023" in refused.text) == (422, True)
        assert list(refused.context["period"].errors) == ["last"]
        assert finance.get(reverse("organizer:bookkeeping_export", args=["csv"]) + years).status_code == 200

    def test_numbers_of_accounts_are_set(self, finance: Client) -> None:
        invoice = issued(billable())
        address = reverse("organizer:bookkeeping_codes") + f"?edition={invoice.edition.number}"
        names = ("receivable", "revenue", "tax", "bank", "advance", "fee", "rounding", "clearing")
        said = {name: f"1{place}00" for place, name in enumerate(names)} | {"revision": 0}
        said["first_debtor"] = "20000"
        for wrong, sentence in (
            ({"bank": "12a0"}, "Enter digits only"),
            ({"bank": "12"}, "same number of digits"),
            ({"first_debtor": "1000"}, "has 5 digits: one more than the accounts"),
        ):
            answer = finance.post(address, said | wrong)
            assert (answer.status_code, sentence in answer.text) == (422, True)
        assert finance.post(address, said | {"consultant": "1234"}).status_code == 302
        assert (LedgerCodes.objects.get().bank, LedgerCodes.objects.get().consultant) == ("1300", "1234")
        assert "since you opened the page" in finance.post(address, said).text

    def test_each_treatment_has_its_accounts_and_deposits_theirs(self, finance: Client) -> None:
        booking = billable(rate=19)
        first = issued(booking, "1000", kind=InvoiceKind.DEPOSIT)
        BillingParty.objects.update(tax_id="FR40303265045")
        less = line("-1000", deducts=first)
        issued(booking, "3000", less, kind=InvoiceKind.BALANCE)
        reverse_charge(booking.edition, position=0)
        issued(booking, "500", kind=InvoiceKind.EXTRA)
        edition = f"?edition={booking.edition.number}"
        datev = finance.get(reverse("organizer:bookkeeping_export", args=["datev"]) + edition + PERIOD)
        lines = b"".join(datev.streaming_content).decode("cp1252").splitlines()[2:]  # type: ignore[attr-defined]
        rows = [each.split(";") for each in lines]
        assert [(row[0], row[1], row[6], row[7], row[39]) for row in rows] == [
            ("1190,00", '"S"', "10000", "1718", ""),
            ("2380,00", '"S"', "10000", "8400", ""),
            ("1190,00", '"S"', "1718", "8400", ""),
            ("500,00", '"S"', "10000", "8336", '"FR40303265045"'),
        ]
        _head, *journal = lines_of(
            finance.get(reverse("organizer:bookkeeping_export", args=["csv"]) + edition + PERIOD)
        )
        assert sum(Decimal(row[5]) for row in journal) == 0
        assert [(row[4], row[5]) for row in journal[3:8]] == [
            *(("1400", "2380.00"), ("8400", "-3000.00"), ("1776", "-570.00"), ("1718", "1000.00"), ("1776", "190.00")),
        ]

    def test_accounts_of_a_treatment_are_typed_and_refused_beside_their_fields(self, finance: Client) -> None:
        invoice = issued(billable(rate=19))
        address = reverse("organizer:bookkeeping_codes") + f"?edition={invoice.edition.number}"
        assert_clean(finance.get(reverse("organizer:bookkeeping") + f"?edition={invoice.edition.number}"))
        names = ("receivable", "revenue", "tax", "bank", "advance", "fee", "rounding", "clearing", "damages")
        said = {name: f"1{place}00" for place, name in enumerate(names)} | {"revision": 0, "first_debtor": "20000"}
        said |= {"chart": "04", "revenue_S_19": "4400", "advance_S_19": "3272", "key_S_19": "3"}
        refused = finance.post(address, said | {"advance_S_19": "32"})
        assert list(refused.context["form"].errors) == ["advance_S_19"]
        assert finance.post(address, said).status_code == 302
        row = TreatmentCodes.objects.get()
        assert (row.category, row.rate, row.revenue, row.advance, row.key) == ("S", Decimal(19), "4400", "3272", "3")
