"""Cells that hold JSON, as directories and their exports have them: understood where the shape is known."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ciie.tables.mapping import heading_key

NUMBER_KEYS: Final = ("no", "number", "booth number", "booth no", "booth", "stand number", "stand no", "stand", "code",
                      "label", "name")  # fmt: skip
HALL_KEYS: Final = ("hall", "hall number", "hall no", "hall name", "pavilion", "building")
NAME_KEYS: Final = ("name", "title", "label", "value", "text", "url", "email", "code")
SEPARATOR: Final = "; "


def is_nested(text: str) -> bool:
    """Whether the text is a JSON list or object, and not "[A1]" or "{new}"."""
    return isinstance(_parsed(text), list | dict)


def plain_text(text: str) -> str | None:
    """Values or objects with a name as one text, joined by "; "; None for what cannot be told in one."""
    values = _values(text, NAME_KEYS)
    return None if values is None else SEPARATOR.join(filter(None, values))


def numbers_and_halls(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The numbers of booths with a hall for each, or no hall at all; None for what names no booths."""
    numbers, halls = _values(text, NUMBER_KEYS), _values(text, HALL_KEYS, plain=False)
    if numbers is None or not all(numbers):
        return None
    return tuple(numbers), tuple(halls) if halls and all(halls) else ()


def _values(text: str, keys: Sequence[str], *, plain: bool = True) -> list[str] | None:
    """Of each item the value under the likeliest of the keys, or the item itself where it is `plain`."""
    found = _parsed(text)
    items = found if isinstance(found, list) else [found]
    values = [_value(item, keys, plain=plain) for item in items]
    return None if None in values else [value or "" for value in values]


def _value(item: object, keys: Sequence[str], *, plain: bool) -> str | None:
    if not isinstance(item, Mapping):
        return _text(item) if plain else None
    by_key: dict[str, Any] = {heading_key(str(key)): value for key, value in item.items()}
    return next((_text(by_key[key]) for key in keys if key in by_key), None)


def _text(value: object) -> str | None:
    match value:
        case bool() | None:
            return ""
        case str() | int() | float():
            return " ".join(str(value).split())
        case _:
            return None


def _parsed(text: str) -> object:
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
