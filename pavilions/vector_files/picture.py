"""What every vector drawing comes down to: strokes and letterings on layers, in the file's own unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

type Spot = tuple[float, float]

MOST_ELEMENTS = 200_000
MOST_POINTS = 1_000_000
MOST_LAYERS = 400
LONGEST_NAME = 120
LONGEST_TEXT = 200
LONGEST_FACT = 240
MOST_FACTS = 12
FARTHEST = 1e9
DIGITS = 6


class PictureRefusedError(Exception):
    """`code` says why: broken, draws_nothing, too_large, too_complex, too_deep, entities, dwg."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LayerSort(StrEnum):
    LAYER = "layer"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer, or a block that is inserted; what an SVG has instead are named groups and colours."""

    sort: LayerSort
    name: str
    hidden: bool = False

    @property
    def key(self) -> str:
        return f"{self.sort.value}:{self.name}"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of points. `closed`: it encloses its inside. `drawn`: its line is visible, not only its fill.

    `layer` and `block` are positions in the picture's layers, `block` -1 outside of blocks. Strokes of one insert have
    one `part` above 0. `name` is an id or title; `facts` are what the file says of it in so many words.
    """

    layer: int
    points: tuple[Spot, ...]
    closed: bool = False
    drawn: bool = True
    block: int = -1
    part: int = 0
    name: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text around its middle, `height` as its letters are. `upright`: not on its head as the file is seen."""

    layer: int
    text: str
    x: float
    y: float
    height: float
    block: int = -1
    upright: bool = True


@dataclass(slots=True)
class Picture:
    """`unit` is m, cm, mm, ft or in where the file says so. `left_out` counts by name what was not understood."""

    layers: list[Layer] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    letterings: list[Lettering] = field(default_factory=list)
    unit: str = ""
    y_up: bool = False
    left_out: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "layers": [[layer.sort, layer.name, layer.hidden] for layer in self.layers],
            "strokes": [
                [s.layer, [c for spot in s.points for c in spot], s.closed, s.drawn, s.block, s.part, s.name, s.facts]
                for s in self.strokes
            ],
            "letterings": [[t.layer, t.text, t.x, t.y, t.height, t.block, t.upright] for t in self.letterings],
            "unit": self.unit,
            "y_up": self.y_up,
            "left_out": self.left_out,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Picture":
        return cls(
            layers=[Layer(LayerSort(sort), name, hidden) for sort, name, hidden in kept["layers"]],
            strokes=[
                Stroke(layer, tuple(zip(flat[::2], flat[1::2], strict=True)), *rest)
                for layer, flat, *rest in kept["strokes"]
            ],
            letterings=[Lettering(*lettering) for lettering in kept["letterings"]],
            unit=kept["unit"],
            y_up=kept["y_up"],
            left_out=kept["left_out"],
        )


@dataclass(slots=True)
class Canvas:
    """Where a reader draws; it counts, and refuses what is too much."""

    picture: Picture = field(default_factory=Picture)
    points: int = 0
    visited: int = 0
    _positions: dict[tuple[LayerSort, str], int] = field(default_factory=dict)

    def visit(self, name: str) -> None:
        """Called for every element of the file, drawn or not."""
        self.visited += 1
        if self.visited > MOST_ELEMENTS:
            raise PictureRefusedError("too_complex")

    def pass_over(self, name: str) -> None:
        self.picture.left_out[name[:40]] = self.picture.left_out.get(name[:40], 0) + 1

    def layer(self, sort: LayerSort, name: str, *, hidden: bool = False) -> int:
        """The layer's position; past the last that is kept apart, all others are one."""
        name = " ".join(name.split())[:LONGEST_NAME]
        if (sort, name) not in self._positions and len(self._positions) >= MOST_LAYERS:
            name = "…"
        position = self._positions.setdefault((sort, name), len(self._positions))
        if position == len(self.picture.layers):
            self.picture.layers.append(Layer(sort, name, hidden))
        return position

    def stroke(self, layer: int, points: Iterable[Spot], *, closed: bool, **more: Any) -> None:
        """A point that is no usable number makes the stroke one that was not understood."""
        drawn = list(points)
        spots = tuple((round(x, DIGITS), round(y, DIGITS)) for x, y in drawn if usable(x, y))
        if closed and len(spots) > 1 and spots[0] == spots[-1]:
            spots = spots[:-1]
        self.points += len(spots)
        if self.points > MOST_POINTS:
            raise PictureRefusedError("too_complex")
        if len(set(spots)) < 2 or len(drawn) > len(spots) + 1:  # noqa: PLR2004  (a point is no line)
            self.pass_over("POINT")
            return
        self.picture.strokes.append(Stroke(layer, spots, closed and len(spots) > 2, **more))  # noqa: PLR2004

    def letter(self, layer: int, text: str, at: Spot, height: float, *, block: int = -1, upright: bool = True) -> None:
        words = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_TEXT]
        if words and usable(*at) and usable(height, height):
            x, y = round(at[0], DIGITS), round(at[1], DIGITS)
            self.picture.letterings.append(Lettering(layer, words, x, y, round(abs(height), DIGITS), block, upright))


def usable(x: float, y: float) -> bool:
    return abs(x) < FARTHEST and abs(y) < FARTHEST  # false for NaN too
