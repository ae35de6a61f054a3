"""Middleware that refreshes the names of countries."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ciie.kernel.country_names import refresh_names

WITHOUT_DATABASE = ("/healthz", "/readyz", "/metrics")


class CountryNamesMiddleware:
    """Reads the names again if the last time was some seconds ago, except for health checks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path not in WITHOUT_DATABASE:
            refresh_names()
        return self.get_response(request)
