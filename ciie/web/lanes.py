"""The web server's application: it receives a whole request, responds on a thread of its lane, and sends the response.

Clients that send or read slowly occupy a connection but never a thread. Threads live as long as their process, so that
there are as many database connections as threads. The lanes are bulkheads: requests that read, requests that change
something, uploads and sign-ins, and health checks of the process have threads of their own, so that thousands who book
in one second delay nobody who only reads. A full lane sheds load: it refuses a request at once, with its place in the
queue and the seconds after which a retry is worthwhile. See `docs/decisions/serving.md`.
"""

import asyncio
import math
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from io import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import Any
from wsgiref.types import WSGIApplication

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from prometheus_client import Counter, Gauge
from starlette.types import Receive, Scope, Send

from ciie.web.overload import Place, busy, came_too_slowly, is_too_large

READING_THREADS = 5
WRITING_THREADS = 4
HEAVY_THREADS = 2
CHECKING_THREADS = 3
THREADS = READING_THREADS + WRITING_THREADS + HEAVY_THREADS + CHECKING_THREADS
"""The threads of one process, each of which has a database connection."""
WRITERS_AT_ONCE = 1
"""The number of writers that run at once.

Python's threads share a core: more would not get more done, and readers would wait for all of them.
"""
LONG_SECONDS = 1.0
"""A request that takes longer lets the next one of its lane start beside it, on another thread."""
MOST_READERS_WAITING = 400
MOST_WRITERS_WAITING = 40
MOST_CHECKS_WAITING = 10_000
"""The length of the queues in one process. Further requests are refused instead of waiting without notice."""
LONGEST_WAIT_SECONDS = 60
"""The longest time that a refusal states, because earlier requests may have left."""

BODY_SECONDS = 20
SLOWEST_BYTES_PER_SECOND = 20_000
"""A body may take `BODY_SECONDS`, and another second for each of this many bytes received."""
MOST_BYTES = 64 * 1024**2
"""The largest body; the production proxy itself refuses a larger one."""
MOST_BYTES_HELD = 256 * 1024**2
"""The total of all bodies in a process; further requests with a body are refused."""
MOST_BYTES_IN_MEMORY = 64 * 1024
"""The largest body or response in memory; a larger one is a temporary file."""
SEND_SECONDS = 60
"""A client that receives nothing of its response for this long gets no more of it."""
PIECE = 256 * 1024
"""The number of bytes that are handed to the server at a time."""

WITHOUT_LENGTH = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
READING_METHODS = {"GET", "HEAD", "OPTIONS"}
UPLOAD, ACCOUNTS = "multipart/form-data", "/accounts/"
CHECKS = {"/healthz", "/readyz", "/metrics"}
TURNED_AWAY = Counter("ciie_requests_turned_away", "Requests that found their lane full, by lane.", ["lane"])
INSIDE = Gauge(
    "ciie_requests_in_lane", "Requests that are answered or wait for a thread.", ["lane"], multiprocess_mode="livesum"
)


class Lane:
    """The threads that respond to one kind of request, and the queue in front of them."""

    def __init__(self, name: str, *, threads: int, waiting: int, at_once: int = 0) -> None:
        self.name = name
        self._at_once = at_once or threads
        self._turns = asyncio.Semaphore(self._at_once)
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most = threads + waiting
        self._inside = 0
        self._seconds_each = 0.05  # a moving average per request
        self._expected_until = 0.0

    @property
    def is_full(self) -> bool:
        return self._inside >= self._most

    def next_place(self) -> Place:
        """Return the place of a refused request, behind all that were refused before."""
        TURNED_AWAY.labels(self.name).inc()
        interval = self._seconds_each / self._at_once
        present = time.monotonic()
        self._expected_until = max(self._expected_until, present + self._inside * interval) + interval
        self._expected_until = min(self._expected_until, present + LONGEST_WAIT_SECONDS)
        seconds = self._expected_until - present
        return Place(round(seconds / interval), math.ceil(seconds))

    async def run[T](self, task: Callable[[], T]) -> T:
        """Run the task on a thread of this lane as soon as one is free."""
        self._inside += 1
        INSIDE.labels(self.name).inc()
        try:
            async with self._turns:
                answer = asyncio.get_running_loop().run_in_executor(self._executor, self._timed, task)
                await asyncio.wait([answer], timeout=LONG_SECONDS)
            return await answer
        finally:
            self._inside -= 1
            INSIDE.labels(self.name).dec()

    def _timed[T](self, task: Callable[[], T]) -> T:
        began = time.monotonic()
        try:
            return task()
        finally:
            self._seconds_each += (time.monotonic() - began - self._seconds_each) / 20


class Answer:
    """The whole response of a WSGI application."""

    def __init__(self) -> None:
        self.status = HTTPStatus.INTERNAL_SERVER_ERROR.value
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = SpooledTemporaryFile[bytes](MOST_BYTES_IN_MEMORY)  # closed by `send`

    def start(self, status: str, headers: list[tuple[str, str]], _exc_info: object = None) -> Callable[[bytes], object]:
        """Store status and headers, as WSGI's `start_response` does."""
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return self.body.write

    async def send(self, send: Send) -> None:
        """Hand the response to the server, as fast as the client receives it."""
        with self.body:
            length = self.body.tell()
            names = {name for name, _value in self.headers}
            if b"content-length" not in names and self.status not in WITHOUT_LENGTH:
                self.headers.append((b"content-length", str(length).encode()))
            await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
            self.body.seek(0)
            for _start in range(0, length, PIECE):
                async with asyncio.timeout(SEND_SECONDS):
                    await send({"type": "http.response.body", "body": self.body.read(PIECE), "more_body": True})
            await send({"type": "http.response.body", "body": b""})


class Lanes:
    """An ASGI application that serves a WSGI application."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._reading = Lane("reading", threads=READING_THREADS, waiting=MOST_READERS_WAITING)
        self._writing = Lane("writing", threads=WRITING_THREADS, waiting=MOST_WRITERS_WAITING, at_once=WRITERS_AT_ONCE)
        self._heavy = Lane("heavy", threads=HEAVY_THREADS, waiting=MOST_WRITERS_WAITING)
        self._checks = Lane("checks", threads=CHECKING_THREADS, waiting=MOST_CHECKS_WAITING)
        self._bytes_held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with SpooledTemporaryFile[bytes](MOST_BYTES_IN_MEMORY) as body:
            environ = environ_of(scope, body)
            try:
                answer = await self._whole_answer(environ, receive, body)
            except ConnectionError:
                return
            finally:
                self._bytes_held -= body.seek(0, SEEK_END)
            with suppress(TimeoutError):
                await answer.send(send)

    async def _whole_answer(
        self, environ: dict[str, Any], receive: Receive, body: SpooledTemporaryFile[bytes]
    ) -> "Answer":
        try:
            if environ["REQUEST_METHOD"] not in READING_METHODS:
                await self._receive_body(receive, body)
        except TimeoutError:
            return _said(came_too_slowly, environ)
        except OverflowError:
            return _said(is_too_large, environ)
        except MemoryError:
            return _said(lambda request: busy(request, self._heavy.next_place()), environ)
        environ["CONTENT_LENGTH"] = str(body.tell())
        body.seek(0)
        return await self._answered(environ)

    async def _receive_body(self, receive: Receive, body: SpooledTemporaryFile[bytes]) -> None:
        """Write the whole body to the file.

        Raises `TimeoutError` if it arrives too slowly, `OverflowError` if it is longer than `MOST_BYTES`, `MemoryError`
        if all bodies together are longer than `MOST_BYTES_HELD`, and `ConnectionError` if the client has disconnected.
        """
        began = asyncio.get_running_loop().time()
        more = True
        while more:
            async with asyncio.timeout_at(began + BODY_SECONDS + body.tell() / SLOWEST_BYTES_PER_SECOND):
                message = await receive()
            if message["type"] == "http.disconnect":
                raise ConnectionError
            self._bytes_held += body.write(message.get("body", b""))
            if body.tell() > MOST_BYTES:
                raise OverflowError
            if self._bytes_held > MOST_BYTES_HELD:
                raise MemoryError
            more = message.get("more_body", False)

    async def _answered(self, environ: dict[str, Any]) -> Answer:
        lane = self._lane_of(environ)
        if lane.is_full:
            place = lane.next_place()
            return _said(lambda request: busy(request, place), environ)
        return await lane.run(lambda: self._run(environ))

    def _lane_of(self, environ: dict[str, Any]) -> Lane:
        if environ["PATH_INFO"] in CHECKS:
            return self._checks
        if environ["REQUEST_METHOD"] in READING_METHODS:
            return self._reading
        is_upload = environ.get("CONTENT_TYPE", "").lower().startswith(UPLOAD)
        return self._heavy if is_upload or ACCOUNTS in environ["PATH_INFO"] else self._writing

    def _run(self, environ: dict[str, Any]) -> Answer:
        answer = Answer()
        chunks = self._application(environ, answer.start)
        try:
            answer.body.writelines(chunks)
        except BaseException:
            answer.body.close()
            raise
        finally:
            if close := getattr(chunks, "close", None):
                close()
        return answer


def _said(view: Callable[[WSGIRequest], HttpResponse], environ: dict[str, Any]) -> Answer:
    """Return the response of a view that needs neither a thread nor the database."""
    answer, response = Answer(), view(WSGIRequest(environ))
    answer.start(str(response.status_code), list(response.items()))
    answer.body.write(response.content)
    return answer


def environ_of(scope: Scope, body: SpooledTemporaryFile[bytes]) -> dict[str, Any]:
    """Return the WSGI environment of an ASGI request.

    Headers whose names contain an underscore are left out: they would be mistaken for those with a hyphen, which
    proxies set.
    """
    host, port = scope.get("server") or ("localhost", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": scope["client"][0] if scope.get("client") else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        if "_" in name:
            continue
        key = "CONTENT_TYPE" if name == "content-type" else "HTTP_" + name.upper().replace("-", "_")
        joint = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
    return environ
