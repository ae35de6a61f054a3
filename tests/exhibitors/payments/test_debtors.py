"""Debtor numbers: the next one at the first invoice, one that finance types, none given twice."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from ciie.kernel.errors import DomainError
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.states import InvoiceKind
from exhibitors.money.payments.models import Debtor, DebtorSeries, LedgerCodes
from exhibitors.money.payments.operations.bookkeeping import set_debtor_number
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import another, billable, drafted, finance, issued
from tests.factories import NOON, organizer
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking() -> Booking:
    return billable()


def number_of(invoice: Invoice) -> int:
    return Debtor.objects.get(edition=invoice.edition_id, party=invoice.party_id).number


def typed(invoice: Invoice, number: str, seen: int | None = None) -> Debtor:
    said = {"party": invoice.party_id, "number": number, "seen": seen}
    return set_debtor_number(invoice.edition_id, **said, actor=finance(), at=NOON)  # type: ignore[arg-type]


def code(work: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refusal:
        work()
    return refusal.value.code


def test_the_first_invoice_gives_the_next_number_and_later_ones_keep_it(booking: Booking) -> None:
    first, again = issued(booking), issued(booking)
    second = issued(another(booking))
    assert first.party_id == again.party_id
    assert [number_of(each) for each in (first, again, second)] == [10000, 10000, 10001]
    assert Debtor.objects.count() == 2


def test_drafts_and_pro_forma_invoices_give_none(booking: Booking) -> None:
    drafted(booking)
    issued(booking, kind=InvoiceKind.PRO_FORMA)
    assert not Debtor.objects.exists()


def test_each_edition_numbers_its_own_from_its_first_number(booking: Booking) -> None:
    other = billable()
    LedgerCodes.objects.create(edition=other.edition, first_debtor="70000")
    assert (number_of(issued(booking)), number_of(issued(other))) == (10000, 70000)


def test_what_is_taken_back_leaves_no_gap(booking: Booking) -> None:
    with transaction.atomic():
        issued(booking)
        transaction.set_rollback(True)
    assert number_of(issued(another(booking))) == 10000


def test_a_typed_number_is_skipped_by_the_series(booking: Booking) -> None:
    first = issued(booking)
    assert typed(first, "10001").is_typed
    assert number_of(issued(another(booking))) == 10002


def test_no_number_is_given_twice_not_even_one_that_was_changed(booking: Booking) -> None:
    first, second = issued(booking), issued(another(booking))
    assert code(partial(typed, second, "10000")) == "debtor_number_taken"
    typed(first, "12345")
    assert code(partial(typed, second, "10000")) == "debtor_number_taken"
    assert typed(first, "10000").number == 10000
    typed(first, "12345")
    for change in ({"number": 10000}, {"number": 12345}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Debtor.objects.filter(party=second.party_id).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        DebtorSeries.objects.update(last=1)


@pytest.mark.parametrize(
    ("number", "refused"), [("12a45", "not_digits"), ("1234", "debtor_digits"), ("01234", "debtor_digits")]
)
def test_numbers_that_cannot_be(booking: Booking, number: str, refused: str) -> None:
    assert code(partial(typed, issued(booking), number)) == refused


def test_finance_types_a_number_on_the_account_of_the_company(booking: Booking) -> None:
    invoice = issued(booking)
    client = signed_in(organizer(OrganizerRole.FINANCE))
    edition = f"?edition={invoice.edition.number}"
    address = reverse("organizer:debtor", args=[invoice.company_id, invoice.party_id]) + edition
    account = client.get(reverse("organizer:account", args=[invoice.company_id]) + edition)
    assert_clean(account)
    assert address in account.text
    assert_clean(client.get(address))
    refused = client.post(address, {"number": "12", "revision": 1})
    assert (refused.status_code, "one more than the accounts" in refused.text) == (422, True)
    revision = Debtor.objects.get().revision
    assert client.post(address, {"number": "54321", "revision": revision}).status_code == 302
    assert number_of(invoice) == 54321
    assert "since you opened the page" in client.post(address, {"number": "54322", "revision": revision}).text
    assert client.get(reverse("organizer:debtor", args=[invoice.company_id, 0]) + edition).status_code == 404


def test_others_do_not(client: Client, booking: Booking) -> None:
    invoice = issued(booking)
    address = reverse("organizer:debtor", args=[invoice.company_id, invoice.party_id])
    assert signed_in(organizer(OrganizerRole.REVIEWER)).get(address).status_code == 403
    assert client.get(address).status_code == 302
