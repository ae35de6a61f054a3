"""Draws a hall's plan as SVG markup from plain values."""

from pavilions.plans.drawing.booths import draw_legend
from pavilions.plans.drawing.changes import Appearance, ChangedBooth, draw_changes, draw_legend_of_changes
from pavilions.plans.drawing.halls import (
    draw_cells,
    draw_hall,
    draw_hall_for_print,
    draw_hall_on_paper,
    draw_lightly,
    draw_venue,
    mark_drawing,
)
from pavilions.plans.drawing.marks import (
    LAYER_OF_KIND,
    TONES,
    USUALLY_SHOWN,
    AreaMark,
    BackgroundMark,
    BoothMark,
    CellsMark,
    DrawnHall,
    Layer,
    LineMark,
    ObstructionMark,
    Place,
)
from pavilions.plans.drawing.sheets import draw_hall_on_sheet, margin_mm

__all__ = [
    "LAYER_OF_KIND",
    "TONES",
    "USUALLY_SHOWN",
    "Appearance",
    "AreaMark",
    "BackgroundMark",
    "BoothMark",
    "CellsMark",
    "ChangedBooth",
    "DrawnHall",
    "Layer",
    "LineMark",
    "ObstructionMark",
    "Place",
    "draw_cells",
    "draw_changes",
    "draw_hall",
    "draw_hall_for_print",
    "draw_hall_on_paper",
    "draw_hall_on_sheet",
    "draw_legend",
    "draw_legend_of_changes",
    "draw_lightly",
    "draw_venue",
    "margin_mm",
    "mark_drawing",
]
