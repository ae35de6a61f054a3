"""Draws countries as dots on the sheet, with areas in proportion to their weights."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from ciie.world_map.projection import HEIGHT, WIDTH, on_sheet

STATIC = Path(__file__).parents[1] / "static"
ATLAS = "vendor/world-atlas-2.0.2"
LARGEST, SMALLEST = 18.0, 2.5  # radii in units of the sheet


@dataclass(frozen=True, slots=True)
class Dot:
    """One country or region. `x`, `y` and `radius` are in units of the sheet."""

    country: str
    x: float
    y: float
    radius: float
    words: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class WorldMap:
    """Dots, the largest first, so that no dot hides a smaller one. `land` is a static drawing with a symbol `land`."""

    dots: tuple[Dot, ...]
    label: str
    width: int = WIDTH
    height: int = HEIGHT
    land: str = f"{ATLAS}/land.svg"


def world_map(
    weights: Mapping[str, float], words: Mapping[str, str], *, label: str, marked: frozenset[str] = frozenset()
) -> WorldMap:
    """Draw countries (ISO 3166 alpha-2) by weight, each with its words.

    `label` states in one sentence what the map shows. Countries without a position on the map or without weight are
    left out: a list beside the map has all of them.
    """
    most = max(weights.values(), default=0)
    dots = []
    for country, weight in weights.items():
        if weight > 0 and country in _positions():
            x, y = on_sheet(*_positions()[country])
            radius = round(max(SMALLEST, LARGEST * sqrt(weight / most)), 1)
            named = words.get(country, country)
            dots.append(Dot(country, round(x, 1), round(y, 1), radius, named, country in marked))
    return WorldMap(tuple(sorted(dots, key=lambda dot: (-dot.radius, dot.country))), label)


@cache
def _positions() -> dict[str, tuple[float, float]]:
    """Return longitude and latitude in degrees by ISO 3166 alpha-2 code."""
    found: dict[str, tuple[float, float]] = json.loads((STATIC / ATLAS / "positions.json").read_text())
    return found
