"""Raw statements, which PostgreSQL plans once per connection instead of each time.

Django's own cursors write the values into the statement, so that no two are alike and each is parsed and planned again:
for a join of three tables, that costs five times what executing it does. Here values are sent separately from the
statement, and a repeated statement is prepared. Rows are tuples.

The most common statements of the ORM (inserting rows, reading all columns) are compiled here once per model instead of
for every row: compiling a statement costs the ORM about half a millisecond, ten times what sending it costs. See
`docs/decisions/speed.md`.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    AutoField,
    BigAutoField,
    BigIntegerField,
    CharField,
    DateTimeField,
    DecimalField,
    Field,
    ForeignKey,
    Model,
    OneToOneField,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    TextField,
)
from django.db.models.base import ModelState
from django.db.transaction import get_connection
from psycopg.pq import TransactionStatus
from psycopg.sql import Literal

if TYPE_CHECKING:
    from ciie.kernel.postgres.connections import PatientConnection

type Values = Sequence[object] | Mapping[str, object]
type Row = tuple[Any, ...]
type Prepared = psycopg.RawCursor[Row]

_kept: WeakKeyDictionary[psycopg.Connection[Row], Prepared] = WeakKeyDictionary()


def rows_of(statement: str, values: Values) -> list[Row]:
    """Run a statement and return all its rows."""
    return _sent(statement, values).fetchall()


def row_of(statement: str, values: Values) -> Row | None:
    """Run a statement and return its first row, or `None`."""
    return _sent(statement, values).fetchone()


def run(statement: str, values: Values) -> int:
    """Run a statement and return how many rows it changed."""
    return _sent(statement, values).rowcount


def begin_with(statement: str, values: Sequence[str]) -> None:
    """Run a statement for its effect at the start of a transaction.

    If it is the first, it is sent in the message that begins the transaction, and costs no round trip of its own.
    """
    present = _connected()
    if not present.in_atomic_block:
        raise RuntimeError("begin_with() outside a transaction would leave one open.")
    connected = cast("PatientConnection", present.connection)
    has_begun = connected.pgconn.transaction_status != TransactionStatus.IDLE
    if has_begun or present.execute_wrappers or present.queries_logged:
        run(statement, values)
        return
    with present.wrap_database_errors:
        connected.begin_with((statement % tuple(Literal(value).as_string(connected) for value in values)).encode())


def _connected() -> BaseDatabaseWrapper:
    # This thread's connection is cheaper to get than an attribute of `django.db.connection`.
    present: BaseDatabaseWrapper = get_connection()
    present.close_if_health_check_failed()
    present.ensure_connection()
    return present


def _sent(statement: str, values: Values) -> Prepared:
    present = _connected()
    if present.execute_wrappers:
        # A wrapper may prepend a second command, as `pghistory.context` does, and a prepared statement can contain only
        # one.
        unprepared = present.cursor()
        unprepared.execute(statement, cast("Any", values))
        return cast("Prepared", unprepared)
    connected = present.connection
    cursor = _kept.get(connected)
    if cursor is None:  # one per connection: every result is read before the next statement is sent
        cursor = _kept[connected] = psycopg.RawCursor(connected)
    numbered, names = _numbered(statement)
    given: Any = [values[name] for name in names] if isinstance(values, Mapping) else values
    if present.queries_logged:
        present.make_debug_cursor(cast("Any", cursor)).execute(numbered, given)
        return cursor
    present.validate_no_broken_transaction()
    with present.wrap_database_errors:  # what remains of Django's wrapper when nothing is logged
        cursor.execute(numbered, given)
    return cursor


_PLACE = re.compile(r"%(?:([s%])|\((\w+)\)s)")


@cache
def _numbered(statement: str) -> tuple[str, list[str]]:
    """Return the statement with PostgreSQL's numbered placeholders, and their names if they are named.

    Psycopg would parse it anew each time if it has more than fifty placeholders.
    """
    names: list[str] = []
    many = itertools.count(1)

    def place(found: re.Match[str]) -> str:
        kind, name = found.groups()
        if kind == "%":
            return "%"
        if kind:
            return f"${next(many)}"
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return _PLACE.sub(place, statement), names


def insert[M: Model](rows: Sequence[M], *, ignore_conflicts: bool = False) -> None:
    """Insert new rows and set their primary keys, in one statement, as `bulk_create` does.

    Rows with keys keep them. Columns with a database default get that default. With `ignore_conflicts`, no keys are
    set.
    """
    if not rows:
        return
    kind, values = _kind(rows), _values(rows)
    statement = _insert(kind, len(rows), ignore_conflicts=ignore_conflicts)
    if ignore_conflicts:
        run(statement, values)
        return
    for row, (key,) in zip(rows, rows_of(statement, values), strict=True):
        row.pk = key
        _note_as_stored(row)


def insert_together(*batches: Sequence[Model], then: tuple[str, Sequence[object]] = ("", ())) -> int:
    """Insert rows of several tables in one statement, and return how many rows `then` changed.

    `then` is an UPDATE with its values for the same statement, which changes rows once all are inserted; its condition
    comes last. Keys generated by the database are not set on the rows.
    """
    filled = [batch for batch in batches if batch]
    update, its_values = then
    changed = run(
        _insert_together(update, *((_kind(batch), len(batch)) for batch in filled)),
        [*(value for batch in filled for value in _values(batch)), *its_values],
    )
    for row in (row for batch in filled for row in batch):
        _note_as_stored(row)
    return changed


type Kind = tuple[type[Model], bool]
"""A model, and whether its rows have keys that the database would otherwise generate."""


def _kind(rows: Sequence[Model]) -> Kind:
    return type(rows[0]), rows[0].pk is not None


def _values(rows: Sequence[Model]) -> list[object]:
    present, columns = get_connection(), _sources(_kind(rows))
    return [_value(row, name, field, present) for row in rows for name, field in columns]


def _value(row: Model, name: str | None, field: "Field[object, object]", present: BaseDatabaseWrapper) -> object:
    if name:
        plain = getattr(row, name)
        if type(plain) in PLAIN_TYPES:  # psycopg sends it unchanged, as the field would
            return plain
    return field.get_db_prep_save(field.pre_save(row, True), present)


@cache
def _sources(kind: Kind) -> list[tuple[str | None, "Field[object, object]"]]:
    """Return the fields to write, each with the attribute whose value may be sent unchanged, if there is one."""
    return [(field.attname if _is_plain(field) else None, field) for field in _written(kind)]


def _is_plain(field: "Field[object, object]") -> bool:
    sets_itself = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return type(field) in PLAIN_FIELDS and not sets_itself


PLAIN_FIELDS = {
    *(BigAutoField, BigIntegerField, CharField, DateTimeField, DecimalField, ForeignKey, OneToOneField),
    *(PositiveIntegerField, PositiveSmallIntegerField, TextField),
}
PLAIN_TYPES = {str, int, Decimal, datetime, NoneType}


def _note_as_stored(row: Model) -> None:
    state = row._state  # noqa: SLF001  # as `bulk_create` leaves it
    state.adding, state.db = False, get_connection().alias


def _columns(model: type[Model]) -> list["Field[object, object]"]:
    return list(model._meta.concrete_fields)


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in _columns(model)]


@cache
def _written(kind: Kind) -> list["Field[object, object]"]:
    model, has_keys = kind
    fields = [field for field in _columns(model) if not field.has_db_default()]
    return [field for field in fields if has_keys or not isinstance(field, AutoField)]


@cache
def columns_of(model: type[Model], table: str) -> str:
    """Return the columns of a model for a SELECT list, in the order in which `row_from` takes their values.

    Raises `TypeError` if a column needs converting.
    """
    converted = [field.attname for field in _columns(model) if hasattr(field, "from_db_value")]
    if converted:
        raise TypeError(f"{model.__name__} has columns that need converting as they are read: {converted}")
    return ", ".join(f"{table}.{_quoted(field.column)}" for field in _columns(model))


def row_from[M: Model](model: type[M], values: Sequence[object]) -> M:
    """Return the model instance that these values of `columns_of` describe.

    It does what `Model.from_db` does, without signals, which have no receivers, and without setting each field: that
    takes 17 instead of 100 µs for an instance with forty columns.
    """
    row = model.__new__(model)
    row.__dict__.update(zip(_names(model), values, strict=True))
    row._state = ModelState()  # noqa: SLF001  # as `from_db` leaves it
    _note_as_stored(row)
    return row


@cache
def width_of(model: type[Model]) -> int:
    """Return how many values `columns_of` selects."""
    return len(_columns(model))


@cache
def _insert(kind: Kind, count: int, *, ignore_conflicts: bool) -> str:
    model, _has_keys = kind
    ending = "ON CONFLICT DO NOTHING" if ignore_conflicts else f"RETURNING {_quoted(model._meta.pk.column)}"
    return f"{_bare_insert(kind, count)} {ending}"


@cache
def _insert_together(update: str, *batches: tuple[Kind, int]) -> str:
    inserts = [_bare_insert(kind, count) for kind, count in batches]
    if not update:
        *inserts, update = inserts
        parts = [f"part_{number} AS ({insert})" for number, insert in enumerate(inserts)]
        return f"WITH {', '.join(parts)} {update}" if parts else update
    parts = [f"part_{number} AS ({insert} RETURNING 1)" for number, insert in enumerate(inserts)]
    written = " UNION ALL ".join(f"TABLE part_{number}" for number in range(len(parts)))
    # Counting the rows makes the UPDATE wait for them; otherwise PostgreSQL would run it first.
    return f"WITH {', '.join(parts)} {update} AND (SELECT count(*) FROM ({written}) AS written) > 0"  # noqa: S608  # ours


def _bare_insert(kind: Kind, count: int) -> str:
    columns = ", ".join(_quoted(field.column) for field in _written(kind))
    places = ", ".join(["(" + ", ".join(["%s"] * len(_written(kind))) + ")"] * count)
    return f"INSERT INTO {_quoted(kind[0]._meta.db_table)} ({columns}) VALUES {places}"  # noqa: S608  # as above


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
