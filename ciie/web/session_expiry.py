"""Requests that cannot go on: the person is signed out, or an operation refused and its view had no form to say so."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.urls import get_script_prefix, reverse
from django_htmx.http import HttpResponseClientRedirect

from ciie.kernel.errors import DomainError
from ciie.web.form_recovery import forget_form, keep_form
from ciie.web.htmx import HtmxRequest, messages_alone
from ciie.web.refusals import announce_refusal


class SessionExpiryMiddleware:
    """Keeps what was typed across a sign-in, and turns a refusal nobody caught into a page that says it."""

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
    """Whether `login_required` or its like stopped the request: it asks to come back to this very address."""
    target = urlsplit(response.url)
    wanted = parse_qs(target.query).get("next", [""])[0]
    return target.path in _places_to_sign_in(request) and urlsplit(wanted).path == request.path


def _places_to_sign_in(request: HttpRequest) -> set[str]:
    """The admin sends whom it does not know to an address of its own, which leads on to the one sign-in."""
    usual = resolve_url(settings.LOGIN_URL)
    return {usual} if request.user.is_authenticated else {usual, reverse("admin:login")}


def _to_sign_in(request: HtmxRequest) -> HttpResponse:
    url = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': _where_to_go_on(request)})}"
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def _where_to_go_on(request: HtmxRequest) -> str:
    if request.htmx:
        return request.htmx.current_url_abs_path or get_script_prefix()
    if request.method != "POST":
        return request.get_full_path()
    return reverse("web:kept_form") if keep_form(request) else request.get_full_path()
