"""The journal as a file for the bookkeeping."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from exhibitors.payments.bookkeeping import Booked, BookedLeg, Frame, extf, pairs
from exhibitors.payments.models import LedgerCodes
from exhibitors.payments.operations.payments import InvoicePart
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.conftest import lines_of
from tests.exhibitors.invoices.invoices import billable, issued
from tests.exhibitors.payments.paid import paid
from tests.factories import organizer
from tests.html_rules import assert_clean

PERIOD = "&first=2024-05-01&last=2024-05-31"


def leg(account: str, amount: str) -> BookedLeg:
    return BookedLeg(account, Decimal(amount))


def test_legs_become_pairs_that_add_up() -> None:
    legs = [leg("1200", "105"), leg("1400", "-120"), leg("4970", "15")]
    assert list(pairs(legs)) == [("1200", "1400", Decimal(105)), ("4970", "1400", Decimal(15))]
    legs = [leg("1400", "120"), leg("8400", "-100"), leg("1776", "-20")]
    assert list(pairs(legs)) == [("1400", "8400", Decimal(100)), ("1400", "1776", Decimal(20))]


def test_extf_as_datev_reads_it() -> None:
    made_at = datetime(2026, 4, 1, tzinfo=UTC)
    frame = Frame("1001", "7", date(2026, 1, 1), 4, date(2026, 3, 1), date(2026, 3, 31), made_at, "EUR")
    legs = [leg("1200", "5.50"), leg("1400", "-5.50")]
    entry = Booked(date(2026, 3, 5), "EUR", "EX-2026-00001", 'payment "Ü" 上海', legs)
    head, columns, row = extf([entry], frame)
    assert head.startswith('"EXTF";700;21;"Buchungsstapel";13;20260401000000000;;"CI";;;1001;7;20260101;4;')
    assert ";20260301;20260331;" in head
    assert columns.count(";") == row.count(";") == 13
    assert row == '5,50;"S";"EUR";;;;1200;1400;;0503;"EX-2026-00001";;;"payment ""Ü"" ??"\r\n'


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
class TestPages:
    @pytest.fixture
    def finance(self) -> Client:
        return signed_in(organizer(OrganizerRole.FINANCE))

    def test_journal_as_files(self, finance: Client) -> None:
        invoice = issued(billable())
        paid(invoice, 105, parts=[InvoicePart(invoice.pk, Decimal(105), Decimal(15))])
        edition = f"?edition={invoice.edition.number}"
        assert_clean(finance.get(reverse("organizer:bookkeeping") + edition))
        export = reverse("organizer:bookkeeping_export", args=["csv"]) + edition + PERIOD
        _head, *rows = lines_of(finance.get(export))
        assert [(row[4], row[5]) for row in rows] == [
            *(("1400", "120.00"), ("8400", "-100.00"), ("1776", "-20.00")),
            *(("1200", "105.00"), ("1400", "-120.00"), ("4970", "15.00")),
        ]
        datev = finance.get(reverse("organizer:bookkeeping_export", args=["datev"]) + edition + PERIOD)
        lines = b"".join(datev.streaming_content).decode("cp1252").splitlines()  # type: ignore[attr-defined]
        assert [line.split(";")[0] for line in lines[2:]] == ["100,00", "20,00", "105,00", "15,00"]
        assert [line.split(";")[6:8] for line in lines[2:]] == [
            *(["10000", "8400"], ["10000", "1776"], ["1200", "10000"], ["4970", "10000"])
        ]
        assert [row[-1] for row in rows] == ["10000", "", "", "", "10000", ""]
        assert finance.get(reverse("organizer:bookkeeping_export", args=["pdf"]) + edition + PERIOD).status_code == 404
        backwards = edition + "&first=2024-06-01&last=2024-05-01"
        wrong = finance.get(reverse("organizer:bookkeeping_export", args=["csv"]) + backwards)
        assert (wrong.status_code, "comes before the first" in wrong.text) == (422, True)

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
