"""The attributes in the cells of one row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ciie.tables.mapping import ColumnMapping, heading_key
from pavilions.geometry import CENT, Ring, Unit, area_sqm, sqm
from pavilions.plan_formats.choices import AreaBasis, ReadingChoices
from pavilions.plan_formats.columns import PRICE_PER_SQM, area_unit
from pavilions.plan_formats.drawing import DrawnBooth, DrawnObstruction
from pavilions.plan_formats.figures import dimensions_in, length_in, money_in, number_in
from pavilions.plan_formats.shapes import Scale
from pavilions.states import BoothKind, ObstructionKind, Section

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
SECTION_WORDS: Final = {section.value: section for section in Section}
LONGEST_REASON: Final = 200
SALE_WORDS: Final = {"for sale": False, "withheld": True}
SIDES_WORDS: Final = {"no": 0, "1": 1, "2": 2, "3": 3, "4": 4}
AREA_WORDS: Final = {"drawn": AreaBasis.DRAWN, "stated": AreaBasis.STATED}
_AREA = re.compile(r"(?P<number>[\d\s.,]*\d[.,]?)\s*(?P<unit>[^\d\s.,].{0,20})")

type Cells = Mapping[str, str]


def is_outline(cells: Cells) -> bool:
    return heading_key(cells.get("kind", "")) in OUTLINE_WORDS


def obstruction_kind(cells: Cells) -> ObstructionKind | None:
    return OBSTRUCTION_WORDS.get(heading_key(cells.get("kind", "")))


@dataclass(frozen=True)
class RowReader:
    mapping: ColumnMapping
    choices: ReadingChoices
    scale: Scale

    def booth(self, row: int, cells: Cells, ring: Ring, record: Mapping[str, str]) -> DrawnBooth:
        """`cells` by field name, `record` the same row by column name."""
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
            kind=KIND_WORDS.get(heading_key(cells.get("kind", ""))),
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

    def obstruction(self, row: int, cells: Cells, ring: Ring, kind: ObstructionKind) -> DrawnObstruction:
        clearance = length_in(cells.get("clearance", ""), self.scale.for_field("clearance"))
        bounded = _below_limit(clearance)
        return DrawnObstruction(kind=kind, ring_cm=ring, source_row=row, clearance_cm=max(0, round(bounded or 0)))

    def stated_area(self, cells: Cells) -> Decimal | None:
        """In m² with two decimals; None without a usable figure. A unit in the cell comes before the header's."""
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
        """Centimetres per unit of stated areas: the drawing's own unit; metres if only a scale is chosen."""
        return Unit.METRE.cm if self.choices.cm_per_unit else self.scale.drawing

    def _price_per_sqm(self, cells: Cells) -> Decimal | None:
        price = money_in(cells.get(PRICE_PER_SQM, ""))
        unit = area_unit(self.mapping.chosen.get(PRICE_PER_SQM, ""))
        if price is None or unit in {None, Unit.METRE}:
            return _below_limit(price)
        return _below_limit((price / sqm(Decimal(1), Unit.FOOT.cm)).quantize(CENT))


def _below_limit(number: Decimal | None) -> Decimal | None:
    return number if number is not None and abs(number) < LARGEST_FIGURE else None
