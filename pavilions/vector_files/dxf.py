"""DXF of any age, ASCII or binary, also damaged: entities as strokes and letterings, blocks taken apart."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

from ezdxf import recover
from ezdxf.document import Drawing
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.lldxf.const import DXFError
from ezdxf.lldxf.tagger import binary_tags_loader

from pavilions.vector_files.dxf_letterings import LETTERED, draw_lettering
from pavilions.vector_files.dxf_strokes import DRAWN, draw_strokes
from pavilions.vector_files.kinds import BINARY_DXF
from pavilions.vector_files.picture import LONGEST_FACT, MOST_FACTS, Canvas, LayerSort, Picture, PictureRefusedError

DEEPEST: Final = 8
OURS: Final = "CIIE"
"""The application name under which our own exports keep what DXF has no word for."""
MOST_ENTITIES: Final = 300_000  # those of blocks and tables with them
_ENTITY = re.compile(rb"\n[ \t]*0\r?\n[ \t]*[A-Z]")
UNITS: Final = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m"}
CM_IN: Final = {"in": 2.54, "ft": 30.48, "mm": 0.1, "cm": 1.0, "m": 100.0}


def read_dxf(content: bytes) -> Picture:
    """What the model space shows or, when that is empty, the first sheet that shows something."""
    document = _opened(content)
    unit = UNITS.get(document.units, "")
    canvas = Canvas(Picture(unit=unit, y_up=True))
    reader = _Reader(document, canvas, 1 / CM_IN[unit] if unit else None)
    for space in (document.modelspace(), *_sheets(document)):
        reader.draw(space, depth=0)
        if canvas.picture.strokes or canvas.picture.letterings:
            break
    return canvas.picture


def _opened(content: bytes) -> Drawing:
    """Entities are counted before ezdxf makes an object of each."""
    if len(_ENTITY.findall(content)) > MOST_ENTITIES:
        raise PictureRefusedError("too_complex")
    try:
        if content.startswith(BINARY_DXF):
            return Drawing.load(binary_tags_loader(content, errors="ignore"))
        document, _auditor = recover.read(BytesIO(content), errors="ignore")
    except (DXFError, OSError, ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise PictureRefusedError("broken") from error
    return document


def _sheets(document: Drawing) -> Iterable[Any]:
    return [layout for layout in document.layouts if layout.name.casefold() != "model"]


class _Reader:
    """`fine`: by how much a curve may be off when it becomes a polyline, in the drawing's unit; None if unknown."""

    def __init__(self, document: Drawing, canvas: Canvas, fine: float | None) -> None:
        self.document, self.canvas, self.fine = document, canvas, fine
        self.parts = 0

    def draw(self, entities: Iterable[DXFGraphic], *, depth: int, block: int = -1, layer: str | None = None) -> None:
        for entity in entities:
            self.canvas.visit(entity.dxftype())
            try:
                self._draw_one(entity, depth, block, layer)
            except (DXFError, ValueError, KeyError, IndexError, AttributeError, TypeError, ArithmeticError):
                self.canvas.pass_over(entity.dxftype())

    def _draw_one(self, entity: DXFGraphic, depth: int, block: int, layer: str | None) -> None:
        if entity.dxf.get("invisible", 0):
            return
        if isinstance(entity, Insert):
            self._insert(entity, depth, block, layer)
        elif entity.dxftype() in LETTERED:
            draw_lettering(self.canvas, entity, self._layer(entity, layer), block)
        elif entity.dxftype() in DRAWN:
            facts = facts_of(entity)
            place = {"block": block, "part": self.parts if block >= 0 else 0, "facts": facts}
            draw_strokes(self.canvas, entity, self._layer(entity, layer), self.fine, place)
        else:
            self.canvas.pass_over(entity.dxftype())

    def _insert(self, insert: Insert, depth: int, block: int, layer: str | None) -> None:
        """What the block holds, where it was put; what lies on layer 0 in it takes the insert's layer."""
        if depth >= DEEPEST:
            raise PictureRefusedError("too_deep")
        name = str(insert.dxf.get("name", ""))
        own = layer if layer and insert.dxf.layer == "0" else insert.dxf.layer
        if depth == 0:
            self.parts += 1
            if not name.startswith("*"):
                block = self.canvas.layer(LayerSort.BLOCK, name)
        for attribute in insert.attribs:
            self.canvas.visit("ATTRIB")
            if not attribute.is_invisible:
                draw_lettering(self.canvas, attribute, self._layer(attribute, own), block)
        for copy in insert.multi_insert() if insert.mcount > 1 else [insert]:
            self.canvas.visit("INSERT")
            self.draw(copy.virtual_entities(), depth=depth + 1, block=block, layer=own)

    def _layer(self, entity: DXFGraphic, inserted_on: str | None) -> int:
        name = str(entity.dxf.layer)
        if name == "0" and inserted_on:
            name = inserted_on
        known = self.document.layers.has_entry(name)
        hidden = known and (self.document.layers.get(name).is_off() or self.document.layers.get(name).is_frozen())
        return self.canvas.layer(LayerSort.LAYER, name, hidden=bool(hidden))


def facts_of(entity: DXFGraphic) -> dict[str, str]:
    """`key=value` texts that our own export attached."""
    if not entity.has_xdata(OURS):
        return {}
    texts = [str(tag.value)[:LONGEST_FACT] for tag in entity.get_xdata(OURS) if tag.code == 1000]  # noqa: PLR2004  (a text)
    return dict(text.split("=", 1) for text in texts[:MOST_FACTS] if "=" in text)
