"""Payments over the API."""

from typing import Any

import pytest

from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.payments.models import Payment
from pavilions.states import OrganizerRole
from tests.api_client import Program, body_of
from tests.exhibitors.invoices.invoices import another, billable, issued
from tests.exhibitors.payments.paid import owed, paid
from tests.factories import MembershipFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache", "noon")]


@pytest.fixture
def invoice() -> Invoice:
    """Of 120.00."""
    return issued(billable())


@pytest.fixture
def finance() -> Program:
    return Program.of(organizer(OrganizerRole.FINANCE))


def address(invoice: Invoice) -> str:
    return f"editions/{invoice.edition.number}/payments"


def new(invoice: Invoice, **said: Any) -> dict[str, Any]:
    part = {"invoice": invoice.number_text, "amount": "120"}
    usual = {"company": invoice.company_id, "amount": "130.00", "currency": "EUR", "received_on": "2024-05-16"}
    return usual | {"invoices": [part]} | said


def test_each_sees_what_is_theirs(invoice: Invoice, finance: Program) -> None:
    company = invoice.booking.company
    mine, other = paid(invoice, 130, for_invoice=120), paid(issued(another(invoice.booking)), 20)
    listed = body_of(finance.get(address(invoice)))
    assert (listed["count"], [item["id"] for item in listed["items"]]) == (2, [other.pk, mine.pk])
    (item,) = body_of(Program.of(owner_of(company)).get(address(invoice)))["items"]
    assert (item["amount"], item["rest"], item["state"]) == ("130.00", "10.00", "partly")
    assert item["invoices"] == [{"invoice": invoice.number_text, "amount": "120.00", "fee": "0.00"}]
    editor = MembershipFactory(company=company, role=CompanyRole.EDITOR).user
    for person in (editor, owner_of(), organizer(OrganizerRole.REVIEWER)):
        assert body_of(Program.of(person).get(address(invoice))) == {"items": [], "count": 0, "has_more": False}
    assert body_of(finance.get(address(invoice) + f"?company={company.pk}"))["count"] == 1
    assert finance.get("editions/99/payments").status_code == 404


def test_finance_records_a_payment_once_per_key(invoice: Invoice, finance: Program) -> None:
    first = finance.post(address(invoice), new(invoice), idempotency_key="K1")
    again = finance.post(address(invoice), new(invoice), idempotency_key="K1")
    assert (first.status_code, again.status_code, body_of(first) == body_of(again)) == (201, 201, True)
    assert (Payment.objects.count(), owed(invoice)) == (1, 0)
    other = finance.post(address(invoice), new(invoice, amount="131.00"), idempotency_key="K1")
    assert (other.status_code, body_of(other)["code"]) == (422, "idempotency_key_reused")


def test_the_same_payment_without_a_key_is_another_only_where_the_caller_says_so(
    invoice: Invoice, finance: Program
) -> None:
    said = new(invoice, invoices=[])
    first = body_of(finance.post(address(invoice), said))["id"]
    refused = finance.post(address(invoice), said)
    body = body_of(refused)
    assert (refused.status_code, body["code"], body["payment"]) == (409, "payment_known", first)
    statuses = [finance.post(address(invoice), said | {"besides": first}).status_code for _sent in range(2)]
    assert (statuses, Payment.objects.count()) == ([201, 409], 2)


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"amount": "0"}, 422, "payment_not_positive"),
        ({"amount": "-1"}, 422, "invalid"),
        ({"amount": "1.2345"}, 422, "invalid"),
        ({"amount": "1e30"}, 422, "invalid"),
        ({"amount": "119"}, 422, "more_than_left"),
        ({"currency": "USD"}, 409, "other_currency"),
        ({"received_on": "2024-06-16"}, 422, "payment_in_future"),
        ({"company": 10**12}, 404, "not_found"),
        ({"invoices": [{"invoice": "EX-1", "amount": "1"}]}, 422, "invoice_unknown"),
        ({"text": "\ud800"}, 422, "invalid"),
    ],
)
def test_what_is_refused(invoice: Invoice, finance: Program, said: dict[str, Any], status: int, code: str) -> None:
    answer = finance.post(address(invoice), new(invoice, **said))
    assert (answer.status_code, body_of(answer)["code"]) in ((status, code), (409, code))
    assert Payment.objects.count() == 0


def test_others_may_not_record(invoice: Invoice) -> None:
    answer = Program.of(owner_of(invoice.booking.company)).post(address(invoice), new(invoice))
    assert answer.status_code == 403
