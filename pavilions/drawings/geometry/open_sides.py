"""Count the sides of a booth that face an aisle: 1 row, 2 corner, 3 end of a block, 4 island.

Every wall of the footprint belongs to one of four sides, by the way it faces; the booth's longest wall sets the
directions, so turned booths, L-shapes and curves have four sides too. A stretch of wall is open when nothing but free
floor of this hall lies straight before it for the width of an aisle: no other booth, no obstruction, no hall wall, no
other part of the booth itself. That width is the least that the rules of the hall require of aisles, or a metre without
rules: a narrower strip is a gap between neighbours or behind a row, not an aisle. A side is open when at least half of
its length is open, within 5 cm.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from pavilions.drawings.geometry.rings import Polygons, Ring, polygon, polygons

AISLE_CM = 100
"""The least width of an aisle where no rules require more."""
SLACK_CM = 5
SLIVER_SQUARE_CM = 1.0
TOUCH_CM = 1e-6
"""Thinner than any sliver, and more than the rounding error of a coordinate."""
SIDES = 4

type Numbers = NDArray[np.float64]
type Positions = NDArray[np.int64]


class Frontage(NamedTuple):
    """How a booth faces the aisles: `sides` 0 to 4 by the rule above, and the open length of all its walls in cm."""

    sides: int
    open_cm: int


class Walls(NamedTuple):
    """All walls of many rings, one row each; `along` and `outward` are unit vectors."""

    booth: Positions
    start: Numbers
    length: Numbers
    along: Numbers
    outward: Numbers
    side: Positions


def open_sides(
    ring: Ring,
    others: Sequence[Ring],
    outline: Ring | None = None,
    obstructions: Sequence[Ring] = (),
    *,
    aisle_cm: int = AISLE_CM,
) -> int:
    """Return the open sides, 1 to 4, of one booth among `others`; a booth enclosed on all sides counts as 1.

    `obstructions` are those that stand on the floor and block the way, unlike an exit.
    """
    return max(1, _frontages([ring], [ring, *others, *obstructions], outline, aisle_cm)[0].sides)


def open_sides_of_plan(
    rings: Sequence[Ring],
    outline: Ring | None = None,
    obstructions: Sequence[Ring] = (),
    *,
    aisle_cm: int = AISLE_CM,
) -> list[int]:
    """Return the `open_sides` of every booth of a plan among all the others."""
    return [max(1, frontage.sides) for frontage in frontages(rings, outline, obstructions, aisle_cm=aisle_cm)]


def frontages(
    rings: Sequence[Ring],
    outline: Ring | None = None,
    obstructions: Sequence[Ring] = (),
    *,
    aisle_cm: int = AISLE_CM,
) -> list[Frontage]:
    return _frontages(rings, [*rings, *obstructions], outline, aisle_cm)


def _frontages(rings: Sequence[Ring], standing: Sequence[Ring], outline: Ring | None, aisle_cm: int) -> list[Frontage]:
    if not rings:
        return []
    walls = walls_of(rings)
    open_cm = walls.length - _blocked_lengths(walls, _blocking_pieces(walls, standing, outline, aisle_cm))
    lengths, open_lengths = np.zeros((2, len(rings), SIDES))
    np.add.at(lengths, (walls.booth, walls.side), walls.length)
    np.add.at(open_lengths, (walls.booth, walls.side), open_cm)
    is_open = (open_lengths > SLACK_CM) & (open_lengths >= lengths / 2 - SLACK_CM)
    totals = np.rint(open_lengths.sum(axis=1))
    return [Frontage(int(sides), int(total)) for sides, total in zip(is_open.sum(axis=1), totals, strict=True)]


def walls_of(rings: Sequence[Ring]) -> Walls:
    booth = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    start = np.array([point for ring in rings for point in ring], dtype=np.float64)
    end = np.array([point for ring in rings for point in (*ring[1:], ring[0])], dtype=np.float64)
    length = np.hypot(*(end - start).T)
    along = (end - start) / length[:, None]
    outward = np.column_stack([along[:, 1], -along[:, 0]])  # rings run clockwise, y points down
    # The side of a wall is the quarter turn nearest to its direction, counted from its booth's longest wall.
    angle = np.arctan2(along[:, 1], along[:, 0])
    longest_first = np.lexsort((-length, booth))
    _booths, first_of_booth = np.unique(booth[longest_first], return_index=True)
    turned = angle - angle[longest_first[first_of_booth]][booth]
    side = (np.floor(turned / (np.pi / 2) + 0.5 + 1e-9).astype(np.int64)) % SIDES
    return Walls(booth, start, length, along, outward, side)


def _strips(walls: Walls, aisle_cm: int, inset: float = 0) -> Polygons:
    """Return the floor straight before each wall, as deep as an aisle, less `inset` on every side."""
    start = walls.start + (walls.along + walls.outward) * inset
    end = start + walls.along * (walls.length - 2 * inset)[:, None]
    ahead = walls.outward * (aisle_cm - 2 * inset)
    return np.asarray(shapely.polygons(np.stack([start, end, end + ahead, start + ahead], axis=1)))


def _blocking_pieces(
    walls: Walls, standing: Sequence[Ring], outline: Ring | None, aisle_cm: int
) -> tuple[Positions, Polygons]:
    """Return the wall and the geometry of everything that lies on the strips, walls in any order.

    Whatever only touches a strip is omitted: the booth itself and its neighbours' corners, which are most of the hits.
    """
    strips, shapes = _strips(walls, aisle_cm), polygons(standing)
    wall, obstacle = shapely.STRtree(shapes).query(_strips(walls, aisle_cm, TOUCH_CM), predicate="intersects")
    pieces = shapely.intersection(strips[wall], shapes[obstacle])
    if outline is None:
        return wall, pieces
    floor = polygon(outline)
    shapely.prepare(floor)
    near_edge = np.flatnonzero(~shapely.covers(floor, strips))
    beyond = shapely.difference(strips[near_edge], floor)
    return np.concatenate([wall, near_edge]), np.concatenate([pieces, beyond])


def _blocked_lengths(walls: Walls, blocking: tuple[Positions, Polygons]) -> Numbers:
    """Return the blocked length of each wall.

    Pieces are projected on the wall and the length of their union is measured.
    """
    wall_of_piece, pieces = blocking
    parts, piece = shapely.get_parts(pieces, return_index=True)
    is_solid = shapely.area(parts) > SLIVER_SQUARE_CM
    parts, wall = parts[is_solid], wall_of_piece[piece[is_solid]]
    points, part = shapely.get_coordinates(parts, return_index=True)
    position = np.einsum("ij,ij->i", points - walls.start[wall][part], walls.along[wall][part])
    near, far = np.full(len(parts), np.inf), np.full(len(parts), -np.inf)
    np.minimum.at(near, part, position)
    np.maximum.at(far, part, position)
    blocked = np.zeros(len(walls.length))
    intervals = sorted(zip(wall.tolist(), near.tolist(), far.tolist(), strict=True))
    for number, group in groupby(intervals, key=lambda interval: interval[0]):
        covered, reached = 0.0, -np.inf
        for _wall, begin, end in group:
            covered += max(0.0, end - max(begin, reached))
            reached = max(reached, end)
        blocked[number] = min(covered, walls.length[number])
    return blocked
