"""A vector drawing of any format: strokes and texts on layers, in the file's own unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ciie.kernel.limited_reader import ReadingRefusedError

type Point = tuple[float, float]

MOST_ELEMENTS = 200_000
MOST_POINTS = 1_000_000
MOST_LAYERS = 400
LONGEST_NAME = 120
LONGEST_TEXT = 200
LONGEST_FACT = 240
MOST_FACTS = 12
FARTHEST = 1e9
DIGITS = 6


class PictureRefusedError(ReadingRefusedError):
    """A drawing that is refused. `code` is broken, draws_nothing, too_large, too_complex, too_deep, entities or dwg."""


class LayerKind(StrEnum):
    LAYER = "layer"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer or an inserted block of a DXF; a named group and colour of an SVG."""

    kind: LayerKind
    name: str
    hidden: bool = False

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.name}"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A polyline that is `closed` if it encloses an area, and `drawn` if its line is visible, not only its fill.

    `layer` and `block` are positions in the picture's layers, `block` -1 outside blocks. Strokes of one insert share a
    `part` above 0. `name` is an id or title; `facts` are the data attached to the shape.
    """

    layer: int
    points: tuple[Point, ...]
    closed: bool = False
    drawn: bool = True
    block: int = -1
    part: int = 0
    name: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """A text by its middle and the height of its capitals, `upright` unless it is upside down in the file."""

    layer: int
    text: str
    x: float
    y: float
    height: float
    block: int = -1
    upright: bool = True


@dataclass(slots=True)
class Picture:
    """The strokes and texts of a drawing.

    `unit` is m, cm, mm, ft or in if the file states it. `left_out` counts skipped elements by name.
    """

    layers: list[Layer] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    unit: str = ""
    y_up: bool = False
    left_out: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "layers": [[layer.kind, layer.name, layer.hidden] for layer in self.layers],
            "strokes": [
                [s.layer, [c for point in s.points for c in point], s.closed, s.drawn, s.block, s.part, s.name, s.facts]
                for s in self.strokes
            ],
            "texts": [[t.layer, t.text, t.x, t.y, t.height, t.block, t.upright] for t in self.texts],
            "unit": self.unit,
            "y_up": self.y_up,
            "left_out": self.left_out,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Picture":
        return cls(
            layers=[Layer(LayerKind(kind), name, hidden) for kind, name, hidden in kept["layers"]],
            strokes=[
                Stroke(layer, tuple(zip(flat[::2], flat[1::2], strict=True)), *rest)
                for layer, flat, *rest in kept["strokes"]
            ],
            texts=[Text(*text) for text in kept["texts"]],
            unit=kept["unit"],
            y_up=kept["y_up"],
            left_out=kept["left_out"],
        )


@dataclass(slots=True)
class Canvas:
    """The surface that a reader draws on. It counts, and raises PictureRefusedError when a limit is exceeded."""

    picture: Picture = field(default_factory=Picture)
    points: int = 0
    visited: int = 0
    _positions: dict[tuple[LayerKind, str], int] = field(default_factory=dict)

    def visit(self) -> None:
        """Count an element. Readers call this for every element of the file, drawn or not."""
        self.visited += 1
        if self.visited > MOST_ELEMENTS:
            raise PictureRefusedError("too_complex")

    def skip(self, name: str) -> None:
        self.picture.left_out[name[:40]] = self.picture.left_out.get(name[:40], 0) + 1

    def layer(self, kind: LayerKind, name: str, *, hidden: bool = False) -> int:
        """Return the layer's position; beyond the limit, all others are one layer."""
        name = " ".join(name.split())[:LONGEST_NAME]
        if (kind, name) not in self._positions and len(self._positions) >= MOST_LAYERS:
            name = "…"
        position = self._positions.setdefault((kind, name), len(self._positions))
        if position == len(self.picture.layers):
            self.picture.layers.append(Layer(kind, name, hidden))
        return position

    def add_stroke(self, layer: int, points: Iterable[Point], *, closed: bool, **more: Any) -> None:
        """Add a stroke, or skip one with unusable coordinates."""
        given = list(points)
        kept = tuple((round(x, DIGITS), round(y, DIGITS)) for x, y in given if _is_usable(x, y))
        if closed and len(kept) > 1 and kept[0] == kept[-1]:
            kept = kept[:-1]
        self.points += len(kept)
        if self.points > MOST_POINTS:
            raise PictureRefusedError("too_complex")
        if len(set(kept)) < 2 or len(given) > len(kept) + 1:  # noqa: PLR2004  (a point is no line)
            self.skip("POINT")
            return
        self.picture.strokes.append(Stroke(layer, kept, closed and len(kept) > 2, **more))  # noqa: PLR2004

    def add_text(
        self, layer: int, text: str, at: Point, height: float, *, block: int = -1, upright: bool = True
    ) -> None:
        line = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_TEXT]
        if line and _is_usable(*at) and _is_usable(height, height):
            x, y = round(at[0], DIGITS), round(at[1], DIGITS)
            self.picture.texts.append(Text(layer, line, x, y, round(abs(height), DIGITS), block, upright))


def _is_usable(x: float, y: float) -> bool:
    return abs(x) < FARTHEST and abs(y) < FARTHEST  # also false for NaN
