"""Documents falsified by the owner of the database, with triggers off, or in the storage: the night finds them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.bookings.models import ConfirmationLetter
from exhibitors.issued_pdfs.models import IssuedPdf
from exhibitors.sales.models.contracts import Contract
from exhibitors.sales.operations.contracts import finish_contract
from exhibitors.sales.operations.offers import accept_offer
from exhibitors.verification.operations import check_digests
from exhibitors.verification.queries import documents_that_differ
from pavilions.floor.models.edition import Edition
from tests.attacks.falsified import tampered
from tests.clients import signed_in
from tests.exhibitors.sales.contracts import contracted, invoiced
from tests.exhibitors.sales.offers import offered
from tests.factories import NOON, owner_of

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


def test_an_invoice_whose_text_was_falsified_is_not_given_out() -> None:
    contract = contracted()
    invoice = invoiced(contract)
    as_the_owner_of_the_database("UPDATE exhibitors_invoice SET text = replace(text, 'Paris', 'Nice')")
    client = signed_in(owner_of(contract.booking.company))
    assert client.get(reverse("desk:invoice_pdf", args=[invoice.pk, "en"])).status_code == 409


FALSIFIED: dict[str, Callable[[Contract], None]] = {
    "contract": lambda contract: tampered(contract.file),
    "signed_contract": lambda contract: tampered(contract.signed_file),
    "signature": lambda _: as_the_owner_of_the_database("UPDATE exhibitors_signature SET digest = repeat('0', 64)"),
    "invoice": lambda _: as_the_owner_of_the_database("UPDATE exhibitors_invoice SET text = replace(text, '6', '7')"),
    "letter_pdf": lambda _: tampered(IssuedPdf.objects.get(kind="letter").file),
    "invoice_pdf": lambda _: tampered(IssuedPdf.objects.get(kind="invoice").file),
}


@pytest.mark.parametrize("kind", FALSIFIED)
def test_what_was_falsified_is_found_in_the_night(kind: str) -> None:
    contract = contracted()
    invoice = invoiced(contract)
    finish_contract(contract.pk, actor=SYSTEM, at=NOON)
    contract.refresh_from_db()
    client, letter = signed_in(owner_of(contract.booking.company)), ConfirmationLetter.objects.get()
    client.get(reverse("desk:invoice_pdf", args=[invoice.pk, "en"]))
    client.get(reverse("desk:letter", kwargs={"number": letter.number}))
    FALSIFIED[kind](contract)
    (found,) = documents_that_differ(Edition.objects.get())
    assert found.kind == kind
    check = check_digests(contract.booking.edition_id, actor=SYSTEM, at=NOON + timedelta(days=1))
    assert (check.differing, check.differences) == (1, [[found.kind, found.number]])


def test_an_offer_whose_text_was_falsified_is_not_accepted_and_found() -> None:
    offer = offered()
    as_the_owner_of_the_database("UPDATE exhibitors_offer SET text = replace(text, '2160', '1')")
    with pytest.raises(DomainError) as refused:
        accept_offer(offer.pk, actor=owner_of(offer.booking.company), at=NOON)
    assert refused.value.code == "document_differs"
    (found,) = documents_that_differ(offer.booking.edition)
    assert (found.kind, found.number) == ("offer", f"{offer.booking.reference}-1")
