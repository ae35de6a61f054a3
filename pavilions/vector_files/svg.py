"""SVG from CorelDRAW, Illustrator, Inkscape, AutoCAD and ourselves: shapes and texts with all their transforms.

Nothing in the file is run, fetched or shown: scripts, images, foreign objects and links outside are passed over.
"""

from dataclasses import dataclass, replace
from typing import Final

from pavilions.vector_files.picture import LONGEST_FACT, Canvas, Picture, PictureRefusedError
from pavilions.vector_files.svg_layers import layer_name, named_group, own_name
from pavilions.vector_files.svg_letterings import draw_text
from pavilions.vector_files.svg_matrices import IDENTITY, Matrix, composed, transform_of
from pavilions.vector_files.svg_shapes import OUTLINED, outlines_of
from pavilions.vector_files.svg_styles import Paint, StyleSheet
from pavilions.vector_files.svg_tree import Node, local_name, tree_of

GROUPS: Final = frozenset({"svg", "g", "a", "switch", "symbol"})
NOT_DRAWN: Final = frozenset({
    "defs", "clippath", "mask", "marker", "pattern", "style", "script", "metadata", "title", "desc", "lineargradient",
    "radialgradient", "font", "font-face", "filter", "namedview", "animate", "set", "view", "color-profile",
})  # fmt: skip
UNITS: Final = frozenset({"m", "cm", "mm", "ft", "in"})
MOST_USES_IN_ONE_ANOTHER: Final = 6
FACTS: Final = (
    "kind", "clearance", "sector", "number", "area", "stated", "section", "sale", "withheld", "sides", "basis",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the file something stands: what it inherits."""

    matrix: Matrix
    paint: Paint
    group: str = ""
    uses: int = 0
    part: int = 0


def read_svg(content: bytes) -> Picture:
    root = tree_of(content)
    if local_name(root.tag) != "svg":
        raise PictureRefusedError("broken")
    unit = root.attributes.get("data-unit", "")
    canvas = Canvas(Picture(unit=unit if unit in UNITS else ""))
    _Reader(root, canvas).draw(root, _Place(IDENTITY, Paint()))
    return canvas.picture


class _Reader:
    def __init__(self, root: Node, canvas: Canvas) -> None:
        self.canvas = canvas
        self.by_id = {node.attributes["id"]: node for node in root.walk() if "id" in node.attributes}
        sheets = [node.text for node in root.walk() if local_name(node.tag) == "style"]
        self.sheet = StyleSheet.of("\n".join(sheets))
        self.parts = 0

    def draw(self, node: Node, place: _Place) -> None:
        self.canvas.visit(node.tag)
        name = local_name(node.tag)
        paint = self.sheet.paint(node, name, place.paint)
        if name in NOT_DRAWN or not paint.shown:
            return
        matrix = composed(place.matrix, transform_of(node.attributes.get("transform", "")))
        here = replace(place, matrix=matrix, paint=paint)
        if name in GROUPS:
            self._group(node, here)
        elif name == "use":
            self._use(node, here)
        elif name == "text":
            draw_text(self.canvas, node, matrix, paint, layer_name(here.group, paint, is_text=True))
        elif name in OUTLINED:
            try:
                self._outlines(node, name, here)
            except (ValueError, TypeError, IndexError, AttributeError, ArithmeticError):
                self.canvas.pass_over(name)  # svgelements on a path that is none
        else:
            self.canvas.pass_over(name)

    def _group(self, node: Node, place: _Place) -> None:
        inside = replace(place, group=named_group(node, place.group))
        for child in node.children:
            self.draw(child, inside)

    def _use(self, node: Node, place: _Place) -> None:
        """A copy of something in the same file, at x and y."""
        target = self.by_id.get(node.attributes.get("href", "").removeprefix("#"))
        if target is None or not node.attributes["href"].startswith("#"):
            self.canvas.pass_over("use")
            return
        if place.uses >= MOST_USES_IN_ONE_ANOTHER:
            raise PictureRefusedError("too_deep")
        shift = transform_of(f"translate({node.attributes.get('x', '0')} {node.attributes.get('y', '0')})")
        self.parts += 1
        there = replace(place, matrix=composed(place.matrix, shift), uses=place.uses + 1, part=self.parts)
        self.draw(target, there)

    def _outlines(self, node: Node, name: str, place: _Place) -> None:
        if not (place.paint.filled or place.paint.stroked):
            return
        layer = layer_name(place.group, place.paint)
        facts = {key: value[:LONGEST_FACT] for key in FACTS if (value := node.attributes.get(f"data-{key}"))}
        position = self.canvas.layer(*layer)
        for points, closed in outlines_of(node, name):
            self.canvas.stroke(
                position,
                [place.matrix.apply(x, y) for x, y in points],
                closed=closed or place.paint.filled,
                drawn=place.paint.stroked,
                part=place.part,
                name=own_name(node),
                facts=facts,
            )
