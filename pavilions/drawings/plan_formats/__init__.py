"""Read floor plans from files of many formats, and write them. Pure: no database."""

from pavilions.drawings.plan_formats.choices import DEFAULT_GAP_CM, AreaBasis, Figures, KindAnswer, ReadingChoices
from pavilions.drawings.plan_formats.columns import PLAN_FIELDS, propose_plan_columns
from pavilions.drawings.plan_formats.drafting import Progress, draw_plan, open_plan, read_plan, silently
from pavilions.drawings.plan_formats.drawing import (
    AskedKind,
    DrawnBooth,
    DrawnObstruction,
    Level,
    PlanDrawing,
    PlanFileError,
    PlanProblem,
    ScaleProposal,
)
from pavilions.drawings.plan_formats.dxf_writing import write_dxf
from pavilions.drawings.plan_formats.geojson import write_geojson
from pavilions.drawings.plan_formats.interpretation import UPSIDE_DOWN
from pavilions.drawings.plan_formats.pictures import Background, LayerReading, Part, PictureReading, Role
from pavilions.drawings.plan_formats.source import PlanSource
from pavilions.drawings.plan_formats.svg_writing import write_svg

__all__ = [
    "DEFAULT_GAP_CM",
    "PLAN_FIELDS",
    "UPSIDE_DOWN",
    "AreaBasis",
    "AskedKind",
    "Background",
    "DrawnBooth",
    "DrawnObstruction",
    "Figures",
    "KindAnswer",
    "LayerReading",
    "Level",
    "Part",
    "PictureReading",
    "PlanDrawing",
    "PlanFileError",
    "PlanProblem",
    "PlanSource",
    "Progress",
    "ReadingChoices",
    "Role",
    "ScaleProposal",
    "draw_plan",
    "open_plan",
    "propose_plan_columns",
    "read_plan",
    "silently",
    "write_dxf",
    "write_geojson",
    "write_svg",
]
