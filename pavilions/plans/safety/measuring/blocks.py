"""Measure blocks of booths that stand wall to wall, clearances, and the widest way between two exits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import shapely

from pavilions.drawings.geometry import Ring, polygons, wall_to_wall
from pavilions.plans.safety.measuring.hall import MeasuredHall, Positions, Shapes

WIDEST_WAY_CM = 3_000
AGAINST_CM = 10

type Line = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of booths with the sides of the smallest rectangle around it, the longer first."""

    booths: tuple[int, ...]
    length_cm: float
    depth_cm: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """A booth and the nearest thing of a kind: its id, the distance, and the line along which it is measured."""

    booth: int
    other: int
    distance_cm: float
    line: Line


def groups_of(count: int, one: Positions, other: Positions) -> Positions:
    """Return, for each position below `count`, its group by the group's first member; pairs join positions."""
    first = np.arange(count)
    while ((left := first[one]) != (right := first[other])).any():
        for leader in (left, right):
            np.minimum.at(first, leader, np.minimum(left, right))
        while (first != first[first]).any():
            first = first[first]
    return first


def joined(count: int, one: Positions, other: Positions) -> list[list[int]]:
    """Return the groups into which pairs join the positions below `count`, each in order."""
    members: dict[int, list[int]] = {}
    for position, first in enumerate(groups_of(count, one, other).tolist()):
        members.setdefault(first, []).append(position)
    return list(members.values())


def blocks_of(hall: MeasuredHall) -> list[Block]:
    keys = list(hall.booths)
    members = joined(len(keys), *wall_to_wall(hall.booth_shapes))
    block = np.repeat(np.arange(len(members)), [len(positions) for positions in members])
    corners, booth = shapely.get_coordinates(hall.booth_shapes[list(chain(*members))], return_index=True)
    around = shapely.oriented_envelope(shapely.linestrings(corners, indices=block[booth]))
    sides = np.diff(shapely.get_coordinates(around).reshape(-1, 5, 2)[:, :3], axis=1)
    return [
        Block(tuple(keys[position] for position in positions), round(length, 2), round(depth, 2))
        for positions, (depth, length) in zip(members, np.sort(np.hypot(*sides.T).T).tolist(), strict=True)
    ]


def nearer_than(hall: MeasuredHall, others: Mapping[int, Ring], distance_cm: float) -> list[Nearness]:
    """Return each pair of a booth and another shape that are nearer than this distance; 0 where they overlap."""
    around = polygons(list(others.values()))
    booth, other = shapely.STRtree(around).query(hall.booth_shapes, predicate="dwithin", distance=distance_cm)
    return list(_near(hall, booth, list(others), around, other, distance_cm))


def nearest_of(hall: MeasuredHall, others: Mapping[int, Ring]) -> list[Nearness]:
    """Return the booth and the other shape that are nearest to each other, or nothing if either kind is missing."""
    if not hall.booths or not others:
        return []
    around = polygons(list(others.values()))
    tree = shapely.STRtree(around)
    (booth, other), distances = tree.query_nearest(hall.booth_shapes, return_distance=True, all_matches=False)
    nearest = distances.argmin(keepdims=True)
    return list(_near(hall, booth[nearest], list(others), around, other[nearest], np.inf))


def nearer_to_walls(hall: MeasuredHall, distance_cm: float) -> list[Nearness]:
    """Return booths that are too near to the walls of the hall, as `nearer_than` does for other shapes.

    Booths within 10 cm of a wall are omitted, since they are meant to stand against it.
    """
    wall = np.array([hall.floor.exterior], dtype=np.object_)
    every, same = np.arange(len(hall.booths)), np.zeros(len(hall.booths), dtype=np.int64)
    return [near for near in _near(hall, every, [0], wall, same, distance_cm) if near.distance_cm > AGAINST_CM]


def _near(
    hall: MeasuredHall,
    booth: Positions,
    names: Sequence[int],
    around: Shapes,
    other: Positions,
    distance_cm: float,
) -> Iterator[Nearness]:
    distances = shapely.distance(hall.booth_shapes[booth], around[other])
    is_near = distances < distance_cm - 0.01
    booth, other, distances = booth[is_near], other[is_near], distances[is_near]
    lines = shapely.shortest_line(hall.booth_shapes[booth], around[other])
    keys = list(hall.booths)
    for one, another, distance, line in zip(booth.tolist(), other.tolist(), distances.tolist(), lines, strict=True):
        (x, y), (to_x, to_y) = line.coords
        yield Nearness(keys[one], names[another], round(distance, 2), ((x, y), (to_x, to_y)))


def widest_way_between_exits(hall: MeasuredHall) -> float:
    """Return the greatest width, to a centimetre, of a way that joins two exits: at most 30 m, 0 where none does."""
    free = hall.floor.difference(shapely.union_all(hall.obstacles))
    exits = [each.reached for each in hall.exits.values() if each.free_cm]
    least, most = 0, WIDEST_WAY_CM
    while most - least > 1:
        middle = (least + most) // 2
        half = middle / 2 - 0.01
        opened = shapely.buffer(shapely.buffer(free, -half, join_style="mitre"), half + 1, join_style="mitre")
        joined = max((int(shapely.intersects(part, exits).sum()) for part in shapely.get_parts(opened)), default=0)
        least, most = (middle, most) if joined >= 2 else (least, middle)  # noqa: PLR2004
    return least or 0.0
