"""Share small overlaps of neighbours, which tracing leaves, between the two."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely
from django.utils.translation import ngettext

from ciie.kernel.wording import figure_words, list_words, with_note
from pavilions.drawings.geometry import (
    SHRINK_CM,
    GeometryError,
    Ring,
    area_sqm,
    core,
    overlaps,
    polygon,
    sides_of,
    sound_ring,
)
from pavilions.drawings.plan_formats.choices import AreaBasis
from pavilions.drawings.plan_formats.drawing import DrawnBooth, Level, PlanProblem

MOST_PAIRS: Final = 2_000
SMALL_CM: Final = 15
"""An overlap up to this width is more likely an inaccuracy than an error."""
MOST_NAMED: Final = 30
ROUNDING_CM: Final = 1.0
THIN_CM: Final = SHRINK_CM + ROUNDING_CM
"""Half the width up to which tails of a divided shape are cut off: rounding could part their core from the rest."""


def share_overlaps(booths: Sequence[DrawnBooth], most_cm: float) -> tuple[list[DrawnBooth], list[PlanProblem]]:
    """Divide overlaps no wider than `most_cm` along their middle. Return the booths, and a problem that lists pairs.

    Pairs that overlap by more, or that would leave an unsound shape, stay as they are. With 0 nothing is divided, and
    a note counts the overlaps that could be.
    """
    changed = list(booths)
    pairs = overlaps([booth.ring_cm for booth in booths], most=MOST_PAIRS)
    widths = [
        sides_of(polygon(booths[one].ring_cm).intersection(polygon(booths[other].ring_cm)))[0] for one, other in pairs
    ]
    if not most_cm:
        small = sum(width <= SMALL_CM for width in widths)
        return changed, [_could_be_shared(small)] if small else []
    shared: list[tuple[str, str, float]] = []
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


def _divided(one: Ring, other: Ring) -> tuple[Ring, Ring] | None:
    """Return each ring without the other's half of what they have in common.

    Return None if they have nothing in common, if one lies in the other, or if they would still overlap. Raise
    `GeometryError` as `_ring_of` does.
    """
    first, second = polygon(one), polygon(other)
    common = first.intersection(second)
    rest = first.difference(common)
    if not common.area or rest.is_empty or second.difference(common).is_empty:
        return None
    halves = sorted(_halves(common), key=rest.centroid.distance)
    rings = _ring_of(first.difference(common & halves[1])), _ring_of(second.difference(common & halves[0]))
    return None if overlaps(rings) else rings


def _halves(common: shapely.Geometry) -> tuple[shapely.Polygon, shapely.Polygon]:
    """Return the halves of the rectangle around an overlap, divided lengthwise."""
    a, b, c, d = shapely.get_coordinates(shapely.minimum_rotated_rectangle(common))[:4]
    if np.hypot(*(b - a)) > np.hypot(*(c - b)):
        a, b, c, d = b, c, d, a  # now the first and the third side are the short ones
    start, end = (a + b) / 2, (c + d) / 2
    return shapely.Polygon([start, b, c, end]), shapely.Polygon([start, end, d, a])


def _ring_of(shape: shapely.Geometry) -> Ring:
    """Return the shape's largest part on whole centimetres, without tails that are too thin for a core.

    Raise `GeometryError` for a part that is no booth, or too thin for one.
    """
    opened = shapely.buffer(shapely.buffer(shape, -THIN_CM, join_style="mitre"), THIN_CM, join_style="mitre")
    largest = max(shapely.get_parts(opened), key=shapely.area, default=shapely.Polygon())
    plain = shapely.simplify(largest, ROUNDING_CM / 2)
    ring = sound_ring([(round(x), round(y)) for x, y in shapely.get_coordinates(plain)[:-1].tolist()])
    core(ring)
    return ring


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
