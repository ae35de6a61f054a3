"""The ORM's commonest statements, each compiled once per model instead of anew for every row.

Compiling costs the ORM about half a millisecond a statement, ten times what sending it costs. Where a request sends
a dozen of them that is most of its time; see `docs/decisions/` on speed.
"""

from collections.abc import Sequence
from functools import cache

from django.db import connection
from django.db.models import AutoField, Field, Model


def by_key[M: Model](model: type[M], key: int) -> M | None:
    """The row with this primary key, or None: what `filter(pk=key).first()` gives."""
    with connection.cursor() as cursor:
        cursor.execute(_select(model), [key])
        values = cursor.fetchone()
    return model.from_db(connection.alias, _names(model), values) if values else None


def insert[M: Model](rows: Sequence[M], *, ignore_conflicts: bool = False) -> None:
    """Insert new rows and give them their keys, in one statement: what `bulk_create` does.

    Columns with a default of the database's own take that default. With `ignore_conflicts` no keys are given.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = _written(model)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_insert(model, len(rows), ignore_conflicts=ignore_conflicts), values)
        if ignore_conflicts:
            return
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            state = row._state  # noqa: SLF001  # as `bulk_create` leaves it
            row.pk, state.adding, state.db = key, False, connection.alias


def _columns(model: type[Model]) -> list["Field[object, object]"]:
    return list(model._meta.concrete_fields)


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in _columns(model)]


@cache
def _written(model: type[Model]) -> list["Field[object, object]"]:
    return [field for field in _columns(model) if not isinstance(field, AutoField) and not field.has_db_default()]


@cache
def _select(model: type[Model]) -> str:
    converted = [field.attname for field in _columns(model) if hasattr(field, "from_db_value")]
    if converted:
        raise TypeError(f"{model.__name__} has columns that need converting as they are read: {converted}")
    columns, key = ", ".join(_quoted(field.column) for field in _columns(model)), _key(model)
    return f"SELECT {columns} FROM {_quoted(model._meta.db_table)} WHERE {key} = %s"  # noqa: S608  # names of our own


@cache
def _insert(model: type[Model], count: int, *, ignore_conflicts: bool) -> str:
    columns = ", ".join(_quoted(field.column) for field in _written(model))
    places = ", ".join(["(" + ", ".join(["%s"] * len(_written(model))) + ")"] * count)
    ending = "ON CONFLICT DO NOTHING" if ignore_conflicts else f"RETURNING {_key(model)}"
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES {places} {ending}"  # noqa: S608  # as above


def _key(model: type[Model]) -> str:
    return _quoted(model._meta.pk.column)


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
