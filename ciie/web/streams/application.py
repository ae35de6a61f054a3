"""The ASGI application of the stream processes, which has a few URLs, each with a long response."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from time import monotonic
from typing import Any, ClassVar

from django.conf import settings
from prometheus_client import CONTENT_TYPE_LATEST, Counter
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ciie.web.monitoring import measured
from ciie.web.streams.connection_limits import ConnectionLimits
from ciie.web.streams.hub import Hub, Unknown, listen
from ciie.web.streams.requests import StreamRequest
from ciie.web.streams.stream import Stream

DRAIN_SECONDS = 2  # the time for a reader to receive the end of its stream, before the connection is cut
STALE_SECONDS = 10  # a hub that has not polled for this long does not work
REFUSED = Counter("ciie_live_streams_refused", "Streams that were not opened, by status.", ["status"])


class Shielded:
    """Adds security headers to every response: nothing is executed, framed, sniffed or sent unencrypted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        }
        if settings.SECURE_HSTS_SECONDS:
            subdomains = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
            self._headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}{subdomains}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_shielded)


class Admission:
    """Counts each connection from its first byte until it ends, and gives it a `Stream`."""

    open: ClassVar[set[Stream]] = set()

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._limits = app, ConnectionLimits()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        stream = scope["stream"] = Stream()
        self.open.add(stream)
        stream.on_leaving.append(lambda: self.open.discard(stream))
        try:
            request = StreamRequest(scope)
            self._limits.admit(request.address, stream)
            request.require_our_page()
            if request.method == "GET":
                self._limits.admit_reader(request.session_key, stream)
            await self._app(scope, receive, send)
        finally:
            stream.leave()


def stream_application(routes: Sequence[Route], hubs: Sequence[Hub[Any, Any]]) -> Starlette:
    """Return an application that serves these routes of `stream_route`, which follow these hubs."""

    @asynccontextmanager
    async def polling(_application: Starlette) -> AsyncIterator[None]:
        work = [asyncio.create_task(hub.run()) for hub in hubs]
        work.append(asyncio.create_task(listen(settings.REDIS_URL, hubs)))
        _end_streams_on_sigterm(asyncio.get_running_loop())
        yield
        for each in work:
            each.cancel()

    async def health(_request: Request) -> Response:
        if all(monotonic() - hub.polled_at < STALE_SECONDS for hub in hubs):
            return JSONResponse({"status": "up"})
        return JSONResponse({"status": "not looking"}, HTTPStatus.SERVICE_UNAVAILABLE)

    async def metrics(_request: Request) -> Response:
        return Response(measured(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    admitted = Mount("", Router(routes, redirect_slashes=False), middleware=[Middleware(Admission)])
    return Starlette(
        routes=[Route("/healthz", health), Route("/metrics", metrics), admitted],
        exception_handlers=dict.fromkeys([HTTPException, Unknown, ValueError, ClientDisconnect], _refuse),
        middleware=[Middleware(Shielded)],
        lifespan=polling,
    )


def _end_streams_on_sigterm(loop: asyncio.AbstractEventLoop) -> None:
    """End all streams on SIGTERM, because the server waits until all connections are closed, and streams stay open.

    The loop learns of signals by its wake-up descriptor, too, so that the server's own handling of SIGTERM still
    happens. Readers reconnect by themselves, to another process or to the next one.
    """
    if threading.current_thread() is not threading.main_thread():
        return

    def end_all() -> None:
        for stream in list(Admission.open):
            stream.end()
        loop.call_later(DRAIN_SECONDS, cut_all)

    def cut_all() -> None:
        for stream in list(Admission.open):
            stream.give_up()

    signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(end_all))


async def _refuse(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        error = HTTPException(HTTPStatus.NOT_FOUND if isinstance(error, Unknown) else HTTPStatus.BAD_REQUEST)
    REFUSED.labels(error.status_code).inc()
    return PlainTextResponse(error.detail, error.status_code, error.headers)
