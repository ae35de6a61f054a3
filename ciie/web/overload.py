"""Responses to requests that never reach the site: too many arrived at once, or the body was too slow or too large."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import reswap, retarget

from ciie.kernel.wording import sentences
from ciie.web.problems import problem
from ciie.web.session_expiry import SECRET_WORDS

FORM = "application/x-www-form-urlencoded"
MOST_BYTES_OF_FORM = 64 * 1024
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
"""The headers of these responses, which no middleware processes."""


@dataclass(frozen=True)
class Place:
    """A place in the queue, starting from 1, and the seconds after which a retry is worthwhile."""

    number: int
    seconds: int


def busy(request: WSGIRequest, place: Place) -> HttpResponse:
    """Return 503 with the place in the queue and `Retry-After`.

    The page keeps the input and can send it again unchanged.
    """
    with translation.override(translation.get_language_from_request(request)):
        where = ngettext(
            "Many requests are arriving at this moment. Yours is next in line.",
            "Many requests are arriving at this moment. Yours is number %(number)d in line.",
            place.number,
        ) % {"number": place.number}
        when = ngettext("Try again in a second.", "Try again in %(seconds)d seconds.", place.seconds) % {
            "seconds": place.seconds
        }
        sentence = sentences(where, when)
        if _is_program(request):
            details = {"place": place.number, "retry_after": place.seconds}
            response = problem(503, "busy", sentence, details=details)
        elif "HX-Request" in request.headers:
            response = _notice(sentence)
        else:
            context = {"place": place, "where": where, "when": when, "form": _form_again(request)}
            response = HttpResponse(render_to_string("web/busy.html", context), status=503)
    response.headers["Retry-After"] = str(place.seconds)
    return _closed(response)


def came_too_slowly(request: WSGIRequest) -> HttpResponse:
    """Return 408."""
    with translation.override(translation.get_language_from_request(request)):
        sentence = _("The request arrived too slowly. Check your connection and try again.")
        return _unread(request, 408, "too_slow", sentence)


def is_too_large(request: WSGIRequest) -> HttpResponse:
    """Return 413."""
    with translation.override(translation.get_language_from_request(request)):
        return _unread(request, 413, "too_large", _("At most 64 MB can be sent at once. Choose smaller files."))


def _unread(request: WSGIRequest, status: int, code: str, sentence: str) -> HttpResponse:
    if _is_program(request):
        response = problem(status, code, sentence)
    else:
        page = render_to_string("web/unread.html", {"status": status, "sentence": sentence})
        response = HttpResponse(page, status=status)
    return _closed(response)


def _closed(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _is_program(request: WSGIRequest) -> bool:
    return request.path_info.startswith("/api/")


def _notice(sentence: str) -> HttpResponse:
    """Return a message at the top of a page that otherwise stays unchanged."""
    response = HttpResponse(render_to_string("web/busy.html#notice", {"sentence": sentence}), status=503)
    return reswap(retarget(response, "#messages"), "innerHTML")


def _form_again(request: WSGIRequest) -> dict[str, object] | None:
    """Return the form that sends the request again.

    It is `None` for a request with files or secrets, which no page may contain, or for one that another site may have
    sent.
    """
    action = escape_leading_slashes(request.get_full_path())
    if request.method in {"GET", "HEAD"}:
        query = parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True)
        return {"method": "get", "action": action, "fields": query}
    is_small = 0 < int(request.META.get("CONTENT_LENGTH", 0)) <= MOST_BYTES_OF_FORM
    is_from_here = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if request.content_type != FORM or not is_small or not is_from_here:
        return None
    fields = parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True)
    if any(word in name.lower() for name, _value in fields for word in SECRET_WORDS if word != "csrf"):
        return None
    return {"method": "post", "action": action, "fields": fields}
