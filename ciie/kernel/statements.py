"""Statements written out, which PostgreSQL plans once per connection instead of anew each time.

Django's own cursors write the values into the statement, so that no two are alike and each is parsed and planned again:
for a join of three tables that costs five times what running it does. Here values travel beside the statement, and one
that comes again is prepared. Rows come as tuples. See `docs/decisions/speed.md`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from weakref import WeakKeyDictionary

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import get_connection

type Values = Sequence[object] | Mapping[str, object]
type Row = tuple[Any, ...]
type Prepared = psycopg.Cursor[Row]

_kept: WeakKeyDictionary[psycopg.Connection[Row], Prepared] = WeakKeyDictionary()


def rows_of(statement: str, values: Values) -> list[Row]:
    """All rows of a statement."""
    return _sent(statement, values).fetchall()


def row_of(statement: str, values: Values) -> Row | None:
    """The first row of a statement, or None."""
    return _sent(statement, values).fetchone()


def run(statement: str, values: Values) -> int:
    """How many rows a statement changed."""
    return _sent(statement, values).rowcount


def _sent(statement: str, values: Values) -> Prepared:
    connection = get_connection()  # this thread's own, instead of asking `django.db.connection` for it with each use
    connection.ensure_connection()
    if connection.execute_wrappers:
        return _sent_wrapped(connection, statement, values)
    cursor = _cursor_of(cast("psycopg.Connection[Row]", connection.connection))
    # Django's wrappers count and time statements, and turn psycopg's errors into Django's.
    wrapped = connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
    wrapped.execute(statement, values)
    return cursor


def _sent_wrapped(connection: BaseDatabaseWrapper, statement: str, values: Values) -> Prepared:
    """Sent the way Django does: a wrapper may put a second command before ours, as `pghistory.context` does, and only
    one command fits into a prepared statement.
    """
    cursor = connection.cursor()
    cursor.execute(statement, cast("Any", values))
    return cast("Prepared", cursor)


def _cursor_of(connected: psycopg.Connection[Row]) -> Prepared:
    """The one such cursor of a connection: every answer is read before the next statement is sent."""
    cursor = _kept.get(connected)
    if cursor is None:
        cursor = _kept[connected] = psycopg.Cursor(connected)
    return cursor
