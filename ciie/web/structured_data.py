"""Data for search engines within a page."""

import json
from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}

type Thing = Mapping[str, object]


def json_ld(thing: Thing) -> SafeString:
    """A thing of schema.org, without what is blank of it, safe within a script element: no markup is left in it."""
    written = json.dumps(_filled({"@context": "https://schema.org", **thing}), ensure_ascii=False)
    return mark_safe(written.translate(UNSAFE))  # noqa: S308  # escaped


def organization(name: str) -> Thing | None:
    """None of nobody."""
    return {"@type": "Organization", "name": name} if name else None


def _filled(value: object) -> object:
    if isinstance(value, dict):
        return {name: _filled(part) for name, part in value.items() if part}
    return [_filled(each) for each in value] if isinstance(value, list) else value
