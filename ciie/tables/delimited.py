"""Reads CSV and similar formats. Separators are detected, and rows are numbered as a spreadsheet program shows them."""

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
    """Return the rows.

    Raises `TableError` for a quotation mark that is never closed and for anything that exceeds a limit.
    """
    declared, text = _declared_separator(text)
    # The separator that cuts the first row into most columns, and the following rows into as many.
    separator = declared or max(_SEPARATORS, key=lambda separator: _fit(text, separator))
    try:
        return RawRows(limits, _collect(_records(text, separator, strict=True), limits))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise _never_closed() from error
    try:  # leniently, because the strict reader refuses quotation marks inside a cell
        return RawRows(limits, _collect(_records(text, separator, strict=False), limits))
    except csv.Error as error:
        raise _never_closed() from error


def _declared_separator(text: str) -> tuple[str | None, str]:
    """Return the separator from Excel's own first line `sep=;`, which Excel does not show as a row, and the rest.

    The separator is `None` if there is no such line.
    """
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
            break  # one excess row is enough to exceed the limit
    return rows


def _never_closed() -> TableError:
    return TableError(
        _(
            "A quotation mark opens a cell and is never closed. Save the list as CSV again from your "
            "spreadsheet program."
        ),
        "unclosed_quote",
    )
