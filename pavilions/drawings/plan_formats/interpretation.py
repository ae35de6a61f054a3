"""Doubts about the reading of a file as a whole: its unit, its axes, the meaning of its columns, its orientation."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import StatisticsError, correlation, mean, median
from typing import Final

from django.utils.translation import gettext as _

from ciie.tables.mapping import ColumnMapping
from pavilions.drawings.geometry import Ring, bounds, overlaps
from pavilions.drawings.plan_formats.choices import ReadingChoices
from pavilions.drawings.plan_formats.drawing import DrawnBooth, Level, PlanFileError, PlanProblem
from pavilions.drawings.plan_formats.figures import number_in
from pavilions.drawings.plan_formats.rows import Scale
from pavilions.drawings.plan_formats.source import Corners, PlanSource
from pavilions.drawings.vector_files import Text

WIDEST_LONGITUDE, HIGHEST_LATITUDE = 180, 90
LARGEST_BOOTH_DEGREES = Decimal("0.02")
MOST_PAIRS = 1_000
UPSIDE_DOWN: Final = "plan_upside_down"
SECOND_CORNER: Final = "second_corner_suspected"
FEWEST: Final = 4
FEWEST_ROWS: Final = 3
CLEAR_CORRELATION: Final = 0.8
LEAST_SHARE_FLIPPED: Final = 0.6
_ROW = re.compile(r"([A-Z])-?\d+", re.IGNORECASE)


def refuse_degrees(source: PlanSource, shapes_cm: Iterable[Corners], scale: Scale) -> None:
    """Raise PlanFileError if all shapes look like booths in degrees of longitude and latitude, as GeoJSON has them.

    A booth in metres is larger than a fraction of a unit. A unit chosen by the user or in a table's header is trusted.
    """
    in_doubt = scale.is_assumed or (source.corners and not scale.is_chosen)
    drawn = [[(x / scale.drawing, y / scale.drawing) for x, y in corners] for corners in shapes_cm] if in_doubt else []
    if not drawn or not all(_looks_like_degrees(corners) for corners in drawn):
        return
    raise PlanFileError(
        _("The coordinates look like degrees of longitude and latitude. Export the plan in metres of the hall's axes."),
        code="looks_like_degrees",
        field="file",
    )


def notes_on_reading(
    source: PlanSource, mapping: ColumnMapping, choices: ReadingChoices, scale: Scale
) -> Iterator[PlanProblem]:
    for note in source.table.notes:
        yield PlanProblem(Level.NOTE, "file_note", note)
    if scale.is_assumed:
        sentence = _(
            "The file does not state its unit and was read in metres. If that is wrong, choose the unit or a scale."
        )
        yield PlanProblem(Level.WARNING, "unit_assumed", sentence)
    if not choices.second_corner and not source.corners:
        yield from _second_corner_suspected(source, mapping)


def _looks_like_degrees(corners: Sequence[tuple[Decimal, Decimal]]) -> bool:
    if not corners:
        return False
    across, down = [x for x, _y in corners], [y for _x, y in corners]
    small = max(across) - min(across) < LARGEST_BOOTH_DEGREES and max(down) - min(down) < LARGEST_BOOTH_DEGREES
    on_earth = max(map(abs, across)) <= WIDEST_LONGITUDE and max(map(abs, down)) <= HIGHEST_LATITUDE
    return small and on_earth


def _second_corner_suspected(source: PlanSource, mapping: ColumnMapping) -> Iterator[PlanProblem]:
    """Warn that width and height may be x2 and y2 if they always exceed x and y, and fewer booths overlap that way."""
    if not {"x", "y", "width", "depth"} <= mapping.chosen.keys():
        return
    boxes = []
    for row in source.table.rows:
        cells = mapping.values(row)
        match [number_in(cells[name]) for name in ("x", "y", "width", "depth")]:
            case [Decimal() as x, Decimal() as y, Decimal() as width, Decimal() as depth]:
                boxes.append((x, y, width, depth))
    if len(boxes) < 2 or not all(w > x and w > 0 and d > y and d > 0 for x, y, w, d in boxes):  # noqa: PLR2004
        return
    as_sizes = _overlap_count((x, y, x + width, y + depth) for x, y, width, depth in boxes)
    as_corners = _overlap_count(boxes)
    if as_corners < as_sizes:
        names = {"width": mapping.chosen["width"], "depth": mapping.chosen["depth"]}
        counts = {"sizes": _counted(as_sizes), "corners": _counted(as_corners)}
        message = _(
            "“%(width)s” and “%(depth)s” look like the x and y of the second corner: read as sizes, "
            "%(sizes)s pairs of booths overlap; read as corners, %(corners)s do. If they are corners, "
            "choose that option."
        )
        yield PlanProblem(Level.WARNING, SECOND_CORNER, message % {**names, **counts})


def _overlap_count(boxes: Iterable[tuple[Decimal, Decimal, Decimal, Decimal]]) -> int:
    """Count overlapping pairs in any unit; boxes are rounded to a thousandth of a typical width."""
    drawn = list(boxes)
    step = median(right - left for left, _top, right, _bottom in drawn) / 1_000
    grid = [tuple(round(value / step) for value in box) for box in drawn]
    rings = [((left, top), (right, top), (right, bottom), (left, bottom)) for left, top, right, bottom in grid]
    return len(overlaps(rings, most=MOST_PAIRS))


def _counted(pairs: int) -> str:
    return str(pairs) if pairs < MOST_PAIRS else _("more than %(pairs)s") % {"pairs": MOST_PAIRS - 1}


def upside_down_texts(texts: Sequence[Text], *, upside_down: bool) -> Iterator[PlanProblem]:
    """Warn if most texts are upside down. With `upside_down` the drawing is flipped as it is read."""
    flipped = sum(text.upright is upside_down for text in texts)
    if len(texts) >= FEWEST and flipped >= LEAST_SHARE_FLIPPED * len(texts):
        yield _hint(_("Most texts of the drawing are upside down, so the drawing probably is too."))


def upside_down_booths(booths: Sequence[DrawnBooth], present: Mapping[str, Ring]) -> Iterator[PlanProblem]:
    """Warn by the positions of the same booths on the present plan or, without one, by the order of the rows."""
    pairs = [(booth.ring_cm, present[booth.number.upper()]) for booth in booths if booth.number.upper() in present]
    if len(pairs) >= FEWEST:
        across = _agreement([(bounds(one).left, bounds(other).left) for one, other in pairs])
        down = _agreement([(bounds(one).top, bounds(other).top) for one, other in pairs])
        if down < -CLEAR_CORRELATION and across > -CLEAR_CORRELATION:
            yield _hint(_("Compared with the current plan, the booths are upside down."))
    elif not present:
        yield from _upside_down_rows(booths)


def _upside_down_rows(booths: Sequence[DrawnBooth]) -> Iterator[PlanProblem]:
    """Yield a note if the rows are lettered from bottom to top, since most plans start with A at the top."""
    rows = defaultdict(list)
    for booth in booths:
        if named := _ROW.fullmatch(booth.number):
            rows[named[1].upper()].append(bounds(booth.ring_cm).top)
    if len(rows) < FEWEST_ROWS:
        return
    if _agreement([(ord(letter), round(mean(tops))) for letter, tops in rows.items()]) < -CLEAR_CORRELATION:
        first, last = min(rows), max(rows)
        sentence = _("Row %(first)s is at the bottom and row %(last)s at the top. The plan may be upside down.")
        yield _hint(sentence % {"first": first, "last": last}, Level.NOTE)


def _agreement(pairs: Sequence[tuple[int, int]]) -> float:
    """Return the correlation from 1 to -1, or 0 if one of the values is constant."""
    try:
        return correlation([one for one, _other in pairs], [other for _one, other in pairs])
    except StatisticsError:
        return 0.0


def _hint(sentence: str, level: Level = Level.WARNING) -> PlanProblem:
    return PlanProblem(level, UPSIDE_DOWN, sentence)
