from itertools import islice

import pytest

from pavilions.plans.layout.generator.numbering import Numbering, numbered_rows, row_letters


def numbers(*rows: int, **said: str | int) -> list[str]:
    """The numbers of rows with so many booths each."""
    return [number for number, _booth in numbered_rows(map(range, rows), Numbering(**said))]  # type: ignore[arg-type]


def test_letters_leave_out_those_that_read_like_digits() -> None:
    letters = list(islice(row_letters(), 27))
    assert letters[:9] == ["A", "B", "C", "D", "E", "F", "G", "H", "J"]
    assert letters[23:] == ["Z", "AA", "AB", "AC"]


def test_letters_begin_where_they_are_asked_to() -> None:
    assert list(islice(row_letters("Y"), 3)) == ["Y", "Z", "AA"]
    assert list(islice(row_letters("BZ"), 2)) == ["BZ", "CA"]


@pytest.mark.parametrize("letters", ["", "I", "a", "A1"])
def test_rows_have_no_other_letters(letters: str) -> None:
    with pytest.raises(ValueError, match="No row is lettered"):
        row_letters(letters)


def test_numbers_have_two_digits_and_a_third_when_needed() -> None:
    found = numbers(1, 100)
    assert (found[0], found[1], found[99], found[100]) == ("A01", "B01", "B99", "B100")


def test_numbers_have_prefix_first_letter_start_step_and_digits_as_requested() -> None:
    assert numbers(2, 1, prefix="5.1-", first_letter="Z", start=10, step=5, digits=3) == [
        "5.1-Z010",
        "5.1-Z015",
        "5.1-AA010",
    ]


def test_without_letters_one_count_runs_through_the_hall() -> None:
    assert numbers(2, 2, first_letter="", start=1, step=2) == ["01", "03", "05", "07"]
