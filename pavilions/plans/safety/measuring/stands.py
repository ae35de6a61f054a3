"""Measure whether each booth can be entered, how deep it is behind its fronts, and how far it is from an exit."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from pavilions.drawings.geometry import polygon
from pavilions.plans.safety.measuring.aisles import Front
from pavilions.plans.safety.measuring.hall import ROUNDING_CM, MeasuredHall
from pavilions.plans.safety.measuring.routes import Routes

DOORS_APART_CM = 300
PRECISION_CM = 0.25
ARC_SEGMENTS = 64
SLIVER_SQUARE_CM = 1e-6

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stand:
    """The longest way out of a booth.

    `to_exit_cm` is the length of the way from the corner `farthest`: straight to a front, at `leaves_at`, then the
    shortest way to an exit. It is infinite for a booth that cannot be entered.
    """

    booth: int
    to_exit_cm: float
    farthest: Point
    leaves_at: Point

    @property
    def can_be_entered(self) -> bool:
        return self.to_exit_cm < np.inf


def stands_of(hall: MeasuredHall, fronts: Sequence[Front], routes: Routes) -> dict[int, Stand]:
    """Return the stand of every booth of the hall, by id. `fronts` are those through which booths are entered."""
    doors: defaultdict[int, list[Point]] = defaultdict(list)
    for front in fronts:
        doors[front.booth] += _points_of(front)
    every = sorted({door for of_booth in doors.values() for door in of_booth})
    left = dict(zip(every, routes.distances(np.array(every).reshape(-1, 2)).tolist(), strict=True))
    found = {}
    for booth, ring in hall.booths.items():
        if booth not in doors:
            found[booth] = Stand(booth, np.inf, ring[0], ring[0])
            continue
        at = np.array(doors[booth])
        across = np.hypot(*(np.array(ring, dtype=np.float64)[:, None] - at[None]).transpose(2, 0, 1))
        ways = across + np.array([left[door] for door in doors[booth]])[None]
        shortest = ways.min(axis=1)
        worst = int(shortest.argmax())
        found[booth] = Stand(booth, float(shortest[worst]), ring[worst], doors[booth][int(ways[worst].argmin())])
    return found


def _points_of(front: Front) -> list[Point]:
    """Return the ends of a front, and points between them that are at most 3 m apart."""
    (x, y), (to_x, to_y) = front.start, front.end
    parts = max(2, math.ceil(math.hypot(to_x - x, to_y - y) / DOORS_APART_CM))
    return [
        (round(x + (to_x - x) * part / parts, 2), round(y + (to_y - y) * part / parts, 2)) for part in range(parts + 1)
    ]


def widths_at_ways(hall: MeasuredHall, fronts: Sequence[Front]) -> list[float]:
    """Return the width of each front, in cm, that lies at a way to an exit."""
    if not fronts:
        return []
    lines = np.asarray(shapely.linestrings([[front.start, front.end] for front in fronts]))
    beside = shapely.buffer(hall.ways, ROUNDING_CM, join_style="mitre")
    shapely.prepare(beside)
    lengths = shapely.length(lines)
    partly = np.flatnonzero(~shapely.covers(beside, lines))
    lengths[partly] = shapely.length(shapely.intersection(lines[partly], beside))
    return [round(length, 1) for length in lengths.tolist()]


def deeper_than(hall: MeasuredHall, fronts: Sequence[Front], limit_cm: float) -> dict[int, tuple[float, Point]]:
    """Return booths with a point farther than the limit from their nearest front: how far, and where.

    Distances are in a straight line, accurate to a quarter of a centimetre. Only the given `fronts` count.
    """
    found = {}
    for booth, at_most, lines in _by_depth(hall, fronts, limit_cm):
        if at_most > limit_cm + PRECISION_CM:
            depth, where = _depth(polygon(hall.booths[booth]), lines, at_most)
            if depth > limit_cm + PRECISION_CM:
                found[booth] = depth, where
    return found


def deepest(hall: MeasuredHall, fronts: Sequence[Front]) -> dict[int, tuple[float, Point]]:
    """Return the booth with the point farthest from its nearest front, or nothing if no booth has a front."""
    best: dict[int, tuple[float, Point]] = {}
    for booth, at_most, lines in sorted(_by_depth(hall, fronts, 0), key=lambda each: -each[1]):
        if best and at_most <= next(iter(best.values()))[0] + PRECISION_CM:
            break
        depth, where = _depth(polygon(hall.booths[booth]), lines, at_most)
        if not best or depth > next(iter(best.values()))[0]:
            best = {booth: (depth, where)}
    return best


def _by_depth(
    hall: MeasuredHall, fronts: Sequence[Front], limit_cm: float
) -> Iterator[tuple[int, float, shapely.MultiLineString]]:
    """Yield each booth larger than the limit, the upper bound of its depth behind its fronts, and its fronts."""
    left, top, right, bottom = shapely.bounds(hall.booth_shapes).T
    is_large = np.hypot(right - left, bottom - top) > limit_cm  # in other booths no two points are farther apart
    large = {booth for booth, is_so in zip(hall.booths, is_large.tolist(), strict=True) if is_so}
    of_booth: defaultdict[int, list[tuple[Point, Point]]] = defaultdict(list)
    for front in fronts:
        if front.booth in large:
            of_booth[front.booth].append((front.start, front.end))
    for booth, lines in of_booth.items():
        corners = shapely.points(np.array(hall.booths[booth], dtype=np.float64))
        # The distance from one line is greatest at a corner; from several lines it is no greater than from one of them.
        at_most = min(float(shapely.distance(shapely.LineString(line), corners).max()) for line in lines)
        yield booth, at_most, shapely.MultiLineString(lines)


def _depth(shape: shapely.Polygon, fronts: shapely.MultiLineString, at_most: float) -> tuple[float, Point]:
    """Return the depth and its point, by bisection: the rest of the shape beyond a distance is empty or not."""
    least, where = 0.0, (0.0, 0.0)
    while at_most - least > PRECISION_CM / 2:
        middle = (least + at_most) / 2
        rest = shape.difference(fronts.buffer(middle, quad_segs=ARC_SEGMENTS))
        if rest.area > SLIVER_SQUARE_CM:
            point = rest.representative_point()
            least, where = middle, (point.x, point.y)
        else:
            at_most = middle
    return least, where
