"""A company that registers itself is verified by a domain or a number of its own, or by the organizer."""

import pytest
from allauth.account.models import EmailAddress
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.companies.company_ownership.operations import vouch_for_domains
from exhibitors.companies.models import Company
from exhibitors.companies.operations import (
    change_company,
    refuse_company,
    register_company,
    verify_by_proof,
    verify_company,
)
from exhibitors.companies.states import CompanyRole, Verification, VerifiedBy
from exhibitors.office.company_records.queries import company_history
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.factories import (
    NOON,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    NewCompanyFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db

RECORD = {"name": "Acme Ltd", "country": "GB", "website": "https://www.acme.co.uk/"}


def person(*addresses: str) -> User:
    """Somebody who has confirmed these addresses."""
    user: User = UserFactory(email=addresses[0])
    for address in addresses:
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=address == user.email)
    return user


def state_of(company: Company) -> tuple[str, str, str]:
    company.refresh_from_db()
    return company.verification, company.verified_by, company.verification_proof


BY_DOMAIN = (Verification.VERIFIED, VerifiedBy.DOMAIN, "acme.co.uk")
NOT_YET = (Verification.UNVERIFIED, "", "")


def test_company_whose_owner_writes_from_its_domain_is_verified_as_it_registers() -> None:
    assert state_of(register_company(RECORD, actor=person("jo@mail.acme.co.uk"), at=NOON)) == BY_DOMAIN


@pytest.mark.parametrize(
    ("address", "record"),
    [
        ("jo@gmail.com", RECORD),
        ("jo@gmail.com", {**RECORD, "website": "https://gmail.com"}),
        ("jo@qq.com", {**RECORD, "contact_email": "acme@qq.com"}),
        ("jo@acme.co.uk.evil.com", RECORD),
        ("jo@other.co.uk", RECORD),
        ("jo@acme.co.uk", {**RECORD, "website": "", "contact_email": "expo@acme.co.uk"}),
        ("jo@nate.com", {**RECORD, "website": "https://nate.com/acme"}),
    ],
)
def test_company_is_not_verified_by_another_address(address: str, record: dict[str, str]) -> None:
    assert state_of(register_company(record, actor=person(address), at=NOON)) == NOT_YET


def test_address_that_was_not_confirmed_proves_nothing() -> None:
    user = UserFactory(email="jo@acme.co.uk")
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    assert state_of(register_company(RECORD, actor=user, at=NOON)) == NOT_YET


def test_domain_verifies_one_company() -> None:
    owner = person("jo@acme.co.uk")
    register_company(RECORD, actor=owner, at=NOON)
    second = register_company({**RECORD, "name": "Acme Two"}, actor=owner, at=NOON)
    assert state_of(second) == NOT_YET


def test_address_confirmed_later_verifies_when_asked() -> None:
    owner = person("jo@gmail.com")
    company = register_company(RECORD, actor=owner, at=NOON)
    with pytest.raises(DomainError) as refusal:
        verify_by_proof(company.pk, actor=owner, at=NOON)
    assert refusal.value.code == "no_proof"
    EmailAddress.objects.create(user=owner, email="jo@acme.co.uk", verified=True)
    verify_by_proof(company.pk, actor=owner, at=NOON)
    assert state_of(company) == BY_DOMAIN


@pytest.mark.parametrize(("accepts", "verification"), [(True, Verification.VERIFIED), (False, Verification.UNVERIFIED)])
def test_registration_number_verifies_where_the_edition_accepts_it(accepts: bool, verification: str) -> None:
    EditionFactory(accepts_registration_numbers=accepts)
    record = {"name": "Acme GmbH", "country": "DE", "registration_number": "DE 136695976"}
    company = register_company(record, actor=person("jo@gmail.com"), at=NOON)
    assert state_of(company)[0] == verification
    change_company(company.pk, {**record, "registration_number": "DE 136695977"}, actor=owner_of(company), at=NOON)
    assert state_of(company) == NOT_YET


def test_change_asks_for_the_check_again_only_where_the_proof_no_longer_holds() -> None:
    owner = person("jo@acme.co.uk", "jo@acme.de")
    company = register_company(RECORD, actor=owner, at=NOON)
    change_company(company.pk, {**RECORD, "city": "Leeds"}, actor=owner, at=NOON)
    assert state_of(company) == BY_DOMAIN
    change_company(company.pk, {**RECORD, "website": "https://acme.de"}, actor=owner, at=NOON)
    assert state_of(company) == (Verification.VERIFIED, VerifiedBy.DOMAIN, "acme.de")
    change_company(company.pk, {**RECORD, "website": "https://another.de"}, actor=owner, at=NOON)
    assert state_of(company) == NOT_YET


def test_company_that_the_organizer_checked_stays_verified() -> None:
    company = NewCompanyFactory()
    verify_company(company.pk, seen=company.revision, actor=organizer(), at=NOON)
    change_company(company.pk, {"website": "https://other.example.org"}, actor=owner_of(company), at=NOON)
    assert state_of(company) == (Verification.VERIFIED, VerifiedBy.ORGANIZER, "")


def test_domain_for_which_the_organizer_vouches_verifies_a_company() -> None:
    owner = person("jo@acme-group.com")
    company = register_company({**RECORD, "website": ""}, actor=owner, at=NOON)
    vouch_for_domains(company.pk, ["acme-group.com"], actor=organizer(), at=NOON)
    assert state_of(company) == (Verification.VERIFIED, VerifiedBy.DOMAIN, "acme-group.com")
    vouch_for_domains(company.pk, [], actor=organizer(), at=NOON)
    assert state_of(company) == NOT_YET


def test_organizer_verifies_and_the_owners_are_informed() -> None:
    company = NewCompanyFactory()
    owner, reviewer = owner_of(company), organizer(OrganizerRole.REVIEWER)
    verify_company(company.pk, seen=company.revision, actor=reviewer, at=NOON)
    assert state_of(company) == (Verification.VERIFIED, VerifiedBy.ORGANIZER, "")
    assert [(mail.context["kind"], mail.to) for mail in Email.objects.all()] == [("company_verified", [owner.email])]
    (actual,) = (each for each in company_history(company, viewer=reviewer) if str(each.action) == "company verified")
    assert (actual.at, str(actual.who)) == (NOON, str(reviewer))
    assert ("verification", "verified") in [(str(change.label), change.after) for change in actual.changes]


@pytest.mark.parametrize("verified_by", [VerifiedBy.DOMAIN, VerifiedBy.REGISTRATION_NUMBER])
def test_organizer_checks_the_name_of_a_company_that_verified_itself(verified_by: VerifiedBy) -> None:
    company = CompanyFactory(verified_by=verified_by, verification_proof="acme.example")
    verify_company(company.pk, seen=company.revision, actor=organizer(OrganizerRole.REVIEWER), at=NOON)
    assert state_of(company) == (Verification.VERIFIED, VerifiedBy.ORGANIZER, "")
    with pytest.raises(DomainError, match="already verified"):
        verify_company(company.pk, seen=None, actor=organizer(), at=NOON)


def test_nobody_checks_a_company_of_their_own() -> None:
    company, reviewer = NewCompanyFactory(), organizer(OrganizerRole.REVIEWER)
    MembershipFactory(company=company, user=reviewer, role=CompanyRole.VIEWER)
    with pytest.raises(DomainError) as refused:
        verify_company(company.pk, seen=None, actor=reviewer, at=NOON)
    assert (refused.value.code, state_of(company)[0]) == ("own_company", Verification.UNVERIFIED)


def test_organizer_refuses_with_a_reason_that_the_owners_read() -> None:
    company = NewCompanyFactory()
    owner = owner_of(company)
    with pytest.raises(Invalid) as refusal:
        refuse_company(company.pk, reason=" ", seen=company.revision, actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("reason_missing", "reason")
    refuse_company(company.pk, reason="No such register entry.", seen=company.revision, actor=organizer(), at=NOON)
    assert state_of(company) == (Verification.REFUSED, "", "")
    assert [(mail.context["reason"], mail.to) for mail in Email.objects.all()] == [
        ("No such register entry.", [owner.email])
    ]
    EmailAddress.objects.create(user=owner, email="jo@acme.co.uk", verified=True)
    change_company(company.pk, RECORD, actor=owner, at=NOON)
    verify_by_proof(company.pk, actor=owner, at=NOON)
    assert state_of(company)[0] == Verification.REFUSED


@pytest.mark.parametrize("decide", [verify_company, refuse_company])
def test_company_that_has_changed_since_it_was_viewed_is_not_decided_on(decide: object) -> None:
    company = NewCompanyFactory()
    change_company(company.pk, {"name": "Another name"}, actor=owner_of(company), at=NOON)
    reason = {"reason": "No."} if decide is refuse_company else {}
    with pytest.raises(DomainError) as refusal:
        decide(company.pk, seen=company.revision, actor=organizer(), at=NOON, **reason)  # type: ignore[operator]
    assert refusal.value.code == "changed_meanwhile"


def test_owner_does_not_verify_its_own_company() -> None:
    company = NewCompanyFactory()
    with pytest.raises(NotAllowed):
        verify_company(company.pk, seen=None, actor=owner_of(company), at=NOON)


def test_verified_company_says_by_what_in_the_database() -> None:
    company = NewCompanyFactory()
    company.verification = Verification.VERIFIED
    with pytest.raises(Exception, match="company_verified_by_something"):
        company.save()


def test_editions_can_do_without_registration_numbers_by_default() -> None:
    assert Edition().accepts_registration_numbers is False
