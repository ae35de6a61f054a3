"""Requests for a part of a page, and what their responses contain besides the part."""

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
    """A request by any visitor. `htmx` is truthy when only a part of a page is wanted."""

    htmx: HtmxDetails


def messages_alone(request: HttpRequest, *, status: int) -> HttpResponse:
    """Return a response that changes nothing on the page but the messages at the top."""
    response = HttpResponse(render_to_string(f"{MESSAGES}#list", request=request), status=status)
    return reswap(retarget(response, "#messages"), "beforeend")


class HtmxMessagesMiddleware:
    """Sends pending messages out of band along with the requested part of a page."""

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
