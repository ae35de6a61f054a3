"""A claim from an address at the company's domain is granted after some days, unless somebody objects."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError
from post_office.models import STATUS, Email

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.companies.company_ownership.models import OwnershipRequest
from exhibitors.companies.company_ownership.operations import (
    decline_ownership,
    grant_ownership,
    object_to_claim,
    settle_claim,
    withdraw_request,
)
from exhibitors.companies.company_ownership.states import Doubt, RequestState
from exhibitors.companies.models import Company
from exhibitors.companies.states import CompanyRole, Verification
from exhibitors.office.company_merges.operations import merge_companies
from exhibitors.office.company_records.tasks import settle_claims_of_companies
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.exhibitors.company_ownership.claims import claimed, deliver, letters, listed_company, person, role_of
from tests.factories import NOON, EditionFactory, organizer, owner_of

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=5)


def settled(request: OwnershipRequest, *, at: object = LATER) -> tuple[bool, str, str]:
    was_due = settle_claim(request.pk, actor=SYSTEM, at=at)  # type: ignore[arg-type]
    request.refresh_from_db()
    return was_due, request.state, request.doubt


def test_claim_is_granted_when_its_days_are_over_and_nobody_objected() -> None:
    company, user = listed_company(), person("jo@acme.co.uk")
    request = claimed(company, user)
    deliver()
    assert settled(request, at=LATER - timedelta(seconds=1)) == (False, "announced", "")
    assert settled(request) == (True, "granted", "")
    assert (request.decided_by, role_of(user, company)) == (None, CompanyRole.OWNER)
    assert [mail.to for mail in letters("ownership_granted")] == [[user.email]]
    assert settled(request) == (False, "granted", "")


def test_edition_sets_the_days() -> None:
    EditionFactory(ownership_objection_days=12)
    request = claimed(listed_company())
    deliver()
    assert request.objections_until == NOON + timedelta(days=12)
    assert settled(request, at=NOON + timedelta(days=11)) == (False, "announced", "")
    assert settled(request, at=NOON + timedelta(days=12)) == (True, "granted", "")


@pytest.mark.parametrize("days", [0, 61])
def test_edition_cannot_do_without_days_to_object(days: int) -> None:
    with pytest.raises(IntegrityError, match="edition_ownership_objection_days_in_range"):
        Edition.objects.filter(pk=EditionFactory().pk).update(ownership_objection_days=days)


@pytest.mark.parametrize("by_organizer", [False, True])
def test_objection_leaves_the_claim_to_the_organizer(by_organizer: bool) -> None:
    director, company, user = organizer(), listed_company(), person("jo@acme.co.uk")
    request = claimed(company, user)
    deliver()
    object_to_claim(request.pk, reason=" Not one of us. ", actor=director if by_organizer else SYSTEM, at=LATER)
    request.refresh_from_db()
    assert (request.state, request.doubt, request.objection) == ("waiting", Doubt.OBJECTION, "Not one of us.")
    assert (request.objected_at, settled(request)[0], role_of(user, company)) == (LATER, False, None)
    assert [mail.to for mail in letters("ownership_contested")] == [[user.email]]
    assert "Not one of us." not in str(letters("ownership_contested")[0].context)
    assert [mail.context["doubt"] for mail in letters("ownership_requested")] == ["", "objection"]
    assert "Not one of us." not in str([mail.context for mail in letters("ownership_requested")])
    decline_ownership(request.pk, reason="The contact objects", seen=None, actor=director, at=LATER)
    assert Email.objects.latest("pk").context["kind"] == "ownership_declined"


def test_objection_needs_a_reason_and_a_claim_that_is_open_to_it() -> None:
    request = claimed(listed_company())
    with pytest.raises(Invalid, match="Give a reason") as refusal:
        object_to_claim(request.pk, reason=" ", actor=SYSTEM, at=NOON)
    assert refusal.value.field == "reason"
    withdraw_request(request.pk, actor=request.person, at=NOON)
    with pytest.raises(DomainError, match="no longer open to objections"):
        object_to_claim(request.pk, reason="No", actor=SYSTEM, at=NOON)


@pytest.mark.parametrize("role", [OrganizerRole.FINANCE, OrganizerRole.FLOOR_PLANNER])
def test_other_roles_do_not_object(role: OrganizerRole) -> None:
    request = claimed(listed_company())
    for actor in (organizer(role), request.person, person("eve@gmail.com")):
        with pytest.raises(NotAllowed):
            object_to_claim(request.pk, reason="No", actor=actor, at=NOON)
        with pytest.raises(NotAllowed):
            settle_claim(request.pk, actor=actor, at=LATER)


def test_organizer_decides_before_the_days_are_over() -> None:
    director, company = organizer(), listed_company()
    first, second = claimed(company), claimed(company, person("li@acme.co.uk"))
    decline_ownership(second.pk, reason="No", seen=None, actor=director, at=NOON)
    grant_ownership(first.pk, seen=None, actor=director, at=NOON)
    assert {settled(each)[1] for each in (first, second)} == {"granted", "declined"}


def test_company_without_contact_is_for_the_organizer() -> None:
    request = claimed(listed_company(contact_email=""))
    assert (request.state, request.objections_until) == (RequestState.WAITING, None)


def test_letter_that_cannot_be_delivered_leaves_the_claim_to_the_organizer() -> None:
    director, request = organizer(), claimed(listed_company())
    Email.objects.filter(pk=letters("ownership_claimed")[0].pk).update(status=STATUS.failed)
    assert settled(request, at=NOON + timedelta(hours=1)) == (True, "waiting", Doubt.UNDELIVERED)
    assert [mail.to for mail in letters("ownership_requested")] == [[director.email]] * 2


def test_letter_that_has_not_left_keeps_the_claim_open() -> None:
    assert settled(claimed(listed_company()), at=LATER + timedelta(days=30)) == (False, "announced", "")


def test_days_count_from_the_moment_at_which_the_letter_left() -> None:
    request = claimed(listed_company())
    deliver(at=NOON + timedelta(days=4))
    assert settled(request, at=NOON + timedelta(days=8)) == (False, "announced", "")
    assert settled(request, at=NOON + timedelta(days=9)) == (True, "granted", "")


@pytest.mark.parametrize(
    "change", [{"website": "https://other.com"}, {"contact_email": "new@acme.co.uk"}, {"verification": "refused"}]
)
def test_record_that_changes_meanwhile_leaves_the_claim_to_the_organizer(change: dict[str, str]) -> None:
    company = listed_company()
    request = claimed(company)
    deliver()
    extra = {"verified_by": ""} if "verification" in change else {}
    Company.objects.filter(pk=company.pk).update(**change, **extra)
    assert settled(request, at=NOON) == (True, "waiting", Doubt.CHANGED)


def test_address_that_the_person_gives_up_supports_no_claim() -> None:
    request = claimed(listed_company())
    deliver()
    EmailAddress.objects.filter(user=request.person).delete()
    assert settled(request) == (True, "waiting", Doubt.CHANGED)


def test_second_claimant_is_declined_once_the_first_owns_the_company() -> None:
    company, first, second = listed_company(), person("jo@acme.co.uk"), person("li@acme.co.uk")
    requests = [claimed(company, first), claimed(company, second)]
    deliver()
    assert [settled(each)[1] for each in requests] == ["granted", "declined"]
    assert (role_of(first, company), role_of(second, company)) == (CompanyRole.OWNER, None)
    assert "Someone else has become the owner" in letters("ownership_declined")[0].context["reason"]


def test_company_that_gets_an_owner_meanwhile_is_not_granted() -> None:
    company = listed_company()
    request = claimed(company)
    deliver()
    owner_of(company)
    assert settled(request, at=NOON)[1] == "declined"


def test_claim_that_goes_over_to_another_company_by_a_merge_is_for_the_organizer() -> None:
    director, company = organizer(), listed_company()
    kept = listed_company(
        name="Best Ltd", normalized_name="best", website="https://best.com", contact_email="a@best.com"
    )
    request = claimed(company)
    deliver()
    merge_companies(kept.pk, company.pk, seen=None, actor=director, at=NOON)
    assert settled(request) == (True, "waiting", Doubt.CHANGED)
    assert request.company == kept


def test_task_settles_what_is_due() -> None:
    company, user = listed_company(), person("jo@acme.co.uk")
    claimed(company, user)
    deliver()
    settle_claims_of_companies()
    assert role_of(user, company) == CompanyRole.OWNER


def test_claim_of_a_company_that_was_not_verified_verifies_it_once_it_is_granted() -> None:
    company = listed_company(verification=Verification.UNVERIFIED, verified_by="")
    request = claimed(company)
    deliver()
    assert settled(request)[1] == "granted"
    company.refresh_from_db()
    assert (company.verification, company.verification_proof) == (Verification.VERIFIED, "acme.co.uk")


def test_database_refuses_a_claim_that_is_born_granted() -> None:
    with pytest.raises(Exception, match="state_birth"):
        OwnershipRequest.objects.create(
            company=listed_company(),
            person=person("jo@acme.co.uk"),
            state=RequestState.GRANTED,
            requested_at=NOON,
            decided_at=NOON,
        )


def test_database_refuses_to_announce_a_claim_to_nobody() -> None:
    request = claimed(listed_company(website=""))
    with pytest.raises(Exception, match="state_moves"):
        OwnershipRequest.objects.filter(pk=request.pk).update(state=RequestState.ANNOUNCED)
    assert request.state == RequestState.WAITING
