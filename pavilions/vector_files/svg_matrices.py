"""Transforms of SVG: nested matrices, rotations, skews."""

import re
from math import cos, hypot, radians, sin, tan
from typing import NamedTuple

_CALL = re.compile(r"([a-zA-Z]{1,12})\s*\(([^()]{0,400})\)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
MOST_CALLS = 50


class Matrix(NamedTuple):
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def growth(self) -> float:
        """By how much heights grow."""
        return hypot(self.c, self.d)


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)


def numbers_in(text: str) -> list[float]:
    return [float(found) for found in _NUMBER.findall(text)]


def composed(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    return Matrix(
        outer.a * a + outer.c * b,
        outer.b * a + outer.d * b,
        outer.a * c + outer.c * d,
        outer.b * c + outer.d * d,
        *outer.apply(e, f),
    )


def transform_of(text: str) -> Matrix:
    """A list of calls, the first outermost. A call that is none is passed over."""
    whole = IDENTITY
    for name, inside in _CALL.findall(text)[:MOST_CALLS]:
        whole = composed(whole, _called(name.casefold(), numbers_in(inside)))
    return whole


def _called(name: str, said: list[float]) -> Matrix:
    match name, said:
        case "matrix", [a, b, c, d, e, f]:
            matrix = Matrix(a, b, c, d, e, f)
        case "translate", [x, *rest]:
            matrix = Matrix(1, 0, 0, 1, x, rest[0] if rest else 0)
        case "scale", [across, *rest]:
            matrix = Matrix(across, 0, 0, rest[0] if rest else across, 0, 0)
        case "rotate", [degrees, *about]:
            matrix = _rotation(degrees, about)
        case "skewx", [degrees]:
            matrix = Matrix(1, 0, tan(radians(degrees)), 1, 0, 0)
        case "skewy", [degrees]:
            matrix = Matrix(1, tan(radians(degrees)), 0, 1, 0, 0)
        case _:
            matrix = IDENTITY
    return matrix


def _rotation(degrees: float, about: list[float]) -> Matrix:
    angle = radians(degrees)
    turned = Matrix(cos(angle), sin(angle), -sin(angle), cos(angle), 0, 0)
    if len(about) != 2:  # noqa: PLR2004  (about the origin)
        return turned
    x, y = about
    return composed(composed(Matrix(1, 0, 0, 1, x, y), turned), Matrix(1, 0, 0, 1, -x, -y))
