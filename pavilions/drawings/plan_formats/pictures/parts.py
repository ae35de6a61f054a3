"""The parts of a drawing that lie apart, such as two halls side by side, one of which can be chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Final

import numpy as np
import shapely
from django.utils.translation import gettext as _

from ciie.kernel.wording import figure_words
from pavilions.drawings.plan_formats.drawing import Level, PlanProblem
from pavilions.drawings.plan_formats.pictures.booth_detection import DetectedBooth
from pavilions.drawings.vector_files import Picture, Stroke

FAR_CM: Final = 2_000
"""The greatest distance between a booth of a hall and the next one."""
AROUND_CM: Final = 800
FEWEST_BOOTHS: Final = 3
MOST_HALLS: Final = 100
LEAST_SHARE: Final = 0.05

type Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a drawing; `box` is in centimetres of the drawing, before it is moved into the hall."""

    booths: int
    first: str
    last: str
    box: Box


def parts_of(booths: Sequence[DetectedBooth], outlines: Sequence[Stroke]) -> tuple[Part, ...]:
    """Divide booths by the outlines of halls if several contain booths, else by floor of at least 20 m between booths.

    Return the parts from left to right, or none if everything is one part.
    """
    if not booths:
        return ()
    shapes = np.array([shapely.Polygon(booth.corners) for booth in booths], dtype=np.object_)
    halls = [shapely.Polygon(stroke.points).buffer(0) for stroke in outlines if stroke.closed][:MOST_HALLS]
    found = [_part(booths, members, halls[at].bounds) for at, members in _within(shapes, halls)]
    found = [part for part in found if part.booths >= FEWEST_BOOTHS]
    found = [part for part in found if not any(other is not part and _contains(part, other) for other in found)]
    if len(found) < 2:  # noqa: PLR2004
        groups = shapely.get_parts(shapely.union_all(shapely.buffer(shapes, FAR_CM / 2, quad_segs=2))).tolist()
        fewest = max(FEWEST_BOOTHS, LEAST_SHARE * len(booths))
        found = [
            _part(booths, members, shapely.total_bounds(shapes[members]).tolist(), AROUND_CM)
            for _at, members in _within(shapes, groups)
            if len(members) >= fewest
        ]
    return tuple(sorted(found, key=lambda part: part.box)) if len(found) > 1 else ()


def _within(
    shapes: "np.ndarray[tuple[int], np.dtype[np.object_]]", areas: Sequence[shapely.Geometry]
) -> Iterator[tuple[int, list[int]]]:
    """Yield the positions of areas that contain the middle of shapes, with the positions of these shapes."""
    around = np.array(areas, dtype=np.object_)
    pairs = shapely.STRtree(shapely.centroid(shapes)).query(around, predicate="contains").T.tolist()
    for at, members in groupby(sorted(pairs), key=itemgetter(0)):
        yield at, [member for _at, member in members]


def _contains(part: Part, other: Part) -> bool:
    return bool(shapely.contains(shapely.box(*part.box), shapely.box(*other.box)))


def _part(booths: Sequence[DetectedBooth], members: Sequence[int], bounds: Sequence[float], around: float = 0) -> Part:
    numbers = sorted(booths[at].numbers[0].number for at in members)
    left, top, right, bottom = bounds
    return Part(len(members), numbers[0], numbers[-1], (left - around, top - around, right + around, bottom + around))


def only_part(picture: Picture, in_cm: Picture, part: Part) -> Picture:
    """Return the lines and texts of the picture whose middle lies in the part.

    `in_cm` is the same picture in centimetres.
    """
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
