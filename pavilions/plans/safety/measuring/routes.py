"""Find the shortest ways from any point of a hall to an exit, exactly, by a graph of the corners that ways go round."""

from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np
import shapely
from numpy.typing import NDArray

from pavilions.plans.safety.measuring.hall import Numbers

TOLERANCE_CM = 0.5
"""A way may run along a wall, whose coordinates are rounded."""
SQUARE_CM = 100
"""The side of the squares by which lines are first tested."""
FEW_CORNERS = 200
"""A floor with no more corners has no squares."""
LOOKS = 16
"""The number of places at which a line is tested before the whole line is."""
AT_ONCE = 16
"""The number of candidates that are tried for each point in one pass."""

type Points = Numbers
type Positions = NDArray[np.int64]


class Sight:
    """Test which straight lines stay on a floor.

    Most lines do not, and nearly all of those cross a square that lies wholly off the floor. A floor with few corners
    has no squares, since testing the whole line is as quick there.
    """

    def __init__(self, floor: shapely.Geometry) -> None:
        self._floor = shapely.buffer(floor, TOLERANCE_CM, join_style="mitre")
        shapely.prepare(self._floor)
        self._is_off: NDArray[np.bool_] | None = None
        if shapely.get_num_coordinates(floor) > FEW_CORNERS:
            left, low, right, high = shapely.bounds(floor)
            self._origin = np.array([left, low])
            near = shapely.buffer(self._floor, SQUARE_CM, quad_segs=2)
            shapely.prepare(near)
            x, y = (np.arange(start, end + SQUARE_CM, SQUARE_CM) for start, end in ((left, right), (low, high)))
            middles = np.stack(np.meshgrid(x, y, indexing="ij")) + SQUARE_CM / 2
            self._is_off = np.asarray(~shapely.contains_xy(near, *middles))

    def is_free(self, starts: Points, ends: Points) -> NDArray[np.bool_]:
        """Return whether each line from a start to its end stays on the floor. Both are arrays of shape (..., 2)."""
        starts, ends = np.broadcast_arrays(starts, ends)
        found = np.full(starts.shape[:-1], fill_value=True)
        if self._is_off is not None:
            at = starts[..., None, :] + (ends - starts)[..., None, :] * ((np.arange(LOOKS) + 0.5) / LOOKS)[:, None]
            squares = ((at - self._origin) // SQUARE_CM).astype(np.int64)
            column, row = np.moveaxis(np.clip(squares, 0, np.array(self._is_off.shape) - 1), -1, 0)
            found = ~self._is_off[column, row].any(axis=-1)
        found[found] = shapely.covers(self._floor, shapely.linestrings(np.stack([starts[found], ends[found]], axis=1)))
        return found


class Routes:
    """Distances in cm along the shortest ways over `floor`, infinite where no exit can be reached."""

    def __init__(self, floor: shapely.Geometry, exits: Sequence[shapely.Geometry]) -> None:
        self._sight = Sight(floor)
        self._exits = np.array(exits, dtype=np.object_)
        corners, before, after = _corners_to_go_round(floor)
        self._corners, self._before, self._after = corners, before, after
        self._left, self._next = self._distances()

    def distances(self, points: Points) -> Numbers:
        """Return the distance from each point, shape (n, 2), to the nearest exit."""
        return self._shortest(points)[0]

    def way(self, point: tuple[float, float]) -> list[tuple[float, float]]:
        """Return the points of the shortest way from here, the last one at an exit; empty where there is no way."""
        return self.ways([point])[0]

    def ways(self, points: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
        """Return the `way` from each of the points, which is faster than finding one after another."""
        starts = np.array(points, dtype=np.float64).reshape(-1, 2)
        arrivals: dict[tuple[float, float], tuple[float, float]] = {}
        found = []
        for point, distance, first in zip(points, *(each.tolist() for each in self._shortest(starts)), strict=True):
            path, at = [point], int(first)
            while at >= 0:
                path.append((float(self._corners[at, 0]), float(self._corners[at, 1])))
                at = int(self._next[at])
            if distance < np.inf:
                arrivals[path[-1]] = arrivals.get(path[-1]) or self._arrival(path[-1])
                path.append(arrivals[path[-1]])
            found.append(path if distance < np.inf else [])
        return found

    def _arrival(self, point: tuple[float, float]) -> tuple[float, float]:
        lines = shapely.shortest_line(shapely.Point(point), self._exits)
        seen = lines[self._sight.is_free(*_ends(lines))]
        end = min(seen, key=shapely.length).coords[-1]
        return float(end[0]), float(end[1])

    def _straight(self, points: Points) -> Numbers:
        """Return the distance from each point to the nearest exit in its sight, or infinity."""
        nearest = np.full(len(points), np.inf)
        at = shapely.points(points)
        for reached in self._exits:
            lines = shapely.shortest_line(at, reached)
            lengths = shapely.length(lines)
            nearer = np.flatnonzero(lengths < nearest)
            nearer = nearer[self._sight.is_free(*_ends(lines[nearer]))]
            nearest[nearer] = lengths[nearer]
        return nearest

    def _distances(self) -> tuple[Numbers, Positions]:
        """Return, for each corner, the distance to an exit and the next corner, -1 where the next is the exit itself.

        This is Dijkstra's algorithm, nearest first. Sight between two corners is tested only where the way over the
        corner would be shorter than the known one, since testing all pairs took most of the time.
        """
        left, following = self._straight(self._corners), np.full(len(self._corners), -1)
        queue = [(float(distance), corner) for corner, distance in enumerate(left) if np.isfinite(distance)]
        queue.sort()
        while queue:
            distance, corner = heappop(queue)
            if distance > left[corner]:
                continue
            reach = distance + np.hypot(*(self._corners - self._corners[corner]).T)
            others = self._going_round(corner, np.flatnonzero(reach < left))
            seen = others[self._sight.is_free(self._corners[corner], self._corners[others])]
            left[seen], following[seen] = reach[seen], corner
            for other in seen.tolist():
                heappush(queue, (float(left[other]), other))
        return left, following

    def _going_round(self, corner: int, others: Positions) -> Positions:
        """Return the other corners whose line from this corner goes round both; shortest ways use no other lines."""
        line = self._corners[others] - self._corners[corner]
        rounds = _same_side(
            line, self._before[corner] - self._corners[corner], self._after[corner] - self._corners[corner]
        )
        rounds &= _same_side(
            line, self._before[others] - self._corners[others], self._after[others] - self._corners[others]
        )
        return others[rounds]

    def _shortest(self, points: Points) -> tuple[Numbers, Positions]:
        """Return the distance from each point, and the first corner on the way, -1 where the exit is in sight.

        Corners are tried by the least possible length of the way over them, so the first one in sight is the answer.
        """
        distances, following = self._straight(points), np.full(len(points), -1)
        usable = np.flatnonzero(np.isfinite(self._left))
        if not len(usable):
            return distances, following
        corners = self._corners[usable]
        for start in range(0, len(points), 512):
            block = np.arange(start, min(start + 512, len(points)))
            towards = corners[None] - points[block, None]
            reach: Numbers = np.hypot(towards[..., 0], towards[..., 1]) + self._left[usable]
            reach[~_same_side(towards, self._before[usable] - corners, self._after[usable] - corners)] = np.inf
            order = np.argsort(reach, axis=1)
            for place in range(0, len(usable), AT_ONCE):
                if not len(block):
                    break
                tried = order[:, place : place + AT_ONCE]
                at_best = np.take_along_axis(reach, tried, axis=1)
                open_ = at_best[:, 0] < distances[block]
                block, order, tried = block[open_], order[open_], tried[open_]
                reach, at_best = reach[open_], at_best[open_]
                seen = self._sight.is_free(points[block, None], corners[tried]) & (at_best < distances[block, None])
                hit = seen.any(axis=1)
                first_seen = seen.argmax(axis=1)
                rows = np.flatnonzero(hit)
                distances[block[rows]] = at_best[rows, first_seen[rows]]
                following[block[rows]] = usable[tried[rows, first_seen[rows]]]
                block, order, reach = block[~hit], order[~hit], reach[~hit]
        return distances, following


def _ends(lines: NDArray[np.object_]) -> tuple[Points, Points]:
    ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)
    return ends[:, 0], ends[:, 1]


def _same_side(line: Points, before: Points, after: Points) -> NDArray[np.bool_]:
    """Return whether both neighbours of a corner lie on one side of the line through it, or on it."""
    cross_before = line[..., 0] * before[..., 1] - line[..., 1] * before[..., 0]
    cross_after = line[..., 0] * after[..., 1] - line[..., 1] * after[..., 0]
    slack = 1e-3 * np.hypot(line[..., 0], line[..., 1])
    same: NDArray[np.bool_] = ((cross_before >= -slack) & (cross_after >= -slack)) | (
        (cross_before <= slack) & (cross_after <= slack)
    )
    return same


def _corners_to_go_round(floor: shapely.Geometry) -> tuple[Points, Points, Points]:
    """Return corners that stick out into the ways, and the corners before and after each on its ring."""
    found: list[Points] = []
    for part in shapely.get_parts(floor):
        whole = shapely.orient_polygons(part)  # the floor is on the left of each ring
        for ring in (whole.exterior, *whole.interiors):
            points = shapely.get_coordinates(ring)[:-1]
            before, after = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0)
            turn = (points - before)[:, 0] * (after - points)[:, 1] - (points - before)[:, 1] * (after - points)[:, 0]
            sticks_out = turn < -1
            found.append(np.stack([points[sticks_out], before[sticks_out], after[sticks_out]]))
    corners, before, after = np.concatenate(found, axis=1) if found else np.empty((3, 0, 2))
    return corners, before, after
