"""The parts of a drawing that lie apart, such as two halls side by side, of which one can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from django.utils.translation import gettext as _

from ciie.kernel.wording import figure_words
from pavilions.plan_formats.drawing import Level, PlanProblem
from pavilions.plan_formats.pictures.booth_detection import DetectedBooth
from pavilions.vector_files import Picture, Stroke

FAR_CM: Final = 2_000
"""Booths of one hall are no farther apart from the next one."""
AROUND_CM: Final = 800
FEWEST_BOOTHS: Final = 3
LEAST_SHARE: Final = 0.05

type Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """`box` is in centimetres of the drawing, before it is moved into the hall."""

    booths: int
    first: str
    last: str
    box: Box


def parts_of(booths: Sequence[DetectedBooth], outlines: Sequence[Stroke]) -> tuple[Part, ...]:
    """By the outlines of halls if several contain booths, else by the floor of 20 m and more between booths.

    From left to right; none if everything is one part.
    """
    shapes = np.array([shapely.Polygon(booth.corners) for booth in booths], dtype=np.object_)
    if not len(shapes):
        return ()
    centres = shapely.centroid(shapes)
    halls = [shapely.Polygon(stroke.points).buffer(0) for stroke in outlines if stroke.closed]
    parts = [_part(booths, np.flatnonzero(shapely.contains(hall, centres)).tolist(), hall.bounds, 0) for hall in halls]
    found = [part for part in parts if part.booths >= FEWEST_BOOTHS and not _holds_another(part, parts)]
    if len(found) < 2:  # noqa: PLR2004
        groups = shapely.get_parts(shapely.union_all(shapely.buffer(shapes, FAR_CM / 2, quad_segs=2)))
        members = [np.flatnonzero(shapely.contains(group, centres)).tolist() for group in groups]
        parts = [_part(booths, each, shapely.total_bounds(shapes[each]).tolist(), AROUND_CM) for each in members]
        found = [part for part in parts if part.booths >= max(FEWEST_BOOTHS, LEAST_SHARE * len(booths))]
    return tuple(sorted(found, key=lambda part: part.box)) if len(found) > 1 else ()


def _holds_another(part: Part, parts: Sequence[Part]) -> bool:
    box = shapely.box(*part.box)
    return any(other is not part and other.booths and shapely.contains(box, shapely.box(*other.box)) for other in parts)


def _part(booths: Sequence[DetectedBooth], members: Sequence[int], bounds: Sequence[float], around: float) -> Part:
    numbers = sorted(booths[at].numbers[0].number for at in members) or [""]
    left, top, right, bottom = (float(each) for each in bounds)
    return Part(len(members), numbers[0], numbers[-1], (left - around, top - around, right + around, bottom + around))


def only_part(picture: Picture, in_cm: Picture, part: Part) -> Picture:
    """The lines and texts of the picture whose middle lies in the part; `in_cm` is the same picture in centimetres."""
    left, top, right, bottom = part.box

    def is_inside(x: float, y: float) -> bool:
        return left <= x <= right and top <= y <= bottom

    def is_within(stroke: Stroke) -> bool:
        across, down = zip(*stroke.points, strict=True)
        return is_inside((min(across) + max(across)) / 2, (min(down) + max(down)) / 2)

    strokes = [own for own, drawn in zip(picture.strokes, in_cm.strokes, strict=True) if is_within(drawn)]
    texts = [own for own, drawn in zip(picture.texts, in_cm.texts, strict=True) if is_inside(drawn.x, drawn.y)]
    return replace(picture, strokes=strokes, texts=texts)


def several_parts(parts: Sequence[Part]) -> PlanProblem:
    sentence = _(
        "The drawing shows booths in %(count)s places that lie apart. If they are different halls, choose the part of "
        "the drawing that shows this one."
    )
    return PlanProblem(Level.WARNING, "several_parts", sentence % {"count": figure_words(len(parts))})
