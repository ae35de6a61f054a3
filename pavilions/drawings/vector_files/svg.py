"""Read SVG from CorelDRAW, Illustrator, Inkscape, AutoCAD and our own export.

Shapes and texts are read with their transforms. Nothing in the file is run, fetched or shown: scripts, images, foreign
objects and external links are skipped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import batched
from math import cos, hypot, pi, sin
from typing import Any, Final

from svgelements import Arc, Close, CubicBezier, Line, Matrix, Move, Path, QuadraticBezier

from pavilions.drawings.vector_files.picture import LONGEST_FACT, Canvas, LayerKind, Picture, PictureRefusedError, Point
from pavilions.drawings.vector_files.svg_styles import PIXELS, Paint, StyleSheet
from pavilions.drawings.vector_files.svg_tree import Node, local_name, numbers_in, parse_tree

GROUPS: Final = frozenset({"svg", "g", "a", "switch", "symbol"})
NOT_DRAWN: Final = frozenset({
    "defs", "clippath", "mask", "marker", "pattern", "style", "script", "metadata", "title", "desc", "lineargradient",
    "radialgradient", "font", "font-face", "filter", "namedview", "animate", "set", "view", "color-profile",
})  # fmt: skip
UNITS: Final = frozenset({"m", "cm", "mm", "ft", "in"})
MOST_NESTED_USES: Final = 6
LONGEST_TRANSFORM: Final = 4_000
FACTS: Final = (
    "kind", "clearance", "sector", "number", "area", "stated", "section", "sale", "withheld", "sides", "basis",
    "name",
)  # fmt: skip
GLYPH_WIDTH: Final = 0.55  # a share of the font size, as are the next two
GLYPH_MIDDLE: Final = 0.35
CAPITAL_HEIGHT: Final = 0.7
POSITIONED: Final = ("x", "y", "dy")
SEPARATOR: Final = " · "
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{2,4})_")  # CorelDRAW and Illustrator escape characters of an id so
_GENERATED = re.compile(r"(?:g|_|path|rect|polygon|group|use|svg)?[-_]?\d{3,}(?:[-_]\d+)*")

OUTLINED: Final = frozenset({"rect", "polygon", "polyline", "line", "circle", "ellipse", "path"})
LONGEST_PATH: Final = 2_000_000
CIRCLE_POINTS: Final = 64
CURVE_PIECES: Final = 24

type Outline = tuple[list[Point], bool]


@dataclass(frozen=True, slots=True)
class _Context:
    """The state that an element inherits from those around it."""

    matrix: Matrix
    paint: Paint
    group: str = ""
    uses: int = 0
    part: int = 0


def read_svg(content: bytes) -> Picture:
    """Return the picture in an SVG. Raise PictureRefusedError for a broken file, or one that exceeds a limit."""
    root = parse_tree(content)
    if local_name(root.tag) != "svg":
        raise PictureRefusedError("broken")
    unit = root.attributes.get("data-unit", "")
    canvas = Canvas(Picture(unit=unit if unit in UNITS else ""))
    _Reader(root, canvas).draw(root, _Context(Matrix(), Paint()))
    return canvas.picture


class _Reader:
    def __init__(self, root: Node, canvas: Canvas) -> None:
        self.canvas = canvas
        self.by_id = {node.attributes["id"]: node for node in root.walk() if "id" in node.attributes}
        sheets = [node.text for node in root.walk() if local_name(node.tag) == "style"]
        self.sheet = StyleSheet.parse("\n".join(sheets))
        self.parts = 0

    def draw(self, node: Node, context: _Context) -> None:
        self.canvas.visit()
        name = local_name(node.tag)
        paint = self.sheet.paint(node, name, context.paint)
        if name in NOT_DRAWN or not paint.shown:
            return
        transform = node.attributes.get("transform")
        matrix = _parse_transform(transform) * context.matrix if transform else context.matrix
        here = replace(context, matrix=matrix, paint=paint)
        if name in GROUPS:
            inside = replace(here, group=_group_name(node, context.group))
            for child in node.children:
                self.draw(child, inside)
        elif name == "use":
            self._use(node, here)
        elif name == "text":
            self._text(node, here)
        elif name in OUTLINED:
            try:
                self._outlines(node, name, here)
            except (ValueError, TypeError, IndexError, AttributeError, ArithmeticError):
                self.canvas.skip(name)  # svgelements raises these on malformed path data
        else:
            self.canvas.skip(name)

    def _use(self, node: Node, context: _Context) -> None:
        """Draw a copy of an element of the same file, shifted by x and y."""
        target = self.by_id.get(node.attributes.get("href", "").removeprefix("#"))
        if target is None or not node.attributes["href"].startswith("#"):
            self.canvas.skip("use")
            return
        if context.uses >= MOST_NESTED_USES:
            raise PictureRefusedError("too_deep")
        self.parts += 1
        matrix = Matrix.translate(node.number("x"), node.number("y")) * context.matrix
        self.draw(target, replace(context, matrix=matrix, uses=context.uses + 1, part=self.parts))

    def _outlines(self, node: Node, name: str, context: _Context) -> None:
        paint = context.paint
        if not (paint.filled or paint.stroked):
            return
        fill, line = f"fill {paint.fill}" if paint.filled else "", f"line {paint.stroke}" if paint.stroked else ""
        layer = self._layer(context.group, ", ".join(filter(None, (fill, line))))
        facts = {key: value[:LONGEST_FACT] for key in FACTS if (value := node.attributes.get(f"data-{key}"))}
        for points, closed in outlines_of(node, name):
            self.canvas.add_stroke(
                layer,
                [_transformed(context.matrix, x, y) for x, y in points],
                closed=closed or paint.filled,
                drawn=paint.stroked,
                part=context.part,
                name=_own_name(node),
                facts=facts,
            )

    def _text(self, node: Node, context: _Context) -> None:
        """Add every line of the text as a text of its own, around its middle."""
        paint, matrix = context.paint, context.matrix
        layer, size = self._layer(context.group, f"text {paint.fill}"), paint.font_size
        height = size * CAPITAL_HEIGHT * hypot(matrix.c, matrix.d)
        for content, (x, y) in _lines(node, _position(node, (0.0, 0.0), size), size):
            line = " ".join(content.split())
            across = {"middle": 0.0, "end": -0.5}.get(paint.anchor, 0.5) * len(line) * GLYPH_WIDTH * size
            middle = _transformed(matrix, x + across, y - GLYPH_MIDDLE * size)
            self.canvas.add_text(layer, line, middle, height, upright=matrix.d >= 0)

    def _layer(self, group: str, colours: str) -> int:
        """Return the layer of a named group and, within it, a colour, since most SVG exports have no layers."""
        return self.canvas.layer(LayerKind.LAYER, f"{group}{SEPARATOR}{colours}" if group else colours)


def _parse_transform(text: str) -> Matrix:
    """Return a list of transforms as one; a malformed list counts as none."""
    try:
        matrix = Matrix(text[:LONGEST_TRANSFORM], ppi=PIXELS["in"])
        return Matrix(*(float(matrix[at]) for at in range(6)))
    except (ValueError, TypeError, IndexError, AttributeError, ArithmeticError):
        return Matrix()


def _transformed(matrix: Matrix, x: float, y: float) -> Point:
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f


def _own_name(node: Node) -> str:
    """Return the name of an element in the file: an attribute for the purpose, a title, or its id."""
    title = next((child.text.strip() for child in node.children if child.tag.casefold() == "title"), "")
    named = (node.attributes.get(name, "") for name in ("data-number", "data-name", "inkscape:label"))
    identity = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), node.attributes.get("id", ""))[:120]
    return next((name for name in (*named, title) if name), identity).strip()[:120]


def _group_name(node: Node, outer: str) -> str:
    """Return the name for layers in a group.

    An Inkscape layer has its own name, and any other group that of the outermost named group.
    """
    name = _own_name(node)
    if node.attributes.get("inkscape:groupmode") == "layer":
        return name or outer
    return outer or (name if node.tag.rpartition(":")[2] == "g" and not _GENERATED.fullmatch(name) else "")


def _lines(node: Node, at: Point, font_size: float) -> Iterator[tuple[str, Point]]:
    """Yield the lines of a text with their positions. A tspan with a position of its own begins a line."""
    running = ""
    for piece in node.pieces:
        if isinstance(piece, str):
            running += piece
        elif local_name(piece.tag) in {"tspan", "textpath", "a"}:
            if any(name in piece.attributes for name in POSITIONED):
                yield running, at
                running, at = "", _position(piece, at, font_size)
            for text, position in _lines(piece, at, font_size):
                if position == at:
                    running += text
                else:
                    yield running, at
                    running, at = text, position
    yield running, at


def _position(node: Node, before: Point, font_size: float) -> Point:
    x, y = (numbers_in(node.attributes.get(name, "")[:200]) for name in ("x", "y"))
    dy = node.attributes.get("dy", "")[:30]
    step = (numbers_in(dy) or [0.0])[0] * (font_size if dy.endswith("em") else 1)
    return (x[0] if x else before[0]), (y[0] if y else before[1]) + step


def outlines_of(node: Node, name: str) -> Iterator[Outline]:
    """Yield the points of every part, before the transform, and whether it is closed. Rounded corners become sharp."""
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
    """Return whether a curve hardly leaves the line between its ends, as CorelDRAW draws many straight lines."""
    start, middle, end = (_point(segment.point(at)) for at in (0, 0.5, 1))
    chord = hypot(end[0] - start[0], end[1] - start[1])
    off = abs((middle[0] - start[0]) * (end[1] - start[1]) - (middle[1] - start[1]) * (end[0] - start[0]))
    return chord > 0 and off < 1e-4 * chord**2


def _point(point: Any) -> Point:
    return float(point.x), float(point.y)
