"""Data for search engines within a page."""

import json
from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def script_safe(told: Mapping[str, object]) -> SafeString:
    """JSON that is safe within a script element: no character of markup is left in it."""
    written: SafeString = mark_safe(json.dumps(told, ensure_ascii=False).translate(UNSAFE))  # noqa: S308  # escaped
    return written
