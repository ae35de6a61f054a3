"""Invoices over the API, by the rules of the pages."""

from decimal import Decimal
from typing import Any

import pytest

from exhibitors.money.invoices.models import Invoice
from tests.api_client import Program, body_of
from tests.exhibitors.invoices.invoices import billable, drafted, finance, issued
from tests.factories import owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def listed(program: Program, invoice: Invoice, query: str = "") -> Any:
    return body_of(program.get(f"editions/{invoice.edition.number}/invoices{query}"))


def test_finance_reads_all_and_exhibitors_what_was_issued_to_them() -> None:
    booking = billable("JPY")
    invoice, draft = issued(booking, "100"), drafted(booking, "7")
    assert listed(Program.of(finance()), invoice)["count"] == 2
    assert [each["id"] for each in listed(Program.of(finance()), invoice, "?state=draft")["items"]] == [draft.pk]
    (own,) = listed(Program.of(owner_of(booking.company)), invoice)["items"]
    assert (own["number"], own["reference"], own["kind"]) == (invoice.number_text, invoice.reference, "full")
    assert [Decimal(own[name]) for name in ("net", "tax", "total", "balance")] == [100, 20, 120, 120]
    assert own["pdf"].endswith("/en.pdf")
    assert listed(Program.of(owner_of()), invoice)["count"] == 0
    assert Program.of(owner_of()).get(f"invoices/{invoice.pk}").status_code == 404


def test_finance_issues_and_credits_and_refusals_have_their_codes() -> None:
    booking = billable()
    draft = drafted(booking, "100")
    program, exhibitor = Program.of(finance()), Program.of(owner_of(booking.company))
    assert exhibitor.post(f"invoices/{draft.pk}/issue", {}).status_code == 403
    done = body_of(program.post(f"invoices/{draft.pk}/issue", {}))
    assert (done["state"], done["number"][-5:]) == ("issued", "00001")
    again = program.post(f"invoices/{draft.pk}/issue", {})
    assert (again.status_code, body_of(again)["code"]) == (409, "invoice_issued")
    too_much = program.post(f"invoices/{draft.pk}/credit", {"reason": "Agreed", "amount": "121"})
    assert (too_much.status_code, body_of(too_much)["code"]) == (409, "credit_above_rest")
    line = done["lines"][0]["id"]
    note = program.post(f"invoices/{draft.pk}/credit", {"reason": "Agreed", "lines": [{"line": line, "net": "10"}]})
    assert [note.status_code, Decimal(body_of(note)["total"]), body_of(note)["state"]] == [201, 12, "draft"]
    assert program.post("invoices/0/issue", {}).status_code == 404
