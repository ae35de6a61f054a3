"""Convert lengths and areas of other people's drawings to centimetres and square metres."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    METRE = "m"
    CENTIMETRE = "cm"
    MILLIMETRE = "mm"
    FOOT = "ft"
    INCH = "in"

    @property
    def cm(self) -> Decimal:
        """The number of centimetres in one unit."""
        return _CENTIMETRES[self]


_CENTIMETRES: Final = {
    Unit.METRE: Decimal(100),
    Unit.CENTIMETRE: Decimal(1),
    Unit.MILLIMETRE: Decimal("0.1"),
    Unit.FOOT: Decimal("30.48"),
    Unit.INCH: Decimal("2.54"),
}
_NAMES: Final = {
    Unit.METRE: ("m", "metre", "metres", "meter", "meters", "mtr", "м", "米"),
    Unit.CENTIMETRE: ("cm", "centimetre", "centimetres", "centimeter", "centimeters", "см", "厘米"),
    Unit.MILLIMETRE: ("mm", "millimetre", "millimetres", "millimeter", "millimeters", "мм", "毫米"),
    Unit.FOOT: ("ft", "foot", "feet", "'", "′", "英尺"),
    Unit.INCH: ("in", "inch", "inches", '"', "″", "英寸"),
}
_BY_NAME: Final = {name: unit for unit, names in _NAMES.items() for name in names}


def unit_named(text: str) -> Unit | None:
    """Return the unit that `text` names in a header or a file, in any case, or None: "Feet", "m", "cm."."""
    return _BY_NAME.get(text.strip().rstrip(".").casefold())


def corner_lines(ring: Iterable[Iterable[int]]) -> str:
    """Return a ring of whole centimetres as people type it: one corner per line, in metres, "120, 45.5"."""
    return "\n".join(", ".join(f"{Decimal(cm) / 100:f}" for cm in corner) for corner in ring)


def whole_cm(length: Decimal, cm_per_unit: Decimal) -> int:
    """Return the length in centimetres, with halves rounded away from zero, so that equal lengths stay equal."""
    return int((length * cm_per_unit).to_integral_value(ROUND_HALF_UP))


def sqm(area: Decimal, cm_per_unit: Decimal) -> Decimal:
    """Return an area in square units as m², unrounded."""
    return area * cm_per_unit * cm_per_unit / 10_000
