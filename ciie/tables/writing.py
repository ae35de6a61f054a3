"""Writes CSV and XLSX exports that a spreadsheet program shows as text and numbers, and never executes."""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO

from django.utils.functional import Promise
from django.utils.timezone import get_default_timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

type Value = str | Promise | int | float | Decimal | dt.date | None
type Plain = str | int | float | Decimal | dt.date | None

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes UTF-8 for the computer's old code page
_SHEET_NAME_LENGTH = 31

# OWASP, "CSV Injection": the characters that make a spreadsheet program evaluate a cell, with the full-width forms that
# Chinese and Japanese programs treat alike.
_FORMULA_START = re.compile(r"(?:\s*|'+)[=+\-@＝＋－＠]|[\t\r\n]")
_REAL_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?\s?%?")


def neutralise(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet program would evaluate as a formula; -12.5 and +3% stay numbers.

    Text that already has such an apostrophe gets another, so that `clean_spreadsheet_cell` reads it back unchanged.
    """
    if _FORMULA_START.match(text) and not _REAL_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def csv_lines(columns: Iterable[Value], rows: Iterable[Iterable[Value]]) -> Iterator[str]:
    """Yield lines for a streaming response in UTF-8, with a byte-order mark, commas and CRLF (RFC 4180)."""
    writer = csv.writer(_Echo())
    yield _BYTE_ORDER_MARK
    yield writer.writerow(list(map(_csv_cell, columns)))
    for row in rows:
        yield writer.writerow(list(map(_csv_cell, row)))


def write_xlsx(stream: IO[bytes], columns: Sequence[Value], rows: Iterable[Iterable[Value]], title: str) -> None:
    """Write a workbook. Rows are read one by one and stored on disk, so that a long export does not fill the memory.

    Numbers and dates stay numbers and dates; an aware datetime keeps its wall-clock time, because workbooks have no
    time zones. A datetime in UTC, as the database returns it, is written in the site's zone.
    """
    workbook = Workbook(write_only=True)
    name = re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:_SHEET_NAME_LENGTH]
    sheet = workbook.create_sheet(name or "Sheet")
    sheet.freeze_panes = "A2"
    sheet.append(list(map(_xlsx_cell, columns)))
    for row in rows:
        sheet.append(list(map(_xlsx_cell, row)))
    workbook.save(stream)


class _Echo:
    """A file that returns each line instead of storing it."""

    def write(self, line: str) -> str:
        return line


def _csv_cell(value: Value) -> str:
    plain = _plain(value)
    if isinstance(plain, dt.datetime):
        return plain.isoformat(sep=" ", timespec="minutes")
    return "" if plain is None else str(plain)


def _xlsx_cell(value: Value) -> Plain:
    plain = _plain(value)
    return ILLEGAL_CHARACTERS_RE.sub("", plain) if isinstance(plain, str) else plain


def _plain(value: Value) -> Plain:
    if isinstance(value, (str, Promise)):
        return neutralise(str(value))
    if not isinstance(value, dt.datetime):
        return value
    there = value.astimezone(get_default_timezone()) if value.tzinfo is dt.UTC else value
    return there.replace(tzinfo=None)
