from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pavilions.drawings.geometry import Unit
from pavilions.drawings.plan_formats.figures import corners_in, dimensions_in, length_in, money_in, number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        (" -12.50 ", "-12.50"),
        ("12,5", "12.5"),
        ("1,234", "1234"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        (".5", "0.5"),
        ("3e2", "300"),
        ("999999999999", "999999999999"),
    ],
)
def test_number_in_reads_figures_as_people_type_them(text: str, number: str) -> None:
    assert number_in(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "TBA", "nan", "Infinity", "-inf", "1e300", "1e99999", "1000000000000", "1.2.3", "1,2,3", "9" * 500, "0x1"],
)
def test_number_in_refuses_what_is_no_usable_number(text: str) -> None:
    assert number_in(text) is None


@given(st.text(max_size=200))
def test_figures_of_any_text_are_bounded_or_none(text: str) -> None:
    for figure in (number_in(text), money_in(text), length_in(text, Unit.FOOT.cm)):
        assert figure is None or abs(figure) < Decimal("1e15")


@given(st.decimals(-100_000, 100_000, places=3))
def test_number_in_reads_every_plain_decimal(number: Decimal) -> None:
    assert number_in(str(number)) == number


@pytest.mark.parametrize(("text", "amount"), [("€ 1,234.50", "1234.50"), ("510000₮", "510000"), ("USD 300", "300")])
def test_money_in_lets_a_currency_pass(text: str, amount: str) -> None:
    assert money_in(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "cm"),
    [("20", "609.6"), ("20 ft", "609.6"), ("20'", "609.6"), ("3 m", "300"), ("3,5м", "350"), ("250 cm", "250")],
)
def test_length_in_lets_a_unit_in_the_cell_win(text: str, cm: str) -> None:
    assert length_in(text, Unit.FOOT.cm) == Decimal(cm)


@pytest.mark.parametrize("text", ["", "3 parsecs", "m", "3 x 4"])
def test_length_in_refuses_what_is_no_length(text: str) -> None:
    assert length_in(text, Unit.FOOT.cm) is None


@pytest.mark.parametrize("text", ["3 x 6", "3X6", "3 × 6 m", "3м х 6м", "3m*6m", "300 cm x 600 cm"])
def test_dimensions_in_reads_width_and_depth_in_metres(text: str) -> None:
    assert dimensions_in(text, Unit.METRE.cm) == (Decimal(3), Decimal(6))


@pytest.mark.parametrize("text", ["", "18", "3 x", "3 x 6 x 9", "small x large"])
def test_dimensions_in_refuses_anything_else(text: str) -> None:
    assert dimensions_in(text, Unit.METRE.cm) is None


@pytest.mark.parametrize(
    "text",
    ["0,0 3,0 3,2.5", "[[0, 0], [3, 0], [3, 2.5]]", "POLYGON ((0 0, 3 0, 3 2.5))", "0;0;3;0;3;2.5"],
)
def test_corners_in_reads_pairs_in_any_dress(text: str) -> None:
    assert corners_in(text) == (
        (Decimal(0), Decimal(0)),
        (Decimal(3), Decimal(0)),
        (Decimal(3), Decimal("2.5")),
    )


@pytest.mark.parametrize(
    "text", ["", "somewhere", "0,0 3,0 3", "0 0 1e300 5", "POLYGON ((0 0, 9 0, 9 9), (1 1, 2 1, 2 2))"]
)
def test_corners_in_refuses_odd_counts_absurd_numbers_and_holes(text: str) -> None:
    assert corners_in(text) is None
