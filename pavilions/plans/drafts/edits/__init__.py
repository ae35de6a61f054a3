"""Reads, applies and checks a planner's edits of a draft. The package is pure: it has no database, clock or user."""

from pavilions.plans.drafts.edits.applying import applied, judged, with_derived
from pavilions.plans.drafts.edits.edits import EDIT, Edit, edit_in
from pavilions.plans.drafts.edits.floor import Derived, Floor, FloorBooth, FloorChange, FloorObstruction
from pavilions.plans.drafts.edits.problems import EditRefused, Problem, problems_of_floor

__all__ = [
    "EDIT",
    "Derived",
    "Edit",
    "EditRefused",
    "Floor",
    "FloorBooth",
    "FloorChange",
    "FloorObstruction",
    "Problem",
    "applied",
    "edit_in",
    "judged",
    "problems_of_floor",
    "with_derived",
]
