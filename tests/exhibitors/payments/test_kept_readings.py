"""An uploaded file is read once; gaps between balances and days to come are said."""

from datetime import date

import pytest
from django.urls import reverse

from ciie.kernel.errors import Invalid
from exhibitors.money.payments.models import BankAccount
from exhibitors.money.payments.operations.statements import import_statement
from exhibitors.money.payments.queries.statements import gaps_of, preview_upload
from exhibitors.money.payments.statements import reading
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import finance
from tests.exhibitors.payments.files import camt, credit, entry
from tests.exhibitors.payments.paid import bank_account, uploaded
from tests.factories import NOON
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def account() -> BankAccount:
    return bank_account()


def test_viewing_a_file_does_not_read_it_again(account: BankAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    statement = uploaded(account, b"Date;Amount;Text\n2024-05-02;+5.00;a\n", "a.csv")
    monkeypatch.setattr(reading, "READER", "no.such:reader")
    browser = signed_in(finance())
    for _time in range(2):
        page = browser.get(reverse("organizer:statement", args=[statement.pk]))
        assert len(page.context["preview"].new) == 1
    import_statement(statement.pk, actor=finance(), at=NOON)
    assert account.lines.count() == 1


def test_a_day_to_come_is_refused(account: BankAccount) -> None:
    statement = uploaded(account, camt(entry(credit("5.00", day=date(2030, 1, 2)))))
    with pytest.raises(Invalid) as refusal:
        preview_upload(statement, at=NOON)
    assert refusal.value.code == "statement_future_day"
    with pytest.raises(Invalid):
        import_statement(statement.pk, actor=finance(), at=NOON)


def test_a_gap_between_balances_is_said(account: BankAccount) -> None:
    april = camt(entry(credit("802.60", day=date(2024, 4, 30))), opening="1000.00", closing="1802.60")
    import_statement(uploaded(account, april, "april.xml").pk, actor=finance(), at=NOON)
    may = uploaded(
        account, camt(entry(credit("5.00", day=date(2024, 5, 2))), opening="1000.00", closing="1005.00"), "may.xml"
    )
    (gap,) = preview_upload(may, at=NOON).gaps
    assert (gap.earlier, str(gap.closing), str(gap.opening), str(gap.missing)) == (
        "april.xml",
        "1802.600",
        "1000.00",
        "-802.600",
    )
    browser = signed_in(finance())
    page = reverse("organizer:statement", args=[may.pk])
    shown = browser.get(page)
    assert "A statement seems to be missing" in shown.text
    assert_clean(shown)
    done = import_statement(may.pk, actor=finance(), at=NOON)
    assert len(gaps_of(done)) == 1
    assert "A statement seems to be missing" in browser.get(page).text


def test_statements_that_go_on_have_no_gap(account: BankAccount) -> None:
    april = camt(entry(credit("802.60", day=date(2024, 4, 30))), opening="1000.00", closing="1802.60")
    import_statement(uploaded(account, april).pk, actor=finance(), at=NOON)
    may = uploaded(account, camt(entry(credit("5.00", day=date(2024, 5, 2))), opening="1802.60", closing="1807.60"))
    assert preview_upload(may, at=NOON).gaps == []
