"""Vector drawings as plans: which layers mean what, where the booths are between their lines, and what is left over."""

from pavilions.plan_formats.pictures.background import Background
from pavilions.plan_formats.pictures.layers import LayerReading, PictureReading
from pavilions.plan_formats.pictures.roles import Role
from pavilions.plan_formats.pictures.tabulation import open_picture, tabulated

__all__ = ["Background", "LayerReading", "PictureReading", "Role", "open_picture", "tabulated"]
