"""Reads workbooks (.xlsx, .xls, .xlsb, .ods) in a child process, and explains refusals."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from ciie.kernel.concurrency import ConcurrencyLimit
from ciie.kernel.errors import Sentence
from ciie.kernel.limited_reader import LONGEST_SECONDS, ReadingRefusedError, read_limited
from ciie.tables.table import Limits, RawRows, TableError, wrong_kind

WORKBOOK_STARTS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""The first bytes of zip files, and of the older files of Office."""
_READING: Final = ConcurrencyLimit(waiting=3, seconds=LONGEST_SECONDS)
_OTHER_KINDS: Final[dict[str, Sentence]] = {
    "word": _("a Word document"),
    "presentation": _("a presentation"),
    "open_document": _("an OpenDocument file"),
    "zip": _("a zip archive"),
    "office": _("an Office file without a workbook"),
}
_REFUSALS: Final[dict[str, tuple[Sentence, str]]] = {
    "broken": (
        _("This workbook is damaged and cannot be opened. Open it in the spreadsheet, save it again and choose that."),
        "damaged_workbook",
    ),
    "encrypted": (
        _("This workbook is protected by a password. Save a copy without a password and choose that."),
        "encrypted_workbook",
    ),
    "short_cells": (
        _("Some cells of this .xlsb workbook cannot be read. Open it, save it as .xlsx and choose that."),
        "unreadable_cells",
    ),
    "too_complex": (
        _("This workbook needs too much memory or time. Copy the list alone into a new workbook and choose that."),
        "workbook_too_complex",
    ),
}


def read_workbook(content: bytes, limits: Limits) -> RawRows:
    """Return the first visible sheet that is not empty. Formulas have their last computed value.

    Raises `TableError` for everything that is no workbook or cannot be read within the limits. A process reads one
    workbook at a time; raises `Busy` if too many wait.
    """
    try:
        with _READING.turn():
            found = read_limited(
                "ciie.tables.sheets:read_sheet", content, limits.rows, limits.columns, limits.inflated_bytes
            )
    except ReadingRefusedError as refusal:
        raise _in_words(refusal.code, limits) from refusal
    raw = RawRows(limits, [(number, tuple(cells)) for number, cells in found["rows"]])
    if raw.rows and found["sheets"] > 1:
        note = _("Only the sheet “%(sheet)s” was read; the workbook has %(count)s.")
        raw.notes.append(note % {"sheet": found["sheet"], "count": found["sheets"]})
    return raw


def _in_words(code: str, limits: Limits) -> TableError:
    if code in _OTHER_KINDS:
        return wrong_kind(_OTHER_KINDS[code])
    if code == "inflates":
        megabytes = limits.inflated_bytes // (1024 * 1024)
        message = _(
            "This workbook unpacks to more than %(megabytes)s MB. Save only the list itself and choose that file."
        )
        return TableError(message % {"megabytes": megabytes}, "inflates_too_large", megabytes=megabytes)
    return TableError(*_REFUSALS[code])
