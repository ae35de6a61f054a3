"""The ASGI application of the stream processes: a few addresses, each of which answers for a long time."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from time import monotonic
from typing import Any

from django.conf import settings
from prometheus_client import CONTENT_TYPE_LATEST, Counter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from ciie.web.monitoring import measured
from ciie.web.streams.connection_limits import ConnectionLimits
from ciie.web.streams.hub import Hub, Unknown, listen
from ciie.web.streams.requests import StreamRequest
from ciie.web.streams.stream import Stream

STALE_SECONDS = 10  # a hub that has not polled for so long does not work
REFUSED = Counter("ciie_live_streams_refused", "Streams that were not opened, by status.", ["status"])


class Admission:
    """Counts each connection from its first byte until it ends, and gives it a `Stream`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._limits = app, ConnectionLimits()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        stream = scope["stream"] = Stream()
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
    """Serves these routes, made by `stream_route`, which follow these hubs."""

    @asynccontextmanager
    async def polling(_application: Starlette) -> AsyncIterator[None]:
        work = [asyncio.create_task(hub.run()) for hub in hubs]
        work.append(asyncio.create_task(listen(settings.REDIS_URL, hubs)))
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
        lifespan=polling,
    )


async def _refuse(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        error = HTTPException(HTTPStatus.NOT_FOUND if isinstance(error, Unknown) else HTTPStatus.BAD_REQUEST)
    REFUSED.labels(error.status_code).inc()
    return PlainTextResponse(error.detail, error.status_code, error.headers)
