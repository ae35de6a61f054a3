"""Documents falsified by the owner of the database, with triggers off, or in the storage: the night finds them."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.bookings.issued_pdfs.models import IssuedPdf
from exhibitors.bookings.models import ConfirmationLetter
from exhibitors.companies.mandates.operations import send_mandate
from exhibitors.companies.states import CompanyRole
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.operations.contracts import finish_contract
from exhibitors.office.reconciliation.proofs.documents import DOCUMENTS
from exhibitors.office.reconciliation.proofs.proof import Difference
from exhibitors.office.reconciliation.queries import outcome_of
from pavilions.floor.models.edition import Edition
from tests.attacks.falsified import answered_with_file, deck_with_drawing, tampered
from tests.clients import signed_in
from tests.exhibitors.expo import booked
from tests.exhibitors.sales.contracts import contracted, invoiced, scan
from tests.exhibitors.sales.offers import accept_as_asked, offered
from tests.factories import NOON, BoothFactory, MembershipFactory, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files", "noon", "unrestricted")]


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def as_the_owner_of_the_database(statement: str) -> None:
    """Carry out SQL with triggers off, which the role of the application cannot (`unrestricted`)."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def differing() -> list[Difference]:
    """What the nightly proofs of documents find in the one edition."""
    edition = Edition.objects.get()
    return [each for proof in DOCUMENTS for each in outcome_of(proof, edition.pk).differences]


def test_an_invoice_whose_text_was_falsified_is_not_given_out() -> None:
    contract = contracted()
    invoice = invoiced(contract)
    as_the_owner_of_the_database("UPDATE exhibitors_invoice SET text = replace(text, 'Paris', 'Nice')")
    client = signed_in(owner_of(contract.booking.company))
    assert client.get(reverse("desk:invoice_pdf", args=[invoice.pk, "en"])).status_code == 409


FALSIFIED: dict[str, tuple[Callable[[Contract], None], str, str]] = {
    "contract": (lambda contract: tampered(contract.file), "files", "-C1"),
    "signed contract": (lambda contract: tampered(contract.signed_file), "files", "-C1, signed"),
    "signature": (
        lambda _: as_the_owner_of_the_database("UPDATE exhibitors_signature SET digest = repeat('0', 64)"),
        "texts",
        "-C1, signature",
    ),
    "invoice": (
        lambda _: as_the_owner_of_the_database("UPDATE exhibitors_invoice SET text = text || ' '"),
        "texts",
        "-00001",
    ),
    "PDF of a letter": (lambda _: tampered(IssuedPdf.objects.get(kind="letter").file), "files", "-1, en"),
    "PDF of an invoice": (lambda _: tampered(IssuedPdf.objects.get(kind="invoice").file), "files", "-00001, en"),
}


@pytest.mark.parametrize("what", FALSIFIED)
def test_what_was_falsified_is_found_in_the_night(what: str) -> None:
    contract = contracted()
    invoice = invoiced(contract)
    finish_contract(contract.pk, actor=SYSTEM, at=NOON)
    contract.refresh_from_db()
    client, letter = signed_in(owner_of(contract.booking.company)), ConfirmationLetter.objects.get()
    client.get(reverse("desk:invoice_pdf", args=[invoice.pk, "en"]))
    client.get(reverse("desk:letter", kwargs={"number": letter.number}))
    assert differing() == []
    falsify, proof, ending = FALSIFIED[what]
    falsify(contract)
    (found,) = differing()
    assert (found.proof, found.what.endswith(ending)) == (proof, True)


def test_an_offer_whose_text_was_falsified_is_not_accepted_and_found() -> None:
    offer = offered()
    as_the_owner_of_the_database("UPDATE exhibitors_offer SET text = replace(text, '2160', '1')")
    with pytest.raises(DomainError) as refused:
        accept_as_asked(offer.pk, actor=owner_of(offer.booking.company), at=NOON)
    assert refused.value.code == "document_differs"
    (found,) = differing()
    assert (found.proof, found.what) == ("texts", f"{offer.booking.reference}, offer 1")


def test_a_drawing_of_an_upper_deck_and_an_answer_that_were_written_over_are_found() -> None:
    booking = booked(BoothFactory())
    deck, answer = deck_with_drawing(booking), answered_with_file(booking)
    assert differing() == []
    for name, what, leads_to in (
        (deck.drawing, f"{booking.reference}, deck.pdf", f"deck:{deck.pk}"),
        (answer.value, f"{booking.reference}, stand.pdf", ""),
    ):
        with default_storage.open(name) as file:
            sent = file.read()
        tampered(name)
        (found,) = differing()
        assert (found.proof, found.what, found.kept) == ("files", what, sha256(sent).hexdigest())
        assert found.leads_to == leads_to
        default_storage.delete(name)
        (found,) = differing()
        assert (found.proof, found.what, found.counted) == ("files", what, "no file")
        default_storage.save(name, ContentFile(sent))
    assert differing() == []


def test_a_power_of_attorney_that_was_written_over_is_found() -> None:
    contract = contracted()
    editor = MembershipFactory(company=contract.booking.company, role=CompanyRole.EDITOR).user
    document = scan("poa.pdf", b"%PDF-1.7 power of attorney")
    mandate = send_mandate(contract.booking.company_id, name="Jo Berg", file=document, actor=editor, at=NOON)
    tampered(mandate.file)
    (found,) = differing()
    assert (found.proof, found.what) == ("files", f"{contract.booking.company.name}, {mandate.title}")
