"""Halls at a stated ratio on paper, and which ratio a sheet has room for."""

import re

import pytest

from ciie.kernel.errors import Invalid
from pavilions.drawings.geometry import Box
from pavilions.plans.drawing import DrawnHall, ObstructionMark, draw_hall_on_sheet, margin_mm
from pavilions.plans.drawing.lettering import ems_of
from pavilions.plans.drawing.papers import PAPERS, Placing, placing_of
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.states import ObstructionKind

HALL = Box(0, 0, 12_000, 6_000)
ELL = ((0, 0), (12_000, 0), (12_000, 6_000), (3_000, 6_000), (3_000, 5_000), (0, 5_000))


def words_of(drawn: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawn)


@pytest.mark.parametrize(("paper", "ratio"), [("a4", 470), ("a3", 320), ("a2", 221), ("a1", 154), ("a0", 108)])
def test_to_fit_is_the_largest_whole_ratio(paper: str, ratio: int) -> None:
    assert placing_of("T9", HALL, PAPERS[paper], None) == Placing(ratio, is_wide=True)


def test_a_deep_hall_lies_on_upright_paper() -> None:
    assert placing_of("T9", Box(0, 0, 6_000, 12_000), PAPERS["a3"], 500) == Placing(500, is_wide=False)


def test_a_ratio_for_which_there_is_no_room_is_refused_with_one_that_fits() -> None:
    with pytest.raises(Invalid) as refused:
        placing_of("T9", HALL, PAPERS["a3"], 250)
    assert (refused.value.code, str(refused.value)) == (
        "hall_too_large",
        "Hall T9 (120 × 60 m) does not fit on A3 at 1:250. It fits at 1:500.",
    )
    with pytest.raises(Invalid) as refused:
        placing_of("T9", Box(0, 0, 40_000, 40_000), PAPERS["a4"], 1000)
    assert str(refused.value) == ("Hall T9 (400 × 400 m) does not fit on A4 at 1:1,000. Choose “to fit”.")


def test_sheet_has_a_grid_in_metres_and_the_lengths_of_the_sides() -> None:
    drawn = draw_hall_on_sheet(DrawnHall("T9", ELL, (), ()), cm_per_mm=50, letters_mm=2.5)
    assert words_of(drawn) == [
        *[str(x) for x in range(0, 130, 10)],
        *[str(y) for y in range(0, 70, 10)],
        *["120.00 m", "30.00 m", "90.00 m"],
        *["60.00 m", "50.00 m", "10.00 m"],
    ]
    lines = re.findall(r'<path d="M(\d+) (\d+)L(\d+) (\d+)"/>', drawn)
    assert ("1000", "0", "1000", "5000") in lines or ("1000", "5000", "1000", "0") in lines


def test_exits_are_numbered_beside_their_walls() -> None:
    exits = [
        (ObstructionKind.EXIT, Box(3_000, 0, 3_400, 20), ""),
        (ObstructionKind.ENTRANCE, Box(5_000, 0, 5_800, 20), ""),
        (ObstructionKind.EXIT, Box(11_980, 2_000, 12_000, 2_250), "East gate"),
        (ObstructionKind.EXIT, Box(2_980, 5_200, 3_000, 5_500), "<3>"),
    ]
    marks = tuple(ObstructionMark(kind, ring_of(box), name) for kind, box, name in exits)
    drawn = draw_hall_on_sheet(DrawnHall("T9", ELL, marks, ()), cm_per_mm=50, letters_mm=2.5)
    placed = {
        words: (int(x), bool(turned))
        for x, _y, turned, words in re.findall(r'<text x="(-?\d+)" y="(-?\d+)"( transform[^>]*)?>([^<]*)</text>', drawn)
        if "·" in words
    }
    assert placed == {
        "Exit 1 · 4.00 m": (3_200, False),
        "entrance · 8.00 m": (5_400, False),
        "Exit 2 · East gate · 2.50 m": (12_100, True),
        "Exit 3 · &lt;3&gt; · 3.00 m": (2_880, True),
    }


def labels_of(*marks: ObstructionMark) -> list[str]:
    drawn = draw_hall_on_sheet(DrawnHall("T9", ELL, marks, ()), cm_per_mm=50, letters_mm=2.5)
    return [words for words in words_of(drawn) if words.startswith("Exit")]


def exit_at(left: int, name: str = "", width: int = 300) -> ObstructionMark:
    return ObstructionMark(ObstructionKind.EXIT, ring_of(Box(left, 0, left + width, 20)), name)


def test_names_of_exits_side_by_side_do_not_cover_one_another() -> None:
    assert labels_of(exit_at(0, "Gate of the north"), exit_at(2_000, "B"), exit_at(2_900), exit_at(3_200)) == [
        "Exit 1 · Gate … · 3.00 m",
        "Exit 2",
        "Exit 3",
        "Exit 4",
    ]


def test_a_long_name_of_an_exit_in_a_corner_stays_on_the_sheet() -> None:
    mark = exit_at(0, "The gate that leads to the lake and to the river")
    drawn = draw_hall_on_sheet(DrawnHall("T9", ELL, (mark,), ()), cm_per_mm=50, letters_mm=2.5)
    ((x, words),) = re.findall(r'<text x="(-?\d+)"[^>]*>(Exit[^<]*)<', drawn)
    assert int(x) - ems_of(words) * 125 / 2 == pytest.approx(-margin_mm(2.5) * 50, abs=1)


def test_an_exit_away_from_the_outline_has_its_number_beside_itself() -> None:
    mark = ObstructionMark(ObstructionKind.EXIT, ring_of(Box(5_000, 1_500, 5_400, 1_520)), "")
    drawn = draw_hall_on_sheet(DrawnHall("T9", ELL, (mark,), ()), cm_per_mm=50, letters_mm=2.5)
    (place,) = re.findall(r'<text x="5200" y="(-?\d+)">Exit 1', drawn)
    assert 1_300 < int(place) < 1_500
