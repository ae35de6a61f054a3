"""Checks of a drawing from any file: numbers, overlaps, obstructions, aisles, sizes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from statistics import median

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import area_words, figure_words
from pavilions.geometry import frontages, on_obstruction, outside, overlaps, polygon
from pavilions.plan_formats.areas import compared_areas
from pavilions.plan_formats.drawing import DrawnBooth, Level, PlanDrawing, PlanProblem
from pavilions.plan_formats.obstructions import MOST_OBSTRUCTIONS
from pavilions.states import ObstructionKind
from pavilions.validators import validate_booth_number

MOST_OVERLAPS = 200
PLAUSIBLE_SQM = (1, 500)
LEVELS = list(Level)


def checked(drawing: PlanDrawing, known: Iterable[PlanProblem] = ()) -> PlanDrawing:
    """The drawing with `known` problems and those found in it, errors first."""
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
            rows = ", ".join(str(booth.source_row) for booth in alike)
            sentence = message % {"number": alike[0].number, "times": len(alike), "rows": rows}
            yield _problem(Level.ERROR, "number_used_twice", sentence, alike)
    if unnumbered := by_number[""]:
        sentence = ngettext("%(count)s booth has no number.", "%(count)s booths have no number.", len(unnumbered))
        yield _problem(Level.ERROR, "number_missing", sentence % {"count": figure_words(len(unnumbered))}, unnumbered)


def _odd_number(booth: DrawnBooth) -> Iterator[PlanProblem]:
    if not booth.number:
        return
    if booth.number.startswith(("[", "{")):
        message = _("Row %(row)s: the booth number is nested data (%(number)s). Put the number alone into the cell.")
        values = {"row": booth.source_row, "number": booth.number[:40]}
        yield _problem(Level.ERROR, "number_nested", message % values, [booth])
        return
    try:
        validate_booth_number(booth.number)
    except ValidationError as refusal:
        message = _("Row %(row)s (%(number)s): %(complaint)s")
        values = {"row": booth.source_row, "number": booth.number[:40], "complaint": refusal.messages[0]}
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
            sentence = _("Booth %(number)s is not wholly inside the hall.") % {"number": booths[position].number}
            yield _problem(Level.ERROR, "outside_hall", sentence, [booths[position]])
    if not pairs:  # where booths overlap, these would only follow from it
        yield from _obstructed(drawing)


def _obstructed(drawing: PlanDrawing) -> Iterator[PlanProblem]:
    """Booths on obstructions, and booths without a side on an aisle."""
    zones = [(obstruction.ring_cm, obstruction.clearance_cm) for obstruction in drawing.obstructions]
    pairs = on_obstruction([booth.ring_cm for booth in drawing.booths], zones, most=MOST_OVERLAPS + 1)
    if len(pairs) > MOST_OVERLAPS or len(zones) > MOST_OBSTRUCTIONS:
        sentence = _("The obstructions are too many or cover too many booths to be checked one by one.")
        yield PlanProblem(Level.WARNING, "obstructions_everywhere", sentence)
        return
    for position, obstacle in pairs:
        booth, kind = drawing.booths[position], drawing.obstructions[obstacle].kind
        sentence = _("Booth %(number)s is on the clearance of an obstruction (%(kind)s).")
        yield _problem(
            Level.WARNING, "on_obstruction", sentence % {"number": booth.number, "kind": kind.label}, [booth]
        )
    rings = [booth.ring_cm for booth in drawing.booths]
    blocking = [each.ring_cm for each in drawing.obstructions if each.kind is not ObstructionKind.EXIT]
    faces = frontages(rings, drawing.outline, blocking)
    closed = [booth for booth, frontage in zip(drawing.booths, faces, strict=True) if not frontage.sides]
    if closed:
        message = ngettext(
            "%(count)s booth has no side on an aisle.", "%(count)s booths have no side on an aisle.", len(closed)
        )
        yield _problem(Level.WARNING, "closed_in", message % {"count": figure_words(len(closed))}, closed)


def _sizes(booths: tuple[DrawnBooth, ...]) -> Iterator[PlanProblem]:
    if not booths:
        yield PlanProblem(Level.ERROR, "no_booths", _("The file draws no usable booth."))
        return
    typical = median(polygon(booth.ring_cm).area for booth in booths)
    least, most = PLAUSIBLE_SQM
    if not least <= typical / 10_000 <= most:
        sentence = _("A typical booth of this plan has %(area)s m². The unit or the scale is probably wrong.")
        yield PlanProblem(Level.WARNING, "sizes_implausible", sentence % {"area": _sqm_words(typical)})


def _sqm_words(square_cm: float) -> str:
    return area_words(round(Decimal(square_cm) / 10_000, 2))


def _problem(level: Level, code: str, sentence: str, booths: Iterable[DrawnBooth]) -> PlanProblem:
    concerned = list(booths)
    numbers = tuple(dict.fromkeys(booth.number for booth in concerned if booth.number))
    return PlanProblem(level, code, sentence, numbers, tuple(booth.source_row for booth in concerned))
