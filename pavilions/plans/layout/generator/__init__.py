"""The generator of hall layouts, for first drafts, the sample edition and benchmarks.

Arithmetic on whole centimetres: the same hall and specification always give the same booths.
"""

from pavilions.plans.layout.generator.blocks import Block, Ell, Island, Rows, Split, WallRow
from pavilions.plans.layout.generator.hall_layout import HallLayout, PlacedBooth, lay_out_hall
from pavilions.plans.layout.generator.obstructions import Obstruction
from pavilions.plans.layout.generator.spec import SHANGHAI, Band, LayoutRules, LayoutSpec

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
