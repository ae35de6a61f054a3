"""What an attacker, a careless program or a customer's auditor sends where money is written: refused in words."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ciie.kernel.errors import DomainError
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.payments.models import Payment
from exhibitors.money.sales.models.money import Reminder, ScheduledInvoice
from exhibitors.money.sales.operations.reminders import announce_release, remind_of_payment
from exhibitors.money.sales.operations.settings import change_sales_settings, set_dunning
from exhibitors.money.sales.operations.signing import (
    send_signing_code,
    sign_with_code,
)
from exhibitors.money.sales.states import Tone
from exhibitors.money.sales.tasks import issue_scheduled_invoices
from exhibitors.money.sales.terms_of_sale.dunning import DunningLevel
from pavilions.states import OrganizerRole
from tests.api_client import Program
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import billable, drafted, issued
from tests.exhibitors.payments.files import credit
from tests.exhibitors.payments.paid import bank_account, imported, lines_of, owed, paid, uploaded
from tests.exhibitors.sales.contracts import contracted, invoiced
from tests.factories import NOON, EditionFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "empty_cache")]
MANY_DIGITS = "9" * 5_000
"""More than Python turns into a number."""
FEE = Decimal(200)


@pytest.fixture
def finance() -> Client:
    return signed_in(organizer(OrganizerRole.FINANCE))


@pytest.fixture
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def of(name: str, *args: object) -> str:
    return reverse(f"organizer:{name}", args=args)


@pytest.mark.parametrize("said", [MANY_DIGITS, "²", "١٢", "\x00", "999999999999999999"])
def test_keys_and_choices_of_a_batch_are_read_with_care(finance: Client, said: str) -> None:
    account = bank_account()
    statement = imported(account, [credit("1.00")])
    (line,) = lines_of(account)
    address = of("statement_confirm", statement.pk) + f"?edition={EditionFactory().number}"
    own = f"line-{line.pk}"
    for sent in (
        {f"line-{said}": "ignore"},
        {own: said},
        {own: "number", f"number-{line.pk}": said},
        {own: f"{said}:1:0@{said}", f"seen-{line.pk}": said, "sure": "1"},
        {own: "ignore", f"why-{line.pk}": said * 600, f"seen-{line.pk}": "1", "sure": "1"},
    ):
        answer = finance.post(address, urlencode(sent), "application/x-www-form-urlencoded")
        assert answer.status_code in (200, 302, 422)
    assert not Payment.objects.exists()


def test_drafts_ticked_by_no_page_of_ours_are_refused(finance: Client) -> None:
    draft = drafted(billable())
    for said in (
        f"{MANY_DIGITS}-1",
        f"{draft.pk}-{MANY_DIGITS}",
        f"{draft.pk}-\x00",
        "-",
        "²-1",
        f"{draft.pk}-{2**31}",
    ):
        answer = finance.post(of("invoice_drafts") + f"?edition={draft.edition.number}", {"drafts": [said]})
        assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.state == "draft"


HOSTILE = ("NaN", "-Infinity", "1e99", "1e-99", "-1", "0", "1" * 400, "\x00", "0.001", "9999999999999.99", "1e9999999")


@pytest.mark.parametrize("said", HOSTILE)
def test_no_amount_on_any_form_or_field_ends_in_an_error(finance: Client, said: str) -> None:
    booking = billable(rate=90)
    invoice = issued(booking)
    payment = paid(invoice, 150, for_invoice=10)
    edition, line = f"?edition={invoice.edition.number}", invoice.lines.get()
    part, seen = f"invoice_{invoice.pk}", {"revision": payment.revision}
    recorded = {"received_on": "2024-05-16", "currency": "EUR"}
    by_hand = {"kind": "extra", "name_1": "a", "name_zh_1": "b", "supply_1": "other", "revision": booking.revision}
    credited = {"reason": "x", "revision": invoice.revision}
    for address, sent in (
        (of("invoice_credit", invoice.pk), credited | {"extent": "amount", "amount": said}),
        (of("invoice_credit", invoice.pk), credited | {"extent": "lines", f"net_{line.pk}": said}),
        (of("invoice_new", booking.pk), by_hand | {"net_1": said}),
        (of("payment_record", invoice.company_id) + edition, recorded | {"amount": said, part: said, "fee": said}),
        (of("payment_record", invoice.company_id) + edition, recorded | {"amount": "1", part: "1", "fee": said}),
        (of("payment_allocate", payment.pk), seen | {part: said, "fee": said}),
        (of("payment_refund", payment.pk), seen | {"amount": said, "paid_on": "2024-05-17", "reason": "x"}),
        (reverse("desk:booking_bill", args=[booking.pk]), {"share_0": said, "revision": booking.revision}),
    ):
        assert finance.post(address, sent).status_code in (302, 422), address
    program = Program.of(organizer(OrganizerRole.FINANCE))
    new: dict[str, object] = {"company": invoice.company_id, **recorded, "amount": "1"}
    named = {"invoice": invoice.number_text, "amount": "1"}
    paying, crediting = f"editions/{invoice.edition.number}/payments", f"invoices/{invoice.pk}/credit"
    bodies: list[tuple[str, dict[str, object]]] = [
        (paying, new | {"amount": said}),
        (paying, new | {"invoices": [named | {"amount": said}]}),
        (paying, new | {"invoices": [named | {"fee": said}]}),
        (crediting, {"reason": "x", "amount": said}),
        (crediting, {"reason": "x", "lines": [{"line": line.pk, "net": said}]}),
    ]
    for path, body in bodies:
        assert program.post(path, body).status_code in (201, 409, 422), body


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0000-00-00", "12/31/9999"])
def test_no_day_ends_in_an_error_or_spoils_a_list(finance: Client, day: str) -> None:
    booking = billable()
    invoice = issued(booking)
    edition = f"?edition={invoice.edition.number}"
    by_hand = {"kind": "extra", "name_1": "a", "name_zh_1": "b", "net_1": "9", "supply_1": "other", "due_on": day}
    for address, sent in (
        (of("invoice_new", booking.pk), by_hand | {"revision": booking.revision}),
        (
            of("payment_record", invoice.company_id) + edition,
            {"received_on": day, "amount": "1", "currency": "EUR"},
        ),
        (of("invoice_extend", invoice.pk), {"due_on": day, "reason": "x", "revision": 0}),
    ):
        assert finance.post(address, sent).status_code in (302, 422)
    for draft in Invoice.objects.filter(state="draft"):
        assert finance.post(of("invoice_issue", draft.pk), {"revision": draft.revision}).status_code == 302
    for name in ("receivables", "payments", "invoices", "late"):
        assert finance.get(of(name) + edition).status_code == 200
        assert b"".join(finance.get(of(f"{name}_export", "csv") + edition))
    period = f"{edition}&first={day}&last=9999-12-31"
    assert finance.get(of("bookkeeping_export", "datev") + period).status_code in (200, 422)


@pytest.mark.parametrize("currency", ["zzz", "€€€", "<b>", "XXX", "eur"])
def test_nothing_is_paid_in_what_is_no_currency(currency: str) -> None:
    invoice = issued(billable())
    new = {"company": invoice.company_id, "currency": currency, "received_on": "2024-05-16", "amount": "1"}
    program = Program.of(organizer(OrganizerRole.FINANCE))
    answer = program.post(f"editions/{invoice.edition.number}/payments", new)
    assert (answer.status_code, Payment.objects.count()) == (422, 0)


@pytest.mark.parametrize("cell", ["1" + " " * 1_500 + "((", "1" * 25_000, "1." * 12_000, "1 " * 12_000 + "x"])
def test_a_cell_of_a_statement_keeps_no_reader_busy(finance: Client, cell: str) -> None:
    statement = uploaded(bank_account(), f"day;amount\n2024-05-01;{cell}\n".encode(), "a.csv")
    begun = perf_counter()
    assert finance.get(of("statement", statement.pk)).status_code == 200
    assert perf_counter() - begun < 2


@pytest.mark.usefixtures("kept_files")
@pytest.mark.parametrize(
    "drawing", ["M١ ٢L٣ ٤", 'M1 1L2 2"/><script>', "M1 1L2 2\n", "M1e9 1L2 2", "M1 1" + "L2 2" * 9_000]
)
def test_a_drawing_of_anything_but_moves_and_lines_signs_nothing(drawing: str) -> None:
    contract = contracted()
    owner = owner_of(contract.booking.company)
    code = send_signing_code(contract.pk, actor=owner, at=NOON)
    with pytest.raises(DomainError) as refused:
        sign_with_code(contract.pk, code=code, drawing=drawing, agreed=True, actor=owner, at=NOON)
    assert refused.value.code == "drawing_wrong"


def reminded(invoice: Invoice, days: int) -> bool:
    return remind_of_payment(invoice.pk, actor=organizer(), at=NOON + timedelta(days=days))


@pytest.fixture
def deposit(kept_files: None) -> Invoice:
    """Due in a week, in an edition that reminds three days later, for a fee, and releases space."""
    contract = contracted()
    edition = contract.booking.edition_id
    set_dunning(edition, [DunningLevel(3, Tone.FIRM, FEE)], actor=organizer(), at=NOON)
    change_sales_settings(edition, {"releases": True, "issues_invoices": True}, actor=organizer(), at=NOON)
    return invoiced(contract)


def test_no_fee_for_a_fee_and_no_release_for_one(deposit: Invoice) -> None:
    assert reminded(deposit, 14)
    fee = ScheduledInvoice.objects.get(instalment=None).invoice
    issue_scheduled_invoices()
    fee.refresh_from_db()
    assert fee.state == "issued"
    assert reminded(fee, 40)
    assert ScheduledInvoice.objects.filter(instalment=None).count() == 1
    for days in range(41, 80):
        announce_release(fee.pk, actor=organizer(), at=NOON + timedelta(days=days))
    assert not Reminder.objects.filter(is_notice=True).exists()


def test_nobody_is_reminded_of_what_an_advance_would_pay(deposit: Invoice) -> None:
    assert deposit.currency != "USD"
    left = owed(deposit)
    paid(deposit, left - 1, for_invoice=0)
    paid(deposit, left, for_invoice=0, currency="USD")
    assert reminded(deposit, 14)
    paid(deposit, 1, for_invoice=0)
    assert not announce_release(deposit.pk, actor=organizer(), at=NOON + timedelta(days=40))
