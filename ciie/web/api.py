"""The middleware, checks and types of all requests to the API and responses from it.

Refusals are in `ciie.web.problems`.
"""

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache, wraps
from http import HTTPStatus
from typing import Annotated, Any, Never

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.parser import Parser
from pydantic import AfterValidator, Field, PlainSerializer

from ciie.web.paging import MOST_COUNTED, BoundedPaginator
from ciie.web.problems import BodyRefused, Problem, View, not_found, problem, too_many, without_tls
from ciie.web.rate_limits import TooManyRequests, count_unknown

API = "/api/"
HEADERS = {  # no response of the API is ever shown as a page, framed or executed
    str(CSP.HEADER_ENFORCE): "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}
WITH_BODIES = {"POST", "PUT", "PATCH", "DELETE"}
JSON = "application/json"
MOST_PER_PAGE = 200
LARGEST_BODY = 256 * 1024


class ApiMiddleware:
    """Responds to requests to the API; all others continue to the middlewares below it, which are for people.

    The API has no session, cookie, form, message or htmx. Those middlewares would look for a session, messages and a
    signed-in person in vain, at 30 to 40 % of the cost of a short response.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.for_people = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(API):
            return self.for_people(request)
        request.get_host()  # raises if the host is not ours
        is_language_asked = "HTTP_ACCEPT_LANGUAGE" in request.META
        language = translation.get_language_from_request(request) if is_language_asked else settings.LANGUAGE_CODE
        translation.activate(language)
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return self.framed(without_tls(), language)
        try:
            request.resolver_match = match = _match_of(request.path_info, settings.ROOT_URLCONF)
            response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        except Http404 as error:  # an unknown address, or the API's own root
            response = not_found(request, error)
        return self.framed(response, language)

    @staticmethod
    def framed(response: HttpResponseBase, language: str) -> HttpResponseBase:
        """Return the response with the headers that every response of the API has."""
        if not response.has_header("Content-Length") and not response.streaming:
            response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]  # not streaming
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language"])
        return response


@lru_cache(maxsize=1_000)
def _match_of(path: str, urls: str) -> ResolverMatch:
    """Return the view of an address.

    The lookup costs a tenth of a short response, so that the results for the most frequent addresses are cached.
    """
    return resolve(path, urls)


def checked(view: View) -> View:
    """Wrap a view of ninja's, so that requests without a token are counted and a wrong method is a problem response.

    Ninja reports a wrong method in plain text.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            if "Authorization" not in request.headers:
                count_unknown(request)
        except TooManyRequests as error:
            return too_many(request, error)
        response = view(request, *args, **kwargs)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        wrong_method = problem(405, "method_not_allowed", _("This method is not allowed at this address."))
        wrong_method.headers["Allow"] = response.headers["Allow"]
        return wrong_method

    return answer


def require_body(request: HttpRequest) -> None:
    """Raise `BodyRefused` unless there is no body, or a JSON object of at most `LARGEST_BODY` bytes.

    Ninja would take a list for an object without any of its fields. The caller has accepted and counted the token
    before, so that no body is read without one.
    """
    if request.method not in WITH_BODIES:
        return
    said = request.META.get("CONTENT_LENGTH") or "0"
    if not said.isdecimal() or int(said) > LARGEST_BODY:
        detail = _("The body is larger than %(most)d KB, and no request needs so much.")
        raise BodyRefused(problem(413, "too_large", detail % {"most": LARGEST_BODY // 1024}))
    if request.body and (refusal := _refused_json(request)) is not None:
        raise BodyRefused(refusal)


def _refused_json(request: HttpRequest) -> HttpResponse | None:
    """Return the problem with a body (415, 400 or 422), or `None` for a JSON object."""
    if request.content_type not in {"", JSON}:
        return problem(415, "unsupported_media_type", _("Send the body as JSON: “Content-Type: application/json”."))
    try:
        parsed = parsed_json(request.body)
    except DuplicateKeyError as error:
        return problem(422, "duplicate_key", _("The body contains “%(key)s” twice.") % {"key": error})
    except (ValueError, RecursionError):
        return problem(400, "malformed", _("The body is not valid JSON."))
    if not isinstance(parsed, dict):
        return problem(422, "invalid", _("The body must be a JSON object: {…}."))
    return None


class StrictJson(Parser):
    """Parses standard JSON: without NaN or Infinity, with all digits of fractions, and without duplicate keys."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        parsed: dict[str, Any] = parsed_json(request.body)
        return parsed


class DuplicateKeyError(ValueError):
    """An object contains the same key twice, so that its value is ambiguous."""


def parsed_json(content: bytes) -> Any:
    """Parse JSON. Raises `ValueError` if it is invalid, `RecursionError` if it is nested too deeply."""
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


SquareMetres = Annotated[Decimal, PlainSerializer(float, return_type=float)]
"""An area with two decimal places, which is exact here and a JSON number in responses."""


def _storable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(_("This contains an incomplete character (a lone surrogate).")) from error
    if "\x00" in text:
        raise ValueError(_("This contains a NUL character, which is not allowed in text."))
    return text


Text = Annotated[str, AfterValidator(_storable)]


class Page(Schema):
    """The requested part of a list."""

    limit: int = Field(50, ge=1, le=MOST_PER_PAGE)
    offset: int = Field(0, ge=0, le=10_000_000)


class Listed[Item](Schema):
    """A part of a list, and how many there are in all; `has_more` where these are not counted further."""

    items: list[Item]
    count: int = Field(description=f"At most {MOST_COUNTED}; an offset may be more.")
    has_more: bool = False


def listed[M: Model, Row](
    rows: QuerySet[M, Row], page: Page, show: Callable[[Sequence[Row]], list[Any]]
) -> dict[str, object]:
    """Return the page of these rows, which are shown together so that related rows are read at once."""
    counted = BoundedPaginator(rows, page.limit)
    items = show(list(rows[page.offset : page.offset + page.limit]))
    return {"items": items, "count": counted.count, "has_more": counted.has_more}


def refusals(*statuses: int) -> dict[int, type[Problem]]:
    """Return the problems with which an endpoint may respond, for its description."""
    return dict.fromkeys((*statuses, 401, 429), Problem)
