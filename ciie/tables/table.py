"""A file as a table: named columns over rows of clean text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Invalid, Sentence


class TableError(Invalid):
    """The file cannot be read as a table. The message says what to do about it."""

    def __init__(self, message: Sentence, code: str, **details: object) -> None:
        super().__init__(message, code=code, field="file", details=details)


def wrong_kind(name: Sentence) -> TableError:
    message = _("This is %(kind)s, not a table. Save the list as CSV, XLSX or JSON and choose that file.")
    return TableError(message % {"kind": name}, "wrong_kind")


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `number` is what the file's owner sees beside it, where the header and blank rows count."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, in which every row has as many cells as there are columns. Column names are unique and never empty.

    `notes` are sentences about what the reader had to assume (an encoding, a chosen sheet).
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Sentence, ...] = ()

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row's number and its cells by column name."""
        for row in self.rows:
            yield row.number, dict(zip(self.columns, row.cells, strict=True))


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits on a file. Lengths are in characters; `cell` is the limit of spreadsheet programs."""

    file_bytes: int = 25 * 1024 * 1024
    inflated_bytes: int = 300 * 1024 * 1024
    rows: int = 200_000
    columns: int = 200
    cell: int = 32_767


@dataclass(slots=True)
class RawRows:
    """Rows as a reader found them, before the header is known, with numbers and cells, including blank ones."""

    limits: Limits
    rows: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    notes: list[Sentence] = field(default_factory=list)
