"""Requests for a part of a page, and what such an answer carries besides the part."""

from collections.abc import Callable

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django_htmx.http import reswap, retarget
from django_htmx.middleware import HtmxDetails

MESSAGES = "layout/messages.html"
LEAVES_THE_PAGE = ("HX-Redirect", "HX-Refresh", "HX-Location")


class HtmxRequest(HttpRequest):
    """Anyone's request. `htmx` is truthy when only a part of a page is wanted."""

    htmx: HtmxDetails


def messages_alone(request: HttpRequest, *, status: int) -> HttpResponse:
    """An answer that changes nothing on the page but the messages on top."""
    response = HttpResponse(render_to_string(f"{MESSAGES}#list", request=request), status=status)
    return reswap(retarget(response, "#messages"), "beforeend")


class HtmxMessagesMiddleware:
    """Sends waiting messages along with the part of a page that was asked for, out of band."""

    def __init__(self, get_response: Callable[[HtmxRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HtmxRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.htmx and isinstance(response, HttpResponse) and _is_part(response) and get_messages(request):
            response.write(render_to_string(f"{MESSAGES}#out_of_band", request=request))
        return response


def _is_part(response: HttpResponse) -> bool:
    swapped = response.status_code in {200, 422}
    html = response.headers.get("Content-Type", "").startswith("text/html")
    return swapped and html and not any(header in response for header in LEAVES_THE_PAGE)
