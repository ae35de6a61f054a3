"""A planner's edits of a draft: read, carried out and judged. Pure: no database, no clock, no user."""

from pavilions.plan_edits.applying import applied, judged, with_open_sides
from pavilions.plan_edits.edits import EDIT, Edit
from pavilions.plan_edits.floor import Change, Floor, FloorBooth, FloorObstruction
from pavilions.plan_edits.problems import problems_of_floor
from pavilions.plan_edits.reading import edit_in
from pavilions.plan_edits.refusals import EditRefused, Problem

__all__ = [
    "EDIT",
    "Change",
    "Edit",
    "EditRefused",
    "Floor",
    "FloorBooth",
    "FloorObstruction",
    "Problem",
    "applied",
    "edit_in",
    "judged",
    "problems_of_floor",
    "with_open_sides",
]
