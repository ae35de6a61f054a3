"""Workbooks made on the spot, good and hostile."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook


def workbook(*rows: tuple[object, ...], empty_sheet_first: bool = False) -> bytes:
    made = Workbook(write_only=True)
    if empty_sheet_first:
        made.create_sheet("Cover")
    sheet = made.create_sheet("Exhibitors")
    for row in rows:
        sheet.append(list(row))
    return saved(made)


def saved(made: Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def far_apart() -> bytes:
    """A1 and XFD1048576: calamine asks for 549,755,813,888 bytes, and Rust aborts the process."""
    made = Workbook()
    made.active["A1"], made.active["XFD1048576"] = "Name", "x"
    return saved(made)


def archive(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def with_member(content: bytes, name: str, replacement: bytes) -> bytes:
    """The same zip with one member exchanged or added."""
    with zipfile.ZipFile(io.BytesIO(content)) as original:
        members = {member: original.read(member) for member in original.namelist()}
    return archive({**members, name: replacement})


def member_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as original:
        return original.read(name)


def likeness(name: str) -> bytes:
    """A workbook of another program; `tests/likenesses/workbooks/README.md` says how each was made."""
    return (Path(__file__).parents[2] / "likenesses" / "workbooks" / name).read_bytes()
