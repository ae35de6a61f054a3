"""Columns, walls, exits and the hall's outline of a drawing, as rings in centimetres."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import shapely

from pavilions.plan_formats.pictures.booth_detection import Spots
from pavilions.plan_formats.pictures.gap_closing import joined_lines
from pavilions.plan_formats.pictures.layers import SortedPicture
from pavilions.plan_formats.pictures.roles import OBSTRUCTIONS, Role
from pavilions.states import ObstructionKind
from pavilions.vector_files import Stroke

HALF_A_WALL_CM = 1  # thinner than what a booth may lie over a wall
SMALLEST_SQUARE_CM = 100
MOST_OBSTRUCTIONS = 2_000
MOST_SEGMENTS = 20_000

type Obstacle = tuple[ObstructionKind, Spots, Stroke]


def obstacles(picture: SortedPicture) -> list[Obstacle]:
    """In the order of their kinds. Parts of one insert are one, as large as all of them; open lines are walls 2 cm
    thick; what is smaller than a square decimetre is none.
    """
    return [
        (kind, _corners(shape), stroke)
        for role, kind in OBSTRUCTIONS.items()
        for shape, stroke in _shapes(picture.drawn(role), is_wall=role is Role.WALL)
        if isinstance(shape, shapely.Polygon) and shape.area >= SMALLEST_SQUARE_CM
    ]


def _shapes(strokes: Sequence[Stroke], *, is_wall: bool) -> Iterator[tuple[shapely.Geometry, Stroke]]:
    parts: dict[int, list[Stroke]] = {}
    for stroke in strokes:
        if stroke.part:
            parts.setdefault(stroke.part, []).append(stroke)
        elif stroke.closed:
            yield shapely.Polygon(stroke.points).buffer(0), stroke
        elif is_wall:
            yield from ((_wall(start, end), stroke) for start, end in pairwise(stroke.points))
        else:
            yield shapely.MultiPoint(stroke.points).convex_hull, stroke
    for together in parts.values():
        yield shapely.MultiPoint([spot for s in together for spot in s.points]).convex_hull, together[0]


def _wall(start: tuple[float, float], end: tuple[float, float]) -> shapely.Geometry:
    return shapely.LineString([start, end]).buffer(HALF_A_WALL_CM, cap_style="flat")


def outline_of(strokes: Sequence[Stroke], gap: float) -> Spots | None:
    """The largest closed shape, or the largest face between the lines."""
    closed = [shapely.Polygon(stroke.points).buffer(0) for stroke in strokes if stroke.closed]
    shapes = [shape for shape in closed if isinstance(shape, shapely.Polygon) and not shape.is_empty]
    if not shapes:
        shapes = (
            joined_lines([shapely.LineString(s.points) for s in strokes], gap, most=MOST_SEGMENTS) if strokes else []
        )
    if not shapes:
        return None
    return _corners(shapes[int(np.argmax(shapely.area(np.array(shapes, dtype=np.object_))))])


def _corners(shape: shapely.Polygon) -> Spots:
    return tuple((float(x), float(y)) for x, y in list(shape.exterior.coords)[:-1])
