"""Move rings by whole centimetres, turn them by any angle, or repeat them in rows and columns."""

from cmath import phase
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, radians, sin

from django.utils.translation import gettext_lazy as _

from ciie.kernel.wording import area_words
from pavilions.drawings.geometry.rings import GeometryError, Point, Ring, area_sqm, bounds_of, normalised

MOST_AREA_CHANGE = Decimal("0.01")
QUARTER_TURN = 90
ROUNDING_CM = 2  # the rounding error of a corner after a turn, since it was rounded before and after


def shifted(ring: Ring, dx: int, dy: int) -> Ring:
    return tuple((x + dx, y + dy) for x, y in ring)


def turned(rings: Sequence[Ring], degrees: float) -> list[Ring]:
    """Return the rings turned clockwise together around the centre of their common box, on whole centimetres.

    Quarter turns are exact. Rounding may change an area by up to 1 %. Raise `GeometryError` (`turn_changes_area`) for a
    turn that changes one by more.
    """
    box = bounds_of(rings)
    across, down = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    quarters, rest = divmod(degrees, QUARTER_TURN)
    if rest == 0:
        found = list(rings)
        for _quarter in range(int(quarters) % 4):
            found = [tuple((across - (y - down), down + (x - across)) for x, y in ring) for ring in found]
        return [normalised(ring) for ring in found]
    cosine, sine = cos(radians(degrees)), sin(radians(degrees))
    found = [
        normalised(
            (
                round(across + (x - across) * cosine - (y - down) * sine),
                round(down + (x - across) * sine + (y - down) * cosine),
            )
            for x, y in ring
        )
        for ring in rings
    ]
    for before, after in zip(rings, found, strict=True):
        area, new_area = area_sqm(before), area_sqm(after) if after else Decimal(0)
        if abs(new_area - area) > area * MOST_AREA_CHANGE:
            raise GeometryError(
                _("Rotated by this angle and rounded to whole centimetres, %(area)s m² would become %(new)s m².")
                % {"area": area_words(area), "new": area_words(new_area)},
                code="turn_changes_area",
            )
    return found


def is_turned(before: Ring, after: Ring) -> bool:
    """Return whether one ring is the other one turned, within the rounding of corners to whole centimetres.

    A ring that fits without a turn was resized by a centimetre or two, and is not turned.
    """
    old, new = _around_middle(before), _around_middle(after)
    if len(old) != len(new):
        return False
    turns = [
        phase(spin)
        for first in range(len(new))
        if (spin := _spin(old, ends := new[first:] + new[:first]))
        and all(abs(a * spin - b) <= ROUNDING_CM for a, b in zip(old, ends, strict=True))
    ]
    reach = max(abs(point) for point in old)
    return bool(turns) and min(abs(turn) for turn in turns) * reach > ROUNDING_CM


def _around_middle(ring: Ring) -> list[complex]:
    points = [complex(x, y) for x, y in ring]
    middle = sum(points) / len(points)
    return [point - middle for point in points]


def _spin(old: Sequence[complex], new: Sequence[complex]) -> complex:
    """Return the turn that brings the points of one nearest to those of the other, as a factor; 0 if there is none."""
    total = sum((a.conjugate() * b for a, b in zip(old, new, strict=True)), 0j)
    return total / abs(total) if total else 0j


@dataclass(frozen=True)
class Spacing:
    """The distances in cm between neighbouring booths along one axis: `gap`, but `aisle` after every `every` booths."""

    gap: int = 0
    aisle: int = 0
    every: int = 0

    def offsets(self, size: int, count: int) -> list[int]:
        """Return where each of `count` booths of this size begins, the first at 0."""
        found, at = [], 0
        for position in range(1, count + 1):
            found.append(at)
            has_aisle = self.every and position % self.every == 0
            at += size + (self.aisle if has_aisle else self.gap)
        return found


def rows_and_columns(
    origin: Point, size: tuple[int, int], *, rows: int, columns: int, across: Spacing, down: Spacing
) -> list[Ring]:
    """Return rectangles of size (width, depth), row by row from the top, each row from the left.

    `origin` is the top left corner of the first.
    """
    left, top = origin
    width, depth = size
    return [
        rectangle(left + x, top + y, width, depth)
        for y in down.offsets(depth, rows)
        for x in across.offsets(width, columns)
    ]


def rectangle(left: int, top: int, width: int, depth: int) -> Ring:
    return (left, top), (left + width, top), (left + width, top + depth), (left, top + depth)
