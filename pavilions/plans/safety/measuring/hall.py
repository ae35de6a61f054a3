"""The measured parts of a hall's plan, and where people can walk in it. Pure.

Lengths are centimetres, areas cm². The floor of the hall without booths and anything else that stands on it is walkable
where it is at least a metre wide: a narrower strip is a gap between neighbours or behind a row, not a way.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from pavilions.drawings.geometry import Ring, in_common, on_obstruction, pairs_within, polygon, polygons, union

WAY_CM = 100
"""The least width of a way."""
IN_THE_WALL_CM = 30
"""How far beside the floor that it serves an exit may be drawn, in the thickness of a wall."""
ROUNDING_CM = 0.01
"""A length below any measure that is shown, and above the rounding error of buffers."""

BAR_CM = 1
"""A width above the tolerance of routes."""
BESIDE_CM = 5
"""The distance on either side of a gap at which there must be a way for the gap to join them."""

type Shapes = NDArray[np.object_]
type Numbers = NDArray[np.float64]
type Positions = NDArray[np.int64]
type Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Exit:
    """An exit. `width_cm` is as drawn, `free_cm` the part of it with a way before it, `reached` where one arrives.

    `before` is the floor right before it, as wide as the exit. An exit that does not lead out has no free width.
    """

    width_cm: float
    leads_out: bool
    free_cm: float
    reached: shapely.Geometry
    before: shapely.Geometry


@dataclass(frozen=True)
class MeasuredHall:
    """A hall with what stands in it, by id. `standing` are walls and other things that nobody walks through."""

    outline: Ring
    booths: Mapping[int, Ring]
    standing: Sequence[Ring] = ()
    columns: Mapping[int, Ring] = field(default_factory=dict)
    exit_rings: Mapping[int, Ring] = field(default_factory=dict)
    equipment: Mapping[int, Ring] = field(default_factory=dict)
    rescue: Mapping[int, Ring] = field(default_factory=dict)

    @cached_property
    def floor(self) -> shapely.Polygon:
        return polygon(self.outline)

    @cached_property
    def obstacles(self) -> Shapes:
        """Polygons of everything that nobody walks through: booths first, in their order."""
        return polygons([*self.booths.values(), *self.columns.values(), *self.standing])

    @property
    def booth_shapes(self) -> Shapes:
        return self.obstacles[: len(self.booths)]

    @property
    def marked(self) -> dict[int, Ring]:
        """The rings that findings name beside booths: exits and rescue access."""
        return {**self.exit_rings, **self.rescue}

    @cached_property
    def columns_outside(self) -> dict[int, Ring]:
        """The columns that stand in no booth.

        A column in a booth belongs to the booth's exhibitor, and no booth keeps clear of it.
        """
        keys = list(self.columns)
        pairs = on_obstruction(list(self.booths.values()), [(ring, 0) for ring in self.columns.values()])
        within = {keys[column] for _booth, column in pairs}
        return {key: ring for key, ring in self.columns.items() if key not in within}

    @cached_property
    def free(self) -> shapely.Geometry:
        """The floor on which nothing stands."""
        return self.floor.difference(union(self.obstacles))

    @cached_property
    def things(self) -> Shapes:
        """What stands in the hall beside booths.

        Things between which no way leads, such as a row of columns, are one piece.
        """
        half = WAY_CM / 2 - ROUNDING_CM
        standing = shapely.union_all(polygons([*self.columns.values(), *self.standing]))
        closed = shapely.buffer(shapely.buffer(standing, half, join_style="mitre"), -half, join_style="mitre")
        parts: Shapes = shapely.get_parts(closed)
        return parts[~shapely.is_empty(parts)]  # nothing has one part, which is empty

    @cached_property
    def are_columns(self) -> NDArray[np.bool_]:
        """Which things are free-standing columns, which people pass on both sides."""
        columns = shapely.buffer(polygons(list(self.columns.values())), 1)
        return np.array([bool(shapely.contains(columns, thing).any()) for thing in self.things], dtype=bool)

    @property
    def barriers(self) -> Shapes:
        return self.things[~self.are_columns]

    @cached_property
    def walkable_between_columns(self) -> shapely.Geometry:
        """The floor that would be walkable without free-standing columns."""
        if not self.are_columns.any():
            return self.walkable
        return _opened(self.floor, np.concatenate([self.booth_shapes, self.barriers]))

    @cached_property
    def walkable(self) -> shapely.MultiPolygon:
        """The floor that is wide enough to walk, even where no exit can be reached."""
        parts = shapely.get_parts(shapely.simplify(_opened(self.floor, self.obstacles), ROUNDING_CM))
        return shapely.MultiPolygon([part for part in parts if isinstance(part, shapely.Polygon)])

    @cached_property
    def peopled(self) -> shapely.MultiPolygon:
        """The walkable floor beside booths, from which exits must be reachable; without booths, all walkable floor."""
        parts = shapely.get_parts(self.walkable)
        if self.booths and len(parts) > 1:
            at_booths = shapely.STRtree(self.booth_shapes).query(parts, predicate="dwithin", distance=1)[0]
            parts = parts[np.unique(at_booths)]
        return shapely.MultiPolygon(list(parts))

    @cached_property
    def exits(self) -> dict[int, Exit]:
        return {
            key: _exit(ring, self.peopled, leads_out=self._leads_out(ring)) for key, ring in self.exit_rings.items()
        }

    def _leads_out(self, ring: Ring) -> bool:
        """Return whether an exit leads out of the hall.

        It does if it lies along the hall's outline, or in a drawn wall with another floor, or none, behind it.
        """
        start, along, across, width, depth = _box(ring)
        shape = polygon(ring)
        edge = shapely.intersection(self.floor.exterior, shapely.buffer(shape, IN_THE_WALL_CM, join_style="mitre"))
        if shapely.length(edge) >= width / 2:
            return True
        ends = shapely.linestrings([[at, at + across * depth] for at in (start, start + along * width)])
        if not shapely.dwithin(ends, shapely.union_all(polygons(self.standing)), IN_THE_WALL_CM).all():
            return False
        sides = shapely.linestrings([[at, at + along * width] for at in (start, start + across * depth)])
        parts = shapely.get_parts(shapely.difference(self.walkable, shapely.buffer(shape, 1, join_style="mitre")))
        return not any(shapely.dwithin(part, sides, depth / 2).all() for part in parts)

    @cached_property
    def usable_exits(self) -> list[shapely.Geometry]:
        """The place where one arrives at each exit that has a way before it."""
        return [each.reached for each in self.exits.values() if each.free_cm]

    @cached_property
    def ways(self) -> shapely.MultiPolygon:
        """The walkable floor from which an exit can be reached."""
        parts = shapely.get_parts(self.walkable)
        return shapely.MultiPolygon([part for part in parts if shapely.intersects(part, self.usable_exits).any()])


def _opened(floor: shapely.Polygon, standing: Shapes) -> shapely.Geometry:
    """Return the floor around what stands on it, without parts narrower than a way."""
    half = WAY_CM / 2 - ROUNDING_CM
    free = shapely.difference(floor, union(standing))
    wide = shapely.buffer(shapely.buffer(free, -half, join_style="mitre"), half, join_style="mitre")
    return shapely.difference(wide, shapely.union_all(_bars(floor, standing, wide)))


def _bars(floor: shapely.Polygon, standing: Shapes, wide: shapely.Geometry) -> Shapes:
    """Return bars that close gaps too narrow to walk through, so that the floor on either side is not one place."""
    corners = shapely.get_coordinates(floor.exterior)
    sides = np.asarray(shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1)))
    shapes = np.concatenate([standing, sides])
    one, other = (shapes[places] for places in pairs_within(shapes, WAY_CM - ROUNDING_CM))
    is_apart = shapely.distance(one, other) > 0
    is_apart[~is_apart] = shapely.length(in_common(one[~is_apart], other[~is_apart])) == 0
    one, other = one[is_apart], other[is_apart]
    lines = shapely.shortest_line(one, other)
    if not len(lines):
        return np.array([], dtype=np.object_)
    ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)
    middle, ahead = ends.mean(axis=1), ends[:, 1] - ends[:, 0]
    touches = np.hypot(*ahead.T) < ROUNDING_CM  # the corners touch, so the line has no direction of its own
    centres = shapely.get_coordinates(shapely.centroid(other)) - shapely.get_coordinates(shapely.centroid(one))
    ahead[touches] = centres[touches]
    across = np.column_stack([-ahead[:, 1], ahead[:, 0]]) * (BESIDE_CM / np.hypot(*ahead.T))[:, None]
    shapely.prepare(wide)
    is_between = shapely.contains(wide, shapely.points(middle + across))
    is_between &= shapely.contains(wide, shapely.points(middle - across))
    bars: Shapes = shapely.buffer(lines[is_between], BAR_CM)
    return bars


def free_before(hall: MeasuredHall, key: int, *, ahead_cm: int) -> tuple[float, Line]:
    """Return the distance straight ahead from an exit to the nearest booth or obstacle, and the line along it.

    The distance is infinite where nothing stands within `ahead_cm`.
    """
    start, along, across, width, depth = _box(hall.exit_rings[key])
    inside = across if _is_inside(hall, start + along * width / 2 + across * (depth + WAY_CM / 2)) else -across
    door = start + across * depth if inside is across else start
    strip = shapely.Polygon(
        [door, door + along * width, door + along * width + inside * ahead_cm, door + inside * ahead_cm]
    )
    shapely.prepare(strip)
    there = hall.obstacles[shapely.intersects(strip, hall.obstacles)]
    pieces = shapely.get_parts(shapely.intersection(there, strip))
    points = shapely.get_coordinates(pieces[shapely.area(pieces) > 1])
    if not len(points):
        return math.inf, ()
    ahead = (points - door) @ inside
    nearest = int(ahead.argmin())
    at = door + along * float((points[nearest] - door) @ along)
    return round(float(ahead[nearest]), 2), (_pair(at), _pair(points[nearest]))


def clear_width(hall: MeasuredHall, key: int) -> tuple[float, Line]:
    """Return the width of a rescue access at its narrowest, across its longer side, and the line along it.

    Where something stands in it, or where a part of its rectangle is not drawn or lies beyond the hall, the widest gap
    beside that counts.
    """
    ring = polygon(hall.rescue[key])
    start, along, across, length, width = _box(hall.rescue[key])
    there = hall.obstacles[shapely.intersects(ring, hall.obstacles)]
    within = shapely.intersection(ring, hall.floor)
    taken = [*shapely.intersection(there, within), shapely.oriented_envelope(ring).difference(within)]
    parts = [part for part in shapely.get_parts(taken) if part.area > 1]
    pieces = []
    for part in parts:
        points = shapely.get_coordinates(part) - start
        pieces.append(
            ((points @ along).min(), (points @ along).max(), (points @ across).min(), (points @ across).max())
        )
    edges = sorted({0.0, length, *(min(max(end, 0.0), length) for piece in pieces for end in piece[:2])})
    narrowest = width, 0.0, length / 2
    for begin, end in pairwise(edges):
        if end - begin > ROUNDING_CM:
            middle = (begin + end) / 2
            beside = sorted((near, far) for first, last, near, far in pieces if first < middle < last)
            narrowest = min(narrowest, (*_widest_beside(beside, width), middle))
    free, near, at = narrowest
    line = start + along * at + across * near
    return round(float(free), 2), (_pair(line), _pair(line + across * free))


def _widest_beside(pieces: Sequence[tuple[float, float]], width: float) -> tuple[float, float]:
    """Return the widest gap between sorted pieces from 0 to `width`, and where it begins."""
    best, reached = (0.0, 0.0), 0.0
    for near, far in [*pieces, (width, width)]:
        best = max(best, (near - reached, reached))
        reached = max(reached, far)
    return best


def _is_inside(hall: MeasuredHall, at: Numbers) -> bool:
    return hall.floor.contains(shapely.Point(at))


def _pair(at: Numbers) -> tuple[float, float]:
    return round(float(at[0]), 2), round(float(at[1]), 2)


def _exit(ring: Ring, walkable: shapely.MultiPolygon, *, leads_out: bool) -> Exit:
    start, along, across, width, depth = _box(ring)
    reach = across * IN_THE_WALL_CM
    corners = [start - reach, start + along * width - reach]
    doorway = shapely.Polygon(
        [*corners, corners[1] + across * depth + 2 * reach, corners[0] + across * depth + 2 * reach]
    )
    before = doorway.intersection(walkable)
    free = 0.0
    for part in shapely.get_parts(before):
        if part.area > 1:
            along_it = (shapely.get_coordinates(part) - start) @ along
            free += float(along_it.max() - along_it.min())
    drawn = polygon(ring).intersection(walkable)
    reached = drawn if drawn.area > 1 else before
    return Exit(width, leads_out, min(free, width) if leads_out else 0.0, reached, before)


def _box(ring: Ring) -> tuple[Numbers, Numbers, Numbers, float, float]:
    """Return a corner of the smallest rectangle around the ring, its two directions, and its two lengths.

    The longer side comes first.
    """
    corners = shapely.get_coordinates(shapely.oriented_envelope(polygon(ring)))[:4]
    sides = corners[1] - corners[0], corners[3] - corners[0]
    (longer, length), (shorter, depth) = sorted(((side, float(np.hypot(*side))) for side in sides), key=lambda s: -s[1])
    return corners[0], longer / length, shorter / depth, length, depth
