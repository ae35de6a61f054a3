"""Texts of a DXF around their middles."""

from math import cos, radians, sin
from typing import Any, Final

from ezdxf.entities.mtext import MText
from ezdxf.entities.text import Text
from ezdxf.enums import TextEntityAlignment

from pavilions.vector_files.picture import Canvas, Spot

LETTERED: Final = frozenset({"TEXT", "MTEXT", "ATTRIB"})
WIDTH_OF_LETTER: Final = 0.7  # of its height, about
STEEP: Final = 0.01  # a text along a side wall is upright
ON_ITS_HEAD: Final = 4
STRETCHED: Final = (TextEntityAlignment.ALIGNED, TextEntityAlignment.FIT)


def draw_lettering(canvas: Canvas, entity: Any, layer: int, block: int) -> None:
    if isinstance(entity, MText):
        text = entity.plain_text()
        middle, height = _middle_of_paragraph(entity, str(text)), float(entity.dxf.char_height)
    elif isinstance(entity, Text):
        text = entity.plain_text()
        middle, height = _middle_of_line(entity, str(text)), float(entity.dxf.height)
    else:
        canvas.pass_over(entity.dxftype())
        return
    for line in str(text).split("\n"):
        canvas.letter(layer, line, middle, height, block=block, upright=_is_upright(entity))


def _is_upright(entity: Text | MText) -> bool:
    if isinstance(entity, MText):
        return cos(radians(entity.get_rotation())) > -STEEP
    is_turned = cos(radians(entity.dxf.get("rotation", 0))) < -STEEP
    return is_turned == bool(entity.dxf.get("text_generation_flag", 0) & ON_ITS_HEAD)


def _middle_of_line(text: Text, words: str) -> Spot:
    alignment, first, second = text.get_placement()
    if alignment in STRETCHED and second is not None:
        return _spot(text, (first.x + second.x) / 2, (first.y + second.y) / 2, first.z)
    width, height = len(words) * WIDTH_OF_LETTER * text.dxf.height * text.dxf.get("width", 1), text.dxf.height
    across = {"L": 0.5, "R": -0.5}.get(_side(alignment), 0.0) * width
    up = {"T": -0.5, "M": 0.0}.get(_level(alignment), 0.5) * height
    return _spot(text, *_turned((first.x, first.y), (across, up), text.dxf.get("rotation", 0)), first.z)


def _side(alignment: TextEntityAlignment) -> str:
    name = alignment.name
    return "L" if name.endswith("LEFT") else "R" if name.endswith("RIGHT") else "C"


def _level(alignment: TextEntityAlignment) -> str:
    name = alignment.name
    return "T" if name.startswith("TOP") else "M" if name.startswith("MIDDLE") else "B"


def _middle_of_paragraph(paragraph: MText, words: str) -> Spot:
    """From the corner or side that it hangs on: 1 to 9, row by row from the upper left."""
    lines = words.split("\n")
    height = paragraph.dxf.char_height
    width = max(map(len, lines)) * WIDTH_OF_LETTER * height
    depth = (1 + (len(lines) - 1) * 5 / 3) * height
    row, column = divmod(paragraph.dxf.get("attachment_point", 1) - 1, 3)
    across, up = (0.5 - column / 2) * width, (row / 2 - 0.5) * depth
    at = paragraph.dxf.insert
    return _spot(paragraph, *_turned((at.x, at.y), (across, up), paragraph.get_rotation()), at.z)


def _turned(at: Spot, arm: Spot, degrees: float) -> Spot:
    angle = radians(degrees)
    across, up = arm
    return at[0] + across * cos(angle) - up * sin(angle), at[1] + across * sin(angle) + up * cos(angle)


def _spot(entity: Text | MText, x: float, y: float, z: float) -> Spot:
    """In the world's axes; a text of the other kind lies in axes of its own when it was mirrored."""
    if isinstance(entity, MText):
        return x, y
    point = entity.ocs().to_wcs((x, y, z))
    return point.x, point.y
