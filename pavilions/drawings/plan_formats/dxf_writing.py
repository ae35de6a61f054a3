"""Write a drawing as DXF in metres, with y pointing up as usual in CAD. It reads back as the same drawing."""

from collections.abc import Mapping
from io import StringIO
from typing import Final

from ezdxf import filemanagement
from ezdxf.enums import TextEntityAlignment
from ezdxf.layouts.layout import Modelspace

from pavilions.drawings.geometry import Ring, bounds, label_point
from pavilions.drawings.plan_formats.drawing import PlanDrawing, drawn_facts
from pavilions.states import ObstructionKind

VERSION: Final = "R2010"
METRES: Final = 6
OURS: Final = "CIIE"
"""The application name for what DXF cannot express, attached as `key=value`."""
COLOURS: Final = {
    "BOOTHS": 7, "NUMBERS": 7, "AREAS": 8, "OUTLINE": 7,
    "COLUMNS": 8, "WALLS": 8, "HYDRANTS": 1, "DUCTS": 9, "EXITS": 3, "ENTRANCES": 3, "RESCUE": 1, "STAGES": 30,
    "CAFES": 30, "POWER": 2, "WATER": 5, "SIGNS": 7,
}  # fmt: skip
LAYERS_OF_KINDS: Final = {
    ObstructionKind.COLUMN: "COLUMNS",
    ObstructionKind.WALL: "WALLS",
    ObstructionKind.HYDRANT: "HYDRANTS",
    ObstructionKind.DUCT: "DUCTS",
    ObstructionKind.EXIT: "EXITS",
    ObstructionKind.ENTRANCE: "ENTRANCES",
    ObstructionKind.RESCUE: "RESCUE",
    ObstructionKind.STAGE: "STAGES",
    ObstructionKind.CAFE: "CAFES",
    ObstructionKind.SERVICE: "SERVICE",
    ObstructionKind.POWER: "POWER",
    ObstructionKind.WATER: "WATER",
    ObstructionKind.TEXT: "SIGNS",
}
NUMBER_SHARE: Final = 5  # a number is at most a fifth as high as its booth
HIGHEST_NUMBER_CM: Final = 60
AREA_SHARE: Final = 0.6


def write_dxf(drawing: PlanDrawing) -> bytes:
    """Return the drawing with layers OUTLINE, BOOTHS, NUMBERS, AREAS and those of `LAYERS_OF_KINDS`.

    The name of an obstruction is a text on its own layer, and is attached to the shape for reading back.
    """
    document = filemanagement.new(VERSION, units=METRES)
    document.appids.add(OURS)
    for name, colour in COLOURS.items():
        document.layers.add(name, color=colour)
    space = document.modelspace()
    if drawing.outline:
        _ring(space, "OUTLINE", drawing.outline, {})
    for obstruction in drawing.obstructions:
        layer = LAYERS_OF_KINDS[obstruction.kind]
        facts = {"clearance": str(obstruction.clearance_cm or ""), "name": obstruction.name}
        _ring(space, layer, obstruction.ring_cm, {key: value for key, value in facts.items() if value})
        if obstruction.name:
            around = bounds(obstruction.ring_cm)
            height = min(HIGHEST_NUMBER_CM, around.depth / 2, around.width / len(obstruction.name))
            _text(space, layer, obstruction.name, label_point(obstruction.ring_cm), height)
    for booth in drawing.booths:
        # The number is a text for people, and is attached to the shape for reading back.
        _ring(space, "BOOTHS", booth.ring_cm, {key: value for key, value in drawn_facts(booth).items() if value})
        around = bounds(booth.ring_cm)
        height = min(HIGHEST_NUMBER_CM, min(around.width, around.depth) / NUMBER_SHARE)
        x, y = label_point(booth.ring_cm)
        _text(space, "NUMBERS", booth.number, (x, y), height)
        _text(space, "AREAS", f"{booth.area_sqm:f} m²", (x, y + 1.6 * height), AREA_SHARE * height)
    text = StringIO()
    document.write(text)
    return text.getvalue().encode(document.output_encoding, errors="dxfreplace")


def _text(space: Modelspace, layer: str, words: str, at: tuple[float, float], height: float) -> None:
    """Add a text, with carets and per cent signs escaped, since they begin control codes in DXF."""
    plain = _one_line(words).replace("%%", "%%%%%%").replace("^", "^ ")
    text = space.add_text(plain, height=height / 100, dxfattribs={"layer": layer})
    text.set_placement((at[0] / 100, -at[1] / 100), align=TextEntityAlignment.MIDDLE_CENTER)


def _ring(space: Modelspace, layer: str, ring: Ring, facts: Mapping[str, str]) -> None:
    corners = [(x / 100, -y / 100) for x, y in ring]
    shape = space.add_lwpolyline(corners, close=True, dxfattribs={"layer": layer})
    if facts:
        shape.set_xdata(OURS, [(1000, _one_line(f"{key}={value}")) for key, value in facts.items()])


def _one_line(text: str) -> str:
    """Return the text on one line, since a line break would end the DXF value."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:240]
