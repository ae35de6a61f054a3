"""Answers to requests that never reach the site: too many came at once, or the body came too slowly or is too large."""

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
"""Of these answers, which no middleware sees."""


@dataclass(frozen=True)
class Place:
    """How far back somebody stands in the line, from 1, and after how many seconds it is worth coming back."""

    number: int
    seconds: int


def busy(request: WSGIRequest, place: Place) -> HttpResponse:
    """503 with the place in line and `Retry-After`. A page holds what was typed and sends it again as it was."""
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
    """408."""
    with translation.override(translation.get_language_from_request(request)):
        sentence = _("The request arrived too slowly. Check your connection and try again.")
        return _unread(request, 408, "too_slow", sentence)


def is_too_large(request: WSGIRequest) -> HttpResponse:
    """413."""
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
    """A message on top of a page that stays as it is."""
    response = HttpResponse(render_to_string("web/busy.html#notice", {"sentence": sentence}), status=503)
    return reswap(retarget(response, "#messages"), "innerHTML")


def _form_again(request: WSGIRequest) -> dict[str, object] | None:
    """The form that sends the request again.

    None where it had files or secrets, which no page shall hold, or where another site may have sent it.
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
