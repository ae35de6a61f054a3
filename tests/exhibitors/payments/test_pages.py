"""Finance's pages of money, and the company's account."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format
from post_office.models import Email
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries, Settings

from ciie.kernel.actors import SYSTEM
from ciie.web import lists
from exhibitors.bookings.models import Booking
from exhibitors.companies.states import CompanyRole
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import agree_to
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.payments.models import Allocation, BankAccount, BankStatement, Payment, Refund
from exhibitors.money.payments.operations.payments import cancel_payment
from exhibitors.money.payments.queries.matches import Decoded, shown_choices
from exhibitors.money.payments.states import LineState, StatementState
from exhibitors.states import BookingState
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.conftest import lines_of, queries_of_a_page
from tests.exhibitors.invoices.invoices import another, billable, company_with_address, issued
from tests.exhibitors.payments.files import camt_of, credit
from tests.exhibitors.payments.paid import TODAY, bank_account, imported, owed, paid, rest, uploaded
from tests.exhibitors.payments.paid import lines_of as lines_on
from tests.factories import NOON, EditionFactory, MembershipFactory, organizer, owner_of
from tests.html_rules import assert_clean
from tests.lasting_rows import Keep, LastingWorld
from tests.page_forms import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def finance() -> Client:
    return signed_in(organizer(OrganizerRole.FINANCE))


@pytest.fixture(scope="module")
def lasting(keep: Keep) -> LastingWorld[Invoice]:
    return keep(lambda: issued(billable()))


@pytest.fixture
def invoice(lasting: LastingWorld[Invoice], db: None, settings: Settings, tmp_path: Path) -> Invoice:
    """Of 120.00, due in 14 days."""
    return lasting.for_a_test(settings, tmp_path)


@pytest.fixture
def account() -> BankAccount:
    return bank_account()


def of(name: str, *args: object, edition: int | None = None) -> str:
    return reverse(f"organizer:{name}", args=args) + ("" if edition is None else f"?edition={edition}")


def test_list_of_payments_narrows_and_exports(finance: Client, invoice: Invoice) -> None:
    number = invoice.edition.number
    paid(invoice, 130, for_invoice=120, payer="Aunt May")
    paid(issued(another(invoice.booking), "10"), 12)
    page = finance.get(of("payments", edition=number))
    assert_clean(page)
    assert "Left over in this list: EUR\N{NO-BREAK SPACE}10" in page.text
    left = finance.get(of("payments", edition=number) + "&state=left&search=may")
    assert [row.record.payer for row in left.context["table"].rows] == ["Aunt May"]
    for state, count in (("allocated", 1), ("partly", 1), ("advance", 0), ("refunded", 0), ("cancelled", 0)):
        rows = finance.get(of("payments", edition=number) + f"&state={state}").context["table"].rows
        assert len(rows) == count, state
    head, first, second = lines_of(finance.get(of("payments_export", "csv", edition=number)))
    assert (head[0], head[-1], first[-1], second[-1]) == ("Payment", "Left over", "0.00", "10.00")


def test_a_payment_is_recorded_by_hand(finance: Client, invoice: Invoice) -> None:
    address = of("payment_record", invoice.company_id, edition=invoice.edition.number)
    page = finance.get(address)
    assert_clean(page)
    assert f"{invoice.number_text}, open: EUR\N{NO-BREAK SPACE}120" in page.text
    said = {"received_on": "2024-05-16", "amount": "130", "currency": "EUR", f"invoice_{invoice.pk}": "121"}
    refused = finance.post(address, said)
    assert refused.status_code == 422
    assert "has only EUR\N{NO-BREAK SPACE}120 left to be paid" in refused.text
    assert 'value="121"' in refused.text
    answer = finance.post(address, said | {f"invoice_{invoice.pk}": "119", "fee": "1"})
    payment = Payment.objects.get()
    assert answer.url == of("payment", payment.pk)  # type: ignore[attr-defined]
    assert (owed(invoice), rest(payment), payment.received_on) == (0, 11, date(2024, 5, 16))


def test_a_payment_typed_again_is_asked_about_and_recorded_once_per_answer(finance: Client, invoice: Invoice) -> None:
    address = of("payment_record", invoice.company_id, edition=invoice.edition.number)
    said = {"received_on": "2024-05-16", "amount": "130", "currency": "EUR", "payer": "Aunt May", "besides": ""}
    assert "This is another payment" not in finance.get(address).text
    assert finance.post(address, said).status_code == 302
    first = Payment.objects.get()
    asked = finance.post(address, said)
    assert_clean(asked)
    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["besides"])
    assert f"{first.number} of this company has the same amount and day" in asked.text
    assert f"This is another payment, besides {first.number}" in asked.text
    assert "checked" not in str(asked.context["form"]["besides"])
    slip = finance.post(address, said | {"besides": first.pk, "amount": "x"})
    assert "checked" in str(slip.context["form"]["besides"])
    for _sent in range(2):
        again = finance.post(address, said | {"besides": first.pk})
    second = Payment.objects.latest("pk")
    assert (again.status_code, Payment.objects.count()) == (422, 2)
    assert f"besides {second.number}" in again.text
    assert finance.post(address, said | {"besides": "x"}).status_code == 422


@pytest.mark.parametrize("other", [{"amount": "131"}, {"received_on": "2024-05-15"}])
def test_another_amount_or_day_is_not_asked_about(finance: Client, invoice: Invoice, other: dict[str, str]) -> None:
    address = of("payment_record", invoice.company_id, edition=invoice.edition.number)
    said = {"received_on": "2024-05-16", "amount": "130", "currency": "EUR"}
    assert [finance.post(address, each).status_code for each in (said, said | other)] == [302, 302]


def test_a_payment_like_one_that_was_cancelled_is_not_asked_about(invoice: Invoice) -> None:
    taken_back = paid(invoice, 130, for_invoice=0)
    cancel_payment(taken_back.pk, reason="Typed for another company", actor=SYSTEM, at=NOON)
    paid(invoice, 130, for_invoice=0, besides=None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"amount": "abc"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "1e400"}, "amount"),
        ({"amount": "9999999999999"}, None),
        ({"received_on": "31.02.2024"}, "received_on"),
        ({"received_on": "2024-06-01"}, "received_on"),
        ({"received_on": "0024-05-16"}, "received_on"),
        ({"currency": "XXX"}, "currency"),
        ({"text": "\x00"}, "text"),
    ],
)
def test_bad_input_is_refused_beside_its_field(
    finance: Client, invoice: Invoice, said: dict[str, str], field: str | None
) -> None:
    address = of("payment_record", invoice.company_id, edition=invoice.edition.number)
    usual = {"received_on": "2024-05-16", "amount": "130", "currency": "EUR"}
    answer = finance.post(address, usual | said)
    if field is None:
        assert answer.status_code == 302
    else:
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_what_is_left_is_allocated_refunded_and_taken_back(finance: Client, invoice: Invoice) -> None:
    payment = paid(invoice, 130, for_invoice=0)
    page = finance.get(of("payment", payment.pk))
    assert_clean(page)
    typed = {"revision": payment.revision, f"invoice_{invoice.pk}": "120"}
    assert finance.post(of("payment_allocate", payment.pk), typed).status_code == 302
    old = finance.post(of("payment_allocate", payment.pk), typed)
    assert (old.status_code, "since you opened the page" in old.text) == (422, True)
    payment.refresh_from_db()
    refund = {"revision": payment.revision, "amount": "11", "paid_on": "2024-05-17", "reason": "Asked"}
    refused = finance.post(of("payment_refund", payment.pk), refund)
    assert (refused.status_code, "has only EUR\N{NO-BREAK SPACE}10 left" in refused.text) == (422, True)
    assert finance.post(of("payment_refund", payment.pk), refund | {"amount": "10"}).status_code == 302
    assert not Refund.objects.exists()
    agree_to(Approval.objects.get().pk, actor=organizer(OrganizerRole.FINANCE), at=NOON)
    assert [Refund.objects.get().amount, rest(payment)] == [Decimal(10), 0]
    shown = finance.get(of("payment", payment.pk))
    assert_clean(shown)
    undo = next(form for form in forms_of(shown.text) if "/undo/" in form.action)
    finance.post(undo.action, undo.values)
    assert (owed(invoice), rest(payment)) == (120, 120)


def test_a_mistaken_payment_is_cancelled(finance: Client, invoice: Invoice) -> None:
    payment = paid(invoice, 130, for_invoice=0)
    said = {"revision": payment.revision, "reason": ""}
    assert finance.post(of("payment_cancel", payment.pk), said).status_code == 422
    finance.post(of("payment_cancel", payment.pk), said | {"reason": "Another company"})
    page = finance.get(of("payment", payment.pk))
    assert_clean(page)
    assert "Another company" in page.text
    assert finance.get(of("payments", edition=invoice.edition.number) + "&state=cancelled").context["table"].rows


def test_pages_take_as_many_queries_for_many_as_for_few(invoice: Invoice, account: BankAccount) -> None:
    person, number = organizer(OrganizerRole.FINANCE), invoice.edition.number

    def counts() -> list[int]:
        pages = (
            of("payments", edition=number),
            of("receivables", edition=number),
            of("account", invoice.company_id, edition=number),
            of("statements"),
            of("statement", BankStatement.objects.latest("pk").pk),
        )
        return [queries_of_a_page(page, person) for page in pages]

    def more(count: int) -> None:
        lines = []
        for place in range(count):
            extra = issued(invoice.booking if place % 2 else another(invoice.booking), f"{place + 7}")
            paid(extra, 3)
            paid(extra, 2, for_invoice=1)
            lines.append(credit("3.00", day=TODAY, text=f"{extra.reference} {count}"))
        imported(account, lines)

    more(2)
    few = counts()
    more(7)
    assert counts() == few


@pytest.mark.usefixtures("lasting")
def test_the_list_of_statements_counts_the_lines_of_its_page(
    account: BankAccount, finance: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "ROWS_PER_PAGE", 1)
    for place in range(4):
        imported(account, [credit("3.00", day=TODAY, text=f"{place} {each}") for each in range(5)])
    for asked in ("", "?sort=state", "?sort=count", "?state=imported", "?search=statement"):
        with CaptureQueriesContext(connection) as statements:
            page = finance.get(of("statements") + asked)
        (row,) = page.context["table"].page.object_list
        assert (row.record.count, row.record.open, row.record.matched) == (5, 5, 0)
        (reading,) = [each["sql"] for each in statements if "exhibitors_statementline" in each["sql"]]
        selected, _from, rest = reading.rpartition('FROM "exhibitors_bankstatement"')
        assert "exhibitors_statementline" in selected, asked
        assert "exhibitors_statementline" not in rest, "neither joined nor sorted by, so counted for the page alone"


@pytest.mark.usefixtures("lasting")
def test_statements_are_narrowed_to_those_with_something_to_match(account: BankAccount, finance: Client) -> None:
    imported(account, [credit("1.00", is_credit=False)])
    waiting = imported(account, [credit("3.00", day=TODAY)])
    rows = finance.get(of("statements") + "?state=to_match").context["table"].rows
    assert [row.record for row in rows] == [waiting]


def test_a_batch_of_any_size_is_shown_by_two_queries(
    invoice: Invoice, account: BankAccount, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    imported(account, [credit("1.00", day=TODAY, text=str(place)) for place in range(3)])
    part = (invoice.pk, Decimal(1), Decimal(0))
    matches = [(line, Decoded((part,), None)) for line in account.lines.all()]
    with django_assert_num_queries(2):
        choices = shown_choices(matches)
    assert [choice.payer for choice in choices] == [invoice.booking.company.name] * 3


def test_ageing_by_company_and_currency(finance: Client, invoice: Invoice) -> None:
    number = invoice.edition.number
    issued(another(invoice.booking), "50", due_on=date(2024, 5, 17))
    paid(invoice, 20)
    page = finance.get(of("receivables", edition=number))
    assert_clean(page)
    head, *rows = lines_of(finance.get(of("receivables_export", "csv", edition=number)))
    assert head[4:9] == ["Not due", "1–30 days", "31–60 days", "61–90 days", "Over 90 days"]
    assert sorted((row[2], row[3], row[4]) for row in rows) == [("EUR", "100.00", "100.00"), ("EUR", "60.00", "60.00")]


@pytest.mark.parametrize(
    ("days", "bucket"), [(0, 4), (1, 5), (30, 5), (31, 6), (60, 6), (61, 7), (90, 7), (91, 8), (400, 8)]
)
def test_how_late_an_invoice_is(invoice: Invoice, days: int, bucket: int) -> None:
    number = invoice.edition.number
    with time_machine.travel(NOON + timedelta(days=14 + days), tick=False):
        finance = signed_in(organizer(OrganizerRole.FINANCE))
        (_head, row) = lines_of(finance.get(of("receivables_export", "csv", edition=number)))
        late = finance.get(of("receivables", edition=number) + "&late=late")
    assert [place for place in range(4, 9) if row[place] == "120.00"] == [bucket]
    assert bool(late.context["table"].rows if "table" in late.context else []) == (days > 0)


def test_paid_too_much_is_listed_without_anything_open(finance: Client, invoice: Invoice) -> None:
    paid(invoice, 130, for_invoice=120)
    (_head, row) = lines_of(finance.get(of("receivables_export", "csv", edition=invoice.edition.number)))
    assert (row[3], row[-1]) == ("0.00", "10.00")


def test_the_account_of_a_company(finance: Client, invoice: Invoice) -> None:
    cancel_payment(paid(invoice, 5, for_invoice=0).pk, reason="x", actor=organizer(OrganizerRole.FINANCE), at=NOON)
    paid(invoice, 130, for_invoice=120)
    number = invoice.edition.number
    page = finance.get(of("account", invoice.company_id, edition=number))
    assert_clean(page)
    assert "In the company’s favour" in page.text
    _head, *rows = lines_of(finance.get(of("account_export", invoice.company_id, "csv", edition=number)))
    assert [(row[1], row[5], row[6], row[7]) for row in rows] == [
        ("invoice", "120.00", "", "120.00"),
        ("payment", "", "5.00", "115.00"),
        ("correction", "5.00", "", "120.00"),
        ("payment", "", "130.00", "-10.00"),
    ]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("pdf-en", ["Statement of account", "Open invoices", "To be paid", "EUR"]),
        ("pdf-zh-hans", ["往来款明细", "未结账单", "EUR"]),
    ],
)
def test_the_account_as_a_pdf_in_both_languages(finance: Client, invoice: Invoice, kind: str, said: list[str]) -> None:
    paid(invoice, 20)
    number = invoice.edition.number
    page = finance.get(of("account", invoice.company_id, edition=number))
    address = of("account_export", invoice.company_id, kind, edition=number)
    assert f'href="{address}"' in page.text
    answer = finance.get(address)
    assert answer["Content-Type"] == "application/pdf"
    text = "".join(each.extract_text() for each in PdfReader(BytesIO(answer.content)).pages)
    for words in (*said, invoice.number_text, invoice.reference, "120.00", "20.00", "100.00"):
        assert words in text
    nothing = finance.get(of("account_export", company_with_address().pk, kind, edition=number))
    assert nothing.content.startswith(b"%PDF")
    assert finance.get(of("account_export", invoice.company_id, "pdf-fr", edition=number)).status_code == 404


def test_owners_see_their_account_and_nobody_else_does(invoice: Invoice) -> None:
    company = invoice.booking.company
    paid(invoice, 20)
    address = reverse("desk:account", args=[company.pk]) + f"?edition={invoice.edition.number}"
    page = signed_in(owner_of(company)).get(address)
    assert_clean(page)
    assert invoice.number_text in page.text
    assert page.context["accounts"][0].balance == 100
    export = reverse("desk:account_export", args=[company.pk, "csv"]) + f"?edition={invoice.edition.number}"
    assert len(lines_of(signed_in(owner_of(company)).get(export))) == 3
    drawn = export.replace("/csv/", "/pdf-en/")
    assert signed_in(owner_of(company)).get(drawn).content.startswith(b"%PDF")
    editor = MembershipFactory(company=company, role=CompanyRole.EDITOR).user
    assert {signed_in(editor).get(each).status_code for each in (address, drawn)} == {403}
    assert signed_in(owner_of()).get(address).status_code == 404


def test_a_statement_is_previewed_and_imported(finance: Client, account: BankAccount, invoice: Invoice) -> None:
    assert_clean(finance.get(of("statement_upload")))
    content = camt_of([credit("120.00", day=TODAY, text=invoice.reference), credit("1.00", is_credit=False)])
    answer = finance.post(of("statement_upload"), {"account": account.pk, "file": SimpleUploadedFile("a.xml", content)})
    statement = BankStatement.objects.get()
    assert answer.url == of("statement", statement.pk)  # type: ignore[attr-defined]
    page = finance.get(of("statement", statement.pk))
    assert_clean(page)
    assert page.context["preview"].credits == 1
    finance.post(of("statement_import", statement.pk), {"revision": statement.revision})
    statement.refresh_from_db()
    assert (statement.state, Payment.objects.count()) == (StatementState.IMPORTED, 0)
    assert_clean(finance.get(of("statements")))
    assert_clean(finance.get(of("statement", statement.pk)))
    assert_clean(finance.get(of("statement", statement.pk) + "?show=ignored"))


@pytest.mark.usefixtures("lasting")
def test_a_csv_is_asked_about_and_read_as_a_person_says(finance: Client, account: BankAccount) -> None:
    statement = uploaded(account, b"Date;Amount;Text\n02.03.2024;+1.234;a\n", "a.csv")
    page = finance.get(of("statement", statement.pk))
    assert_clean(page)
    assert page.context["doubts"] == ("decimal_sign", "order")
    columns = next(form for form in forms_of(page.text) if form.action.endswith("/columns/"))
    finance.post(columns.action, columns.values | {"decimal_sign": ",", "order": "MDY"})
    (line,) = finance.get(of("statement", statement.pk)).context["preview"].new
    assert (line.day, line.amount) == (date(2024, 2, 3), Decimal(1234))
    assert finance.post(columns.action, columns.values | {"column_day": "No such"}).status_code == 422
    old = finance.post(columns.action, columns.values)
    assert (old.status_code, "since you opened the page" in old.text) == (422, True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Date;Amount\n2024-05-17;12,x\n", "Line 2: “12,x” is not an amount"),
        (camt_of([credit("1.00")], account="FR7630006000011234567890189"), "The file belongs to account FR76"),
        (b"<a>", "not complete XML"),
        (b"%PDF-1.7", "Choose the column"),
    ],
)
@pytest.mark.usefixtures("lasting")
def test_a_bad_file_says_why(finance: Client, account: BankAccount, content: bytes, sentence: str) -> None:
    statement = uploaded(account, content)
    page = finance.get(of("statement", statement.pk))
    assert_clean(page)
    assert sentence in page.text
    finance.post(of("statement_import", statement.pk), {"revision": statement.revision}, follow=True)
    finance.post(of("statement_discard", statement.pk), {"revision": statement.revision})
    statement.refresh_from_db()
    assert statement.state == StatementState.DISCARDED
    assert_clean(finance.get(of("statement", statement.pk)))


def matched(finance: Client, statement: BankStatement, **chosen: str) -> dict[str, str]:
    """What the page sends if nobody touches it, with what was `chosen`."""
    page = finance.get(of("statement", statement.pk))
    assert_clean(page)
    form = next(form for form in forms_of(page.text) if "/confirm/" in form.action)
    return {name: value[0] if isinstance(value, list) else value for name, value in form.values.items()} | chosen


def test_certain_proposals_are_booked(finance: Client, account: BankAccount, invoice: Invoice) -> None:
    statement = imported(account, [credit("120.00", day=TODAY, text=invoice.reference), credit("7.00", day=TODAY)])
    owner_of(invoice.booking.company)
    said = matched(finance, statement)
    address = of("statement_confirm", statement.pk, edition=invoice.edition.number)
    batch = finance.post(address, said)
    assert_clean(batch)
    assert "1 payment of EUR\N{NO-BREAK SPACE}120 will be booked" in batch.text
    assert not Email.objects.filter(context__kind="payment_received").exists()
    assert Payment.objects.count() == 0
    form = next(form for form in forms_of(batch.text) if "/confirm/" in form.action)
    finance.post(form.action, form.values | {"sure": "1"})
    assert (owed(invoice), [line.state for line in lines_on(account)]) == (0, ["matched", "open"])
    assert Email.objects.filter(context__kind="payment_received").count() == 1
    assert_clean(finance.get(of("statement", statement.pk) + "?show=matched"))
    again = finance.post(form.action, form.values | {"sure": "1"})
    assert "has already been matched" in again.text
    assert Payment.objects.count() == 1


def test_lines_by_number_and_ignored(finance: Client, account: BankAccount, invoice: Invoice) -> None:
    statement = imported(account, [credit("130.00", day=TODAY, text="x"), credit("7.00", day=TODAY, text="y")])
    first, second = lines_on(account)
    address = of("statement_confirm", statement.pk, edition=invoice.edition.number)
    typed = {f"line-{first.pk}": "number", f"number-{first.pk}": "EX-1"}
    unknown = finance.post(address, matched(finance, statement, **typed))
    assert_clean(unknown)
    assert (unknown.status_code, "There is no invoice EX-1 in EUR" in unknown.text) == (422, True)
    assert 'value="EX-1"' in unknown.text
    nothing = finance.post(address, matched(finance, statement))
    assert (nothing.status_code, "Decide on at least one line" in nothing.text) == (422, True)
    typed[f"number-{first.pk}"] = invoice.number_text.lower()
    ignoring = {f"line-{second.pk}": "ignore", f"why-{second.pk}": "Interest"}
    finance.post(address, matched(finance, statement, **typed, **ignoring) | {"sure": "1"})
    assert [(line.state, line.reason) for line in lines_on(account)] == [("matched", ""), ("ignored", "Interest")]
    assert (owed(invoice), rest(Payment.objects.get())) == (0, 10)
    finance.post(of("statement_line_reopen", second.pk), {"revision": lines_on(account)[1].revision})
    assert lines_on(account)[1].state == LineState.OPEN


@pytest.mark.parametrize(
    "value", ["1:x:0@", "1:1:0", "@@", "1:NaN:0@", "1:1e999999:0@1", "9" * 30 + ":1:0@", "nonsense"]
)
def test_values_that_no_page_of_ours_sends(finance: Client, account: BankAccount, invoice: Invoice, value: str) -> None:
    statement = imported(account, [credit("130.00", day=TODAY)])
    (line,) = lines_on(account)
    address = of("statement_confirm", statement.pk, edition=invoice.edition.number)
    answer = finance.post(address, {f"line-{line.pk}": value, f"seen-{line.pk}": "1", "line-x": "1", "sure": "1"})
    assert answer.status_code in {200, 422}
    assert Payment.objects.count() == 0


def test_a_line_that_changed_is_not_booked(finance: Client, account: BankAccount, invoice: Invoice) -> None:
    statement = imported(account, [credit("120.00", day=TODAY, text=invoice.reference)])
    said = matched(finance, statement)
    (line,) = lines_on(account)
    address = of("statement_confirm", statement.pk, edition=invoice.edition.number)
    old = finance.post(address, said | {f"seen-{line.pk}": "7", "sure": "1"})
    assert "since you opened the page" in old.text
    nothing_seen = finance.post(address, {**said, f"seen-{line.pk}": "", "sure": "1"})
    assert "since you opened the page" in nothing_seen.text
    assert (Payment.objects.count(), Allocation.objects.count()) == (0, 0)


def test_a_line_like_a_payment_typed_by_hand_is_asked_about(
    finance: Client, account: BankAccount, invoice: Invoice
) -> None:
    statement = imported(account, [credit("120.00", day=TODAY, text=invoice.reference)])
    typed = paid(invoice, "120.00", received_on=TODAY - timedelta(days=2))
    page = finance.get(of("statement", statement.pk))
    assert_clean(page)
    assert f'value="recorded by hand as {typed.number}"' in page.text
    said = matched(finance, statement)
    (line,) = lines_on(account)
    assert said[f"line-{line.pk}"] == ""
    address = of("statement_confirm", statement.pk, edition=invoice.edition.number)
    chosen = said | {f"line-{line.pk}": f"@{invoice.company_id}"}
    batch = finance.post(address, chosen)
    assert_clean(batch)
    refused = finance.post(address, chosen | {"sure": "1"})
    assert "Ignore the line, or confirm that this is another payment." in refused.text
    assert Payment.objects.count() == 1
    form = next(form for form in forms_of(refused.text) if "/confirm/" in form.action)
    assert form.values[f"besides-{line.pk}"] == [str(typed.pk)]
    finance.post(address, form.values | {"sure": "1"})
    assert Payment.objects.count() == 2


def test_bank_accounts_are_added_and_changed(finance: Client, invoice: Invoice) -> None:
    assert "Add a bank account" in finance.get(of("statements")).text
    said = {"revision": 0, "name": "Main", "account": "DE89 3704 0044 0532 0130 00", "currency": "EUR"}
    address = of("bank_account_add", edition=invoice.edition.number)
    assert finance.post(address, said | {"account": "?"}).status_code == 422
    assert finance.post(address, said).status_code == 302
    twice = finance.post(address, said | {"name": "Other"})
    assert (twice.status_code, "already known" in twice.text) == (422, True)
    same = finance.post(address, said | {"account": "12345"})
    assert (same.status_code, list(same.context["form"].errors)) == (422, ["name"])
    row = BankAccount.objects.get()
    assert_clean(finance.get(of("bank_account", row.pk, edition=invoice.edition.number)))
    assert_clean(finance.get(of("bank_accounts")))
    finance.post(of("bank_account", row.pk, edition=invoice.edition.number), said | {"revision": 1, "is_closed": "on"})
    assert BankAccount.objects.get().is_closed


def test_pages_keep_the_edition_they_are_about(finance: Client, invoice: Invoice) -> None:
    """In the menu, above the page, in the filters, and where these are cleared; another one can be chosen."""
    shown = invoice.edition
    current = EditionFactory(number=shown.number + 1)
    kept = f"?edition={shown.number}"
    page = finance.get(f"{of('invoices')}{kept}&search=x").text
    for address in (f"{of('payments')}{kept}", f"{of('invoices')}{kept}", f"{of('invoices')}?edition={current.number}"):
        assert f'href="{address}"' in page
    assert f'<input type="hidden" name="edition" value="{shown.number}">' in page
    assert f'href="{of("invoices")}{kept}"' in finance.get(of("invoice", invoice.pk)).text
    assert f'href="{of("payments")}"' in finance.get(of("invoices")).text


@pytest.mark.usefixtures("lasting")
def test_what_is_to_be_paid_stands_on_the_overview_and_the_booking() -> None:
    invoice = issued(billable())
    for state in (BookingState.SUBMITTED, BookingState.APPROVED):
        Booking.objects.filter(pk=invoice.booking_id).update(state=state, submitted_at=NOON, decided_at=NOON)
    EditionFactory(number=invoice.edition.number + 1)
    owner = signed_in(owner_of(invoice.booking.company))
    overview = owner.get(reverse("desk:dashboard")).text
    assert f"EUR\N{NO-BREAK SPACE}120 due by {date_format(TODAY + timedelta(days=14), 'DATE_FORMAT')}." in overview
    booking = owner.get(reverse("desk:booking", args=[invoice.booking_id])).text
    assert f"Write {invoice.reference} in your transfer." in booking
    paid(invoice, 120)
    assert "due by" not in owner.get(reverse("desk:dashboard")).text
