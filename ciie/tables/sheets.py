"""Reads the first filled sheet of any workbook as text, in a child process (`ciie.kernel.limited_reader`).

This module imports neither Django nor anything that does, so that the child starts fast.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from ciie.kernel.limited_reader import ReadingRefusedError
from ciie.tables.cleaning import clean_spreadsheet_cell

ZIP_START: Final = b"PK\x03\x04"
_WORKBOOKS: Final = {"xl/workbook.xml", "xl/workbook.bin"}
_OTHER_ZIPS: Final = {
    "word/document.xml": "word",
    "ppt/presentation.xml": "presentation",
    "content.xml": "open_document",
}
_OPEN_DOCUMENT_SHEETS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_MOST_MEMBERS: Final = 2_000
_CHUNK: Final = 1 << 20
_LOCKED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_BOF: Final = rb"\x09\x08(?:\x08\x00.{8}|\x10\x00.{16})"
_BEGIN_OF_XLS: Final = re.compile(_BOF, re.DOTALL)
_LOCKED_XLS: Final = re.compile(_BOF + rb"(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""Matches a locked workbook, see [MS-XLS] 2.4.117:

FilePass is at the beginning, with at most WriteProtect before it.
"""
_SHORT_CELLS: Final = range(12, 19)
"""Records of .xlsb that calamine skips: cells without their column's number, as SheetJS writes them."""
_MORE: Final = 0x80
_NO_STRING: Final = b' office:string-value=""'
_ERROR_CELL: Final = re.compile(rb'(<(?:\w+:)?c\s[^>]*?\bt=)"e"')


def read_sheet(content: bytes, rows: int, columns: int, inflated_bytes: int) -> dict[str, Any]:
    """Return `rows` with their numbers and cells, the name of the `sheet`, and the number of visible `sheets`.

    Formulas have their last computed value. At most two rows and one column more than the limits are returned, which
    shows the caller that they are exceeded. Raises `ReadingRefusedError`: `encrypted`, `inflates`, `broken`, or the
    file's kind.
    """
    if content.startswith(ZIP_START):
        content = _checked_zip(content, inflated_bytes)
    try:
        workbook = load_workbook(io.BytesIO(content))
    except PasswordError as error:
        raise ReadingRefusedError("encrypted") from error
    except CalamineError as error:
        raise ReadingRefusedError(_what_is_wrong(content)) from error  # calamine reports only an unknown format
    return _first_filled_sheet(workbook, rows, columns)


def _what_is_wrong(content: bytes) -> str:
    if content.startswith(ZIP_START):
        return "broken"
    if _LOCKED_PACKAGE in content or _LOCKED_XLS.search(content):
        return "encrypted"
    return "broken" if _BEGIN_OF_XLS.search(content) else "office"


def _checked_zip(content: bytes, inflated_bytes: int) -> bytes:
    """Return the workbook with the errors of its formulas as text, because calamine would leave them out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _refuse_other_zips(archive)
        infos = archive.infolist()
        if len(infos) > _MOST_MEMBERS or sum(info.file_size for info in infos) > inflated_bytes:
            raise ReadingRefusedError("inflates")
        changed: dict[str, bytes] = {}
        left = inflated_bytes
        for info in infos:  # a directory may be wrong, so every member is unpacked, in pieces
            with archive.open(info) as stream:
                pieces = []
                while piece := stream.read(_CHUNK):
                    left -= len(piece)
                    if left < 0:
                        raise ReadingRefusedError("inflates")
                    pieces.append(piece)
            member = b"".join(pieces)
            checked = _checked_member(info.filename, member)
            if checked is not member:
                changed[info.filename] = checked
        return _rewritten(archive, changed) if changed else content


def _refuse_other_zips(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "encrypted-package" in names:  # as LibreOffice locks a document
        raise ReadingRefusedError("encrypted")
    if names & _WORKBOOKS:
        return
    kind = next((kind for name, kind in _OTHER_ZIPS.items() if name in names), "zip")
    if kind == "open_document" and "mimetype" in names:
        with archive.open("mimetype") as stream:
            if stream.read(len(_OPEN_DOCUMENT_SHEETS)) == _OPEN_DOCUMENT_SHEETS:
                return
    raise ReadingRefusedError(kind)


def _checked_member(name: str, member: bytes) -> bytes:
    """Return the member with errors as text, because calamine would make them empty."""
    if b"<!ENTITY" in member and name.endswith((".xml", ".rels")):
        raise ReadingRefusedError("broken")
    if name == "META-INF/manifest.xml" and b"encryption-data" in member:
        raise ReadingRefusedError("encrypted")
    if name.startswith("xl/worksheets/") and name.endswith(".bin"):
        _refuse_short_cells(member)
    elif name.startswith("xl/worksheets/") and b't="e"' in member:
        return _ERROR_CELL.sub(rb'\1"str"', member)
    elif name == "content.xml" and _NO_STRING in member:  # LibreOffice writes an error only as its paragraph
        return member.replace(_NO_STRING, b"")
    return member


def _refuse_short_cells(member: bytes) -> None:
    """Raise `ReadingRefusedError` if there are cells without their column's number.

    See [MS-XLSB] 2.1.4: a record is its type, its length, with seven bits in each byte, and as many bytes as that.
    """
    records = io.BytesIO(member)
    while start := records.read(1):
        kind = start[0]
        if kind & _MORE:
            kind = kind & ~_MORE | (records.read(1)[0] & ~_MORE) << 7
        length = shift = 0
        byte = _MORE
        while byte & _MORE:
            byte = records.read(1)[0]
            length |= (byte & ~_MORE) << shift
            shift += 7
        if kind in _SHORT_CELLS:
            raise ReadingRefusedError("short_cells")
        records.seek(length, io.SEEK_CUR)


def _rewritten(archive: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in archive.namelist():
            made.writestr(name, changed.get(name) or archive.read(name))
    return stream.getvalue()


def _first_filled_sheet(workbook: CalamineWorkbook, rows: int, columns: int) -> dict[str, Any]:
    visible = [
        position
        for position, sheet in enumerate(workbook.sheets_metadata)
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    for position in visible:
        sheet = workbook.get_sheet_by_index(position)
        filled = list(_filled_rows(sheet, rows, columns))
        if filled:
            return {"rows": filled, "sheet": sheet.name, "sheets": len(visible)}
    return {"rows": [], "sheet": "", "sheets": len(visible)}


def _filled_rows(sheet: CalamineSheet, rows: int, columns: int) -> Iterator[tuple[int, list[str]]]:
    filled = 0
    before = [""] * (sheet.start[1] if sheet.start else 0)  # calamine leaves out empty columns before the first cell
    for number, values in enumerate(sheet.iter_rows(), start=1):
        if values.count("") < len(values):
            filled += 1
            yield number, (before + [_cell(value) for value in values[: columns + 1]])[: columns + 1]
        if filled > rows + 1:
            return


def _cell(value: object) -> str:
    match value:
        case str():
            return clean_spreadsheet_cell(value)
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
        case dt.datetime():
            midnight = value.time() == dt.time()
            return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
        case _:
            return str(value)
