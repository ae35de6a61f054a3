"""The character of a hall: which bands of blocks lie between which aisles."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from pavilions.layout.generator.blocks import Block
from pavilions.layout.generator.numbering import Numbering
from pavilions.layout.generator.rule_sets import SHANGHAI, LayoutRules


class Direction(Enum):
    """Where the bands of a hall run."""

    ACROSS = "across the plan, numbered from left to right"
    DOWN = "down the plan, numbered from top to bottom"


@dataclass(frozen=True, slots=True)
class Band:
    """Blocks of one depth beside one another; they repeat, each where it next fits."""

    depth_cm: int
    blocks: tuple[Block, ...]

    @property
    def makes_way(self) -> bool:
        """Islands part around a column that stands deep among them; rows give up the booth it stands in."""
        return any(not block.in_rows for block in self.blocks)


@dataclass(frozen=True, slots=True)
class LayoutSpec:
    """How to fill a hall.

    The bands are stacked from one long wall to the other and begin anew when all are used; a band too deep for what is
    left is passed over. A main aisle follows every `bands_between_main_aisles` bands, and `cross_main_aisles` of them
    cross the bands at equal distances. `wall_band` lines the first and the last wall. `raw_share`, 0 to 1, is
    the part of the booths' area that is raw space; without it their size decides.
    """

    bands: tuple[Band, ...]
    wall_band: Band | None = None
    cross_main_aisles: int = 2
    bands_between_main_aisles: int = 4
    aisle_cm: int = SHANGHAI.aisle_cm
    main_aisle_cm: int = SHANGHAI.main_aisle_cm
    direction: Direction = Direction.ACROSS
    rules: LayoutRules = SHANGHAI
    numbering: Numbering = field(default_factory=Numbering)
    raw_share: Decimal | None = None

    def __post_init__(self) -> None:
        """ValueError when the specification is narrower than its own rules allow."""
        if self.aisle_cm < self.rules.aisle_cm or self.main_aisle_cm < self.rules.main_aisle_cm:
            raise ValueError(f"An aisle is narrower than the rules allow. {self.rules.source}")
        if any(block.in_rows and block.length_cm > self.rules.longest_row_cm for block in self._blocks()):
            raise ValueError(f"A row is longer than the rules allow. {self.rules.source}")

    def _blocks(self) -> list[Block]:
        bands = self.bands if self.wall_band is None else (*self.bands, self.wall_band)
        return [block for band in bands for block in band.blocks]
