"""Obstructions such as columns, hydrants and exits: how booths keep clear of them, and where to put new ones."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

import shapely
from django.utils.translation import gettext_lazy as _

from pavilions.drawings.geometry import Box, Ring, area_sqm, bounds, normalised, polygon
from pavilions.plans.layout.generator.blocks import on_grid, ring_of
from pavilions.plans.layout.generator.spec import LayoutRefused, LayoutRules
from pavilions.states import ObstructionKind

# A column up to this far inside a row or an island takes a notch; a deeper one divides the row.
DEEPEST_NOTCH_CM = 300
NARROWEST_CM = 100
LARGEST_LOSS = 4  # a booth that would lose more than a quarter is left out

EXIT_WIDTH_CM = 600
EXIT_DEPTH_CM = 40
HYDRANT_CM = 40
OFF_THE_WALL_CM = 3
COLUMN_CM = 100


@dataclass(frozen=True, slots=True)
class Obstruction:
    kind: ObstructionKind
    ring: Ring
    clearance_cm: int
    name: str = ""

    @property
    def keep_clear(self) -> Box:
        """The box around the obstruction that no booth may enter."""
        left, top, right, bottom = bounds(self.ring)
        reach = self.clearance_cm
        return Box(left - reach, top - reach, right + reach, bottom + reach)


def front_of(exit_: Obstruction, rules: LayoutRules) -> Box | None:
    """Return the box that no booth may enter before an exit, or None for any other obstruction.

    The box is as wide as the exit and extends from both of its long sides, one of which faces the hall. An exit that is
    turned against the plan has it all around.
    """
    if exit_.kind is not ObstructionKind.EXIT:
        return None
    box, ahead = bounds(exit_.ring), rules.exit_front_cm
    is_turned = polygon(exit_.ring).area < 0.99 * box.width * box.depth
    aside = ahead if is_turned or box.width <= box.depth else 0
    before = ahead if is_turned or box.width >= box.depth else 0
    return Box(box.left - aside, box.top - before, box.right + aside, box.bottom + before)


def closed_boxes(standing: Iterable[Obstruction], rules: LayoutRules) -> list[Box]:
    """Return the boxes that booths keep clear of: all around each obstruction, and straight ahead of exits."""
    boxes = [(each.keep_clear, front_of(each, rules)) for each in standing]
    return [box for pair in boxes for box in pair if box]


def meet(one: Box, other: Box) -> bool:
    """Return whether two boxes share more than an edge."""
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def parts_strip(column: Box, strip: Box) -> bool:
    """Return whether a column is so deep in a strip of booths that it divides the strip."""
    return min(column.bottom - strip.top, strip.bottom - column.top) > DEEPEST_NOTCH_CM


def clear_of(ring: Ring, columns: Iterable[Box], smallest_sqm: Decimal) -> Ring | None:
    """Return the ring with a notch for each column in it, or None if too little or several pieces are left."""
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
    """Extend the column's box to the nearest side, as a booth cannot have a hole.

    It is also extended to sides that are so near that only a sliver would be left.
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


class Spacing(NamedTuple):
    """Distances between centres, in centimetres, along the hall's two axes."""

    across_cm: int
    down_cm: int


def exits_of(outline: Ring, spacing: Spacing, rules: LayoutRules) -> tuple[Obstruction, ...]:
    """Return exits of 6 m in all walls that lie on the outline's bounding box."""
    return tuple(
        Obstruction(ObstructionKind.EXIT, ring_of(box), rules.exit_clearance_cm)
        for box in _along_the_walls(outline, _counts(outline, spacing), Box(0, 0, EXIT_WIDTH_CM, EXIT_DEPTH_CM))
    )


def exits_per_wall(outline: Ring, count: int, rules: LayoutRules) -> tuple[Obstruction, ...]:
    """Return `count` exits for each wall, turned walls included, but at most one per 12 m of wall.

    Exits are 6 m wide, or a sixth of the wall in short walls.
    """
    hall = bounds(outline)
    across, down = (min(count, length // (2 * EXIT_WIDTH_CM)) for length in (hall.width, hall.depth))
    found = []
    for counts, length in (((across, 0), hall.width), ((0, down), hall.depth)):
        size = Box(0, 0, _exit_width(length), EXIT_DEPTH_CM)
        found += [ring_of(box) for box in _along_the_walls(outline, counts, size)]
    found += _in_turned_walls(outline, count)
    return tuple(Obstruction(ObstructionKind.EXIT, ring, rules.exit_clearance_cm) for ring in found)


def _exit_width(wall_cm: float) -> int:
    return min(EXIT_WIDTH_CM, on_grid(int(wall_cm) // 6))


def _in_turned_walls(outline: Ring, count: int) -> Iterator[Ring]:
    """Yield rectangles in turned walls.

    They lie a few centimetres off the wall, since their corners are whole centimetres inside the hall.
    """
    floor = polygon(outline)
    for start, end in pairwise((*outline, outline[0])):
        across, down = end[0] - start[0], end[1] - start[1]
        length = math.hypot(across, down)
        number = min(count, int(length // (2 * EXIT_WIDTH_CM))) if across and down else 0
        for place in range(1, number + 1):
            middle, half = length * place / (number + 1), _exit_width(length) / 2
            line = shapely.LineString(
                [
                    (start[0] + across * at / length, start[1] + down * at / length)
                    for at in (middle - half, middle + half)
                ]
            )
            for side in (1, -1):
                near, far = (
                    line.offset_curve(side * off) for off in (OFF_THE_WALL_CM, OFF_THE_WALL_CM + EXIT_DEPTH_CM)
                )
                corners = [*near.coords, *reversed(far.coords)]
                ring = normalised((round(x), round(y)) for x, y in corners)
                if floor.covers(polygon(ring)):
                    yield ring
                    break


class Wall(Enum):
    """A side of the plan."""

    UPPER = "upper"
    RIGHT = "right"
    LOWER = "lower"
    LEFT = "left"


def entrance_of(outline: Ring, wall: Wall, width_cm: int, depth_cm: int) -> Obstruction:
    """Return a zone in the middle of a wall where visitors enter, which no booth may occupy, `depth_cm` into the hall.

    Raise `LayoutRefused` (`entrance_outside`) unless the zone lies wholly in the hall.
    """
    left, top, right, bottom = bounds(outline)
    x, y, half = (left + right) // 2, (top + bottom) // 2, width_cm // 2
    box = {
        Wall.UPPER: Box(x - half, top, x + half, top + depth_cm),
        Wall.RIGHT: Box(right - depth_cm, y - half, right, y + half),
        Wall.LOWER: Box(x - half, bottom - depth_cm, x + half, bottom),
        Wall.LEFT: Box(left, y - half, left + depth_cm, y + half),
    }[wall]
    if not polygon(outline).covers(shapely.box(*box)):
        raise LayoutRefused(
            _("The entrance zone does not lie in the hall. Choose another wall, or make it smaller."),
            code="entrance_outside",
            field="entrance_wall",
        )
    return Obstruction(ObstructionKind.ENTRANCE, ring_of(box), 0)


def hydrants_of(outline: Ring, spacing: Spacing, rules: LayoutRules) -> tuple[Obstruction, ...]:
    return tuple(
        Obstruction(ObstructionKind.HYDRANT, ring_of(box), rules.equipment_clearance_cm)
        for box in _along_the_walls(outline, _counts(outline, spacing), Box(0, 0, HYDRANT_CM, HYDRANT_CM))
    )


def columns_of(outline: Ring, spacing: Spacing, rules: LayoutRules) -> tuple[Obstruction, ...]:
    """Return columns of 1 m wherever the grid meets the inside of the hall, counted from its upper left corner."""
    hall = bounds(outline)
    half = COLUMN_CM // 2
    centres = (
        (x, y)
        for y in range(hall.top + spacing.down_cm, hall.bottom, spacing.down_cm)
        for x in range(hall.left + spacing.across_cm, hall.right, spacing.across_cm)
    )
    boxes = (Box(x - half, y - half, x + half, y + half) for x, y in centres)
    return tuple(
        Obstruction(ObstructionKind.COLUMN, ring_of(box), rules.pillar_clearance_cm)
        for box in boxes
        if _inside(outline, box)
    )


def _counts(outline: Ring, spacing: Spacing) -> tuple[int, int]:
    """Return how many fit at about this distance along the walls across and down the plan."""
    hall = bounds(outline)
    across, down = round(hall.width / spacing.across_cm) - 1, round(hall.depth / spacing.down_cm) - 1
    return max(1, across), max(1, down)


def _along_the_walls(outline: Ring, counts: tuple[int, int], size: Box) -> Iterator[Box]:
    """Yield evenly spaced boxes inside the hall, `size.width` along the wall and `size.depth` into the hall.

    `counts` are their numbers in walls across and down the plan.
    """
    hall, (across, down) = bounds(outline), counts
    boxes = []
    for x in _evenly(hall.left, hall.right, across, size.width):
        boxes.append(Box(x, hall.top, x + size.width, hall.top + size.depth))
        boxes.append(Box(x, hall.bottom - size.depth, x + size.width, hall.bottom))
    for y in _evenly(hall.top, hall.bottom, down, size.width):
        boxes.append(Box(hall.left, y, hall.left + size.depth, y + size.width))
        boxes.append(Box(hall.right - size.depth, y, hall.right, y + size.width))
    return (box for box in boxes if _inside(outline, box))


def _evenly(start: int, end: int, count: int, width: int) -> list[int]:
    step = (end - start) / (count + 1)
    return [on_grid(round(start + step * place - width / 2)) for place in range(1, count + 1)]


def _inside(outline: Ring, box: Box) -> bool:
    return bool(polygon(outline).covers(shapely.box(*box)))
