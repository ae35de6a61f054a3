"""A floor plan as read from a file: shapes in whole centimetres, their attributes, and problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Final

from ciie.kernel.errors import Invalid, Sentence
from ciie.tables.mapping import ColumnMapping
from pavilions.drawings.geometry import Ring
from pavilions.drawings.plan_formats.choices import AreaBasis
from pavilions.states import BoothKind, ObstructionKind, Section

if TYPE_CHECKING:
    from pavilions.drawings.plan_formats.pictures.layers import PictureReading


class PlanFileError(Invalid):
    """The file as a whole cannot be read as a floor plan; the message says what to do about it."""


class Level(StrEnum):
    """The level of a problem.

    ERROR: the rows are rejected. WARNING: they are valid, but need to be checked. NOTE: how something was read.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """A problem of a drawing, with booth `numbers` and `rows`: those of a spreadsheet, or positions of features."""

    level: Level
    code: str
    sentence: Sentence
    numbers: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBooth:
    """A booth as the file has it, with None where the file has no value. `area_sqm` is computed or stated, as chosen.

    Stated figures are in metres. `properties` are the columns without a known meaning. `open_sides_override` is 0 for a
    booth whose open sides are derived; `area_basis` is how its area was chosen.
    """

    number: str
    ring_cm: Ring
    area_sqm: Decimal
    source_row: int
    stated_area_sqm: Decimal | None = None
    stated_dimensions: tuple[Decimal, Decimal] | None = None
    kind: BoothKind | None = None
    sector: str = ""
    section: Section | None = None
    is_withheld: bool | None = None
    withheld_reason: str = ""
    open_sides_override: int | None = None
    area_basis: AreaBasis | None = None
    price: Decimal | None = None
    price_per_sqm: Decimal | None = None
    company: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnObstruction:
    kind: ObstructionKind
    ring_cm: Ring
    source_row: int
    clearance_cm: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class AskedKind:
    """A word for an unknown kind of booth, which a person explains, and its `rows`; `key` is its folded form."""

    key: str
    text: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ScaleProposal:
    """A scale that the file may really have; the sentence says why."""

    cm_per_unit: Decimal
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrawing:
    """All booths with a valid shape, including those with errors, and what else was read.

    `mapping` is how columns were read, and `picture` how the layers of a vector drawing were read. `asked_kinds` are
    unknown words, whether answered or not. `scales` are other scales that a person may choose.
    """

    booths: tuple[DrawnBooth, ...]
    obstructions: tuple[DrawnObstruction, ...] = ()
    outline: Ring | None = None
    problems: tuple[PlanProblem, ...] = ()
    mapping: ColumnMapping | None = None
    picture: "PictureReading | None" = None
    asked_kinds: tuple[AskedKind, ...] = ()
    scales: tuple[ScaleProposal, ...] = ()

    @property
    def errors(self) -> tuple[PlanProblem, ...]:
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)

    @property
    def refused_rows(self) -> frozenset[int]:
        return frozenset(chain.from_iterable(problem.rows for problem in self.errors))

    @property
    def good_booths(self) -> tuple[DrawnBooth, ...]:
        """The booths without errors; of two that overlap or share a number, neither is one."""
        refused = self.refused_rows
        return tuple(booth for booth in self.booths if booth.source_row not in refused)


FACT_COLUMNS: Final = {
    "section": "national or business",
    "sale": "sale or withheld",
    "withheld": "withheld because",
    "sides": "open sides set by hand",
    "basis": "area that counts",
}
"""The attributes of a booth, beside its shape and number, that only our own files carry.

They make a plan read back as it was, and go by their names on the shapes of a drawing, and by the headings of table
columns.
"""


def facts_of(booth: DrawnBooth, names: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the booth's known attributes by the names in `FACT_COLUMNS`, or by those that `names` gives for them."""
    facts = {
        "section": booth.section.value if booth.section else "",
        "sale": "" if booth.is_withheld is None else "withheld" if booth.is_withheld else "for sale",
        "withheld": booth.withheld_reason,
        "sides": "" if booth.open_sides_override is None else str(booth.open_sides_override or "no"),
        "basis": booth.area_basis.value if booth.area_basis in {AreaBasis.DRAWN, AreaBasis.STATED} else "",
    }
    return {(names or {}).get(name, name): text for name, text in facts.items() if text}


def drawn_facts(booth: DrawnBooth) -> dict[str, str]:
    """Return the attributes for the shape of a drawing: number, kind, sector, areas and `facts_of`."""
    stated = "" if booth.area_basis is None else "no"
    return {
        "number": booth.number,
        "kind": booth.kind.value if booth.kind else "",
        "sector": booth.sector,
        "area": f"{booth.area_sqm:f}" if booth.area_basis else "",
        "stated": f"{booth.stated_area_sqm:f}" if booth.stated_area_sqm else stated,
        **facts_of(booth),
    }
