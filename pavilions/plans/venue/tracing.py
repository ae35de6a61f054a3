"""Converts an outline traced over a picture from points on it to whole centimetres of the hall. The module is pure."""

import math
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Invalid
from pavilions.drawings.geometry import OUTLINE_LIMITS, GeometryError, Ring, sound_ring
from pavilions.plans.drafts.operations.drafts import BackgroundDrawing

STRAIGHT = math.tan(math.radians(2))
"""Walls that lean by less than this, the tangent of 2 degrees, count as straight."""
LEAST_APART_PX = 2
FEWEST_CORNERS = 3
OPACITY = "0.55"

type Spot = tuple[float, float]
"""A point of the picture, in pixels from its left and upper edges."""


@dataclass(frozen=True)
class Tracing:
    """A traced outline. `extent` is where the picture then lies: left, top, width, height in centimetres of the hall's
    axes.
    """

    ring: Ring
    extent: tuple[int, int, int, int]
    cm_per_px: float

    @property
    def sides_m(self) -> list[Decimal]:
        """The lengths of the walls in metres, from corner to corner."""
        corners = [*self.ring, self.ring[0]]
        return [Decimal(round(math.dist(start, end))) / 100 for start, end in pairwise(corners)]


def trace(
    corners: Sequence[Spot], known: Sequence[Spot], metres: Decimal, size: tuple[int, int], *, straighten: bool
) -> Tracing:
    """Return the outline with these corners on a picture of this size.

    The two `known` points are `metres` apart. The upper left corner of the outline's box becomes the hall's origin.
    Raise `Invalid` (fields `known`, `metres`, `corners`).
    """
    if len(known) != len(("first", "second")):
        raise Invalid(_("Choose two points whose distance you know."), code="two_points_missing", field="known")
    if metres <= 0:
        raise Invalid(_("The distance must be above 0 m, since it gives the scale."), code="no_scale", field="metres")
    apart = math.dist(*known)
    if apart < LEAST_APART_PX:
        raise Invalid(
            _("The two points are at the same place, so they give no scale. Choose points that are far apart."),
            code="points_equal",
            field="known",
        )
    if len(corners) < FEWEST_CORNERS:
        raise Invalid(_("Choose at least three corners of the hall."), code="corners_missing", field="corners")
    scale = 100 * float(metres) / apart
    placed = straightened(corners) if straighten else list(corners)
    left, top = min(x for x, _y in placed), min(y for _x, y in placed)
    try:
        ring = sound_ring([(round(scale * (x - left)), round(scale * (y - top))) for x, y in placed], OUTLINE_LIMITS)
    except GeometryError as refusal:
        raise Invalid(refusal.message, code=refusal.code, field="corners") from refusal
    width, height = size
    extent = (round(-scale * left), round(-scale * top), round(scale * width), round(scale * height))
    return Tracing(ring, extent, scale)


def straightened(corners: Sequence[Spot]) -> list[Spot]:
    """Return the corners with nearly horizontal or vertical walls made exactly so: both corners share a coordinate."""
    count = len(corners)
    level, upright = list(range(count)), list(range(count))
    for at in range(count):
        following = (at + 1) % count
        dx, dy = corners[following][0] - corners[at][0], corners[following][1] - corners[at][1]
        if abs(dy) <= STRAIGHT * abs(dx):
            _unite(level, at, following)
        elif abs(dx) <= STRAIGHT * abs(dy):
            _unite(upright, at, following)
    xs = _averages(upright, [x for x, _y in corners])
    ys = _averages(level, [y for _x, y in corners])
    return list(zip(xs, ys, strict=True))


def background(
    picture: bytes, size: tuple[int, int], extent: tuple[int, int, int, int], source: str
) -> BackgroundDrawing:
    """Return the picture (WebP) as a drawing to lie under a plan, paler than on its own."""
    width, height = size
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' preserveAspectRatio="none">'
        f'<image width="{width}" height="{height}" opacity="{OPACITY}"'
        f' href="data:image/webp;base64,{b64encode(picture).decode()}"/></svg>'
    )
    return BackgroundDrawing(sha256(f"{extent}{drawing}".encode()).hexdigest(), drawing, extent, source)


def _unite(groups: list[int], one: int, other: int) -> None:
    kept, given_up = sorted((groups[one], groups[other]))
    groups[:] = [kept if group == given_up else group for group in groups]


def _averages(groups: Sequence[int], values: Sequence[float]) -> Iterable[float]:
    for group in groups:
        members = [value for value, member in zip(values, groups, strict=True) if member == group]
        yield sum(members) / len(members)
