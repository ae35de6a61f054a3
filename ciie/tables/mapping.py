"""The mapping of a file's columns to our fields, which is proposed by synonyms and can be overridden by a person."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import list_words
from ciie.tables.folding import folded_words
from ciie.tables.table import Row, TableError

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_EXACT = 1_000  # above any score of a heading that only contains a synonym
_SHORTEST_PART = 4  # "id" inside "grid ref" is no evidence


@dataclass(frozen=True, slots=True)
class Field:
    """A field to read from a file.

    Synonyms are the headings that people give it, most likely first, in any language.
    """

    name: str
    label: Sentence
    synonyms: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A mapping. `chosen` maps field names to columns of the file; every column serves at most one field."""

    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    chosen: Mapping[str, str]

    @property
    def unmapped(self) -> tuple[str, ...]:
        """The columns that are not read."""
        used = set(self.chosen.values())
        return tuple(column for column in self.columns if column not in used)

    @property
    def missing(self) -> tuple[Field, ...]:
        """The required fields without a column."""
        return tuple(field for field in self.fields if field.required and field.name not in self.chosen)

    def override(self, choices: Mapping[str, str]) -> "ColumnMapping":
        """Return the mapping with a person's choices, which take precedence. An empty column name leaves the field out.

        Raises `TableError` for a field or column that does not exist and for one column given to two fields.
        """
        for name, column in choices.items():
            if name not in {field.name for field in self.fields}:
                raise TableError(_("There is no field “%(field)s”.") % {"field": name}, "unknown_field", field=name)
            if column and column not in self.columns:
                message = _("The file has no column “%(column)s”.")
                raise TableError(message % {"column": column}, "unknown_column", column=column)
        given = [column for column in choices.values() if column]
        for column in given:
            if given.count(column) > 1:
                message = _("The column “%(column)s” was chosen for two fields.")
                raise TableError(message % {"column": column}, "column_chosen_twice", column=column)
        kept = {name: column for name, column in self.chosen.items() if name not in choices and column not in given}
        return ColumnMapping(self.fields, self.columns, {**kept, **{name: c for name, c in choices.items() if c}})

    def require_complete(self) -> None:
        """Raise `TableError`, which names the required fields without a column, unless there are none."""
        if self.missing:
            message = _("No column was found for: %(fields)s. Choose the columns by hand.")
            names = [str(field.label) for field in self.missing]
            raise TableError(message % {"fields": list_words(names)}, "missing_columns", fields=names)

    def values(self, row: Row) -> dict[str, str]:
        """Return the row's cells by field name. Fields without a column are absent."""
        return {name: row.cells[self.columns.index(column)] for name, column in self.chosen.items()}


def propose_mapping(columns: Sequence[str], fields: Sequence[Field]) -> ColumnMapping:
    """Propose a mapping of columns to fields, with the best pairs first.

    A heading that is a synonym, whole or after the last dot, ranks before one that contains a synonym. Of two headings
    that are synonyms of one field, the more likely synonym wins.
    """
    scored = [
        (score, -position, field, column)
        for position, column in enumerate(columns)
        for field in fields
        if (score := _score(column, field)) > 0
    ]
    chosen: dict[str, str] = {}
    for _score_of_pair, _position, field, column in sorted(scored, key=lambda pair: pair[:2], reverse=True):
        if field.name not in chosen and column not in chosen.values():
            chosen[field.name] = column
    return ColumnMapping(tuple(fields), tuple(columns), chosen)


def _score(column: str, field: Field) -> float:
    whole, last = heading_key(column), heading_key(column.rpartition(".")[2])
    for rank, synonym in enumerate(map(heading_key, field.synonyms)):
        if synonym in (whole, last):
            return _EXACT - 2 * rank + (synonym == whole)
    held = [len(key) for key in map(heading_key, field.synonyms) if _holds(last, key)]
    return max(held, default=0) / max(len(last), 1)


def _holds(heading: str, synonym: str) -> bool:
    if synonym.isascii():
        return len(synonym) >= _SHORTEST_PART and f" {synonym} " in f" {heading} "
    return synonym in heading  # Chinese and Japanese headings have no spaces between words


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """Return lower-case words without accents: "TaxNumber", "tax_number" and "Tax Number:" are the same heading."""
    return " ".join(folded_words(_CAMEL.sub(" ", unicodedata.normalize("NFKC", heading))))
