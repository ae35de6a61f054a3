"""E-invoices leave by email, as files or to an access point, each attempt on record; VAT IDs are asked for and kept."""

import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from post_office.models import Email
from pytest_django import Settings

from ciie.kernel.canonical import digest_of
from ciie.kernel.errors import DomainError
from ciie.uploads.documents import keep_pdf
from exhibitors.money.invoices.documents.einvoice import einvoice_xml
from exhibitors.money.invoices.documents.mail_context import issued as enclosed
from exhibitors.money.invoices.documents.vies import ask_vies
from exhibitors.money.invoices.models import BillingParty, EInvoice, Invoice, Transmission, VatCheck
from exhibitors.money.invoices.operations.einvoices import make_einvoice
from exhibitors.money.invoices.operations.transmissions import record_transmission, transmit_invoice
from exhibitors.money.invoices.states import TransmissionState, VatAnswer, Way
from exhibitors.money.invoices.tasks import check_vat_ids, transmit_einvoices
from tests.clients import signed_in
from tests.exhibitors.invoices.invoices import AUTHORITY, GERMAN_SELLER, billable, change_seller, finance, issued
from tests.factories import NOON
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "unrestricted")]


class Answering(HTTPServer):
    """Answers every request with the same, and keeps what it was asked."""

    status = 200
    answer: Any = {"id": "doc-1"}
    location = ""
    asked: list[tuple[str, bytes]]
    keys: list[str | None]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Answering)
        server.asked.append((self.path, self.rfile.read(int(self.headers.get("Content-Length", 0)))))
        server.keys.append(self.headers.get("Idempotency-Key"))
        self.send_response(server.status)
        if server.location:
            self.send_header("Location", server.location)
        self.end_headers()
        self.wfile.write(server.answer if isinstance(server.answer, bytes) else json.dumps(server.answer).encode())

    do_POST = do_GET  # noqa: N815  # the base class names it

    def log_message(self, *_args: object) -> None:
        """Nothing: the tests look at what was asked."""


@pytest.fixture
def server() -> Iterator[Answering]:
    found = Answering(("127.0.0.1", 0), Handler)
    found.asked, found.keys = [], []
    thread = Thread(target=found.serve_forever, args=[0.01])
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


@pytest.fixture
def invoice() -> Invoice:
    """Issued to an authority, with an e-invoice."""
    booking = billable()
    change_seller(**GERMAN_SELLER)
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


def test_the_key_stays_the_same_until_the_access_point_has_accepted_the_document(
    invoice: Invoice, server: Answering, settings: Settings
) -> None:
    settings.PEPPOL_URL = f"http://127.0.0.1:{server.server_port}/"
    for answer in (b"<html>", {"id": "doc-1", "state": "delivered"}, {"id": "doc-2"}):
        server.answer = answer
        send(invoice, Way.PEPPOL)
    number = invoice.number_text
    assert server.keys == [f"{number}-1", f"{number}-1", f"{number}-2"]


def test_a_redirect_is_not_followed(invoice: Invoice, server: Answering, settings: Settings) -> None:
    settings.PEPPOL_URL = f"http://127.0.0.1:{server.server_port}/"
    server.status, server.location = 302, f"http://127.0.0.1:{server.server_port}/elsewhere"
    found = send(invoice, Way.PEPPOL)
    assert (found.state, found.message[:3]) == (TransmissionState.FAILED, "302")
    assert [path for path, _content in server.asked] == ["/"]


def test_a_text_that_differs_fails_and_does_not_hold_up_the_next(
    invoice: Invoice, tmp_path: Path, settings: Settings
) -> None:
    settings.EINVOICE_FOLDER = str(tmp_path)
    second = Invoice.objects.get(pk=issued(invoice.booking).pk)
    make_einvoice(second.pk, actor=finance(), at=NOON)
    attempts = [transmit_invoice(each.pk, Way.FILE, actor=finance(), at=NOON) for each in (invoice, second)]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE exhibitors_invoice SET text = text || ' ' WHERE id = %s", [invoice.pk])
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    transmit_einvoices()
    for each in attempts:
        each.refresh_from_db()
    assert [each.state for each in attempts] == [TransmissionState.FAILED, TransmissionState.DELIVERED]
    assert attempts[0].message == f"The text of {invoice.number_text} differs from the one that was issued."


def test_finance_records_what_became_of_one_in_flight(invoice: Invoice, server: Answering, settings: Settings) -> None:
    settings.PEPPOL_URL = f"http://127.0.0.1:{server.server_port}/"
    waiting = transmit_invoice(invoice.pk, Way.PEPPOL, actor=finance(), at=NOON)
    with pytest.raises(DomainError) as early:
        record_transmission(waiting.pk, TransmissionState.DELIVERED, actor=finance(), at=NOON)
    assert early.value.code == "transmission_not_accepted"
    transmit_einvoices()
    found, desk = Transmission.objects.get(), signed_in(finance())
    page = desk.get(f"/organizer/invoices/{invoice.pk}/")
    assert_clean(page)
    assert ("Record as delivered" in page.text, "Record as failed" in page.text) == (True, True)
    address = f"/organizer/transmissions/{found.pk}/record/"
    assert desk.post(address, {"state": "pending", "revision": found.revision}).status_code == 404
    stale = desk.post(address, {"state": "delivered", "revision": found.revision - 1}, follow=True)
    assert "since you opened the page" in stale.text
    desk.post(address, {"state": "failed", "revision": found.revision})
    found.refresh_from_db()
    assert (found.state, found.reference, found.ended_at) == (TransmissionState.FAILED, "doc-1", NOON)
    assert send(invoice, Way.PEPPOL).state == TransmissionState.IN_FLIGHT


def test_an_attempt_that_a_lost_process_began_fails_after_an_hour(invoice: Invoice, settings: Settings) -> None:
    settings.PEPPOL_URL = "http://127.0.0.1:9/"
    attempt = transmit_invoice(invoice.pk, Way.PEPPOL, actor=finance(), at=NOON - timedelta(hours=2))
    Transmission.objects.update(state=TransmissionState.IN_FLIGHT, begun_at=NOON)
    transmit_einvoices()
    attempt.refresh_from_db()
    assert attempt.state == TransmissionState.IN_FLIGHT  # it waited long, and was begun just now
    Transmission.objects.update(begun_at=NOON - timedelta(hours=2))
    transmit_einvoices()
    attempt.refresh_from_db()
    assert (attempt.state, attempt.message) == (TransmissionState.FAILED, "No answer was recorded.")


def test_an_email_has_the_e_invoice_and_its_xml(invoice: Invoice) -> None:
    Email.objects.all().delete()
    found = send(invoice, Way.EMAIL)
    assert (found.state, found.recipient) == (TransmissionState.HANDED_OVER, "rechnung@amt.example")
    (mail,) = Email.objects.all()
    assert mail.to == ["rechnung@amt.example"]
    assert mail.context["einvoice"] is True


def test_the_email_brings_the_file_that_is_kept_or_none(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    invoice, content = Invoice.objects.get(pk=issued(billable()).pk), b"%PDF-1.7 as it was made then"
    kept = EInvoice.objects.create(invoice=invoice, file=keep_pdf(content), digest=digest_of(content), made_at=NOON)
    pdf, xml = enclosed({"invoice": invoice.pk, "einvoice": True}).attachments
    assert (pdf.content, xml.name) == (content, f"{invoice.number_text}.xml")
    (tmp_path / kept.file).write_bytes(b"%PDF-1.7 another")
    with pytest.raises(FileNotFoundError):
        enclosed({"invoice": invoice.pk, "einvoice": True})


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
