from datetime import timedelta

import pytest

from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.totals.models import SpaceMovement
from exhibitors.companies.models import Membership
from exhibitors.companies.operations import (
    accept_invitation,
    change_company,
    change_role,
    invite_colleague,
    register_company,
    remove_member,
)
from exhibitors.companies.queries import invitations_for
from exhibitors.companies.states import CompanyRole
from tests.factories import NOON, BoothFactory, CompanyFactory, MembershipFactory, UserFactory, organizer, owner_of

pytestmark = pytest.mark.django_db

RECORD = {"name": "Maison Rive SA", "country": "FR", "city": "Lyon"}


def test_registered_company_belongs_to_who_registered_it() -> None:
    person = UserFactory()
    company = register_company(RECORD, actor=person, at=NOON)
    assert (company.normalized_name, company.memberships.get().role) == ("maison rive", CompanyRole.OWNER)


def test_same_name_in_another_spelling_is_refused() -> None:
    register_company(RECORD, actor=UserFactory(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        register_company({**RECORD, "name": "MAISON RIVE S.A."}, actor=UserFactory(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("company_exists", "name")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "x" * 300}, "name"),
        ({"name": "!!!"}, "name"),
        ({"country": ""}, "country"),
        ({"country": "XX"}, "country"),
    ],
)
def test_bad_record_is_refused_beside_its_field(change: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        register_company({**RECORD, **change}, actor=UserFactory(), at=NOON)
    assert refusal.value.field == field


def test_new_country_takes_the_booked_m2_along() -> None:
    booth, company = BoothFactory(), CompanyFactory(country="FR")
    owner = owner_of(company)
    book_booths(company.pk, booth.plan.edition_id, [booth.pk], actor=owner, at=NOON)

    change_company(company.pk, {"country": "BE"}, actor=organizer(), at=NOON)

    by_country: dict[str, int] = {}
    for movement in SpaceMovement.objects.all():
        by_country[str(movement.country)] = by_country.get(str(movement.country), 0) + int(movement.area_sqm)
    assert by_country == {"FR": 0, "BE": 9}


def test_invitation_is_accepted_only_by_its_address_and_in_time() -> None:
    company = CompanyFactory()
    guest, stranger = UserFactory(), UserFactory()
    invitation = invite_colleague(
        company.pk, email=guest.email, role=CompanyRole.EDITOR, actor=owner_of(company), at=NOON
    )
    with pytest.raises(NotFound):
        accept_invitation(invitation.pk, actor=stranger, at=NOON)
    with pytest.raises(DomainError) as late:
        accept_invitation(invitation.pk, actor=guest, at=NOON + timedelta(days=15))
    assert late.value.code == "invitation_over"
    assert accept_invitation(invitation.pk, actor=guest, at=NOON).role == CompanyRole.EDITOR


def test_editor_cannot_invite() -> None:
    editor = MembershipFactory(role=CompanyRole.EDITOR)
    with pytest.raises(NotAllowed):
        invite_colleague(
            editor.company_id, email="new@example.org", role=CompanyRole.VIEWER, actor=editor.user, at=NOON
        )


def test_last_owner_stays_owner() -> None:
    owner = MembershipFactory()
    with pytest.raises(DomainError) as refusal:
        change_role(owner.pk, role=CompanyRole.VIEWER, actor=owner.user, at=NOON)
    assert refusal.value.code == "last_owner"
    with pytest.raises(DomainError):
        remove_member(owner.pk, actor=owner.user, at=NOON)
    assert Membership.objects.count() == 1


def test_organizer_makes_nobody_an_owner_of_a_company_of_theirs() -> None:
    company, director = CompanyFactory(), organizer()
    own = MembershipFactory(company=company, user=director, role=CompanyRole.VIEWER)
    owner_of(company)
    for attempt in (
        lambda: change_role(own.pk, role=CompanyRole.OWNER, actor=director, at=NOON),
        lambda: invite_colleague(company.pk, email="d@example.org", role=CompanyRole.OWNER, actor=director, at=NOON),
    ):
        with pytest.raises(DomainError) as refused:
            attempt()
        assert refused.value.code == "own_company"
    assert Membership.objects.get(pk=own.pk).role == CompanyRole.VIEWER


def test_invitation_to_a_sub_address_is_accepted_by_the_person_of_the_mailbox() -> None:
    company, person = CompanyFactory(), UserFactory(email="jo@x.com")
    invitation = invite_colleague(
        company.pk, email="Jo+ciie@x.com", role=CompanyRole.EDITOR, actor=owner_of(company), at=NOON
    )
    assert list(invitations_for(person, at=NOON)) == [invitation]
    assert list(invitations_for(UserFactory(email="joe@x.com"), at=NOON)) == []
    assert accept_invitation(invitation.pk, actor=person, at=NOON).user == person


def test_company_of_a_list_is_not_renamed_to_what_only_its_mark_tells_from_another() -> None:
    first = CompanyFactory(name="Acme Ltd", normalized_name="acme")
    other = CompanyFactory(name="Best Ltd", normalized_name="best", distinguished_by="K-2")
    with pytest.raises(DomainError) as refused:
        change_company(other.pk, {"name": "Acme GmbH"}, actor=organizer(), at=NOON)
    assert (refused.value.code, "no one acts for it yet" in str(refused.value)) == ("company_exists", True)
    namesake = CompanyFactory(name="Acme Paris", normalized_name="acme", distinguished_by="K-3")
    change_company(namesake.pk, {"name_local": "爱克美"}, actor=organizer(), at=NOON)
    owner_of(first)
    with pytest.raises(DomainError, match="no one acts for it yet"):
        register_company({"name": "Acme", "country": "FR"}, actor=UserFactory(), at=NOON)
    owner_of(namesake)
    with pytest.raises(DomainError, match="Ask its owner to invite you"):
        register_company({"name": "Acme", "country": "FR"}, actor=UserFactory(), at=NOON)
