"""A short way in for programs: `/api/` has no session, cookie, form, message or htmx, so it skips what these need."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.csp import CSP

from ciie.web.problems import not_found

PROGRAMS = "/api/"
HEADERS = {  # nothing that is answered here is ever shown as a page, framed or run
    str(CSP.HEADER_ENFORCE): "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}


class ApiMiddleware:
    """Answers what programs ask itself; everything else goes on to the middlewares below it, which are for people.

    For 30 to 40 % of what a short answer costs, those would look for a session, messages and a signed-in person, and
    find nothing. Errors are problem documents, made by the API itself (`ciie.web.problems`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.for_people = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return _answer(request) if request.path_info.startswith(PROGRAMS) else self.for_people(request)


def _answer(request: HttpRequest) -> HttpResponseBase:
    request.get_host()  # raises on a host that is not ours
    language = _language_of(request)
    translation.activate(language)
    response = _asked_of_view(request)
    if not response.has_header("Content-Length") and not response.streaming:
        response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]  # not streaming
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _asked_of_view(request: HttpRequest) -> HttpResponseBase:
    try:
        request.resolver_match = match = _match_of(request.path_info, settings.ROOT_URLCONF)
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    except Http404 as error:  # an address that is none, or the API's own root
        return not_found(request, error)
    return response


@lru_cache(maxsize=1_000)
def _match_of(path: str, urls: str) -> ResolverMatch:
    """Finding the view of an address takes a tenth of a short answer, so those asked for most are found once."""
    return resolve(path, urls)


def _language_of(request: HttpRequest) -> str:
    """The language of a refusal."""
    if "HTTP_ACCEPT_LANGUAGE" in request.META:
        return translation.get_language_from_request(request)
    return settings.LANGUAGE_CODE
