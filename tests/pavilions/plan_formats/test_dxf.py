"""Booths out of DXF: whatever a draughtsman draws them with."""

from decimal import Decimal
from math import pi

import pytest
from ezdxf import filemanagement
from ezdxf.layouts.layout import Modelspace

from pavilions.drawings.geometry import Ring, Unit
from pavilions.drawings.plan_formats import PlanDrawing, PlanFileError, ReadingChoices, Role, read_plan
from pavilions.states import ObstructionKind
from tests.pavilions.plan_formats.dxf_drawings import dxf, number_at, row_of_three, square, written


def rings(drawing: PlanDrawing) -> dict[str, Ring]:
    return {booth.number: booth.ring_cm for booth in drawing.booths}


def box(left: int, top: int, right: int, bottom: int) -> Ring:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


ROW = {"A1": box(0, -300, 300, 0), "A2": box(300, -300, 600, 0), "A3": box(600, -300, 900, 0)}


@pytest.mark.parametrize(
    ("version", "binary"), [("R12", False), ("R2000", False), ("R2007", True), ("R2018", False), ("R2018", True)]
)
def test_closed_polylines_are_booths_in_every_version(version: str, binary: bool) -> None:
    units = 0 if version == "R12" else 4  # R12 has no word for it
    assert rings(read_plan(dxf(row_of_three, version=version, units=units, binary=binary))) == ROW


def test_unit_is_the_files_unless_chosen() -> None:
    in_metres = read_plan(dxf(lambda space: square(space, "A1", 0, 0, 3), units=6))
    chosen = read_plan(dxf(row_of_three, units=4), ReadingChoices(unit=Unit.CENTIMETRE))

    assert rings(in_metres) == {"A1": ROW["A1"]}
    assert rings(chosen)["A1"] == box(0, -3_000, 3_000, 0)


def test_drawing_without_unit_is_read_in_the_likely_one() -> None:
    drawing = read_plan(dxf(row_of_three, units=0))

    assert rings(drawing) == ROW
    assert "unit_assumed" in {problem.code for problem in drawing.problems}


def test_known_side_of_a_booth_gives_the_scale() -> None:
    drawing = read_plan(dxf(row_of_three, units=0), ReadingChoices(known_booth="a2", known_metres=Decimal(6)))

    assert rings(drawing)["A2"] == box(600, -600, 1_200, 0)


def lines(space: Modelspace, *, short_by: float) -> None:
    """Two booths out of single lines, the wall between them too short at both ends."""
    outer = [((0, 0), (6_000, 0)), ((6_000, 0), (6_000, 3_000)), ((6_000, 3_000), (0, 3_000)), ((0, 3_000), (0, 0))]
    pairs = [*outer, ((3_000, short_by), (3_000, 3_000 - short_by))]
    for start, end in pairs:
        space.add_line(start, end, dxfattribs={"layer": "STANDS"})
    number_at(space, "B1", 1_500, 1_500)
    number_at(space, "B2", 4_500, 1_500)


def test_lines_that_almost_meet_are_joined() -> None:
    drawing = read_plan(dxf(lambda space: lines(space, short_by=40)))

    assert rings(drawing) == {"B1": box(0, -300, 300, 0), "B2": box(300, -300, 600, 0)}


def test_lines_that_miss_by_more_do_not_separate_booths_until_more_is_allowed() -> None:
    content = dxf(lambda space: lines(space, short_by=90))
    apart = read_plan(content)

    assert [(p.code, p.numbers) for p in apart.problems if p.code == "booths_not_separated"] == [
        ("booths_not_separated", ("B1", "B2"))
    ]
    assert rings(read_plan(content, ReadingChoices(gap_cm=Decimal(10)))).keys() == {"B1", "B2"}


def test_polyline_that_almost_closes_is_a_booth() -> None:
    def draw(space: Modelspace) -> None:
        space.add_lwpolyline([(0, 0), (3_000, 0), (3_000, 3_000), (0, 3_000), (0, 30)], dxfattribs={"layer": "STANDS"})
        number_at(space, "C1", 1_500, 1_500)

    assert read_plan(dxf(draw)).booths[0].area_sqm == Decimal("9.00")


def test_round_wall_is_off_by_a_centimetre_at_most() -> None:
    def draw(space: Modelspace) -> None:
        space.add_lwpolyline(
            [(0, 0, 0), (8_000, 0, 1), (8_000, 8_000, 0), (0, 8_000, 0)],
            format="xyb", close=True, dxfattribs={"layer": "STANDS"},
        )  # fmt: skip
        number_at(space, "D1", 4_000, 4_000)

    area = float(read_plan(dxf(draw)).booths[0].area_sqm)
    exact = 64 + pi * 4**2 / 2
    assert 0 <= exact - area <= 0.01 * pi * 4


def blocks(*, attribute: bool) -> bytes:
    """Two booths inserted, one of them turned about by a right angle inside another block."""
    document = filemanagement.new("R2010", units=4)
    booth = document.blocks.new("STAND_3X6")
    booth.add_lwpolyline([(0, 0), (6_000, 0), (6_000, 3_000), (0, 3_000)], close=True)
    booth.add_attdef("NO", (3_000, 1_500), dxfattribs={"height": 300})
    island = document.blocks.new("ISLAND")
    turned = island.add_blockref("STAND_3X6", (0, 0), dxfattribs={"rotation": 90})
    space = document.modelspace()
    straight = space.add_blockref("STAND_3X6", (0, 0))
    space.add_blockref("ISLAND", (10_000, 0))
    if attribute:
        straight.add_auto_attribs({"NO": "E1"})
        turned.add_auto_attribs({"NO": "E2"})
    return written(document)


def test_blocks_are_booths_with_their_attributes_as_numbers() -> None:
    drawing = read_plan(blocks(attribute=True))

    assert rings(drawing)["E1"] == box(0, -300, 600, 0)
    choices = ReadingChoices(layers={"block:ISLAND": Role.BOOTH.value})
    assert rings(read_plan(blocks(attribute=True), choices)) == {
        "E1": box(0, -300, 600, 0),
        "E2": box(700, -600, 1_000, 0),
    }


def test_number_beside_a_booth_is_taken_from_there() -> None:
    def draw(space: Modelspace) -> None:
        space.add_lwpolyline(
            [(0, 0), (3_000, 0), (3_000, 3_000), (0, 3_000)], close=True, dxfattribs={"layer": "STANDS"}
        )
        number_at(space, "F1", 1_500, 3_400)

    assert rings(read_plan(dxf(draw))) == {"F1": box(0, -300, 300, 0)}


def surroundings(space: Modelspace) -> None:
    row_of_three(space)
    space.add_circle((-3_000, 3_000), 250, dxfattribs={"layer": "COLUMNS"})
    space.add_lwpolyline([(-5_000, -5_000), (15_000, -5_000), (15_000, 9_000), (-5_000, 9_000)], close=True,
                         dxfattribs={"layer": "HALL-OUTLINE"})  # fmt: skip
    space.add_line((-5_000, 6_000), (0, 6_000), dxfattribs={"layer": "墙"})
    space.add_lwpolyline(
        [(0, 8_800), (2_000, 8_800), (2_000, 9_000), (0, 9_000)], close=True, dxfattribs={"layer": "Выход"}
    )
    space.add_line((-4_000, -4_000), (14_000, -4_000), dxfattribs={"layer": "carpet"})


def test_names_of_layers_say_what_stands_around() -> None:
    drawing = read_plan(dxf(surroundings))

    assert sorted(o.kind for o in drawing.obstructions) == [
        ObstructionKind.COLUMN,
        ObstructionKind.EXIT,
        ObstructionKind.WALL,
    ]
    assert drawing.outline == box(-500, -900, 1_500, 500)
    assert drawing.picture is not None
    assert drawing.picture.background is not None
    assert drawing.picture.background.drawing.count("M") == 1  # the carpet's edge


def test_outline_of_the_hall_says_where_the_drawing_goes() -> None:
    drawing = read_plan(dxf(surroundings), ReadingChoices(outline=box(0, 0, 2_000, 1_400)))

    assert (rings(drawing)["A1"], drawing.outline) == (box(500, 600, 800, 900), box(0, 0, 2_000, 1_400))


def test_booths_of_the_present_plan_say_where_the_drawing_goes() -> None:
    places = {"A1": box(1_000, 200, 1_300, 500), "A2": box(1_300, 200, 1_600, 500), "A3": box(1_600, 200, 1_900, 500)}
    drawing = read_plan(dxf(row_of_three), ReadingChoices(known_places=places))

    assert rings(drawing) == places
    assert "moved_into_hall" in {problem.code for problem in drawing.problems}


def test_drawing_that_is_where_it_belongs_is_not_said_to_be_moved() -> None:
    there = rings(read_plan(dxf(row_of_three)))
    drawing = read_plan(dxf(row_of_three), ReadingChoices(known_places=there))

    assert rings(drawing) == there
    assert "moved_into_hall" not in {problem.code for problem in drawing.problems}


def test_person_says_where_the_drawing_goes() -> None:
    assert rings(read_plan(dxf(row_of_three), ReadingChoices(moved_cm=(100, 400))))["A1"] == box(100, 100, 400, 400)


def pile(space: Modelspace) -> None:
    square(space, "A1", 0, 0)
    square(space, "A2", 1_000, 0)


def test_booths_that_overlap_are_refused_by_name() -> None:
    def pile(space: Modelspace) -> None:
        square(space, "A1", 0, 0)
        square(space, "A2", 2_000, 0)

    errors = read_plan(dxf(pile)).errors
    assert [(problem.code, problem.numbers) for problem in errors] == [("booths_overlap", ("A1", "A2"))]


def test_empty_drawing_is_refused() -> None:
    with pytest.raises(PlanFileError, match="empty"):
        read_plan(written(filemanagement.new()))
