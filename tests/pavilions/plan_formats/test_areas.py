from decimal import Decimal

import pytest

from pavilions.drawings.plan_formats import DrawnBooth, PlanProblem
from pavilions.drawings.plan_formats.checks import compared_areas

ADVICE = "Choose whether to use drawn or stated areas."


def booth(number: str, width: int, depth: int, stated: str | None) -> DrawnBooth:
    """`stated` in m², None for nothing."""
    ring = ((0, 0), (width, 0), (width, depth), (0, depth))
    return DrawnBooth(
        number=number,
        ring_cm=ring,
        area_sqm=Decimal(9),
        source_row=1,
        stated_area_sqm=None if stated is None else Decimal(stated),
    )


def sentences(*booths: DrawnBooth) -> list[tuple[str, tuple[str, ...], str]]:
    return [(problem.code, problem.numbers, str(problem.sentence)) for problem in compared(*booths)]


def compared(*booths: DrawnBooth) -> list[PlanProblem]:
    return list(compared_areas(booths))


@pytest.mark.parametrize("stated", [None, "9.00", "9.10", "8.90"])
def test_areas_agree_when_rounding_explains_the_difference(stated: str | None) -> None:
    assert sentences(booth("A1", 300, 300, stated)) == []


def test_ten_by_ten_feet_agree_with_their_square_feet_after_rounding_to_centimetres() -> None:
    assert sentences(booth("A1", 305, 305, "9.29"), booth("A2", 304, 305, "9.29")) == []


def test_a_single_difference_is_reported_with_both_figures() -> None:
    assert sentences(booth("A2", 700, 300, "12"), booth("A3", 300, 300, "9")) == [
        ("area_differs", ("A2",), "A2 states 12 m², but 21 m² are drawn.")
    ]


def test_shapes_that_are_smaller_by_the_same_margin_are_summed_up() -> None:
    shrunk = [booth("A1", 630, 230, "21"), booth("A3", 430, 230, "15"), booth("A4", 530, 230, "18")]

    assert sentences(*shrunk, booth("A2", 630, 230, "12")) == [
        (
            "areas_differ_by_inset",
            ("A1", "A3", "A4"),
            (
                "The drawn shapes of booths are smaller than the stated areas by the same 0.35 m per side (booths: 3). "
                f"{ADVICE}"
            ),
        ),
        ("area_differs", ("A2",), "A2 states 12 m², but 14.49 m² are drawn."),
    ]


def test_shapes_that_are_larger_by_the_same_margin_are_summed_up() -> None:
    grown = [booth("A1", 320, 320, "9"), booth("A2", 620, 320, "18"), booth("A3", 920, 320, "27")]

    assert [(code, len(numbers)) for code, numbers, _sentence in sentences(*grown)] == [("areas_differ_by_inset", 3)]


def test_stated_square_feet_are_recognised() -> None:
    feet = [booth("A1", 300, 300, "97"), booth("A2", 600, 300, "194"), booth("A3", 900, 600, "581")]

    assert sentences(*feet) == [
        (
            "areas_look_like_square_feet",
            ("A1", "A2", "A3"),
            "The stated areas of booths look like square feet, not square metres (booths: 3).",
        )
    ]


def test_a_common_factor_is_summed_up() -> None:
    scaled = [booth("A1", 300, 300, "36"), booth("A2", 600, 300, "72"), booth("A3", 900, 600, "216")]

    assert [sentence for _code, _numbers, sentence in sentences(*scaled)] == [
        "The stated areas of booths are 4 times the drawn ones (booths: 3). Check unit and scale."
    ]


def test_figures_of_a_common_cause_are_written_as_pages_write_them() -> None:
    in_cm2 = [booth(f"A{n}", 300, 300 + 10 * n, str(90_000 + 3_000 * n)) for n in range(1_200)]

    assert [sentence for _code, _numbers, sentence in sentences(*in_cm2)] == [
        "The stated areas of booths are 10,000 times the drawn ones (booths: 1,200). Check unit and scale."
    ]


def test_areas_of_zero_are_one_warning() -> None:
    assert sentences(booth("G1", 300, 300, "0"), booth("G2", 300, 300, "0.00")) == [
        ("stated_area_zero", ("G1", "G2"), "2 booths state an area of 0; their drawn areas are used.")
    ]


def test_many_differences_without_a_common_cause_are_one_warning() -> None:
    booths = [booth(f"A{number}", 300, 300, str(12 + number * number)) for number in range(21)]

    assert [(code, sentence) for code, _numbers, sentence in sentences(*booths)] == [
        (
            "areas_differ",
            (
                "The stated areas of booths differ from the drawn ones (booths: 21), "
                "most at A20: stated 412 m², drawn 9 m²."
            ),
        )
    ]
