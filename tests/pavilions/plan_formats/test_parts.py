"""A drawing of two halls, of which one is read."""

import pytest
from ezdxf.layouts.layout import Modelspace

from pavilions.drawings.plan_formats import PlanDrawing, ReadingChoices, read_plan
from tests.pavilions.plan_formats.dxf_drawings import dxf, square

HALL = ((0, 0), (4_000, 0), (4_000, 3_000), (0, 3_000))


def hall(space: Modelspace, letter: str, left: float, *, outline: bool) -> None:
    """Ten booths and a column, 40 × 30 m in all."""
    for position in range(10):
        square(space, f"{letter}{position + 1:02}", left + 4_000 + 3_000 * position, 6_000)
    corners = [(0, 0), (500, 0), (500, 500), (0, 500)]
    column = [(left + 6_000 + x, 15_000 + y) for x, y in corners]
    space.add_polyline2d(column, close=True, dxfattribs={"layer": "COLUMNS"})
    if outline:
        box = [(left, 0), (left + 40_000, 0), (left + 40_000, 30_000), (left, 30_000)]
        space.add_polyline2d(box, close=True, dxfattribs={"layer": "HALL"})


def read(part: int = 0, *, outline: bool, between: float) -> PlanDrawing:
    def draw(space: Modelspace) -> None:
        hall(space, "B", 40_000 + between, outline=outline)
        hall(space, "A", 0, outline=outline)

    return read_plan(dxf(draw), ReadingChoices(outline=HALL, part=part))


@pytest.mark.parametrize(("outline", "between"), [(True, 100), (True, 80_000), (False, 80_000)])
def test_one_of_two_halls_is_read(outline: bool, between: float) -> None:
    whole = read(outline=outline, between=between)
    assert whole.picture is not None
    found = [(part.booths, part.first, part.last) for part in whole.picture.parts]
    assert found == [(10, "A01", "A10"), (10, "B01", "B10")]
    assert [str(problem.sentence) for problem in whole.problems if problem.code == "several_parts"] == [
        (
            "The drawing shows booths in 2 places that lie apart. If they are different halls, choose the part of the "
            "drawing that shows this one."
        )
    ]
    for position, letter in enumerate("AB", start=1):
        one = read(position, outline=outline, between=between)
        assert {booth.number for booth in one.good_booths} == {f"{letter}{number:02}" for number in range(1, 11)}
        assert (one.errors, len(one.obstructions)) == ((), 1)
        assert [problem.code for problem in one.problems if problem.code == "several_parts"] == []
        assert one.picture is not None
        assert one.picture.parts == whole.picture.parts


def test_a_hall_with_a_wide_boulevard_is_one_part() -> None:
    drawing = read(outline=False, between=-500)
    assert drawing.picture is not None
    assert drawing.picture.parts == ()


def test_outlines_around_the_same_booths_are_no_parts() -> None:
    def draw(space: Modelspace) -> None:
        hall(space, "A", 0, outline=False)
        for position in range(300):
            edge = 10 * position
            box = [(-edge, -edge), (40_000 + edge, -edge), (40_000 + edge, 30_000 + edge), (-edge, 30_000 + edge)]
            space.add_polyline2d(box, close=True, dxfattribs={"layer": "HALL"})

    drawing = read_plan(dxf(draw), ReadingChoices(outline=HALL))
    assert drawing.picture is not None
    assert (len(drawing.booths), drawing.picture.parts) == (10, ())


def test_a_part_that_there_is_not_is_the_whole() -> None:
    assert len(read(7, outline=True, between=100).booths) == 20
