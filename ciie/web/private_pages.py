"""Pages for one person are kept by nobody: not by the browser after sign-out, and not by a proxy in between."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ciie.web.revalidation import is_personal

NO_STORE = "private, no-store"


class PrivatePagesMiddleware:
    """Answers with `no-store` whatever may say something about the person who asked, downloads included.

    Files that are the same for everybody say so themselves (`public`) and keep their caching, and so do the public
    pages of visitors without a session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _is_private(request, response):
            response.headers["Cache-Control"] = NO_STORE
        return response


def _is_private(request: HttpRequest, response: HttpResponseBase) -> bool:
    if "public" in response.headers.get("Cache-Control", ""):
        return False
    return is_personal(request) or settings.SESSION_COOKIE_NAME in response.cookies
