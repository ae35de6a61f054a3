"""From an opened file to the drawing: every row is placed or refused with a sentence, then the whole is checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from ciie.kernel.errors import Invalid
from ciie.tables.mapping import ColumnMapping
from ciie.tables.table import TableError
from pavilions.geometry import BOOTH_LIMITS, OBSTRUCTION_LIMITS, OUTLINE_LIMITS, GeometryError, Ring, core
from pavilions.plan_formats.checks import checked
from pavilions.plan_formats.choices import AS_THE_FILE_SAYS, ReadingChoices
from pavilions.plan_formats.columns import propose_plan_columns
from pavilions.plan_formats.drawing import (
    DrawnBooth,
    DrawnObstruction,
    Level,
    PlanDrawing,
    PlanFileError,
    PlanProblem,
)
from pavilions.plan_formats.interpretation import notes_on_reading, refuse_degrees
from pavilions.plan_formats.obstructions import judged_obstructions
from pavilions.plan_formats.orientation import turned_booths
from pavilions.plan_formats.pictures import tabulated
from pavilions.plan_formats.rows import RowReader, is_outline, obstruction_kind
from pavilions.plan_formats.shapes import Scale, ShapeReader, rounded_ring, turned_over
from pavilions.plan_formats.source import Corners, PlanSource, refuse_too_many_corners
from pavilions.vector_files import Picture

OBSTRUCTIONS_AS_DRAWN = OBSTRUCTION_LIMITS._replace(largest_sqm=OUTLINE_LIMITS.largest_sqm)
"""A closed wall line can be as large as a hall before it is judged."""


def draw_plan(source: PlanSource | Picture, choices: ReadingChoices = AS_THE_FILE_SAYS) -> PlanDrawing:
    """Raises PlanFileError when the file as a whole says nothing of where booths are, or speaks in degrees."""
    if isinstance(source, Picture):
        return _draw_picture(source, choices)
    return _draw_rows(source, choices)


def _draw_picture(picture: Picture, choices: ReadingChoices) -> PlanDrawing:
    """A picture in which no booth is found is a drawing too: its layers can be chosen otherwise."""
    table = tabulated(picture, choices)
    if table.source.corners:
        drawing = _draw_rows(table.source, table.choices, is_picture=True)
    else:
        drawing = checked(PlanDrawing(booths=(), outline=choices.outline), table.source.problems)
    return replace(drawing, picture=table.reading)


def _draw_rows(source: PlanSource, choices: ReadingChoices, *, is_picture: bool = False) -> PlanDrawing:
    mapping = _mapping(source, choices)
    scale = Scale.of(source, mapping, choices)
    draft = _Draft(source, mapping, choices, scale, is_picture)
    draft.place_rows()
    outline = draft.outline or choices.outline
    judged = judged_obstructions(draft.booths, draft.obstructions, outline, covering=choices.covering)
    problems = [
        *source.problems,
        *draft.problems,
        *judged.problems,
        *turned_booths(draft.booths, choices.known_places),
        *notes_on_reading(source, mapping, choices, scale),
    ]
    drawing = PlanDrawing(
        booths=tuple(draft.booths),
        obstructions=tuple(judged.taken),
        outline=outline or judged.outline,
        mapping=mapping,
    )
    return checked(drawing, problems)


def _mapping(source: PlanSource, choices: ReadingChoices) -> ColumnMapping:
    try:
        mapping = propose_plan_columns(source.table.columns).override(choices.columns)
    except TableError as error:
        raise PlanFileError(error.message, code=error.code, field="columns", details=error.details) from error
    chosen = mapping.chosen.keys()
    placed = {"x", "y"} <= chosen and ({"width", "depth"} <= chosen or {"right", "bottom"} <= chosen)
    if not (source.corners or placed or "ring" in chosen):
        raise PlanFileError(
            _("No columns were found that say where the booths are: x, y, width and depth, or corners. Choose them."),
            code="columns_not_found",
            field="columns",
            details={"columns": list(source.table.columns)},
        )
    return mapping


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

    def place_rows(self) -> None:
        records = dict(self.source.table.records())
        cells = {row.number: self.mapping.values(row) for row in self.source.table.rows}
        shapes = self._shapes(cells)
        refuse_too_many_corners(shapes.values())
        refuse_degrees(self.source, shapes.values(), self.scale)
        reader = RowReader(self.mapping, self.choices, self.scale)
        for row, corners in shapes.items():
            try:
                self._place(row, corners, cells[row], records[row], reader)
            except GeometryError as refusal:
                self._refuse(row, cells[row], refusal)

    def _shapes(self, cells: Mapping[int, Mapping[str, str]]) -> dict[int, Corners]:
        reader = ShapeReader(self.source, self.mapping, self.choices, self.scale)
        shapes: dict[int, Corners] = {}
        for row, said in cells.items():
            try:
                shapes[row] = reader.corners_cm(row, said)
            except Invalid as refusal:
                self._refuse(row, said, refusal)
        if self.choices.y_up:
            return dict(zip(shapes, turned_over(shapes.values()), strict=True))
        return shapes

    def _place(
        self, row: int, corners: Corners, cells: Mapping[str, str], record: Mapping[str, str], reader: RowReader
    ) -> None:
        if is_outline(cells):
            self._place_outline(row, rounded_ring(corners, OUTLINE_LIMITS))
        elif kind := obstruction_kind(cells):
            ring = rounded_ring(corners, OBSTRUCTIONS_AS_DRAWN)
            self.obstructions.append(reader.obstruction(row, cells, ring, kind))
        else:
            ring = rounded_ring(corners, BOOTH_LIMITS)
            core(ring)
            self.booths.append(reader.booth(row, cells, ring, record))

    def _place_outline(self, row: int, ring: Ring) -> None:
        if self.outline is None:
            self.outline = ring
            return
        sentence = _("Row %(row)s is a second outline of the hall; the first one is used.") % {"row": row}
        self.problems.append(PlanProblem(Level.WARNING, "second_outline", sentence, rows=(row,)))

    def _refuse(self, row: int, cells: Mapping[str, str], refusal: Invalid) -> None:
        """A row of a table is an error; of a drawing, and of what is no booth, what is too large is merely left out."""
        number, kind = cells.get("number", ""), cells.get("kind", "")
        is_left_out = refusal.code == "ring_too_large" and (
            self.is_picture or is_outline(cells) or obstruction_kind(cells)
        )
        message = _("%(subject)s: %(complaint)s")
        if is_left_out:
            message = _("%(subject)s was left out: %(complaint)s")
        said = {"subject": self._subject(row, number, kind), "complaint": refusal.message}
        level = Level.WARNING if is_left_out else Level.ERROR
        self.problems.append(PlanProblem(level, refusal.code, message % said, (number,) if number else (), (row,)))

    def _subject(self, row: int, number: str, kind: str) -> str:
        """What the sentence is about; the shapes of a drawing are in no rows."""
        if self.is_picture:
            return _("Booth %(number)s") % {"number": number[:40]} if number else _("Shape (%(kind)s)") % {"kind": kind}
        return (
            _("Row %(row)s (%(number)s)") % {"row": row, "number": number[:40]}
            if number
            else _("Row %(row)s") % {"row": row}
        )
