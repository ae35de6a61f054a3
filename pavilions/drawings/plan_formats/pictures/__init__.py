"""Vector drawings as plans: what layers mean, where the booths are between their lines, and what is left over."""

from pavilions.drawings.plan_formats.pictures.background import Background
from pavilions.drawings.plan_formats.pictures.layers import LayerReading, PictureReading, Role
from pavilions.drawings.plan_formats.pictures.parts import Part
from pavilions.drawings.plan_formats.pictures.tabulation import open_picture, tabulate

__all__ = ["Background", "LayerReading", "Part", "PictureReading", "Role", "open_picture", "tabulate"]
