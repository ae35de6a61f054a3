"""A hall from nothing on a page, and its outline edited afterwards."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from pavilions.drawings.geometry import area_sqm
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.venue.operations import change_hall
from pavilions.states import EditionStatus, OrganizerRole, PlanState
from tests.clients import signed_in
from tests.factories import NOON, EditionFactory, HallFactory, SectorFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import forms_of
from tests.pavilions.floor.floors import draft_of, published, rectangle, row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NEW_HALL = "/organizer/plans/new-hall/"


@pytest.fixture
def client() -> Client:
    return signed_in(organizer(OrganizerRole.FLOOR_PLANNER))


def typed(**values: Any) -> dict[str, Any]:
    return {
        "name": "9.2H",
        "section": "business",
        "sector": SectorFactory().pk,
        "width": "120.5",
        "depth": "60",
        **values,
    }


def test_planner_lands_in_the_editor_of_an_empty_draft(client: Client) -> None:
    edition = EditionFactory()
    assert_clean(client.get(f"{NEW_HALL}?edition={edition.number}"))
    answer = client.post(f"{NEW_HALL}?edition={edition.number}", typed())
    draft = FloorPlan.objects.get()
    assert answer["Location"] == f"/organizer/drafts/{draft.pk}/"
    assert (draft.edition, draft.state, draft.booths.count()) == (edition, PlanState.DRAFT, 0)
    hall = draft.hall
    assert (hall.name, hall.building, hall.level, hall.gross_area_sqm) == ("9.2H", "9", 2, Decimal(7230))
    assert hall.outline == [[0, 0], [12_050, 0], [12_050, 6_000], [0, 6_000]]
    assert edition.allotments.get().capacity_sqm == Decimal(7230)
    assert client.get(answer["Location"]).status_code == 200


def test_pages_of_halls_make_as_many_queries_for_many_halls_as_for_one(client: Client) -> None:
    edition, place = EditionFactory(), HallFactory()
    named = (reverse(f"hall_plans:{name}") for name in ("add_hall", "trace", "generate", "proposals"))
    addresses = (*named, reverse("hall_plans:hall", args=[place.name]))
    counts = []
    for _round in range(2):
        made = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address, {"edition": edition.number}).status_code == 200
            made.append(len(queries))
        counts.append(made)
        for _more in range(3):
            HallFactory()
            SectorFactory()
    assert counts[1] == counts[0]


def test_hall_by_its_corners(client: Client) -> None:
    EditionFactory()
    corners = "0, 0\n40, 0\n40, 20.5\n20, 20.5\n20, 30\n0, 30"
    client.post(NEW_HALL, typed(width="", depth="", outline=corners, building="North", level="3"))
    hall = Hall.objects.get()
    assert (hall.building, hall.level, hall.gross_area_sqm) == ("North", 3, Decimal(1010))


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"width": "0"}, "width", "greater than or equal to 2"),
        ({"depth": ""}, "width", "Enter the width and depth of the hall, or list its corners."),
        ({"outline": "0,0\n9,0\n9,9"}, "outline", "but not both"),
        ({"width": "", "depth": "", "outline": "0,0\n9,9\n9,0\n0,9"}, "outline", "crosses or touches itself"),
        ({"width": "", "depth": "", "outline": "0,0\nhere"}, "outline", "Line 2 is not a corner"),
        ({"name": "a/b"}, "name", "no slash"),
        ({"name": "taken"}, "name", "There is already a hall TAKEN."),
        ({"sector": ""}, "sector", "must belong to a sector"),
        ({"capacity_sqm": "9000"}, "capacity_sqm", "no larger than that"),
    ],
)
def test_what_makes_no_hall_is_said_beside_its_field(
    client: Client, values: dict[str, str], field: str, sentence: str
) -> None:
    EditionFactory()
    HallFactory(name="TAKEN")
    typed_values = typed(**values)
    if values.get("name") == "taken":
        typed_values["name"] = "TAKEN".lower()
    answer = client.post(NEW_HALL, typed_values)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert sentence.replace("TAKEN", typed_values["name"]) in str(form.errors[field])
    assert form["name"].value() == typed_values["name"]  # what was typed stays
    assert Hall.objects.count() == 1
    assert not FloorPlan.objects.exists()


def shown(client: Client, hall: Hall) -> tuple[str, dict[str, Any]]:
    address = f"/organizer/plans/halls/{hall.name}/outline/"
    page = client.get(address)
    assert_clean(page)
    (form,) = [form for form in forms_of(page.text) if "outline" in form.values]
    return address, dict(form.values)


def test_outline_and_place_are_changed_on_a_page(client: Client) -> None:
    hall = HallFactory(outline=[[0, 0], [10_000, 0], [10_000, 5_000], [0, 5_000]], gross_area_sqm=5_000)
    address, fields = shown(client, hall)
    assert "\n".join(fields["outline"]).strip() == "0, 0\n100, 0\n100, 50\n0, 50"
    fields |= {"outline": "0, 0\n100.25, 0\n100.25, 50\n0, 50", "venue_x_m": "20", "venue_y_m": "30"}
    assert client.post(address, fields).status_code == 302
    hall.refresh_from_db()
    assert (hall.outline[1], hall.gross_area_sqm, hall.venue_x_m) == ([10_025, 0], Decimal("5012.5"), 20)
    assert client.post(address, fields).status_code == 422  # the same page again: it was changed since


def test_outline_is_changed_beside_a_draft(client: Client) -> None:
    plan = draft_of(row_of(3))
    plan.hall.gross_area_sqm = area_sqm([(x, y) for x, y in plan.hall.outline])
    plan.hall.save()
    address = reverse("drafts:outline", args=[plan.pk])
    assert_clean(client.get(address))
    plan.hall.refresh_from_db()
    fields = {"revision": plan.hall.revision, "outline": "3 0\n50 0\n50 20.5\n3 20.5"}
    refused = client.post(address, fields)
    assert (refused.status_code, [*refused.context["form"].errors]) == (422, ["outline"])
    assert "would lie outside the hall: A01. Move them first." in refused.text
    assert "3 0\n50 0" in refused.text.replace("\r", "")
    assert client.post(address, fields | {"outline": "0 0\n50 0\n50 20.5\n0 20.5"}).status_code == 302
    plan.hall.refresh_from_db()
    assert (plan.hall.outline[2], plan.hall.gross_area_sqm) == ([5_000, 2_050], Decimal(1_025))


def test_outline_that_leaves_booths_outside_is_refused() -> None:
    plan = published(row_of(3))
    outline = [[300, 0], [2_000, 0], [2_000, 2_000], [300, 2_000]]
    with pytest.raises(DomainError) as refused:
        change_hall(plan.hall_id, {"outline": outline, "gross_area_sqm": 100}, actor=SYSTEM, at=NOON)
    assert refused.value.code == "hall_outline_in_use"
    assert "would lie outside the hall: A01. Move them first." in str(refused.value)


def test_outline_that_closes_a_side_is_refused_until_the_sides_are_set_by_hand() -> None:
    plan = published({"A01": rectangle(300, 300)}, capacity_sqm=9)
    outline = {"outline": [[300, 0], [2_000, 0], [2_000, 2_000], [300, 2_000]], "gross_area_sqm": 100}
    with pytest.raises(DomainError, match=r"open sides of booths of .* would change.*: A01\."):
        change_hall(plan.hall_id, outline, actor=SYSTEM, at=NOON)
    draft = open_draft(plan.edition_id, plan.hall_id, actor=SYSTEM, at=NOON)
    plan.booths.update(open_sides_override=4)
    change_hall(plan.hall_id, outline, actor=SYSTEM, at=NOON)
    assert [plan.booths.get().sides, draft.booths.get().open_sides] == [4, 3]


def test_editions_in_the_archive_hold_no_outline() -> None:
    plan = published({"A01": rectangle(0, 0)}, capacity_sqm=9)
    plan.edition.status = EditionStatus.ARCHIVED
    plan.edition.save()
    outline = [[400, 0], [2_000, 0], [2_000, 2_000], [400, 2_000]]
    assert change_hall(plan.hall_id, {"outline": outline, "gross_area_sqm": 100}, actor=SYSTEM, at=NOON).outline


def test_planner_of_some_halls_adds_none() -> None:
    EditionFactory()
    planner = organizer(OrganizerRole.FLOOR_PLANNER)
    planner.appointments.get().halls.add(HallFactory())
    answer = signed_in(planner).post(NEW_HALL, typed())
    assert answer.status_code in {403, 422}
    assert Hall.objects.count() == 1
