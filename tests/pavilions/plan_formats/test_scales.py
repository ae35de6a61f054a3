"""Scales that are proposed with their figures, and drawings far from the hall's origin."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from ezdxf.layouts.layout import Modelspace

from pavilions.drawings.plan_formats import PlanDrawing, ReadingChoices, read_plan
from tests.pavilions.plan_formats.dxf_drawings import dxf, square

HALL = ((0, 0), (6_000, 0), (6_000, 4_000), (0, 4_000))
NUMBERS = [f"{letter}{number:02}" for letter in "ABCDEF" for number in range(1, 11)]


def table(
    side: float, *, stated: Callable[[int], str] | None = None, away: tuple[float, float] = (0, 0), unit: str = ""
) -> str:
    """Six rows of ten square booths without gaps in a row, as a file without a unit."""
    lines = [f"Booth,X{unit},Y{unit},Width,Depth" + (",Area" if stated else "")]
    for position, number in enumerate(NUMBERS):
        row, column = divmod(position, 10)
        x, y = away[0] + side * column, away[1] + 2 * side * row
        area = f",{stated(position)}" if stated else ""
        lines.append(f"{number},{x},{y},{side},{side}{area}")
    return "\n".join(lines) + "\n"


def read(text: str, choices: ReadingChoices | None = None) -> PlanDrawing:
    return read_plan(text.encode(), choices or ReadingChoices())


def proposed(drawing: PlanDrawing) -> list[tuple[Decimal, str]]:
    return [(scale.cm_per_unit, str(scale.sentence)) for scale in drawing.scales]


def test_scale_is_worked_out_from_stated_areas() -> None:
    """One booth in ten states an area of its own."""
    text = table(485, stated=lambda position: "9" if position % 10 else "20")
    drawing = read(text)
    assert proposed(drawing) == [
        (
            Decimal("0.6186"),
            (
                "By the areas stated in the file, one unit of the drawing is 0.6186 cm: then booths have their "
                "stated area within 5% (54 of 60)."
            ),
        )
    ]
    assert [str(error.sentence) for error in drawing.errors] == [
        "60 shapes have sizes or places that no booth can have. The unit or the scale is wrong: choose one.",
        "The file contains no usable booth.",
    ]
    assert len(drawing.refused_rows) == 60
    chosen = read(text, ReadingChoices(cm_per_unit=Decimal("0.6186")))
    assert (len(chosen.good_booths), chosen.scales) == (60, ())


def test_pixels_without_areas_get_the_scale_of_the_usual_size() -> None:
    assert proposed(read(table(48.5))) == [
        (
            Decimal("6.186"),
            "If the commonest shorter side of a booth is 3 m, as usual, one unit of the drawing is 6.186 cm.",
        )
    ]


@pytest.mark.parametrize(
    ("side", "cm", "words"),
    [
        (10, "30.48", "Read in ft, the commonest shorter side of a booth is 3.05 m, which is a usual size."),
        (3_000, "0.1", "Read in mm, the commonest shorter side of a booth is 3.00 m, which is a usual size."),
        (300, "1", "Read in cm, the commonest shorter side of a booth is 3.00 m, which is a usual size."),
    ],
)
def test_unit_is_worked_out_from_usual_sizes(side: float, cm: str, words: str) -> None:
    drawing = read(table(side))
    assert proposed(drawing) == [(Decimal(cm), words)]


@pytest.mark.parametrize("text", [table(3), table(10, unit=" (m)"), table(3, stated=lambda _position: "9")])
def test_a_scale_that_gives_usual_or_stated_sizes_is_in_no_doubt(text: str) -> None:
    assert proposed(read(text)) == []


def test_drawing_in_metres_that_says_millimetres_gets_the_scale_of_metres() -> None:
    def draw(space: Modelspace) -> None:
        for position, number in enumerate(NUMBERS):
            square(space, number, 3 * (position % 10), 6 * (position // 10), 3)

    drawing = read_plan(dxf(draw), ReadingChoices(outline=HALL))
    assert proposed(drawing) == [
        (Decimal(100), "Read in m, the commonest shorter side of a booth is 3.00 m, which is a usual size.")
    ]
    assert [error.code for error in drawing.errors] == ["scale_wrong", "no_booths"]
    assert len(read_plan(dxf(draw), ReadingChoices(outline=HALL, cm_per_unit=Decimal(100))).good_booths) == 60


def test_a_known_length_gives_the_scale_of_a_table_too() -> None:
    drawing = read(table(48.5), ReadingChoices(known_booth="b03", known_metres=Decimal(3)))
    assert {booth.area_sqm for booth in drawing.good_booths} <= {Decimal("9.00"), Decimal("8.97"), Decimal("9.03")}
    assert len(drawing.good_booths) == 60
    missing = read(table(3), ReadingChoices(known_booth="Z99", known_metres=Decimal(3)))
    assert [problem.code for problem in missing.problems] == ["known_booth_missing", "unit_assumed"]


@pytest.mark.parametrize("row", ["Z1,0,0,0,3", "Z1,,0,3,3", "Z1,abc,0,3,3", "Z1,0,0,3,-3"])
def test_a_known_length_of_a_shape_that_is_none_gives_no_scale(row: str) -> None:
    drawing = read(f"{table(3)}{row}\n", ReadingChoices(known_booth="Z1", known_metres=Decimal(3)))
    assert (len(drawing.good_booths), "known_booth_missing" in {p.code for p in drawing.problems}) == (60, True)


@pytest.mark.parametrize("corners", ["", "1,1", "1,1 2,2", "1,1 2,2 3,3", "1,1 1,1 1,1"])
def test_corners_that_enclose_nothing_are_refused_beside_sound_booths(corners: str) -> None:
    rows = [f'A{at},"{at},0 {at + 1},0 {at + 1},1 {at},1"' for at in range(3)]
    text = "\n".join(["Booth,Corners", *rows, f'Z1,"{corners}"'])
    choices = ReadingChoices(known_booth="Z1", known_metres=Decimal(3))
    assert [booth.number for booth in read(text, choices).good_booths] == ["A0", "A1", "A2"]


@pytest.mark.parametrize("away", [(100_000, 100_000), (500_000, 4_000_000), (-250_000, 60)])
@pytest.mark.parametrize("choices", [ReadingChoices(outline=HALL), ReadingChoices(new_hall=True)])
def test_coordinates_of_a_survey_are_moved_into_the_hall(away: tuple[float, float], choices: ReadingChoices) -> None:
    drawing = read(table(3, away=away, unit=" (m)"), choices)
    assert (len(drawing.good_booths), drawing.errors) == (60, ())
    assert {problem.code for problem in drawing.problems} <= {"moved_into_hall", "outline_missing"}


def test_coordinates_of_a_survey_lie_where_the_booths_of_the_plan_lie() -> None:
    known = {
        "A01": ((500, 500), (800, 500), (800, 800), (500, 800)),
        "A02": ((800, 500), (1100, 500), (1100, 800), (800, 800)),
    }
    drawing = read(table(3, away=(500_000, 400_000), unit=" (m)"), ReadingChoices(outline=HALL, known_places=known))
    assert {booth.number: booth.ring_cm for booth in drawing.booths if booth.number in known} == known


def test_what_is_larger_than_a_hall_is_not_moved() -> None:
    drawing = read(table(300, away=(100_000, 0), unit=" (m)"), ReadingChoices(outline=HALL))
    assert [error.code for error in drawing.errors] == ["scale_wrong", "no_booths"]
