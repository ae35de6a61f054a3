"""A hall's plan as SVG markup, drawn from plain values: fast enough to draw anew for every visitor."""

from pavilions.plans.drawing.changes import ChangedBooth, Look, draw_changes, draw_legend_of_changes
from pavilions.plans.drawing.drawing import draw_hall
from pavilions.plans.drawing.layers import TONES, USUALLY_SHOWN, Layer
from pavilions.plans.drawing.legend import draw_legend
from pavilions.plans.drawing.marking import mark_drawing
from pavilions.plans.drawing.marks import AreaMark, BackgroundMark, BoothMark, DrawnHall, ObstructionMark
from pavilions.plans.drawing.paper import draw_hall_for_print, draw_hall_on_paper
from pavilions.plans.drawing.venue import draw_lightly, draw_venue

__all__ = [
    "TONES",
    "USUALLY_SHOWN",
    "AreaMark",
    "BackgroundMark",
    "BoothMark",
    "ChangedBooth",
    "DrawnHall",
    "Layer",
    "Look",
    "ObstructionMark",
    "draw_changes",
    "draw_hall",
    "draw_hall_for_print",
    "draw_hall_on_paper",
    "draw_legend",
    "draw_legend_of_changes",
    "draw_lightly",
    "draw_venue",
    "mark_drawing",
]
