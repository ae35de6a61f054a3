from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from pavilions.drawings.validators import validate_booth_number, validate_outline

SQUARE = [[0, 0], [300, 0], [300, 300], [0, 300]]


def code_of(validate: Callable[[str], None] | Callable[[object], None], value: str) -> str | None:
    try:
        validate(value)
    except ValidationError as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (SQUARE, None),
        ([[0, 0], [300, 300], [300, 0], [0, 400]], "ring_crossed"),
        ([], "ring_empty"),
        ([[0, 0], [300, 0.5], [300, 300]], "ring_not_points"),
        ([[0, 0], [300, True], [300, 300]], "ring_not_points"),
        ([[0, 0, 0]] * 3, "ring_not_points"),
        ("POLYGON", "ring_not_points"),
        ({"x": 1}, "ring_not_points"),
        (None, "ring_not_points"),
    ],
)
def test_validate_outline_accepts_sound_rings_only(value: str, code: str | None) -> None:
    assert code_of(validate_outline, value) == code


def test_validate_outline_needs_the_size_of_a_room() -> None:
    validate_outline([[0, 0], [33_000, 0], [33_000, 18_000], [0, 18_000]])
    with pytest.raises(ValidationError, match=r"The shape has only 0\.09 m²; at least 4 m² are required\."):
        validate_outline([[0, 0], [30, 0], [30, 30], [0, 30]])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("A01", None),
        ("5.1A-07 b", None),
        ("展位1", None),
        ("", "booth_number_odd"),
        (" A14", "booth_number_odd"),
        ("A\u00a014", "booth_number_odd"),
        ("A\n1", "booth_number_odd"),
        ("A\u202e1", "booth_number_odd"),
        ("9" * 21, "booth_number_too_long"),
    ],
)
def test_validate_booth_number_accepts_what_can_be_painted_on_a_floor(number: str, code: str | None) -> None:
    assert code_of(validate_booth_number, number) == code
