"""The generator's page: what it shows before and after each change of the form, and the draft that it makes."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.accounts.models import User
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import BoothKind, ObstructionKind, OrganizerRole
from tests.clients import signed_in
from tests.factories import AllotmentFactory, EditionFactory, FloorPlanFactory, SectorFactory, organizer
from tests.html_rules import assert_clean
from tests.pavilions.layout.page import PAGE, TYPED, errors

pytestmark = pytest.mark.django_db

OUTLINE = [[0, 0], [6_000, 0], [6_000, 4_000], [0, 4_000]]


@pytest.fixture
def planner() -> User:
    return organizer(OrganizerRole.FLOOR_PLANNER)


@pytest.fixture
def client(planner: User) -> Client:
    EditionFactory(number=7)
    return signed_in(planner)


@pytest.fixture
def sector() -> Sector:
    sector: Sector = SectorFactory()
    return sector


@pytest.fixture
def hall(client: Client) -> Hall:
    """60 × 40 m with a column, its space given to one sector, its plan published."""
    allotment = AllotmentFactory(
        edition__number=8, hall__name="9.1H", hall__outline=OUTLINE, hall__gross_area_sqm=2_400
    )
    plan = FloorPlanFactory(edition=allotment.edition, hall=allotment.hall)
    ring = [[3_000, 2_000], [3_100, 2_000], [3_100, 2_100], [3_000, 2_100]]
    Obstruction.objects.create(plan=plan, kind=ObstructionKind.COLUMN, footprint=ring, clearance_cm=60)
    hall: Hall = allotment.hall
    return hall


def test_page_shows_a_usual_hall_at_once(client: Client) -> None:
    page = client.get(PAGE)
    assert (page.status_code, page.context["form"].errors) == (200, {})
    assert page.context["preview"].gross_sqm == 7_200
    assert page.text.count('class="booth ') == len(page.context["preview"].layout.booths) > 200
    assert_clean(page)


def test_preview_writes_nothing_and_says_how_full_the_hall_is(client: Client) -> None:
    page = client.post(PAGE, {**TYPED, "raw_share": "50"})
    preview = page.context["preview"]
    assert (preview.gross_sqm, preview.raw_sqm + preview.shell_sqm) == (2_400, preview.layout.net_sqm)
    assert abs(preview.raw_sqm - preview.layout.net_sqm / 2) <= Decimal("4.5")
    share = preview.layout.fill_rate * 100
    assert f"{share:.1f}%" in page.text
    assert "Raw space starts at 36 m² here" in page.text
    assert (Hall.objects.count(), FloorPlan.objects.count()) == (0, 0)
    assert_clean(page)


def test_draft_is_made_of_what_was_previewed(client: Client, sector: Sector) -> None:
    looked = client.post(PAGE, TYPED).context["preview"].layout
    answer = client.post(PAGE, {**TYPED, "make": "1", "sector": sector.pk, "ceiling_height_m": "12.5"})
    draft = FloorPlan.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/organizer/drafts/{draft.pk}/")
    assert (draft.hall.name, draft.hall.ceiling_height_m, draft.edition.number) == ("9.1H", Decimal("12.5"), 7)
    assert set(draft.booths.values_list("number", flat=True)) == {booth.number for booth in looked.booths}
    assert Allotment.objects.get().capacity_sqm == looked.net_sqm
    assert (
        f"The draft of hall 9.1H has been created. Number of booths: {len(looked.booths)}."
        in client.get(answer["Location"]).text
    )


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({}, ("9", 1)),
        ({"name": "9.2H"}, ("9", 2)),
        ({"building": "Pavilion West", "level": "3"}, ("Pavilion West", 3)),
        ({"level": "2"}, ("9", 2)),
        ({"name": "Foyer"}, ("", 1)),
    ],
)
def test_new_hall_stands_in_the_building_and_on_the_level_said_or_named(
    client: Client, sector: Sector, said: dict[str, str], place: tuple[str, int]
) -> None:
    client.post(PAGE, TYPED | {"make": "1", "sector": str(sector.pk)} | said)
    assert Hall.objects.values_list("building", "level").get() == place


def test_hall_of_the_expo_comes_with_its_outline_fittings_and_sector(client: Client, hall: Hall) -> None:
    page = client.get(f"{PAGE}?edition=8&hall=9.1H")
    form, preview = page.context["form"], page.context["preview"]
    assert (form["hall"].value(), form["fittings"].value()) == ("9.1H", "present")
    assert str(form["sector"].value()) == str(Allotment.objects.get(hall=hall).sector_id)
    assert [(each.kind, each.clearance_cm) for each in preview.layout.obstructions] == [(ObstructionKind.COLUMN, 60)]
    assert (preview.hall_name, preview.gross_sqm) == ("9.1H", 2_400)


def test_hall_too_large_for_the_generator_is_refused_at_once(client: Client) -> None:
    AllotmentFactory(edition__number=8, hall__name="X")  # 1 km long
    page = client.get(f"{PAGE}?edition=8&hall=X")
    assert page.status_code == 200
    assert page.context["form"].errors == {
        "hall": ["This hall is longer than 500 m, the longest for which a layout can be generated."]
    }


def test_open_draft_is_offered_and_kept(client: Client, hall: Hall) -> None:
    open_one = FloorPlanFactory(edition=FloorPlan.objects.get().edition, hall=hall, version=2, published=False)
    typed = {**TYPED, "hall": "9.1H", "sector": Allotment.objects.get().sector_id, "make": "1"}
    typed |= {"revision": str(client.get(f"{PAGE}?edition=8&hall=9.1H").context["revision"])}
    refused = client.post(f"{PAGE}?edition=8", typed)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["beside"])
    assert f'href="/organizer/drafts/{open_one.pk}/"' in refused.text
    assert_clean(refused)
    client.post(f"{PAGE}?edition=8", {**typed, "beside": "on"})
    assert sorted(FloorPlan.objects.values_list("version", flat=True)) == [1, 2, 3]


def test_corners_make_a_hall_that_is_no_rectangle(client: Client) -> None:
    page = client.post(PAGE, {**TYPED, "width": "", "depth": "", "outline": "0, 0\n60 0\n60;20.5\n(30, 40)\n\n0,40"})
    assert page.context["preview"].outline == ((0, 0), (6_000, 0), (6_000, 2_050), (3_000, 4_000), (0, 4_000))


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"aisle": "0.99"}, {"aisle": ["The rules require at least 1 m here."]}),
        ({"main_aisle": "2"}, {"main_aisle": ["Main aisles must be at least as wide as the other aisles."]}),
        (
            {"block_depth": "5"},
            {"block_depth": ["Booths here have at least 9 m², so blocks of this module must be at least 6 m deep."]},
        ),
        ({"width": ""}, {"width": ["Enter the width and depth of the hall, or list its corners."]}),
        ({"width": "501"}, {"width": ["Ensure this value is less than or equal to 500."]}),
        (
            {"width": "6", "depth": "6"},
            {"module": ["No booth of this module fits between the aisles of this hall."]},
        ),
        (
            {"width": "500", "depth": "500"},
            {"module": ["This would make more than 6,000 booths. Choose larger booths or a smaller hall."]},
        ),
        (
            {"width": "500", "depth": "500", "columns_across": "3", "columns_down": "3"},
            {"columns_across": ["This would make more than 2000 obstructions, too many for a layout."]},
        ),
        ({"columns_across": "9"}, {"columns_down": ["Columns stand on a grid. Enter both distances, or neither."]}),
        ({"fittings": "present"}, {"fittings": ["A new hall has no plan yet. Enter the distances."]}),
        (
            {"outline": "0,0\nx"},
            {"outline": ["Line 2 is not a corner: enter two numbers in metres, such as “120, 45.5”."]},
        ),
        ({"outline": "0,0\n10,0"}, {"outline": ["The shape encloses no area: it needs at least three corners."]}),
        ({"outline": "0,0\n9,9\n9,0\n0,9"}, {"outline": ["The outline of the shape crosses or touches itself."]}),
        ({"outline": "0,0\n501,0\n9,9"}, {"outline": ["A hall is at most 500 m long in each direction."]}),
        ({"outline": "0,0\n" * 201}, {"outline": ["At most 200 corners are allowed."]}),
        ({"first_letter": "I"}, {"first_letter": ["One or two of the letters A to Z without I and O."]}),
        (
            {"number_prefix": " A"},
            {"number_prefix": ["A booth number must consist of visible characters, with no spaces around them."]},
        ),
        ({"section": "national", "sector": "sector"}, {"sector": ["Space of the national exhibition has no sector."]}),
        (
            {"name": "9/1"},
            {"name": ["A hall's name must consist of visible characters, with no slash and no spaces around it."]},
        ),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    client: Client, sector: Sector, said: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    said = {field: str(sector.pk) if value == "sector" else value for field, value in said.items()}
    assert errors(client, **said) == wrong
    page = client.post(PAGE, {**TYPED, **said})
    assert {field: page.context["form"][field].value() for field in said} == said


@pytest.mark.parametrize(
    "odd",
    [
        {"hall": "\x00"},
        {"module": "x"},
        {"aisle": "NaN"},
        {"aisle": "1e400"},
        {"digits": "9" * 500},
        {"outline": "9" * 30_000},
        {"outline": "1e9,1\n2,2"},
        {"raw_share": "101"},
        {"start": "-1"},
        {"level": "0"},
        {"building": "B" * 21},
        {"section": ""},
        {"sector": "x"},
    ],
)
def test_odd_values_are_refused_in_words(client: Client, odd: dict[str, str]) -> None:
    assert list(errors(client, **odd)) == list(odd)
    assert next(iter(errors(client, **odd, make="1"))) in {"name", "sector", *odd}


def test_draft_needs_a_name_and_a_sector(client: Client) -> None:
    assert errors(client, name="", make="1") == {
        "name": ["Choose a hall above, or name the new one."],
        "sector": ["Choose the sector of these booths."],
    }
    assert Booth.objects.count() == 0


@pytest.mark.parametrize("name", ["nowhere", "%00", "%FF"])
def test_hall_that_is_not_there_is_a_new_one(client: Client, name: str) -> None:
    assert client.get(f"{PAGE}?hall={name}").context["form"]["hall"].value() is None


def test_page_takes_the_same_number_of_queries_for_any_hall(client: Client, hall: Hall) -> None:
    counts = []
    for size in ("60", "120"):
        with CaptureQueriesContext(connection) as queries:
            client.post(PAGE, {**TYPED, "width": size})
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", [OrganizerRole.FINANCE, OrganizerRole.REVIEWER])
def test_only_planners_and_directors_generate(client: Client, role: OrganizerRole) -> None:
    other = signed_in(organizer(role))
    assert (other.get(PAGE).status_code, other.post(PAGE, TYPED).status_code) == (403, 403)
    assert PAGE not in other.get("/organizer/plans/").text
    assert PAGE in client.get("/organizer/plans/").text


def test_booths_are_raw_or_shell_as_requested(client: Client, sector: Sector) -> None:
    client.post(PAGE, {**TYPED, "make": "1", "sector": sector.pk, "raw_share": "100"})
    assert set(Booth.objects.values_list("kind", flat=True)) == {BoothKind.RAW}
