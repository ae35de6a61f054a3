"""Gives each request an id, takes over the proxy's if it sent one, and hands it back in the answer."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from ciie.kernel.request_id import request_id
from ciie.kernel.request_origin import request_headers

HEADER = "X-Request-ID"


class RequestIdMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_id(request.headers.get(HEADER, "")) as chosen, request_headers(request.META):
            structlog.contextvars.clear_contextvars()
            structlog.contextvars.bind_contextvars(request_id=str(chosen))
            response = self.get_response(request)
            response.headers[HEADER] = str(chosen)
            return response
