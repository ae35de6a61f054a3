"""Shapes of SVG as points: rectangles, polygons, circles and paths with their curves."""

from collections.abc import Iterator
from itertools import batched
from math import cos, hypot, pi, sin
from typing import Any, Final

from svgelements import Arc, Close, CubicBezier, Line, Move, Path, QuadraticBezier

from pavilions.vector_files.picture import PictureRefusedError, Spot
from pavilions.vector_files.svg_matrices import numbers_in
from pavilions.vector_files.svg_tree import Node

type Outline = tuple[list[Spot], bool]

OUTLINED: Final = frozenset({"rect", "polygon", "polyline", "line", "circle", "ellipse", "path"})
LONGEST_PATH: Final = 2_000_000
ROUND: Final = 64
PIECES_OF_CURVE: Final = 24


def outlines_of(node: Node, name: str) -> Iterator[Outline]:
    """(points, whether it is closed) of every part, before the transform."""
    if name == "path":
        yield from _path(node.attributes.get("d", ""))
        return
    said = node.attributes
    match name:
        case "rect":
            yield _rectangle(said), True
        case "polygon" | "polyline":
            pairs = [(x, y) for x, y in _pairs(said.get("points", ""))]
            yield pairs, name == "polygon"
        case "line":
            yield [(_length(said, "x1"), _length(said, "y1")), (_length(said, "x2"), _length(said, "y2"))], False
        case _:
            radii = (_length(said, "r"),) * 2 if name == "circle" else (_length(said, "rx"), _length(said, "ry"))
            yield _ellipse((_length(said, "cx"), _length(said, "cy")), radii), True


def _pairs(text: str) -> Iterator[Spot]:
    for pair in batched(numbers_in(text), 2):
        if len(pair) == 2:  # noqa: PLR2004  (a number without its partner ends the list)
            yield pair[0], pair[1]


def _rectangle(said: dict[str, str]) -> list[Spot]:
    """Rounded corners are drawn sharp: a booth has none."""
    x, y, width, height = (_length(said, name) for name in ("x", "y", "width", "height"))
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def _ellipse(middle: Spot, radii: tuple[float, float]) -> list[Spot]:
    turns = [2 * pi * step / ROUND for step in range(ROUND)]
    return [(middle[0] + radii[0] * cos(turn), middle[1] + radii[1] * sin(turn)) for turn in turns]


def _length(said: dict[str, str], name: str) -> float:
    numbers = numbers_in(said.get(name, "")[:40])
    return numbers[0] if numbers else 0.0


def _path(data: str) -> Iterator[Outline]:
    if len(data) > LONGEST_PATH:
        raise PictureRefusedError("too_complex")
    points: list[Spot] = []
    closed = False
    for segment in Path(data):
        if isinstance(segment, Move):
            if len(points) > 1:
                yield points, closed
            points, closed = [_spot(segment.end)], False
        elif isinstance(segment, Close):
            closed = True
        else:
            points.extend(_points(segment))
    if len(points) > 1:
        yield points, closed


def _points(segment: Any) -> list[Spot]:
    if isinstance(segment, Line):
        return [_spot(segment.end)]
    if isinstance(segment, CubicBezier | QuadraticBezier | Arc):
        pieces = PIECES_OF_CURVE if not _is_flat(segment) else 1
        return [_spot(segment.point(step / pieces)) for step in range(1, pieces + 1)]
    return []


def _is_flat(segment: Any) -> bool:
    """Whether it hardly leaves the line between its ends; CorelDRAW draws many straight lines as curves."""
    start, middle, end = (_spot(segment.point(at)) for at in (0, 0.5, 1))
    chord = hypot(end[0] - start[0], end[1] - start[1])
    off = abs((middle[0] - start[0]) * (end[1] - start[1]) - (middle[1] - start[1]) * (end[0] - start[0]))
    return chord > 0 and off < 1e-4 * chord**2


def _spot(point: Any) -> Spot:
    return float(point.x), float(point.y)
