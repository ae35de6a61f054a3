"""A hall traced over a picture or a PDF: points, scale, straight walls, and the page."""

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import Invalid
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.plans.venue.operations import discard_sheets
from pavilions.plans.venue.tracing import straightened, trace
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import EditionFactory, SectorFactory, organizer
from tests.html_rules import assert_clean

SHEET = "/organizer/plans/new-hall/trace/"
SIZE = (1_000, 500)
CORNERS = ((100, 50), (900, 52), (900, 450), (101, 450))
KNOWN = ((100, 480), (500, 480))


def test_two_known_points_give_the_scale_and_nearly_straight_walls_are_straight() -> None:
    traced = trace(CORNERS, KNOWN, Decimal(40), SIZE, straighten=True)
    assert traced.ring == ((0, 0), (7_995, 0), (7_995, 3_990), (0, 3_990))
    assert traced.sides_m == [Decimal("79.95"), Decimal("39.9"), Decimal("79.95"), Decimal("39.9")]
    assert traced.extent == (-1_005, -510, 10_000, 5_000)
    crooked = trace(CORNERS, KNOWN, Decimal(40), SIZE, straighten=False)
    assert crooked.ring == ((0, 0), (8_000, 20), (8_000, 4_000), (10, 4_000))


def test_walls_that_lean_more_stay_as_they_are() -> None:
    leaning = [(0.0, 0.0), (100.0, 10.0), (100.0, 100.0), (-10.0, 100.0)]
    assert straightened(leaning) == leaning


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"metres": Decimal(0)}, "no_scale", "metres"),
        ({"known": ((5, 5), (5, 5))}, "points_equal", "known"),
        ({"known": ((5, 5),)}, "two_points_missing", "known"),
        ({"corners": CORNERS[:2]}, "corners_missing", "corners"),
        ({"corners": ((0, 0), (9, 9), (9, 0), (0, 9))}, "ring_crossed", "corners"),
        ({"metres": Decimal(900)}, "ring_out_of_reach", "corners"),
    ],
)
def test_what_gives_no_outline_is_refused(changed: dict[str, Any], code: str, field: str) -> None:
    said = {"corners": CORNERS, "known": KNOWN, "metres": Decimal(40), **changed}
    with pytest.raises(Invalid) as refused:
        trace(said["corners"], said["known"], said["metres"], SIZE, straighten=False)
    assert (refused.value.code, refused.value.field) == (code, field)


def drawn(kind: str) -> SimpleUploadedFile:
    picture = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(picture).rectangle((100, 50, 900, 450), outline="black", width=3)
    written = BytesIO()
    picture.save(written, kind)
    return SimpleUploadedFile(f"hall.{kind.lower()}", written.getvalue())


@pytest.fixture
def client() -> Client:
    EditionFactory()
    return signed_in(organizer(OrganizerRole.FLOOR_PLANNER))


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_planner_traces_a_hall_and_lands_in_its_draft(client: Client, kind: str) -> None:
    assert_clean(client.get(SHEET))
    page = client.post(SHEET, {"sheet": drawn(kind)}, follow=True)
    (address, _status), *_rest = page.redirect_chain
    address = address.partition("?")[0]
    assert_clean(page)
    assert page.text.count(" formnovalidate") == 6  # a press sends a form that is not filled in yet
    sheet = page.context["sheet"]
    scale = sheet.width / SIZE[0]  # of the page; a PDF is kept larger than the picture in it
    typed: dict[str, str] = {"zoom": "1", "metres": "40", "straighten": "on", "keep_picture": "on"}
    for x, y in (*KNOWN, *CORNERS):
        press = {"spot.x": str(round(x * scale)), "spot.y": str(round(y * scale))}
        page = client.post(address, {**typed, **press})
        assert page.status_code == 200
        typed |= {name: page.context["form"][name].value() for name in ("known", "corners")}
    assert_clean(page)
    assert [len(typed[name].splitlines()) for name in ("known", "corners")] == [2, 4]
    assert page.context["traced"]
    terms = {"name": "7.1H", "section": "business", "sector": str(SectorFactory().pk), "make": "1"}
    answer = client.post(address, {**typed, **terms})
    draft = FloorPlan.objects.get()
    assert answer["Location"] == f"/organizer/drafts/{draft.pk}/"
    (left, top), _right, (right, bottom), _left = draft.hall.outline
    assert (left, top) == (0, 0)
    assert abs(right - 7_995) <= 20
    assert abs(bottom - 3_990) <= 20
    assert draft.background
    assert draft.background.extent[0] == pytest.approx(-1_005, abs=15)
    under = client.get(f"/plan/backgrounds/{draft.background.content_hash}.svg")
    assert "data:image/webp;base64," in under.text
    assert not FloorPlan.objects.filter(is_background_public=True)
    share = reverse("drafts:background", args=[draft.pk])
    client.post(share, {"public": "1"})
    assert FloorPlan.objects.filter(is_background_public=True)
    assert "Keep it to the team" in client.get(reverse("drafts:editor", args=[draft.pk])).text


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_points_are_taken_back_and_enter_on_the_picture_is_none(client: Client) -> None:
    address = client.post(SHEET, {"sheet": drawn("PNG")})["Location"].partition("?")[0]
    said = {"known": "1, 1\n2, 2", "corners": "3, 3"}

    def then(**more: str) -> tuple[str, str]:
        form = client.post(address, {**said, **more}).context["form"]
        return form["known"].value(), form["corners"].value()

    assert then(**{"spot.x": "0", "spot.y": "0"}) == ("1, 1\n2, 2", "3, 3")
    assert then(undo="1") == ("1, 1\n2, 2", "")
    assert then(undo="1", corners="") == ("1, 1", "")
    assert then(zoom_to="3", **{"spot.x": "x", "spot.y": "9"}) == ("1, 1\n2, 2", "3, 3")


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"metres": "0"}, "metres", "The distance must be above 0 m"),
        ({"known": "5, 5\n5, 5"}, "known", "The two points are at the same place"),
        ({"corners": "1, 1\nhere"}, "corners", "Line 2 is not a point"),
        ({"corners": "0,0\n90,90\n90,0\n0,90"}, "corners", "crosses or touches itself"),
        ({"name": ""}, "name", "required"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    client: Client, values: dict[str, str], field: str, sentence: str
) -> None:
    address = client.post(SHEET, {"sheet": drawn("PNG")})["Location"].partition("?")[0]
    said = {"name": "7.1H", "section": "business", "sector": str(SectorFactory().pk), "metres": "40", "make": "1"}
    points = {"known": "100, 480\n500, 480", "corners": "100, 50\n900, 50\n900, 450\n100, 450"}
    answer = client.post(address, {**said, **points, **values})
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert not Hall.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"no picture", b""])
def test_files_that_show_nothing_are_refused(client: Client, content: bytes) -> None:
    answer = client.post(SHEET, {"sheet": SimpleUploadedFile("hall.pdf", content)})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["sheet"])


@pytest.mark.django_db
def test_sheet_that_is_not_kept_is_not_found(client: Client) -> None:
    assert client.get(f"{SHEET}{'0' * 64}/").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_sheets_are_for_planners_and_go_after_a_week(client: Client) -> None:
    sent = signed_in(organizer(OrganizerRole.FLOOR_PLANNER)).post(SHEET, {"sheet": drawn("PNG")})
    digest = re.findall("[0-9a-f]{64}", sent["Location"])[0]
    address = reverse("hall_plans:sheet", args=[digest])
    assert client.get(address)["Content-Type"] == "image/webp"
    assert client.get(reverse("web:picture", args=[digest])).status_code == 404
    assert signed_in(organizer(OrganizerRole.FINANCE)).get(address).status_code == 403
    discard_sheets(actor=SYSTEM, at=now() + timedelta(days=6))
    assert client.get(address).status_code == 200
    assert discard_sheets(actor=SYSTEM, at=now() + timedelta(days=8)) == 1
    assert client.get(address).status_code == 404
