"""A company whose name has been checked keeps it in public until the organizer agrees to another one."""

import pytest
from post_office.models import Email

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM, Actor
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.totals.models import SpaceMovement
from exhibitors.companies.models import Company, NameChange
from exhibitors.companies.operations import change_company, refuse_company, register_company
from exhibitors.companies.queries import name_changes_to_decide
from exhibitors.companies.states import CompanyRole, Verification, VerifiedBy
from exhibitors.office.company_records.operations import accept_name_change, decline_name_change, withdraw_name_change
from exhibitors.office.reconciliation.queries import differences
from pavilions.states import OrganizerRole
from tests.exhibitors.expo import booked
from tests.factories import (
    NOON,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    MembershipFactory,
    NewCompanyFactory,
    UserFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db

NEW = {"name": "Siemens Healthineers AG", "country": "DE"}


@pytest.fixture
def company() -> Company:
    return CompanyFactory(name="Acme Ltd", normalized_name="acme", country="FR")


@pytest.fixture
def owner(company: Company) -> User:
    return owner_of(company)


def proposed(company: Company, owner: User, record: dict[str, str] = NEW) -> NameChange:
    change_company(company.pk, record, actor=owner, at=NOON)
    return NameChange.objects.get(company=company, state="waiting")


def identity(company: Company) -> tuple[str, str, str, str]:
    company.refresh_from_db()
    return company.name, company.name_local, str(company.country), company.normalized_name


PRESENT = ("Acme Ltd", "", "FR", "acme")


def mails() -> list[tuple[str, list[str]]]:
    return [(mail.context["kind"], mail.to) for mail in Email.objects.order_by("pk")]


def test_new_name_of_a_verified_company_waits_and_the_rest_is_saved(company: Company, owner: User) -> None:
    director, finance = organizer(), organizer(OrganizerRole.FINANCE)
    change = proposed(company, owner, {**NEW, "city": "Lyon"})
    assert (identity(company), company.city, company.verification) == (PRESENT, "Lyon", Verification.VERIFIED)
    assert (change.name, str(change.country), change.name_before, str(change.country_before)) == (
        "Siemens Healthineers AG",
        "DE",
        "Acme Ltd",
        "FR",
    )
    assert change.proposed_by == owner
    assert mails() == [("name_change_proposed", [director.email])]
    assert finance.email not in str(mails())


def test_local_name_waits_as_well(company: Company, owner: User) -> None:
    assert proposed(company, owner, {"name_local": "西门子"}).name_local == "西门子"
    assert identity(company) == PRESENT


def test_organizer_agrees_and_the_owners_get_a_mail(company: Company, owner: User) -> None:
    director, change = organizer(), proposed(company, owner)
    accept_name_change(change.pk, seen=change.revision, actor=director, at=NOON)
    change.refresh_from_db()
    assert identity(company) == ("Siemens Healthineers AG", "", "DE", "siemens healthineers")
    assert (change.state, change.decided_by, company.verified_by) == ("accepted", director, VerifiedBy.RECORDS)
    assert mails()[1:] == [("name_change_decided", [owner.email])]


def test_area_follows_into_the_new_country_when_the_organizer_agrees(company: Company, owner: User) -> None:
    booked(BoothFactory(), company=company)
    change = proposed(company, owner)
    assert set(SpaceMovement.objects.values_list("country", flat=True)) == {"FR"}
    accept_name_change(change.pk, seen=None, actor=organizer(), at=NOON)
    assert set(SpaceMovement.objects.values_list("country", flat=True)) == {"FR", "DE"}
    assert differences() == []


def test_organizer_declines_with_a_reason(company: Company, owner: User) -> None:
    director, change = organizer(), proposed(company, owner)
    with pytest.raises(Invalid, match="Give a reason") as refusal:
        decline_name_change(change.pk, reason=" ", seen=None, actor=director, at=NOON)
    assert refusal.value.field == "reason"
    decline_name_change(change.pk, reason="Another company.", seen=None, actor=director, at=NOON)
    assert identity(company) == PRESENT
    assert Email.objects.latest("pk").context["reason"] == "Another company."
    for decide in (accept_name_change, withdraw_name_change):
        with pytest.raises(DomainError, match="already been decided"):
            decide(change.pk, seen=None, actor=director, at=NOON)


def test_owner_takes_a_change_back(company: Company, owner: User) -> None:
    change = proposed(company, owner)
    withdraw_name_change(change.pk, seen=change.revision, actor=owner, at=NOON)
    assert (list(name_changes_to_decide()), identity(company)) == ([], PRESENT)


def test_change_takes_the_place_of_one_that_waits_and_the_same_one_waits_once(company: Company, owner: User) -> None:
    first = proposed(company, owner)
    assert proposed(company, owner) == first
    second = proposed(company, owner, {"name": "Acme Holding"})
    first.refresh_from_db()
    assert (first.state, second.name, str(second.country)) == ("withdrawn", "Acme Holding", "FR")


@pytest.mark.parametrize("role", [CompanyRole.EDITOR, CompanyRole.VIEWER])
@pytest.mark.parametrize("verification", [Verification.VERIFIED, Verification.UNVERIFIED])
def test_only_an_owner_renames(company: Company, role: CompanyRole, verification: str) -> None:
    Company.objects.filter(pk=company.pk).update(
        verification=verification, verified_by="records" if verification == Verification.VERIFIED else ""
    )
    member = MembershipFactory(company=company, role=role).user
    with pytest.raises(Invalid if role == CompanyRole.EDITOR else NotAllowed):
        change_company(company.pk, NEW, actor=member, at=NOON)
    assert (identity(company), NameChange.objects.count()) == (PRESENT, 0)
    if role == CompanyRole.EDITOR:
        change_company(company.pk, {"name": "Acme Ltd", "city": "Lyon"}, actor=member, at=NOON)


def test_organizer_who_may_agree_renames_at_once(company: Company) -> None:
    actors: list[Actor] = [organizer(), UserFactory(is_superuser=True), SYSTEM]
    for number, actor in enumerate(actors):
        change_company(company.pk, {"name": f"Acme {number}"}, actor=actor, at=NOON)
        assert identity(company)[0] == f"Acme {number}"


def test_organizer_renames_no_company_of_their_own_at_once_and_agrees_to_no_name_of_it(company: Company) -> None:
    director = organizer()
    MembershipFactory(company=company, user=director, role=CompanyRole.OWNER)
    change = proposed(company, director)
    with pytest.raises(DomainError, match="You belong to Acme Ltd"):
        accept_name_change(change.pk, seen=None, actor=director, at=NOON)
    with pytest.raises(DomainError, match="so a colleague has to decide"):
        decline_name_change(change.pk, reason="No", seen=None, actor=director, at=NOON)
    assert identity(company) == PRESENT


def test_organizer_decides_on_a_change_that_waits_before_renaming(company: Company, owner: User) -> None:
    proposed(company, owner)
    with pytest.raises(Invalid, match="Decide on that first"):
        change_company(company.pk, {"name": "Acme Two"}, actor=organizer(), at=NOON)


def test_change_that_was_proposed_for_another_record_is_not_accepted(company: Company, owner: User) -> None:
    change = proposed(company, owner)
    Company.objects.filter(pk=company.pk).update(name="Acme Limited")
    with pytest.raises(DomainError, match="has changed since") as refusal:
        accept_name_change(change.pk, seen=None, actor=organizer(), at=NOON)
    assert refusal.value.code == "changed_meanwhile"


def test_name_that_was_taken_meanwhile_is_not_given(company: Company, owner: User) -> None:
    change = proposed(company, owner)
    CompanyFactory(name="Siemens Healthineers", normalized_name="siemens healthineers", country="DE")
    with pytest.raises(DomainError, match="already on record") as refusal:
        accept_name_change(change.pk, seen=None, actor=organizer(), at=NOON)
    assert (refusal.value.code, identity(company)) == ("company_exists", PRESENT)


def test_company_that_nobody_has_checked_is_renamed_at_once() -> None:
    company = NewCompanyFactory()
    change_company(company.pk, {"name": "New name"}, actor=owner_of(company), at=NOON)
    assert identity(company)[0] == "New name"


def test_company_that_lost_its_verification_is_not_free_to_take_another_name(company: Company, owner: User) -> None:
    refuse_company(company.pk, reason="No", seen=None, actor=organizer(), at=NOON)
    assert proposed(company, owner).state == "waiting"
    Company.objects.filter(pk=company.pk).update(verification=Verification.UNVERIFIED, verification_reason="")
    change_company(company.pk, {"name": "Third"}, actor=owner, at=NOON)
    assert identity(company) == PRESENT


@pytest.mark.parametrize("role", [OrganizerRole.FINANCE, OrganizerRole.FLOOR_PLANNER])
def test_other_roles_do_not_agree(company: Company, owner: User, role: OrganizerRole) -> None:
    change = proposed(company, owner)
    for actor in (organizer(role), owner):
        with pytest.raises(NotAllowed):
            accept_name_change(change.pk, seen=None, actor=actor, at=NOON)
        with pytest.raises(NotAllowed):
            decline_name_change(change.pk, reason="No", seen=None, actor=actor, at=NOON)
    with pytest.raises(NotAllowed):
        withdraw_name_change(change.pk, seen=None, actor=UserFactory(), at=NOON)
    with pytest.raises(DomainError, match="changed since"):
        accept_name_change(change.pk, seen=change.revision + 1, actor=organizer(), at=NOON)


CONFUSABLES = ["Mоntpierre Pаrfums SAS", "МONTPIERRE PARFUMS", "Montpierre Parfums ЅАЅ", "Μontpierre\u200b Parfums"]


@pytest.mark.parametrize("name", CONFUSABLES)
def test_confusable_spelling_of_a_name_is_that_name(name: str) -> None:
    known = CompanyFactory(name="Montpierre Parfums SAS", normalized_name="montpierre parfums", country="FR")
    owner_of(known)
    with pytest.raises(DomainError, match="Ask its owner to invite you") as refusal:
        register_company({"name": name, "country": "FR"}, actor=UserFactory(), at=NOON)
    assert refusal.value.code == "company_exists"


@pytest.mark.parametrize("name", ["Göktaş Living LLC", "Gоktas Living"])
def test_name_of_another_country_is_shown_to_both(name: str) -> None:
    known = CompanyFactory(name="Göktaş Living LLC", normalized_name="goktas living", country="TR")
    owner = owner_of(known)
    record = {"name": name, "country": "FR"}
    with pytest.raises(DomainError, match=r"another country or region: Göktaş Living LLC \(Türkiye\)") as refusal:
        register_company(record, actor=UserFactory(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("name_taken_elsewhere", "despite_namesakes")
    register_company(record, despite_namesakes=True, actor=UserFactory(), at=NOON)
    assert mails() == [("name_taken_elsewhere", [owner.email])]
    assert Email.objects.get().context["country"] == "France"


def test_unchecked_company_that_takes_a_name_of_another_country_asks_and_is_announced() -> None:
    known = CompanyFactory(name="Nord Ltd", normalized_name="nord", country="NO")
    owner, company = owner_of(known), NewCompanyFactory()
    user = owner_of(company)
    with pytest.raises(DomainError, match="Nord Ltd"):
        change_company(company.pk, {"name": "Nord"}, actor=user, at=NOON)
    change_company(company.pk, {"name": "Nord"}, despite_namesakes=True, actor=user, at=NOON)
    assert mails() == [("name_taken_elsewhere", [owner.email])]


def test_record_keeps_its_key_while_its_name_stays(company: Company, owner: User) -> None:
    """Where another company has the key that the rules of today give, the record can still be saved."""
    CompanyFactory(name="Acmе", normalized_name="other", country="FR")
    Company.objects.filter(pk=company.pk).update(normalized_name="kept")
    change_company(company.pk, {"name": "Acme Ltd", "city": "Lyon"}, actor=owner, at=NOON)
    assert identity(company)[3] == "kept"


def test_database_keeps_one_change_waiting_and_every_decline_with_its_reason(company: Company, owner: User) -> None:
    change = proposed(company, owner)
    with pytest.raises(Exception, match="name_change_declined_with_reason"):
        NameChange.objects.filter(pk=change.pk).update(state="declined", decided_at=NOON)


def test_mail_to_the_organizer_names_both_countries(company: Company, owner: User) -> None:
    organizer()
    proposed(company, owner, {"country": "AT"})
    letter = Email.objects.get(context__kind="name_change_proposed").context
    assert (letter["company"], letter["country"], letter["new_name"], letter["new_country"]) == (
        "Acme Ltd",
        "France",
        "Acme Ltd",
        "Austria",
    )


NUMBERS = ("DE 136695976", "FR 40303265045")


def verified_by_number() -> tuple[Company, User]:
    EditionFactory(accepts_registration_numbers=True)
    person = UserFactory()
    record = {"name": "Acme GmbH", "country": "DE", "registration_number": NUMBERS[0]}
    return register_company(record, actor=person, at=NOON), person


@pytest.mark.parametrize("is_accepted", [True, False])
def test_number_of_the_new_country_waits_with_it_and_then_proves_the_company_or_not(is_accepted: bool) -> None:
    company, owner = verified_by_number()
    moved = proposed(company, owner, {"country": "FR", "registration_number": NUMBERS[1]})
    company.refresh_from_db()
    assert (company.verification, str(company.country)) == (Verification.VERIFIED, "DE")
    director = organizer()
    if is_accepted:
        accept_name_change(moved.pk, seen=None, actor=director, at=NOON)
    else:
        decline_name_change(moved.pk, reason="No", seen=None, actor=director, at=NOON)
    company.refresh_from_db()
    after = (Verification.VERIFIED, NUMBERS[1]) if is_accepted else (Verification.UNVERIFIED, "")
    assert (company.verification, company.verification_proof) == after


def test_number_that_proves_nothing_in_the_new_country_ends_the_verification_when_it_is_accepted() -> None:
    company, owner = verified_by_number()
    accept_name_change(proposed(company, owner, {"country": "FR"}).pk, seen=None, actor=organizer(), at=NOON)
    company.refresh_from_db()
    assert (str(company.country), company.verification) == ("FR", Verification.UNVERIFIED)
