"""Texts of an SVG around their middles; a text in several lines is several."""

from collections.abc import Iterator
from typing import Final

from pavilions.vector_files.picture import Canvas, LayerSort, Spot
from pavilions.vector_files.svg_matrices import Matrix, numbers_in
from pavilions.vector_files.svg_styles import Paint
from pavilions.vector_files.svg_tree import Node, local_name

WIDTH_OF_LETTER: Final = 0.55  # of the letters' size
MIDDLE_OF_LETTER: Final = 0.35
HEIGHT_OF_CAPITALS: Final = 0.7
PLACED: Final = ("x", "y", "dy")


def draw_text(canvas: Canvas, node: Node, matrix: Matrix, paint: Paint, layer: tuple[LayerSort, str]) -> None:
    position = canvas.layer(*layer)
    for words, (x, y) in _lines(node, _place(node, (0.0, 0.0), paint), paint):
        text = " ".join(words.split())
        width = len(text) * WIDTH_OF_LETTER * paint.letters
        across = {"middle": 0.0, "end": -0.5}.get(paint.anchor, 0.5) * width
        middle = matrix.apply(x + across, y - MIDDLE_OF_LETTER * paint.letters)
        canvas.letter(position, text, middle, paint.letters * HEIGHT_OF_CAPITALS * matrix.growth, upright=matrix.d >= 0)


def _lines(node: Node, at: Spot, paint: Paint) -> Iterator[tuple[str, Spot]]:
    """A tspan with a place of its own begins a line."""
    running = ""
    for piece in node.pieces:
        if isinstance(piece, str):
            running += piece
        elif local_name(piece.tag) in {"tspan", "textpath", "a"}:
            if any(name in piece.attributes for name in PLACED):
                yield running, at
                running, at = "", _place(piece, at, paint)
            for words, place in _lines(piece, at, paint):
                if place == at:
                    running += words
                else:
                    yield running, at
                    running, at = words, place
    yield running, at


def _place(node: Node, before: Spot, paint: Paint) -> Spot:
    x, y = (numbers_in(node.attributes.get(name, "")[:200]) for name in ("x", "y"))
    down = node.attributes.get("dy", "")[:30]
    step = (numbers_in(down) or [0.0])[0] * (paint.letters if down.endswith("em") else 1)
    return (x[0] if x else before[0]), (y[0] if y else before[1]) + step
