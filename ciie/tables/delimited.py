"""CSV and its relatives: separators found by looking, rows numbered as a spreadsheet would show them."""

import csv
import io
import itertools
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ciie.tables.cleaning import clean_spreadsheet_cell
from ciie.tables.table import Limits, RawRows, TableError

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 60
_DECLARED = "sep="


def read_delimited(text: str, limits: Limits) -> RawRows:
    """Raises TableError with the row's number for a quotation mark never closed and for whatever exceeds a limit."""
    declared, text = _declared_separator(text)
    # The one that cuts the first row into most columns and the rows after it into as many.
    separator = declared or max(_SEPARATORS, key=lambda separator: _fit(text, separator))
    try:
        return RawRows(limits, _collect(_records(text, separator, strict=True), limits))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise _never_closed() from error
    try:  # leniently, for quotation marks in the middle of a cell, which the strict reader refuses
        return RawRows(limits, _collect(_records(text, separator, strict=False), limits))
    except csv.Error as error:
        raise _never_closed() from error


def _declared_separator(text: str) -> tuple[str | None, str]:
    """Excel's own first line `sep=;`, which Excel does not show as a row."""
    first, _newline, rest = text.partition("\n")
    first = first.strip().strip('"')
    if first.lower().startswith(_DECLARED) and len(first) == len(_DECLARED) + 1 and first[-1] in _SEPARATORS:
        return first[-1], rest
    return None, text


def _fit(text: str, separator: str) -> float:
    try:
        widths = [len(row) for row in itertools.islice(_records(text, separator, strict=False), _SAMPLE_ROWS) if row]
    except csv.Error:
        return 0
    width = max(widths[:3], default=1)
    alike = sum(other == width for other in widths)
    return (width - 1) * alike / len(widths) if widths else 0


def _records(text: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=strict)


def _collect(records: Iterator[list[str]], limits: Limits) -> list[tuple[int, tuple[str, ...]]]:
    rows = []
    for number, record in enumerate(records, start=1):
        if any(record):
            rows.append((number, tuple(map(clean_spreadsheet_cell, record))))
        if number > limits.rows + 1:
            break  # one row too many is enough for the limit to speak
    return rows


def _never_closed() -> TableError:
    return TableError(
        _(
            "A quotation mark opens a cell and is never closed. Save the list as CSV again from your "
            "spreadsheet program."
        ),
        "unclosed_quote",
    )
