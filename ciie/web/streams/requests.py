"""Who asks for a stream, from where, and what they say of themselves."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from django.urls import URLPattern, path

from ciie.kernel.actors import Visitor
from ciie.web.rate_limits import network_at_the_end

type Scope = Mapping[str, Any]

FORWARDED = "x-forwarded-for"
LONGEST_REVISION = 2_000
LONGEST_SESSION = 64
PEOPLE = ThreadPoolExecutor(2, thread_name_prefix="people")


class Refused(Exception):
    """The stream is not opened, and a sentence says why. `retry_after`: seconds until it may be worth asking again."""

    def __init__(
        self, status: HTTPStatus, sentence: str = "", *, retry_after: int | None = None, allow: str = ""
    ) -> None:
        super().__init__(sentence or status.phrase)
        self.status, self.retry_after, self.allow = status, retry_after, allow


@dataclass(frozen=True)
class StreamRequest:
    """A request, as far as streams go. Headers are lower-case; fields are those of the address."""

    path: str
    method: str
    headers: Mapping[str, str]
    fields: Mapping[str, str]
    body: bytes = b""

    @classmethod
    def of(cls, scope: Scope) -> "StreamRequest":
        headers = headers_of(scope)
        fields = dict(parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=10))
        return cls(
            path=scope["path"],
            method=scope["method"],
            headers=headers,
            fields=fields,
        )

    @property
    def session(self) -> str:
        """The key of the session that the browser names; nobody has looked whether there is one."""
        return _cookie(self.headers.get("cookie", ""))[:LONGEST_SESSION]

    @property
    def seen(self) -> str:
        """The revision that this reader knows: its last event's, or its page's."""
        return (self.headers.get("last-event-id") or self.fields.get("seen", ""))[:LONGEST_REVISION]

    def origin(self) -> str:
        """The page's origin where the browser names one. Raises `Refused` unless the page is one of ours."""
        host, _port = split_domain_port(self.headers.get("host", ""))
        if not validate_host(host, settings.ALLOWED_HOSTS):
            raise Refused(HTTPStatus.BAD_REQUEST)
        origin = self.headers.get("origin", "")
        if origin and not self._is_ours(origin, host):
            raise Refused(HTTPStatus.FORBIDDEN)
        return origin

    def _is_ours(self, origin: str, host: str) -> bool:
        """Of the same host and port, or of the port on which this machine has its pages."""
        try:
            site, page = urlsplit(settings.SITE_URL), urlsplit(origin)
            return page.netloc == self.headers["host"] or (
                settings.LIVE_PORT is not None and (page.hostname, page.port) == (host, site.port)
            )
        except ValueError:
            return False

    async def asked[R](self, question: Callable[[Visitor], R]) -> R:
        """Put a question that needs the database, and who is signed in, to a thread that may ask it."""
        cookie = self.headers.get("cookie", "")
        return await self.from_database(lambda: question(_visitor(cookie)))

    async def from_database[R](self, question: Callable[[], R]) -> R:
        """Put a question that needs the database to a thread that may ask it."""
        return await self.in_thread(lambda: _answer(question))

    async def in_thread[R](self, question: Callable[[], R]) -> R:
        """Do in a thread what would keep everybody waiting."""
        return await asyncio.get_running_loop().run_in_executor(PEOPLE, question)


type View = Callable[..., Awaitable[HTTPStatus | None]]


@dataclass(frozen=True)
class Endpoint:
    """A view, and the one method that it takes."""

    view: View
    method: str

    def __call__(self, *args: Any, **kwargs: Any) -> Awaitable[HTTPStatus | None]:
        return self.view(*args, **kwargs)


def stream_path(route: str, view: View, *, name: str, method: str = "GET") -> URLPattern:
    """Django's `path`, for a view of the stream processes. Every other method is refused."""
    pattern: URLPattern = path(route, cast("Any", Endpoint(view, method)), name=name)
    return pattern


def _answer[R](question: Callable[[], R]) -> R:
    close_old_connections()
    try:
        return question()
    finally:
        close_old_connections()


def _visitor(cookie: str) -> Visitor:
    """The person of the session, as the web's own middleware finds them."""
    request = HttpRequest()
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(_cookie(cookie) or None)
    visitor: Visitor = get_user(request)
    return visitor


def _cookie(cookie: str) -> str:
    """The value of the session's cookie, or ""."""
    try:
        morsel = SimpleCookie(cookie).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def headers_of(scope: Scope) -> dict[str, str]:
    """Headers by name. Proxies that each add a header of their own make one list of addresses."""
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        headers[key] = f"{headers[key]},{text}" if key == FORWARDED and key in headers else text
    return headers


def address_of(scope: Scope) -> str:
    """Who is at the other end: what the last trusted proxy says, or else the socket."""
    client = scope["client"]
    return network_at_the_end(headers_of(scope).get(FORWARDED, ""), client[0] if client else "")
