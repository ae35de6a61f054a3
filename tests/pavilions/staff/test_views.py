from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from post_office.models import Email

from pavilions.floor.staff.models import Appointment, StaffInvitation
from pavilions.states import OrganizerRole, Section
from tests.clients import signed_in
from tests.factories import NOON, AppointmentFactory, SectorFactory, UserFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen

if TYPE_CHECKING:
    from ciie.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TEAM = "/organizer/staff/"


def invited(email: str, **fields: object) -> StaffInvitation:
    usual = {"role": OrganizerRole.FINANCE, "invited_at": NOON, "expires_at": NOON + timedelta(days=14)}
    return StaffInvitation.objects.create(email=email, **usual | fields)


def test_team_lists_people_with_their_limits() -> None:
    organizer(OrganizerRole.REVIEWER, sections=[Section.BUSINESS], sectors=[SectorFactory(name="Food")])
    page = signed_in(organizer()).get(TEAM)
    assert_clean(page)
    assert "Business exhibition, Food" in page.text


def test_team_reads_as_often_for_three_as_for_one() -> None:
    client = signed_in(organizer())
    client.get(TEAM)
    with CaptureQueriesContext(connection) as few:
        client.get(TEAM)
    AppointmentFactory.create_batch(2, role=OrganizerRole.REVIEWER, sectors=[SectorFactory()])
    for name in ("a", "b", "c"):
        invited(f"{name}@example.org")
    with CaptureQueriesContext(connection) as many:
        client.get(TEAM)
    assert len(many) <= len(few) + 2  # the sectors and halls of invitations, once there are any


def test_inviting_sends_one_mail_and_notes_the_limits() -> None:
    sector = SectorFactory()
    typed = {"email": "new@example.org", "role": "reviewer", "sections": ["business"], "sector_ids": [sector.pk]}
    answer = signed_in(organizer()).post(f"{TEAM}invite/", typed)
    invitation = StaffInvitation.objects.get()
    assert (answer.status_code, invitation.sections, list(invitation.sectors.all())) == (302, ["business"], [sector])
    assert Email.objects.get().context["kind"] == "staff_invitation"


def test_inviting_somebody_who_has_the_role_is_refused_beside_the_address() -> None:
    known = organizer(OrganizerRole.FINANCE)
    page = signed_in(organizer()).post(f"{TEAM}invite/", {"email": known.email, "role": "finance"})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["email"]
    assert known.email in page.text


def test_invited_person_accepts_and_begins_at_the_queue() -> None:
    person: User = UserFactory(email="new@example.org")
    invitation = invited("New@example.org", role=OrganizerRole.DIRECTOR)
    client = signed_in(person)
    page = client.get(f"{TEAM}invitations/{invitation.pk}/")
    assert_clean(page)
    answer = client.post(f"{TEAM}invitations/{invitation.pk}/")
    assert (answer.status_code, Appointment.objects.get(user=person).role) == (302, OrganizerRole.DIRECTOR)
    assert "You have already accepted this invitation" in client.get(f"{TEAM}invitations/{invitation.pk}/").text


def test_invitation_is_hidden_from_others() -> None:
    invitation = invited("new@example.org")
    assert signed_in(organizer()).get(f"{TEAM}invitations/{invitation.pk}/").status_code == 404
    assert signed_in(organizer()).post(f"{TEAM}invitations/{invitation.pk}/").status_code == 404


def test_invitation_that_ran_out_says_so() -> None:
    person: User = UserFactory(email="new@example.org")
    invitation = invited(person.email, expires_at=NOON)
    client = signed_in(person)
    assert "This invitation is no longer valid" in client.get(f"{TEAM}invitations/{invitation.pk}/").text
    assert client.post(f"{TEAM}invitations/{invitation.pk}/").status_code == 409


def test_withdrawn_invitation_can_no_longer_be_accepted() -> None:
    person: User = UserFactory(email="new@example.org")
    invitation = invited(person.email)
    signed_in(organizer()).post(f"{TEAM}invitations/{invitation.pk}/withdraw/")
    assert signed_in(person).post(f"{TEAM}invitations/{invitation.pk}/").status_code == 409


def test_ending_an_appointment_takes_the_role_away() -> None:
    leaving: Appointment = AppointmentFactory(role=OrganizerRole.FINANCE)
    signed_in(organizer()).post(f"{TEAM}{leaving.pk}/end/", seen(leaving))
    assert not Appointment.objects.filter(pk=leaving.pk).exists()


def test_last_director_stays_and_the_page_says_why() -> None:
    director = organizer()
    appointment = director.appointments.get()
    page = signed_in(director).post(f"{TEAM}{appointment.pk}/end/", seen(appointment), follow=True)
    assert "The expo must have at least one director." in page.text
    assert Appointment.objects.filter(pk=appointment.pk).exists()
