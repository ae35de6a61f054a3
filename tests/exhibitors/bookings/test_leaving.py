"""Exporting and erasing people who have companies, bookings and history."""

import json
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pghistory.models import Context
from post_office.models import STATUS, Email

from ciie.accounts.models import User
from ciie.audit.models import SecurityEvent, SecurityEventKind
from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, NotAllowed
from ciie.mail.queue import Letter, queue_letters
from ciie.privacy.operations import Erased, erase_address, erase_person, erasure_preview, export_person, subject_of
from exhibitors.bookings.models import ApiRequest, Booking
from exhibitors.companies.company_contacts.models import CompanyContact
from exhibitors.companies.models import Company, Membership
from exhibitors.companies.operations import change_role, remove_member
from exhibitors.companies.states import CompanyRole
from pavilions.floor.models.edition import Edition
from pavilions.floor.staff.models import Appointment
from tests.clients import signed_in
from tests.factories import NOON, BookingFactory, CompanyFactory, EditionFactory, MembershipFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = pytest.mark.django_db
ANA = "ana@example.org"


@pytest.fixture
def company() -> Company:
    company: Company = CompanyFactory.create(name="Torres Foods")
    return company


@pytest.fixture
def ana(company: Company) -> User:
    person = User.objects.create_user(ANA, "a-long-password-by-the-river", name="Ana Torres")
    EmailAddress.objects.create(user=person, email="ana.torres@example.com", verified=True)
    MembershipFactory.create(company=company, user=person, role=CompanyRole.OWNER)
    return person


@pytest.fixture
def admin() -> User:
    return User.objects.create_superuser("admin@example.org", name="Admin")


def contact(company: Company, email: str = ANA) -> CompanyContact:
    return CompanyContact.objects.create(
        company=company, name="Ana Torres", email=email, phone="+34 600 000 000", added_at=NOON
    )


def letter(status: int) -> Email:
    queue_letters([Letter("invitation", ANA, "en", f"test-{status}", {"person": "Ana Torres"})])
    Email.objects.filter(message_id__contains=f"test-{status}").update(status=status, message="Dear Ana Torres")
    return Email.objects.filter(message_id__contains=f"test-{status}").get()


def erase(person: User) -> Erased:
    return erase_person(person.pk, actor=SYSTEM, at=NOON)


def names_in(answer: Any) -> list[str]:
    """The names of the files in a ZIP that was sent."""
    with ZipFile(BytesIO(answer.getvalue())) as bundle:  # read to its end, an answer closes its file
        return bundle.namelist()


def test_an_erased_person_is_a_pseudonym_everywhere(ana: User, company: Company, admin: User) -> None:
    owner_of(company)
    other = contact(company, "kai@example.org")
    own, sent = contact(company), letter(STATUS.sent)
    CompanyContact.objects.filter(pk=own.pk).update(note="Ana is on leave in May")
    letter(STATUS.queued)
    ApiRequest.objects.create(user=ana, key="k", fingerprint="f", created_at=NOON)
    change_role(Membership.objects.get(user=ana).pk, role=CompanyRole.EDITOR, actor=ana, at=NOON)

    erased = erase_person(ana.pk, seen=ana.revision, actor=admin, at=NOON)

    name = f"erased-{ana.pk}"
    assert erased.pseudonym == name
    ana.refresh_from_db()
    assert (ana.email, ana.name, ana.is_active) == (f"{name}@erased.invalid", name, False)
    assert not ana.has_usable_password()
    assert not EmailAddress.objects.filter(user=ana).exists()
    assert not Membership.objects.filter(user=ana).exists()
    assert not ApiRequest.objects.filter(user=ana).exists()
    own.refresh_from_db()
    assert (own.name, own.email, own.phone, own.note) == (name, f"{name}.{own.pk}@erased.invalid", "", "")
    assert set(own.events.values_list("name", "phone", "note")) == {(name, "", "")}  # type: ignore[attr-defined]
    other.refresh_from_db()
    assert (other.name, other.phone) == ("Ana Torres", "+34 600 000 000")  # somebody else's, called alike
    assert list(Email.objects.values_list("pk", "message")) == [(sent.pk, "")]
    assert {note["actor_name"] for note in Context.objects.values_list("metadata", flat=True)} == {name, "Admin"}
    left = [
        *SecurityEvent.objects.values_list("person_email", "actor_name", "details"),
        *Email.objects.values_list("to", "message_id", "context"),
        *ana.events.values_list("email", "name"),  # type: ignore[attr-defined]
    ]
    assert "Ana" not in str(left)
    assert ANA not in str(left)
    event = SecurityEvent.objects.get(kind=SecurityEventKind.PERSON_ERASED)
    assert (event.person_id, event.actor_id, event.actor_name) == (ana.pk, admin.pk, "admin@example.org")


def test_erasing_says_beforehand_what_it_will_change(ana: User, company: Company) -> None:
    owner_of(company)
    contact(company)
    expected = erasure_preview(subject_of(ana))
    changed = erase(ana).rows
    assert expected["exhibitors.CompanyContact"] == changed["exhibitors.CompanyContact"] == 1
    assert {"accounts.User", "accounts.UserEvent", "account.EmailAddress"} <= expected.keys() & changed.keys()


def test_the_last_owner_of_a_company_with_live_bookings_is_replaced_first(ana: User, company: Company) -> None:
    booking = BookingFactory.create(company=company, contact=ana)
    with pytest.raises(DomainError, match="last owner of Torres Foods, which has live bookings") as refusal:
        erase(ana)
    assert refusal.value.code == "not_replaced"
    ana.refresh_from_db()
    assert ana.is_active
    successor = owner_of(company)
    erase(ana)
    booking.refresh_from_db()
    assert booking.contact == successor


def test_bookings_of_past_editions_hold_nobody_back(ana: User, company: Company) -> None:
    day = NOON.date()
    past = EditionFactory.create(opens_date=day - timedelta(days=20), closes_date=day - timedelta(days=15))
    booking = BookingFactory.create(company=company, contact=ana, edition=past)
    erase(ana)
    assert Booking.objects.get(pk=booking.pk).contact == ana  # by the pseudonym


def test_the_last_director_and_the_last_superuser_are_replaced_first(admin: User) -> None:
    director = organizer()
    with pytest.raises(DomainError, match="at least one director"):
        erase(director)
    organizer()
    erase(director)
    assert not Appointment.objects.filter(user=director).exists()
    with pytest.raises(DomainError, match="last superuser"):
        erase(admin)


def test_who_may_erase(ana: User, admin: User) -> None:
    with pytest.raises(NotAllowed):
        erase_person(ana.pk, actor=ana, at=NOON)
    with pytest.raises(NotAllowed, match="You cannot erase yourself"):
        erase_person(admin.pk, actor=admin, at=NOON)
    with pytest.raises(NotAllowed):
        erase_address("kai@example.org", actor=ana, at=NOON)
    erase(ana)
    with pytest.raises(DomainError, match="already been erased"):
        erase(ana)


def test_somebody_without_an_account_is_erased_by_address(company: Company, ana: User) -> None:
    kai = contact(company, "Kai@example.org")
    erased = erase_address("kai@Example.org ", actor=SYSTEM, at=NOON)
    kai.refresh_from_db()
    assert (kai.name, kai.email) == (erased.pseudonym, f"{erased.pseudonym}.{kai.pk}@erased.invalid")
    assert set(kai.events.values_list("name", flat=True)) == {erased.pseudonym}  # type: ignore[attr-defined]
    with pytest.raises(DomainError, match="has an account"):
        erase_address(ANA, actor=SYSTEM, at=NOON)


def test_the_export_has_what_the_map_says_and_no_credentials(ana: User, company: Company) -> None:
    contact(company)
    with export_person(ana.pk, actor=ana, at=NOON) as archive, ZipFile(archive) as bundle:
        names = bundle.namelist()
        account = json.loads(bundle.read("accounts.User.pk.json"))
        everything = "".join(bundle.read(name).decode() for name in names)
    assert account["rows"][0]["email"] == ANA
    assert {"exhibitors.CompanyContact.email.json", "exhibitors.Membership.user.json"} <= set(names)
    assert "+34 600 000 000" in everything
    assert ana.password not in everything
    assert SecurityEvent.objects.filter(kind=SecurityEventKind.PERSON_EXPORTED, person=ana).count() == 1


def test_the_export_takes_as_many_queries_however_much_there_is(ana: User, company: Company) -> None:
    with CaptureQueriesContext(connection) as few:
        export_person(ana.pk, actor=ana, at=NOON).close()
    for number in range(5):
        contact(company)
        MembershipFactory.create(user=ana, company=CompanyFactory.create(name=f"Company {number}"))
    with CaptureQueriesContext(connection) as many:
        export_person(ana.pk, actor=ana, at=NOON).close()
    assert len(many) == len(few)


def test_people_export_only_themselves(ana: User, admin: User) -> None:
    with pytest.raises(NotAllowed):
        export_person(admin.pk, actor=ana, at=NOON)
    export_person(ana.pk, actor=admin, at=NOON).close()


@pytest.mark.usefixtures("noon")
def test_by_command(ana: User, company: Company, tmp_path: object) -> None:
    printed, target = StringIO(), f"{tmp_path}/ana.zip"
    call_command("export_person", ANA, "--to", target, stdout=printed)
    with ZipFile(target) as bundle:
        assert "accounts.User.pk.json" in bundle.namelist()
    with pytest.raises(CommandError, match="exists"):
        call_command("export_person", ANA, "--to", target, stdout=printed)
    BookingFactory.create(company=company)
    call_command("erase_person", ANA, "--dry-run", stdout=printed)
    assert "In the way: This is the last owner of Torres Foods" in printed.getvalue()
    with pytest.raises(CommandError, match="last owner"):
        call_command("erase_person", ANA, "--yes", stdout=printed)
    owner_of(company)
    call_command("erase_person", ANA, "--yes", stdout=printed)
    assert f"The person is erased-{ana.pk} from now on." in printed.getvalue()
    contact(company, "kai@example.org")
    call_command("erase_person", "kai@example.org", "--yes", stdout=printed)


@pytest.mark.usefixtures("noon")
def test_in_the_admin(ana: User, company: Company, admin: User) -> None:
    browser = signed_in(admin)
    address = f"/admin/accounts/user/{ana.pk}/personal-data/"
    page = browser.get(address)
    assert "account.EmailAddress" in page.content.decode()
    assert "accounts.User.pk.json" in names_in(browser.post(f"{address}export/"))
    assert browser.get(f"{address}export/").status_code == 405
    wrong = browser.post(address, {"revision": ana.revision, "email": "kai@example.org"})
    assert (wrong.status_code, "not the email address of this person" in wrong.content.decode()) == (422, True)
    old = browser.post(address, {"revision": ana.revision - 1, "email": ANA})
    assert old.status_code == 422
    browser.post(address, {"revision": ana.revision, "email": ANA})
    ana.refresh_from_db()
    assert ana.name == f"erased-{ana.pk}"
    assert signed_in(organizer()).get(address).status_code in {302, 403}


def test_people_take_a_copy_of_their_own_data(ana: User, client: Client) -> None:
    EmailAddress.objects.create(user=ana, email=ANA, verified=True, primary=True)
    client.post("/accounts/login/", {"login": ANA, "password": "a-long-password-by-the-river"})
    client.post("/accounts/reauthenticate/", {"password": "a-long-password-by-the-river"})
    assert_clean(client.get("/accounts/data/"))
    assert "accounts.User.pk.json" in names_in(client.post("/accounts/data/"))
    assert Client().get("/accounts/data/").status_code == 302


def a_booking_of(company: Company, contact: User, **fields: Any) -> Booking:
    booking: Booking = BookingFactory(company=company, contact=contact, **fields)
    return booking


@pytest.mark.parametrize("ends", [True, False])
def test_taking_a_role_away_hands_live_bookings_over_to_an_owner(ana: User, company: Company, *, ends: bool) -> None:
    colleague = MembershipFactory(company=company, role=CompanyRole.EDITOR)
    live, over = (a_booking_of(company, colleague.user, edition=edition) for edition in two_editions())
    elsewhere = a_booking_of(CompanyFactory(), colleague.user, edition=live.edition)
    if ends:
        remove_member(colleague.pk, actor=ana, at=NOON)
    else:
        change_role(colleague.pk, role=CompanyRole.VIEWER, actor=ana, at=NOON)
    for booking in (live, over, elsewhere):
        booking.refresh_from_db()
    assert (live.contact, over.contact, elsewhere.contact) == (ana, colleague.user, colleague.user)


def test_an_owner_who_becomes_an_editor_keeps_the_bookings(ana: User, company: Company) -> None:
    colleague = MembershipFactory(company=company, role=CompanyRole.OWNER)
    live = a_booking_of(company, colleague.user)
    change_role(colleague.pk, role=CompanyRole.EDITOR, actor=ana, at=NOON)
    live.refresh_from_db()
    assert live.contact == colleague.user


def two_editions() -> tuple[Edition, Edition]:
    """One to come, and one that is over."""
    over = EditionFactory(opens_date=date(2023, 11, 5), closes_date=date(2023, 11, 10))
    return EditionFactory(), over
