"""Recognise the kind of a drawing by the file's first bytes."""

import re
from enum import StrEnum

BINARY_DXF = b"AutoCAD Binary DXF\r\n\x1a\x00"
HEAD_BYTES = 64 * 1024
_DWG = re.compile(rb"AC10\d\d\x00|AC1\.\d\x00|AC2\.\d\d\x00|MC0\.0\x00")
_DXF = re.compile(rb"\s*(?:999\r?\n[^\n]*\n\s*)*0\s*\r?\n\s*SECTION\s*\r?\n")
_SVG = re.compile(rb"<(?:[A-Za-z]{1,20}:)?svg[\s/>]")


class FileKind(StrEnum):
    DXF = "dxf"
    SVG = "svg"
    DWG = "dwg"
    """AutoCAD's own format, which no free library reads well, so that users save it as DXF."""


def kind_of(content: bytes) -> FileKind | None:
    """Return the kind of a drawing, or None for any other file."""
    head = content[:HEAD_BYTES]
    if head.startswith(BINARY_DXF) or _DXF.match(head.removeprefix(b"\xef\xbb\xbf")):
        return FileKind.DXF
    if _DWG.match(head):
        return FileKind.DWG
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    return FileKind.SVG if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _SVG.search(head) else None
