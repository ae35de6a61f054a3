"""Stated areas compared with drawn ones: differences, and a common cause of them.

A stated area agrees with the drawn one if rounding each wall to whole centimetres can explain the difference.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import area_words, figure_words
from pavilions.geometry import Unit, area_sqm, polygon, sqm
from pavilions.plan_formats.drawing import DrawnBooth, Level, PlanProblem

ROUNDING_CM = 1
MOST_SINGLE_DIFFERENCES = 20
FEWEST_ALIKE = 3
INSET_SPREAD_CM = 2
FACTOR_SPREAD = 0.02
SQUARE_FEET_PER_SQM = 1 / float(sqm(Decimal(1), Unit.FOOT.cm))


@dataclass(frozen=True, slots=True)
class Difference:
    booth: DrawnBooth
    drawn: Decimal
    stated: Decimal

    @property
    def factor(self) -> float:
        return float(self.stated / self.drawn)

    @property
    def inset_cm(self) -> float:
        """By how much each side of a rectangle of this length and area would have to move out to have the stated area.

        From (w + 2t)(d + 2t) = A; negative when the drawing is the larger.
        """
        shape = polygon(self.booth.ring_cm)
        half = shape.length / 4  # of a rectangle: the mean of width and depth
        return (sqrt(max(0.0, half**2 - shape.area + float(self.stated) * 10_000)) - half) / 2


def compared_areas(booths: Sequence[DrawnBooth]) -> Iterator[PlanProblem]:
    """Problems of stated areas: zeros, a common cause of differences if there is one, and single differences."""
    without = [booth for booth in booths if booth.stated_area_sqm is not None and booth.stated_area_sqm <= 0]
    if without:
        message = ngettext(
            "%(count)s booth states an area of 0; the drawn area counts.",
            "%(count)s booths state an area of 0; their drawn areas count.",
            len(without),
        )
        yield _problem(Level.WARNING, "stated_area_zero", message % {"count": figure_words(len(without))}, without)
    differing = [difference for booth in booths if (difference := _difference(booth))]
    for find_common_cause in (_common_inset, _common_factor):
        problem, differing = find_common_cause(differing)
        if problem:
            yield problem
    yield from _single_differences(differing)


def _difference(booth: DrawnBooth) -> Difference | None:
    drawn, stated = area_sqm(booth.ring_cm), booth.stated_area_sqm
    if not stated or stated < 0:
        return None
    explained = Decimal(polygon(booth.ring_cm).length * ROUNDING_CM / 10_000) + Decimal("0.01")
    return Difference(booth, drawn, stated) if abs(drawn - stated) > explained else None


type CommonCause = tuple[PlanProblem | None, list[Difference]]


def _common_inset(differing: list[Difference]) -> CommonCause:
    alike, others = _alike(differing, lambda difference: difference.inset_cm, INSET_SPREAD_CM)
    if not alike:
        return None, differing
    inset = round(median(difference.inset_cm for difference in alike))
    smaller = _(
        "The drawn shapes of %(count)s booths are smaller than the stated areas by the same %(metres)s m a side."
    )
    larger = _("The drawn shapes of %(count)s booths are larger than the stated areas by the same %(metres)s m a side.")
    advice = _("Choose whether drawn or stated areas count.")
    values = {"count": figure_words(len(alike)), "metres": f"{abs(inset) / 100:.2f}"}
    sentence = (smaller if inset > 0 else larger) % values
    return _problem(Level.WARNING, "areas_differ_by_inset", f"{sentence} {advice}", _booths(alike)), others


def _common_factor(differing: list[Difference]) -> CommonCause:
    alike, others = _alike(differing, lambda difference: difference.factor, FACTOR_SPREAD, relative=True)
    if not alike:
        return None, differing
    factor = median(difference.factor for difference in alike)
    if abs(factor / SQUARE_FEET_PER_SQM - 1) < FACTOR_SPREAD:
        sentence = _("The stated areas of %(count)s booths look like square feet, not square metres.")
        code = "areas_look_like_square_feet"
    else:
        sentence = _("The stated areas of %(count)s booths are %(factor)s times the drawn ones. Check unit and scale.")
        code = "areas_differ_by_factor"
    values = {"count": figure_words(len(alike)), "factor": figure_words(Decimal(f"{factor:.3g}"))}
    return _problem(Level.WARNING, code, sentence % values, _booths(alike)), others


def _alike(
    differing: list[Difference], measure: Callable[[Difference], float], spread: float, *, relative: bool = False
) -> tuple[list[Difference], list[Difference]]:
    """Those whose measure is within `spread` of the median, if they are at least three and the majority; the others."""
    if len(differing) < FEWEST_ALIKE:
        return [], differing
    middle = median(map(measure, differing))
    reach = spread * abs(middle) if relative else spread
    alike = [difference for difference in differing if abs(measure(difference) - middle) <= reach]
    if len(alike) < FEWEST_ALIKE or 2 * len(alike) <= len(differing):
        return [], differing
    return alike, [difference for difference in differing if difference not in alike]


def _single_differences(differing: list[Difference]) -> Iterator[PlanProblem]:
    if len(differing) > MOST_SINGLE_DIFFERENCES:
        worst = max(differing, key=lambda difference: abs(difference.stated - difference.drawn))
        message = _(
            "The stated areas of %(count)s booths differ from the drawn ones, most at %(number)s: "
            "stated %(stated)s m², drawn %(drawn)s m²."
        )
        sentence = message % {"count": figure_words(len(differing)), **_values(worst)}
        yield _problem(Level.WARNING, "areas_differ", sentence, _booths(differing))
        return
    for difference in differing:
        sentence = _("%(number)s states %(stated)s m², but %(drawn)s m² are drawn.") % _values(difference)
        yield _problem(Level.WARNING, "area_differs", sentence, [difference.booth])


def _values(difference: Difference) -> dict[str, object]:
    stated, drawn = area_words(difference.stated), area_words(difference.drawn)
    return {"number": difference.booth.number, "stated": stated, "drawn": drawn}


def _booths(differing: Iterable[Difference]) -> list[DrawnBooth]:
    return [difference.booth for difference in differing]


def _problem(level: Level, code: str, sentence: str, booths: Sequence[DrawnBooth]) -> PlanProblem:
    numbers = tuple(booth.number for booth in booths if booth.number)
    return PlanProblem(level, code, sentence, numbers, tuple(booth.source_row for booth in booths))
