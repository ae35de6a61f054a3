"""Floor planners who are limited to halls draw in these alone."""

import pytest
from django.urls import reverse

from ciie.accounts.models import User
from ciie.kernel.errors import NotAllowed
from pavilions.floor.ledger.operations.booths import withhold_booth
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.staff.models import Appointment, StaffInvitation
from pavilions.floor.staff.operations import accept_staff_invitation, limit_appointment
from pavilions.floor.staff.queries import limits_of
from pavilions.plans.drafts.operations.drafts import discard_draft, open_draft
from pavilions.plans.drafts.operations.plan_edits import edit_draft
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import NOON, HallFactory, UserFactory, organizer
from tests.html_rules import assert_clean
from tests.pavilions.floor.floors import draft_of, edit_of, key, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> FloorPlan:
    return draft_of(row_of(3))


@pytest.fixture
def stranger(plan: FloorPlan) -> User:
    """A planner of another hall alone."""
    planner = organizer(OrganizerRole.FLOOR_PLANNER)
    planner.appointments.get().halls.add(HallFactory(name="1.1H"))
    return planner


def test_a_planner_of_another_hall_changes_nothing(plan: FloorPlan, stranger: User) -> None:
    edition, hall = plan.edition_id, plan.hall_id
    edit = edit_of(plan, "remove", ids=[key(plan, "A01")])
    for attempt in (
        lambda: edit_draft(plan.pk, edit, actor=stranger, at=NOON),
        lambda: open_draft(edition, hall, actor=stranger, at=NOON),
        lambda: discard_draft(plan.pk, actor=stranger, at=NOON),
        lambda: publish_floor_plan(plan.pk, actor=stranger, at=NOON),
        lambda: withhold_booth(key(plan, "A01"), reason="Sight line", actor=stranger, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    stranger.appointments.get().halls.add(plan.hall)
    again = User.objects.get(pk=stranger.pk)
    assert edit_draft(plan.pk, edit, actor=again, at=NOON).gone == {edit.booth_ids[0]}


def test_pages_offer_only_the_halls_of_a_planner(plan: FloorPlan, stranger: User) -> None:
    client = signed_in(stranger)
    assert client.get(reverse("drafts:editor", args=[plan.pk])).status_code == 403
    assert client.get(reverse("drafts:contents", args=[plan.pk])).status_code == 403
    address = f"{reverse('hall_plans:list')}?edition={plan.edition.number}"
    editor = reverse("drafts:editor", args=[plan.pk])
    assert editor not in client.get(address).text
    stranger.appointments.get().halls.clear()
    assert editor in client.get(address).text
    assert client.get(editor).status_code == 200


def test_halls_come_with_the_invitation_and_change_with_the_appointment(plan: FloorPlan) -> None:
    director, person = organizer(OrganizerRole.DIRECTOR), UserFactory()
    client = signed_in(director)
    typed = {"email": person.email, "role": "floor_planner", "hall_ids": [plan.hall_id]}
    assert client.post(reverse("staff:invite"), typed).status_code == 302
    invitation = StaffInvitation.objects.get()
    appointment = accept_staff_invitation(invitation.pk, actor=person, at=invitation.invited_at)
    assert limits_of(appointment) == [str(plan.hall)]
    limit_appointment(appointment.pk, sections=[], sector_ids=[], hall_ids=[], actor=director, at=NOON)
    assert limits_of(Appointment.objects.get(pk=appointment.pk)) == []


def test_the_halls_of_a_planner_change_on_a_page(plan: FloorPlan, stranger: User) -> None:
    appointment = stranger.appointments.get()
    address = reverse("staff:limit", args=[appointment.pk])
    client = signed_in(organizer(OrganizerRole.DIRECTOR))
    page = client.get(address)
    assert_clean(page)
    assert address in client.get(reverse("staff:list")).text
    assert set(page.context["form"].fields) == {"revision", "hall_ids"}
    typed = {"hall_ids": [plan.hall_id], "revision": appointment.revision}
    assert client.post(address, typed).status_code == 302
    assert limits_of(Appointment.objects.get(pk=appointment.pk)) == [str(plan.hall)]
    late = client.post(address, {**typed, "hall_ids": []})
    assert (late.status_code, bool(late.context["form"].non_field_errors())) == (422, True)
    assert client.post(address, {**typed, "hall_ids": [0]}).context["form"].errors.keys() == {"hall_ids"}
    assert signed_in(stranger).get(address).status_code == 403


def test_limits_that_a_role_does_not_have_are_not_asked(plan: FloorPlan) -> None:
    director = organizer(OrganizerRole.DIRECTOR)
    reviewer = organizer(OrganizerRole.REVIEWER).appointments.get()
    reviewer.halls.add(plan.hall)
    client = signed_in(director)
    assert client.get(reverse("staff:limit", args=[director.appointments.get().pk])).status_code == 404
    typed = {"sections": ["national"], "revision": reviewer.revision}
    assert client.post(reverse("staff:limit", args=[reviewer.pk]), typed).status_code == 302
    reviewer.refresh_from_db()
    assert (reviewer.sections, list(reviewer.halls.all())) == (["national"], [plan.hall])
