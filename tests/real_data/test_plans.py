"""Plans that others drew, as they are."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from pavilions.drawings.geometry import Unit, open_sides_of_plan, sqm
from pavilions.drawings.plan_formats import (
    AreaBasis,
    PlanDrawing,
    PlanFileError,
    ReadingChoices,
    read_plan,
    write_geojson,
)

BARILGA, TILE, OCEANS = (
    "barilga-expo-2026/booths.geojson",
    "a2z-beauty-show-tile/booths.csv",
    "oceans-2024-booths/booths.csv",
)
SMALLER = (
    "The drawn shapes of booths are smaller than the stated areas by the same 0.35 m per side (booths: 170). "
    "Choose whether to use drawn or stated areas."
)
SUSPICION = (
    "“Width” and “Height” look like the x and y of the second corner: read as sizes, 278 pairs of booths overlap; "
    "read as corners, 0 do. If they are corners, choose that option."
)
PIXELS = ReadingChoices(cm_per_unit=Decimal(6), second_corner=True)


def read(folder: Path, path: str, choices: ReadingChoices | None = None) -> PlanDrawing:
    return read_plan((folder / path).read_bytes(), choices or ReadingChoices())


def test_barilga_comes_in_but_for_two_booths_in_one_place(shared_data: Path) -> None:
    drawing = read(shared_data, BARILGA)

    assert (len(drawing.booths), len(drawing.good_booths)) == (205, 203)
    assert [str(error.sentence) for error in drawing.errors] == ["Booths B79 and B81 overlap by 2.99 m²."]


def test_barilga_states_larger_areas_than_it_draws(shared_data: Path) -> None:
    sentences = [str(problem.sentence) for problem in read(shared_data, BARILGA).problems]

    assert sentences[1:4] == [
        "23 booths state an area of 0; their drawn areas are used.",
        SMALLER,
        "A2 states 12 m², but 14.49 m² are drawn.",
    ]


@pytest.mark.parametrize(("basis", "total"), [(AreaBasis.DRAWN, "1857.16"), (AreaBasis.STATED, "2573.27")])
def test_barilga_counts_drawn_or_stated_areas_as_chosen(shared_data: Path, basis: AreaBasis, total: str) -> None:
    drawing = read(shared_data, BARILGA, ReadingChoices(area=basis))

    assert sum(booth.area_sqm for booth in drawing.booths) == Decimal(total)


def test_barilga_keeps_what_its_rows_say(shared_data: Path) -> None:
    booth = next(booth for booth in read(shared_data, BARILGA).booths if booth.number == "A4")

    assert (booth.company, booth.sector, booth.price_per_sqm) == ("Юнайтед Инженеринг ХХК", "A", Decimal(420_000))
    assert booth.properties == {"category": "standard", "status": "occupied"}


def test_barilga_has_open_sides_of_all_sorts(shared_data: Path) -> None:
    sides = open_sides_of_plan([booth.ring_cm for booth in read(shared_data, BARILGA).booths])

    assert Counter(sides).keys() == {1, 2, 3, 4}


def test_barilga_layout_is_the_same_plan_in_tenths_of_a_metre(shared_data: Path) -> None:
    layout = read(shared_data, "barilga-expo-2026/floorPlanLayout.json", ReadingChoices(cm_per_unit=Decimal(10)))

    assert {booth.number: booth.ring_cm for booth in layout.booths} == {
        booth.number: booth.ring_cm for booth in read(shared_data, BARILGA).booths
    }


def test_the_tile_in_feet_has_every_area_right(shared_data: Path) -> None:
    drawing = read(shared_data, TILE, ReadingChoices(y_up=True))

    assert (len(drawing.good_booths), drawing.problems) == (244, ())
    assert all(booth.stated_area_sqm for booth in drawing.booths)
    assert max(abs(booth.area_sqm - (booth.stated_area_sqm or 0)) for booth in drawing.booths) < sqm(
        Decimal(2), Unit.FOOT.cm
    )


def test_oceans_says_which_number_is_used_twice(shared_data: Path) -> None:
    drawing = read(shared_data, OCEANS, PIXELS)

    assert [str(problem.sentence) for problem in drawing.problems] == [
        "The number A13 is used 2 times, in rows 21, 33."
    ]
    assert (len(drawing.booths), len(drawing.good_booths)) == (38, 36)
    assert "A14" in {booth.number for booth in drawing.booths}


def test_oceans_is_suspected_to_give_second_corners(shared_data: Path) -> None:
    drawing = read(shared_data, OCEANS, ReadingChoices(cm_per_unit=Decimal(6)))

    assert [str(problem.sentence) for problem in drawing.problems if problem.code == "second_corner_suspected"] == [
        SUSPICION
    ]


def test_epc_is_read_in_the_feet_that_it_names(shared_data: Path) -> None:
    drawing = read(shared_data, "epc-show-2026/booths_approx_geometry.json")

    assert len(drawing.booths) == 353
    assert Counter(problem.code for problem in drawing.problems) == {"number_used_twice": 28, "closed_in": 1}


@pytest.mark.parametrize("path", [BARILGA, TILE])
def test_real_plans_read_back_as_written(shared_data: Path, path: str) -> None:
    drawing = read(shared_data, path)
    again = read_plan(write_geojson(drawing).encode())

    assert [(booth.number, booth.ring_cm, booth.company) for booth in again.booths] == [
        (booth.number, booth.ring_cm, booth.company) for booth in drawing.booths
    ]


@pytest.mark.parametrize(
    "path", ["barilga-expo-2026/booths.json", "ces-2026/exhibitors.csv", "barilga-expo-2026/floor-plan.jpg"]
)
def test_files_that_draw_nothing_are_refused(shared_data: Path, path: str) -> None:
    with pytest.raises(PlanFileError):
        read(shared_data, path)
