from itertools import islice

from pavilions.layout.numbering import numbered, row_letters


def test_letters_leave_out_those_that_read_like_digits() -> None:
    letters = list(islice(row_letters(), 27))
    assert letters[:9] == ["A", "B", "C", "D", "E", "F", "G", "H", "J"]
    assert letters[23:] == ["Z", "AA", "AB", "AC"]


def test_numbers_have_two_digits_and_a_third_when_needed() -> None:
    numbers = [number for number, _booth in numbered("B", range(100))]
    assert (numbers[0], numbers[98], numbers[99]) == ("B01", "B99", "B100")
