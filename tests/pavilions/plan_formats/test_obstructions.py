"""Closed lines around booths are walls, not floor that is built over; what covers booths is asked about."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from pavilions.drawings.geometry import Ring, open_sides_of_plan
from pavilions.drawings.plan_formats import PlanDrawing, ReadingChoices, draw_plan, read_plan
from pavilions.drawings.vector_files.dxf import read_dxf
from tests.pavilions.plan_formats.dxf_drawings import Draw, dxf, row_of_three, square

HALL: Ring = ((-500, -500), (2000, -500), (2000, 1500), (-500, 1500))


def feature(ring: Iterable[tuple[float, float]], **said: Any) -> dict[str, Any]:
    corners = [[x / 100, y / 100] for x, y in ring]
    return {"type": "Feature", "properties": said, "geometry": {"type": "Polygon", "coordinates": [corners]}}


def box(left: int, top: int, width: int, depth: int) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))


ROW = [feature(box(500 * at, 0, 300, 300), number=f"A{at + 1}") for at in range(3)]


def read(*more: dict[str, Any], **choices: Any) -> PlanDrawing:
    document = {"type": "FeatureCollection", "features": [*ROW, *more]}
    return read_plan(json.dumps(document).encode(), ReadingChoices(**choices))


def sides(drawing: PlanDrawing) -> list[int]:
    return open_sides_of_plan(
        [booth.ring_cm for booth in drawing.booths], drawing.outline, [o.ring_cm for o in drawing.obstructions]
    )


def codes(drawing: PlanDrawing) -> list[str]:
    return [problem.code for problem in drawing.problems]


def test_closed_wall_line_around_the_booths_is_walls_along_it() -> None:
    drawing = read(feature(HALL, kind="wall"))
    assert (codes(drawing), len(drawing.good_booths), sides(drawing)) == (["wall_around_booths"], 3, [4, 4, 4])
    assert {o.kind.value for o in drawing.obstructions} == {"wall"}
    assert len(drawing.obstructions) == 4
    assert drawing.outline == HALL


def test_wall_line_of_a_drawing_is_walls_along_it() -> None:
    def walled(width: int, depth: int) -> Draw:
        def draw(space: Any) -> None:
            row_of_three(space)
            corners = [
                (-width / 2, -depth / 2),
                (width / 2, -depth / 2),
                (width / 2, depth / 2),
                (-width / 2, depth / 2),
            ]
            space.add_lwpolyline(corners, close=True, dxfattribs={"layer": "WALLS"})

        return draw

    for width, depth in ((40_000, 20_000), (250_000, 201_400)):
        drawing = draw_plan(read_dxf(dxf(walled(width, depth))))
        assert (drawing.errors, len(drawing.good_booths)) == ((), 3)
        assert sides(drawing) == [3, 2, 3]


def test_wall_line_around_some_booths_leaves_them_open() -> None:
    drawing = read(feature(box(-50, -300, 400, 900), kind="wall"), outline=HALL)
    assert (codes(drawing), sides(drawing)[0], drawing.outline) == (["wall_around_booths"], 2, HALL)


def test_what_is_as_large_as_the_hall_is_left_out_by_name() -> None:
    for kind, ring in (("column", box(-5000, -5000, 25_000, 20_140)), ("exit", HALL)):
        drawing = read(feature(ring, kind=kind), outline=HALL)
        assert (codes(drawing), drawing.errors, len(drawing.good_booths)) == (["obstruction_too_large"], (), 3)
        assert drawing.obstructions == ()


def test_booth_that_is_too_large_is_an_error_of_a_table_and_left_out_of_a_drawing() -> None:
    huge = feature(box(9_000, 9_000, 30_000, 20_000), number="B1")
    assert [(p.code, p.numbers) for p in read(huge).errors] == [("ring_too_large", ("B1",))]

    def draw(space: Any) -> None:
        row_of_three(space)
        square(space, "B1", 400_000, 0, 250_000)

    drawing = draw_plan(read_dxf(dxf(draw)))
    left_out = [(str(p.sentence)[:22], p.level.value) for p in drawing.problems if p.code == "ring_too_large"]
    assert (left_out, drawing.errors, len(drawing.good_booths)) == ([("Booth B1 was left out:", "warning")], (), 3)


@pytest.mark.parametrize(("kind", "width"), [("column", 290), ("duct", 100), ("wall", 100)])
def test_what_covers_a_booth_is_asked_about(kind: str, width: int) -> None:
    ring = box(0, 100, width, 160)
    asked = read(feature(ring, kind=kind))
    assert [(p.code, p.numbers) for p in asked.problems] == [("obstruction_covers_booths", ("A1",))]
    assert asked.obstructions == ()
    taken = read(feature(ring, kind=kind), covering=True)
    assert [o.ring_cm for o in taken.obstructions] == [ring]


def test_column_in_a_booth_is_taken() -> None:
    drawing = read(feature(box(100, 100, 60, 60), kind="column"))
    assert [str(problem.sentence) for problem in drawing.problems] == [
        "Columns take 0.36 m² of 1 booth, which is sold with its whole area."
    ]
    assert (codes(drawing), drawing.problems[0].level, len(drawing.obstructions)) == (["columns_in_booths"], "note", 1)
