"""A plan file that is parsed but not interpreted: a table and, for GeoJSON and drawings, the shape of each row."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from django.utils.translation import gettext as _

from ciie.kernel.errors import Sentence
from ciie.tables.decoding import decode
from ciie.tables.reading import read_table
from ciie.tables.table import Limits, Table, TableError
from pavilions.drawings.geometry import Unit, unit_named
from pavilions.drawings.plan_formats.drawing import PlanFileError, PlanProblem

type Corners = tuple[tuple[Decimal, Decimal], ...]
type Json = Mapping[str, Json] | list[Json] | str | int | Decimal | bool | None

MOST_ROWS = 10_000
MOST_CORNERS = 100_000
LIMITS = Limits(file_bytes=20 * 1024 * 1024, inflated_bytes=100 * 1024 * 1024, rows=MOST_ROWS)
NOT_FINITE = Decimal("NaN")


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A parsed plan file. `corners` are by row number, in the file's unit; empty for plain tables."""

    table: Table
    corners: Mapping[int, Corners] = field(default_factory=dict)
    unit: Unit | None = None
    problems: tuple[PlanProblem, ...] = ()


def parsed_json(content: bytes) -> Json:
    """Return the document, with Decimals for numbers with a point, or None if it is not JSON.

    NaN and Infinity become Decimal NaN. Raise PlanFileError for a file that is too large or too deeply nested, or has a
    number of thousands of digits.
    """
    if len(content) > LIMITS.file_bytes:
        raise PlanFileError(
            _("The file is larger than %(megabytes)s MB, too much for one hall's plan.")
            % {"megabytes": LIMITS.file_bytes // (1024 * 1024)},
            code="file_too_large",
            field="file",
        )
    if not content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith((b"{", b"[")):
        return None
    try:
        text, _note = decode(content)
        return cast("Json", json.loads(text, parse_float=_decimal, parse_constant=lambda _name: NOT_FINITE))
    except (json.JSONDecodeError, TableError):
        return None
    except (RecursionError, ValueError) as error:
        raise refused(_("The JSON is nested too deeply, or contains a number out of range."), "broken_json") from error


def table_of(content: bytes) -> Table:
    """Return the table that `ciie.tables` reads from the file. Raise PlanFileError if it cannot be read."""
    try:
        return read_table(content, LIMITS)
    except TableError as error:
        raise PlanFileError(error.message, code=error.code, field="file", details=error.details) from error


def stated_unit(document: Json) -> Unit | None:
    """Return the unit that a JSON file states at its top or under "meta": {"meta": {"unit": "feet"}}."""
    if not isinstance(document, Mapping):
        return None
    named = [value for key in ("unit", "units") if isinstance(value := document.get(key), str)]
    if named:
        return unit_named(named[0])
    return next((stated_unit(document[key]) for key in ("meta", "metadata", "properties") if key in document), None)


def refuse_too_many_corners(shapes: Iterable[Corners]) -> None:
    if sum(map(len, shapes)) > MOST_CORNERS:
        raise refused(_("The shapes have too many corners for one hall's plan."), "too_many_corners")


def refused(sentence: Sentence, code: str) -> PlanFileError:
    return PlanFileError(sentence, code=code, field="file")


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except ArithmeticError:
        return NOT_FINITE
