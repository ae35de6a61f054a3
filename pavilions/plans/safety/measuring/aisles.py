"""Measure exactly how wide the aisle is before each open side of each booth, straight ahead from its walls."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import shapely

from pavilions.drawings.geometry import Ring, Walls, in_common, polygons, walls_of
from pavilions.plans.safety.measuring.hall import ROUNDING_CM, WAY_CM, MeasuredHall, Numbers

SLACK_CM = 5
"""Stretches of a wall shorter than this result from rounding."""

type Point = tuple[float, float]


class Front(NamedTuple):
    """A stretch of a booth's wall with a way before it: its ends, and the width of the way at its narrowest.

    A column in the way leaves the floor beside it. `width_cm` is infinite where nothing stands within the measured
    distance.
    """

    booth: int
    start: Point
    end: Point
    width_cm: float
    across: tuple[Point, Point]
    """The line along which the width is measured."""


class _Piece(NamedTuple):
    """Something ahead of a wall: from `begin` to `end` along the wall, and from `near` to `far` ahead of it."""

    begin: float
    end: float
    near: float
    far: float
    is_end: bool
    """Whether no way continues behind it: a booth, the hall's wall, or anything that one cannot walk around there."""


class _Stretch(NamedTuple):
    """A stretch from `begin` to `end` along a wall.

    It is narrowest `at`, where its way begins `near` ahead of the wall.
    """

    begin: float
    end: float
    width: float
    at: float
    near: float


@dataclass(frozen=True, slots=True)
class KnownFronts:
    """The fronts of a hall as it was, and what stood in it then."""

    outline: Ring
    ahead_cm: int
    booths: Mapping[int, Ring]
    things: frozenset[Ring]
    fronts: list[Front]


def known_fronts(hall: MeasuredHall, fronts: list[Front], *, ahead_cm: int) -> KnownFronts:
    return KnownFronts(hall.outline, ahead_cm, hall.booths, _things(hall), fronts)


def _things(hall: MeasuredHall) -> frozenset[Ring]:
    """Return what stands beside the booths, to the centimetre."""
    return frozenset(
        tuple((round(x), round(y)) for x, y in shapely.get_coordinates(thing).tolist()) for thing in hall.things
    )


def fronts_of(hall: MeasuredHall, *, ahead_cm: int, known: KnownFronts | None = None) -> list[Front]:
    """Return all fronts of all booths, looking `ahead_cm` ahead, in the order of the booths.

    If the hall as it was is `known`, only those fronts are measured again that may face something that has changed
    since.
    """
    if known is None or (known.outline, known.ahead_cm) != (hall.outline, ahead_cm):
        return _fronts(hall, hall.booths, ahead_cm)
    moved = hall.booths.items() ^ known.booths.items()
    changed = polygons([*(ring for _booth, ring in moved), *(_things(hall) ^ known.things)])
    reach = shapely.bounds(changed) + (ahead_cm + 1) * np.array([-1, -1, 1, 1])
    keys = list(hall.booths)
    asked = {keys[at] for at in shapely.STRtree(hall.booth_shapes).query(shapely.box(*reach.T))[1].tolist()}
    asked |= {booth for booth, _ring in moved if booth in hall.booths}
    found: defaultdict[int, list[Front]] = defaultdict(list)
    for front in known.fronts:
        if front.booth not in asked:
            found[front.booth].append(front)
    for front in _fronts(hall, {booth: hall.booths[booth] for booth in keys if booth in asked}, ahead_cm):
        found[front.booth].append(front)
    return list(chain.from_iterable(found[booth] for booth in keys))


def _fronts(hall: MeasuredHall, asked: Mapping[int, Ring], ahead_cm: int) -> list[Front]:
    if not asked:
        return []
    keys, walls = list(asked), walls_of(list(asked.values()))
    pieces: dict[int, list[_Piece]] = {}
    for wall, piece in _pieces(hall, walls, ahead_cm):
        pieces.setdefault(wall, []).append(piece)
    found: list[tuple[int, _Stretch]] = []
    for wall, length in enumerate(walls.length.tolist()):
        found += ((wall, stretch) for stretch in _stretches(length, pieces.get(wall, []), ahead_cm))
    at = np.array([wall for wall, _stretch in found], dtype=int)
    begin, end, width, middle, near = np.array([stretch for _wall, stretch in found]).reshape(-1, 5).T[:, :, None]
    start, along, outward = walls.start[at], walls.along[at], walls.outward[at]
    across = start + along * middle + outward * near
    ahead = across + outward * np.minimum(width, ahead_cm)
    booths = [keys[number] for number in walls.booth[at].tolist()]
    lines = (_points(points) for points in (start + along * begin, start + along * end, across, ahead))
    return [
        Front(booth, first, last, round(stretch.width, 2), (near_end, far_end))
        for booth, (_wall, stretch), first, last, near_end, far_end in zip(booths, found, *lines, strict=True)
    ]


def _points(at: Numbers) -> Iterator[Point]:
    return ((round(x, 2), round(y, 2)) for x, y in at.tolist())


def _pieces(hall: MeasuredHall, walls: Walls, ahead_cm: int) -> Iterator[tuple[int, _Piece]]:
    end = walls.start + walls.along * walls.length[:, None]
    ahead = walls.outward * ahead_cm
    strips = np.asarray(shapely.polygons(np.stack([walls.start, end, end + ahead, walls.start + ahead], axis=1)))
    obstacles = np.concatenate([hall.booth_shapes, hall.things])
    is_column = np.concatenate([np.zeros(len(hall.booths), dtype=bool), hall.are_columns])
    wall, obstacle = shapely.STRtree(obstacles).query(strips, predicate="intersects")
    ahead_of_wall = in_common(strips[wall], obstacles[obstacle])
    shapely.prepare(hall.floor)
    at_edge = np.flatnonzero(~shapely.covers(hall.floor, strips))
    beyond = shapely.difference(strips[at_edge], hall.floor)
    walls_of_pieces = np.concatenate([wall, at_edge])
    is_always = np.concatenate([obstacle < len(hall.booths), np.ones(len(at_edge), dtype=bool)])
    is_never = np.concatenate([is_column[obstacle], np.zeros(len(at_edge), dtype=bool)])
    parts, piece = shapely.get_parts(np.concatenate([ahead_of_wall, beyond]), return_index=True)
    is_solid = shapely.area(parts) > 1
    parts, piece = parts[is_solid], piece[is_solid]
    points, part = shapely.get_coordinates(parts, return_index=True)
    of = walls_of_pieces[piece]
    relative = points - walls.start[of][part]
    position = np.einsum("ij,ij->i", relative, walls.along[of][part])
    depth = np.einsum("ij,ij->i", relative, walls.outward[of][part])
    least, most = np.full((2, len(parts)), np.inf), np.full((2, len(parts)), -np.inf)
    for row, values in enumerate((position, depth)):
        np.minimum.at(least[row], part, values)
        np.maximum.at(most[row], part, values)
    is_passed = (least[0] >= WAY_CM) | (walls.length[of] - most[0] >= WAY_CM)
    is_end = is_always[piece] | ~(is_never[piece] | is_passed)
    edges = zip(*(row.tolist() for row in (least[0], most[0], least[1], most[1], is_end)), strict=True)
    return zip(of.tolist(), map(_Piece._make, edges), strict=True)


def _stretches(length: float, pieces: list[_Piece], ahead_cm: int) -> Iterator[_Stretch]:
    """Yield the parts of a wall with a way before them, each with its width at the narrowest place."""
    ends = {min(max(edge, 0.0), length) for piece in pieces for edge in (piece.begin, piece.end)}
    stretch: _Stretch | None = None
    for begin, end in pairwise(sorted({0.0, length} | ends)):
        middle = (begin + end) / 2
        near, width = _widest([piece for piece in pieces if piece.begin < middle < piece.end], ahead_cm)
        here = _Stretch(begin, end, width, middle, near)
        if end - begin <= SLACK_CM:  # this results from rounding, whatever its width
            stretch = stretch and stretch._replace(end=end)
        elif width >= WAY_CM - ROUNDING_CM:
            stretch = here if stretch is None else min(stretch, here, key=_width)._replace(begin=stretch.begin, end=end)
        else:
            if stretch:
                yield stretch
            stretch = None
    if stretch:
        yield stretch


def _width(stretch: _Stretch) -> float:
    return stretch.width


def _widest(there: list[_Piece], ahead_cm: int) -> tuple[float, float]:
    """Return where the widest gap begins and its width.

    The width is infinite where the last gap is open over the whole measured distance.
    """
    best, reached = (0.0, 0.0), 0.0
    for piece in sorted(there, key=lambda piece: (piece.near, piece.far)):
        if piece.near - reached > best[1]:
            best = reached, piece.near - reached
        reached = max(reached, piece.far)
        if piece.is_end:
            return best
    return (reached, np.inf) if ahead_cm > reached else best
