"""Floor plans from other people's files, and back. Pure: no database."""

from pavilions.plan_files.choices import AreaBasis, ReadingChoices
from pavilions.plan_files.columns import PLAN_FIELDS, propose_plan_columns
from pavilions.plan_files.drafting import draw_plan
from pavilions.plan_files.drawing import (
    DrawnBooth,
    DrawnObstruction,
    Level,
    PlanDrawing,
    PlanFileError,
    PlanProblem,
)
from pavilions.plan_files.geojson_writing import write_geojson
from pavilions.plan_files.opening import open_plan, read_plan
from pavilions.plan_files.source import PlanSource

__all__ = [
    "PLAN_FIELDS",
    "AreaBasis",
    "DrawnBooth",
    "DrawnObstruction",
    "Level",
    "PlanDrawing",
    "PlanFileError",
    "PlanProblem",
    "PlanSource",
    "ReadingChoices",
    "draw_plan",
    "open_plan",
    "propose_plan_columns",
    "read_plan",
    "write_geojson",
]
