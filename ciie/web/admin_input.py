"""What no page of the admin can understand is answered with 400; Django's admin would hand it to the database."""

import re
from collections.abc import Callable

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

KEY = re.compile(r"[0-9A-Za-z-]{1,64}")
PAGE = re.compile(r"[^0-9].*|[0-9]{0,9}", re.DOTALL)


class AdminInputMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Raises `BadRequest` for a character that no text has, a chosen row without a key, or a page out of reach."""
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
