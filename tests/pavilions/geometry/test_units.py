from decimal import Decimal

import pytest

from pavilions.drawings.geometry import Unit, sqm, unit_named, whole_cm


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("ft", Unit.FOOT),
        (" Feet ", Unit.FOOT),
        ("m", Unit.METRE),
        ("Meters", Unit.METRE),
        ("cm.", Unit.CENTIMETRE),
        ("mm", Unit.MILLIMETRE),
        ("IN", Unit.INCH),
        ("米", Unit.METRE),
        ("px", None),
        ("", None),
    ],
)
def test_unit_named_recognises_units_in_headers(text: str, unit: Unit | None) -> None:
    assert unit_named(text) == unit


@pytest.mark.parametrize(
    ("length", "unit", "cm"),
    [
        ("3", Unit.METRE, 300),
        ("10", Unit.FOOT, 305),
        ("28.0", Unit.FOOT, 853),
        ("120", Unit.INCH, 305),
        ("3005", Unit.MILLIMETRE, 301),
        ("-3005", Unit.MILLIMETRE, -301),
        ("12", Unit.CENTIMETRE, 12),
    ],
)
def test_whole_cm_converts_and_rounds(length: str, unit: Unit, cm: int) -> None:
    assert whole_cm(Decimal(length), unit.cm) == cm


def test_sqm_converts_square_feet() -> None:
    assert sqm(Decimal(100), Unit.FOOT.cm) == Decimal("9.290304")
