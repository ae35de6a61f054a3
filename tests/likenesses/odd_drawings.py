"""DXF files of many versions, whole and damaged, by name.

Traits: versions from R10 to R2018, text and binary; the unit of length said in four ways and not at all; polylines of
both kinds, single lines, blocks, texts of one line and of several; layers in Unicode and in escapes; no header, no
tables; handles twice and none; missing layouts and blocks, blocks without a name; more after the end of the file; files
that break off.
"""

import io
import re
from collections.abc import Callable
from functools import partial

from ezdxf import filemanagement
from ezdxf.document import Drawing

WIDTH = 300
VERSIONS = ("R12", "R2000", "R2004", "R2007", "R2010", "R2013", "R2018")
UNITS = {"unitless": 0, "millimetres": 4, "centimetres": 5, "metres": 6}
SCALES = {"unitless": 1, "millimetres": 10, "centimetres": 1, "metres": 0.01}
BARE = (
    "0\nSECTION\n2\nENTITIES\n"
    "0\nLINE\n8\n0\n10\n0.0\n20\n0.0\n11\n900.0\n21\n0.0\n0\nLINE\n8\n0\n10\n900.0\n20\n0.0\n11\n900.0\n21\n300.0\n"
    "0\nLINE\n8\n0\n10\n900.0\n20\n300.0\n11\n0.0\n21\n300.0\n0\nLINE\n8\n0\n10\n0.0\n20\n300.0\n11\n0.0\n21\n0.0\n"
    "0\nENDSEC\n0\nEOF\n"
)
"""As R10 wrote: entities, and nothing else."""


def drawn(version: str = "R2010", *, scale: float = 1, units: int | None = 5) -> Drawing:
    """Three booths with their numbers, as closed polylines."""
    doc = filemanagement.new(version)
    if units is not None:
        doc.header["$INSUNITS"] = units
    space, side = doc.modelspace(), WIDTH * scale
    for place in range(3):
        left = place * side
        ring = [(left, 0), (left + side, 0), (left + side, side), (left, side)]
        if version == "R12":
            space.add_polyline2d(ring, close=True, dxfattribs={"layer": "STANDS"})
        else:
            space.add_lwpolyline(ring, close=True, dxfattribs={"layer": "STANDS"})
        at = (left + side / 3, side / 2)
        space.add_text(f"A{place + 1}", height=side / 8, dxfattribs={"layer": "NUMBERS", "insert": at})
    return doc


def _text(doc: Drawing) -> bytes:
    out = io.StringIO()
    doc.write(out)
    return out.getvalue().encode(doc.output_encoding, errors="dxfreplace")


def _binary(doc: Drawing) -> bytes:
    out = io.BytesIO()
    doc.write(out, fmt="bin")
    return out.getvalue()


def _changed(pattern: str, becomes: str, doc: Drawing | None = None) -> bytes:
    """The file of three booths with something in it replaced, which must be there."""
    text, count = re.subn(pattern, becomes, _text(doc or drawn()).decode(), flags=re.DOTALL | re.MULTILINE)
    if not count:
        raise LookupError(pattern)
    return text.encode()


def _in_blocks() -> Drawing:
    """Each booth is an insertion of one block; one of them is turned."""
    doc = filemanagement.new("R2000")
    doc.header["$INSUNITS"] = 5
    block = doc.blocks.new("BOOTH")
    block.add_lwpolyline([(0, 0), (WIDTH, 0), (WIDTH, WIDTH), (0, WIDTH)], close=True)
    for place in range(3):
        doc.modelspace().add_blockref("BOOTH", (place * WIDTH, 0), dxfattribs={"rotation": 90 * (place == 2)})
    return doc


def _of_lines() -> Drawing:
    doc = filemanagement.new("R12")
    space = doc.modelspace()
    for left in range(0, 4 * WIDTH, WIDTH):
        space.add_line((left, 0), (left, WIDTH))
    for level in (0, WIDTH):
        space.add_line((0, level), (3 * WIDTH, level))
    return doc


def _with_long_texts() -> Drawing:
    """Numbers in texts of several lines, with formatting, in columns, framed."""
    doc = drawn("R2018")
    for place, text in enumerate((r"{\fArial|b1;B1}\P9 m²", r"\A1;B2\P\H0.5x;9 m\S2^;", "展位 B3")):
        doc.modelspace().add_mtext(text, dxfattribs={"insert": (place * WIDTH + 60, 200), "char_height": 30})
    doc.modelspace().add_mtext_static_columns(["B4", "B5"], width=50, gutter_width=5, height=40)
    return doc


def _only(kind: str) -> Drawing:
    doc = filemanagement.new("R2000")
    if kind == "texts":
        doc.modelspace().add_text("A1", height=10)
        doc.modelspace().add_mtext("Обзор \U0001f3ea", dxfattribs={"char_height": 10})
    elif kind == "points":
        doc.modelspace().add_point((1, 1))
    elif kind == "paper":
        doc.layout("Layout1").add_lwpolyline([(0, 0), (10, 0), (10, 10), (0, 10)], close=True)
    return doc


def _of_version(version: str, *, binary: bool = False) -> bytes:
    return _binary(drawn(version)) if binary else _text(drawn(version))


def _in_unit(name: str, unit: int) -> bytes:
    return _text(drawn(scale=SCALES[name], units=unit))


def _without_unit() -> bytes:
    return _changed(r"^ *9\n\$INSUNITS\n *70\n *\d+\n", "")


def _empty_table_names() -> bytes:
    return _changed(r"\n *2\nBOOTH\n", "\n  2\n\n", _in_blocks())


BOOTHS: dict[str, Callable[[], bytes]] = {
    **{f"{version} in text": partial(_of_version, version) for version in VERSIONS},
    **{f"{version} in binary": partial(_of_version, version, binary=True) for version in VERSIONS},
    **{f"in {name}": partial(_in_unit, name, unit) for name, unit in UNITS.items()},
    "without a unit": _without_unit,
    "texts of several lines": lambda: _text(_with_long_texts()),
    "layers in Chinese": lambda: _changed("STANDS", "展位"),
    "layers in escapes": lambda: _changed("STANDS", r"\\U+5C55\\U+4F4D"),
    "handles empty": lambda: _changed(r"(LWPOLYLINE\n *5\n)\w+", r"\g<1>"),
    "handles that are none": lambda: _changed(r"(LWPOLYLINE\n *5\n)\w+", r"\g<1>xyz"),
    "lines end as on Windows": lambda: _text(drawn()).replace(b"\n", b"\r\n"),
    "more after the end": lambda: _text(drawn()) + b"TRASH\n\x00\x01 more\n" * 40,
    "no layouts": lambda: _changed(r"  0\nLAYOUT\n.*?(?=\n  0\n)\n", ""),
    "no objects": lambda: _changed(r"  0\nSECTION\n  2\nOBJECTS\n.*?  0\nENDSEC\n", ""),
    "no classes": lambda: _changed(r"  0\nSECTION\n  2\nCLASSES\n.*?  0\nENDSEC\n", ""),
    "tables that are called otherwise": lambda: _changed(r"LAYER\n  5", "LAYRE\n  5"),
}
"""Three booths of 3 × 3 m, A1 to A3."""


def with_handles_twice() -> bytes:
    """Three booths whose numbers share a handle; libraries keep the last of them alone."""
    return _changed(r"(\nTEXT\n *5\n)\w+", r"\g<1>2A")


UNNUMBERED: dict[str, Callable[[], bytes]] = {
    "R10 without header or tables": BARE.encode,
    "single lines": lambda: _text(_of_lines()),
    "insertions of a block": lambda: _text(_in_blocks()),
    "texts alone": lambda: _text(_only("texts")),
    "on paper alone": lambda: _text(_only("paper")),
}
"""A picture to choose layers from, but no booths."""

NOTHING: dict[str, Callable[[], bytes]] = {
    "nothing at all": lambda: _text(_only("")),
    "a point": lambda: _text(_only("points")),
    "a block that nobody inserts": lambda: _changed(r"  0\nINSERT\n.*?(?=\n  0\n)\n", "", _in_blocks()),
    "a block that is not there": lambda: _changed(r"\n  2\nBOOTH\n 10", "\n  2\nELSEWHERE\n 10", _in_blocks()),
    "blocks without a name": _empty_table_names,
}

BROKEN_OFF: dict[str, Callable[[], bytes]] = {
    "after the header": lambda: _text(drawn())[:2_000],
    "amid the entities": lambda: _text(drawn()).rpartition(b"LWPOLYLINE")[0],
    "amid a group": lambda: _text(drawn())[: _text(drawn()).rindex(b"LWPOLYLINE") + 4],
    "amid a binary file": lambda: _binary(drawn())[:-900],
    "a binary file after its mark": lambda: _binary(drawn())[:22],
}
"""Refused with a sentence, which is another one for a binary file."""
