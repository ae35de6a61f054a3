"""Obstructions: columns, hydrants, exits, ducts and inner walls, and how booths keep clear of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import shapely

from pavilions.geometry import Box, Ring, area_sqm, bounds, normalised, polygon
from pavilions.states import ObstructionKind

# A column up to this far inside a row or an island takes a notch; one deeper inside divides the row.
DEEPEST_NOTCH_CM = 300
NARROWEST_CM = 100
LARGEST_LOSS = 4  # a booth that would lose more than a quarter is left out


@dataclass(frozen=True, slots=True)
class Obstruction:
    kind: ObstructionKind
    ring: Ring
    clearance_cm: int

    @property
    def keep_clear(self) -> Box:
        """The box around the obstruction that no booth may enter."""
        left, top, right, bottom = bounds(self.ring)
        reach = self.clearance_cm
        return Box(left - reach, top - reach, right + reach, bottom + reach)


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def parts_strip(column: Box, strip: Box) -> bool:
    """Whether a column is so deep in a strip of booths that it divides the strip."""
    return min(column.bottom - strip.top, strip.bottom - column.top) > DEEPEST_NOTCH_CM


def clear_of(ring: Ring, columns: Iterable[Box], smallest_sqm: Decimal) -> Ring | None:
    """The ring with a notch for each column in it, or None if too little is left, or several pieces."""
    around = bounds(ring)
    notches = [shapely.box(*_reaching_the_side(column, around)) for column in columns if meet(column, around)]
    if not notches:
        return ring
    rest = polygon(ring).difference(shapely.union_all(notches))
    if not isinstance(rest, shapely.Polygon) or rest.is_empty or rest.interiors:
        return None
    notched = normalised((round(x), round(y)) for x, y in rest.exterior.coords)
    least = max(smallest_sqm, area_sqm(ring) * (LARGEST_LOSS - 1) / LARGEST_LOSS)
    return notched if area_sqm(notched) >= least else None


def _reaching_the_side(column: Box, around: Box) -> Box:
    """The column's box extended to the nearest side, as a booth cannot have a hole, and to sides so near that only a
    sliver would be left.
    """
    distances = {
        "left": column.left - around.left,
        "top": column.top - around.top,
        "right": around.right - column.right,
        "bottom": around.bottom - column.bottom,
    }
    reached = max(NARROWEST_CM, min(distances.values()))
    sides = {side: getattr(around, side) for side, distance in distances.items() if 0 < distance <= reached}
    return column._replace(**sides)
