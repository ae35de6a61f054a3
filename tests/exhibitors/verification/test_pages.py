"""The public page of a document: it says whether a PDF is genuine, and nothing else of the document."""

import hashlib
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.documents.check_address import check_address
from exhibitors.bookings.models import ConfirmationLetter
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.operations.contracts import finish_contract
from tests.clients import signed_in
from tests.exhibitors.sales.contracts import contracted, invoiced, signed
from tests.factories import NOON, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()  # which counts checks


def page_of(found: Contract | Invoice | ConfirmationLetter) -> str:
    return reverse("verification:document", args=[found.public_id])


def verdict(client: Client, page: str, digest: str) -> str:
    answer = client.post(page, {"digest": digest})
    assert_clean(answer)
    assert answer.status_code == 200
    return str(answer.context["verdict"])


def test_a_contract_is_genuine_until_it_is_signed_and_then_the_signed_one_is(client: Client) -> None:
    contract = contracted()
    page = page_of(contract)
    shown = client.get(page)
    assert_clean(shown)
    assert (f"Contract {contract.number}" in shown.text, shown["X-Robots-Tag"]) == (True, "noindex")
    assert verdict(client, page, contract.digest) == "genuine"
    assert "This contract has not been signed yet." in shown.text
    signed(contract)
    assert "not been signed" not in client.get(page).text
    finish_contract(contract.pk, actor=SYSTEM, at=NOON)
    contract.refresh_from_db()
    assert verdict(client, page, contract.digest) == "superseded"
    assert verdict(client, page, contract.signed_digest) == "genuine"
    cancel_booking(contract.booking_id, actor=owner_of(contract.booking.company), at=NOON)
    assert verdict(client, page, contract.signed_digest) == "superseded"


def test_it_tells_neither_parties_nor_amounts(client: Client) -> None:
    contract = contracted()
    invoice = invoiced(contract)
    for found in (contract, invoice, ConfirmationLetter.objects.get()):
        text = client.get(page_of(found)).text
        secrets = (contract.booking.company.name, contract.booking.company.city, f"{invoice.total:,.2f}", "1.1H")
        assert [secret for secret in secrets if secret and secret in text] == []


def test_a_pdf_is_checked_by_its_file_without_javascript(client: Client) -> None:
    contract = contracted()
    pdf = signed_in(owner_of(contract.booking.company)).get(reverse("desk:contract_pdf", args=[contract.pk])).getvalue()
    for content, expected in ((pdf, "genuine"), (pdf + b" ", "not_genuine")):
        answer = client.post(page_of(contract), {"file": SimpleUploadedFile("c.pdf", content)})
        assert (answer.context["verdict"], answer.context["digest"]) == (expected, hashlib.sha256(content).hexdigest())


def test_an_invoice_and_a_letter_print_their_address_and_are_genuine(client: Client) -> None:
    contract = contracted()
    invoice = invoiced(contract)
    letter = ConfirmationLetter.objects.get()
    exhibitor = signed_in(owner_of(contract.booking.company))
    for found, address in (
        (invoice, reverse("desk:invoice_pdf", args=[invoice.pk, "zh-hans"])),
        (letter, reverse("desk:letter", kwargs={"number": letter.number})),
        (contract, reverse("desk:contract_pdf", args=[contract.pk])),
    ):
        answer = exhibitor.get(address)
        pdf = answer.getvalue() if answer.streaming else answer.content
        assert check_address(found.public_id).encode() in pdf
        assert verdict(client, page_of(found), hashlib.sha256(pdf).hexdigest()) == "genuine"
        assert verdict(client, page_of(found), "0" * 64) == "not_genuine"
    cancel_booking(contract.booking_id, actor=owner_of(contract.booking.company), at=NOON)
    pdf = exhibitor.get(reverse("desk:letter", kwargs={"number": letter.number})).content
    assert verdict(client, page_of(letter), hashlib.sha256(pdf).hexdigest()) == "superseded"


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({}, "__all__", "Enter the SHA-256 of the PDF, or choose the PDF."),
        ({"digest": "abc"}, "digest", "This has 3 characters."),
        ({"digest": "g" * 64}, "digest", "A SHA-256 has 64 characters from 0 to 9 and a to f."),
        ({"digest": "0" * 300}, "digest", "200"),
        ({"digest": "\x00"}, "digest", "Null characters are not allowed."),
    ],
)
def test_bad_input_is_said_beside_its_field(client: Client, sent: dict[str, str], field: str, sentence: str) -> None:
    answer = client.post(page_of(contracted()), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert sentence in answer.text


def test_a_digest_may_have_spaces_colons_and_capitals(client: Client) -> None:
    contract = contracted()
    digest = ":".join(contract.digest[place : place + 2] for place in range(0, 64, 2)).upper()
    assert verdict(client, page_of(contract), f" {digest} ") == "genuine"


def test_drafts_and_unknown_documents_have_no_page(client: Client) -> None:
    contract = contracted()
    signed(contract)
    for public_id in (Invoice.objects.get(state="draft").public_id, uuid4()):
        assert client.get(reverse("verification:document", args=[public_id])).status_code == 404


def test_too_many_checks_from_a_network_are_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    contract = contracted()
    for _check in range(120):
        client.post(page_of(contract), {})
    monkeypatch.setattr("exhibitors.office.verification.forms.digest_of_file", lambda _file: pytest.fail("was read"))
    file = SimpleUploadedFile("c.pdf", b"%PDF-1.7")
    refused = client.post(page_of(contract), {"digest": contract.digest, "file": file})
    assert_clean(refused)
    assert (refused.status_code, "Too many checks from your network." in refused.text) == (422, True)
    assert contract.digest in refused.text
