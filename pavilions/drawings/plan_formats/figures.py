"""Parse figures as people type them: "1,234.5", "12,5", "20 ft", "3 x 6"."""

import re
from decimal import Decimal, InvalidOperation

from pavilions.drawings.geometry import unit_named

LARGEST_EXPONENT = 12
LONGEST_FIGURE = 80
_BLANKS = re.compile(r"\s+")
_MONEY = re.compile(r"^[^\d+\-.,]{1,4}|[^\d.,]{1,4}$")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?")
_LENGTH = re.compile(r"(?P<number>[\s\d.,+\-]*\d[\d.,]*)\s*(?P<unit>[^\s\d.,]+)")
_BY = re.compile(r"\s*[x×*хX]\s*")  # the fourth is the Cyrillic letter
_COORDINATE = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?")


def number_in(text: str) -> Decimal | None:
    """Return the number, or None if it is none, not finite, or has more than twelve digits before the point.

    A comma is a decimal sign unless a point follows or it groups thousands: "12,5" but "1,234" and "1,234.5".
    """
    plain = _BLANKS.sub("", text[: LONGEST_FIGURE + 1])
    if len(plain) > LONGEST_FIGURE:
        return None
    if "," in plain:
        grouped = "." in plain or _THOUSANDS.fullmatch(plain)
        plain = plain.replace(",", "" if grouped else ".")
    if not _NUMBER.fullmatch(plain):
        return None
    return _bounded(plain)


def money_in(text: str) -> Decimal | None:
    """Return the `number_in` the text without an optional currency sign or code before or after it."""
    return number_in(_MONEY.sub("", text.strip()[: LONGEST_FIGURE + 1]).strip())


def length_in(text: str, cm_per_unit: Decimal) -> Decimal | None:
    """Return a length in centimetres; a unit in the cell itself ("20 ft") takes precedence over the column's."""
    if (plain := number_in(text)) is not None:
        return plain * cm_per_unit
    match = _LENGTH.fullmatch(text.strip()[: LONGEST_FIGURE + 1])
    number = number_in(match["number"]) if match else None
    unit = unit_named(match["unit"]) if match else None
    return number * unit.cm if number is not None and unit else None


def dimensions_in(text: str, cm_per_unit: Decimal) -> tuple[Decimal, Decimal] | None:
    """Return width and depth in metres of "3 x 6" or "10' × 20'"."""
    lengths = [length_in(part, cm_per_unit) for part in _BY.split(text.strip()[:LONGEST_FIGURE])]
    match lengths:
        case [Decimal() as width, Decimal() as depth]:
            return width / 100, depth / 100
        case _:
            return None


def corners_in(text: str) -> tuple[tuple[Decimal, Decimal], ...] | None:
    """Return the corners in a cell: "0,0 3,0 3,3", "[[0,0],[3,0],[3,3]]" or WKT of one polygon without holes."""
    if re.search(r"\)\s*,\s*\(", text):
        return None
    numbers = [_bounded(found) for found in _COORDINATE.findall(text)]
    if len(numbers) % 2 or not numbers:
        return None
    points = tuple((x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True) if x is not None and y is not None)
    return points if len(points) == len(numbers) // 2 else None


def _bounded(plain: str) -> Decimal | None:
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number.adjusted() < LARGEST_EXPONENT else None
