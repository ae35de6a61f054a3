"""Who works for a company that a list brought becomes its owner by the organizer's word; see `test_objections`."""

from datetime import timedelta

import pytest
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, Invalid, NotAllowed, TooMany
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.operations import (
    MOST_A_DAY,
    MOST_WAITING,
    decline_ownership,
    grant_ownership,
    request_ownership,
    withdraw_request,
)
from exhibitors.companies.company_ownership.queries import companies_without_owner, open_requests
from exhibitors.companies.company_ownership.states import RequestState
from exhibitors.companies.models import Company
from exhibitors.companies.states import CompanyRole, Verification
from pavilions.states import OrganizerRole
from tests.exhibitors.company_ownership.claims import listed_company, person, role_of
from tests.factories import NOON, CompanyFactory, MembershipFactory, UserFactory, organizer, owner_of

pytestmark = pytest.mark.django_db

WORDS = "I run trade fairs there."


@pytest.fixture
def company() -> Company:
    return listed_company()


def asked(company: Company, user: User, statement: str = WORDS) -> OwnershipRequest:
    return request_ownership(company.pk, statement=statement, actor=user, at=NOON)


def test_an_address_that_is_not_confirmed_proves_nothing(company: Company) -> None:
    assert asked(company, person("jo@acme.co.uk", verified=False)).state == RequestState.WAITING


@pytest.mark.parametrize("address", ["jo@gmail.com", "jo@other.co.uk", "jo@acme.co.uk.evil.com"])
def test_another_address_waits_for_the_organizer_who_gets_a_mail(company: Company, address: str) -> None:
    reviewer, finance = organizer(OrganizerRole.REVIEWER), organizer(OrganizerRole.FINANCE)
    user = person(address)
    assert (asked(company, user).state, role_of(user, company)) == (RequestState.WAITING, None)
    assert [mail.to for mail in Email.objects.all()] == [[reviewer.email]]
    assert finance.email not in str(Email.objects.get().to)


@pytest.mark.parametrize(
    "other",
    [{"website": "http://acme.co.uk/shop"}, {"contact_email": "x@acme.co.uk"}, {"verification_proof": "acme.co.uk"}],
)
def test_a_domain_that_another_company_names_too_proves_nothing(company: Company, other: dict[str, str]) -> None:
    extra = {"verified_by": "domain"} if "verification_proof" in other else {}
    CompanyFactory(**other, **extra)
    assert asked(company, person("jo@acme.co.uk")).state == RequestState.WAITING


def test_a_merely_similar_domain_does_not_spoil_the_proof(company: Company) -> None:
    CompanyFactory(website="https://not-acme.co.uk")
    assert asked(company, person("jo@acme.co.uk")).state == RequestState.ANNOUNCED


def test_a_refused_company_is_for_the_organizer_to_give(company: Company) -> None:
    Company.objects.filter(pk=company.pk).update(verification=Verification.REFUSED, verified_by="")
    assert asked(company, person("jo@acme.co.uk")).state == RequestState.WAITING


def test_a_company_with_an_owner_is_not_claimed(company: Company) -> None:
    owner = owner_of(company)
    assert companies_without_owner("ACME limited", "FR", person=UserFactory()) == []
    with pytest.raises(DomainError, match="Someone already acts for Acme Ltd") as refusal:
        asked(company, person("jo@acme.co.uk"))
    assert refusal.value.code == "company_has_owner"
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert companies_without_owner("ACME limited", "FR", person=UserFactory()) == [company]


def test_without_proof_it_takes_a_statement(company: Company) -> None:
    with pytest.raises(Invalid, match="State how you are connected") as refusal:
        asked(company, person("jo@gmail.com"), "  ")
    assert refusal.value.field == "statement"


def test_nobody_claims_twice(company: Company) -> None:
    user = person("jo@gmail.com")
    asked(company, user)
    with pytest.raises(DomainError, match="already claimed this company"):
        asked(company, user)


def test_a_person_claims_a_few_companies_at_most() -> None:
    user = person("jo@gmail.com")
    for company in CompanyFactory.create_batch(MOST_WAITING):
        asked(company, user)
    with pytest.raises(TooMany, match="already claimed 3 companies"):
        asked(CompanyFactory(), user)


def test_a_person_claims_a_few_a_day_at_most() -> None:
    user = person("jo@gmail.com")
    for company in CompanyFactory.create_batch(MOST_A_DAY):
        decline_ownership(asked(company, user).pk, reason="No", seen=None, actor=organizer(), at=NOON)
    with pytest.raises(TooMany, match="claimed 5 companies within a day"):
        asked(CompanyFactory(), user)
    request_ownership(CompanyFactory().pk, statement=WORDS, actor=user, at=NOON + timedelta(days=1))


def test_the_organizer_accepts_and_the_person_gets_a_mail(company: Company) -> None:
    user, director = person("jo@gmail.com"), organizer()
    MembershipFactory(company=company, user=user, role=CompanyRole.VIEWER)
    request = asked(company, user)
    granted = grant_ownership(request.pk, seen=request.revision, actor=director, at=NOON)
    assert (granted.state, granted.decided_by, role_of(user, company)) == ("granted", director, CompanyRole.OWNER)
    assert [mail.to for mail in Email.objects.order_by("pk")] == [[director.email], [user.email]]


def test_the_organizer_declines_with_a_reason(company: Company) -> None:
    user, director = person("jo@gmail.com"), organizer()
    request = asked(company, user)
    with pytest.raises(Invalid, match="Give a reason"):
        decline_ownership(request.pk, reason=" ", seen=None, actor=director, at=NOON)
    declined = decline_ownership(request.pk, reason="Unknown there", seen=None, actor=director, at=NOON)
    assert (declined.state, role_of(user, company)) == (RequestState.DECLINED, None)
    assert Email.objects.latest("pk").context["reason"] == "Unknown there"
    for decide in (grant_ownership, lambda pk, **more: decline_ownership(pk, reason="No", **more)):
        with pytest.raises(DomainError, match="already been decided"):
            decide(request.pk, seen=None, actor=director, at=NOON)


def test_a_person_withdraws_an_own_request_and_may_ask_again(company: Company) -> None:
    user, director = person("jo@gmail.com"), organizer()
    request = asked(company, user)
    withdrawn = withdraw_request(request.pk, seen=request.revision, actor=user, at=NOON)
    assert (withdrawn.state, withdrawn.decided_by, list(open_requests())) == ("withdrawn", user, [])
    for end in (withdraw_request, lambda pk, **by: grant_ownership(pk, **by | {"actor": director})):
        with pytest.raises(DomainError, match="decided or withdrawn"):
            end(request.pk, seen=None, actor=user, at=NOON)
    assert asked(company, user).state == "waiting"


def test_only_the_person_who_asked_withdraws(company: Company) -> None:
    request = asked(company, person("jo@gmail.com"))
    for other in (organizer(), person("eve@gmail.com")):
        with pytest.raises(NotAllowed):
            withdraw_request(request.pk, seen=None, actor=other, at=NOON)
    with pytest.raises(DomainError, match="changed since"):
        withdraw_request(request.pk, seen=request.revision + 1, actor=request.person, at=NOON)
    assert list(open_requests()) == [request]


@pytest.mark.parametrize("role", [OrganizerRole.FINANCE, OrganizerRole.FLOOR_PLANNER])
def test_other_roles_do_not_decide(company: Company, role: OrganizerRole) -> None:
    request = asked(company, person("jo@gmail.com"))
    with pytest.raises(NotAllowed):
        grant_ownership(request.pk, seen=None, actor=organizer(role), at=NOON)
    with pytest.raises(NotAllowed):
        decline_ownership(request.pk, reason="No", seen=None, actor=organizer(role), at=NOON)
    with pytest.raises(NotAllowed):
        grant_ownership(request.pk, seen=None, actor=request.person, at=NOON)


def test_claim_is_not_granted_where_somebody_owns_the_company_by_now(company: Company) -> None:
    request = asked(company, person("jo@gmail.com"))
    owner_of(company)
    with pytest.raises(DomainError, match="Acme Ltd has an owner by now") as refusal:
        grant_ownership(request.pk, seen=None, actor=organizer(), at=NOON)
    assert (refusal.value.code, role_of(request.person, company)) == ("company_has_owner", None)


def test_of_several_namesakes_those_without_owner_are_offered_and_first_those_with_proof(company: Company) -> None:
    same = {"name": "Acme Ltd", "normalized_name": "acme"}
    owned = CompanyFactory(**same, distinguished_by="1")
    owner_of(owned)
    other = CompanyFactory(**same, distinguished_by="2")
    assert companies_without_owner("Acme", "FR", person=person("jo@gmail.com")) == [company, other]
    assert companies_without_owner("Acme", "FR", person=person("jo@acme.co.uk")) == [company]


def test_merged_record_of_the_same_domain_does_not_spoil_the_proof(company: Company) -> None:
    CompanyFactory(website="https://acme.co.uk", merged_into=company)
    assert asked(company, person("jo@acme.co.uk")).state == RequestState.ANNOUNCED


@pytest.mark.parametrize("website", ["https://müller.de", "https://xn--mller-kva.de"])
def test_domain_is_compared_in_both_of_its_forms(company: Company, website: str) -> None:
    Company.objects.filter(pk=company.pk).update(website="https://xn--mller-kva.de")
    CompanyFactory(website=website)
    assert asked(company, person("jo@xn--mller-kva.de")).state == RequestState.WAITING


def test_domain_that_stands_for_nothing_is_compared_as_it_is(company: Company) -> None:
    Company.objects.filter(pk=company.pk).update(website="https://xn--a.de")
    assert asked(company, person("jo@xn--a.de")).state == RequestState.ANNOUNCED
