"""Read DXF of any age, ASCII or binary, even if damaged.

Entities become strokes and texts; blocks are resolved.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import pairwise
from math import cos, hypot, radians, sin
from typing import Any, Final

from ezdxf import path, recover
from ezdxf.document import Drawing
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.entities.mtext import MText
from ezdxf.entities.solid import Solid
from ezdxf.entities.text import Text as TextLine
from ezdxf.enums import TextEntityAlignment
from ezdxf.lldxf.const import DXFError
from ezdxf.lldxf.tagger import binary_tags_loader

from pavilions.drawings.vector_files.kinds import BINARY_DXF
from pavilions.drawings.vector_files.picture import (
    LONGEST_FACT,
    MOST_FACTS,
    Canvas,
    LayerKind,
    Picture,
    PictureRefusedError,
    Point,
)

DEEPEST: Final = 8
OURS: Final = "CIIE"
"""The application name under which our own exports keep what DXF cannot express."""
MOST_ENTITIES: Final = 300_000  # includes those of blocks and tables
_ENTITY = re.compile(rb"\n[ \t]*0\r?\n[ \t]*[A-Z]")
UNITS: Final = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m"}
CM_IN: Final = {"in": 2.54, "ft": 30.48, "mm": 0.1, "cm": 1.0, "m": 100.0}

TEXTS: Final = frozenset({"TEXT", "MTEXT", "ATTRIB"})
CURVES: Final = frozenset({"LWPOLYLINE", "POLYLINE", "LINE", "ARC", "CIRCLE", "ELLIPSE", "SPLINE"})
FILLS: Final = frozenset({"HATCH", "MPOLYGON"})
FACES: Final = frozenset({"SOLID", "TRACE", "3DFACE"})
RELATIVE_TOLERANCE: Final = 0.0005  # of the entity's size: 5 mm of a curve of 10 m, where the unit is unknown
LEAST_SEGMENTS: Final = 4
GLYPH_WIDTH: Final = 0.7  # about this share of the text height
STEEP: Final = 0.01  # a text along a side wall counts as upright
UPSIDE_DOWN_FLAG: Final = 4
STRETCHED: Final = (TextEntityAlignment.ALIGNED, TextEntityAlignment.FIT)


def read_dxf(content: bytes) -> Picture:
    """Return the model space or, when it is empty, the first paper space that is not.

    Raise PictureRefusedError for a file that is broken or exceeds a limit.
    """
    document = _open(content)
    unit = UNITS.get(document.units, "")
    canvas = Canvas(Picture(unit=unit, y_up=True))
    reader = _Reader(document, canvas, 1 / CM_IN[unit] if unit else None)
    sheets = (layout for layout in document.layouts if layout.name.casefold() != "model")
    for space in (document.modelspace(), *sheets):
        reader.draw(space, depth=0)
        if canvas.picture.strokes or canvas.picture.texts:
            break
    return canvas.picture


def _open(content: bytes) -> Drawing:
    """Open the file, but count its entities before ezdxf makes an object of each."""
    if len(_ENTITY.findall(content)) > MOST_ENTITIES:
        raise PictureRefusedError("too_complex")
    try:
        if content.startswith(BINARY_DXF):
            return Drawing.load(binary_tags_loader(content, errors="ignore"))
        document, _auditor = recover.read(BytesIO(content), errors="ignore")
    except (DXFError, OSError, ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise PictureRefusedError("broken") from error
    return document


class _Reader:
    """A reader of entities.

    `tolerance` is how far a polyline may be from its curve, in the drawing's unit; None if the unit is unknown.
    """

    def __init__(self, document: Drawing, canvas: Canvas, tolerance: float | None) -> None:
        self.document, self.canvas, self.tolerance = document, canvas, tolerance
        self.parts = 0

    def draw(self, entities: Iterable[DXFGraphic], *, depth: int, block: int = -1, layer: str | None = None) -> None:
        for entity in entities:
            self.canvas.visit()
            try:
                self._draw_one(entity, depth, block, layer)
            except (DXFError, ValueError, KeyError, IndexError, AttributeError, TypeError, ArithmeticError):
                self.canvas.skip(entity.dxftype())

    def _draw_one(self, entity: DXFGraphic, depth: int, block: int, layer: str | None) -> None:
        if entity.dxf.get("invisible", 0):
            return
        if isinstance(entity, Insert):
            self._insert(entity, depth, block, layer)
        elif entity.dxftype() in TEXTS:
            _draw_text(self.canvas, entity, self._layer(entity, layer), block)
        elif entity.dxftype() in CURVES | FILLS | FACES:
            self._strokes(entity, block, layer)
        else:
            self.canvas.skip(entity.dxftype())

    def _insert(self, insert: Insert, depth: int, block: int, layer: str | None) -> None:
        """Draw the block's entities, placed by the insert; those on layer 0 take the insert's layer."""
        if depth >= DEEPEST:
            raise PictureRefusedError("too_deep")
        name = str(insert.dxf.get("name", ""))
        own = layer if layer and insert.dxf.layer == "0" else insert.dxf.layer
        if depth == 0:
            self.parts += 1
            if not name.startswith("*"):
                block = self.canvas.layer(LayerKind.BLOCK, name)
        for attribute in insert.attribs:
            self.canvas.visit()
            if not attribute.is_invisible:
                _draw_text(self.canvas, attribute, self._layer(attribute, own), block)
        for copy in insert.multi_insert() if insert.mcount > 1 else [insert]:
            self.canvas.visit()
            self.draw(copy.virtual_entities(), depth=depth + 1, block=block, layer=own)

    def _layer(self, entity: DXFGraphic, inserted_on: str | None) -> int:
        name = str(entity.dxf.layer)
        if name == "0" and inserted_on:
            name = inserted_on
        known = self.document.layers.has_entry(name)
        hidden = known and (self.document.layers.get(name).is_off() or self.document.layers.get(name).is_frozen())
        return self.canvas.layer(LayerKind.LAYER, name, hidden=bool(hidden))

    def _strokes(self, entity: DXFGraphic, block: int, inserted_on: str | None) -> None:
        layer, kind = self._layer(entity, inserted_on), entity.dxftype()
        place: dict[str, Any] = {"block": block, "part": self.parts if block >= 0 else 0, "facts": facts_of(entity)}
        if kind in FACES and isinstance(entity, Solid):
            corners = [(corner.x, corner.y) for corner in entity.wcs_vertices()]
            self.canvas.add_stroke(layer, corners, closed=True, drawn=False, **place)
        elif kind in FILLS:
            for outline in path.from_hatch(entity):  # type: ignore[arg-type]  # both kinds of fill have paths
                self.canvas.add_stroke(layer, self._flattened(outline), closed=True, drawn=False, **place)
        else:
            for piece in _paths(entity):
                points = self._flattened(piece)
                self.canvas.add_stroke(layer, points, closed=_is_closed(entity, points), **place)

    def _flattened(self, curve: path.Path) -> list[Point]:
        """Return the points of a curve within the tolerance.

        Where the unit is unknown, the tolerance is a share of the curve's size.
        """
        corners = [(point.x, point.y) for point in curve.control_vertices()]
        if not curve.has_curves:
            return corners
        size = hypot(*(max(axis) - min(axis) for axis in zip(*corners, strict=True)))
        distance = max(self.tolerance or size * RELATIVE_TOLERANCE, size * RELATIVE_TOLERANCE / 50)
        return [(point.x, point.y) for point in curve.flattening(distance, segments=LEAST_SEGMENTS)]


def facts_of(entity: DXFGraphic) -> dict[str, str]:
    """Return the `key=value` texts that our own export attached to an entity."""
    if not entity.has_xdata(OURS):
        return {}
    texts = [str(tag.value)[:LONGEST_FACT] for tag in entity.get_xdata(OURS) if tag.code == 1000]  # noqa: PLR2004  (a text)
    return dict(text.split("=", 1) for text in texts[:MOST_FACTS] if "=" in text)


def _paths(entity: DXFGraphic) -> Iterator[path.Path]:
    if getattr(entity, "is_poly_face_mesh", False) or getattr(entity, "is_polygon_mesh", False):
        for face in entity.virtual_entities():  # type: ignore[attr-defined]  # a polyline that is a mesh
            yield path.make_path(face)
    else:
        whole = path.make_path(entity)
        yield from whole.sub_paths() if whole.has_sub_paths else [whole]


def _is_closed(entity: DXFGraphic, points: list[Point]) -> bool:
    """Return whether a curve is closed by its flag, or because it ends where it began."""
    if len(points) < 3:  # noqa: PLR2004
        return False
    length = sum(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points))
    ends_meet = hypot(points[0][0] - points[-1][0], points[0][1] - points[-1][1]) <= 1e-6 * length
    return ends_meet or (bool(getattr(entity, "is_closed", False)) and entity.dxftype() in {"LWPOLYLINE", "POLYLINE"})


def _draw_text(canvas: Canvas, entity: Any, layer: int, block: int) -> None:
    if isinstance(entity, MText):
        text, height = str(entity.plain_text()), float(entity.dxf.char_height)
        middle, upright = _middle_of_paragraph(entity, text), cos(radians(entity.get_rotation())) > -STEEP
    elif isinstance(entity, TextLine):
        text, height = str(entity.plain_text()), float(entity.dxf.height)
        is_turned = cos(radians(entity.dxf.get("rotation", 0))) < -STEEP
        upright = is_turned == bool(entity.dxf.get("text_generation_flag", 0) & UPSIDE_DOWN_FLAG)
        middle = _middle_of_line(entity, text)
    else:
        canvas.skip(entity.dxftype())
        return
    for line in text.split("\n"):
        canvas.add_text(layer, line, middle, height, block=block, upright=upright)


def _middle_of_line(line: TextLine, text: str) -> Point:
    alignment, first, second = line.get_placement()
    if alignment in STRETCHED and second is not None:
        x, y = (first.x + second.x) / 2, (first.y + second.y) / 2
    else:
        height, name = line.dxf.height, alignment.name
        width = len(text) * GLYPH_WIDTH * height * line.dxf.get("width", 1)
        across = 0.5 if name.endswith("LEFT") else -0.5 if name.endswith("RIGHT") else 0.0
        up = -0.5 if name.startswith("TOP") else 0.0 if name.startswith("MIDDLE") else 0.5
        x, y = _offset((first.x, first.y), (across * width, up * height), line.dxf.get("rotation", 0))
    point = line.ocs().to_wcs((x, y, first.z))  # a mirrored text has axes of its own
    return point.x, point.y


def _middle_of_paragraph(paragraph: MText, text: str) -> Point:
    """Return the middle by the attachment point: 1 to 9, row by row from the upper left."""
    lines, height = text.split("\n"), paragraph.dxf.char_height
    width = max(map(len, lines)) * GLYPH_WIDTH * height
    depth = (1 + (len(lines) - 1) * 5 / 3) * height
    row, column = divmod(paragraph.dxf.get("attachment_point", 1) - 1, 3)
    at = paragraph.dxf.insert
    arm = (0.5 - column / 2) * width, (row / 2 - 0.5) * depth
    return _offset((at.x, at.y), arm, paragraph.get_rotation())


def _offset(start: Point, arm: Point, degrees: float) -> Point:
    """Return the start moved by the arm, which is rotated first."""
    (x, y), (across, up), angle = start, arm, radians(degrees)
    return x + across * cos(angle) - up * sin(angle), y + across * sin(angle) + up * cos(angle)
