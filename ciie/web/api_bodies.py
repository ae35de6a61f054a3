"""Bodies that programs send: JSON objects as the standard has them, and nothing else."""

import json
from decimal import Decimal
from typing import Any, Never

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.parser import Parser

from ciie.web.problems import problem

WITH_BODIES = {"POST", "PUT", "PATCH", "DELETE"}
JSON = "application/json"


class DuplicateKeyError(ValueError):
    """An object says the same key twice, so that nobody can know which one is meant."""


class StrictJson(Parser):
    """JSON as its standard has it: no NaN or Infinity; fractions keep their digits; no key twice."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        parsed: dict[str, Any] = parsed_json(request.body)
        return parsed


def refused_body(request: HttpRequest) -> HttpResponse | None:
    """The problem with the body of a request: 415, 400 or 422. None where there is no body, or a JSON object."""
    if request.method not in WITH_BODIES or not request.body:
        return None
    if request.content_type not in {"", JSON}:
        return problem(415, "unsupported_media_type", _("Send the body as JSON: “Content-Type: application/json”."))
    try:
        parsed = parsed_json(request.body)
    except DuplicateKeyError as error:
        return problem(422, "duplicate_key", _("The body says “%(key)s” twice.") % {"key": error})
    except (ValueError, RecursionError):
        return problem(400, "malformed", _("The body is not valid JSON."))
    if not isinstance(parsed, dict):
        return problem(422, "invalid", _("The body must be a JSON object: {…}."))
    return None


def parsed_json(content: bytes) -> Any:
    """Raises `ValueError` for what is no JSON, `RecursionError` for what is nested too deep."""
    return json.loads(content, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_without_duplicates)


def _no_number(constant: str) -> Never:
    raise ValueError(constant)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise DuplicateKeyError(key[:40])
        found[key] = value
    return found
