"""The commands that import plans and lists, with files that others made."""

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exhibitors.companies.models import Company, Participation
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Sector
from pavilions.states import PlanState
from tests.factories import EditionFactory, SectorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition() -> Edition:
    return EditionFactory(number=7)


@pytest.fixture
def sector() -> Sector:
    return SectorFactory(code="food")


@pytest.fixture
def rejected(tmp_path: Path) -> Path:
    return tmp_path / "rejected.csv"


def import_plan(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_floor_plan", str(path), "--edition", "7", "--hall", "9.1H", *options, stdout=out)
    return out.getvalue()


def import_companies(path: Path, rejected: Path) -> str:
    out = StringIO()
    usual = ("--edition", "7", "--rejected", str(rejected))
    call_command("import_companies", str(path), *usual, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_barilga_comes_in_but_for_the_two_booths_that_overlap(
    shared_data: Path, tmp_path: Path, edition: Edition, sector: Sector
) -> None:
    path = shared_data / "barilga-expo-2026" / "booths.geojson"
    usual = ("--create-hall", "--sector", "food", "--rejected", str(tmp_path / "rejected.csv"))
    with pytest.raises(CommandError, match="rejected"):
        import_plan(path, *usual)
    report = import_plan(path, *usual, "--accept-good-rows", "--area", "stated")
    assert "B79 and B81 overlap" in report
    assert Booth.objects.count() == 203
    stated = Booth.objects.exclude(stated_area_sqm=None)
    assert [b.number for b in stated if b.area_sqm != b.stated_area_sqm] == []


def test_a2z_table_in_feet_comes_in_whole(shared_data: Path, tmp_path: Path, edition: Edition, sector: Sector) -> None:
    path = shared_data / "a2z-beauty-show-tile" / "booths.csv"
    import_plan(path, "--create-hall", "--sector", "food", "--rejected", str(tmp_path / "rejected.csv"))
    with path.open() as lines:
        stated = {row["Booth"]: Decimal(row["Area sq ft"]) * Decimal("0.09290304") for row in csv.DictReader(lines)}
    drawn = dict(Booth.objects.values_list("number", "area_sqm"))
    assert len(drawn) == 244
    assert {number for number, area in drawn.items() if abs(area - stated[number]) > Decimal("0.1")} == set()


def test_oceans_table_names_the_number_used_twice(
    shared_data: Path, tmp_path: Path, edition: Edition, sector: Sector
) -> None:
    path = shared_data / "oceans-2024-booths" / "booths.csv"
    report = import_plan(
        path,
        *("--create-hall", "--sector", "food", "--scale", "5", "--second-corner", "--accept-good-rows"),
        *("--rejected", str(tmp_path / "rejected.csv")),
    )
    assert "A13 is used 2 times" in report
    assert Booth.objects.count() == 36


def test_fairs_own_drawing_becomes_a_plan(shared_data: Path, tmp_path: Path, edition: Edition, sector: Sector) -> None:
    path = shared_data / "barilga-expo-2026" / "floorplan.svg"
    usual = ("--create-hall", "--sector", "food", "--rejected", str(tmp_path / "rejected.csv"))
    import_plan(path, *usual)
    plan = FloorPlan.objects.get()
    assert plan.state == PlanState.DRAFT
    import_plan(path, *usual, "--publish")
    plan.refresh_from_db()
    assert (plan.state, plan.booths.count(), plan.background is not None) == (PlanState.PUBLISHED, 181, True)
    again = import_plan(path, "--sector", "food", "--rejected", str(tmp_path / "rejected.csv"))
    assert "Nothing changed" in again


@pytest.mark.parametrize(
    ("name", "companies", "least_booths"),
    [
        ("ces-2026/exhibitors.csv", 150, 140),
        ("ces-2026/exhibitors_iot.csv", 660, 600),
        ("ces-2026/mys_api_response.json", 150, 140),
        ("epc-show-2026/exhibitors_list.json", 373, 350),
    ],
)
def test_real_list_goes_in_whole_and_again_changes_nothing(
    shared_data: Path, rejected: Path, name: str, companies: int, least_booths: int
) -> None:
    import_companies(shared_data / name, rejected)
    assert Company.objects.count() == companies
    assert Participation.objects.exclude(stated_booths=[]).count() >= least_booths
    before = list(Company.objects.order_by("pk").values()), list(Participation.objects.order_by("pk").values())
    assert "Nothing changed" in import_companies(shared_data / name, rejected)
    after = list(Company.objects.order_by("pk").values()), list(Participation.objects.order_by("pk").values())
    assert after == before


def test_lists_of_one_show_share_their_companies(shared_data: Path, rejected: Path) -> None:
    for name in ("exhibitors.csv", "exhibitors_iot.csv", "mys_api_response.json"):
        import_companies(shared_data / "ces-2026" / name, rejected)
    numbers = Participation.objects.exclude(external_id="").values_list("external_id", flat=True)
    assert Company.objects.count() == len(set(numbers))
