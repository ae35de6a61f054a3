"""Documents that somebody swaps in the storage or by SQL: they are not signed, sealed, sent or given out."""

import hashlib
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.bookings.issued_pdfs.models import IssuedPdf
from exhibitors.bookings.models import ConfirmationLetter
from exhibitors.bookings.upper_decks.operations import approve_deck, decline_deck
from exhibitors.companies.mandates.operations import accept_mandate, send_mandate
from exhibitors.companies.mandates.states import MandateState
from exhibitors.companies.states import CompanyRole
from exhibitors.money.payments.models import Payment
from exhibitors.money.sales.documents.contract_pdf import draw_signed
from exhibitors.money.sales.documents.mail_context import contract_with_pdf
from exhibitors.money.sales.models.contracts import Contract, SignedCopy
from exhibitors.money.sales.operations.contracts import finish_contract, withdraw_contract
from exhibitors.money.sales.operations.signing import (
    accept_signed_copy,
    reject_signed_copy,
    send_signed_copy,
    send_signing_code,
)
from exhibitors.money.sales.tasks import finish_contracts
from exhibitors.states import DeckState
from tests.attacks.falsified import answered_with_file, deck_with_drawing, tampered
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.exhibitors.payments.paid import paid
from tests.exhibitors.sales.contracts import contracted, invoiced, scan, signed
from tests.factories import NOON, BoothFactory, MembershipFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files", "noon")]


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def finished() -> Contract:
    contract = contracted()
    signed(contract)
    finish_contract(contract.pk, actor=SYSTEM, at=NOON)
    contract.refresh_from_db()
    return contract


def content_of(client: Client, address: str) -> bytes:
    return b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]


def test_a_contract_whose_pdf_was_swapped_is_not_signed() -> None:
    contract = contracted()
    tampered(contract.file)
    with pytest.raises(DomainError) as refused:
        send_signing_code(contract.pk, actor=owner_of(contract.booking.company), at=NOON)
    assert refused.value.code == "document_differs"
    client = signed_in(owner_of(contract.booking.company))
    assert client.get(reverse("desk:contract_pdf", args=[contract.pk])).status_code == 404


def test_a_pdf_swapped_after_the_signature_is_neither_sealed_nor_sent() -> None:
    contract = contracted()
    signed(contract)
    tampered(contract.file)
    with pytest.raises(DomainError) as refused:
        finish_contract(contract.pk, actor=SYSTEM, at=NOON)
    assert refused.value.code == "document_differs"
    finish_contracts()  # the task goes on with others
    contract.refresh_from_db()
    assert (contract.signed_file, contract.is_sealed) == ("", False)


def test_a_signed_pdf_is_drawn_of_what_was_signed_alone() -> None:
    contract = contracted()
    evidence = {"digest": contract.digest}
    with pytest.raises(ValueError, match="not the PDF that was signed"):
        draw_signed(contract.text, evidence, b"%PDF-1.7 another", digest=contract.digest, address="", at=NOON)


def test_a_signed_pdf_that_was_swapped_is_not_given_out_nor_mailed() -> None:
    contract = finished()
    tampered(contract.signed_file)
    owner, finance = signed_in(owner_of(contract.booking.company)), signed_in(organizer())
    assert owner.get(reverse("desk:contract_pdf", args=[contract.pk])).status_code == 404
    assert finance.get(reverse("organizer:contract_pdf", args=[contract.pk])).status_code == 404
    with pytest.raises(FileNotFoundError):
        contract_with_pdf({"contract": contract.pk, "last_day": "2024-05-31"})


def test_a_signed_copy_that_was_swapped_is_neither_accepted_nor_given_out() -> None:
    contract = contracted()
    owner = owner_of(contract.booking.company)
    copy = send_signed_copy(contract.pk, name="Zoë", file=scan(), actor=owner, at=NOON)
    tampered(copy.file)
    with pytest.raises(DomainError) as refused:
        accept_signed_copy(contract.pk, actor=organizer(), at=NOON)
    assert refused.value.code == "document_differs"
    assert signed_in(owner).get(reverse("desk:contract_copy_pdf", args=[contract.pk, copy.pk])).status_code == 404


def test_a_power_of_attorney_that_was_swapped_is_not_accepted() -> None:
    editor = MembershipFactory(role=CompanyRole.EDITOR)
    mandate = send_mandate(editor.company_id, name="Zoë", file=scan(), actor=editor.user, at=NOON)
    tampered(mandate.file)
    with pytest.raises(DomainError) as refused:
        accept_mandate(mandate.pk, seen=None, actor=organizer(), at=NOON)
    assert refused.value.code == "document_differs"
    mandate.refresh_from_db()
    assert mandate.state == MandateState.WAITING


def test_a_drawing_of_an_upper_deck_that_was_swapped_is_neither_approved_nor_given_out() -> None:
    booking, director = booked(BoothFactory()), organizer()
    deck, client = deck_with_drawing(booking), signed_in(director)
    addresses = [
        reverse("desk:upper_deck_drawing", args=[booking.pk, deck.pk]),
        reverse("organizer:upper_deck_drawing", args=[deck.pk]),
    ]
    assert [content_of(client, address) for address in addresses] == [b"%PDF-1.7 deck"] * 2
    tampered(deck.drawing)
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    with pytest.raises(DomainError) as refused:
        approve_deck(deck.pk, actor=director, at=NOON)
    assert (refused.value.code, str(refused.value)) == (
        "document_differs",
        (
            "The drawing differs from the file that was sent, so the upper deck cannot be approved. Decline it and ask "
            "for a new request."
        ),
    )
    deck.refresh_from_db()
    assert deck.state == DeckState.REQUESTED
    decline_deck(deck.pk, reason="The drawing is not yours", actor=director, at=NOON)


def test_a_file_that_answers_a_question_and_was_swapped_is_not_given_out() -> None:
    answer = answered_with_file(booked(BoothFactory()))
    addresses = [
        reverse("desk:answer_file", args=[answer.booking_id, answer.pk]),
        reverse("organizer:answer_file", args=[answer.pk]),
    ]
    client = signed_in(organizer())
    assert [content_of(client, address) for address in addresses] == [b"%PDF-1.7 stand"] * 2
    tampered(answer.value)
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_an_invoice_and_a_letter_are_given_out_as_they_were_first_drawn() -> None:
    contract = contracted()
    invoice = invoiced(contract)
    client, letter = signed_in(owner_of(contract.booking.company)), ConfirmationLetter.objects.get()
    addresses = [
        reverse("desk:invoice_pdf", args=[invoice.pk, "en"]),
        reverse("desk:letter", kwargs={"number": letter.number}),
    ]
    first = [client.get(address).content for address in addresses]
    assert [client.get(address).content for address in addresses] == first
    kept = {pdf.digest: pdf for pdf in IssuedPdf.objects.all()}
    assert set(kept) == {hashlib.sha256(pdf).hexdigest() for pdf in first}
    for pdf in kept.values():
        tampered(pdf.file)
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def updated_by_sql(table: str, change: str) -> bool:
    """Whether the database lets the application change these columns."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {change}")  # of this test
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize(
    "change",
    [
        "signed_file = 'contracts/' || repeat('0', 64) || '.pdf'",
        "signed_digest = repeat('0', 64)",
        "signed_at = signed_at - interval '3 days'",
        "sign_by = sign_by + 1",
        "is_sealed = NOT is_sealed",
        "is_stamped = NOT is_stamped",
        "reason = 'Their lawyers wanted it.'",
        "ended_at = now()",
        "public_id = gen_random_uuid()",
    ],
)
def test_what_is_on_record_of_a_signed_contract_stands(change: str) -> None:
    finished()
    assert not updated_by_sql("exhibitors_contract", change)


@pytest.mark.parametrize("change", ["reason = 'Other'", "ended_at = now()", "sign_by = sign_by + 1"])
def test_what_is_on_record_of_a_void_contract_stands(change: str) -> None:
    contract = contracted()
    withdraw_contract(contract.pk, reason="Wrong hall.", actor=organizer(), at=NOON)
    assert not updated_by_sql("exhibitors_contract", change)


@pytest.mark.parametrize("change", ["reason = 'Other'", "decided_at = now()", "state = 'accepted'"])
def test_what_was_decided_on_a_signed_copy_stands(change: str) -> None:
    contract = contracted()
    send_signed_copy(contract.pk, name="Zoë", file=scan(), actor=owner_of(contract.booking.company), at=NOON)
    assert updated_by_sql("exhibitors_signedcopy", "state = state")
    reject_signed_copy(contract.pk, reason="No stamp", actor=organizer(), at=NOON)
    assert not updated_by_sql("exhibitors_signedcopy", change)
    assert SignedCopy.objects.get().reason == "No stamp"


@pytest.mark.parametrize(
    "change", ["recorded_at = now()", "recorded_by = 'Bo'", "company_id = (SELECT max(id) FROM exhibitors_company)"]
)
def test_who_recorded_a_payment_of_which_company_stands(change: str) -> None:
    paid(invoiced(contracted()), 100)
    owner_of()  # of a company of its own
    assert not updated_by_sql("exhibitors_payment", change)
    assert Payment.objects.count() == 1
