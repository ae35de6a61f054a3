"""The ASGI application of the stream processes: a few addresses, each of which answers for a long time."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from importlib import import_module
from time import monotonic
from typing import Any, cast

import structlog
from django.conf import settings
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from prometheus_client import CONTENT_TYPE_LATEST

from ciie.web.monitoring import measured
from ciie.web.streams.connection_limits import ConnectionLimits
from ciie.web.streams.frames import opening
from ciie.web.streams.hub import Hub, Unknown
from ciie.web.streams.metrics import ENDED, REFUSED
from ciie.web.streams.requests import Endpoint, Refused, Scope, StreamRequest, address_of
from ciie.web.streams.stream import Stream
from ciie.web.streams.subscriber import listen

type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Header = tuple[bytes, bytes]
type Headers = list[Header]

LONGEST_SECONDS = 15 * 60  # then the browser comes back, so people who have signed out lose their streams
UNREAD_SECONDS = 30
LARGEST_BODY = 4_000  # a long Chinese name, signed, is half of it
BODY_SECONDS = 10
STALE_SECONDS = 10  # a hub that has not looked for so long is not well
EVENT_STREAM: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
log = structlog.get_logger(__name__)


class StreamApplication:
    """Serves the views of one URLconf, whose module also names the `hubs` that they follow.

    A view is `async (request, stream, …)`. It lets the stream follow what was asked for and returns None, or returns a
    status that ends the matter, or raises `Refused`.
    """

    def __init__(self, urlconf: str) -> None:
        routes = import_module(urlconf)
        self._resolver = URLResolver(RegexPattern(r"^/"), routes.urlpatterns)
        self._hubs: Sequence[Hub[Any, Any]] = routes.hubs
        self._limits = ConnectionLimits()
        self._work: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._work = [asyncio.create_task(hub.run()) for hub in self._hubs]
        self._work.append(asyncio.create_task(listen(settings.REDIS_URL, self._notify)))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for work in self._work:
            work.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    def _notify(self) -> None:
        for hub in self._hubs:
            hub.notify()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] in {"/healthz", "/metrics"} and scope["method"] == "GET":
            await self._tell(scope["path"], send)
            return
        stream = Stream()
        try:
            status, headers = await self._open(scope, receive, stream)
            if status:
                await _respond(send, status, headers=headers)
            else:
                await send({"type": "http.response.start", "status": 200, "headers": EVENT_STREAM + headers})
                await _send_until_gone(stream, receive, send)
        except Refused as refusal:
            REFUSED.labels(refusal.status.value).inc()
            await _refuse(refusal, send)
        finally:
            stream.leave()

    async def _open(self, scope: Scope, receive: Receive, stream: Stream) -> tuple[HTTPStatus | None, Headers]:
        self._limits.admit(address_of(scope), stream)
        try:
            request = StreamRequest.of(scope)
            origin = request.origin()
            match = self._resolver.resolve(request.path)
            endpoint = cast("Endpoint", match.func)
            if request.method != endpoint.method:
                raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, allow=endpoint.method)
            if request.method == "POST":
                request = replace(request, body=await _body(receive))
            else:
                self._limits.admit_reader(request.session, stream)
                stream.offer(opening())
            return await endpoint(request, stream, *match.args, **match.kwargs), _sharing(origin)
        except (Resolver404, Unknown) as error:
            raise Refused(HTTPStatus.NOT_FOUND) from error
        except ValueError as error:
            raise Refused(HTTPStatus.BAD_REQUEST) from error

    async def _tell(self, path: str, send: Send) -> None:
        if path == "/metrics":
            await _respond(send, HTTPStatus.OK, measured(), CONTENT_TYPE_LATEST)
            return
        well = all(monotonic() - hub.polled_at < STALE_SECONDS for hub in self._hubs)
        status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
        await _respond(send, status, b'{"status": "up"}' if well else b'{"status": "not looking"}', "application/json")


async def _send_until_gone(stream: Stream, receive: Receive, send: Send) -> None:
    """Send what comes until the reader goes, does not keep up, or has been here long enough."""
    stream.sent_by(asyncio.current_task())
    listening = asyncio.create_task(_listen_until_gone(stream, receive))
    try:
        why = await _send_all(stream, send)
    except asyncio.CancelledError:
        if not stream.is_given_up:
            raise
        why = "gone" if listening.done() else "slow"
    finally:
        listening.cancel()
    ENDED.labels(why).inc()


async def _listen_until_gone(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.give_up()


async def _send_all(stream: Stream, send: Send) -> str:
    """Returns why it ended."""
    until = monotonic() + LONGEST_SECONDS
    while monotonic() < until and (frames := await stream.next(settings.LIVE_HEARTBEAT_SECONDS)):
        try:
            async with asyncio.timeout(UNREAD_SECONDS):
                await send({"type": "http.response.body", "body": frames, "more_body": True})
        except TimeoutError:
            return "slow"
    await send({"type": "http.response.body", "body": b"", "more_body": False})
    return "over"


async def _body(receive: Receive) -> bytes:
    """What was posted; raises `Refused` when it is more than anybody of ours sends, or takes too long to come."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _all_of(receive)
    except TimeoutError as error:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT) from error


async def _all_of(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(HTTPStatus.BAD_REQUEST)
        body += bytes(message.get("body", b""))
        if len(body) > LARGEST_BODY:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not message.get("more_body"):
            return body


def _sharing(origin: str) -> Headers:
    if not origin:
        return []
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"origin"),
    ]


async def _refuse(refusal: Refused, send: Send) -> None:
    headers: Headers = [(b"retry-after", str(refusal.retry_after).encode())] if refusal.retry_after else []
    headers += [(b"allow", refusal.allow.encode())] if refusal.allow else []
    await _respond(send, refusal.status, str(refusal).encode(), "text/plain; charset=utf-8", headers=headers)


async def _respond(
    send: Send, status: HTTPStatus, body: bytes = b"", kind: str = "text/plain", *, headers: Sequence[Header] = ()
) -> None:
    own: Headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status.value, "headers": [*own, *headers]})
    await send({"type": "http.response.body", "body": body})
