"""The only entry point for tabular files, which turns bytes into a `Table` or raises `TableError`."""

from collections import Counter
from itertools import count

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import figure_words
from ciie.tables.decoding import decode
from ciie.tables.delimited import read_delimited
from ciie.tables.json_lists import read_json
from ciie.tables.table import Limits, RawRows, Row, Table, TableError, wrong_kind
from ciie.tables.workbooks import WORKBOOK_STARTS, read_workbook

STANDARD_LIMITS = Limits()
_HEADER_SAMPLE = 20
# The first bytes from the formats' own specifications, as in the `magic` database of the file(1) command.
_FOREIGN: tuple[tuple[bytes, Sentence], ...] = (
    (b"%PDF", _("a PDF document")),
    (b"\xff\xd8\xff", _("a JPEG picture")),
    (b"\x89PNG", _("a PNG picture")),
    (b"GIF8", _("a GIF picture")),
    (b"BM", _("a bitmap picture")),
    (b"II*\x00", _("a TIFF picture")),
    (b"MM\x00*", _("a TIFF picture")),
    (b"Rar!", _("a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", _("a 7-Zip archive")),
    (b"\x1f\x8b", _("a gzip archive")),
    (b"{\\rtf", _("an RTF document")),
    (b"SQLite format 3", _("a database file")),
    (b"PAR1", _("a Parquet file")),
    (b"AC10", _("an AutoCAD drawing")),
)
_FOREIGN_TEXT = (b"%PDF", b"{\\rtf")
_WEB_PAGE = ("<!doctype html", "<html", "<head", "<body", "<table", "<script")
_XML = ("<?xml", "<!doctype", "<svg")


def read_table(content: bytes, limits: Limits = STANDARD_LIMITS) -> Table:
    """Read a workbook, CSV (`,` `;` tab `|`) or flat JSON. The format is detected from the bytes, never from the name.

    The first row with more than one cell is the header; single titles above it are skipped and noted. Blank rows are
    left out, but still counted in row numbers.
    """
    if len(content) > limits.file_bytes:
        megabytes = limits.file_bytes // (1024 * 1024)
        message = _("The file is larger than %(megabytes)s MB. Split the list and upload the parts one by one.")
        raise TableError(message % {"megabytes": megabytes}, "file_too_large", megabytes=megabytes)
    if not content.strip():
        raise TableError(_("The file is empty. Choose the file that contains the list."), "empty_file")
    is_workbook = content.startswith(WORKBOOK_STARTS)
    raw = read_workbook(content, limits) if is_workbook else _read_text(content, limits)
    rows = [Row(number, _trimmed(cells)) for number, cells in raw.rows]
    rows = [row for row in rows if row.cells]
    _check_limits(rows, limits)
    header = _header_position(rows)
    width = max(len(row.cells) for row in rows[header:])
    title_note = _("Row %(row)s above the header was skipped: “%(text)s”.")
    return Table(
        columns=unique_names(_padded(rows[header].cells, width)),
        rows=tuple(Row(row.number, _padded(row.cells, width)) for row in rows[header + 1 :]),
        notes=(
            *raw.notes,
            *(title_note % {"row": row.number, "text": " ".join(row.cells)[:80]} for row in rows[:header]),
        ),
    )


def _read_text(content: bytes, limits: Limits) -> RawRows:
    for start, name in _FOREIGN:
        # The first cell of a list may be BMW or AC10.
        is_binary = start in _FOREIGN_TEXT or not start.isascii() or b"\x00" in content[:512]
        if is_binary and content.startswith(start):
            raise wrong_kind(name)
    text, note = decode(content)
    start_of_text = text[:512].lstrip().lower()
    if start_of_text.startswith(_WEB_PAGE):
        raise wrong_kind(_("a web page"))
    if start_of_text.startswith(_XML):
        raise wrong_kind(_("an XML file"))
    raw = read_json(text, limits) if text.lstrip().startswith(("{", "[")) else read_delimited(text, limits)
    if note is not None:
        raw.notes.append(note)
    return raw


def _check_limits(rows: list[Row], limits: Limits) -> None:
    if not rows:
        raise TableError(_("The file contains no cells. Choose the file that contains the list."), "empty_file")
    if len(rows) - 1 > limits.rows:
        message = _("The file has more than %(limit)s rows. Split the list and upload the parts one by one.")
        raise TableError(message % {"limit": figure_words(limits.rows)}, "too_many_rows", limit=limits.rows)
    for row in rows:
        if len(row.cells) > limits.columns:
            message = _(
                "Row %(row)s has more than %(limit)s columns. Check the separator, or delete what is not needed."
            )
            details = {"row": row.number, "limit": limits.columns}
            raise TableError(message % details, "too_many_columns", **details)
        if max(map(len, row.cells)) > limits.cell:
            message = _(
                "A cell in row %(row)s is longer than %(limit)s characters. Check for a missing quotation mark."
            )
            details = {"row": row.number, "limit": limits.cell}
            raise TableError(message % details, "cell_too_long", **details)


def _header_position(rows: list[Row]) -> int:
    """Return the position of the first row with several cells, or 0.

    It is 0 for a list with one column and a stray separator in a few rows.
    """
    several = [sum(map(bool, row.cells)) > 1 for row in rows[:_HEADER_SAMPLE]]
    if 2 * sum(several) <= len(several):
        return 0
    return several.index(True)


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))


def unique_names(header: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of columns. A second "City" becomes "City (2)", an unnamed third column "Column 3"."""
    names: list[str] = []
    taken = Counter(filter(None, header))
    seen: set[str] = set()
    for position, cell in enumerate(header, start=1):
        name = cell or f"Column {position}"
        if name in seen or (not cell and name in taken):
            name = next(
                variant for number in count(2) if (variant := f"{name} ({number})") not in seen and variant not in taken
            )
        seen.add(name)
        names.append(name)
    return tuple(names)
