"""Turn a vector drawing into a table of shapes in its hall, which is then read like any other plan file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciie.kernel.errors import Sentence
from ciie.tables.table import Row, Table
from pavilions.drawings.geometry import Ring, Unit
from pavilions.drawings.plan_formats.choices import ReadingChoices
from pavilions.drawings.plan_formats.drawing import FACT_COLUMNS, PlanFileError, PlanProblem
from pavilions.drawings.plan_formats.interpretation import upside_down_texts
from pavilions.drawings.plan_formats.obstructions import HALF_A_WALL_CM, MOST_OBSTRUCTIONS
from pavilions.drawings.plan_formats.pictures.background import background_of
from pavilions.drawings.plan_formats.pictures.booth_detection import (
    DetectedBooth,
    DetectedBooths,
    Outline,
    faces_between,
    outline_of,
)
from pavilions.drawings.plan_formats.pictures.layers import (
    OBSTRUCTIONS,
    PictureReading,
    Role,
    RoleLayers,
    by_role,
    in_centimetres,
    layer_readings,
    roles_of,
)
from pavilions.drawings.plan_formats.pictures.numbering import numbered_booths
from pavilions.drawings.plan_formats.pictures.parts import only_part, parts_of, several_parts
from pavilions.drawings.plan_formats.pictures.scale import scale_of
from pavilions.drawings.plan_formats.pictures.texts import area_in, size_in, texts_within
from pavilions.drawings.plan_formats.pictures.warnings import warnings_about
from pavilions.drawings.plan_formats.rows import LONGEST_NAME
from pavilions.drawings.plan_formats.shifting import Corner, Shift, shift_into_hall
from pavilions.drawings.plan_formats.source import MOST_ROWS, PlanSource, refused
from pavilions.drawings.vector_files import Picture, PictureRefusedError, Stroke, read_picture
from pavilions.states import ObstructionKind

COLUMNS: Final = (
    "number", "kind", "stated area m2", "dimensions", "sector", "clearance cm", "name of fitting",
    *FACT_COLUMNS.values(),
)  # fmt: skip
LEAST_GAP_CM: Final = 0.1
COORDINATE: Final = Decimal("0.0001")
SENTENCES: Final[dict[str, Sentence]] = {
    "broken": gettext_lazy(
        "The drawing is damaged and cannot be read. Open it in the program it was made with, and save it again."
    ),
    "draws_nothing": gettext_lazy("The drawing is empty: it has no lines and no text."),
    "too_large": gettext_lazy("The drawing is larger than 25 MB. Save it without other halls, furniture and pictures."),
    "too_complex": gettext_lazy(
        "The drawing contains too much to be read. Save it without other halls, furniture and pictures."
    ),
    "too_deep": gettext_lazy("The drawing is nested too deeply. Explode its blocks or groups, and save it again."),
    "entities": gettext_lazy(
        "The drawing contains entity definitions, which could expand without end. Save it as a plain SVG."
    ),
    "dwg": gettext_lazy("This is a DWG file. Save it as DXF (in AutoCAD: Save as, AutoCAD 2018 DXF) and upload that."),
}

type Cells = dict[str, str]

SMALLEST_SQUARE_CM = 100
MOST_SEGMENTS = 20_000
MOST_WORDS = 500
WIDTH_OF_A_LETTER = 0.6
"""The width of capital letters as a share of their height."""

type Obstacle = tuple[ObstructionKind, Outline, Stroke]


@dataclass(frozen=True, slots=True)
class PictureTable:
    """A drawing as a plan source in centimetres of the hall's axes, and the choices that remain to be applied."""

    source: PlanSource
    choices: ReadingChoices
    reading: PictureReading


def open_picture(content: bytes) -> Picture:
    """Read a drawing. Raise PlanFileError if it cannot be read."""
    try:
        return read_picture(content)
    except PictureRefusedError as refusal:
        sentence = SENTENCES.get(refusal.code, SENTENCES["broken"])
        raise PlanFileError(sentence, code=f"drawing_{refusal.code}", field="file") from refusal


def tabulate(picture: Picture, choices: ReadingChoices) -> PictureTable:
    """Return the drawing's booths, obstructions and outline as rows.

    Raise PlanFileError if there are too many booths.
    """
    roles = roles_of(picture, choices.layers)
    if choices.upside_down:
        picture = replace(picture, y_up=not picture.y_up)
    scale = scale_of(picture, roles, choices)
    in_cm = in_centimetres(picture, float(scale.cm))
    drawn = by_role(in_cm, roles)
    gap = max(float(choices.gap_cm), LEAST_GAP_CM)
    found = numbered_booths(drawn, gap, choices.figures)
    single = _single(found)
    parts = parts_of(single, drawn.strokes_of(Role.OUTLINE))
    if 0 < choices.part <= len(parts):
        picture = only_part(picture, in_cm, parts[choices.part - 1])
        drawn = by_role(in_centimetres(picture, float(scale.cm)), roles)
        found = numbered_booths(drawn, gap, choices.figures)
        single = _single(found)
    outline = hall_outline(drawn.strokes_of(Role.OUTLINE), gap)
    by_number = {booth.numbers[0].number.upper(): booth.corners for booth in single}
    shift, notes = shift_into_hall(by_number, outline, choices)
    placed = by_role(in_centimetres(picture, float(scale.cm), shift), roles)
    rows = list(_rows(single, placed, outline, shift, choices.outline))
    if len(rows) > MOST_ROWS:
        raise refused(_("The drawing has more booths than one hall's plan can hold."), "too_many_rows")
    background = None
    if corners := [*(choices.outline or ()), *(corner for _cells, ring in rows for corner in ring)]:
        strokes = placed.strokes_of(Role.BACKGROUND, Role.NUMBER)
        background = background_of(strokes, corners) if choices.background else None
    problems = (
        *scale.notes,
        *notes,
        *([several_parts(parts)] if parts and not choices.part else ()),
        *upside_down_texts(placed.texts_of(Role.NUMBER, Role.BOOTH), upside_down=choices.upside_down),
        *warnings_about(picture, found, gap, has_booth_layer=Role.BOOTH in roles.values()),
    )
    reading = PictureReading(
        layers=layer_readings(picture, roles),
        cm_per_unit=scale.cm,
        shift_cm=shift,
        background=background,
        parts=parts,
    )
    remaining = replace(choices, columns={}, unit=None, cm_per_unit=None, y_up=False, second_corner=False)
    return PictureTable(_source(rows, problems), remaining, reading)


def _single(found: DetectedBooths) -> list[DetectedBooth]:
    return [booth for booth in found.booths if len(booth.numbers) == 1]


def _rows(
    booths: Sequence[DetectedBooth], placed: RoleLayers, outline: Outline | None, shift: Shift, hall: Ring | None
) -> Iterator[tuple[Cells, Outline]]:
    rings = [_moved(booth.corners, shift) for booth in booths]
    texts = texts_within([shapely.Polygon(ring) for ring in rings], placed.texts_of(Role.NUMBER, Role.BOOTH))
    for booth, ring, within in zip(booths, rings, texts, strict=True):
        yield _booth_cells(booth, within), ring
    for kind, ring, stroke in obstacles(placed):
        facts = {"clearance cm": "clearance", "name of fitting": "name"}
        yield {"kind": kind.value} | {column: stroke.facts.get(fact, "") for column, fact in facts.items()}, ring
    if outline:
        yield {"kind": "outline"}, _moved(outline, shift)
    ring_of_hall = _moved(outline, shift) if outline else hall
    floor = shapely.Polygon(ring_of_hall) if ring_of_hall else shapely.MultiPolygon(list(_polygons(rings))).envelope
    for text, ring in _words_on_the_floor(placed, floor, rings):
        yield {"kind": ObstructionKind.TEXT.value, "name of fitting": text}, ring


def _words_on_the_floor(
    placed: RoleLayers, floor: shapely.Geometry, booths: Sequence[Outline]
) -> Iterator[tuple[str, Outline]]:
    """Yield the texts on the floor of the hall, outside booths, that no shape of their own surrounds."""
    surrounded = _polygons([*booths, *(stroke.points for stroke in placed.strokes_of(Role.SIGN) if stroke.closed)])
    for text in placed.texts_of(Role.SIGN)[:MOST_WORDS]:
        point = shapely.Point(text.x, text.y)
        if shapely.contains(floor, point) and not shapely.contains(surrounded, point).any():
            half = text.height * WIDTH_OF_A_LETTER * len(text.text) / 2
            box = shapely.box(text.x - half, text.y - text.height / 2, text.x + half, text.y + text.height / 2)
            yield text.text[:LONGEST_NAME], outline_of(box)


def _polygons(rings: Sequence[Sequence[Corner]]) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    return np.array([shapely.Polygon(ring) for ring in rings], dtype=np.object_)


def _source(rows: Sequence[tuple[Cells, Outline]], problems: tuple[PlanProblem, ...]) -> PlanSource:
    cells = (Row(number, tuple(row.get(name, "") for name in COLUMNS)) for number, (row, _ring) in enumerate(rows, 1))
    corners = {
        number: tuple((Decimal(x).quantize(COORDINATE), Decimal(y).quantize(COORDINATE)) for x, y in ring)
        for number, (_row, ring) in enumerate(rows, 1)
    }
    return PlanSource(Table(COLUMNS, tuple(cells)), corners, Unit.CENTIMETRE, problems)


def _moved(corners: Outline, shift: Shift) -> Outline:
    return tuple((x + shift[0], y + shift[1]) for x, y in corners)


def _booth_cells(booth: DetectedBooth, texts: Sequence[str]) -> Cells:
    facts = booth.stroke.facts if booth.stroke else {}
    texts = [text for text in texts if text != booth.numbers[0].number]
    size, written = size_in(texts), area_in(texts)
    area = f"{written:g}" if written else ""
    if "stated" in facts and (written is None or f"{written:.2f}" == facts.get("area")):
        area = facts["stated"].removeprefix("no")  # in our own files the written area is the computed one
    return {
        **{column: facts.get(name, "") for name, column in FACT_COLUMNS.items()},
        "number": booth.numbers[0].number,
        "kind": facts.get("kind", ""),
        "sector": facts.get("sector", ""),
        "stated area m2": area,
        "dimensions": f"{size[0]:g} m x {size[1]:g} m" if size else "",
    }


def obstacles(picture: RoleLayers) -> list[Obstacle]:
    """Return obstructions in the order of their kinds, or none if there are more than a plan can have.

    Parts of one insert are one obstacle around all of them. Open lines are walls 2 cm thick. Anything smaller than a
    square decimetre is left out.
    """
    found = [
        (kind, outline_of(shape), stroke)
        for role, kind in OBSTRUCTIONS.items()
        for shape, stroke in _shapes(picture.strokes_of(role), is_wall=role is Role.WALL)
        if isinstance(shape, shapely.Polygon) and shape.area >= SMALLEST_SQUARE_CM
    ]
    return found if len(found) <= MOST_OBSTRUCTIONS else []


def _shapes(strokes: Sequence[Stroke], *, is_wall: bool) -> Iterator[tuple[shapely.Geometry, Stroke]]:
    parts: dict[int, list[Stroke]] = {}
    for stroke in strokes:
        if stroke.part:
            parts.setdefault(stroke.part, []).append(stroke)
        elif stroke.closed:
            yield shapely.Polygon(stroke.points).buffer(0), stroke
        elif is_wall:
            for start, end in pairwise(stroke.points):
                yield shapely.LineString([start, end]).buffer(HALF_A_WALL_CM, cap_style="flat"), stroke
        else:
            yield shapely.MultiPoint(stroke.points).convex_hull, stroke
    for together in parts.values():
        yield shapely.MultiPoint([point for s in together for point in s.points]).convex_hull, together[0]


def hall_outline(strokes: Sequence[Stroke], gap: float) -> Outline | None:
    """Return the largest closed shape or, without one, the largest face between the lines."""
    closed = [shapely.Polygon(stroke.points).buffer(0) for stroke in strokes if stroke.closed]
    shapes = [shape for shape in closed if isinstance(shape, shapely.Polygon) and not shape.is_empty]
    if not shapes and strokes:
        shapes = faces_between([shapely.LineString(s.points) for s in strokes], gap, most=MOST_SEGMENTS)
    return outline_of(max(shapes, key=lambda shape: shape.area)) if shapes else None
