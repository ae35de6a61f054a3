"""Drawings that were not made for us: a fair's plan from CorelDRAW, and DXF files of every sort."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from pavilions.drawings.plan_formats import PlanDrawing, PlanFileError, read_plan
from tests.likenesses import construction_fair, odd_drawings


@pytest.fixture(scope="module")
def fair() -> PlanDrawing:
    return read_plan(construction_fair.drawing_svg())


def test_every_booth_that_is_drawn_is_found_without_a_choice(fair: PlanDrawing) -> None:
    features = json.loads(construction_fair.booths_geojson())["features"]
    listed = {feature["properties"]["number"]: feature["properties"] for feature in features}
    drawn = {booth.number for booth in fair.good_booths}
    outdoors = {number for number in listed if number.startswith("G")}

    assert (len(drawn), fair.errors) == (157, ())
    assert listed.keys() - drawn == outdoors | {"B57"}
    assert drawn - listed.keys() == set()
    differing = {b.number for b in fair.booths if abs(b.area_sqm - listed[b.number]["stated_area"]) > Decimal("0.3")}
    assert differing == {construction_fair.CONTRADICTING}


def test_shapes_are_where_they_were_drawn(fair: PlanDrawing) -> None:
    """Within 2 cm, beside the first of them; the stands on the curve too."""
    drawn = {stand.number: stand.middle for stand in construction_fair.DRAWN}
    read = {booth.number: _middle(booth.ring_cm) for booth in fair.booths}
    off = [
        max(abs((a - b) / 100 - (c - d)) for a, b, c, d in zip(read[n], read["A4"], drawn[n], drawn["A4"], strict=True))
        for n in drawn
    ]
    assert max(off) < 0.02


def _middle(ring: tuple[tuple[int, int], ...]) -> tuple[float, float]:
    xs, ys = zip(*ring, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def test_what_is_written_in_booths_gives_sizes_and_scale(fair: PlanDrawing) -> None:
    corner = next(booth for booth in fair.booths if booth.number == "A6")

    assert fair.picture is not None
    assert fair.picture.cm_per_unit == Decimal("0.254")
    assert corner.stated_area_sqm == Decimal(27)
    assert corner.stated_dimensions == (Decimal(6), Decimal(6))
    assert len(corner.ring_cm) == 6  # an L


def test_all_else_becomes_a_background_of_plain_lines(fair: PlanDrawing) -> None:
    assert fair.picture is not None
    assert fair.picture.background is not None
    drawing = fair.picture.background.drawing
    assert (drawing.count("<"), len(drawing) < 100_000) == (3, True)


@pytest.mark.parametrize("name", odd_drawings.BOOTHS)
def test_odd_drawing_gives_its_booths(name: str) -> None:
    drawing = read_plan(odd_drawings.BOOTHS[name]())
    assert {booth.number: booth.area_sqm for booth in drawing.good_booths} == dict.fromkeys(("A1", "A2", "A3"), 9)


def test_numbers_lost_to_a_shared_handle_are_reported() -> None:
    drawing = read_plan(odd_drawings.with_handles_twice())
    assert [booth.number for booth in drawing.good_booths] == ["A3"]
    assert "shapes_without_number" in {problem.code for problem in drawing.problems}


@pytest.mark.parametrize("name", odd_drawings.UNNUMBERED)
def test_odd_drawing_without_numbered_booths_gives_a_picture(name: str) -> None:
    drawing = read_plan(odd_drawings.UNNUMBERED[name]())
    assert (drawing.picture is not None, drawing.booths) == (True, ())
    assert "no_booths" in {problem.code for problem in drawing.problems}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        *((content, "drawing_draws_nothing") for content in odd_drawings.NOTHING.values()),
        *(
            (content, "drawing_broken" if "binary" in name else "drawing_draws_nothing")
            for name, content in odd_drawings.BROKEN_OFF.items()
        ),
    ],
    ids=[*odd_drawings.NOTHING, *odd_drawings.BROKEN_OFF],
)
def test_drawing_of_nothing_is_refused_with_a_sentence(content: Callable[[], bytes], code: str) -> None:
    with pytest.raises(PlanFileError) as refusal:
        read_plan(content())
    assert (refusal.value.code, str(refusal.value) != "") == (code, True)
