"""A vector drawing as a table of shapes, which is then read as any other plan file is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

import shapely
from django.utils.translation import gettext as _

from ciie.tables.table import Row, Table
from pavilions.geometry import Box, Unit
from pavilions.plan_formats.choices import ReadingChoices
from pavilions.plan_formats.drawing import PlanFileError, PlanProblem
from pavilions.plan_formats.facts import FACT_COLUMNS
from pavilions.plan_formats.orientation import turned_letterings
from pavilions.plan_formats.pictures.background import Background, background_of
from pavilions.plan_formats.pictures.booth_detection import Faces, FoundBooth, Spots
from pavilions.plan_formats.pictures.layer_roles import guessed_roles, usual_gap
from pavilions.plan_formats.pictures.layers import (
    PictureReading,
    SortedPicture,
    in_centimetres,
    layer_readings,
    named_roles,
    sorted_by_role,
)
from pavilions.plan_formats.pictures.numbering import numbered_booths
from pavilions.plan_formats.pictures.placement import Shift, shift_into_hall
from pavilions.plan_formats.pictures.refusals import sentence_for
from pavilions.plan_formats.pictures.roles import Role
from pavilions.plan_formats.pictures.scale import PictureScale, scale_of, texts_within
from pavilions.plan_formats.pictures.surroundings import MOST_OBSTRUCTIONS, obstacles, outline_of
from pavilions.plan_formats.pictures.texts import area_in, size_in
from pavilions.plan_formats.pictures.warnings import findings
from pavilions.plan_formats.source import MOST_ROWS, Corners, PlanSource, refused
from pavilions.vector_files import Picture, PictureRefusedError, Stroke, read_picture

COLUMNS: Final = (
    "number", "kind", "stated area m2", "dimensions", "sector", "clearance cm", *FACT_COLUMNS.values()
)  # fmt: skip
AROUND_CM: Final = 2_000
COORDINATE: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Tabulated:
    source: PlanSource
    choices: ReadingChoices
    reading: PictureReading


def open_picture(content: bytes) -> Picture:
    """Raises PlanFileError."""
    try:
        return read_picture(content)
    except PictureRefusedError as refusal:
        raise PlanFileError(sentence_for(refusal.code), code=f"drawing_{refusal.code}", field="file") from refusal


def tabulated(picture: Picture, choices: ReadingChoices) -> Tabulated:
    """The drawing's booths, obstructions and outline as rows in centimetres of the hall's axes, the choices that remain
    to be applied to them, and how all was understood. Raises PlanFileError.
    """
    roles = guessed_roles(picture, named_roles(picture))
    roles |= {key: Role(said) if said else None for key, said in choices.layers.items() if key in roles}
    if choices.upside_down:
        picture = replace(picture, y_up=not picture.y_up)
    scale = _scale(picture, sorted_by_role(picture, roles), choices)
    drawn = sorted_by_role(in_centimetres(picture, float(scale.cm)), roles)
    gap = max(float(choices.gap_cm), 0.1)
    found = numbered_booths(drawn, gap, choices.figures)
    outline = outline_of(drawn.drawn(Role.OUTLINE), gap)
    shift, notes = shift_into_hall(_by_number(found), outline, choices)
    placed = sorted_by_role(in_centimetres(picture, float(scale.cm), shift), roles)
    rows = list(_rows(found, placed, outline, shift))
    if len(rows) > MOST_ROWS:
        raise refused(_("The drawing has more booths than one hall's plan can hold."), "too_many_rows")
    problems = (
        *scale.notes,
        *notes,
        *turned_letterings(placed.written(Role.NUMBER, Role.BOOTH), upside_down=choices.upside_down),
        *findings(picture, found, gap, has_booth_layer=Role.BOOTH in roles.values()),
    )
    reading = PictureReading(
        layers=layer_readings(picture, roles),
        cm_per_unit=scale.cm,
        shift_cm=shift,
        background=_background(placed, rows, choices),
    )
    remaining = replace(choices, columns={}, unit=None, cm_per_unit=None, y_up=False, second_corner=False)
    return Tabulated(_source(rows, problems), remaining, reading)


def _scale(picture: Picture, drawn: SortedPicture, choices: ReadingChoices) -> PictureScale:
    """The drawing is read twice where only its booths tell how large it is."""
    if choices.scale or (picture.unit and not choices.known_booth):
        return scale_of(picture, choices, (), ())
    gap = usual_gap(picture.strokes) if picture.strokes else 0
    booths = numbered_booths(drawn, gap, choices.figures).booths if picture.strokes else []
    return scale_of(picture, choices, booths, drawn.written(Role.NUMBER, Role.BOOTH))


def _by_number(found: Faces) -> dict[str, Spots]:
    return {booth.numbers[0].number.upper(): booth.corners for booth in found.booths if len(booth.numbers) == 1}


type Shape = tuple[dict[str, str], Spots]


def _rows(found: Faces, placed: SortedPicture, outline: Spots | None, shift: Shift) -> Iterator[Shape]:
    single = [booth for booth in found.booths if len(booth.numbers) == 1]
    moved = [_moved(booth.corners, shift) for booth in single]
    texts = texts_within([shapely.Polygon(each) for each in moved], placed.written(Role.NUMBER, Role.BOOTH))
    for booth, corners, within in zip(single, moved, texts, strict=True):
        yield _booth_cells(booth, within), corners
    things = obstacles(placed)
    for kind, corners, stroke in things if len(things) <= MOST_OBSTRUCTIONS else []:
        yield {"kind": kind.value, "clearance cm": stroke.facts.get("clearance", "")}, corners
    if outline:
        yield {"kind": "outline"}, _moved(outline, shift)


def _booth_cells(booth: FoundBooth, texts: Sequence[str]) -> dict[str, str]:
    facts = booth.stroke.facts if booth.stroke else {}
    texts = [text for text in texts if text != booth.numbers[0].number]
    size = size_in(texts)
    return {
        **{column: facts.get(name, "") for name, column in FACT_COLUMNS.items()},
        "number": booth.numbers[0].number,
        "kind": facts.get("kind", ""),
        "sector": facts.get("sector", ""),
        "stated area m2": _stated_area(facts, texts),
        "dimensions": f"{size[0]:g} m x {size[1]:g} m" if size else "",
    }


def _stated_area(facts: Mapping[str, str], texts: Sequence[str]) -> str:
    """As written in the booth. The area that our own file wrote there itself states nothing beyond its `stated`."""
    written = area_in(texts)
    if "stated" in facts and (written is None or f"{written:.2f}" == facts.get("area")):
        return facts["stated"].removeprefix("no")
    return f"{written:g}" if written else ""


def _moved(corners: Spots, shift: Shift) -> Spots:
    return tuple((x + shift[0], y + shift[1]) for x, y in corners)


def _source(rows: Sequence[Shape], problems: tuple[PlanProblem, ...]) -> PlanSource:
    cells = (Row(number, tuple(said.get(name, "") for name in COLUMNS)) for number, (said, _c) in enumerate(rows, 1))
    corners = {number: _exact(spots) for number, (_said, spots) in enumerate(rows, 1)}
    return PlanSource(Table(COLUMNS, tuple(cells)), corners, Unit.CENTIMETRE, problems)


def _exact(corners: Spots) -> Corners:
    return tuple((Decimal(x).quantize(COORDINATE), Decimal(y).quantize(COORDINATE)) for x, y in corners)


def _background(placed: SortedPicture, rows: Sequence[Shape], choices: ReadingChoices) -> Background | None:
    """What is near the plan; drawings have title blocks and details far away from it."""
    corners = [*(choices.outline or ()), *(corner for _said, spots in rows for corner in spots)]
    if not (choices.background and corners):
        return None
    strokes: list[Stroke] = placed.drawn(Role.BACKGROUND, Role.NUMBER)
    across, down = [x for x, _y in corners], [y for _x, y in corners]
    within = Box(
        int(min(across)) - AROUND_CM,
        int(min(down)) - AROUND_CM,
        int(max(across)) + AROUND_CM,
        int(max(down)) + AROUND_CM,
    )
    return background_of(strokes, within)
