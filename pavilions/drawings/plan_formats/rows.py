"""Read one row of a file: its shape, in the file's unit and then in centimetres, and its attributes.

In centimetres, y points down.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _

from ciie.kernel.errors import Invalid
from ciie.tables.mapping import ColumnMapping, heading_key
from pavilions.drawings.geometry import BOOTH_LIMITS, CENT, Ring, SizeLimits, Unit, area_sqm, sound_ring, sqm, whole_cm
from pavilions.drawings.plan_formats.choices import AreaBasis, ReadingChoices
from pavilions.drawings.plan_formats.columns import PRICE_PER_SQM, area_unit, cm_per_unit, first_length_unit
from pavilions.drawings.plan_formats.drawing import DrawnBooth, DrawnObstruction
from pavilions.drawings.plan_formats.figures import corners_in, dimensions_in, length_in, money_in, number_in
from pavilions.drawings.plan_formats.source import Corners, PlanSource
from pavilions.states import BoothKind, ObstructionKind, Section

LENGTH_FIELDS = ("x", "y", "width", "depth", "right", "bottom")

LARGEST_FIGURE: Final = Decimal(1_000_000)
OUTLINE_WORDS: Final = frozenset({"outline", "hall", "hall outline", "boundary"})
OBSTRUCTION_WORDS: Final = {
    **{kind.value: kind for kind in ObstructionKind},
    "pillar": ObstructionKind.COLUMN,
    "fire hydrant": ObstructionKind.HYDRANT,
    "emergency exit": ObstructionKind.EXIT,
    "door": ObstructionKind.EXIT,
}
KIND_WORDS: Final = {
    **dict.fromkeys(("raw", "raw space", "space only", "space", "bare", "光地"), BoothKind.RAW),
    **dict.fromkeys(("shell", "shell scheme", "standard", "standard booth", "package", "标展"), BoothKind.SHELL),
}
WITHOUT_KIND: Final = frozenset(
    {"", "booth", "booths", "stand", "stands", "stall", "stalls", "展位", "展台", "摊位", "стенд"}
)
"""Words for any kind of booth."""
SECTION_WORDS: Final = {section.value: section for section in Section}
LONGEST_REASON: Final = 200
LONGEST_NAME: Final = 60
SALE_WORDS: Final = {"for sale": False, "withheld": True}
SIDES_WORDS: Final = {"no": 0, "1": 1, "2": 2, "3": 3, "4": 4}
AREA_WORDS: Final = {"drawn": AreaBasis.DRAWN, "stated": AreaBasis.STATED}
_AREA = re.compile(r"(?P<number>[\d\s.,]*\d[.,]?)\s*(?P<unit>[^\d\s.,].{0,20})")

type Cells = Mapping[str, str]


class ShapeError(Invalid):
    """A row without a usable shape."""


@dataclass(frozen=True)
class Scale:
    """Centimetres per unit: for the drawing as a whole, and for columns with another unit in their headers."""

    drawing: Decimal
    by_field: Mapping[str, Decimal]
    is_assumed: bool = False
    is_chosen: bool = False

    @classmethod
    def of(cls, source: PlanSource, mapping: ColumnMapping, choices: ReadingChoices) -> "Scale":
        """Return the scale by the user's choice, else by the headers, else by the file, else assume metres."""
        if choices.scale:
            return cls(choices.scale, {}, is_chosen=True)
        headed = first_length_unit(mapping.chosen.get(name) for name in LENGTH_FIELDS)
        unit = headed or source.unit
        drawing = (unit or Unit.METRE).cm
        columns = {name: cm_per_unit(column, drawing) for name, column in mapping.chosen.items()}
        return cls(drawing, columns, is_assumed=unit is None)

    def for_field(self, name: str) -> Decimal:
        return self.by_field.get(name, self.drawing)


@dataclass(frozen=True)
class ShapeReader:
    source: PlanSource
    mapping: ColumnMapping
    choices: ReadingChoices
    scale: Scale

    def corners_cm(self, row: int, cells: Mapping[str, str]) -> Corners:
        """Return corners in centimetres, unrounded, with y as in the file. Raise ShapeError if the row has none."""
        drawn = self.source.corners[row] if row in self.source.corners else self._written_corners(cells)
        if drawn is not None:
            return tuple((x * self.scale.drawing, y * self.scale.drawing) for x, y in drawn)
        return self._rectangle(cells)

    @cached_property
    def has_second_corner(self) -> bool:
        named = {"right", "bottom"} <= self.mapping.chosen.keys()
        return self.choices.second_corner or (named and "width" not in self.mapping.chosen)

    def _written_corners(self, cells: Mapping[str, str]) -> Corners | None:
        if not (text := cells.get("ring", "")):
            return None
        if (corners := corners_in(text)) is None:
            raise ShapeError(_("the corners are not pairs of usable numbers"), code="not_a_number")
        return corners

    def _rectangle(self, cells: Mapping[str, str]) -> Corners:
        x, y = self._length("x", cells), self._length("y", cells)
        if self.has_second_corner:
            right, bottom = self._second_corner(cells)
            width, depth = right - x, bottom - y
        else:
            width, depth = self._length("width", cells), self._length("depth", cells)
        if width <= 0 or depth <= 0:
            raise ShapeError(
                _("the size is %(width)s × %(depth)s m; both must be above 0")
                % {"width": f"{width / 100:.2f}", "depth": f"{depth / 100:.2f}"},
                code="size_not_positive",
            )
        return turned_rectangle((x, y), (width, depth), self._degrees(cells))

    def _second_corner(self, cells: Mapping[str, str]) -> tuple[Decimal, Decimal]:
        named = {"right", "bottom"} <= self.mapping.chosen.keys()
        names = ("right", "bottom") if named else ("width", "depth")
        return self._length(names[0], cells), self._length(names[1], cells)

    def _length(self, name: str, cells: Mapping[str, str]) -> Decimal:
        text = cells.get(name, "")
        column = self.mapping.chosen.get(name, name)
        if not text:
            raise ShapeError(_("%(column)s is empty") % {"column": column}, code="not_drawn")
        if (length := length_in(text, self.scale.for_field(name))) is None:
            message = _("%(column)s is “%(text)s”, which is not a usable number")
            raise ShapeError(message % {"column": column, "text": text[:40]}, code="not_a_number")
        return length

    def _degrees(self, cells: Mapping[str, str]) -> Decimal:
        if not (text := cells.get("rotation", "")):
            return Decimal(0)
        if (degrees := number_in(text.rstrip("°"))) is None:
            message = _("the rotation is “%(text)s”, which is not a usable number")
            raise ShapeError(message % {"text": text[:40]}, code="not_a_number")
        return degrees


def turned_rectangle(corner: tuple[Decimal, Decimal], size: tuple[Decimal, Decimal], degrees: Decimal) -> Corners:
    """Return a rectangle by its corner of least x and y, rotated about its middle, clockwise where y points down."""
    (x, y), (width, depth) = corner, size
    straight = ((x, y), (x + width, y), (x + width, y + depth), (x, y + depth))
    if not degrees:
        return straight
    angle = math.radians(float(degrees))
    cosine, sine = Decimal(math.cos(angle)), Decimal(math.sin(angle))
    middle_x, middle_y = x + width / 2, y + depth / 2
    arms = [(at_x - middle_x, at_y - middle_y) for at_x, at_y in straight]
    return tuple(
        (middle_x + across * cosine - down * sine, middle_y + across * sine + down * cosine) for across, down in arms
    )


def turned_over(shapes: Iterable[Corners]) -> list[Corners]:
    """Return shapes whose y grows upwards, with y growing downwards from the highest point of all."""
    drawn = list(shapes)
    highest = max((y for corners in drawn for _x, y in corners), default=Decimal(0))
    return [tuple((x, highest - y) for x, y in corners) for corners in drawn]


def rounded_ring(corners: Corners, limits: SizeLimits = BOOTH_LIMITS) -> Ring:
    """Return a ring of whole centimetres. Raise GeometryError for an invalid shape."""
    one = Decimal(1)
    return sound_ring([(whole_cm(x, one), whole_cm(y, one)) for x, y in corners], limits)


def is_outline(cells: Cells) -> bool:
    return heading_key(cells.get("kind", "")) in OUTLINE_WORDS


def obstruction_kind(cells: Cells) -> ObstructionKind | None:
    return OBSTRUCTION_WORDS.get(heading_key(cells.get("kind", "")))


def unknown_kind(cells: Cells) -> str:
    """Return the folded word for the kind of a booth if the kind is unknown, else ""."""
    key = heading_key(cells.get("kind", ""))
    return "" if key in KIND_WORDS or key in WITHOUT_KIND else key


@dataclass(frozen=True)
class RowReader:
    mapping: ColumnMapping
    choices: ReadingChoices
    scale: Scale

    def booth(self, row: int, cells: Cells, ring: Ring, record: Mapping[str, str]) -> DrawnBooth:
        """Return the booth of a row; `cells` are by field name, `record` is the same row by column name."""
        drawn, stated = area_sqm(ring), self.stated_area(cells)
        file_basis = AREA_WORDS.get(cells.get("area_basis", ""))
        basis = file_basis if self.choices.area is AreaBasis.FILE else self.choices.area
        return DrawnBooth(
            number=" ".join(cells.get("number", "").split()),
            ring_cm=ring,
            area_sqm=stated if basis is AreaBasis.STATED and stated else drawn,
            source_row=row,
            stated_area_sqm=stated,
            stated_dimensions=dimensions_in(cells.get("dimensions", ""), self.scale.drawing),
            kind=self._kind(heading_key(cells.get("kind", ""))),
            sector=cells.get("sector", ""),
            section=SECTION_WORDS.get(cells.get("section", "")),
            is_withheld=SALE_WORDS.get(cells.get("sale", "")),
            withheld_reason=cells.get("withheld", "")[:LONGEST_REASON],
            open_sides_override=SIDES_WORDS.get(cells.get("sides", "")),
            area_basis=basis,
            price=_below_limit(money_in(cells.get("price", ""))),
            price_per_sqm=self._price_per_sqm(cells),
            company=cells.get("company", ""),
            properties={name: record[name] for name in self.mapping.unmapped if record[name]},
        )

    def _kind(self, key: str) -> BoothKind | None:
        answer = self.choices.kinds.get(key, "")
        return KIND_WORDS.get(key) or (BoothKind(answer) if answer in BoothKind else None)

    def obstruction(self, row: int, cells: Cells, ring: Ring, kind: ObstructionKind) -> DrawnObstruction:
        clearance = length_in(cells.get("clearance", ""), self.scale.for_field("clearance"))
        bounded = _below_limit(clearance)
        return DrawnObstruction(
            kind=kind,
            ring_cm=ring,
            source_row=row,
            clearance_cm=max(0, round(bounded or 0)),
            name=cells.get("fitting", "")[:LONGEST_NAME],
        )

    def stated_area(self, cells: Cells) -> Decimal | None:
        """Return the area in m² with two decimals, or None without a usable figure.

        A unit in the cell takes precedence over the header's.
        """
        text = cells.get("area", "")
        number, unit = number_in(text), area_unit(self.mapping.chosen.get("area", ""))
        if number is None and (match := _AREA.fullmatch(text[:80])):
            number, unit = number_in(match["number"]), area_unit(f"area {match['unit']}")
            if unit is None:
                return None
        if number is None:
            return None
        area = _below_limit(sqm(number, unit.cm if unit else self._area_scale))
        return area if area is None else area.quantize(CENT)

    @property
    def _area_scale(self) -> Decimal:
        """Centimetres per unit of stated areas: the drawing's own unit, or metres if only a scale is chosen."""
        return Unit.METRE.cm if self.choices.cm_per_unit else self.scale.drawing

    def _price_per_sqm(self, cells: Cells) -> Decimal | None:
        price = money_in(cells.get(PRICE_PER_SQM, ""))
        unit = area_unit(self.mapping.chosen.get(PRICE_PER_SQM, ""))
        if price is None or unit in {None, Unit.METRE}:
            return _below_limit(price)
        return _below_limit((price / sqm(Decimal(1), Unit.FOOT.cm)).quantize(CENT))


def _below_limit(number: Decimal | None) -> Decimal | None:
    return number if number is not None and abs(number) < LARGEST_FIGURE else None
