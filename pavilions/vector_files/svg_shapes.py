"""Shapes of SVG as points: rectangles, polygons, circles, and paths with their curves."""

from collections.abc import Iterator
from itertools import batched
from math import cos, hypot, pi, sin
from typing import Any, Final

from svgelements import Arc, Close, CubicBezier, Line, Move, Path, QuadraticBezier

from pavilions.vector_files.picture import PictureRefusedError, Point
from pavilions.vector_files.svg_tree import Node, numbers_in

type Outline = tuple[list[Point], bool]

OUTLINED: Final = frozenset({"rect", "polygon", "polyline", "line", "circle", "ellipse", "path"})
LONGEST_PATH: Final = 2_000_000
CIRCLE_POINTS: Final = 64
CURVE_PIECES: Final = 24


def outlines_of(node: Node, name: str) -> Iterator[Outline]:
    """(points, whether it is closed) of every part, before the transform. Rounded corners become sharp ones."""
    match name:
        case "path":
            yield from _path(node.attributes.get("d", ""))
        case "rect":
            x, y, width, height = map(node.number, ("x", "y", "width", "height"))
            yield [(x, y), (x + width, y), (x + width, y + height), (x, y + height)], True
        case "polygon" | "polyline":
            numbers = numbers_in(node.attributes.get("points", ""))
            pairs = batched(numbers[: len(numbers) // 2 * 2], 2, strict=True)
            yield [(x, y) for x, y in pairs], name == "polygon"
        case "line":
            yield [(node.number("x1"), node.number("y1")), (node.number("x2"), node.number("y2"))], False
        case _:
            x, y = node.number("cx"), node.number("cy")
            across, down = (node.number(radius) for radius in (("r", "r") if name == "circle" else ("rx", "ry")))
            angles = [2 * pi * step / CIRCLE_POINTS for step in range(CIRCLE_POINTS)]
            yield [(x + across * cos(angle), y + down * sin(angle)) for angle in angles], True


def _path(data: str) -> Iterator[Outline]:
    if len(data) > LONGEST_PATH:
        raise PictureRefusedError("too_complex")
    points: list[Point] = []
    closed = False
    for segment in Path(data):
        if isinstance(segment, Move):
            if len(points) > 1:
                yield points, closed
            points, closed = [_point(segment.end)], False
        elif isinstance(segment, Close):
            closed = True
        else:
            points.extend(_points(segment))
    if len(points) > 1:
        yield points, closed


def _points(segment: Any) -> Iterator[Point]:
    if isinstance(segment, Line):
        yield _point(segment.end)
    elif isinstance(segment, CubicBezier | QuadraticBezier | Arc):
        pieces = 1 if _is_flat(segment) else CURVE_PIECES
        yield from (_point(segment.point(step / pieces)) for step in range(1, pieces + 1))


def _is_flat(segment: Any) -> bool:
    """Whether it hardly leaves the line between its ends; CorelDRAW draws many straight lines as curves."""
    start, middle, end = (_point(segment.point(at)) for at in (0, 0.5, 1))
    chord = hypot(end[0] - start[0], end[1] - start[1])
    off = abs((middle[0] - start[0]) * (end[1] - start[1]) - (middle[1] - start[1]) * (end[0] - start[0]))
    return chord > 0 and off < 1e-4 * chord**2


def _point(point: Any) -> Point:
    return float(point.x), float(point.y)
