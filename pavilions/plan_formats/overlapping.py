"""Small overlaps of neighbours, as tracing leaves them, shared between the two."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely
from django.utils.translation import ngettext
from numpy.typing import NDArray

from ciie.kernel.wording import figure_words, list_words, with_note
from pavilions.geometry import GeometryError, Ring, area_sqm, overlaps, polygon, sound_ring
from pavilions.plan_formats.choices import AreaBasis
from pavilions.plan_formats.drawing import DrawnBooth, Level, PlanProblem

MOST_PAIRS: Final = 2_000
SMALL_CM: Final = 15
"""Up to this, an overlap is more likely an inaccuracy than an error."""
MOST_NAMED: Final = 30
ROUNDING_CM: Final = 1.0


def share_overlaps(booths: Sequence[DrawnBooth], most_cm: float) -> tuple[list[DrawnBooth], list[PlanProblem]]:
    """The booths, where overlaps no wider than `most_cm` are divided along their middle; with the list of these.

    Pairs that overlap by more, or of which a shape would be no sound one, are left as they are. If nothing may be
    shared, a note counts the overlaps that could be.
    """
    changed = list(booths)
    pairs = overlaps([booth.ring_cm for booth in booths], most=MOST_PAIRS)
    widths = [_width(polygon(booths[one].ring_cm).intersection(polygon(booths[other].ring_cm))) for one, other in pairs]
    if not most_cm:
        small = sum(width <= SMALL_CM for width in widths)
        return changed, [_could_be_shared(small)] if small else []
    shared = []
    for (one, other), width in zip(pairs, widths, strict=True):
        if width > most_cm:
            continue
        try:
            rings = _divided(changed[one].ring_cm, changed[other].ring_cm)
        except GeometryError:
            continue
        if rings:
            changed[one], changed[other] = _reshaped(changed[one], rings[0]), _reshaped(changed[other], rings[1])
            shared.append((booths[one].number, booths[other].number, width))
    return changed, [_were_shared(shared, most_cm)] if shared else []


def _width(common: shapely.Geometry) -> float:
    """The shorter side of the smallest rectangle around it."""
    around = shapely.minimum_rotated_rectangle(common)
    half = around.length / 4
    return float(half - max(0.0, half**2 - around.area) ** 0.5)


def _divided(one: Ring, other: Ring) -> tuple[Ring, Ring] | None:
    """Both without the half of what they have in common that is the other's; None if they would overlap still."""
    first, second = polygon(one), polygon(other)
    common = first.intersection(second)
    around = shapely.minimum_rotated_rectangle(common)
    corners = shapely.get_coordinates(around)[:4]
    if shapely.Point(corners[0]).distance(shapely.Point(corners[1])) > shapely.Point(corners[1]).distance(
        shapely.Point(corners[2])
    ):
        corners = corners[[1, 2, 3, 0]]  # now the first and the third side are the short ones
    start, end = (corners[0] + corners[1]) / 2, (corners[2] + corners[3]) / 2
    side = shapely.Polygon([start, corners[1], corners[2], end]), shapely.Polygon([start, end, corners[3], corners[0]])
    body = first.difference(common).centroid
    across = corners[1] - corners[0]
    nearer = min((0, 1), key=lambda at: abs(float(across @ (_xy(side[at].centroid) - _xy(body)))))
    rings = (
        _ring_of(first.difference(common.intersection(side[1 - nearer]))),
        _ring_of(second.difference(common.intersection(side[nearer]))),
    )
    return rings if not overlaps(rings) else None


def _xy(point: shapely.Point) -> NDArray[np.float64]:
    return np.array([point.x, point.y])


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    parts: list[shapely.Geometry] = list(shapely.get_parts(shape))
    return max(parts, key=shapely.area)


def _ring_of(shape: shapely.Geometry) -> Ring:
    """On whole centimetres, without the slivers that rounding would turn inside out."""
    opened = shapely.buffer(shapely.buffer(shape, -ROUNDING_CM, join_style="mitre"), ROUNDING_CM, join_style="mitre")
    plain = shapely.simplify(_largest(opened), ROUNDING_CM / 2)
    return sound_ring([(round(x), round(y)) for x, y in shapely.get_coordinates(plain)[:-1].tolist()])


def _reshaped(booth: DrawnBooth, ring: Ring) -> DrawnBooth:
    is_stated = booth.area_basis is AreaBasis.STATED and booth.stated_area_sqm
    return replace(booth, ring_cm=ring, area_sqm=booth.area_sqm if is_stated else area_sqm(ring))


def _could_be_shared(pairs: int) -> PlanProblem:
    sentence = ngettext(
        "%(count)s pair of booths overlaps by at most %(cm)s cm. If that is an inaccuracy of the drawing, enter up to "
        "which width overlaps are shared between neighbours.",
        "%(count)s pairs of booths overlap by at most %(cm)s cm. If that is an inaccuracy of the drawing, enter up to "
        "which width overlaps are shared between neighbours.",
        pairs,
    )
    return PlanProblem(Level.NOTE, "overlaps_small", sentence % {"count": figure_words(pairs), "cm": SMALL_CM})


def _were_shared(shared: Sequence[tuple[str, str, float]], most_cm: float) -> PlanProblem:
    sentence = ngettext(
        "%(count)s overlap of up to %(cm)s cm was shared between neighbours: %(pairs)s.",
        "%(count)s overlaps of up to %(cm)s cm were shared between neighbours: %(pairs)s.",
        len(shared),
    )
    pairs = [with_note(f"{one} / {other}", f"{round(width)} cm") for one, other, width in shared]
    named = list_words(pairs[:MOST_NAMED]) + ("…" if len(pairs) > MOST_NAMED else "")
    numbers = tuple(dict.fromkeys(number for one, other, _width in shared for number in (one, other)))
    values = {"count": figure_words(len(shared)), "cm": f"{most_cm:g}", "pairs": named}
    return PlanProblem(Level.WARNING, "overlaps_shared", sentence % values, numbers)
