"""Reading floor plans from files of many formats, and writing them. Pure: no database."""

from pavilions.plan_formats.choices import DEFAULT_GAP_CM, AreaBasis, Figures, ReadingChoices
from pavilions.plan_formats.columns import PLAN_FIELDS, propose_plan_columns
from pavilions.plan_formats.drafting import draw_plan, open_plan, read_plan
from pavilions.plan_formats.drawing import (
    DrawnBooth,
    DrawnObstruction,
    Level,
    PlanDrawing,
    PlanFileError,
    PlanProblem,
)
from pavilions.plan_formats.dxf_writing import write_dxf
from pavilions.plan_formats.geojson import write_geojson
from pavilions.plan_formats.interpretation import UPSIDE_DOWN
from pavilions.plan_formats.pictures import Background, LayerReading, PictureReading, Role
from pavilions.plan_formats.source import PlanSource
from pavilions.plan_formats.svg_writing import write_svg

__all__ = [
    "DEFAULT_GAP_CM",
    "PLAN_FIELDS",
    "UPSIDE_DOWN",
    "AreaBasis",
    "Background",
    "DrawnBooth",
    "DrawnObstruction",
    "Figures",
    "LayerReading",
    "Level",
    "PictureReading",
    "PlanDrawing",
    "PlanFileError",
    "PlanProblem",
    "PlanSource",
    "ReadingChoices",
    "Role",
    "draw_plan",
    "open_plan",
    "propose_plan_columns",
    "read_plan",
    "write_dxf",
    "write_geojson",
    "write_svg",
]
