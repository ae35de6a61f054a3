"""Relations between the shapes of one plan: overlaps, shared walls, distances and replacements.

Results are positions or keys.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from heapq import nsmallest
from itertools import chain, islice
from math import hypot

import numpy as np
import shapely
from numpy.typing import NDArray

from pavilions.drawings.geometry.rings import (
    CENT,
    SQUARE_CM_PER_SQM,
    Polygons,
    Ring,
    polygon,
    polygons,
    shrunk_polygons,
)

type Pair = tuple[int, int]
type Numbers = NDArray[np.float64]
type Positions = NDArray[np.int64]
type Sides = tuple[Numbers, Numbers, Numbers, Numbers]

GAP_CM = 10
SHORTEST_SHARED_WALL_CM = 50
CHUNK = 64

METRES_PER_DOUBLE_SIZE = 50
OUTWARD = np.array([-1, -1, 1, 1])
"""The factors by which the bounds of a shape grow outwards."""
MOST_IN_A_BOOTH = 0.5
"""The share of a booth that a column in it may take."""


def overlaps(rings: Sequence[Ring], *, most: int | None = None) -> list[Pair]:
    """Return pairs (lower, higher) whose cores intersect, which the database refuses. Sharing a wall is no overlap.

    With `most`, the search ends after that many pairs, since a pile of thousands of equal shapes has millions.
    """
    cores = shrunk_polygons(rings)
    return sorted(islice((pair for pair in _intersecting(cores, cores) if pair[0] < pair[1]), most))


def outside(outline: Ring, rings: Sequence[Ring]) -> list[int]:
    """Return the positions of shapes not wholly inside the outline; up to 2 cm beyond a wall count as rounding."""
    floor = polygon(outline)
    shapely.prepare(floor)
    inside = shapely.covers(floor, shrunk_polygons(rings))
    return [position for position, is_inside in enumerate(inside) if not is_inside]


def on_obstruction(
    rings: Sequence[Ring], obstructions: Sequence[tuple[Ring, int]], *, most: int | None = None
) -> list[Pair]:
    """Return pairs (shape, obstruction) where a core intersects an obstruction or the clearance in cm around it.

    `most` limits the pairs as in `overlaps`.
    """
    around, clearances = [ring for ring, _clearance in obstructions], [clearance for _ring, clearance in obstructions]
    if not rings or not obstructions:
        return []
    candidates = Places(rings).near(around, distance_cm=max(clearances, default=0))
    zones = shapely.buffer(polygons(around), np.array(clearances, dtype=np.float64))
    pairs = _intersecting(shrunk_polygons([rings[position] for position in candidates]), zones)
    return sorted((candidates[place], zone) for place, zone in islice(pairs, most))


def badly_at_columns(
    rings: Sequence[Ring], columns: Sequence[tuple[Ring, int]], others: Sequence[Ring] = (), *, most: int | None = None
) -> list[Pair]:
    """Return pairs (booth, column) that are not allowed.

    A column may stand in booths if it takes no more than half of any. All booths keep the clearance of a column that
    stands in none of these or of `others`. `most` limits the pairs as in `overlaps`.
    """
    pairs = on_obstruction(rings, columns, most=most)
    asked = sorted({column for _ring, column in pairs})
    inside = on_obstruction([*rings, *others], [(columns[column][0], 0) for column in asked])
    built_in = {asked[column] for _ring, column in inside}
    return [
        (ring, column)
        for ring, column in pairs
        if column not in built_in or _share(rings[ring], columns[column][0]) > MOST_IN_A_BOOTH
    ]


def _share(ring: Ring, taken_by: Ring) -> float:
    shape = polygon(ring)
    return float(shape.intersection(polygon(taken_by)).area / shape.area)


def obstructed_sqm(rings: Sequence[Ring], standing: Sequence[Ring]) -> list[Decimal]:
    """Return how many m² of each shape `standing` takes, such as columns in booths; overlapping parts count once."""
    taken = [Decimal(0)] * len(rings)
    if not rings or not standing:
        return taken
    shapes, around = polygons(rings), polygons(standing)
    pieces: dict[int, list[int]] = {}
    for shape, one in zip(*shapely.STRtree(around).query(shapes, predicate="intersects").tolist(), strict=True):
        pieces.setdefault(shape, []).append(one)
    for shape, ones in pieces.items():
        covered = shapely.intersection(shapes[shape], shapely.union_all(around[ones])).area
        taken[shape] = (Decimal(covered) / SQUARE_CM_PER_SQM).quantize(CENT, ROUND_HALF_UP)
    return taken


def touching(rings: Sequence[Ring], *, gap_cm: int = GAP_CM) -> list[Pair]:
    """Return pairs (lower, higher) that stand wall to wall for at least 50 cm.

    Gaps of up to `gap_cm` between them are ignored. Booths that only meet at a corner do not touch.
    """
    return sorted(zip(*(each.tolist() for each in wall_to_wall(polygons(rings), gap_cm=gap_cm)), strict=True))


def wall_to_wall(shapes: Polygons, *, gap_cm: int = GAP_CM) -> tuple[Positions, Positions]:
    """Return the `touching` pairs of shapes, in any order."""
    reach = gap_cm + 0.5
    first, second = pairs_within(shapes, reach)
    shared = _boundary_within(shapes[first], shapes[second], reach)
    is_wall = shared >= SHORTEST_SHARED_WALL_CM + 2 * gap_cm
    return first[is_wall], second[is_wall]


def _boundary_within(shapes: Polygons, others: Polygons, reach: float) -> Numbers:
    """Return how much of each shape's boundary is within reach of its counterpart; fast for boxes along the axes."""
    one, other = shapely.bounds(shapes), shapely.bounds(others)
    are_boxes = _are_boxes(shapes, one) & _are_boxes(others, other)
    other += reach * OUTWARD
    sides_within = (one[:, :2] >= other[:, :2]).astype(int) + (one[:, 2:] <= other[:, 2:])
    across = np.minimum(one[:, 2:], other[:, 2:]) - np.maximum(one[:, :2], other[:, :2])
    found: Numbers = (sides_within * across[:, ::-1]).sum(axis=1)
    around = shapely.buffer(others[~are_boxes], reach, join_style="mitre")
    found[~are_boxes] = shapely.length(shapely.intersection(shapely.boundary(shapes[~are_boxes]), around))
    return found


def pairs_within(shapes: Polygons, distance_cm: float) -> tuple[Positions, Positions]:
    """Return pairs (lower, higher) of shapes that are at most this far apart; fast for many that lie close."""
    reach = shapely.bounds(shapes) + distance_cm * OUTWARD
    one, other = shapely.STRtree(shapes).query(shapely.box(*reach.T))
    one, other = one[one < other], other[one < other]
    is_near = shapely.dwithin(shapes[one], shapes[other], distance_cm)
    return one[is_near], other[is_near]


def union(shapes: Polygons) -> shapely.Geometry:
    """Return the union of all shapes; fast for boxes along the axes that stand in rows or columns."""
    box = shapely.bounds(shapes)
    are_boxes = _are_boxes(shapes, box)
    box = box[are_boxes]
    for near, far in ((0, 2), (1, 3)):
        beside = [1 - near, 5 - far]
        box = box[np.lexsort((box[:, near], *box[:, beside].T))]
        is_next = (box[1:, near] <= box[:-1, far]) & (box[1:, beside] == box[:-1, beside]).all(axis=1)
        first = np.flatnonzero(np.concatenate([[True], ~is_next])[: len(box)])
        most = np.maximum.reduceat(box[:, far], first)
        box = box[first]
        box[:, far] = most
    return shapely.union_all(np.concatenate([shapely.box(*box.T), shapes[~are_boxes]]))


def in_common(shapes: Polygons, others: Polygons) -> Polygons:
    """Return the intersection of each shape with its counterpart; fast for boxes along the plan's axes."""
    one, other = shapely.bounds(shapes), shapely.bounds(others)
    are_boxes = _are_boxes(shapes, one) & _are_boxes(others, other)
    left, top = np.maximum(one[are_boxes, :2], other[are_boxes, :2]).T
    right, bottom = np.maximum([left, top], np.minimum(one[are_boxes, 2:], other[are_boxes, 2:]).T)
    found = np.empty(len(shapes), dtype=object)
    found[are_boxes] = shapely.box(left, top, right, bottom)
    found[~are_boxes] = shapely.intersection(shapes[~are_boxes], others[~are_boxes])
    return found


def _are_boxes(shapes: Polygons, bounds: Numbers) -> NDArray[np.bool_]:
    return np.asarray(shapely.area(shapes) == (bounds[:, 2] - bounds[:, 0]) * (bounds[:, 3] - bounds[:, 1]))


class Places:
    """An index of where the shapes of a plan lie."""

    def __init__(self, rings: Sequence[Ring]) -> None:
        self._boxes = shapely.STRtree(shapely.box(*_boxes(rings)) if rings else [])

    def near(self, around: Sequence[Ring], *, distance_cm: int) -> list[int]:
        """Return the positions of shapes whose box is at most this far from the box of one of the shapes `around`."""
        if not around:
            return []
        left, top, right, bottom = _boxes(around)
        reach = shapely.box(left - distance_cm, top - distance_cm, right + distance_cm, bottom + distance_cm)
        _reach, found = self._boxes.query(reach)
        return [int(position) for position in np.unique(found)]


def _boxes(rings: Sequence[Ring]) -> Sides:
    """Return the left, top, right and bottom of many rings."""
    corners = np.array(list(chain.from_iterable(rings)), dtype=np.float64)
    starts = np.cumsum([0, *(len(ring) for ring in rings[:-1])])
    least, most = np.minimum.reduceat(corners, starts), np.maximum.reduceat(corners, starts)
    return least[:, 0], least[:, 1], most[:, 0], most[:, 1]


def _intersecting(shapes: Polygons, others: Polygons) -> Iterator[Pair]:
    tree = shapely.STRtree(others)
    for start in range(0, len(shapes), CHUNK):
        near, far = tree.query(shapes[start : start + CHUNK], predicate="intersects")
        yield from zip((near + start).tolist(), far.tolist(), strict=True)


@dataclass(frozen=True, slots=True)
class Spot:
    """The middle of a booth, in centimetres of the hall's axes, and the booth's area."""

    x: float
    y: float
    sqm: float


def nearest_spots[Key](wanted: Spot, free: Mapping[Key, Spot], *, count: int = 3) -> list[Key]:
    """Return the `count` best replacements for a booth, best first; equal ones keep their order.

    The cost of a candidate is its distance (metres between the middles) plus half a metre for each per cent by which
    its area differs: a booth of the same size 50 m away is as good as one next door of twice the size.
    """

    def cost(key: Key) -> float:
        spot = free[key]
        metres = hypot(spot.x - wanted.x, spot.y - wanted.y) / 100
        return metres + METRES_PER_DOUBLE_SIZE * abs(spot.sqm - wanted.sqm) / wanted.sqm

    return nsmallest(count, free, key=cost)
