"""A second, slow measurement of ways, which shares nothing with the first: the floor in cells of 5 cm, by numpy."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from pavilions.plans.safety.measuring import Front, MeasuredHall

CELL_CM = 5
REACH_CM = 5
"""The middle of a way that touches a door lies on one line, which no cell does."""
TOLERANCE_CM = 18
"""On either side a way through cells goes at most half a diagonal of one, 3.54 cm, beside the true one and ends within
reach of a door. Ways whose widths round to the same centimetre are given the least of them.
"""

type Field = NDArray[np.float64]
type Mask = NDArray[np.bool_]


class Raster:
    """`clearance` is how far the middle of each cell is from whatever stands there; 0 where something does."""

    def __init__(self, hall: MeasuredHall) -> None:
        self.hall = hall
        corners = np.array(hall.outline)
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        half = CELL_CM / 2
        self._x, self._y = np.meshgrid(np.arange(left + half, right, CELL_CM), np.arange(top + half, bottom, CELL_CM))
        rings = [*hall.booths.values(), *hall.columns.values(), *hall.standing]
        is_free = self._inside(hall.outline) & ~np.any([self._inside(ring) for ring in rings], axis=0)
        edges = np.concatenate([_edges(ring) for ring in (hall.outline, *rings)])
        self.clearance = np.where(is_free, self._distance(edges), 0)
        self._flooded: dict[int, Mask] = {}

    @cached_property
    def to_exits(self) -> list[Field]:
        """From each cell to the floor before each exit that counts."""
        found = []
        for each in self.hall.exits.values():
            if each.free_cm:
                parts = shapely.get_parts(each.before)
                rings = [
                    part.exterior.coords[:-1] if isinstance(part, shapely.Polygon) else part.coords[:] for part in parts
                ]
                distances = [np.where(self._inside(ring), 0, self._distance(_edges(ring))) for ring in rings]
                found.append(np.min(distances, axis=0))
        return found

    def to_doors(self, doors: Sequence[Front]) -> dict[int, list[Field]]:
        """From each cell to each door of each booth."""
        found: dict[int, list[Field]] = {}
        for door in doors:
            found.setdefault(door.booth, []).append(self._distance(np.array([[door.start, door.end]])))
        return found

    def wide(self, width: int) -> Mask:
        """Where the middle of a way of that width can go."""
        return self.clearance >= width / 2

    def flooded(self, width: int) -> Mask:
        """Where it can come from an exit."""
        if width not in self._flooded:
            at_exits = np.any([distance <= width / 2 + REACH_CM for distance in self.to_exits], axis=0)
            self._flooded[width] = _flood(self.wide(width), at_exits)
        return self._flooded[width]

    def widest(self, to_doors: Sequence[Field], most: int) -> int:
        """The width of the best way from one of the doors to an exit, between a metre and the most."""
        least, most = 100, most + 1
        while most - least > 1:
            width = (least + most) // 2
            flooded = self.flooded(width)
            is_met = any(bool((flooded & (distance <= width / 2 + REACH_CM)).any()) for distance in to_doors)
            least, most = (width, most) if is_met else (least, width)
        return least

    def _inside(self, ring: Sequence[Sequence[float]]) -> Mask:
        """By counting how often a line to the right crosses the ring."""
        found = np.zeros(self._x.shape, dtype=bool)
        for (x, y), (to_x, to_y) in _edges(ring).tolist():
            if y != to_y:
                crosses = (y > self._y) != (to_y > self._y)
                found ^= crosses & (self._x < (to_x - x) * (self._y - y) / (to_y - y) + x)
        return found

    def _distance(self, edges: Field) -> Field:
        found = np.full(self._x.shape, np.inf)
        for (x, y), (to_x, to_y) in edges.tolist():
            along_x, along_y = to_x - x, to_y - y
            square = along_x**2 + along_y**2
            part = np.clip(((self._x - x) * along_x + (self._y - y) * along_y) / square, 0, 1)
            found = np.minimum(found, np.hypot(self._x - x - part * along_x, self._y - y - part * along_y))
        return found


def _edges(ring: Sequence[Sequence[float]]) -> Field:
    points = np.array(ring, dtype=np.float64)
    return np.stack([points, np.roll(points, -1, axis=0)], axis=1)


def _flood(mask: Mask, starts: Mask) -> Mask:
    """The cells of the mask that are joined with a start, also across corners."""
    around = np.pad(mask, 1)
    width = around.shape[1]
    steps = [row * width + column for row in (-1, 0, 1) for column in (-1, 0, 1) if row or column]
    is_open = around.ravel().tolist()
    found = np.zeros(around.size, dtype=bool)
    waiting = np.flatnonzero(np.pad(mask & starts, 1)).tolist()
    for at in waiting:
        is_open[at] = False
    for at in waiting:  # grows as it is gone through
        found[at] = True
        for step in steps:
            if is_open[at + step]:
                is_open[at + step] = False
                waiting.append(at + step)
    return found.reshape(around.shape)[1:-1, 1:-1]
