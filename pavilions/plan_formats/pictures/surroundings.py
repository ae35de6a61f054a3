"""Obstructions and the hall's outline in a drawing, in centimetres."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import shapely

from pavilions.plan_formats.pictures.booth_detection import Outline, outline_of
from pavilions.plan_formats.pictures.gap_closing import faces_between
from pavilions.plan_formats.pictures.layers import OBSTRUCTIONS, Role, RoleLayers
from pavilions.states import ObstructionKind
from pavilions.vector_files import Stroke

HALF_A_WALL_CM = 1  # booths may overlap a wall by more than this
SMALLEST_SQUARE_CM = 100
MOST_OBSTRUCTIONS = 2_000
MOST_SEGMENTS = 20_000

type Obstacle = tuple[ObstructionKind, Outline, Stroke]


def obstacles(picture: RoleLayers) -> list[Obstacle]:
    """In the order of their kinds; none if there are more than a plan can have.

    Parts of one insert are one obstacle around all of them; open lines are walls 2 cm thick; anything smaller than a
    square decimetre is left out.
    """
    found = [
        (kind, outline_of(shape), stroke)
        for role, kind in OBSTRUCTIONS.items()
        for shape, stroke in _shapes(picture.strokes_of(role), is_wall=role is Role.WALL)
        if isinstance(shape, shapely.Polygon) and shape.area >= SMALLEST_SQUARE_CM
    ]
    return found if len(found) <= MOST_OBSTRUCTIONS else []


def _shapes(strokes: Sequence[Stroke], *, is_wall: bool) -> Iterator[tuple[shapely.Geometry, Stroke]]:
    parts: dict[int, list[Stroke]] = {}
    for stroke in strokes:
        if stroke.part:
            parts.setdefault(stroke.part, []).append(stroke)
        elif stroke.closed:
            yield shapely.Polygon(stroke.points).buffer(0), stroke
        elif is_wall:
            for start, end in pairwise(stroke.points):
                yield shapely.LineString([start, end]).buffer(HALF_A_WALL_CM, cap_style="flat"), stroke
        else:
            yield shapely.MultiPoint(stroke.points).convex_hull, stroke
    for together in parts.values():
        yield shapely.MultiPoint([point for s in together for point in s.points]).convex_hull, together[0]


def hall_outline(strokes: Sequence[Stroke], gap: float) -> Outline | None:
    """The largest closed shape or, without one, the largest face between the lines."""
    closed = [shapely.Polygon(stroke.points).buffer(0) for stroke in strokes if stroke.closed]
    shapes = [shape for shape in closed if isinstance(shape, shapely.Polygon) and not shape.is_empty]
    if not shapes and strokes:
        shapes = faces_between([shapely.LineString(s.points) for s in strokes], gap, most=MOST_SEGMENTS)
    return outline_of(max(shapes, key=lambda shape: shape.area)) if shapes else None
