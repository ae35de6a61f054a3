"""Propose scales that a file may really have, by stated areas and by usual sizes of booths, for a person to choose."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite, sqrt
from statistics import median
from typing import Final

import shapely
from django.utils.translation import gettext as _

from ciie.kernel.wording import figure_words
from pavilions.drawings.geometry import SQUARE_CM_PER_SQM, Unit, sides_of
from pavilions.drawings.plan_formats.drawing import Level, PlanProblem, ScaleProposal
from pavilions.drawings.plan_formats.source import Corners

FEWEST: Final = 3
FEWEST_CORNERS: Final = 3
AGREEING: Final = 0.05
"""The tolerance as a share of a booth's area."""
LEAST_SHARE_AGREEING: Final = 0.5
ALIKE: Final = 0.03
LIKELY_SQM: Final = (3, 150)
SHORTER_SIDES_CM: Final = {
    Unit.METRE: (200, 250, 300, 400, 500, 600),
    Unit.MILLIMETRE: (200, 250, 300, 400, 500, 600),
    Unit.CENTIMETRE: (200, 250, 300, 400, 500, 600),
    Unit.FOOT: (243.84, 304.8, 609.6),
    Unit.INCH: (243.84, 304.8, 609.6),
}
"""The shorter sides of most booths on plans drawn in each unit."""
USUAL_SIDE_CM: Final = 300


@dataclass(frozen=True, slots=True)
class MeasuredShape:
    """A shape of the file in the present scale."""

    area_sqm: float
    shorter_side_cm: float
    stated_sqm: Decimal | None


def measured(corners_cm: Corners, stated_sqm: Decimal | None) -> MeasuredShape | None:
    """Return the measured shape, or None for corners that enclose nothing measurable."""
    if len(corners_cm) < FEWEST_CORNERS:
        return None
    shape = shapely.Polygon([(float(x), float(y)) for x, y in corners_cm])
    if not (isfinite(shape.area) and shape.area > 0):
        return None
    return MeasuredShape(shape.area / SQUARE_CM_PER_SQM, sides_of(shape)[0], stated_sqm)


def proposed_scales(shapes: Sequence[MeasuredShape], cm_per_unit: Decimal, *, in_doubt: bool) -> list[ScaleProposal]:
    """Return scales other than the present one, the most certain first.

    Stated areas are always compared. Usual sizes of booths are compared only if the unit is `in_doubt`, or if a typical
    shape would be no booth in the present scale.
    """
    if len(shapes) < FEWEST:
        return []
    if proposal := _by_stated_areas(shapes, cm_per_unit):
        return [proposal]
    least, most = LIKELY_SQM
    is_likely = least <= median(shape.area_sqm for shape in shapes) <= most
    return list(_by_usual_sizes(shapes, cm_per_unit)) if in_doubt or not is_likely else []


def _by_stated_areas(shapes: Sequence[MeasuredShape], cm_per_unit: Decimal) -> ScaleProposal | None:
    ratios = [sqrt(float(s.stated_sqm) / s.area_sqm) for s in shapes if s.stated_sqm and s.stated_sqm > 0]
    if len(ratios) < FEWEST:
        return None
    factor = median(ratios)
    agreeing = sum(abs((ratio / factor) ** 2 - 1) <= AGREEING for ratio in ratios)
    if abs(factor - 1) <= ALIKE or agreeing < LEAST_SHARE_AGREEING * len(ratios):
        return None
    cm = four_digits(float(cm_per_unit) * factor)
    sentence = _(
        "By the areas stated in the file, one unit of the drawing is %(cm)s cm: then booths have their stated area "
        "within 5%% (%(agreeing)s of %(count)s)."
    )
    values = {"cm": f"{cm:f}", "agreeing": figure_words(agreeing), "count": figure_words(len(ratios))}
    return ScaleProposal(cm, sentence % values)


def _by_usual_sizes(shapes: Sequence[MeasuredShape], cm_per_unit: Decimal) -> Iterator[ScaleProposal]:
    """Yield the units in which the commonest shorter side of a booth is usual, or else a scale with a side of 3 m."""
    sides = Counter(float(f"{shape.shorter_side_cm / float(cm_per_unit):.3g}") for shape in shapes)
    side, count = sides.most_common(1)[0]
    if count < FEWEST or not side:
        return
    typical = median(shape.area_sqm for shape in shapes) / float(cm_per_unit) ** 2
    units = [unit for unit in SHORTER_SIDES_CM if _is_usual(side, typical, unit)]
    if any(unit.cm == cm_per_unit for unit in units):
        return
    for unit in units:
        sentence = _("Read in %(unit)s, the commonest shorter side of a booth is %(metres)s m, which is a usual size.")
        yield ScaleProposal(unit.cm, sentence % {"unit": unit.value, "metres": f"{side * float(unit.cm) / 100:.2f}"})
    if not units:
        cm = four_digits(USUAL_SIDE_CM / side)
        sentence = _("If the commonest shorter side of a booth is 3 m, as usual, one unit of the drawing is %(cm)s cm.")
        yield ScaleProposal(cm, sentence % {"cm": f"{cm:f}"})


def _is_usual(side: float, typical: float, unit: Unit) -> bool:
    least, most = LIKELY_SQM
    cm = float(unit.cm)
    is_side = any(abs(side * cm / usual - 1) <= ALIKE for usual in SHORTER_SIDES_CM[unit])
    return is_side and least <= typical * cm**2 <= most


def four_digits(cm: float) -> Decimal:
    """Round to four significant digits, as precise as a drawing is."""
    return Decimal(f"{cm:.4g}").normalize()


def scale_by_known_side(corners: Sequence[tuple[float, float]], metres: Decimal) -> Decimal | None:
    """Return centimetres per unit if the longer side of a shape has this length; None for a shape without a length."""
    _shorter, longer = sides_of(shapely.MultiPoint(corners))
    return four_digits(float(metres) * 100 / longer) if longer else None


def known_booth_missing(number: str) -> PlanProblem:
    sentence = _("The drawing has no booth %(number)s, so its side cannot give the scale. Enter another booth.")
    return PlanProblem(Level.WARNING, "known_booth_missing", sentence % {"number": number[:40]})
