"""Any version of a plan as a file for other programs."""

import pytest
from django.test import Client
from django.urls import reverse

from pavilions.drawings.plan_formats import read_plan
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.states import OrganizerRole, PlanState
from tests.factories import BoothFactory, UserFactory, organizer

pytestmark = pytest.mark.django_db


@pytest.fixture
def booth() -> Booth:
    made: Booth = BoothFactory(plan__state=PlanState.PUBLISHED)
    return made


def test_drafts_are_for_floor_planners(client: Client, booth: Booth) -> None:
    draft = FloorPlan.objects.create(edition=booth.plan.edition, hall=booth.plan.hall, version=2)
    BoothFactory(plan=draft, number="Z9")
    address = reverse("drafts:drawing", args=[draft.pk, "dxf"])
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    client.force_login(organizer(OrganizerRole.FLOOR_PLANNER))
    assert [b.number for b in read_plan(client.get(address).content).booths] == ["Z9"]
