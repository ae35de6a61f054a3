"""Reads JSON as a table: the longest list of objects in it, with nested objects as dotted columns."""

import json
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from ciie.tables.cleaning import clean_cell
from ciie.tables.table import Limits, RawRows, TableError

type Json = Mapping[str, Json] | list[Json] | str | int | float | bool | None
type Record = Mapping[str, Json]

LIST_SEPARATOR = "; "
KEY_COLUMN = "key"
_DEPTH = 12


def read_json(text: str, limits: Limits) -> RawRows:
    """Return the longest list of objects at any depth, or an object of objects (whose keys become the column `key`).

    Row numbers count the objects from 1. A list of plain values becomes one cell, joined by "; "; deeper lists remain
    JSON text, so that nothing is lost. Raises `TableError` if there is no such list.
    """
    parsed = _parse(text)
    lists = list(_lists_of_objects(parsed, _DEPTH))
    # The longest list of objects, or else the largest object of objects. The first one wins a tie.
    records = max(lists, key=len) if lists else max(_objects_of_objects(parsed, _DEPTH), key=len, default=[])
    if not records:
        raise TableError(
            _("The JSON holds no list of objects. Each row should be one object in a list."),
            "no_list_in_json",
        )
    flat = [dict(_flatten(record)) for record in records[: limits.rows + 1]]
    columns = tuple(dict.fromkeys(name for record in flat for name in record))
    rows = [(number, tuple(record.get(name, "") for name in columns)) for number, record in enumerate(flat, start=1)]
    return RawRows(limits, [(0, tuple(map(clean_cell, columns))), *rows])


def _parse(text: str) -> Json:
    try:
        parsed: Json = json.loads(text, parse_constant=lambda _name: None)
    except json.JSONDecodeError as error:
        message = _("The JSON breaks off or is damaged at line %(line)s, character %(column)s.")
        details = {"line": error.lineno, "column": error.colno}
        raise TableError(message % details, "broken_json", **details) from error
    except (RecursionError, ValueError) as error:  # excessive nesting; a number with thousands of digits
        raise TableError(
            _("The JSON is nested too deeply, or contains a number out of range."), "broken_json"
        ) from error
    return parsed


def _lists_of_objects(value: Json, depth: int) -> Iterator[list[Record]]:
    if isinstance(value, list):
        objects = [item for item in value if isinstance(item, Mapping)]
        if objects and len(objects) == len(value):
            yield objects
    elif isinstance(value, Mapping) and depth:
        for nested in value.values():
            yield from _lists_of_objects(nested, depth - 1)


def _objects_of_objects(value: Json, depth: int) -> Iterator[list[Record]]:
    if not isinstance(value, Mapping) or not depth:
        return
    objects: list[Record] = [{KEY_COLUMN: key, **item} for key, item in value.items() if isinstance(item, Mapping)]
    if objects and len(objects) == len(value):
        yield objects
    for nested in value.values():
        yield from _objects_of_objects(nested, depth - 1)


def _flatten(record: Record, prefix: str = "", depth: int = _DEPTH) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        if isinstance(value, Mapping) and value and depth:
            yield from _flatten(value, f"{prefix}{key}.", depth - 1)
        else:
            yield f"{prefix}{key}", clean_cell(_cell(value))


def _cell(value: Json) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case list() if not any(isinstance(item, (list, Mapping)) for item in value):
            return LIST_SEPARATOR.join(filter(None, map(_cell, value)))
        case list() | Mapping():
            return json.dumps(value, ensure_ascii=False) if value else ""
        case _:
            return str(value)
