"""E-invoices leave by email, as files or to an access point, each attempt on record; VAT IDs are asked for and kept."""

import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from post_office.models import Email
from pytest_django import Settings

from ciie.kernel.errors import DomainError
from exhibitors.invoices.documents.einvoice import einvoice_xml
from exhibitors.invoices.documents.vies import ask_vies
from exhibitors.invoices.models import BillingParty, EInvoice, Invoice, Seller, Transmission, VatCheck
from exhibitors.invoices.operations.einvoices import make_einvoice
from exhibitors.invoices.operations.transmissions import transmit_invoice
from exhibitors.invoices.states import TransmissionState, VatAnswer, Way
from exhibitors.invoices.tasks import check_vat_ids, transmit_einvoices
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import AUTHORITY, GERMAN_SELLER, billable, finance, issued
from tests.factories import NOON
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


class Answering(HTTPServer):
    """Answers every request with the same, and keeps what it was asked."""

    status = 200
    answer: Any = {"id": "doc-1"}
    asked: list[tuple[str, bytes]]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Answering)
        server.asked.append((self.path, self.rfile.read(int(self.headers.get("Content-Length", 0)))))
        self.send_response(server.status)
        self.end_headers()
        self.wfile.write(server.answer if isinstance(server.answer, bytes) else json.dumps(server.answer).encode())

    do_POST = do_GET  # noqa: N815  # the base class names it

    def log_message(self, *_args: object) -> None:
        """Nothing: the tests look at what was asked."""


@pytest.fixture
def server() -> Iterator[Answering]:
    found = Answering(("127.0.0.1", 0), Handler)
    found.asked = []
    thread = Thread(target=found.serve_forever)
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


@pytest.fixture
def invoice() -> Invoice:
    """Issued to an authority, with an e-invoice."""
    booking = billable()
    Seller.objects.update(**GERMAN_SELLER)
    BillingParty.objects.create(company=booking.company, is_company=True, **AUTHORITY)
    found = Invoice.objects.get(pk=issued(booking).pk)
    make_einvoice(found.pk, actor=finance(), at=NOON)
    return found


def send(invoice: Invoice, way: Way) -> Transmission:
    transmit_invoice(invoice.pk, way, actor=finance(), at=NOON)
    transmit_einvoices()
    return Transmission.objects.latest("pk")


def test_a_file_is_written_whole_and_can_be_sent_again(invoice: Invoice, tmp_path: Path, settings: Settings) -> None:
    settings.EINVOICE_FOLDER = str(tmp_path)
    attempts = [send(invoice, Way.FILE) for _attempt in range(2)]
    assert [each.state for each in attempts] == [TransmissionState.DELIVERED] * 2
    assert [path.name for path in tmp_path.iterdir()] == [f"{invoice.number_text}.xml"]
    assert (tmp_path / f"{invoice.number_text}.xml").read_bytes() == einvoice_xml(invoice.text)


def test_a_folder_that_is_missing_fails_and_says_so(invoice: Invoice, settings: Settings) -> None:
    settings.EINVOICE_FOLDER = "/nowhere/at/all"
    found = send(invoice, Way.FILE)
    assert (found.state, "No such file" in found.message) == (TransmissionState.FAILED, True)


@pytest.mark.parametrize(
    ("status", "answer", "state", "reference"),
    [
        (200, {"id": "doc-1"}, TransmissionState.IN_FLIGHT, "doc-1"),
        (200, {"id": "doc-2", "state": "delivered"}, TransmissionState.DELIVERED, "doc-2"),
        (200, {"fine": True}, TransmissionState.FAILED, ""),
        (200, b"<html>", TransmissionState.FAILED, ""),
        (200, [1], TransmissionState.FAILED, ""),
        (422, {"id": "doc-3"}, TransmissionState.FAILED, ""),
        (500, {}, TransmissionState.FAILED, ""),
    ],
)
def test_an_access_point_answers_in_many_ways(
    invoice: Invoice, server: Answering, settings: Settings, status: int, answer: Any, state: str, reference: str
) -> None:
    settings.PEPPOL_URL = f"http://127.0.0.1:{server.server_port}/documents"
    server.status, server.answer = status, answer
    found = send(invoice, Way.PEPPOL)
    assert (found.state, found.reference, found.recipient) == (state, reference, "EM:rechnung@amt.example")
    assert server.asked == [("/documents", einvoice_xml(invoice.text))]


def test_what_is_under_way_is_not_sent_twice(invoice: Invoice, server: Answering, settings: Settings) -> None:
    settings.PEPPOL_URL = f"http://127.0.0.1:{server.server_port}/"
    send(invoice, Way.PEPPOL)
    with pytest.raises(DomainError) as refusal:
        transmit_invoice(invoice.pk, Way.PEPPOL, actor=finance(), at=NOON)
    assert refusal.value.code == "transmission_under_way"
    transmit_einvoices()
    assert len(server.asked) == 1


def test_an_attempt_that_a_lost_process_began_fails_after_an_hour(invoice: Invoice, settings: Settings) -> None:
    settings.PEPPOL_URL = "http://127.0.0.1:9/"
    attempt = transmit_invoice(invoice.pk, Way.PEPPOL, actor=finance(), at=NOON - timedelta(hours=2))
    Transmission.objects.update(state=TransmissionState.IN_FLIGHT)
    transmit_einvoices()
    attempt.refresh_from_db()
    assert (attempt.state, attempt.message) == (TransmissionState.FAILED, "No answer was recorded.")


def test_an_email_has_the_e_invoice_and_its_xml(invoice: Invoice) -> None:
    Email.objects.all().delete()
    found = send(invoice, Way.EMAIL)
    assert (found.state, found.recipient) == (TransmissionState.DELIVERED, "rechnung@amt.example")
    (mail,) = Email.objects.all()
    assert mail.to == ["rechnung@amt.example"]


def test_without_e_invoice_address_or_setting_nothing_is_sent(invoice: Invoice, settings: Settings) -> None:
    with pytest.raises(DomainError) as not_offered:
        transmit_invoice(invoice.pk, Way.PEPPOL, actor=finance(), at=NOON)
    plain = issued(invoice.booking)
    with pytest.raises(DomainError) as missing:
        transmit_invoice(plain.pk, Way.EMAIL, actor=finance(), at=NOON)
    assert (not_offered.value.code, missing.value.code) == ("way_not_offered", "einvoice_missing")
    assert not settings.PEPPOL_URL
    assert EInvoice.objects.count() == 1


def test_the_page_sends_and_lists_the_attempts(invoice: Invoice) -> None:
    desk = signed_in(finance())
    address = f"/organizer/invoices/{invoice.pk}/"
    assert "It has not been transmitted yet." in desk.get(address).text
    assert desk.post(f"{address}transmit/", {"way": "pigeon"}).status_code == 404
    desk.post(f"{address}transmit/", {"way": "email"})
    page = desk.get(address)
    assert_clean(page)
    assert ("rechnung@amt.example" in page.text, "Send again: email" in page.text) == (True, True)


VALID = {"isValid": True, "userError": "VALID", "name": "ACME", "requestIdentifier": "W1"}


@pytest.mark.parametrize(
    ("status", "answer", "expected"),
    [
        (200, VALID, (VatAnswer.VALID, "ACME", "W1")),
        (200, {"isValid": False, "userError": "INVALID", "name": "---"}, (VatAnswer.INVALID, "", "")),
        (200, {"isValid": False, "userError": "MS_UNAVAILABLE"}, (VatAnswer.UNAVAILABLE, "", "")),
        (200, b"<html>", (VatAnswer.UNAVAILABLE, "", "")),
        (200, [], (VatAnswer.UNAVAILABLE, "", "")),
        (503, {}, (VatAnswer.UNAVAILABLE, "", "")),
    ],
)
def test_the_register_answers_in_many_ways(
    server: Answering, settings: Settings, status: int, answer: Any, expected: tuple[str, str, str]
) -> None:
    settings.VIES_URL = f"http://127.0.0.1:{server.server_port}/rest-api"
    server.status, server.answer = status, answer
    said = ask_vies("FR 40303265045")
    assert (said.answer, said.name, said.reference) == expected
    assert server.asked == [("/rest-api/ms/FR/vat/40303265045", b"")]


def test_vat_ids_are_asked_for_once_and_the_answer_is_kept(server: Answering, settings: Settings) -> None:
    invoice = issued(billable())
    BillingParty.objects.update(tax_id="FR40303265045")
    check_vat_ids()
    assert not VatCheck.objects.exists()  # off without an address
    settings.VIES_URL = f"http://127.0.0.1:{server.server_port}"
    server.answer = VALID
    for _run in range(2):
        check_vat_ids()
    found = VatCheck.objects.get()
    assert (found.party, found.vat_id, found.answer, found.name) == (invoice.party, "FR40303265045", "valid", "ACME")
    assert len(server.asked) == 1
