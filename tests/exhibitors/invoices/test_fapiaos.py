"""Fapiaos: requested by exhibitors, recorded and red-lettered by finance."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from ciie.kernel.errors import DomainError, NotAllowed
from exhibitors.money.invoices.models import Fapiao, Seller
from exhibitors.money.invoices.operations.credits import credit_invoice
from exhibitors.money.invoices.operations.fapiaos import record_fapiao, request_fapiao
from exhibitors.money.invoices.operations.issuing import issue_invoice
from tests.clients import signed_in
from tests.exhibitors.conftest import lines_of
from tests.exhibitors.invoices.fapiaos import NUMBER, SPECIAL, TERMS, recorded, red_lettered, requested
from tests.exhibitors.invoices.invoices import billable, drafted, finance, issued
from tests.factories import NOON, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_requested_changed_recorded_and_red_lettered() -> None:
    fapiao = requested()
    changed = requested(fapiao.invoice, title="北京某公司")
    assert (changed.pk, changed.title, changed.state) == (fapiao.pk, "北京某公司", "requested")
    done = record_fapiao(fapiao.pk, number="2431 2000 0000 1234 5678", issued_on=NOON.date(), actor=finance(), at=NOON)
    assert (done.state, done.number) == ("issued", NUMBER)
    assert red_lettered(done).state == "red_lettered"
    again = requested(fapiao.invoice)
    assert again.pk != fapiao.pk


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"tax_id": "91310000MA1FL0DD8X"}, "tax_id"),
        ({"title": ""}, "title"),
        (SPECIAL | {"tax_id": ""}, "tax_id"),
        (SPECIAL | {"bank": ""}, "bank"),
        (SPECIAL | {"phone": " "}, "phone"),
    ],
)
def test_requests_that_are_refused_beside_their_field(terms: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refusal:
        requested(**terms)
    assert refusal.value.field == field


def test_a_special_one_with_all_it_needs_is_requested() -> None:
    assert requested(**SPECIAL).kind == "special"


@pytest.mark.parametrize("number", ["1", "2431200000001234567", "24312000000012345678X", ""])
def test_numbers_that_are_none_are_refused(number: str) -> None:
    with pytest.raises(DomainError) as refusal:
        recorded(number=number)
    assert (refusal.value.code, refusal.value.field) == ("fapiao_number", "number")


def test_a_day_in_the_future_and_a_number_twice_are_refused() -> None:
    with pytest.raises(DomainError, match="future"), transaction.atomic():
        recorded(issued_on=NOON.date() + timedelta(days=1))
    recorded()
    with pytest.raises(DomainError) as refusal:
        recorded()
    assert refusal.value.code == "fapiao_number_once"


def test_none_for_drafts_credited_invoices_and_sellers_elsewhere() -> None:
    booking = billable("CNY")
    credited = issued(booking)
    note = credit_invoice(credited.pk, reason="Agreed", actor=finance(), at=NOON)
    issue_invoice(note.pk, actor=finance(), at=NOON)
    for invoice in (drafted(booking), credited, note):
        with pytest.raises(DomainError, match="A fapiao can be requested only for"), transaction.atomic():
            requested(invoice)
    Seller.objects.update(country="DE")
    with pytest.raises(DomainError, match="A fapiao can be requested only for"), transaction.atomic():
        requested(issued(booking))


def test_strangers_request_none_and_exhibitors_record_none() -> None:
    fapiao = requested()
    with pytest.raises(NotAllowed), transaction.atomic():
        request_fapiao(fapiao.invoice_id, TERMS, actor=owner_of(), at=NOON)
    owner = owner_of(fapiao.invoice.booking.company)
    with pytest.raises(NotAllowed), transaction.atomic():
        record_fapiao(fapiao.pk, number=NUMBER, issued_on=NOON.date(), actor=owner, at=NOON)


def test_once_issued_the_request_stands() -> None:
    fapiao = recorded()
    with pytest.raises(DomainError, match="already been issued"), transaction.atomic():
        requested(fapiao.invoice)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM exhibitors_fapiao")


def test_pages_of_exhibitor_and_finance() -> None:
    invoice = issued(billable("CNY"))
    owner = signed_in(owner_of(invoice.booking.company))
    page = reverse("desk:fapiao", args=[invoice.pk])
    assert_clean(owner.get(page))
    wrong = owner.post(page, {"revision": 0, **TERMS, "tax_id": "1"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["tax_id"])
    owner.post(page, {"revision": 0, **TERMS})
    fapiao = Fapiao.objects.get()
    desk = signed_in(finance())
    listed = f"{reverse('organizer:fapiaos')}?edition={invoice.edition.number}"
    assert_clean(desk.get(listed))
    assert_clean(desk.get(reverse("organizer:invoice", args=[invoice.pk])))
    record = reverse("organizer:fapiao_record", args=[fapiao.pk])
    refused = desk.post(record, {"revision": fapiao.revision, "number": "12", "issued_on": "2024-05-17"})
    assert (refused.status_code, list(refused.context["fapiao_form"].errors)) == (422, ["number"])
    desk.post(record, {"revision": fapiao.revision, "number": NUMBER, "issued_on": "2024-05-17"})
    fapiao.refresh_from_db()
    assert fapiao.state == "issued"
    shown = owner.get(page)
    assert_clean(shown)
    assert NUMBER in shown.text
    red = reverse("organizer:fapiao_red_letter", args=[fapiao.pk])
    desk.post(
        red, {"revision": fapiao.revision, "red_number": NUMBER[::-1], "red_on": "2024-05-17", "reason": "Wrong title"}
    )
    fapiao.refresh_from_db()
    assert fapiao.state == "red_lettered"
    assert_clean(desk.get(reverse("organizer:invoice", args=[invoice.pk])))
    exported = (
        f"{reverse('organizer:fapiaos_export', args=['csv'])}?edition={invoice.edition.number}&state=red_lettered"
    )
    assert len(lines_of(desk.get(exported))) == 2
    assert signed_in(owner_of()).get(page).status_code == 404
