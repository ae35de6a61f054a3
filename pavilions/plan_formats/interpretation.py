"""Doubts about how a file was understood as a whole: its unit, its axes, what its columns mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from ciie.tables.mapping import ColumnMapping
from pavilions.geometry import overlaps
from pavilions.plan_formats.choices import ReadingChoices
from pavilions.plan_formats.drawing import Level, PlanFileError, PlanProblem
from pavilions.plan_formats.figures import number_in
from pavilions.plan_formats.shapes import Scale
from pavilions.plan_formats.source import Corners, PlanSource

WIDEST_LONGITUDE, HIGHEST_LATITUDE = 180, 90
LARGEST_BOOTH_DEGREES = Decimal("0.02")
MOST_PAIRS = 1_000


def refuse_degrees(source: PlanSource, shapes_cm: Iterable[Corners], scale: Scale) -> None:
    """GeoJSON is in degrees by its own rule, where even a large booth is a thousandth of one: PlanFileError.

    Metres of a hall are told apart by booths being at least some decimetres wide. What a person or a table's header
    says about the unit is believed.
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
            "The file does not say its unit, and was read in metres. Choose the unit or a scale if that is wrong."
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
    """Width and height are suspected to be x2 and y2 when they always exceed x and y and reading them so helps."""
    if not {"x", "y", "width", "depth"} <= mapping.chosen.keys():
        return
    boxes = [box for row in source.table.rows if (box := _figures(mapping.values(row)))]
    if len(boxes) < 2 or not all(_is_beyond(width, x) and _is_beyond(depth, y) for x, y, width, depth in boxes):  # noqa: PLR2004
        return
    as_sizes = _overlap_count((x, y, x + width, y + depth) for x, y, width, depth in boxes)
    as_corners = _overlap_count(boxes)
    if as_corners < as_sizes:
        names = {"width": mapping.chosen["width"], "depth": mapping.chosen["depth"]}
        counts = {"sizes": _counted(as_sizes), "corners": _counted(as_corners)}
        message = _(
            "“%(width)s” and “%(depth)s” look like the x and y of the second corner: read as sizes, %(sizes)s pairs of "
            "booths overlap, read as corners %(corners)s. If they are, choose so."
        )
        yield PlanProblem(Level.WARNING, "second_corner_suspected", message % {**names, **counts})


def _is_beyond(second: Decimal, first: Decimal) -> bool:
    return second > first and second > 0


def _figures(cells: Mapping[str, str]) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    match [number_in(cells[name]) for name in ("x", "y", "width", "depth")]:
        case [Decimal() as x, Decimal() as y, Decimal() as width, Decimal() as depth]:
            return x, y, width, depth
        case _:
            return None


def _overlap_count(boxes: Iterable[tuple[Decimal, Decimal, Decimal, Decimal]]) -> int:
    """Overlapping pairs whatever the unit: all boxes are put on a grid as fine as a thousandth of a typical booth."""
    drawn = list(boxes)
    step = median(right - left for left, _top, right, _bottom in drawn) / 1_000
    grid = [tuple(round(value / step) for value in box) for box in drawn]
    rings = [((left, top), (right, top), (right, bottom), (left, bottom)) for left, top, right, bottom in grid]
    return len(overlaps(rings, most=MOST_PAIRS))


def _counted(pairs: int) -> str:
    return str(pairs) if pairs < MOST_PAIRS else _("more than %(pairs)s") % {"pairs": MOST_PAIRS - 1}
