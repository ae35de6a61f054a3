"""Who signs and accepts for a company, in which name, and the code that confirms it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from post_office.models import Email
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, NotAllowed
from ciie.mail.kinds import SECRETS
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.companies.mandates.operations import accept_mandate, end_mandate, send_mandate
from exhibitors.companies.operations import change_role, set_signing_right
from exhibitors.companies.states import CompanyRole
from exhibitors.money.sales.models.contracts import Contract, Signature
from exhibitors.money.sales.models.offers import OfferAcceptance
from exhibitors.money.sales.models.signing import AcceptanceCode, SigningCode
from exhibitors.money.sales.operations.offers import (
    accept_offer,
    accept_with_code,
    decline_offer,
    enter_acceptance_code,
    send_acceptance_code,
)
from exhibitors.money.sales.operations.signing import (
    enter_signing_code,
    send_signed_copy,
    send_signing_code,
    sign_contract,
    sign_with_code,
)
from exhibitors.money.sales.states import ConfirmedBy
from tests.exhibitors.sales.contracts import contracted, scan, signed, sold_with
from tests.exhibitors.sales.offers import accept_as_asked, offered
from tests.factories import NOON, MembershipFactory, organizer, owner_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]

LATER = NOON + timedelta(minutes=16)


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def member(booking: Booking, role: CompanyRole, *, is_contact: bool = True) -> User:
    person: User = MembershipFactory(company=booking.company, role=role).user
    if is_contact:
        Booking.objects.filter(pk=booking.pk).update(contact=person)
    return person


def codes_of(refusals: list[DomainError | None]) -> list[str]:
    return [refusal.code if refusal else "right" for refusal in refusals]


@pytest.mark.parametrize("role", [CompanyRole.VIEWER, CompanyRole.EDITOR])
def test_the_contact_of_a_booking_answers_no_offer(role: CompanyRole) -> None:
    offer = offered()
    contact = member(offer.booking, role)
    for answer in (accept_offer, decline_offer):
        with pytest.raises(NotAllowed):
            answer(offer.pk, actor=contact, at=NOON)
    offer.refresh_from_db()
    assert offer.state == "sent"


@pytest.mark.parametrize("role", [CompanyRole.VIEWER, CompanyRole.EDITOR])
def test_the_contact_of_a_booking_signs_and_cancels_nothing(role: CompanyRole) -> None:
    contract = contracted()
    contact = member(contract.booking, role)
    with pytest.raises(NotAllowed):
        send_signing_code(contract.pk, actor=contact, at=NOON)
    with pytest.raises(NotAllowed):
        sign_contract(contract.pk, agreed=True, actor=contact, at=NOON)
    with pytest.raises(NotAllowed):
        send_signed_copy(contract.pk, name="Elena Chief Executive", file=scan(), actor=contact, at=NOON)
    with pytest.raises(NotAllowed):
        cancel_booking(contract.booking_id, actor=contact, at=NOON)
    assert (SigningCode.objects.count(), Signature.objects.count()) == (0, 0)


def test_an_editor_whom_an_owner_allows_signs_in_the_name_of_the_account() -> None:
    contract = contracted()
    owner = owner_of(contract.booking.company)
    editor = member(contract.booking, CompanyRole.EDITOR)
    own = editor.memberships.get()
    for person in (editor, organizer()):
        with pytest.raises(NotAllowed):
            set_signing_right(own.pk, may_sign=True, actor=person, at=NOON)
    set_signing_right(own.pk, may_sign=True, actor=owner, at=NOON)
    signed(contract, editor)
    signature = Signature.objects.get()
    assert (signature.name, signature.name_from, signature.person) == (editor.name, "account", editor)


def test_who_becomes_a_viewer_keeps_no_right_to_sign() -> None:
    contract = contracted()
    owner = owner_of(contract.booking.company)
    editor = member(contract.booking, CompanyRole.EDITOR)
    own = editor.memberships.get()
    set_signing_right(own.pk, may_sign=True, actor=owner, at=NOON)
    code = send_signing_code(contract.pk, actor=editor, at=NOON)
    change_role(own.pk, role=CompanyRole.VIEWER, actor=owner, at=NOON)
    own.refresh_from_db()
    assert own.may_sign is False
    with pytest.raises(NotAllowed):
        sign_with_code(contract.pk, code=code, agreed=True, actor=editor, at=NOON)
    with pytest.raises(DomainError) as refused:
        set_signing_right(own.pk, may_sign=True, actor=owner, at=NOON)
    assert refused.value.code == "membership_viewer_signs_nothing"


def test_a_power_of_attorney_lets_sign_in_the_name_that_it_has() -> None:
    contract = contracted()
    editor = member(contract.booking, CompanyRole.EDITOR, is_contact=False)
    terms = {"name": "Dr. Jo van der Berg", "file": scan("poa.pdf", b"%PDF-1.7 power of attorney")}
    mandate = send_mandate(contract.booking.company_id, **terms, actor=editor, at=NOON)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        send_signing_code(contract.pk, actor=editor, at=NOON)
    accept_mandate(mandate.pk, seen=mandate.revision, actor=organizer(), at=NOON)
    signed(contract, editor)
    signature = Signature.objects.get()
    assert (signature.name, signature.name_from, signature.mandate) == ("Dr. Jo van der Berg", "mandate", mandate)


def test_a_power_of_attorney_that_has_ended_lets_sign_nothing() -> None:
    offer = offered()
    editor = member(offer.booking, CompanyRole.EDITOR)
    mandate = send_mandate(offer.booking.company_id, name="Jo", file=scan(), actor=editor, at=NOON)
    accept_mandate(mandate.pk, seen=mandate.revision, actor=organizer(), at=NOON)
    end_mandate(mandate.pk, actor=owner_of(offer.booking.company), at=NOON)
    with pytest.raises(NotAllowed):
        accept_offer(offer.pk, actor=editor, at=NOON)
    other = send_mandate(offer.booking.company_id, name="Jo", file=scan(), actor=editor, at=NOON)
    accept_mandate(other.pk, seen=other.revision, actor=organizer(), at=NOON)
    accept_as_asked(offer.pk, actor=editor, at=NOON)
    acceptance = OfferAcceptance.objects.get()
    assert (acceptance.name, acceptance.name_from, acceptance.mandate) == ("Jo", "mandate", other)


def test_an_account_without_a_name_signs_and_accepts_nothing() -> None:
    contract = contracted()
    person = owner_of(contract.booking.company)
    person.name = " "
    person.save()
    with pytest.raises(DomainError) as refused:
        send_signing_code(contract.pk, actor=person, at=NOON)
    assert refused.value.code == "name_missing"


def test_the_code_goes_to_the_address_of_the_account_and_only_a_hash_is_kept() -> None:
    contract = contracted()
    person = owner_of(contract.booking.company)
    code = send_signing_code(contract.pk, actor=person, at=NOON)
    letter = Email.objects.get(context__kind="signing_code")
    assert (letter.to, letter.context["code"], len(code)) == ([person.email], code, 6)
    sent = SigningCode.objects.get()
    assert (sent.digest, sent.expires_at - sent.sent_at) == (contract.digest, timedelta(minutes=15))
    assert code not in sent.code_hash
    assert SECRETS["signing_code"] == SECRETS["acceptance_code"] == {"code"}


def test_without_a_code_nothing_is_signed() -> None:
    contract = contracted()
    person = owner_of(contract.booking.company)
    for at in (NOON, NOON + timedelta(minutes=1)):
        with pytest.raises(DomainError) as refused:
            sign_contract(contract.pk, agreed=True, actor=person, at=at)
        assert refused.value.code == "code_expired"
        send_signing_code(contract.pk, actor=person, at=NOON)  # sent, and never entered
    assert Signature.objects.count() == 0


def test_wrong_codes_are_counted_and_after_five_the_right_one_does_not_do() -> None:
    contract = contracted()
    person = owner_of(contract.booking.company)
    code = send_signing_code(contract.pk, actor=person, at=NOON)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    refusals = [enter_signing_code(contract.pk, code=wrong, actor=person, at=NOON) for _attempt in range(5)]
    assert codes_of(refusals) == ["code_wrong"] * 5
    with pytest.raises(DomainError) as refused:
        sign_with_code(contract.pk, code=code, agreed=True, actor=person, at=NOON)
    assert refused.value.code == "code_spent"
    anew = send_signing_code(contract.pk, actor=person, at=NOON)
    sign_with_code(contract.pk, code=f" {anew[:3]} {anew[3:]} ", agreed=True, actor=person, at=NOON)


def test_a_code_is_void_after_its_time_and_after_the_next_one() -> None:
    contract = contracted()
    person = owner_of(contract.booking.company)
    first = send_signing_code(contract.pk, actor=person, at=NOON)
    assert codes_of([enter_signing_code(contract.pk, code=first, actor=person, at=LATER)]) == ["code_expired"]
    second = send_signing_code(contract.pk, actor=person, at=LATER)
    while second == first:
        second = send_signing_code(contract.pk, actor=person, at=LATER)
    refusals = [enter_signing_code(contract.pk, code=each, actor=person, at=LATER) for each in (first, second)]
    assert codes_of(refusals) == ["code_wrong", "right"]


def test_a_code_is_of_one_person_and_one_contract() -> None:
    contract, other = contracted(), contracted()
    person, colleague = owner_of(contract.booking.company), owner_of(contract.booking.company)
    MembershipFactory(company=other.booking.company, user=person, role=CompanyRole.OWNER)
    code = send_signing_code(contract.pk, actor=person, at=NOON)
    refusals = [
        enter_signing_code(contract.pk, code=code, actor=colleague, at=NOON),
        enter_signing_code(other.pk, code=code, actor=person, at=NOON),
    ]
    assert codes_of(refusals) == ["code_expired", "code_expired"]


def test_a_code_entered_for_one_pdf_signs_no_other() -> None:
    contract = contracted()
    person = owner_of(contract.booking.company)
    code = send_signing_code(contract.pk, actor=person, at=NOON)
    assert enter_signing_code(contract.pk, code=code, actor=person, at=NOON) is None
    SigningCode.objects.all().delete()
    SigningCode.objects.create(
        contract=contract,
        person=person,
        digest="0" * 64,
        email=person.email,
        code_hash="0" * 64,
        sent_at=NOON,
        expires_at=LATER,
        entered_at=NOON,
    )
    with pytest.raises(DomainError) as refused:
        sign_contract(contract.pk, agreed=True, actor=person, at=NOON)
    assert refused.value.code == "code_expired"


def test_without_a_code_no_acceptance_binds() -> None:
    offer = offered()
    person = owner_of(offer.booking.company)
    for at in (NOON, NOON + timedelta(minutes=1)):
        with pytest.raises(DomainError) as refused:
            accept_offer(offer.pk, actor=person, at=at)
        assert refused.value.code == "code_expired"
        send_acceptance_code(offer.pk, actor=person, at=NOON)  # sent, and never entered
    assert OfferAcceptance.objects.count() == 0


def test_an_acceptance_that_a_contract_follows_needs_no_code() -> None:
    offer = offered()
    sold_with(offer.booking.edition, ConfirmedBy.SIGNATURE)
    person = owner_of(offer.booking.company)
    with pytest.raises(DomainError) as refused:
        send_acceptance_code(offer.pk, actor=person, at=NOON)
    assert refused.value.code == "no_code_needed"
    accept_offer(offer.pk, actor=person, at=NOON)
    assert OfferAcceptance.objects.get().code_entered_at is None


def test_an_acceptance_that_confirms_the_booking_needs_a_code_though_a_contract_follows() -> None:
    offer = offered()
    sold_with(offer.booking.edition, ConfirmedBy.ACCEPTANCE)
    person = owner_of(offer.booking.company)
    with pytest.raises(DomainError) as refused:
        accept_offer(offer.pk, actor=person, at=NOON)
    assert refused.value.code == "code_expired"
    accept_as_asked(offer.pk, actor=person, at=NOON)
    assert OfferAcceptance.objects.get().code_entered_at == NOON


def test_a_code_is_of_one_person_and_one_offer() -> None:
    offer, other = offered(), offered()
    person, colleague = owner_of(offer.booking.company), owner_of(offer.booking.company)
    MembershipFactory(company=other.booking.company, user=person, role=CompanyRole.OWNER)
    code = send_acceptance_code(offer.pk, actor=person, at=NOON)
    refusals = [
        enter_acceptance_code(offer.pk, code=code, actor=colleague, at=NOON),
        enter_acceptance_code(other.pk, code=code, actor=person, at=NOON),
    ]
    assert codes_of(refusals) == ["code_expired", "code_expired"]


def test_wrong_codes_for_an_offer_are_counted() -> None:
    offer = offered()
    person = owner_of(offer.booking.company)
    code = send_acceptance_code(offer.pk, actor=person, at=NOON)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    refusals = [enter_acceptance_code(offer.pk, code=wrong, actor=person, at=NOON) for _attempt in range(5)]
    assert codes_of(refusals) == ["code_wrong"] * 5
    with pytest.raises(DomainError) as refused:
        accept_with_code(offer.pk, code=code, actor=person, at=NOON)
    assert refused.value.code == "code_spent"
    accept_as_asked(offer.pk, actor=person, at=NOON)
    assert codes_of([enter_acceptance_code(offer.pk, code=code, actor=person, at=NOON)]) == ["offer_accepted"]


def test_a_code_signs_once() -> None:
    contract = contracted()
    person = owner_of(contract.booking.company)
    signed(contract, person)
    used = SigningCode.objects.get()
    assert used.used_at == NOON
    for column in ("used_at", "entered_at"):
        with pytest.raises(DatabaseError), transaction.atomic():
            SigningCode.objects.update(**{column: None})
    with pytest.raises(DatabaseError), transaction.atomic():
        SigningCode.objects.update(code_hash="0" * 64)


def test_a_code_accepts_once() -> None:
    offer = offered()
    accept_as_asked(offer.pk, actor=owner_of(offer.booking.company), at=NOON)
    assert AcceptanceCode.objects.get().used_at == NOON
    for column in ("used_at", "entered_at"):
        with pytest.raises(DatabaseError), transaction.atomic():
            AcceptanceCode.objects.update(**{column: None})
    with pytest.raises(DatabaseError), transaction.atomic():
        AcceptanceCode.objects.update(code_hash="0" * 64)


def test_only_so_many_codes_are_sent_within_an_hour() -> None:
    contract = contracted()
    person = owner_of(contract.booking.company)
    for _code in range(5):
        send_signing_code(contract.pk, actor=person, at=NOON)
    with pytest.raises(DomainError) as refused:
        send_signing_code(contract.pk, actor=person, at=NOON)
    assert refused.value.code == "too_many_codes"
    send_signing_code(contract.pk, actor=person, at=NOON + timedelta(minutes=61))


def test_a_signature_in_the_name_of_an_account_has_its_code() -> None:
    contract = contracted()
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.create(
            contract=Contract.objects.get(pk=contract.pk),
            way="typed",
            digest=contract.digest,
            name="Ana",
            name_from="account",
            signed_at=NOON,
        )
