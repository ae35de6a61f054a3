"""Rings: closed shapes of integer centimetres in a hall's own axes, x to the right and y down, no closing point.

The normal form of a ring has no repeated and no collinear points, runs clockwise as seen on the plan, and starts at its
topmost point (the leftmost of these), so that two drawings of one shape are equal.

The core of a ring is the ring shrunk by 2 cm on every side, so that the cores of neighbours that share a wall do not
touch. PostgreSQL's exclusion constraint compares cores, and so does `overlaps`: both tolerate neighbours that overlap
by up to 4 cm, which is rounding, and refuse more.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import shapely
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import area_words

type Point = tuple[int, int]
type Ring = tuple[Point, ...]
type Polygons = NDArray[np.object_]
type Core = tuple[tuple[float, float], ...]

FARTHEST_CM = 100_000
MOST_POINTS = 1_000
SQUARE_CM_PER_SQM = 10_000
CENT = Decimal("0.01")
SHRINK_CM = 2
LABEL_TOLERANCE_CM = 5


class GeometryError(Invalid):
    """A shape that is not possible on a hall's floor."""


class SizeLimits(NamedTuple):
    smallest_sqm: Decimal
    largest_sqm: Decimal


BOOTH_LIMITS = SizeLimits(Decimal("0.25"), Decimal(30_000))
OBSTRUCTION_LIMITS = SizeLimits(Decimal("0.01"), Decimal(30_000))
OUTLINE_LIMITS = SizeLimits(Decimal(4), Decimal(1_000_000))


class Box(NamedTuple):
    """A rectangle along the axes, in centimetres."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def depth(self) -> int:
        return self.bottom - self.top


def normalised(points: Iterable[Point]) -> Ring:
    """Return the ring in normal form, without spikes of no width, which enclose nothing. The result may be empty."""
    kept = _without_collinear_points(points)
    if len(kept) < 3:  # noqa: PLR2004  (a line encloses nothing)
        return ()
    if _twice_area(kept) < 0:
        kept.reverse()
    first = kept.index(min(kept, key=lambda point: (point[1], point[0])))
    return tuple(kept[first:] + kept[:first])


def sound_ring(points: Sequence[Point], limits: SizeLimits = BOOTH_LIMITS) -> Ring:
    """Return the ring in normal form.

    Raise `GeometryError` for too many or too few points, points too far from the origin, a ring that crosses itself,
    and one smaller or larger than `limits`.
    """
    if len(points) > MOST_POINTS + 1:
        raise GeometryError(
            _("The shape has %(points)s corners; at most %(most)s are allowed.")
            % {"points": len(points), "most": MOST_POINTS},
            code="ring_too_many_points",
        )
    if not is_within_reach(points):
        raise GeometryError(
            _("The shape extends more than %(metres)s m from the hall's origin.") % {"metres": FARTHEST_CM // 100},
            code="ring_out_of_reach",
        )
    ring = normalised(points)
    if not ring:
        raise GeometryError(_("The shape encloses no area: it needs at least three corners."), code="ring_empty")
    if not polygon(ring).is_valid:
        raise GeometryError(_("The outline of the shape crosses or touches itself."), code="ring_crossed")
    require_size(area_sqm(ring), limits)
    return ring


def polygon(ring: Iterable[tuple[float, float]]) -> shapely.Polygon:
    return shapely.Polygon(list(ring))


def sides_of(shape: shapely.Geometry) -> tuple[float, float]:
    """Return the shorter and the longer side of the smallest rectangle around a shape; for a line, 0 and its length."""
    around = shapely.minimum_rotated_rectangle(shape)
    if not isinstance(around, shapely.Polygon):
        return 0.0, float(around.length)
    corners = shapely.get_coordinates(around)
    shorter, longer = sorted(np.hypot(*(corners[1:3] - corners[:2]).T).tolist())
    return shorter, longer


def polygons(rings: Sequence[Sequence[tuple[float, float]]]) -> Polygons:
    """Return the `polygon` of many rings at once, in a quarter of the time."""
    corners = np.array(list(chain.from_iterable(rings)), dtype=np.float64).reshape(-1, 2)
    ring = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    return np.asarray(shapely.polygons(shapely.linearrings(corners, indices=ring)), dtype=np.object_)


def area_sqm(ring: Sequence[Point]) -> Decimal:
    """Return the enclosed area in m², exact from the integers and then rounded half up to two places."""
    return (Decimal(abs(_twice_area(ring))) / (2 * SQUARE_CM_PER_SQM)).quantize(CENT, ROUND_HALF_UP)


def bounds(ring: Iterable[Point]) -> Box:
    return bounds_of([tuple(ring)])


def bounds_of(rings: Iterable[Ring]) -> Box:
    """Return the smallest box around all rings. Raise `ValueError` if there is no point."""
    points = [point for ring in rings for point in ring]
    across = [x for x, _y in points]
    down = [y for _x, y in points]
    return Box(min(across), min(down), max(across), max(down))


def _without_collinear_points(points: Iterable[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) == 0:
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    while len(kept) > 2:  # noqa: PLR2004  (the same rule where the end meets the start)
        if _turn(kept[-2], kept[-1], kept[0]) == 0:
            kept.pop()
        elif _turn(kept[-1], kept[0], kept[1]) == 0:
            kept.pop(0)
        else:
            break
    return kept


def _turn(before: Point, at: Point, after: Point) -> int:
    return (at[0] - before[0]) * (after[1] - at[1]) - (at[1] - before[1]) * (after[0] - at[0])


def _twice_area(ring: Sequence[Point]) -> int:
    """Return twice the enclosed area, positive for rings that run clockwise on the plan, where y points down."""
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise([*ring, *ring[:1]]))


def is_within_reach(points: Iterable[Point]) -> bool:
    return all(abs(value) <= FARTHEST_CM for point in points for value in point)


def require_size(area: Decimal, limits: SizeLimits = BOOTH_LIMITS) -> None:
    """Raise `GeometryError` (`ring_too_small`, `ring_too_large`) for an area beyond the limits."""
    if area < limits.smallest_sqm:
        raise GeometryError(
            _("The shape has only %(area)s m²; at least %(least)s m² are required.")
            % {"area": area_words(area), "least": area_words(limits.smallest_sqm)},
            code="ring_too_small",
        )
    if area > limits.largest_sqm:
        raise GeometryError(
            _("The shape has %(area)s m²; at most %(most)s m² are allowed.")
            % {"area": area_words(area), "most": area_words(limits.largest_sqm)},
            code="ring_too_large",
        )


def core(ring: Ring) -> Core:
    """Return the ring shrunk by 2 cm on every side: one simple polygon, in cm with at most two decimals.

    A part thinner than 4 cm has no core. Raise `GeometryError` (`ring_too_thin`) where the whole ring is that thin, or
    a waist that thin would cut its core in two, since nothing would keep others off it. A thin tail is left out.
    """
    found = cores([ring])[0]
    if found is None:
        raise GeometryError(
            _("The shape is narrower than %(least)s cm in places.") % {"least": 2 * SHRINK_CM}, code="ring_too_thin"
        )
    return found


def cores(rings: Sequence[Ring]) -> list[Core | None]:
    """Return the `core` of many rings at once, with None where it would raise."""
    return [
        tuple((float(x), float(y)) for x, y in list(shrunk.exterior.coords)[:-1])
        if isinstance(shrunk, shapely.Polygon) and shrunk.is_valid and not shrunk.is_empty
        else None
        for shrunk in shrunk_polygons(rings)
    ]


def shrunk_polygons(rings: Sequence[Ring]) -> Polygons:
    """Return one geometry per ring, empty or in several parts where a ring is too thin for a core."""
    shrunk = shapely.simplify(shapely.buffer(polygons(rings), -SHRINK_CM, join_style="mitre"), 0)
    return np.asarray(shapely.transform(shrunk, lambda points: np.round(points, 2)), dtype=np.object_)


def label_point(ring: Ring) -> Point:
    """Return where to write a booth's number: the centroid of a convex ring, else the point farthest from walls."""
    shape = polygon(ring)
    if shape.area >= shape.convex_hull.area - 1:
        return round(shape.centroid.x), round(shape.centroid.y)
    x, y = shapely.maximum_inscribed_circle(shape, tolerance=LABEL_TOLERANCE_CM).coords[0]
    return round(x), round(y)
