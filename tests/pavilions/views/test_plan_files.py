"""Plans as files for other programs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pavilions.models import Booth, FloorPlan
from pavilions.plan_files import read_plan
from pavilions.states import OrganizerRole, PlanState
from tests.factories import BoothFactory, UserFactory, organizer

pytestmark = pytest.mark.django_db

KINDS = {"dxf": "image/vnd.dxf", "svg": "image/svg+xml", "geojson": "application/geo+json"}


@pytest.fixture
def booth() -> Booth:
    made: Booth = BoothFactory(plan__state=PlanState.PUBLISHED)
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_gets_the_published_plan(client: Client, booth: Booth, kind: str) -> None:
    answer = client.get(reverse("hall_drawing", args=[booth.plan.hall.name, kind]))
    assert (answer.status_code, answer["Content-Type"]) == (200, KINDS[kind])
    assert answer["Content-Disposition"].startswith("attachment")
    drawing = read_plan(answer.content)
    assert [(b.number, b.ring_cm, b.kind) for b in drawing.booths] == [(booth.number, booth.ring, booth.kind)]
    assert drawing.outline == tuple(map(tuple, booth.plan.hall.outline))


def test_file_that_is_known_is_not_sent_again(client: Client, booth: Booth) -> None:
    address = reverse("hall_drawing", args=[booth.plan.hall.name, "svg"])
    etag = client.get(address)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert len(queries) <= 2


def test_what_there_is_not_is_not_found(client: Client, booth: Booth) -> None:
    assert client.get(reverse("hall_drawing", args=[booth.plan.hall.name, "dwg"])).status_code == 404
    assert client.get(reverse("hall_drawing", args=["nowhere", "dxf"])).status_code == 404


def test_drafts_are_for_floor_planners(client: Client, booth: Booth) -> None:
    draft = FloorPlan.objects.create(edition=booth.plan.edition, hall=booth.plan.hall, version=2)
    BoothFactory(plan=draft, number="Z9")
    address = reverse("drafts:drawing", args=[draft.pk, "dxf"])
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    client.force_login(organizer(OrganizerRole.FLOOR_PLANNER))
    assert [b.number for b in read_plan(client.get(address).content).booths] == ["Z9"]
