"""XLSX workbooks, opened only after their zip directory has been weighed."""

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl
from django.utils.translation import gettext_lazy as _

from ciie.kernel.concurrency import ConcurrencyLimit
from ciie.kernel.errors import Busy, Sentence
from ciie.tables.cleaning import clean_spreadsheet_cell
from ciie.tables.kinds import wrong_kind
from ciie.tables.table import Limits, RawRows, TableError

_WORKBOOK = "xl/workbook.xml"
_MEMBERS = 2_000
_CHUNK = 1 << 20
_UNPACKING = ConcurrencyLimit(waiting=3, seconds=60)
_OTHER_ZIPS: tuple[tuple[str, Sentence], ...] = (
    ("word/document.xml", _("a Word document")),
    ("ppt/presentation.xml", _("a presentation")),
    ("content.xml", _("an OpenDocument file")),
    ("xl/workbook.bin", _("a binary workbook (.xlsb)")),
)


def read_workbook(content: bytes, limits: Limits) -> RawRows:
    """The first visible sheet that holds anything; formulas by their last computed value.

    Raises TableError for other zip files, for damage, for entity tricks in the XML, and, before anything is
    unpacked into memory, for a workbook that would inflate beyond the limit. One at a time is unpacked in a process;
    raises `Busy` where too many wait.
    """
    _weigh(content, limits)
    try:
        with _UNPACKING.turn():
            return _read_first_filled_sheet(content, limits)
    except (TableError, Busy):
        raise
    except (
        Exception
    ) as error:  # openpyxl passes on whatever it meets in a damaged part: KeyError, TypeError, ParseError…
        raise _damaged() from error


def _weigh(content: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive, limits)
            _check_inflated(archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise _damaged() from error


def _check_directory(archive: zipfile.ZipFile, limits: Limits) -> None:
    names = set(archive.namelist())
    if _WORKBOOK not in names:
        raise wrong_kind(next((kind for name, kind in _OTHER_ZIPS if name in names), _("a zip archive")))
    members = archive.infolist()
    if len(members) > _MEMBERS or sum(member.file_size for member in members) > limits.inflated_bytes:
        raise _too_large(limits)


def _check_inflated(archive: zipfile.ZipFile, limits: Limits) -> None:
    """A directory can lie, so every member is unpacked once, in pieces, and thrown away."""
    total = 0
    for member in archive.infolist():
        with archive.open(member) as stream:
            while piece := stream.read(_CHUNK):
                total += len(piece)
                if total > limits.inflated_bytes:
                    raise _too_large(limits)


def _read_first_filled_sheet(content: bytes, limits: Limits) -> RawRows:
    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        raw = RawRows(limits)
        for sheet in sheets:
            raw.rows = list(_sheet_rows(sheet, limits))
            if raw.rows:
                raw.notes = _sheet_notes(str(sheet.title), len(sheets))
                break
        return raw
    finally:
        workbook.close()


def _sheet_notes(title: str, sheets: int) -> list[Sentence]:
    if sheets == 1:
        return []
    return [_("Only the sheet “%(sheet)s” was read; the workbook has %(count)s.") % {"sheet": title, "count": sheets}]


def _sheet_rows(sheet: Any, limits: Limits) -> Iterator[tuple[int, tuple[str, ...]]]:
    sheet.reset_dimensions()  # what the file claims about its own size is not to be trusted
    filled = 0
    values: tuple[object, ...]
    for number, values in enumerate(sheet.iter_rows(max_col=limits.columns + 1, values_only=True), start=1):
        if any(value is not None for value in values):
            filled += 1
            yield number, tuple(map(_cell, values))
        if filled > limits.rows + 1:
            return


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
        case dt.datetime():
            midnight = value.time() == dt.time()
            return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
        case _:
            return clean_spreadsheet_cell(str(value))


def _too_large(limits: Limits) -> TableError:
    message = _("This workbook unpacks to more than %(megabytes)s MB. Save only the list itself and choose that file.")
    megabytes = limits.inflated_bytes // (1024 * 1024)
    return TableError(message % {"megabytes": megabytes}, "inflates_too_large", megabytes=megabytes)


def _damaged() -> TableError:
    return TableError(
        _("This workbook is damaged and cannot be opened. Open it in the spreadsheet, save it again and choose that."),
        "damaged_workbook",
    )
