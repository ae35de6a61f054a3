"""Reading a plan file: opened by its format, every row drawn or refused with a sentence, then checked as a whole."""

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
from pavilions.plan_formats.geojson import is_feature_collection, read_feature_collection
from pavilions.plan_formats.interpretation import notes_on_reading, refuse_degrees, upside_down_booths
from pavilions.plan_formats.new_halls import of_new_hall
from pavilions.plan_formats.obstructions import judged_obstructions
from pavilions.plan_formats.pictures import open_picture, tabulate
from pavilions.plan_formats.rows import (
    RowReader,
    Scale,
    ShapeReader,
    is_outline,
    obstruction_kind,
    rounded_ring,
    turned_over,
)
from pavilions.plan_formats.source import (
    Corners,
    PlanSource,
    parsed_json,
    refuse_too_many_corners,
    refused,
    stated_unit,
    table_of,
)
from pavilions.vector_files import Picture, kind_of

OBSTRUCTIONS_AS_DRAWN = OBSTRUCTION_LIMITS._replace(largest_sqm=OUTLINE_LIMITS.largest_sqm)
"""A closed wall line may be as large as a hall until `judged_obstructions` divides it."""


def open_plan(content: bytes) -> PlanSource | Picture:
    """A DXF, SVG, GeoJSON or CSV file, a workbook or flat JSON, recognised by its content. Raises PlanFileError."""
    if kind_of(content) is not None:
        return open_picture(content)
    try:
        document = parsed_json(content)
        if is_feature_collection(document):
            return read_feature_collection(document)
        return PlanSource(table_of(content), unit=stated_unit(document))
    except RecursionError as error:
        raise refused(_("The JSON is nested too deeply, or contains a number out of range."), "broken_json") from error


def read_plan(content: bytes, choices: ReadingChoices = AS_THE_FILE_SAYS) -> PlanDrawing:
    return draw_plan(open_plan(content), choices)


def draw_plan(source: PlanSource | Picture, choices: ReadingChoices = AS_THE_FILE_SAYS) -> PlanDrawing:
    """Raises PlanFileError if the file as a whole has no positions of booths, or has them in degrees."""
    if isinstance(source, PlanSource):
        drawing = _draw_rows(source, choices)
        return of_new_hall(drawing) if choices.new_hall else drawing
    table = tabulate(source, choices)
    if table.source.corners:
        drawing = _draw_rows(table.source, table.choices, is_picture=True)
    else:  # a result too: the user can choose other layers
        drawing = checked(PlanDrawing(booths=(), outline=choices.outline), table.source.problems)
    drawing = replace(drawing, picture=table.reading)
    return of_new_hall(drawing) if choices.new_hall else drawing


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
        *upside_down_booths(draft.booths, choices.known_places),
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
            _("No columns were found for the position of the booths: x, y, width and depth, or corners. Choose them."),
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
            ring = rounded_ring(corners, BOOTH_LIMITS)
            core(ring)
            self.booths.append(reader.booth(row, cells, ring, record))

    def _refuse(self, row: int, cells: Mapping[str, str], refusal: Invalid) -> None:
        """An error; only a warning for shapes of a drawing, outlines and obstructions that are too large."""
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
        """The beginning of the sentence; shapes of a drawing have no rows that the user would know."""
        if self.is_picture:
            return _("Booth %(number)s") % {"number": number[:40]} if number else _("Shape (%(kind)s)") % {"kind": kind}
        return (
            _("Row %(row)s (%(number)s)") % {"row": row, "number": number[:40]}
            if number
            else _("Row %(row)s") % {"row": row}
        )
