"""Decide which of the obstructions in a file are plausible, given its booths.

A closed wall line around booths becomes thin walls along its edges. Obstructions that cover booths are left out unless
the user wants them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import shapely
from django.utils.translation import gettext as _

from ciie.kernel.wording import area_words, list_words
from pavilions.drawings.geometry import (
    MOST_IN_A_BOOTH,
    OBSTRUCTION_LIMITS,
    GeometryError,
    Ring,
    area_sqm,
    polygon,
    sound_ring,
)
from pavilions.drawings.plan_formats.drawing import DrawnBooth, DrawnObstruction, Level, PlanProblem
from pavilions.states import ObstructionKind

LIKE_THE_OUTLINE = 0.9
MOST_OF_A_BOOTH = 0.1
"""An obstruction may cover this share of a booth; a column may take up to `MOST_IN_A_BOOTH`."""
MOST_OBSTRUCTIONS = 2_000
HALF_A_WALL_CM = 1  # booths may overlap a wall by more than this
SHORTEST_WALL_CM = 100
NAMED = 10


@dataclass(slots=True)
class JudgedObstructions:
    """Plausible obstructions. `outline` is a closed wall line around all booths, for a hall without an outline."""

    taken: list[DrawnObstruction] = field(default_factory=list)
    problems: list[PlanProblem] = field(default_factory=list)
    outline: Ring | None = None


def judged_obstructions(
    booths: Sequence[DrawnBooth], drawn: Sequence[DrawnObstruction], outline: Ring | None, *, covering: bool
) -> JudgedObstructions:
    """Return the plausible obstructions; with `covering`, those that cover booths, too.

    More than `MOST_OBSTRUCTIONS` are taken as they are; the checks of the plan report them.
    """
    if len(drawn) > MOST_OBSTRUCTIONS:
        return JudgedObstructions(taken=list(drawn))
    judged = JudgedObstructions()
    shapes = np.array([polygon(booth.ring_cm) for booth in booths], dtype=np.object_)
    centroids = shapely.centroid(shapes)
    floor = polygon(outline) if outline else None
    for obstruction in drawn:
        shape = polygon(obstruction.ring_cm)
        inside = int(shapely.covers(shape, centroids).sum()) if len(shapes) else 0
        is_outline = len(shapes) > 1 and inside > len(shapes) / 2
        if floor is not None:
            is_outline |= shape.intersection(floor).area >= LIKE_THE_OUTLINE * shape.union(floor).area
        if obstruction.kind is ObstructionKind.WALL and (inside or is_outline or _is_too_large(obstruction)):
            judged.taken += _walls_along(obstruction)
            judged.problems.append(_wall_line(obstruction, inside))
            if inside == len(shapes) and len(shapes) > 1:
                judged.outline = judged.outline or obstruction.ring_cm
        elif is_outline or _is_too_large(obstruction):
            judged.problems.append(_too_large(obstruction))
        elif not obstruction.kind.is_mark and (covered := _covered(obstruction, shapes)) and not covering:
            judged.problems.append(_covers(obstruction, [booths[at].number for at in covered]))
        else:
            judged.taken.append(obstruction)
    return judged


def _is_too_large(obstruction: DrawnObstruction) -> bool:
    return area_sqm(obstruction.ring_cm) > OBSTRUCTION_LIMITS.largest_sqm


def _covered(obstruction: DrawnObstruction, booths: "np.ndarray[tuple[int], np.dtype[np.object_]]") -> list[int]:
    """Return the positions of the booths of which it covers more than it may."""
    if not len(booths):
        return []
    most = MOST_IN_A_BOOTH if obstruction.kind.may_stand_in_booths else MOST_OF_A_BOOTH
    shares = shapely.area(shapely.intersection(booths, polygon(obstruction.ring_cm))) / shapely.area(booths)
    return [int(at) for at in np.flatnonzero(shares > most)]


def _walls_along(obstruction: DrawnObstruction) -> Iterator[DrawnObstruction]:
    """Yield a wall 2 cm thick along every edge of at least a metre."""
    ring = obstruction.ring_cm
    for start, end in pairwise((*ring, ring[0])):
        line = shapely.LineString([start, end])
        if line.length >= SHORTEST_WALL_CM:
            wall = line.buffer(HALF_A_WALL_CM, cap_style="flat")
            corners = [(round(x), round(y)) for x, y in list(wall.exterior.coords)[:-1]]
            try:
                yield replace(obstruction, ring_cm=sound_ring(corners, OBSTRUCTION_LIMITS))
            except GeometryError:
                continue


def _wall_line(obstruction: DrawnObstruction, inside: int) -> PlanProblem:
    sentence = _(
        "A closed wall line of %(area)s m² surrounds booths (%(count)s). It was read as walls along that "
        "line, not as an obstruction over the booths."
    ) % {"area": area_words(area_sqm(obstruction.ring_cm)), "count": inside}
    return PlanProblem(Level.NOTE, "wall_around_booths", sentence, rows=(obstruction.source_row,))


def _too_large(obstruction: DrawnObstruction) -> PlanProblem:
    sentence = _("An obstruction (%(kind)s) of %(area)s m² is as large as the hall and was left out.") % {
        "kind": obstruction.kind.label,
        "area": area_words(area_sqm(obstruction.ring_cm)),
    }
    return PlanProblem(Level.WARNING, "obstruction_too_large", sentence, rows=(obstruction.source_row,))


def _covers(obstruction: DrawnObstruction, numbers: Sequence[str]) -> PlanProblem:
    named = list_words(numbers[:NAMED]) + ("…" if len(numbers) > NAMED else "")
    sentence = _(
        "An obstruction (%(kind)s) of %(area)s m² covers these booths and was left out: %(booths)s. If it "
        "is real, choose “Import obstructions that cover booths”."
    ) % {"kind": obstruction.kind.label, "area": area_words(area_sqm(obstruction.ring_cm)), "booths": named}
    return PlanProblem(Level.WARNING, "obstruction_covers_booths", sentence, tuple(numbers), (obstruction.source_row,))
