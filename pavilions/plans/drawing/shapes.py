"""Shapes: a ring as an SVG path, and the room inside it for text. One unit of the drawing is a centimetre.

Both depend on the footprint alone and are cached, since a plan is drawn far more often than it is changed.
"""

from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

import shapely

from pavilions.geometry import Box, Ring, bounds, label_point, polygon

CACHED_SHAPES = 20_000  # four editions of a large show
RECTANGLE_POINTS = 4
MOST_SEARCHED_POINTS = 12


class Shape(NamedTuple):
    """`path` is the `d` of an SVG path; `room` the largest box inside for text."""

    path: str
    room: Box


@lru_cache(maxsize=CACHED_SHAPES)
def shape_of(ring: Ring) -> Shape:
    return Shape(path_of(ring), _room_in(ring))


def path_of(ring: Ring) -> str:
    """`M0 0h300v300h-300z`: steps along the axes take one number, all others two."""
    path = f"M{ring[0][0]} {ring[0][1]}"
    for (x1, y1), (x2, y2) in pairwise(ring):
        if y1 == y2:
            path += f"h{x2 - x1}"
        else:
            path += f"v{y2 - y1}" if x1 == x2 else f"l{x2 - x1} {y2 - y1}"
    return path + "z"


def _room_in(ring: Ring) -> Box:
    """The largest box between the ring's own coordinates that it covers.

    Where there is none, or the ring has many corners: a box a third as wide and deep around a point inside.
    """
    across, down = sorted({x for x, _y in ring}), sorted({y for _x, y in ring})
    if len(ring) == len(across) + len(down) == RECTANGLE_POINTS:
        return bounds(ring)
    around, (x, y) = bounds(ring), label_point(ring)
    half_width, half_depth = around.width // 6, around.depth // 6
    middle = Box(x - half_width, y - half_depth, x + half_width, y + half_depth)
    if len(ring) > MOST_SEARCHED_POINTS:
        return middle
    shape = polygon(ring)
    boxes = (
        Box(left, top, right, bottom)
        for left, right in combinations(across, 2)
        for top, bottom in combinations(down, 2)
    )
    covered = (box for box in boxes if shape.covers(shapely.box(*box)))
    return max(covered, key=lambda box: box.width * box.depth, default=middle)
