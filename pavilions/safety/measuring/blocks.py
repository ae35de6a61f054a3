"""Blocks of booths that stand wall to wall, what is too near to what, and the widest way between two exits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from pavilions.geometry import Ring, polygons, touching
from pavilions.safety.measuring.hall import MeasuredHall

WIDEST_WAY_CM = 3_000
AGAINST_CM = 10

type Line = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Block:
    """The sides of the smallest rectangle around it, the longer first."""

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


def joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups into which pairs join the positions below `count`, each in order."""
    leader = list(range(count))

    def lead(position: int) -> int:
        while leader[position] != position:
            leader[position] = leader[leader[position]]
            position = leader[position]
        return position

    for one, other in pairs:
        leader[lead(other)] = lead(one)
    members: dict[int, list[int]] = {}
    for position in range(count):
        members.setdefault(lead(position), []).append(position)
    return list(members.values())


def blocks_of(booths: Mapping[int, Ring]) -> list[Block]:
    keys, rings = list(booths), list(booths.values())
    members = joined(len(keys), touching(rings))
    shapes = polygons(rings)
    found = []
    for positions in members:
        corners = shapely.get_coordinates(shapely.oriented_envelope(shapely.union_all(shapes[positions])))
        sides = sorted(float(np.hypot(*(corners[at + 1] - corners[at]))) for at in range(2))
        found.append(Block(tuple(keys[position] for position in positions), round(sides[1], 2), round(sides[0], 2)))
    return found


def nearer_than(booths: Mapping[int, Ring], others: Mapping[int, Ring], distance_cm: float) -> list[Nearness]:
    """Each pair of a booth and another shape that are nearer than that; 0 where they overlap."""
    if not booths or not others:
        return []
    keys, names = list(booths), list(others)
    shapes, around = polygons(list(booths.values())), polygons(list(others.values()))
    booth, other = shapely.STRtree(around).query(shapes, predicate="dwithin", distance=distance_cm)
    pairs = zip(booth.tolist(), other.tolist(), strict=True)
    return list(_near(keys, names, shapes[booth], around[other], pairs, distance_cm))


def nearest_of(booths: Mapping[int, Ring], others: Mapping[int, Ring]) -> list[Nearness]:
    """The booth and the other shape that are nearest to each other; none where one of the two is lacking."""
    if not booths or not others:
        return []
    keys, names = list(booths), list(others)
    shapes, around = polygons(list(booths.values())), polygons(list(others.values()))
    (booth, other), distances = shapely.STRtree(around).query_nearest(shapes, return_distance=True, all_matches=False)
    at = int(distances.argmin())
    one, another = shapes[booth[at : at + 1]], around[other[at : at + 1]]
    return list(_near(keys, names, one, another, iter([(int(booth[at]), int(other[at]))]), np.inf))


def nearer_to_walls(hall: MeasuredHall, distance_cm: float) -> list[Nearness]:
    """As `nearer_than`, for the walls of the hall; booths that stand right against a wall (to 10 cm) are meant to."""
    keys, shapes = list(hall.booths), polygons(list(hall.booths.values()))
    wall = np.full(len(keys), hall.floor.exterior, dtype=np.object_)
    pairs = ((position, 0) for position in range(len(keys)))
    return [near for near in _near(keys, [0], shapes, wall, pairs, distance_cm) if near.distance_cm > AGAINST_CM]


def _near(
    keys: Sequence[int],
    names: Sequence[int],
    shapes: np.ndarray[tuple[int], np.dtype[np.object_]],
    others: np.ndarray[tuple[int], np.dtype[np.object_]],
    pairs: Iterator[tuple[int, int]],
    distance_cm: float,
) -> Iterator[Nearness]:
    distances = shapely.distance(shapes, others)
    lines = shapely.shortest_line(shapes, others)
    for (booth, other), distance, line in zip(pairs, distances.tolist(), lines, strict=True):
        if distance < distance_cm - 0.01:
            (x, y), (to_x, to_y) = line.coords
            yield Nearness(keys[booth], names[other], round(distance, 2), ((x, y), (to_x, to_y)))


def widest_way_between_exits(hall: MeasuredHall) -> float:
    """The width to which some two exits are joined, to a centimetre; 0 where no two are. At most 30 m."""
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
