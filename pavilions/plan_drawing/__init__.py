"""A hall's plan as SVG markup, drawn from plain values: fast enough to draw anew for every visitor."""

from pavilions.plan_drawing.drawing import draw_hall
from pavilions.plan_drawing.legend import draw_legend
from pavilions.plan_drawing.marks import BoothMark, DrawnHall, ObstructionMark
from pavilions.plan_drawing.paper import draw_hall_on_paper

__all__ = ["BoothMark", "DrawnHall", "ObstructionMark", "draw_hall", "draw_hall_on_paper", "draw_legend"]
