import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Hall, Sector
from pavilions.management.commands.import_floor_plan import NOT_PUBLISHED
from pavilions.states import PlanState
from tests.factories import EditionFactory, SectorFactory
from tests.likenesses import beauty_show, construction_fair, marine_conference
from tests.pavilions.plan_formats.dxf_drawings import dxf, row_of_three

pytestmark = pytest.mark.django_db

TABLE = "Booth,X (m),Y (m),Width,Depth\nA1,1,1,3,3\nA2,4,1,3,3\n"


@pytest.fixture
def edition() -> Edition:
    return EditionFactory(number=7)


@pytest.fixture
def sector() -> Sector:
    return SectorFactory(code="food")


def run(path: Path, *options: str) -> str:
    out = StringIO()
    rejected = path.with_suffix(".rejected.csv")
    usual = ("--edition", "7", "--hall", "9.1H", "--rejected", str(rejected))
    call_command("import_floor_plan", str(path), *usual, *options, stdout=out)
    return out.getvalue()


def written(folder: Path, text: str) -> Path:
    path = folder / "plan.csv"
    path.write_text(text)
    return path


def test_first_plan_of_a_hall_is_a_draft_and_again_changes_nothing(
    tmp_path: Path, edition: Edition, sector: Sector
) -> None:
    path = written(tmp_path, TABLE)
    assert run(path, "--create-hall", "--sector", "food").endswith("version 1 is written, draft.\n")
    assert run(path, "--sector", "food").endswith("shows these 2 booths already, draft.\n")
    plan = FloorPlan.objects.get()
    assert (plan.state, sorted(plan.booths.values_list("number", "area_sqm"))) == (
        PlanState.DRAFT,
        [("A1", Decimal("9.00")), ("A2", Decimal("9.00"))],
    )
    assert (plan.hall.name, plan.hall.building, plan.hall.level) == ("9.1H", "9", 1)


def test_later_plan_waits_as_a_draft_until_it_is_published(tmp_path: Path, edition: Edition, sector: Sector) -> None:
    assert "is written, published." in run(written(tmp_path, TABLE), "--create-hall", "--sector", "food", "--publish")
    changed = written(tmp_path, TABLE + "A3,7,1,3,3\n")
    run(changed)
    assert [p.state for p in FloorPlan.objects.order_by("version")] == [PlanState.PUBLISHED, PlanState.DRAFT]
    with pytest.raises(CommandError, match=r"This plan has more booths than the capacity can sell\.") as refusal:
        run(changed, "--publish")
    assert refusal.value.returncode == NOT_PUBLISHED
    run(changed, "--publish", "--accept-excess")
    assert [p.state for p in FloorPlan.objects.order_by("version")] == [PlanState.SUPERSEDED, PlanState.PUBLISHED]


def test_command_that_imported_nothing_has_another_exit_status(
    tmp_path: Path, edition: Edition, sector: Sector
) -> None:
    with pytest.raises(CommandError) as refusal:
        run(written(tmp_path, TABLE), "--sector", "food", "--publish")
    assert (refusal.value.returncode, FloorPlan.objects.count()) == (1, 0)


def test_dry_run_writes_nothing(tmp_path: Path, edition: Edition, sector: Sector) -> None:
    report = run(written(tmp_path, TABLE), "--create-hall", "--sector", "food", "--dry-run")
    assert "would be written" in report
    assert (Hall.objects.count(), FloorPlan.objects.count()) == (0, 0)


def test_one_bad_row_refuses_the_file_unless_good_rows_are_accepted(
    tmp_path: Path, edition: Edition, sector: Sector
) -> None:
    path = written(tmp_path, TABLE + "A3,5,1,3,3\n")
    with pytest.raises(CommandError, match="rejected"):
        run(path, "--create-hall", "--sector", "food")
    assert Booth.objects.count() == 0
    run(path, "--create-hall", "--sector", "food", "--accept-good-rows")
    rejected = list(csv.reader(path.with_suffix(".rejected.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row[0] for row in rejected[1:]} == {"3", "4"}
    assert list(Booth.objects.values_list("number", flat=True)) == ["A1"]


def test_unknown_hall_and_sector_are_refused_with_the_choices(tmp_path: Path, edition: Edition, sector: Sector) -> None:
    path = written(tmp_path, TABLE)
    with pytest.raises(CommandError, match="--create-hall"):
        run(path)
    with pytest.raises(CommandError, match="Choose one of: food"):
        run(path, "--create-hall")


def kept(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_plan_comes_in_but_for_two_booths_that_overlap(tmp_path: Path, edition: Edition, sector: Sector) -> None:
    path = kept(tmp_path, "booths.geojson", construction_fair.booths_geojson())
    usual = ("--create-hall", "--sector", "food")
    with pytest.raises(CommandError, match="rejected"):
        run(path, *usual)
    report = run(path, *usual, "--accept-good-rows", "--area", "stated")
    assert "B56 and B57 overlap" in report
    assert Booth.objects.count() == 179
    stated = Booth.objects.exclude(stated_area_sqm=None)
    assert [b.number for b in stated if b.area_sqm != b.stated_area_sqm] == []


def test_table_in_feet_comes_in_whole(tmp_path: Path, edition: Edition, sector: Sector) -> None:
    run(kept(tmp_path, "booths.csv", beauty_show.booths_csv()), "--create-hall", "--sector", "food")
    drawn = dict(Booth.objects.values_list("number", "area_sqm"))
    stated = {row["Booth"]: Decimal(row["Area sq ft"]) * beauty_show.SQM_OF_SQFT for row in beauty_show.rows()}
    assert drawn.keys() == stated.keys()
    assert {number for number, area in drawn.items() if abs(area - stated[number]) > Decimal("0.1")} == set()


def test_table_of_second_corners_names_the_number_used_twice(tmp_path: Path, edition: Edition, sector: Sector) -> None:
    path = kept(tmp_path, "booths.csv", marine_conference.booths_csv())
    choices = ("--scale", "5", "--second-corner", "--accept-good-rows")
    report = run(path, "--create-hall", "--sector", "food", *choices)
    assert f"{marine_conference.TWICE} is used 2 times" in report
    assert Booth.objects.count() == marine_conference.BOOTHS - 2


def test_drawing_comes_in_with_layers_chosen(tmp_path: Path, edition: Edition, sector: Sector) -> None:
    path = tmp_path / "hall.dxf"
    path.write_bytes(dxf(row_of_three))
    usual = ("--create-hall", "--sector", "food")
    with pytest.raises(CommandError, match=r"were rejected|no booths"):
        run(path, *usual, "--layer", "background=STANDS")
    report = run(path, *usual, "--layer", "booth=STANDS", "--known-booth", "A1", "6", "--move", "10", "10")
    assert "Layer STANDS: 3 closed shapes, 0 lines, 0 texts: booth" in report
    assert "moved 1000 cm to the right and 1000 cm down" in report
    assert {b.number: b.area_sqm for b in Booth.objects.all()} == dict.fromkeys(("A1", "A2", "A3"), Decimal("36.00"))


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--layer", "roof=STANDS"), "Roles: booth"),
        (("--layer", "STANDS"), "ROLE=LAYER"),
        (("--known-booth", "A1", "wide"), "no number of metres"),
        (("--known-booth", "A1", "-3"), "no booth's"),
    ],
)
def test_odd_options_are_refused(
    tmp_path: Path, edition: Edition, sector: Sector, options: tuple[str, ...], complaint: str
) -> None:
    path = tmp_path / "hall.dxf"
    path.write_bytes(dxf(row_of_three))
    with pytest.raises(CommandError, match=complaint):
        run(path, "--create-hall", "--sector", "food", *options)


def test_huge_file_is_refused_unread(tmp_path: Path, edition: Edition) -> None:
    path = tmp_path / "hall.dxf"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(CommandError, match="larger than 25 MB"):
        run(path)


def test_designers_drawing_becomes_a_plan(tmp_path: Path, edition: Edition, sector: Sector) -> None:
    path = kept(tmp_path, "floorplan.svg", construction_fair.drawing_svg())
    run(path, "--create-hall", "--sector", "food", "--publish")
    plan = FloorPlan.objects.get()
    assert (plan.state, plan.background is not None) == (PlanState.PUBLISHED, True)
    assert set(plan.booths.values_list("number", flat=True)) == {stand.number for stand in construction_fair.DRAWN}
    assert "Nothing changed" in run(path, "--sector", "food")


def test_words_for_kinds_are_answered_on_the_line(tmp_path: Path, edition: Edition, sector: Sector) -> None:
    path = written(tmp_path, "Booth,X (m),Y (m),Width,Depth,Typ\nA1,1,1,3,3,Systemstand\nA2,4,1,3,3,Lounge\n")
    usual = ("--create-hall", "--sector", "food")
    with pytest.raises(CommandError, match="none of: raw, shell, skip"):
        run(path, *usual, "--kind", "Systemstand=roof")
    with pytest.raises(CommandError, match="rejected"):
        run(path, *usual)
    run(path, *usual, "--kind", "systemstand=shell", "--kind", "LOUNGE=skip")
    assert list(Booth.objects.values_list("number", "kind")) == [("A1", "shell")]
