"""Plans as fairs publish them: lists of rectangles in many units, each with its contradictions."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest

from pavilions.drawings.geometry import Unit, open_sides_of_plan, sqm
from pavilions.drawings.plan_formats import AreaBasis, PlanFileError, ReadingChoices, read_plan, write_geojson
from tests.likenesses import beauty_show, construction_fair, energy_show, marine_conference, technology_show

SMALLER = (
    "The drawn shapes of booths are smaller than the stated areas by the same 0.35 m per side (booths: 151). "
    "Choose whether to use drawn or stated areas."
)
SUSPICION = (
    "“Width” and “Height” look like the x and y of the second corner: read as sizes, 288 pairs of booths overlap; "
    "read as corners, 0 do. If they are corners, choose that option."
)
PIXELS = ReadingChoices(cm_per_unit=Decimal(6), second_corner=True)


def test_plan_comes_in_but_for_two_booths_in_one_place() -> None:
    drawing = read_plan(construction_fair.booths_geojson())

    assert (len(drawing.booths), len(drawing.good_booths)) == (181, 179)
    assert [str(error.sentence) for error in drawing.errors] == ["Booths B56 and B57 overlap by 1.3 m²."]


def test_areas_larger_than_drawn_are_noticed() -> None:
    sentences = [str(problem.sentence) for problem in read_plan(construction_fair.booths_geojson()).problems]

    assert sentences[1:4] == [
        "23 booths state an area of 0; their drawn areas are used.",
        SMALLER,
        "A2 states 12 m², but 14.49 m² are drawn.",
    ]


@pytest.mark.parametrize(("basis", "total"), [(AreaBasis.DRAWN, "1554.19"), (AreaBasis.STATED, "2156.27")])
def test_drawn_or_stated_areas_count_as_chosen(basis: AreaBasis, total: str) -> None:
    drawing = read_plan(construction_fair.booths_geojson(), ReadingChoices(area=basis))

    assert sum(booth.area_sqm for booth in drawing.booths) == Decimal(total)


def test_what_rows_say_is_kept() -> None:
    booth = next(b for b in read_plan(construction_fair.booths_geojson()).booths if b.number == "A4")

    assert (booth.company, booth.sector, booth.price_per_sqm) == ("Тэнгэрийн Барилга ХХК", "A", Decimal(420_000))
    assert booth.properties == {"category": "standard", "status": "occupied"}


def test_booths_have_open_sides_of_all_sorts() -> None:
    booths = read_plan(construction_fair.booths_geojson(), ReadingChoices(area=AreaBasis.STATED)).booths

    assert Counter(open_sides_of_plan([booth.ring_cm for booth in booths])).keys() == {1, 2, 3, 4}


def test_layout_is_the_same_plan_in_tenths_of_a_metre() -> None:
    layout = read_plan(construction_fair.layout_json(), ReadingChoices(cm_per_unit=Decimal(10)))

    assert {booth.number: booth.ring_cm for booth in layout.booths} == {
        booth.number: booth.ring_cm for booth in read_plan(construction_fair.booths_geojson()).booths
    }


def test_table_in_feet_has_every_area_right() -> None:
    drawing = read_plan(beauty_show.booths_csv(), ReadingChoices(y_up=True))

    assert (len(drawing.good_booths), drawing.problems) == (244, ())
    assert all(booth.stated_area_sqm for booth in drawing.booths)
    assert max(abs(booth.area_sqm - (booth.stated_area_sqm or 0)) for booth in drawing.booths) < sqm(
        Decimal(2), Unit.FOOT.cm
    )


def test_number_used_twice_is_named_with_its_rows() -> None:
    drawing = read_plan(marine_conference.booths_csv(), PIXELS)

    assert [str(problem.sentence) for problem in drawing.problems] == [
        "The number A13 is used 2 times, in rows 16, 36."
    ]
    assert (len(drawing.booths), len(drawing.good_booths)) == (38, 36)
    assert marine_conference.BLANK_BEFORE in {booth.number for booth in drawing.booths}


def test_sizes_that_are_second_corners_are_suspected() -> None:
    drawing = read_plan(marine_conference.booths_csv(), ReadingChoices(cm_per_unit=Decimal(6)))

    assert [str(problem.sentence) for problem in drawing.problems if problem.code == "second_corner_suspected"] == [
        SUSPICION
    ]
    assert read_plan(marine_conference.booths_csv()).scales == ()


def test_plan_is_read_in_the_feet_that_it_names() -> None:
    drawing = read_plan(energy_show.plan_json())

    assert len(drawing.booths) == 354
    assert Counter(problem.code for problem in drawing.problems) == {"number_used_twice": len(energy_show.SHARED)}
    assert all(abs(booth.area_sqm - Decimal("9.29")) < Decimal("0.06") for booth in drawing.booths)


@pytest.mark.parametrize("content", [construction_fair.booths_geojson, beauty_show.booths_csv])
def test_plans_read_back_as_written(content: Callable[[], bytes]) -> None:
    drawing = read_plan(content())
    again = read_plan(write_geojson(drawing).encode())

    assert [(booth.number, booth.ring_cm, booth.company) for booth in again.booths] == [
        (booth.number, booth.ring_cm, booth.company) for booth in drawing.booths
    ]


@pytest.mark.parametrize(
    "content", [construction_fair.booths_json, technology_show.education_csv, construction_fair.photo_jpg]
)
def test_files_that_draw_nothing_are_refused(content: Callable[[], bytes]) -> None:
    with pytest.raises(PlanFileError):
        read_plan(content())
