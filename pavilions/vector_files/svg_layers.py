"""What an SVG has for layers: its named groups, and within each the colours that things are drawn in."""

import re
from typing import Final

from pavilions.vector_files.picture import LayerSort
from pavilions.vector_files.svg_styles import Paint
from pavilions.vector_files.svg_tree import Node

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{2,4})_")  # how CorelDRAW and Illustrator write what an id may not hold
_MADE_UP = re.compile(r"(?:g|_|path|rect|polygon|group|use|svg)?[-_]?\d{3,}(?:[-_]\d+)*")
SEPARATOR: Final = " · "


def readable(identity: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), identity)[:120]


def own_name(node: Node) -> str:
    """What the file calls an element: a title, a label, or its id."""
    title = next((child.text.strip() for child in node.children if child.tag.casefold() == "title"), "")
    said = (node.attributes.get(name, "") for name in ("data-number", "data-name", "inkscape:label"))
    identity = node.attributes.get("id", "")
    return next((name for name in (*said, title) if name), readable(identity)).strip()[:120]


def named_group(node: Node, outer: str) -> str:
    """The layer that a group opens: an Inkscape layer its own, any other the outermost that has a name."""
    if node.attributes.get("inkscape:groupmode") == "layer":
        return own_name(node) or outer
    name = own_name(node)
    return outer or (name if node.tag.rpartition(":")[2] == "g" and not _MADE_UP.fullmatch(name) else "")


def layer_name(group: str, paint: Paint, *, is_text: bool = False) -> tuple[LayerSort, str]:
    colour = f"text {paint.fill}" if is_text else _colours(paint)
    return LayerSort.LAYER, f"{group}{SEPARATOR}{colour}" if group else colour


def _colours(paint: Paint) -> str:
    fill = f"fill {paint.fill}" if paint.filled else ""
    line = f"line {paint.stroke}" if paint.stroked else ""
    return ", ".join(part for part in (fill, line) if part)
