"""How to fill a hall: which bands of blocks lie between which aisles, and by which rules."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Invalid
from pavilions.plans.layout.generator.blocks import Block
from pavilions.plans.layout.generator.numbering import Numbering


class LayoutRefused(Invalid):
    """The requested layout is not possible."""


class LayoutRules(NamedTuple):
    """What a venue and its fire authority require of a layout, with least widths and clearances in centimetres.

    These are planning figures for a first draft; the venue's own regulations, which differ from place to place, decide.
    `source` names them.
    """

    source: str | Promise
    main_aisle_cm: int
    aisle_cm: int
    longest_row_cm: int
    wall_clearance_cm: int
    pillar_clearance_cm: int
    equipment_clearance_cm: int
    exit_clearance_cm: int
    largest_fill: Decimal
    smallest_sqm: Decimal
    raw_from_sqm: Decimal
    deepest_block_cm: int = 6_000
    exit_front_cm: int = 300
    """The distance that booths keep straight ahead of exits; `exit_clearance_cm` applies all around."""


SHANGHAI = LayoutRules(
    source=_(
        "Rules from Shanghai exhibitor manuals: main aisles of 6 m in a full hall, groups 3 m apart, rows "
        "under 21 m, 0.6 m to walls and pillars, 1.4 m around hydrants, exit routes of 3 m, stands at most "
        "twice the area of the aisles, booths from 9 m², raw space from 36 m²."
    ),
    main_aisle_cm=600,
    aisle_cm=300,
    longest_row_cm=2_100,
    wall_clearance_cm=60,
    pillar_clearance_cm=60,
    equipment_clearance_cm=140,
    exit_clearance_cm=300,
    largest_fill=Decimal("0.6667"),
    smallest_sqm=Decimal(9),
    raw_from_sqm=Decimal(36),
)


class Direction(Enum):
    """The direction of a hall's bands."""

    ACROSS = "across the plan, numbered from left to right"
    DOWN = "down the plan, numbered from top to bottom"


@dataclass(frozen=True, slots=True)
class Band:
    """Blocks of one depth side by side, which repeat in turn, each where it fits."""

    depth_cm: int
    blocks: tuple[Block, ...]

    @property
    def makes_way(self) -> bool:
        """Whether blocks leave space around a column deep among them, as islands do; rows lose the booth instead."""
        return any(not block.in_rows for block in self.blocks)


@dataclass(frozen=True, slots=True)
class LayoutSpec:
    """How to fill a hall.

    The bands are stacked in turn from one long wall to the other; a band too deep for the remaining space is skipped. A
    main aisle follows every `bands_between_main_aisles` bands, and `cross_main_aisles` main aisles cross the bands at
    equal distances. `wall_band` lies along the first and the last wall. `raw_share`, 0 to 1, is the share of raw space
    in the area of all booths; without it the size of each booth decides.
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
        """Raise ValueError if the specification breaks its own rules."""
        if self.aisle_cm < self.rules.aisle_cm or self.main_aisle_cm < self.rules.main_aisle_cm:
            raise ValueError(f"An aisle is narrower than the rules allow. {self.rules.source}")
        bands = self.bands if self.wall_band is None else (*self.bands, self.wall_band)
        blocks = (block for band in bands for block in band.blocks)
        if any(block.in_rows and block.length_cm > self.rules.longest_row_cm for block in blocks):
            raise ValueError(f"A row is longer than the rules allow. {self.rules.source}")
