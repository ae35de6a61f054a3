"""Contracts: made by acceptance, signed in three ways, refused where they must be, sealed, and ended."""

import hashlib
import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from post_office.models import Email
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader
from pytest_django import Settings

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.co_exhibitors.operations import StandEntry, enter_co_exhibitor
from exhibitors.bookings.co_exhibitors.states import CoExhibitorKind
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.money.sales.documents.contract_pdf import draw_contract
from exhibitors.money.sales.models.contracts import Contract, Instalment, Signature, SignedCopy
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.contracts import (
    extend_contract,
    finish_contract,
    lapse_contract,
    remind_of_contract,
    withdraw_contract,
)
from exhibitors.money.sales.operations.offers import make_offer
from exhibitors.money.sales.operations.signing import (
    accept_signed_copy,
    reject_signed_copy,
    send_signed_copy,
    send_signing_code,
    sign_with_code,
)
from exhibitors.money.sales.queries.contracts import due_contract_lapses, due_contract_reminders, unfinished_contracts
from exhibitors.money.sales.states import ConfirmedBy, ContractState
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import OrganizerRole
from tests.exhibitors.invoices.invoices import GERMAN_SELLER, company_with_address, seller_of
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales.contracts import accepted, contracted, scan, signed, sold_with
from tests.exhibitors.sales.offers import accept_as_asked, offered, sold_by_offer
from tests.factories import NOON, BoothFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]

DRAWING = "M10 20L30 40L600 200M5 5L6 6"
REASON = "The stamp is missing."
IN_THE_PDF = (
    "Dates 展期 5 November 2024 – 10 November 2024 2024 年 11 月 5 日 – 2024 年 11 月 10 日",
    "Venue 展览地点 Messegelände, Hermesallee 1, 30521 Hannover, Germany",
    "Messegelände, Hermesallee 1, 30521 Hannover, 德国",
    "Acme SARL 2 Rue de la Paix Paris France 法国",
)


@pytest.fixture
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def mails() -> list[str]:
    """The kinds of mail that were queued, in order."""
    return [email.context["kind"] for email in Email.objects.order_by("pk")]


def words_of(pdf: bytes) -> str:
    """The text of its first page in one line."""
    return " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


def located(booth: Booth) -> None:
    """Give the edition days, and a seller that names its venue."""
    edition = booth.allotment.edition
    Edition.objects.filter(pk=edition.pk).update(opens_date=date(2024, 11, 5), closes_date=date(2024, 11, 10))
    seller_of(edition, **{name: value for name, value in GERMAN_SELLER.items() if name.startswith("venue")})


def test_contract_says_when_and_where_the_fair_is_and_where_the_exhibitor_is() -> None:
    booth = BoothFactory()
    located(booth)
    offer = offered(booth, company=company_with_address(name="Acme SARL", country="FR"))
    sold_with(Edition.objects.get(), ConfirmedBy.SIGNATURE)
    accept_as_asked(offer.pk, actor=owner_of(offer.booking.company), at=NOON)
    contract = Contract.objects.get()
    said = json.loads(contract.text)
    assert {name: said[name] for name in ("opens", "closes", "venue", "company_address")} == {
        "opens": "2024-11-05",
        "closes": "2024-11-10",
        "venue": {
            "en": ["Messegelände", "Hermesallee 1", "30521 Hannover", "Germany"],
            "zh": ["Messegelände", "Hermesallee 1", "30521 Hannover", "德国"],
        },
        "company_address": ["2 Rue de la Paix", "Paris"],
    }
    with default_storage.open(contract.file) as stored:
        words = words_of(stored.read())
    assert [sentence for sentence in IN_THE_PDF if sentence not in words] == []


def test_contract_without_a_seller_names_no_venue() -> None:
    contract = contracted()
    assert json.loads(contract.text)["venue"] == {"en": [], "zh": []}
    with default_storage.open(contract.file) as stored:
        words = words_of(stored.read())
    assert ("Dates 展期" in words, "Venue 展览地点" in words) == (True, False)


def test_contract_that_was_frozen_without_days_and_venue_is_drawn_as_it_was() -> None:
    said = json.loads(contracted().text)
    for name in ("opens", "closes", "venue", "company_address"):
        del said[name]
    words = words_of(draw_contract(json.dumps(said), address="https://expo.example/check", at=NOON))
    assert ("Dates" in words, "Venue" in words, "Exhibitor 参展商" in words) == (False, False, True)


def test_acceptance_makes_a_frozen_contract() -> None:
    contract = contracted()
    assert (contract.number, contract.version) == (f"{contract.booking.reference}-C1", 1)
    assert (contract.state, contract.sign_by) == (ContractState.SENT, NOON.date() + timedelta(days=14))
    with default_storage.open(contract.file) as stored:
        pdf = stored.read()
    assert pdf.startswith(b"%PDF-")
    assert hashlib.sha256(pdf).hexdigest() == contract.digest
    said = json.loads(contract.text)
    assert (said["number"], said["sign_by"], said["cancellation"][0]["days_before"]) == (
        contract.number,
        "2024-05-31",
        90,
    )
    assert sum((part.net for part in Instalment.objects.all()), start=0) == contract.offer.net
    assert [part["net"] for part in said["schedule"]] == [
        f"{part.net.normalize():f}" for part in Instalment.objects.order_by("position")
    ]
    assert contract.booking.state == BookingState.APPROVED
    assert contract.booking.letters.count() == 0
    assert mails()[-1] == "contract_to_sign"


@pytest.mark.parametrize("rule", [ConfirmedBy.ACCEPTANCE, ConfirmedBy.SIGNATURE])
def test_what_confirms_the_booking(rule: ConfirmedBy) -> None:
    contract = contracted(rule)
    expected = BookingState.CONFIRMED if rule == ConfirmedBy.ACCEPTANCE else BookingState.APPROVED
    assert contract.booking.state == expected
    signed(contract)
    booking = Booking.objects.get()
    assert (booking.state, booking.letters.count()) == (BookingState.CONFIRMED, 1)
    assert ("booking_confirmed" in mails()) is (rule == ConfirmedBy.SIGNATURE)


def test_a_signature_alone_does_not_confirm_where_the_deposit_is_asked_for() -> None:
    contract = contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT)
    signed(contract)
    assert Booking.objects.get().state == BookingState.APPROVED


def test_evidence_of_a_signature() -> None:
    contract = contracted()
    person = owner_of(contract.booking.company)
    signed(contract, person, drawing=DRAWING)
    signature = Signature.objects.get()
    assert (signature.name, signature.way, signature.drawing) == (person.name, "drawn", DRAWING)
    assert (signature.name_from, signature.mandate) == ("account", None)
    assert (signature.code_email, signature.code_entered_at) == (person.email, NOON)
    assert (signature.digest, signature.person, signature.email) == (contract.digest, person, person.email)
    assert signature.signed_at == NOON
    due = Instalment.objects.order_by("position").values_list("due_on", flat=True)
    assert due[0] == NOON.date() + timedelta(days=7)
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.update(name="Bo Li")
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.all().delete()


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"agreed": False}, "not_agreed"),
        ({"drawing": "M0 0<script>"}, "drawing_wrong"),
        ({"drawing": "M0 0" + "L1 1" * 6000}, "drawing_wrong"),
    ],
)
def test_signatures_that_are_refused(how: dict[str, object], code: str) -> None:
    contract = contracted()
    owner = owner_of(contract.booking.company)
    code_sent = send_signing_code(contract.pk, actor=owner, at=NOON)
    with pytest.raises(Invalid) as refused:
        sign_with_code(contract.pk, code=code_sent, **{"agreed": True, **how}, actor=owner, at=NOON)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert Signature.objects.count() == 0


def test_a_contract_is_signed_once_and_only_while_it_stands() -> None:
    contract = contracted()
    signed(contract)
    with pytest.raises(DomainError) as refused:
        signed(contract)
    assert refused.value.code == "contract_signed"
    with pytest.raises(DomainError) as refused:
        make_offer(contract.booking_id, actor=organizer(), at=NOON)
    assert refused.value.code == "no_offer_needed"  # the signature has confirmed the booking


def test_a_signed_contract_is_not_replaced() -> None:
    contract = contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT)
    signed(contract)
    with pytest.raises(DomainError) as refused:
        make_offer(contract.booking_id, actor=organizer(), at=NOON)
    assert refused.value.code == "contract_signed"


def test_a_new_offer_takes_the_place_of_a_contract() -> None:
    contract = contracted()
    make_offer(contract.booking_id, actor=organizer(), at=NOON)
    contract.refresh_from_db()
    assert contract.state == ContractState.VOID
    assert sorted(Offer.objects.values_list("version", "state")) == [(1, "withdrawn"), (2, "sent")]
    with pytest.raises(DomainError) as refused:
        signed(contract)
    assert refused.value.code == "contract_void"


def test_an_outdated_contract_is_not_signed() -> None:
    booth = BoothFactory()
    sold_by_offer(booth.allotment.edition)
    charge = terms(RuleKind.CHARGE, Basis.CO_EXHIBITOR, 50)
    publish_rules(booth.allotment.edition_id, terms(RuleKind.SPACE, Basis.SQM, 100), charge, actor=organizer(), at=NOON)
    contract = contracted(booth=booth)
    owner = owner_of(contract.booking.company)
    guest = StandEntry(CoExhibitorKind.CO_EXHIBITOR, name="Alpine Bells", country="CH")
    enter_co_exhibitor(contract.booking_id, guest, actor=owner, at=NOON)
    with pytest.raises(DomainError) as refused:
        signed(contract)
    assert refused.value.code == "contract_outdated"
    assert Signature.objects.count() == 0


def test_after_the_last_day_it_is_extended_first() -> None:
    contract = contracted()
    late = NOON + timedelta(days=15)
    owner = owner_of(contract.booking.company)
    with pytest.raises(DomainError) as refused:
        signed(contract, owner, at=late)
    assert refused.value.code == "contract_late"
    with pytest.raises(Invalid):
        extend_contract(contract.pk, sign_by=late.date(), reason=" ", actor=organizer(), at=late)
    with pytest.raises(Invalid) as refused:
        extend_contract(contract.pk, sign_by=contract.sign_by, reason="Fair", actor=organizer(), at=NOON)
    assert refused.value.code == "last_day_not_later"
    extend_contract(contract.pk, sign_by=late.date(), reason="Their board meets.", actor=organizer(), at=late)
    signed(contract, owner, at=late)


def test_a_signed_copy_is_checked() -> None:
    contract = contracted()
    owner, finance = owner_of(contract.booking.company), organizer(OrganizerRole.FINANCE)
    copy = send_signed_copy(contract.pk, name="Zoë Duval", file=scan(), actor=owner, at=NOON)
    assert copy.digest == hashlib.sha256(b"%PDF-1.7 signed").hexdigest()
    with pytest.raises(DomainError) as refused:
        signed(contract)
    assert refused.value.code == "contract_checking"
    with pytest.raises(NotAllowed):
        accept_signed_copy(contract.pk, actor=owner, at=NOON)
    with pytest.raises(Invalid):
        reject_signed_copy(contract.pk, reason="", actor=finance, at=NOON)
    reject_signed_copy(contract.pk, reason=REASON, actor=finance, at=NOON)
    again = send_signed_copy(
        contract.pk, name="Zoë Duval", file=scan(content=b"%PDF-1.7 stamped"), actor=owner, at=NOON + timedelta(hours=1)
    )
    accept_signed_copy(contract.pk, actor=finance, at=NOON + timedelta(days=1))
    signature = Signature.objects.get()
    assert (signature.way, signature.name, signature.copy) == ("copy", "Zoë Duval", again)
    assert list(SignedCopy.objects.order_by("pk").values_list("state", "reason")) == [
        ("rejected", REASON),
        ("accepted", ""),
    ]
    assert Booking.objects.get().state == BookingState.CONFIRMED
    with pytest.raises(DomainError) as refused:
        accept_signed_copy(contract.pk, actor=finance, at=NOON)
    assert refused.value.code == "no_copy_waits"


def test_the_copy_of_a_contract_that_was_withdrawn_is_no_longer_checked() -> None:
    contract = contracted()
    send_signed_copy(contract.pk, name="Zoë", file=scan(), actor=owner_of(contract.booking.company), at=NOON)
    withdraw_contract(contract.pk, reason="Wrong hall.", actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refused:
        accept_signed_copy(contract.pk, actor=organizer(), at=NOON)
    assert refused.value.code == "no_copy_waits"


def test_a_copy_is_a_pdf() -> None:
    contract = contracted()
    picture = scan("signed.png", b"\x89PNG\r\n\x1a\n")
    with pytest.raises(Invalid) as refused:
        send_signed_copy(contract.pk, name="Zoë", file=picture, actor=owner_of(contract.booking.company), at=NOON)
    assert (refused.value.code, refused.value.field) == ("copy_not_pdf", "file")


def test_withdrawing_ends_contract_and_offer_with_a_mail() -> None:
    contract = contracted()
    withdraw_contract(contract.pk, reason="Wrong hall.", actor=organizer(), at=NOON)
    contract.refresh_from_db()
    assert (contract.state, contract.reason, Offer.objects.get().state) == ("void", "Wrong hall.", "withdrawn")
    assert Booking.objects.get().state == BookingState.APPROVED
    assert mails()[-1] == "contract_withdrawn"
    make_offer(contract.booking_id, actor=organizer(), at=NOON)


def test_a_cancelled_booking_has_no_contract() -> None:
    contract = contracted()
    signed(contract)
    cancel_booking(contract.booking_id, reason="Budget.", actor=owner_of(contract.booking.company), at=NOON)
    contract.refresh_from_db()
    assert (contract.state, contract.reason) == (ContractState.VOID, "Budget.")


def test_the_reminder_comes_once_and_the_lapse_where_the_edition_releases_space() -> None:
    contract = contracted()
    assert due_contract_reminders(NOON) == []
    near = NOON + timedelta(days=12)
    assert due_contract_reminders(near) == [contract.pk]
    assert remind_of_contract(contract.pk, actor=SYSTEM, at=near) is True
    assert remind_of_contract(contract.pk, actor=SYSTEM, at=near) is False
    late = NOON + timedelta(days=15)
    assert due_contract_lapses(late) == []
    assert lapse_contract(contract.pk, actor=SYSTEM, at=late) is False
    assert Booking.objects.get().state == BookingState.APPROVED


def test_an_unsigned_contract_lapses_with_its_booking() -> None:
    contract = contracted(releases=True)
    late = NOON + timedelta(days=15)
    assert due_contract_lapses(late) == [contract.pk]
    assert lapse_contract(contract.pk, actor=SYSTEM, at=late) is True
    contract.refresh_from_db()
    assert (contract.state, Booking.objects.get().state) == (ContractState.VOID, BookingState.CANCELLED)
    assert lapse_contract(contract.pk, actor=SYSTEM, at=late) is False


def test_what_is_agreed_stands_in_the_database() -> None:
    contract = contracted()
    for column in ("text", "digest", "file", "version"):
        with pytest.raises(DatabaseError), transaction.atomic():
            Contract.objects.update(**{column: 9 if column == "version" else "other"})
    with pytest.raises(DatabaseError), transaction.atomic():
        Instalment.objects.update(net=1)
    signed(contract)
    finish_contract(contract.pk, actor=SYSTEM, at=NOON)
    with pytest.raises(DatabaseError), transaction.atomic():
        Contract.objects.update(signed_digest="other")


def test_the_seal_covers_the_whole_file_and_a_changed_byte_is_noticed(settings: Settings, tmp_path: Path) -> None:
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE = str(tmp_path / "seal.p12"), "secret"
    settings.SEAL_IS_SELF_MADE = True
    contract = contracted()
    signed(contract, drawing=DRAWING)
    assert unfinished_contracts(NOON) == [contract.pk]
    assert finish_contract(contract.pk, actor=SYSTEM, at=NOON) is True
    assert finish_contract(contract.pk, actor=SYSTEM, at=NOON) is False
    assert unfinished_contracts(NOON) == []
    contract.refresh_from_db()
    assert contract.is_sealed
    with default_storage.open(contract.signed_file) as stored:
        pdf = stored.read()
    assert hashlib.sha256(pdf).hexdigest() == contract.signed_digest
    assert sealed_state(pdf) == (True, SignatureCoverageLevel.ENTIRE_FILE)
    changed = bytearray(pdf)
    changed[3000] ^= 1
    assert sealed_state(bytes(changed)) == (False, SignatureCoverageLevel.ENTIRE_FILE)
    assert sealed_state(pdf + b"\n% more")[1] != SignatureCoverageLevel.ENTIRE_FILE


def sealed_state(pdf: bytes) -> tuple[bool, SignatureCoverageLevel | None]:
    (seal,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    status = validate_pdf_signature(seal, ValidationContext(trust_roots=[seal.signer_cert]))
    return status.intact, status.coverage


def test_the_signed_pdf_has_the_contract_that_was_signed_attached() -> None:
    contract = contracted()
    signed(contract)
    finish_contract(contract.pk, actor=SYSTEM, at=NOON)
    contract.refresh_from_db()
    assert not contract.is_sealed
    with default_storage.open(contract.signed_file) as stored:
        reader = PdfFileReader(BytesIO(stored.read()))
    names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    attached = names[1].get_object()["/EF"]["/F"].data
    assert hashlib.sha256(attached).hexdigest() == contract.digest


def test_without_a_contract_the_schedule_is_still_frozen() -> None:
    offer = accepted(ConfirmedBy.DEPOSIT, uses_contracts=False)
    assert Contract.objects.count() == 0
    assert offer.instalments.count() == 2
    assert offer.booking.state == BookingState.APPROVED
    assert sum((part.net for part in offer.instalments.all()), start=0) == offer.net
