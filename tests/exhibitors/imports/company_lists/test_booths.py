import pytest

from exhibitors.office.imports.company_lists.cells import clean_number, pair_with_halls, split_booths, split_halls
from exhibitors.office.imports.company_lists.rows import BoothReference


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("", ()),
        ("A01", ("A01",)),
        ("5475; W237; W238", ("5475", "W237", "W238")),
        ("T1, T2,T3，T4、T5；T6", ("T1", "T2", "T3", "T4", "T5", "T6")),
        ("A1\nA2\n\nA3", ("A1", "A2", "A3")),
        ("A1/A2", ("A1", "A2")),
        ("J2/3", ("J2", "J3")),
        ("12/14", ("12", "14")),
        ("A1 and A2 & A3 и A4", ("A1", "A2", "A3", "A4")),
        ("A1+A2", ("A1", "A2")),
        ("A1; A1 ;a1", ("A1", "a1")),
        ("Sea and Sky Suite", ("Sea and Sky Suite",)),
        ("Titian 2302; Suite 29-222", ("Titian 2302", "Suite 29-222")),
        ("5.1H/A01; 2.1h / B02", ("5.1H/A01", "2.1h / B02")),
        (" A14  x ", ("A14 x",)),
        (";;, /", ()),
    ],
)
def test_split_booths_reads_several_numbers_from_one_cell(cell: str, numbers: tuple[str, ...]) -> None:
    assert split_booths(cell) == numbers


@pytest.mark.parametrize(
    ("numbers", "halls", "booths"),
    [
        (("A1", "A2"), (), "A1 A2"),
        (("A1", "A2"), ("5.1H",), "5.1H/A1 5.1H/A2"),
        (("5475", "W237"), ("NN", "EE"), "NN/5475 EE/W237"),
        (("5.1H/A01", "B2"), ("2H",), "5.1H/A01 2H/B2"),
        (("2.1h / B02",), (), "2.1H/B02"),
        ((), ("5.1H",), ""),
    ],
)
def test_pair_with_halls_gives_every_booth_its_hall(
    numbers: tuple[str, ...], halls: tuple[str, ...], booths: str
) -> None:
    assert " ".join(map(str, pair_with_halls(numbers, halls) or ())) == booths


def test_pair_with_halls_refuses_to_guess() -> None:
    assert pair_with_halls(("A1", "A2", "A3"), ("1H", "2H")) is None


def test_same_number_in_two_halls_is_two_booths() -> None:
    assert pair_with_halls(("A1", "A1"), ("1H", "2H")) == (BoothReference("A1", "1H"), BoothReference("A1", "2H"))


def test_split_halls_keeps_repetitions() -> None:
    assert split_halls("NN; EE ;EE") == ("NN", "EE", "EE")


@pytest.mark.parametrize(
    ("number", "cleaned", "code"),
    [
        ("8700randomstring", "8700", "map_your_show_suffix"),
        ("8700", "8700", None),
        ("randomstring", "randomstring", None),
        ("randomstring8700", "randomstring8700", None),
    ],
)
def test_clean_number_takes_off_known_defects_only(number: str, cleaned: str, code: str | None) -> None:
    result, rule = clean_number(number)
    assert (result, rule and rule.code) == (cleaned, code)
