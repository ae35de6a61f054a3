"""Middleware for the admin: a looser content security policy, and a response of 400 to invalid input."""

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.csp import CSP, build_policy

# unfold's Alpine evaluates expressions in attributes, and its templates contain small inline scripts and styles.
ADMIN_POLICY: dict[str, list[str]] = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
}
KEY = re.compile(r"[0-9A-Za-z-]{1,64}")
PAGE = re.compile(r"[^0-9].*|[0-9]{0,9}", re.DOTALL)


class AdminContentSecurityMiddleware:
    """Sets the admin's policy; every other page keeps the strict policy of `SECURE_CSP`.

    It is inside Django's own policy middleware, which does not change an existing header.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.resolver_match and "admin" in request.resolver_match.app_names:
            response.headers[str(CSP.HEADER_ENFORCE)] = build_policy(ADMIN_POLICY)
        return response


class AdminInputMiddleware:
    """Refuses input that the admin cannot parse, because it would pass it to the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Raise `BadRequest` for a NUL character, a selected row without a valid key, or an invalid page number."""
        if request.resolver_match is None or "admin" not in request.resolver_match.app_names:
            return
        is_bad = (
            _has_nul(request.GET)
            or _has_nul(request.POST)
            or not all(KEY.fullmatch(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME))
            or not all(PAGE.fullmatch(request.GET.get(name, "")) for name in ("p", "page"))
        )
        if is_bad:
            raise BadRequest("The admin cannot understand this request.")


def _has_nul(sent: QueryDict) -> bool:
    return any("\x00" in text for name, values in sent.lists() for text in (name, *values))
