from itertools import islice

import pytest

from pavilions.plans.drafts.edits.edits import Pattern
from pavilions.plans.drafts.edits.numbering import lettered, natural_order, numbers_by_place, sub_numbers
from tests.pavilions.floor.floors import rectangle

GRID = [rectangle(400 * x, 400 * y) for y in range(2) for x in range(3)]


@pytest.mark.parametrize(
    ("direction", "numbers"),
    [
        ("right", ["01", "02", "03", "04", "05", "06"]),
        ("left", ["03", "02", "01", "06", "05", "04"]),
        ("snake", ["01", "02", "03", "06", "05", "04"]),
        ("down", ["01", "03", "05", "02", "04", "06"]),
        ("up", ["02", "04", "06", "01", "03", "05"]),
    ],
)
def test_numbers_follow_the_direction(direction: str, numbers: list[str]) -> None:
    assert numbers_by_place(GRID, Pattern.model_validate({"direction": direction})) == numbers


def test_prefix_start_step_and_digits() -> None:
    pattern = Pattern(prefix="B-", start=10, step=5, digits=3)
    assert numbers_by_place(GRID[:3], pattern) == ["B-010", "B-015", "B-020"]


def test_each_row_may_have_a_letter_and_count_anew() -> None:
    pattern = Pattern(row_letter="Z", digits=1, direction="snake")
    assert numbers_by_place(GRID, pattern) == ["Z1", "Z2", "Z3", "AA3", "AA2", "AA1"]


def test_booths_a_little_out_of_line_are_one_row() -> None:
    rings = [rectangle(800, 20), rectangle(0, 0), rectangle(400, 140), rectangle(0, 400)]
    assert numbers_by_place(rings, Pattern(digits=1)) == ["3", "1", "2", "4"]


def test_letters_go_on_after_z() -> None:
    assert [lettered(position) for position in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_numbers_for_parts_leave_out_those_that_are_taken() -> None:
    assert list(islice(sub_numbers("A12", ["A12", "A12A", "a12c"]), 3)) == ["A12b", "A12d", "A12e"]


def test_natural_order_counts() -> None:
    assert sorted(["A10", "B1", "A2", "A2a"], key=natural_order) == ["A2", "A2a", "A10", "B1"]
