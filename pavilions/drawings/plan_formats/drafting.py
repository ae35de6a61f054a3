"""Read a plan file: open it by its format, draw each row or refuse it with a sentence, then check the whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import figure_words
from ciie.tables.mapping import ColumnMapping
from ciie.tables.table import TableError
from pavilions.drawings.geometry import (
    BOOTH_LIMITS,
    FARTHEST_CM,
    OBSTRUCTION_LIMITS,
    OUTLINE_LIMITS,
    GeometryError,
    Ring,
    core,
)
from pavilions.drawings.plan_formats.checks import checked
from pavilions.drawings.plan_formats.choices import AS_THE_FILE_SAYS, KindAnswer, ReadingChoices
from pavilions.drawings.plan_formats.columns import propose_plan_columns
from pavilions.drawings.plan_formats.drawing import (
    AskedKind,
    DrawnBooth,
    DrawnObstruction,
    Level,
    PlanDrawing,
    PlanFileError,
    PlanProblem,
)
from pavilions.drawings.plan_formats.geojson import is_feature_collection, read_feature_collection
from pavilions.drawings.plan_formats.interpretation import (
    SECOND_CORNER,
    notes_on_reading,
    refuse_degrees,
    upside_down_booths,
)
from pavilions.drawings.plan_formats.new_halls import of_new_hall
from pavilions.drawings.plan_formats.obstructions import judged_obstructions
from pavilions.drawings.plan_formats.overlapping import share_overlaps
from pavilions.drawings.plan_formats.pictures import PictureReading, open_picture, tabulate
from pavilions.drawings.plan_formats.rows import (
    RowReader,
    Scale,
    ShapeError,
    ShapeReader,
    is_outline,
    obstruction_kind,
    rounded_ring,
    turned_over,
    unknown_kind,
)
from pavilions.drawings.plan_formats.scales import (
    MeasuredShape,
    known_booth_missing,
    measured,
    proposed_scales,
    scale_by_known_side,
)
from pavilions.drawings.plan_formats.shifting import shift_into_hall
from pavilions.drawings.plan_formats.source import (
    Corners,
    PlanSource,
    parsed_json,
    refuse_too_many_corners,
    refused,
    stated_unit,
    table_of,
)
from pavilions.drawings.vector_files import Picture, kind_of

CODES_OF_SCALE: Final = {
    "ring_out_of_reach", "ring_empty", "ring_crossed", "ring_too_small", "ring_too_large", "ring_too_thin",
}  # fmt: skip
ROWS_BETWEEN_PROGRESS: Final = 100
OBSTRUCTIONS_AS_DRAWN = OBSTRUCTION_LIMITS._replace(largest_sqm=OUTLINE_LIMITS.largest_sqm)
"""The limits of obstructions as drawn: a closed wall line may be as large as a hall until it is divided.

`judged_obstructions` divides it.
"""


type Progress = Callable[[int, int], None]
"""A function that is called with the number of rows done and the number of all rows."""


def silently(_done: int, _total: int) -> None:
    """Ignore the progress."""


def open_plan(content: bytes) -> PlanSource | Picture:
    """Open a DXF, SVG, GeoJSON or CSV file, a workbook or flat JSON, recognised by its content.

    Raise `PlanFileError` for a file that cannot be read.
    """
    if kind_of(content) is not None:
        return open_picture(content)
    try:
        document = parsed_json(content)
        if is_feature_collection(document):
            return read_feature_collection(document)
        return PlanSource(table_of(content), unit=stated_unit(document))
    except RecursionError as error:
        raise refused(_("The JSON is nested too deeply, or contains a number out of range."), "broken_json") from error


def read_plan(content: bytes, choices: ReadingChoices = AS_THE_FILE_SAYS, progress: Progress = silently) -> PlanDrawing:
    return draw_plan(open_plan(content), choices, progress)


def draw_plan(
    source: PlanSource | Picture, choices: ReadingChoices = AS_THE_FILE_SAYS, progress: Progress = silently
) -> PlanDrawing:
    """Draw a plan from a file that is open.

    Raise `PlanFileError` if the file as a whole has no positions of booths, or has them in degrees.
    """
    if isinstance(source, PlanSource):
        drawing = _draw_rows(source, choices, progress)
        return of_new_hall(drawing) if choices.new_hall else drawing
    table = tabulate(source, choices)
    if table.source.corners:
        drawing = _draw_rows(table.source, table.choices, progress, picture=table.reading)
    else:  # an empty drawing is a result too, since the user can choose other layers
        drawing = checked(PlanDrawing(booths=(), outline=choices.outline), table.source.problems)
    drawing = replace(drawing, picture=table.reading)
    return of_new_hall(drawing) if choices.new_hall else drawing


def _draw_rows(
    source: PlanSource, choices: ReadingChoices, progress: Progress, *, picture: PictureReading | None = None
) -> PlanDrawing:
    mapping = _mapping(source, choices)
    scale = Scale.of(source, mapping, choices)
    missing: list[PlanProblem] = []
    if choices.known_booth and choices.known_metres and not choices.scale and picture is None:
        scale, missing = _scale_by_known_booth(source, mapping, choices, scale, choices.known_metres)
    draft = _Draft(source, mapping, choices, scale, picture is not None)
    draft.place_rows(progress)
    outline = draft.outline or choices.outline
    booths, overlap_problems = share_overlaps(draft.booths, float(choices.share_cm))
    judged = judged_obstructions(booths, draft.obstructions, outline, covering=choices.covering)
    notes = list(notes_on_reading(source, mapping, choices, scale))
    present = picture.cm_per_unit if picture else scale.drawing
    proposed = proposed_scales(draft.sizes, present, in_doubt=scale.is_assumed and picture is None)
    if any(note.code == SECOND_CORNER for note in notes):
        proposed = []  # the sizes are probably none
    problems = [
        *source.problems,
        *missing,
        *(_of_a_wrong_scale(draft.problems, len(source.table.rows)) if proposed else draft.problems),
        *overlap_problems,
        *judged.problems,
        *upside_down_booths(booths, choices.known_places),
        *notes,
    ]
    drawing = PlanDrawing(
        booths=tuple(booths),
        obstructions=tuple(judged.taken),
        outline=outline or judged.outline,
        mapping=mapping,
        asked_kinds=tuple(draft.asked_kinds),
        scales=tuple(proposed),
    )
    return checked(drawing, problems)


def _scale_by_known_booth(
    source: PlanSource, mapping: ColumnMapping, choices: ReadingChoices, scale: Scale, known_metres: Decimal
) -> tuple[Scale, list[PlanProblem]]:
    """Return the scale in which the booth's longer side has the known length, or the present scale with a warning."""
    wanted = choices.known_booth.strip().casefold()
    reader = ShapeReader(source, mapping, choices, scale)
    for row in source.table.rows:
        cells = mapping.values(row)
        if cells.get("number", "").strip().casefold() == wanted:
            with suppress(ShapeError):  # the row is refused for that later
                corners = reader.corners_cm(row.number, cells)
                in_units = [(float(x / scale.drawing), float(y / scale.drawing)) for x, y in corners]
                if cm := scale_by_known_side(in_units, known_metres):
                    return Scale(cm, {}, is_chosen=True), []
    return scale, [known_booth_missing(choices.known_booth)]


def _of_a_wrong_scale(problems: Sequence[PlanProblem], rows: int) -> list[PlanProblem]:
    """Return the problems, with a single one in place of those of sizes and places if most rows have one."""
    of_scale = [problem for problem in problems if problem.code in CODES_OF_SCALE]
    if 2 * len(of_scale) <= rows:
        return list(problems)
    sentence = ngettext(
        "%(count)s shape has a size or a place that no booth can have. The unit or the scale is wrong: choose one.",
        "%(count)s shapes have sizes or places that no booth can have. The unit or the scale is wrong: choose one.",
        len(of_scale),
    ) % {"count": figure_words(len(of_scale))}
    numbers = tuple(number for problem in of_scale for number in problem.numbers)
    refused_rows = tuple(row for problem in of_scale for row in problem.rows)
    rest = [problem for problem in problems if problem.code not in CODES_OF_SCALE]
    return [PlanProblem(Level.ERROR, "scale_wrong", sentence, numbers, refused_rows), *rest]


def _mapping(source: PlanSource, choices: ReadingChoices) -> ColumnMapping:
    try:
        mapping = propose_plan_columns(source.table.columns).override(choices.columns)
    except TableError as error:
        raise PlanFileError(error.message, code=error.code, field="columns", details=error.details) from error
    chosen = mapping.chosen.keys()
    placed = {"x", "y"} <= chosen and ({"width", "depth"} <= chosen or {"right", "bottom"} <= chosen)
    if not (source.corners or placed or "ring" in chosen):
        raise PlanFileError(
            _("No columns were found for the position of the booths: x, y, width and depth, or corners. Choose them."),
            code="columns_not_found",
            field="columns",
            details={"columns": list(source.table.columns)},
        )
    return mapping


def _is_booth(cells: Mapping[str, str]) -> bool:
    return not (is_outline(cells) or obstruction_kind(cells))


@dataclass
class _Draft:
    source: PlanSource
    mapping: ColumnMapping
    choices: ReadingChoices
    scale: Scale
    is_picture: bool
    booths: list[DrawnBooth] = field(default_factory=list)
    obstructions: list[DrawnObstruction] = field(default_factory=list)
    outline: Ring | None = None
    problems: list[PlanProblem] = field(default_factory=list)
    sizes: list[MeasuredShape] = field(default_factory=list)
    unknown_kinds: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    """Unknown kinds by their folded word, each with rows, numbers and the words as written."""

    @property
    def asked_kinds(self) -> Iterator[AskedKind]:
        for key, rows in self.unknown_kinds.items():
            yield AskedKind(key, rows[0][2], tuple(row for row, _number, _text in rows))

    def place_rows(self, progress: Progress) -> None:
        records = dict(self.source.table.records())
        cells = {row.number: self.mapping.values(row) for row in self.source.table.rows}
        shapes = self._shapes(cells)
        refuse_too_many_corners(shapes.values())
        refuse_degrees(self.source, shapes.values(), self.scale)
        reader = RowReader(self.mapping, self.choices, self.scale)
        self.sizes = [
            size
            for row, corners in shapes.items()
            if _is_booth(cells[row]) and (size := measured(corners, reader.stated_area(cells[row])))
        ]
        placed = shapes if self.is_picture else self._moved(shapes, cells)
        for done, (row, corners) in enumerate(placed.items()):
            if done % ROWS_BETWEEN_PROGRESS == 0:
                progress(done, len(shapes))
            try:
                self._place(row, corners, cells[row], records[row], reader)
            except GeometryError as refusal:
                self._refuse(row, cells[row], refusal)
        self._ask_for_kinds()

    def _ask_for_kinds(self) -> None:
        for key, said in self.unknown_kinds.items():
            rows, numbers = tuple(row for row, _number, _text in said), tuple(number for _row, number, _text in said)
            answer = self.choices.kinds.get(key, "")
            values = {"text": said[0][2][:40], "count": figure_words(len(said))}
            if answer == KindAnswer.SKIP:
                message = ngettext(
                    "%(count)s row of the kind “%(text)s” was left out as you chose.",
                    "%(count)s rows of the kind “%(text)s” were left out as you chose.",
                    len(said),
                )
                self.problems.append(PlanProblem(Level.NOTE, "kind_left_out", message % values, numbers, rows))
            elif answer not in KindAnswer:
                message = ngettext(
                    "“%(text)s” is not a known kind of booth (%(count)s row). Choose what it means.",
                    "“%(text)s” is not a known kind of booth (%(count)s rows). Choose what it means.",
                    len(said),
                )
                self.problems.append(PlanProblem(Level.ERROR, "kind_unknown", message % values, numbers, rows))

    def _moved(self, shapes: Mapping[int, Corners], cells: Mapping[int, Mapping[str, str]]) -> Mapping[int, Corners]:
        """Return the shapes moved into the hall if they lie far from its origin, as coordinates of a survey do.

        Shapes that together are larger than a hall stay where they are.
        """
        points = [point for corners in shapes.values() for point in corners]
        extents = [(min(axis), max(axis)) for axis in zip(*points, strict=True)]
        is_far = any(max(abs(least), abs(most)) > FARTHEST_CM for least, most in extents)
        if not is_far or any(most - least > FARTHEST_CM for least, most in extents):
            return shapes
        floats = {row: [(float(x), float(y)) for x, y in corners] for row, corners in shapes.items()}
        outline = next((floats[row] for row in floats if is_outline(cells[row])), None)
        booths = {
            cells[row].get("number", "").upper() or str(row): corners
            for row, corners in floats.items()
            if _is_booth(cells[row])
        }
        (right, down), notes = shift_into_hall(booths, outline, self.choices)
        self.problems += notes
        return {row: tuple((x + right, y + down) for x, y in corners) for row, corners in shapes.items()}

    def _shapes(self, cells: Mapping[int, Mapping[str, str]]) -> dict[int, Corners]:
        reader = ShapeReader(self.source, self.mapping, self.choices, self.scale)
        shapes: dict[int, Corners] = {}
        for row, row_cells in cells.items():
            try:
                shapes[row] = reader.corners_cm(row, row_cells)
            except Invalid as refusal:
                self._refuse(row, row_cells, refusal)
        if self.choices.y_up:
            return dict(zip(shapes, turned_over(shapes.values()), strict=True))
        return shapes

    def _place(
        self, row: int, corners: Corners, cells: Mapping[str, str], record: Mapping[str, str], reader: RowReader
    ) -> None:
        if is_outline(cells):
            ring = rounded_ring(corners, OUTLINE_LIMITS)
            if self.outline is None:
                self.outline = ring
            else:
                values = {"subject": self._subject(row, "", str(_("outline")))}
                sentence = _("%(subject)s is a second outline of the hall; the first one is used.") % values
                self.problems.append(PlanProblem(Level.WARNING, "second_outline", sentence, rows=(row,)))
        elif kind := obstruction_kind(cells):
            ring = rounded_ring(corners, OBSTRUCTIONS_AS_DRAWN)
            self.obstructions.append(reader.obstruction(row, cells, ring, kind))
        else:
            if key := unknown_kind(cells):
                self.unknown_kinds.setdefault(key, []).append((row, cells.get("number", "")[:40], cells["kind"]))
                if self.choices.kinds.get(key) == KindAnswer.SKIP:
                    return
            ring = rounded_ring(corners, BOOTH_LIMITS)
            core(ring)
            self.booths.append(reader.booth(row, cells, ring, record))

    def _refuse(self, row: int, cells: Mapping[str, str], refusal: Invalid) -> None:
        """Add an error, or only a warning for shapes of a drawing, outlines and obstructions that are too large."""
        number, kind = cells.get("number", ""), cells.get("kind", "")
        is_left_out = refusal.code == "ring_too_large" and (
            self.is_picture or is_outline(cells) or obstruction_kind(cells)
        )
        message = _("%(subject)s: %(complaint)s")
        if is_left_out:
            message = _("%(subject)s was left out: %(complaint)s")
        values = {"subject": self._subject(row, number, kind), "complaint": refusal.message}
        level = Level.WARNING if is_left_out else Level.ERROR
        self.problems.append(PlanProblem(level, refusal.code, message % values, (number,) if number else (), (row,)))

    def _subject(self, row: int, number: str, kind: str) -> str:
        """Return the beginning of a sentence. Shapes of a drawing have no rows that the user would know."""
        if self.is_picture:
            return _("Booth %(number)s") % {"number": number[:40]} if number else _("Shape (%(kind)s)") % {"kind": kind}
        return (
            _("Row %(row)s (%(number)s)") % {"row": row, "number": number[:40]}
            if number
            else _("Row %(row)s") % {"row": row}
        )
