"""Hall layouts, generated: what a planner would draw by hand, for a sample edition, a bench or a first draft.

Everything here is arithmetic on integer centimetres: the same hall and specification always give the same booths.
"""

from pavilions.layout.generator.blocks import Block, Ell, Island, Rows, Split, WallRow
from pavilions.layout.generator.hall_layout import HallLayout, PlacedBooth, lay_out_hall
from pavilions.layout.generator.obstructions import Obstruction
from pavilions.layout.generator.rule_sets import SHANGHAI, LayoutRules
from pavilions.layout.generator.spec import Band, LayoutSpec

__all__ = [
    "SHANGHAI",
    "Band",
    "Block",
    "Ell",
    "HallLayout",
    "Island",
    "LayoutRules",
    "LayoutSpec",
    "Obstruction",
    "PlacedBooth",
    "Rows",
    "Split",
    "WallRow",
    "lay_out_hall",
]
