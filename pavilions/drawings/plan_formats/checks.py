"""Check a drawing from any file: numbers, overlaps, obstructions, aisles, sizes, and stated areas.

A stated area agrees with the drawn one if rounding each wall to whole centimetres can explain the difference.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import sqrt
from statistics import median

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import area_words, figure_words, list_words, sentences
from pavilions.drawings.geometry import (
    Ring,
    Unit,
    area_sqm,
    badly_at_columns,
    frontages,
    obstructed_sqm,
    on_obstruction,
    outside,
    overlaps,
    polygon,
    sqm,
)
from pavilions.drawings.plan_formats.drawing import DrawnBooth, DrawnObstruction, Level, PlanDrawing, PlanProblem
from pavilions.drawings.plan_formats.obstructions import MOST_OBSTRUCTIONS
from pavilions.drawings.validators import validate_booth_number

MOST_OVERLAPS = 200
PLAUSIBLE_SQM = (1, 500)
LEVELS = list(Level)

ROUNDING_CM = 1
MOST_SINGLE_DIFFERENCES = 20
FEWEST_ALIKE = 3
INSET_SPREAD_CM = 2
FACTOR_SPREAD = 0.02
SQUARE_FEET_PER_SQM = 1 / float(sqm(Decimal(1), Unit.FOOT.cm))

type CommonCause = tuple[PlanProblem | None, list[Difference]]


def checked(drawing: PlanDrawing, known: Iterable[PlanProblem] = ()) -> PlanDrawing:
    """Return the drawing with `known` problems and those found in it, errors first."""
    problems = [*known, *_numbers(drawing.booths), *_positions(drawing), *_sizes(drawing.booths)]
    problems += compared_areas(drawing.booths)
    return replace(drawing, problems=tuple(sorted(problems, key=lambda problem: LEVELS.index(problem.level))))


def _numbers(booths: tuple[DrawnBooth, ...]) -> Iterator[PlanProblem]:
    by_number: defaultdict[str, list[DrawnBooth]] = defaultdict(list)
    for booth in booths:
        by_number[booth.number.upper()].append(booth)
        yield from _odd_number(booth)
    for alike in by_number.values():
        if len(alike) > 1 and alike[0].number:
            message = _("The number %(number)s is used %(times)s times, in rows %(rows)s.")
            rows = list_words(booth.source_row for booth in alike)
            sentence = message % {"number": alike[0].number, "times": len(alike), "rows": rows}
            yield _problem(Level.ERROR, "number_used_twice", sentence, alike)
    if unnumbered := by_number[""]:
        sentence = ngettext("%(count)s booth has no number.", "%(count)s booths have no number.", len(unnumbered))
        yield _problem(Level.ERROR, "number_missing", sentence % {"count": figure_words(len(unnumbered))}, unnumbered)


def _odd_number(booth: DrawnBooth) -> Iterator[PlanProblem]:
    if not booth.number:
        return
    if booth.number.startswith(("[", "{")):
        message = _("Row %(row)s: the booth number is nested data (%(number)s). Put only the number in the cell.")
        values = {"row": booth.source_row, "number": booth.number[:40]}
        yield _problem(Level.ERROR, "number_nested", message % values, [booth])
        return
    try:
        validate_booth_number(booth.number)
    except ValidationError as refusal:
        message = _("Booth %(number)s: %(complaint)s")
        values = {"number": booth.number[:40], "complaint": refusal.messages[0]}
        yield _problem(Level.ERROR, refusal.code or "number_odd", message % values, [booth])


def _positions(drawing: PlanDrawing) -> Iterator[PlanProblem]:
    booths, rings = drawing.booths, [booth.ring_cm for booth in drawing.booths]
    pairs = overlaps(rings, most=MOST_OVERLAPS + 1)
    if len(pairs) > MOST_OVERLAPS:
        sentence = _("More than %(most)s pairs of booths overlap. The scale or the columns are probably wrong.")
        yield _problem(Level.ERROR, "overlaps_everywhere", sentence % {"most": MOST_OVERLAPS}, booths)
    else:
        for first, second in pairs:
            booth, other = booths[first], booths[second]
            shared = polygon(booth.ring_cm).intersection(polygon(other.ring_cm)).area
            sentence = _("Booths %(booth)s and %(other)s overlap by %(area)s m².")
            values = {"booth": booth.number, "other": other.number, "area": _sqm_words(shared)}
            yield _problem(Level.ERROR, "booths_overlap", sentence % values, [booth, other])
    if drawing.outline:
        for position in outside(drawing.outline, rings):
            sentence = _("Booth %(number)s is not completely inside the hall.") % {"number": booths[position].number}
            yield _problem(Level.ERROR, "outside_hall", sentence, [booths[position]])
    if not pairs:  # where booths overlap, these problems would only follow from that
        yield from _obstructed(drawing)


def _obstructed(drawing: PlanDrawing) -> Iterator[PlanProblem]:
    """Yield problems of booths on obstructions, with columns in them, and without a side on an aisle."""
    rings = [booth.ring_cm for booth in drawing.booths]
    standing = [obstruction for obstruction in drawing.obstructions if not obstruction.kind.is_mark]
    columns = [each for each in standing if each.kind.may_stand_in_booths]
    rest = [each for each in standing if not each.kind.may_stand_in_booths]
    pairs = [
        *((at, rest[one]) for at, one in on_obstruction(rings, _zones(rest), most=MOST_OVERLAPS + 1)),
        *((at, columns[one]) for at, one in badly_at_columns(rings, _zones(columns), most=MOST_OVERLAPS + 1)),
    ]
    if len(pairs) > MOST_OVERLAPS or len(standing) > MOST_OBSTRUCTIONS:
        sentence = _("There are too many obstructions, or they cover too many booths, to be checked one by one.")
        yield PlanProblem(Level.WARNING, "obstructions_everywhere", sentence)
        return
    for position, obstacle in pairs:
        booth, kind = drawing.booths[position], obstacle.kind
        sentence = _("Booth %(number)s is within the clearance of an obstruction (%(kind)s).")
        yield _problem(
            Level.WARNING, "on_obstruction", sentence % {"number": booth.number, "kind": kind.label}, [booth]
        )
    taken = obstructed_sqm(rings, [each.ring_cm for each in columns])
    around = [booth for booth, area in zip(drawing.booths, taken, strict=True) if area]
    if around:
        message = ngettext(
            "Columns take %(area)s m² of %(count)s booth, which is sold with its whole area.",
            "Columns take %(area)s m² of %(count)s booths, which are sold with their whole areas.",
            len(around),
        )
        values = {"count": figure_words(len(around)), "area": area_words(sum(taken, Decimal(0)))}
        yield _problem(Level.NOTE, "columns_in_booths", message % values, around)
    blocking = [each.ring_cm for each in drawing.obstructions if each.kind.is_closed]
    faces = frontages(rings, drawing.outline, blocking)
    closed = [booth for booth, frontage in zip(drawing.booths, faces, strict=True) if not frontage.sides]
    if closed:
        message = ngettext(
            "%(count)s booth has no side on an aisle.", "%(count)s booths have no side on an aisle.", len(closed)
        )
        yield _problem(Level.WARNING, "closed_in", message % {"count": figure_words(len(closed))}, closed)


def _zones(obstructions: Iterable[DrawnObstruction]) -> list[tuple[Ring, int]]:
    return [(each.ring_cm, each.clearance_cm) for each in obstructions]


def _sizes(booths: tuple[DrawnBooth, ...]) -> Iterator[PlanProblem]:
    if not booths:
        yield PlanProblem(Level.ERROR, "no_booths", _("The file contains no usable booth."))
        return
    typical = median(polygon(booth.ring_cm).area for booth in booths)
    least, most = PLAUSIBLE_SQM
    if not least <= typical / 10_000 <= most:
        sentence = _("A typical booth on this plan has %(area)s m². The unit or the scale is probably wrong.")
        yield PlanProblem(Level.WARNING, "sizes_implausible", sentence % {"area": _sqm_words(typical)})


def _sqm_words(square_cm: float) -> str:
    return area_words(round(Decimal(square_cm) / 10_000, 2))


def _problem(level: Level, code: str, sentence: str, booths: Iterable[DrawnBooth]) -> PlanProblem:
    concerned = list(booths)
    numbers = tuple(dict.fromkeys(booth.number for booth in concerned if booth.number))
    return PlanProblem(level, code, sentence, numbers, tuple(booth.source_row for booth in concerned))


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
        """How far each side of a rectangle of this length and area would have to move out to have the stated area.

        It solves (w + 2t)(d + 2t) = A for t, and is negative if the drawing is larger.
        """
        shape = polygon(self.booth.ring_cm)
        half = shape.length / 4  # half the width plus depth of a rectangle
        return (sqrt(max(0.0, half**2 - shape.area + float(self.stated) * 10_000)) - half) / 2


def compared_areas(booths: Sequence[DrawnBooth]) -> Iterator[PlanProblem]:
    """Yield problems of stated areas: zeros, a common cause of differences if there is one, and single differences."""
    without = [booth for booth in booths if booth.stated_area_sqm is not None and booth.stated_area_sqm <= 0]
    if without:
        message = ngettext(
            "%(count)s booth states an area of 0; its drawn area is used.",
            "%(count)s booths state an area of 0; their drawn areas are used.",
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


def _common_inset(differing: list[Difference]) -> CommonCause:
    alike, others = _alike(differing, lambda difference: difference.inset_cm, INSET_SPREAD_CM)
    if not alike:
        return None, differing
    inset = round(median(difference.inset_cm for difference in alike))
    smaller = _(
        "The drawn shapes of booths are smaller than the stated areas by the same %(metres)s m per side "
        "(booths: %(count)s)."
    )
    larger = _(
        "The drawn shapes of booths are larger than the stated areas by the same %(metres)s m per side "
        "(booths: %(count)s)."
    )
    advice = _("Choose whether to use drawn or stated areas.")
    values = {"count": figure_words(len(alike)), "metres": f"{abs(inset) / 100:.2f}"}
    sentence = (smaller if inset > 0 else larger) % values
    return _problem(Level.WARNING, "areas_differ_by_inset", sentences(sentence, advice), _booths(alike)), others


def _common_factor(differing: list[Difference]) -> CommonCause:
    alike, others = _alike(differing, lambda difference: difference.factor, FACTOR_SPREAD, relative=True)
    if not alike:
        return None, differing
    factor = median(difference.factor for difference in alike)
    if abs(factor / SQUARE_FEET_PER_SQM - 1) < FACTOR_SPREAD:
        sentence = _("The stated areas of booths look like square feet, not square metres (booths: %(count)s).")
        code = "areas_look_like_square_feet"
    else:
        sentence = _(
            "The stated areas of booths are %(factor)s times the drawn ones (booths: %(count)s). Check unit and scale."
        )
        code = "areas_differ_by_factor"
    values = {"count": figure_words(len(alike)), "factor": figure_words(Decimal(f"{factor:.3g}"))}
    return _problem(Level.WARNING, code, sentence % values, _booths(alike)), others


def _alike(
    differing: list[Difference], measure: Callable[[Difference], float], spread: float, *, relative: bool = False
) -> tuple[list[Difference], list[Difference]]:
    """Return the differences whose measure is within `spread` of the median, and the others.

    If they are fewer than three, or no majority, the first list is empty.
    """
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
            "The stated areas of booths differ from the drawn ones (booths: %(count)s), most at "
            "%(number)s: stated %(stated)s m², drawn %(drawn)s m²."
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
