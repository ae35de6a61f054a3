"""Requests that cannot continue: the person is signed out, or an operation was refused whose view has no form.

The input outlives the session: it is kept, hidden from others, until the person has signed in again. A cookie that
sign-in leaves in the browser identifies the person.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import TypedDict, cast
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.urls import get_script_prefix, reverse
from django_htmx.http import HttpResponseClientRedirect

from ciie.kernel.errors import DomainError
from ciie.web.cookies import ONE_YEAR, cookie_name, remember
from ciie.web.htmx import HtmxRequest, messages_alone
from ciie.web.refusals import announce_refusal

KEY = "kept_form"
MAX_CHARACTERS = 64 * 1024
COOKIE = cookie_name("person")
SALT = "web.kept_form"
SECRET_WORDS = ("password", "csrf", "code", "credential")


class SessionExpiryMiddleware:
    """Keeps input across a sign-in, and shows an uncaught refusal on a page."""

    def __init__(self, get_response: Callable[[HtmxRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HtmxRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseRedirect) and _asks_to_sign_in(request, response):
            return _to_sign_in(request)
        if request.method == "POST" and response.status_code != HTTPStatus.FORBIDDEN:
            forget_form(request)
        return response

    def process_exception(self, request: HtmxRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        if request.htmx:
            announce_refusal(request, exception)
            response = messages_alone(request, status=exception.status)
        else:
            response = render(request, "web/refused.html", {"refusal": exception}, status=exception.status)
        response.refusal = exception  # type: ignore[attr-defined]  # read by the security log
        return response


def _asks_to_sign_in(request: HttpRequest, response: HttpResponseRedirect) -> bool:
    """Return whether `login_required` or a similar decorator stopped the request, asking to return to this very URL.

    The admin redirects people who are not signed in to a URL of its own, which leads to the one sign-in.
    """
    usual = resolve_url(settings.LOGIN_URL)
    places = {usual} if request.user.is_authenticated else {usual, reverse("admin:login")}
    try:
        target = urlsplit(response.url)
        wanted = urlsplit(parse_qs(target.query).get("next", [""])[0])
    except ValueError:  # a malformed URL, such as `http://[`
        return False
    return target.path in places and wanted.path == request.path


def _to_sign_in(request: HtmxRequest) -> HttpResponse:
    if request.htmx:
        go_on_at = request.htmx.current_url_abs_path or get_script_prefix()
    elif request.method == "POST" and keep_form(request):
        go_on_at = reverse("web:kept_form")
    else:
        go_on_at = request.get_full_path()
    url = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': go_on_at})}"
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def remember_person(response: HttpResponse, person_id: int) -> None:
    """Store in the browser who has signed in there last."""
    remember(response, COOKIE, signing.dumps(person_id, salt=SALT))


def _typist(request: HttpRequest) -> int | None:
    """Return who is signed in, or was last in this browser, or `None` if nobody ever was."""
    if request.user.is_authenticated:
        return request.user.pk
    try:
        person_id: int = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=ONE_YEAR)
    except signing.BadSignature:
        return None
    return person_id


class KeptForm(TypedDict):
    """A form as it was sent. `fields` are pairs of name and value; `files` says whether there were uploads, now lost.

    `person` is the key of the person who sent it, or `None` if nobody had signed in in this browser, as for choices
    made on a public page.
    """

    person: int | None
    path: str
    fields: list[list[str]]
    files: bool


def keep_form(request: HttpRequest) -> bool:
    """Keep the posted input in the session, without secrets. Return `False` if there is none or too much."""
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if not any(word in name.lower() for word in SECRET_WORDS)
    ]
    size = sum(len(name) + len(value) for name, value in fields)
    if not fields or size > MAX_CHARACTERS:
        return False
    request.keeps_form = True  # type: ignore[attr-defined]
    path, files = request.get_full_path(), bool(request.FILES)
    request.session[KEY] = KeptForm(person=_typist(request), path=path, fields=fields, files=files)
    return True


def kept_form(request: HttpRequest) -> KeptForm | None:
    """Return the form for the person who sent it. If somebody else has signed in, it is deleted."""
    kept = cast("KeptForm | None", request.session.get(KEY))
    if kept is None or kept.get("person") in {None, request.user.pk}:
        return kept
    if request.user.is_authenticated:
        del request.session[KEY]
    return None


def forget_form(request: HttpRequest) -> None:
    """Delete the kept form once the same URL has been posted to and answered again."""
    kept = None if getattr(request, "keeps_form", False) else kept_form(request)
    if kept and kept["path"] == request.get_full_path():
        del request.session[KEY]


def is_from_here(request: HttpRequest) -> bool:
    """Return whether the browser confirms that a page of this site sent the request.

    Another site cannot forge this.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
