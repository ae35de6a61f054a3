"""Split one ring into several, and merge several into one, with corners on whole centimetres.

A cut point on a wall along an axis stays on that wall, so the parts have exactly the area of the whole in square
centimetres. On a slanting wall it moves to the nearest point of whole centimetres on the wall if one is within 5 cm,
which is exact too, or else to the nearest one beside the wall, at most 0.71 cm off.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from math import gcd, hypot

import shapely
from django.utils.translation import gettext_lazy as _
from shapely.ops import split as shapely_split

from ciie.kernel.wording import area_words
from pavilions.drawings.geometry.directions import main_wall
from pavilions.drawings.geometry.relations import GAP_CM, touching
from pavilions.drawings.geometry.rings import (
    BOOTH_LIMITS,
    SQUARE_CM_PER_SQM,
    GeometryError,
    Point,
    Ring,
    bounds,
    normalised,
    polygon,
    require_size,
    sound_ring,
)

MOST_PARTS = 100
NEAR_CM = 5
ON_WALL_CM = 1e-6
STEPS = 40

type Vector = tuple[float, float]
type Cut = tuple[Vector, Vector]

CLOSED_BY_CM = GAP_CM / 2 + 0.25
SAME_SQUARE_CM = 1.0


class Direction(StrEnum):
    """The direction of the cuts: across the booth's longer side, or along it."""

    ACROSS = "across"
    ALONG = "along"


def split_by_line(ring: Ring, start: Point, end: Point) -> list[Ring]:
    """Return the parts on both sides of the line, which is extended as far as necessary, from the top and the left.

    Raise `GeometryError` where the line has no length (`split_line_empty`), does not meet the shape or only touches it
    (`split_line_misses`), and as `sound_ring` does for a part that is too small.
    """
    if start == end:
        raise GeometryError(_("The line has no length."), code="split_line_empty")
    if not shapely.LineString([start, end]).intersects(polygon(ring)):
        raise GeometryError(_("The line does not cross the booth."), code="split_line_misses")
    parts = _cut(ring, [(start, end)])
    if len(parts) == 1:
        raise GeometryError(_("The line does not cross the booth."), code="split_line_misses")
    return sorted(parts, key=lambda part: (bounds(part).top, bounds(part).left))


def split_in_parts(ring: Ring, parts: int, direction: Direction) -> list[Ring]:
    """Return `parts` of equal area, as near as whole centimetres allow, in order from the left or the top.

    Raise `GeometryError` where the shape would fall into more pieces than that (`split_falls_apart`).
    """
    if not 2 <= parts <= MOST_PARTS:  # noqa: PLR2004
        raise GeometryError(
            _("A booth is split into 2 to %(most)s parts.") % {"most": MOST_PARTS}, code="split_parts_number"
        )
    whole = polygon(ring).area
    return _swept(ring, [whole * part / parts for part in range(1, parts)], direction)


def split_off(ring: Ring, area_sqm: Decimal, direction: Direction) -> list[Ring]:
    """Return a part of this area, as near as whole centimetres allow, from the left or the top, and the rest.

    Raise `GeometryError` where the area is not less than the whole (`split_area_too_large`), and as `split_in_parts`
    does.
    """
    wanted, whole = float(area_sqm * SQUARE_CM_PER_SQM), polygon(ring).area
    if not 0 < wanted < whole:
        raise GeometryError(
            _("Only part of the booth can be split off: more than 0 and less than %(area)s m².")
            % {"area": area_words(round(Decimal(whole) / SQUARE_CM_PER_SQM, 2))},
            code="split_area_too_large",
        )
    return _swept(ring, [wanted], direction)


def _swept(ring: Ring, areas: Sequence[float], direction: Direction) -> list[Ring]:
    """Cut where the area swept so far from the left or the top reaches each of `areas` (cm²)."""
    sweep = _sweep_direction(ring, direction)
    across, down = sweep
    swept = _swept_area(ring, sweep)
    cuts: list[Cut] = []
    for area in areas:
        low, high = min(x * across + y * down for x, y in ring), max(x * across + y * down for x, y in ring)
        for _step in range(STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if swept(middle) < area else (low, middle)
        position = (low + high) / 2
        if 0 in sweep:
            position = round(position)
        x, y = position * across, position * down
        cuts.append(((x, y), (x - down, y + across)))
    found = _cut(ring, cuts)
    if len(found) != len(areas) + 1:
        raise GeometryError(
            _("This cut would break the booth into %(pieces)s pieces. Split it along a line instead.")
            % {"pieces": len(found)},
            code="split_falls_apart",
        )
    return sorted(found, key=lambda part: sum(x * across + y * down for x, y in part) / len(part))


def _sweep_direction(ring: Ring, direction: Direction) -> Vector:
    """Return the unit vector in which parts follow one another; it points to the right, or straight down."""
    (x, y), (next_x, next_y) = main_wall(ring)
    length = hypot(next_x - x, next_y - y)
    across = (next_x - x) / length, (next_y - y) / length
    wide, deep = _extent(ring, across), _extent(ring, (-across[1], across[0]))
    follows_wall = (wide >= deep) == (direction == Direction.ACROSS)
    found = across if follows_wall else (-across[1], across[0])
    is_backwards = found[0] < 0 or (found[0] == 0 and found[1] < 0)
    return (-found[0], -found[1]) if is_backwards else found


def _extent(ring: Ring, direction: Vector) -> float:
    positions = [x * direction[0] + y * direction[1] for x, y in ring]
    return max(positions) - min(positions)


def _swept_area(ring: Ring, sweep: Vector) -> Callable[[float], float]:
    """Return a function from a position along the sweep to the area in cm² of the ring before a cut there."""
    shape = polygon(ring)
    far = 4 * max(abs(value) for point in ring for value in point) + 100
    (across, down), (aside_x, aside_y) = sweep, (-sweep[1], sweep[0])

    def area(position: float) -> float:
        corners = [
            (position * across + aside_x * far, position * down + aside_y * far),
            (position * across - aside_x * far, position * down - aside_y * far),
            (-far * across - aside_x * far, -far * down - aside_y * far),
            (-far * across + aside_x * far, -far * down + aside_y * far),
        ]
        return float(shapely.intersection(shape, shapely.Polygon(corners)).area)

    return area


def _cut(ring: Ring, cuts: Sequence[Cut]) -> list[Ring]:
    """Return the parts of the ring between all cuts, each of which is extended across it.

    Raise `GeometryError` (`ring_too_small`) for a part that is too small, or that disappears by rounding.
    """
    pieces: list[shapely.Geometry] = [polygon(ring)]
    for (x, y), (end_x, end_y) in cuts:
        length = hypot(end_x - x, end_y - y)
        far = 2 * max(hypot(px - x, py - y) for px, py in ring) + 100
        dx, dy = (end_x - x) / length * far, (end_y - y) / length * far
        line = shapely.LineString([(x - dx, y - dy), (x + dx, y + dy)])
        pieces = [part for piece in pieces for part in shapely_split(piece, line).geoms]
    walls = list(pairwise([*ring, ring[0]]))
    parts = [[_snapped((x, y), walls) for x, y in shapely.get_coordinates(piece)[:-1].tolist()] for piece in pieces]
    if not all(map(normalised, parts)):
        require_size(Decimal(0))
    return [sound_ring(part, BOOTH_LIMITS) for part in parts]


def _snapped(point: Vector, walls: Sequence[tuple[Point, Point]]) -> Point:
    """Return the whole-centimetre point for a corner of a part, on the corner's wall if such a point is near."""
    nearest = round(point[0]), round(point[1])
    if hypot(point[0] - nearest[0], point[1] - nearest[1]) < ON_WALL_CM:
        return nearest
    for start, end in walls:
        if shapely.LineString([start, end]).distance(shapely.Point(point)) < ON_WALL_CM:
            dx, dy = end[0] - start[0], end[1] - start[1]
            steps = gcd(dx, dy)
            share = hypot(point[0] - start[0], point[1] - start[1]) / hypot(dx, dy)
            step = round(share * steps)
            x, y = start[0] + dx // steps * step, start[1] + dy // steps * step
            if hypot(x - point[0], y - point[1]) <= NEAR_CM:
                return x, y
    return nearest


def merged(rings: Sequence[Ring]) -> Ring:
    """Return the union of all rings, of any form, with corners on whole centimetres.

    Each ring must stand wall to wall with the rest, by the rule of `touching`; gaps that this rule ignores become part
    of the union. Raise `GeometryError` for rings that do not touch or touch only at a corner (`merge_apart`), and for
    rings that would enclose a hole (`merge_hole`).
    """
    if apart_from_first(rings):
        raise GeometryError(_("These booths do not share walls."), code="merge_apart")
    whole = shapely.union_all([polygon(ring) for ring in rings])
    if not isinstance(whole, shapely.Polygon) or whole.interiors:
        closed = shapely.buffer(whole, CLOSED_BY_CM, join_style="mitre")
        whole = shapely.buffer(closed, -CLOSED_BY_CM, join_style="mitre")
    if not isinstance(whole, shapely.Polygon):
        raise GeometryError(_("These booths do not share walls."), code="merge_apart")
    if any(shapely.Polygon(hole).area > SAME_SQUARE_CM for hole in whole.interiors):
        raise GeometryError(
            _("Merged, these booths would enclose a hole, which a booth cannot have."), code="merge_hole"
        )
    points = [(round(x), round(y)) for x, y in whole.exterior.coords[:-1]]
    return sound_ring(points, BOOTH_LIMITS)


def apart_from_first(rings: Sequence[Ring]) -> list[int]:
    """Return the positions of rings that no chain of shared walls connects with the first one."""
    neighbours: dict[int, set[int]] = {position: set() for position in range(len(rings))}
    for first, second in touching(rings):
        neighbours[first].add(second)
        neighbours[second].add(first)
    reached, waiting = {0}, [0]
    while waiting:
        found = neighbours[waiting.pop()] - reached
        reached |= found
        waiting.extend(found)
    return sorted(neighbours.keys() - reached)
