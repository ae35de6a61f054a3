"""Every preview answers every file: with each value taken away in turn, all of them, or none but the header."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from ciie.accounts.models import User
from exhibitors.companies.models import Company
from exhibitors.companies.names import normalise_company_name
from exhibitors.office.imports.operations import start_import
from exhibitors.office.imports.queries.readings import COMPANIES, FLOOR_PLAN
from exhibitors.office.imports.tasks import run_import
from pavilions.drawings.plan_formats import DrawnBooth, DrawnObstruction, PlanDrawing, write_dxf, write_svg
from pavilions.plans.plan_files.models import ImportRun
from pavilions.plans.plan_files.states import ImportState
from pavilions.states import BoothKind, ObstructionKind, OrganizerRole
from tests.factories import NOON, AllotmentFactory, EditionFactory, HallFactory, SectorFactory, organizer
from tests.html_rules import assert_clean
from tests.pavilions.plan_formats.dxf_drawings import dxf, number_at, square

if TYPE_CHECKING:
    from pavilions.floor.models.edition import Edition
    from pavilions.floor.models.venue import Hall

pytestmark = pytest.mark.django_db

type Table = list[list[Any]]

PLAN: Table = [
    ["number", "x m", "y m", "width", "depth", "rotation", "area m2", "dimensions", "kind", "sector", "price",
     "company"],
    ["A1", 1, 1, 3, 3, 0, 9, "3 x 3", "raw", "food", 100, "Nordmeer"],
    ["A2", 4, 1, 3, 3, 0, 9, "3 x 3", "shell", "food", 100, "Südsee"],
    ["", 9, 9, 1, 1, "", "", "", "column", "", "", ""],
]  # fmt: skip
PEOPLE: Table = [
    ["id", "name", "country", "website", "emails", "booths", "halls", "area m2", "sector"],
    [1, "Alpha", "France", "alpha.example", "a@alpha.example", "A1", "5.1H", 9, "food"],
    [2, "Beta", "Korea", "beta.example", "b@beta.example", "A2; A3", "5.1H", 18, "food"],
]
ODD: Sequence[Any] = ("", "–", "?", 0, -1, "1e9", "NaN", "=1+1", "多伦路" * 40, True, None)


def variants(table: Table) -> Iterator[Table]:
    """The table without each column, with each column blank, with one odd value, and cut down to nearly nothing."""
    header, *rows = table
    yield table
    yield [header]
    yield [header, *[[""] * len(header) for _row in rows]]
    yield [header, [], *rows, []]
    yield [[*header, *header], *[[*row, *row] for row in rows]]
    yield [[header[0]] * len(header), *rows]
    yield [header, *[row[:-1] for row in rows]]
    for position, name in enumerate(header):
        yield [[name], *[[row[position]] for row in rows]]
        yield [row[:position] + row[position + 1 :] for row in table]
        yield [header, *[[*row[:position], "", *row[position + 1 :]] for row in rows]]
    for position in range(len(header)):
        value = ODD[position % len(ODD)]
        yield [header, [*rows[0][:position], value, *rows[0][position + 1 :]], *rows[1:]]


def as_csv(table: Table) -> bytes:
    return "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in table).encode()


def as_xlsx(table: Table) -> bytes:
    book, stream = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in table:
        sheet.append(["" if cell is None else cell for cell in row])
    book.save(stream)
    return stream.getvalue()


def records(table: Table) -> list[dict[str, Any]]:
    header, *rows = table
    return [dict(zip(header, row, strict=False)) for row in rows]


def as_json(table: Table) -> bytes:
    return json.dumps(records(table)).encode()


def as_geojson(table: Table) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": [feature(each) for each in records(table)]}).encode()


def feature(record: dict[str, Any]) -> dict[str, Any]:
    x, y, width, depth = (record.get(name) for name in ("x m", "y m", "width", "depth"))
    sized = all(isinstance(each, int) for each in (x, y, width, depth))
    corners = [[x, y], [x + width, y], [x + width, y + depth], [x, y + depth]] if sized else []  # type: ignore[operator]
    return {"type": "Feature", "properties": record, "geometry": {"type": "Polygon", "coordinates": [corners]}}


WRITERS = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json, "geojson": as_geojson}


class Desk:
    def __init__(self, client: Client) -> None:
        client.force_login(organizer(OrganizerRole.DIRECTOR))
        self.client = client
        self.edition: Edition = EditionFactory(number=7)
        self.hall: Hall = HallFactory(name="9.1H")
        self.sector = SectorFactory(code="food")
        AllotmentFactory(edition=self.edition, hall=self.hall, sector=self.sector)

    def press(self, run: ImportRun, **fields: object) -> Any:
        """Send the preview's form as it stands, with `fields`; the page that follows."""
        form = self.client.get(reverse("imports:run", args=[run.pk])).context["form"]
        shown = {name: form[name].value() for name in form.fields}
        said = {name: value for name, value in shown.items() if value} | fields
        return self.client.post(reverse("imports:run", args=[run.pk]), said, follow=True)

    def preview(self, kind: str, content: bytes) -> Any:
        """The preview's page, or the upload's refusal beside the file."""
        place = {"hall": self.hall.pk, "sector": self.sector.pk} if kind == FLOOR_PLAN else {}
        sent = {"kind": kind, "edition": self.edition.pk, "file": SimpleUploadedFile("list", content)} | place
        answer = self.client.post(reverse("imports:upload"), sent)
        if answer.status_code == 302:
            answer = self.client.get(answer["Location"])
            assert_clean(answer)
        else:
            assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
        return answer


@pytest.fixture
def desk(client: Client) -> Desk:
    return Desk(client)


@pytest.mark.usefixtures("without_menus")
@pytest.mark.parametrize("kind", WRITERS)
def test_plan_lacking_any_value_is_previewed(desk: Desk, kind: str) -> None:
    for table in variants(PLAN):
        page = desk.preview(FLOOR_PLAN, WRITERS[kind](table))
        assert page.status_code in {200, 422}


@pytest.mark.usefixtures("without_menus")
@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_list_lacking_any_value_is_previewed(desk: Desk, kind: str) -> None:
    for table in variants(PEOPLE):
        page = desk.preview(COMPANIES, WRITERS[kind](table))
        assert page.status_code in {200, 422}


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_booth_without_a_number_is_said_at_its_row(desk: Desk, kind: str) -> None:
    table = [PLAN[0], ["", *PLAN[1][1:]], PLAN[2]]
    page = desk.preview(FLOOR_PLAN, WRITERS[kind](table))
    missing = [p for group in page.context["groups"] for p in group["problems"] if p.code == "number_missing"]
    assert [(str(p.sentence), p.rows) for p in missing] == [("1 booth has no number.", (2 if kind == "csv" else 1,))]
    assert page.context["good"] == 1


DRAWN = PlanDrawing(
    booths=(
        DrawnBooth(number="A1", ring_cm=((0, 0), (300, 0), (300, 300), (0, 300)), area_sqm=Decimal(9), source_row=1),
        DrawnBooth(number="A2", ring_cm=((300, 0), (600, 0), (600, 300), (300, 300)), area_sqm=Decimal(9), source_row=2,
                   kind=BoothKind.SHELL, sector="food"),
    ),
    obstructions=(
        DrawnObstruction(kind=ObstructionKind.COLUMN, ring_cm=((0, 500), (40, 500), (40, 540)), source_row=1,
                         clearance_cm=50),
    ),
    outline=((-100, -100), (2000, -100), (2000, 1000), (-100, 1000)),
)  # fmt: skip


def drawings() -> Iterator[bytes]:
    """Each drawing of ours without each kind of its parts."""
    for lacking in ("text", "path", "g", 'data-number="A1"', 'data-unit="cm"', "viewBox", " d="):
        yield write_svg(DRAWN, "Hall").replace(lacking, "x-x", 1).encode()
        yield write_svg(DRAWN, "Hall").replace(lacking, "x-x").encode()
    plain = write_dxf(DRAWN)
    for part in (b"NUMBERS", b"BOOTHS", b"OUTLINE", b"COLUMNS", b"A1", b"A2", b"number="):
        yield plain.replace(part, b"XX")
    yield dxf(lambda space: square(space, "", 0, 0))
    yield dxf(lambda space: square(space, " ", 0, 0))
    yield dxf(lambda space: number_at(space, "A1", 0, 0))


def test_drawing_lacking_any_part_is_previewed(desk: Desk) -> None:
    for content in drawings():
        assert desk.preview(FLOOR_PLAN, content).status_code in {200, 422}


def test_list_of_a_header_alone_says_so_and_offers_no_import(desk: Desk) -> None:
    page = desk.preview(COMPANIES, as_csv(PEOPLE[:1]))
    assert str(page.context["refusal"]) == "The file has a header but no rows. Choose the file that contains the list."
    assert 'name="start"' not in page.text


def test_import_of_a_header_alone_is_refused(desk: Desk) -> None:
    desk.preview(COMPANIES, as_csv(PEOPLE[:1]))
    run = start_import(ImportRun.objects.get().pk, actor=User.objects.get(), at=NOON)
    run_import(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.report["code"]) == (ImportState.REFUSED, "no_rows")


def test_plan_without_a_usable_booth_offers_no_import(desk: Desk) -> None:
    assert 'name="start"' not in desk.preview(FLOOR_PLAN, as_csv(PLAN[:1])).text
    assert 'name="start"' in desk.preview(FLOOR_PLAN, as_csv(PLAN)).text


def problems(page: Any) -> list[tuple[str, bool]]:
    """The code of each group of problems, and whether it stands unfolded."""
    return [(group["problems"][0].code, group["level"] != "note") for group in page.context["groups"]]


def test_plan_is_turned_over_by_one_click_and_back(desk: Desk) -> None:
    upwards = "number,x m,y m,width,depth\n" + "".join(
        f"{row}{at},{3 * at},{6 * down},3,3\n" for down, row in enumerate("CBA") for at in range(3)
    )
    page = desk.preview(FLOOR_PLAN, upwards.encode())
    run = ImportRun.objects.get()
    assert ("plan_upside_down", False) in problems(page)
    assert 'name="flip"' in page.text
    page = desk.press(run, flip="1")
    run.refresh_from_db()
    assert (run.choices["y_up"], "plan_upside_down" in dict(problems(page))) == (True, False)
    desk.press(run, flip="1")
    run.refresh_from_db()
    assert run.choices["y_up"] is False


def test_hint_that_explains_the_others_stands_first_and_unfolded(desk: Desk) -> None:
    """Width and height are really x2 and y2."""
    rows = [["number", "x m", "y m", "width", "height", "area m2"]]
    rows += [[f"A{at}", 3 * at + 1, 1, 3 * at + 4, 4, 9] for at in range(6)]  # type: ignore[list-item]
    page = desk.preview(FLOOR_PLAN, as_csv(rows))
    warnings = [code for code, is_unfolded in problems(page) if is_unfolded and code != "booths_overlap"]
    assert warnings[0] == "second_corner_suspected"


def test_areas_that_change_are_shown(desk: Desk) -> None:
    def table(area: int) -> bytes:
        return as_csv([["number", "x m", "y m", "width", "depth", "area m2"],
                       *[[f"A{at}", 3 * at, 1, 3, 3, area] for at in range(4)]])  # fmt: skip

    desk.preview(FLOOR_PLAN, table(9))
    run = ImportRun.objects.get()
    desk.press(run, publish="on")
    start_import(run.pk, actor=User.objects.get(), at=NOON)
    run_import(run_id=run.pk)
    desk.preview(FLOOR_PLAN, table(10))
    page = desk.press(ImportRun.objects.latest("pk"), area="stated")
    changes = page.context["changes"]
    assert (changes["count"], [(str(words), count) for words, count in changes["kinds"]]) == (4, [("area changed", 4)])
    assert "every booth keeps its place" not in page.text


def test_obstruction_over_booths_is_asked_about(desk: Desk) -> None:
    table = [*PLAN[:3], ["", 1, 1, 2, 2, "", "", "", "duct", "", "", ""]]
    page = desk.preview(FLOOR_PLAN, as_csv(table))
    assert ("obstruction_covers_booths", True) in problems(page)
    run = ImportRun.objects.get()
    page = desk.press(run, covering="on")
    assert ("obstruction_covers_booths", True) not in problems(page)
    assert page.context["form"]["covering"].value() is True


def test_country_is_answered_once_for_all_rows_and_remembered(desk: Desk) -> None:
    table: Table = [["name", "country"], ["Alpha", "Korea"], ["Beta", "Korea"], ["Gamma", "Atlantis"]]
    page = desk.preview(COMPANIES, as_csv(table))
    run = ImportRun.objects.get()
    assert page.context["form"].spellings == ["Korea", "Atlantis"]
    wrong = desk.press(run, spelling_0="Nowhere")
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["spelling_0"])
    assert wrong.context["form"]["spelling_0"].value() == "Nowhere"
    page = desk.press(run, spelling_0="South Korea")
    run.refresh_from_db()
    assert run.choices["countries"] == {"Korea": "KR"}
    assert page.context["form"]["spelling_0"].value() == "South Korea"
    desk.press(run, start="1")
    run_import(run_id=run.pk)
    assert sorted((c.name, str(c.country)) for c in Company.objects.all()) == [
        ("Alpha", "KR"),
        ("Beta", "KR"),
        ("Gamma", ""),
    ]


def test_similar_rows_are_settled_by_group_with_the_list_as_a_file(desk: Desk) -> None:
    for name in ("Nordmeer Maschinenbau", "Südsee Handelsgesellschaft"):
        Company.objects.create(name=name, normalized_name=normalise_company_name(name), created_at=NOON)
    table: Table = [["name", "city"], ["Nordmeer Maschinenbaus", "Kiel"], ["Südsee Handelsgesellschafts", "Bonn"]]
    page = desk.preview(COMPANIES, as_csv(table))
    run = ImportRun.objects.get()
    (band,) = page.context["form"].band_fields
    assert str(band.label).endswith("(2)")
    listed = desk.client.get(reverse("imports:similar", args=[run.pk, "csv"]))
    assert listed.getvalue().decode("utf-8-sig").splitlines()[1].startswith("2,Nordmeer Maschinenbaus,,Nordmeer")
    desk.press(run, start="1", **{band.name: "same"})
    run_import(run_id=run.pk)
    assert sorted(Company.objects.values_list("name", "city")) == [
        ("Nordmeer Maschinenbau", "Kiel"),
        ("Südsee Handelsgesellschaft", "Bonn"),
    ]


def test_list_of_similar_rows_of_a_file_that_cannot_be_read_leads_back(desk: Desk) -> None:
    desk.preview(COMPANIES, as_csv([["foo", "bar"], ["Alpha", "Rome"]]))
    run = ImportRun.objects.get()
    answer = desk.client.get(reverse("imports:similar", args=[run.pk, "csv"]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("imports:run", args=[run.pk]))
