from decimal import Decimal

import pytest

from pavilions.drawings.geometry import Ring
from pavilions.drawings.plan_formats import DrawnBooth, DrawnObstruction, Level, PlanDrawing
from pavilions.drawings.plan_formats.checks import checked
from pavilions.states import ObstructionKind

HALL = ((0, 0), (5_000, 0), (5_000, 3_000), (0, 3_000))


def rectangle(left: int, top: int, width: int = 300, depth: int = 300) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))


def booth(number: str, ring: Ring, row: int = 1) -> DrawnBooth:
    return DrawnBooth(number=number, ring_cm=ring, area_sqm=Decimal(9), source_row=row)


def found(*booths: DrawnBooth, outline: Ring | None = None) -> list[tuple[Level, str, tuple[str, ...], str]]:
    problems = checked(PlanDrawing(booths=booths, outline=outline)).problems
    return [(problem.level, problem.code, problem.numbers, str(problem.sentence)) for problem in problems]


def test_a_plan_without_faults_has_no_problems() -> None:
    assert found(booth("A1", rectangle(0, 1_000)), booth("A2", rectangle(300, 1_000)), outline=HALL) == []


def test_overlaps_are_errors_that_name_both_booths() -> None:
    assert found(booth("B79", rectangle(0, 0)), booth("B81", rectangle(100, 0))) == [
        (Level.ERROR, "booths_overlap", ("B79", "B81"), "Booths B79 and B81 overlap by 6 m².")
    ]


def test_very_many_overlaps_are_one_error() -> None:
    heap = [booth(f"A{row}", rectangle(0, 0), row) for row in range(100)]
    (problem,) = checked(PlanDrawing(booths=tuple(heap))).problems

    assert (problem.code, len(problem.rows)) == ("overlaps_everywhere", 100)


@pytest.mark.parametrize("other", ["A13", "a13"])
def test_a_number_used_twice_is_an_error_whatever_its_case(other: str) -> None:
    numbers = ("A13",) if other == "A13" else ("A13", "a13")

    assert found(booth("A13", rectangle(0, 0), 21), booth(other, rectangle(900, 0), 33)) == [
        (Level.ERROR, "number_used_twice", numbers, "The number A13 is used 2 times, in rows 21, 33.")
    ]


def test_booths_without_a_number_are_one_error() -> None:
    assert found(booth("", rectangle(0, 0)), booth("", rectangle(900, 0)), booth("A1", rectangle(1_800, 0))) == [
        (Level.ERROR, "number_missing", (), "2 booths have no number.")
    ]


def test_a_number_that_is_too_long_is_an_error() -> None:
    assert found(booth("9" * 21, rectangle(0, 0), 7)) == [
        (
            Level.ERROR,
            "booth_number_too_long",
            ("9" * 21,),
            f"Booth {'9' * 21}: A booth number can have at most 20 characters.",
        )
    ]


def test_a_booth_across_the_hall_wall_is_an_error() -> None:
    assert found(booth("A1", rectangle(4_900, 0)), outline=HALL) == [
        (Level.ERROR, "outside_hall", ("A1",), "Booth A1 is not completely inside the hall.")
    ]


def test_a_booth_that_nobody_can_reach_is_a_warning() -> None:
    booths = [
        booth(f"A{across}{down}", rectangle(across * 300, down * 300)) for across in range(3) for down in range(3)
    ]

    assert found(*booths) == [(Level.WARNING, "closed_in", ("A11",), "1 booth has no side on an aisle.")]


def test_a_booth_on_the_clearance_of_an_obstruction_is_a_warning() -> None:
    hydrant = DrawnObstruction(
        kind=ObstructionKind.HYDRANT, ring_cm=rectangle(400, 100, 30, 30), source_row=9, clearance_cm=140
    )
    drawing = PlanDrawing(
        booths=(booth("A1", rectangle(0, 0)), booth("A2", rectangle(900, 0))), obstructions=(hydrant,)
    )

    assert [(problem.level, str(problem.sentence)) for problem in checked(drawing).problems] == [
        (Level.WARNING, "Booth A1 is within the clearance of an obstruction (hydrant).")
    ]


@pytest.mark.parametrize(("side", "typical"), [(60, "0.36"), (4_900, "2,401")])
def test_implausible_sizes_are_a_warning(side: int, typical: str) -> None:
    assert found(booth("A1", rectangle(0, 0, side, side))) == [
        (
            Level.WARNING,
            "sizes_implausible",
            (),
            f"A typical booth on this plan has {typical} m². The unit or the scale is probably wrong.",
        )
    ]


def test_a_file_without_booths_is_an_error() -> None:
    assert found() == [(Level.ERROR, "no_booths", (), "The file contains no usable booth.")]


def test_of_two_booths_in_conflict_neither_is_good() -> None:
    heap = (booth("A1", rectangle(0, 0), 2), booth("A2", rectangle(100, 0), 3), booth("A3", rectangle(900, 0), 4))
    drawing = checked(PlanDrawing(booths=heap))

    assert (drawing.refused_rows, [good.number for good in drawing.good_booths]) == (frozenset({2, 3}), ["A3"])
