"""What a floor-plan file becomes once it is read: shapes in whole centimetres, and what is odd about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from ciie.kernel.errors import Invalid, Sentence
from ciie.tables.mapping import ColumnMapping
from pavilions.geometry import Ring
from pavilions.plan_formats.choices import AreaBasis
from pavilions.states import BoothKind, ObstructionKind, Section

if TYPE_CHECKING:
    from pavilions.plan_formats.pictures.layers import PictureReading


class PlanFileError(Invalid):
    """The file as a whole cannot be read as a floor plan; the sentence says what to do about it."""


class Level(StrEnum):
    """ERROR: the rows named are rejected. WARNING: they are valid, but need a look. NOTE: how something was read."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """`numbers` are booth numbers; `rows` what the file's owner sees beside a row, or the position of a feature."""

    level: Level
    code: str
    sentence: Sentence
    numbers: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBooth:
    """A booth as the file has it. `area_sqm` is computed or stated, as was chosen; the stated figures are in metres.

    Texts are the file's own words; `properties` are the columns that mean nothing to us. What is None the file does not
    say. `open_sides_override` is 0 for a booth whose open sides are derived; `area_basis` is how its area was chosen.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrawing:
    """All booths with a sound shape, also those that an error speaks against; `mapping` is how columns were read,
    `picture` how the layers of a vector drawing were.
    """

    booths: tuple[DrawnBooth, ...]
    obstructions: tuple[DrawnObstruction, ...] = ()
    outline: Ring | None = None
    problems: tuple[PlanProblem, ...] = ()
    mapping: ColumnMapping | None = None
    picture: "PictureReading | None" = None

    @property
    def errors(self) -> tuple[PlanProblem, ...]:
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)

    @property
    def refused_rows(self) -> frozenset[int]:
        return frozenset(chain.from_iterable(problem.rows for problem in self.errors))

    @property
    def good_booths(self) -> tuple[DrawnBooth, ...]:
        """Booths that no error speaks against: of two that overlap or share a number, neither."""
        refused = self.refused_rows
        return tuple(booth for booth in self.booths if booth.source_row not in refused)
