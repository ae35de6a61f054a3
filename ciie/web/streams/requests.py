"""Requests for streams: their origin, their session and what they state."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ciie.kernel.authority import allowed
from ciie.web.apps import NameConverter
from ciie.web.rate_limits import network_at_the_end
from ciie.web.streams.hub import in_thread
from ciie.web.streams.stream import EventStream, Stream, opening

LARGEST_BODY = 4_000  # bytes; a long Chinese name with its signature takes half of it
LONGEST_REVISION = 2_000
LONGEST_SESSION = 64
PEOPLE = ThreadPoolExecutor(2, thread_name_prefix="people")


class StreamRequest(Request):
    """A request to the stream processes."""

    @property
    def address(self) -> str:
        """The network of the visitor. Headers that several proxies add are joined into one list of addresses."""
        forwarded = ",".join(self.headers.getlist("x-forwarded-for"))
        return network_at_the_end(forwarded, self.client.host if self.client else "")

    @property
    def session_key(self) -> str:
        """The session key that the browser sends, which has not been checked."""
        return self.cookies.get(settings.SESSION_COOKIE_NAME, "")[:LONGEST_SESSION]

    @property
    def seen(self) -> str:
        """The revision that this reader has: its last event's, or its page's."""
        return (self.headers.get("last-event-id") or self.query_params.get("seen", ""))[:LONGEST_REVISION]

    def require_our_page(self) -> None:
        """Raise `HTTPException` for a foreign host, and for a page of another origin if the browser names one."""
        address, origin = self.headers.get("host", ""), self.headers.get("origin")
        host, _port = split_domain_port(address)
        if not validate_host(host, settings.ALLOWED_HOSTS):
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        try:  # `beside`: on this host's port of pages, without a proxy
            page, site = urlsplit(origin or f"//{address}"), urlsplit(settings.SITE_URL)
            beside = settings.LIVE_PORT is not None and (page.hostname, page.port) == (host, site.port)
        except ValueError:
            raise HTTPException(HTTPStatus.FORBIDDEN) from None
        if page.netloc != address and not beside:
            raise HTTPException(HTTPStatus.FORBIDDEN)

    async def require(self, permission: str) -> None:
        """Raise `HTTPException` unless the person is signed in and has this permission."""
        session_key = self.session_key

        def is_allowed() -> bool:
            request = HttpRequest()
            request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key or None)
            return allowed(permission, get_user(request))

        if not await in_thread(PEOPLE, is_allowed):
            raise HTTPException(HTTPStatus.FORBIDDEN)


type View = Callable[..., Awaitable[Response | None]]


class Name(StringConvertor):
    regex = NameConverter.regex


register_url_convertor("name", Name())


def stream_route(path: str, view: View, *, name: str, method: str = "GET") -> Route:
    """Return a route for a view `async (request, stream, …)`, which accepts only this method.

    The view lets the stream follow what was requested, or returns a response instead of a stream.
    """

    async def answer(request: Request) -> Response:
        stream: Stream = request["stream"]
        stream.offer(opening())
        response = await view(StreamRequest(request.scope, request.receive), stream, **request.path_params)
        response = response or EventStream(stream)
        if origin := request.headers.get("origin"):
            sharing = {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}
            response.headers.update(sharing | {"Vary": "origin"})
        return response

    route = Route(path, answer, name=name, methods=[method], max_body_size=LARGEST_BODY if method == "POST" else None)
    route.methods = {method}  # no HEAD beside GET
    return route
