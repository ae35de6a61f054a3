"""A beauty show's hall as a table in feet, y growing upwards.

Traits: unit in the headings, sizes from 10 × 10 to 70 × 50 feet, `20 × 10` beside `10 × 20`, areas that always equal
the dimensions, four-figure numbers without letters, states that nobody explains, rows without an exhibitor, `RESERVED`
in the place of one, a few exhibitors with two booths.
"""

import csv
import io
from decimal import Decimal

COLUMNS = ("Booth", "X (ft)", "Y (ft)", "Width", "Depth", "Area sq ft", "Status", "Exhibitor")
AISLES = 15
DEPTHS = (10, 10, 20, 10, 10, 10, 20, 20, 10, 30, 10, 20, 10, 10, 20, 10)
"""Of the booths along an aisle; the pattern begins elsewhere at each."""
LARGE = (("5001", 60, 20), ("5002", 70, 50), ("5003", 30, 50), ("5004", 10, 60))
FREE_OF_TEN = (1, 4, 7, 9)
RESERVED = 7
WITH_TWO = 10

SQM_OF_SQFT = Decimal("0.09290304")


def rows() -> list[dict[str, str]]:
    """The table's rows, by column."""
    places = [*_along_aisles(), *_large()]
    taken = 0
    found = []
    for position, (number, x, y, width, depth) in enumerate(places):
        exhibitor, status = "", "0"
        if position % 10 not in FREE_OF_TEN:
            taken += 1
            exhibitor, status = _exhibitor(taken), "2" if taken % 11 else "1"
        values = (number, f"{x}.0", f"{y}.0", f"{width}.0", f"{depth}.0", str(width * depth), status, exhibitor)
        found.append(dict(zip(COLUMNS, values, strict=True)))
    return found


def _along_aisles() -> list[tuple[str, int, int, int, int]]:
    found = []
    for aisle in range(AISLES):
        y, begin = 30, aisle * 5
        for place in range(len(DEPTHS)):
            depth = DEPTHS[(begin + place) % len(DEPTHS)]
            wide = 20 if (aisle + place) % 7 == 0 else 10
            found.append((str(1_300 + 100 * aisle + 3 * place), 28 + 40 * aisle, y, wide, depth))
            y += depth
    return found


def _large() -> list[tuple[str, int, int, int, int]]:
    return [(number, 30 + 90 * place, 400, width, depth) for place, (number, width, depth) in enumerate(LARGE)]


def _exhibitor(taken: int) -> str:
    if taken % 20 == 0 and taken // 20 <= RESERVED:
        return "RESERVED"
    name = taken - 1 if taken % 3 == 0 and taken // 3 <= WITH_TWO else taken
    return f"{('Glow', 'Rain&Silk', 'Northern Hair', 'Étoile', 'KOMOREBI')[name % 5]} Example {name} Inc."


def booths_csv() -> bytes:
    """The table."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows())
    return out.getvalue().encode()
