"""What a file really is, by its first bytes: its name is never believed."""

import enum

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.tables.table import TableError


class Kind(enum.Enum):
    TEXT = "text"
    ZIP = "zip"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

# First bytes from the formats' own specifications, as in the `magic` database of the file(1) command.
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


def detect_kind(content: bytes) -> Kind:
    """Raises TableError for an empty file, an old or encrypted workbook, and everything known not to be a table."""
    if not content.strip():
        raise TableError(_("The file is empty. Choose the file that holds the list."), "empty_file")
    if content.startswith(_OLE):
        _refuse_old_workbook(content)
    if content.startswith(b"PK\x03\x04"):
        return Kind.ZIP
    for start, name in _FOREIGN:
        if content.startswith(start) and _is_binary(start, content):
            raise wrong_kind(name)
    return Kind.TEXT


def _is_binary(start: bytes, content: bytes) -> bool:
    """The first cell of a list may be BMW or AC10."""
    return start in _FOREIGN_TEXT or not start.isascii() or b"\x00" in content[:512]


def refuse_markup(text: str) -> None:
    """Raises TableError for a web page or XML that was renamed to look like a table."""
    start = text[:512].lstrip().lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<table", "<script")):
        raise wrong_kind(_("a web page"))
    if start.startswith(("<?xml", "<!doctype", "<svg")):
        raise wrong_kind(_("an XML file"))


def wrong_kind(name: Sentence) -> TableError:
    message = _("This is %(kind)s, not a table. Save the list as CSV, XLSX or JSON and choose that file.")
    return TableError(message % {"kind": name}, "wrong_kind")


def _refuse_old_workbook(content: bytes) -> None:
    if _ENCRYPTED_PACKAGE in content:
        raise TableError(
            _("This workbook is protected by a password. Save a copy without a password and choose that."),
            "encrypted_workbook",
        )
    raise TableError(
        _("This is an old Excel or Office file (.xls, .doc). Open it, save it as .xlsx or CSV and choose that."),
        "old_workbook",
    )
