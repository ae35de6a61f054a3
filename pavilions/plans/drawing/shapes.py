"""Shapes: a ring as an SVG path, and the room inside it for writing. One unit of the drawing is a centimetre.

Both depend on the footprint alone and are remembered, since a plan is drawn far more often than it is changed.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

import shapely

from pavilions.geometry import Box, Ring, bounds, label_point, polygon

REMEMBERED = 20_000  # four editions of a large show
RECTANGLE_POINTS = 4
MOST_SEARCHED_POINTS = 12


class Shape(NamedTuple):
    """`path` is the `d` of an SVG path; `room` the largest box within for text."""

    path: str
    room: Box


@lru_cache(maxsize=REMEMBERED)
def shape_of(ring: Ring) -> Shape:
    return Shape(path_of(ring), _room_in(ring))


def path_of(ring: Ring) -> str:
    """`M0 0h300v300h-300z`: steps along the axes take one number, all others two."""
    x, y = ring[0]
    return f"M{x} {y}" + "".join(_step(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(ring)) + "z"


def _step(dx: int, dy: int) -> str:
    if dy == 0:
        return f"h{dx}"
    return f"v{dy}" if dx == 0 else f"l{dx} {dy}"


def _room_in(ring: Ring) -> Box:
    """The largest box between the ring's own coordinates that it covers; beside a point inside where that is too dear
    to look for or there is none.
    """
    across, down = sorted({x for x, _y in ring}), sorted({y for _x, y in ring})
    if len(ring) == len(across) + len(down) == RECTANGLE_POINTS:
        return bounds(ring)
    if len(ring) > MOST_SEARCHED_POINTS:
        return _middle_ninth(ring)
    boxes = (Box(*edges) for edges in _boxes_between(across, down))
    covered = [box for box in boxes if polygon(ring).covers(shapely.box(*box))]
    return max(covered, key=lambda box: box.width * box.depth, default=_middle_ninth(ring))


def _boxes_between(across: list[int], down: list[int]) -> Iterator[tuple[int, int, int, int]]:
    for left, right in combinations(across, 2):
        for top, bottom in combinations(down, 2):
            yield left, top, right, bottom


def _middle_ninth(ring: Ring) -> Box:
    """A box a third as wide and deep as the ring, around a point inside it."""
    around, (x, y) = bounds(ring), label_point(ring)
    half_width, half_depth = around.width // 6, around.depth // 6
    return Box(x - half_width, y - half_depth, x + half_width, y + half_depth)
