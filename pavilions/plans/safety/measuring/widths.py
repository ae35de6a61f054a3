"""Measure how wide ways are at their narrowest, whatever narrows them.

The free floor shrunk by half of a width is where a way of that width can go. Two places on one connected part of it are
joined by a way of that width; two places that no part connects are joined by a narrower one, if any.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from pavilions.drawings.geometry import pairs_within
from pavilions.plans.safety.measuring.aisles import Front
from pavilions.plans.safety.measuring.blocks import groups_of, joined
from pavilions.plans.safety.measuring.hall import ROUNDING_CM, WAY_CM, Line, MeasuredHall, Numbers, Positions, Shapes

ARC_SEGMENTS = 32
"""The segments of a quarter circle; a corner that a way goes round is accurate to a millimetre at a width of 3 m."""
PRECISION_CM = 0.25
WIDEST_CM = 3_000
"""Nothing wider is measured."""
MOST_DRAWN = 12

type Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class NarrowWay:
    """A place whose best way to an exit is `width_cm` wide at its narrowest, where `line` goes across.

    `booths` are entered from that place; open floor has none. With `exit`, it is the best way to that exit that is this
    narrow. The line is empty where there are too many to draw them.
    """

    width_cm: float
    booths: tuple[int, ...]
    line: Line
    exit: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A gap through which a way leads, the line across it, and the booths on either side of it."""

    width_cm: float
    booths: tuple[int, ...]
    line: Line


def narrow_ways(hall: MeasuredHall, doors: Sequence[Front], limit_cm: float) -> list[NarrowWay]:
    """Return the places whose best way to an exit is narrower than the limit, and the exits that no such way reaches.

    Places are booths, and open floor at least as wide as the limit. `doors` are the fronts by which booths are entered.
    Booths without a front, and the clear widths of exits, are checked by other rules. Widths are in cm, accurate to
    half a centimetre, and at least a metre, since nobody walks through anything narrower.
    """
    keys, exits = _exits(hall)
    if not len(exits):
        return []
    booths, entrances = _entrances(doors)
    parts = _shrunk(hall.free, limit_cm)
    reached = _near(parts, exits, limit_cm)
    behind = parts[~reached & shapely.intersects(parts, hall.ways)]
    is_narrow = ~_near(entrances, parts[reached], limit_cm)
    booths, entrances = booths[is_narrow], entrances[is_narrow]
    widths = _widest(hall.free, shapely.point_on_surface(behind), exits, limit_cm)
    by_width = np.argsort(widths)  # a booth at several parts belongs to the one with the widest way
    behind, widths = behind[by_width], widths[by_width]
    owner = _owners(entrances, behind, limit_cm)
    in_lanes = np.flatnonzero(owner < 0)
    places = np.concatenate([shapely.point_on_surface(behind), entrances[in_lanes]])
    widths = np.concatenate([widths, _widest(hall.free, entrances[in_lanes], exits, limit_cm)])
    members = [tuple(booths[owner == number].tolist()) for number in range(len(behind))]
    members += [(int(booths[at]),) for at in in_lanes]
    groups: dict[float, list[int]] = {}
    for at, width in enumerate(widths.tolist()):
        groups.setdefault(round(width), []).append(at)
    found = list(_narrow_exits(hall, keys, exits, parts, limit_cm))
    for alike in groups.values():
        one, other = shapely.STRtree(places[alike]).query(places[alike], predicate="dwithin", distance=limit_cm)
        for group in joined(len(alike), one, other):
            here = [alike[each] for each in group]
            width = float(widths[here].min())
            line = _across(hall.free, exits, places[here[0]], width) if len(found) < MOST_DRAWN else ()
            behind_it = tuple(sorted(chain.from_iterable(members[each] for each in here)))
            found.append(NarrowWay(round(width, 2), behind_it, line))
    return found


def _narrow_exits(
    hall: MeasuredHall, keys: Positions, exits: Shapes, parts: Shapes, limit_cm: float
) -> Iterator[NarrowWay]:
    """Yield the exits that are near none of the parts as wide as the limit."""
    if not len(parts):
        return
    is_far = ~_near(exits, parts, limit_cm)
    keys, exits = keys[is_far], exits[is_far]
    widths = _widest(hall.free, exits, parts, limit_cm)
    for key, place, width in zip(keys.tolist(), exits, widths.tolist(), strict=True):
        yield NarrowWay(round(width, 2), (), _across(hall.free, parts, place, width), key)


def narrowest_way(hall: MeasuredHall, doors: Sequence[Front]) -> float:
    """Return the width of the narrowest of all booths' best ways to an exit, at most 30 m; 0 where there is none."""
    _booths, entrances = _entrances(doors)
    _keys, exits = _exits(hall)
    if not len(entrances) or not len(exits):
        return 0.0
    least, most = float(WAY_CM), float(WIDEST_CM)
    while most - least > PRECISION_CM:
        width = (least + most) / 2
        parts = _shrunk(hall.free, width)
        is_met = bool(_near(entrances, parts[_near(parts, exits, width)], width).all())
        least, most = (width, most) if is_met else (least, width)
    return least


def narrow_passages(hall: MeasuredHall, limit_cm: float) -> list[Passage]:
    """Return gaps, at least a metre wide but narrower than the limit, through which a way leads from place to place.

    A recess is no passage. A free-standing column makes none, since people pass it on both sides.
    """
    keys, shapes = _sides(hall)
    one, other = pairs_within(shapes, max(limit_cm, WAY_CM) - ROUNDING_CM)
    widths = shapely.distance(shapes[one], shapes[other])
    has_no_way = widths <= WAY_CM - ROUNDING_CM
    group = groups_of(len(shapes), one[has_no_way], other[has_no_way])
    is_gap = (widths >= WAY_CM - ROUNDING_CM) & (widths <= limit_cm - ROUNDING_CM)
    one, other, widths = one[is_gap], other[is_gap], widths[is_gap]
    lines = shapely.shortest_line(shapes[one], shapes[other])
    walkable = shapely.buffer(hall.walkable_between_columns, 1, join_style="mitre")
    shapely.prepare(walkable)
    is_free = shapely.covers(walkable, lines)
    leads_on = is_free & (group[one] != group[other])
    rest = np.flatnonzero(is_free & ~leads_on)
    leads_on[rest] = _part(hall.walkable_between_columns, lines[rest], limit_cm)
    ends = np.round(shapely.get_coordinates(lines), 2).reshape(-1, 2, 2)
    found = (each[leads_on].tolist() for each in (np.round(widths, 2), one, other, ends))
    return [
        Passage(
            width,
            tuple(sorted({key for key in (keys[first], keys[second]) if key is not None})),
            (tuple(start), tuple(end)),
        )
        for width, first, second, (start, end) in zip(*found, strict=True)
    ]


def _sides(hall: MeasuredHall) -> tuple[list[int | None], Shapes]:
    """Return what people pass by: booths with their keys, things, and each side of the hall's outline."""
    walls = [shapely.LineString(side) for side in pairwise((*hall.outline, hall.outline[0]))]
    shapes = [*hall.booth_shapes, *hall.barriers, *walls]
    return [*hall.booths, *[None] * (len(shapes) - len(hall.booths))], np.array(shapes, dtype=np.object_)


def _part(walkable: shapely.Geometry, lines: Shapes, limit_cm: float) -> Flags:
    """Return which lines divide a place that is as wide as the limit from another one; a recess has no second place.

    A line with floor all along one side and none on the other, as along a booth between two others, divides nothing.
    """
    wide = _shrunk(walkable, limit_cm)
    shapely.prepare(walkable)
    one, other = (_half_around(lines, side) for side in (1, -1))
    found = ~(shapely.covers(walkable, one) & shapely.disjoint(walkable, other))
    found &= ~(shapely.covers(walkable, other) & shapely.disjoint(walkable, one))
    rest = np.flatnonzero(found)
    around = shapely.bounds(lines[rest]) + np.array([-2, -2, 2, 2]) * limit_cm
    near = np.asarray(shapely.intersection(walkable, shapely.box(*around.T)))
    for number, place in zip(rest.tolist(), near, strict=True):
        line = lines[number]
        found[number] = (
            len(_beside(place, line)) > 1  # otherwise a way leads around it close by, as around a column
            and sum(bool(shapely.intersects(part, wide).any()) for part in _beside(walkable, line)) > 1
        )
    return found


def _beside(walkable: shapely.Geometry, line: shapely.Geometry) -> Shapes:
    """Return the parts of a floor that a line cuts from each other."""
    cut = shapely.get_parts(shapely.difference(walkable, shapely.buffer(line, 2)))
    parts: Shapes = cut[shapely.dwithin(cut, line, 3)]
    return parts


def _half_around(lines: Shapes, side: int) -> Shapes:
    """Return a path round each line on one side, which meets whatever lies beside the line.

    The path stays within a few centimetres of the line.
    """
    start, end = shapely.get_coordinates(lines).reshape(-1, 2, 2).swapaxes(0, 1)
    ahead = (end - start) / np.hypot(*(end - start).T)[:, None]
    aside = side * np.column_stack([-ahead[:, 1], ahead[:, 0]])
    start, end = start - 3.5 * ahead, end + 3.5 * ahead
    points = [start + aside, start + 3.5 * aside, end + 3.5 * aside, end + aside]
    return np.asarray(shapely.linestrings(np.stack(points, axis=1)))


def _exits(hall: MeasuredHall) -> tuple[Positions, Shapes]:
    """Return the exits that count, and the floor before each."""
    before = {key: each.before for key, each in hall.exits.items() if each.free_cm}
    return np.array(list(before), dtype=np.int64), np.array(list(before.values()), dtype=np.object_)


def _entrances(doors: Sequence[Front]) -> tuple[Positions, Shapes]:
    """Return the booths that have doors, and the doors of each."""
    lines: dict[int, list[Line]] = {}
    for door in doors:
        lines.setdefault(door.booth, []).append((door.start, door.end))
    shapes = np.array([shapely.MultiLineString(each) for each in lines.values()], dtype=np.object_)
    return np.array(list(lines), dtype=np.int64), shapes


def _shrunk(free: shapely.Geometry, width_cm: float) -> Shapes:
    """Return the parts of the floor on which the middle of a way of that width can go."""
    parts: Shapes = shapely.get_parts(shapely.buffer(free, ROUNDING_CM - width_cm / 2, quad_segs=ARC_SEGMENTS))
    return parts


def _near(shapes: Shapes, parts: Iterable[shapely.Geometry], width_cm: float) -> Flags:
    """Return which shapes lie within half of the width of one of the parts; points must lie on a part."""
    found = np.zeros(len(shapes), dtype=bool)
    is_point = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    for part in parts:
        shapely.prepare(part)
        for reach, those in ((ROUNDING_CM, is_point), (width_cm / 2 + ROUNDING_CM, ~is_point)):
            rest = np.flatnonzero(~found & those)
            found[rest] = shapely.dwithin(part, shapes[rest], reach)
    return found


def _owners(shapes: Shapes, parts: Iterable[shapely.Geometry], width_cm: float) -> Positions:
    """Return the position of the part that each shape is near, -1 where there is none."""
    found = np.full(len(shapes), -1, dtype=np.int64)
    for number, part in enumerate(parts):
        found[_near(shapes, [part], width_cm)] = number
    return found


def _widest(free: shapely.Geometry, places: Shapes, exits: Shapes, limit_cm: float) -> Numbers:
    """Return the width of the best way from each place to an exit, by bisection between a metre and the limit."""
    least, most = np.full(len(places), float(WAY_CM)), np.full(len(places), float(limit_cm))
    while len(places) and (most - least).max() > PRECISION_CM:
        middle = (least + most) / 2
        for width in np.unique(middle):
            asked = np.flatnonzero(middle == width)
            parts = _shrunk(free, width)
            is_met = _near(places[asked], parts[_near(parts, exits, width)], width)
            least[asked[is_met]], most[asked[~is_met]] = width, width
    return least


def _across(free: shapely.Geometry, exits: Shapes, place: shapely.Geometry, width_cm: float) -> Line:
    """Return the line across the narrowest part of the way, through which a slightly wider way does not fit."""
    here = np.array([place], dtype=np.object_)
    parts, wider = _shrunk(free, width_cm), width_cm + 2 * PRECISION_CM
    ways = [part for part in parts[_near(parts, exits, width_cm)] if _near(here, [part], width_cm)[0]]
    if not ways:
        return ()
    rooms = _shrunk(free, wider)
    before, behind = rooms[_near(rooms, exits, wider)], _owners(rooms, here, wider) >= 0
    necks = shapely.get_parts(shapely.difference(ways[0], shapely.buffer(shapely.union_all(rooms), wider - width_cm)))
    necks = necks[~shapely.is_empty(necks)]
    necks = necks if len(necks) else np.array(ways[:1])
    to_exit = shapely.distance(necks, shapely.union_all(before if len(before) else exits))
    neck = necks[int((to_exit + shapely.distance(necks, shapely.union_all([place, *rooms[behind]]))).argmin())]
    middle = shapely.point_on_surface(neck)
    at, near = shapely.get_coordinates(shapely.shortest_line(middle, shapely.boundary(free)))
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in (near, 2 * at - near))
