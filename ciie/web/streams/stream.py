"""An open stream, which queues a limited number of frames for one reader."""

import asyncio
import json
import random
from collections.abc import Callable, Mapping
from time import monotonic

from django.conf import settings
from prometheus_client import Counter
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

ROOM = 32  # in frames; a reader that is further behind restarts with the whole state
LONGEST_SECONDS = 15 * 60  # the browser then reconnects, so that people who have signed out lose their streams
UNREAD_SECONDS = 30
HEARTBEAT = b":\n\n"  # a comment, by which both ends know that the other is alive
RETRY_MS = (1_000, 5_000)
ENDED = Counter("ciie_live_streams_ended", "Streams that have ended, by why.", ["why"])


def opening() -> bytes:
    """Return the start of a stream: the ms after which its reader reconnects if it breaks, at random to spread load."""
    return f"retry: {random.randint(*RETRY_MS)}\n\n".encode()  # noqa: S311  # decides nothing


def event(name: str, data: Mapping[str, object], *, revision: str = "") -> bytes:
    """Return one event. `revision` becomes its ID, which a browser sends as `Last-Event-ID` when it reconnects."""
    line = f"id: {revision}\n" if revision else ""
    return f"{line}event: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


class Stream:
    """Frames for one reader. A reader that is too slow is disconnected, reconnects and gets the whole state."""

    def __init__(self, *, room: int = ROOM) -> None:
        self.is_given_up = False
        self._is_over = False
        self.on_leaving: list[Callable[[], None]] = []
        self._room = room
        self._waiting: list[bytes] = []
        self._wake = asyncio.Event()
        self._sender: asyncio.Task[object] | None = None

    def offer(self, frame: bytes) -> None:
        """Queue a frame without waiting."""
        if len(self._waiting) >= self._room:
            self.give_up()
        elif not self._is_over:
            self._waiting.append(frame)
            self._wake.set()

    def end(self) -> None:
        """End the stream, to which nothing more is sent."""
        self._is_over = True
        self._wake.set()

    def give_up(self) -> None:
        """End the stream at once, even in the middle of a frame that nobody reads."""
        self.is_given_up = True
        self.end()
        if self._sender:
            self._sender.cancel()

    def sent_by(self, sender: asyncio.Task[object] | None) -> None:
        self._sender = sender

    async def next(self, patience: float) -> bytes:
        """Return everything that is queued in one piece.

        It is a heartbeat if nothing arrives within `patience` seconds, and b"" at the end of the stream.
        """
        try:
            async with asyncio.timeout(patience):
                await self._wake.wait()
        except TimeoutError:
            return HEARTBEAT
        self._wake.clear()
        waiting, self._waiting = self._waiting, []
        return b"" if self._is_over else b"".join(waiting)

    def leave(self) -> None:
        """Undo everything that was done when the stream opened."""
        while self.on_leaving:
            self.on_leaving.pop()()


class EventStream(Response):
    """Sends a stream until its reader disconnects, is too slow, or has been connected long enough."""

    media_type = "text/event-stream"

    def __init__(self, stream: Stream) -> None:
        self.status_code, self._stream = 200, stream
        self.init_headers({"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._stream.sent_by(asyncio.current_task())
        listening = asyncio.create_task(self._listen(receive))
        try:
            why = await self._send(send)
        except asyncio.CancelledError:
            if not self._stream.is_given_up:
                raise
            why = "gone" if listening.done() else "slow"
        finally:
            listening.cancel()
        ENDED.labels(why).inc()

    async def _listen(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._stream.give_up()

    async def _send(self, send: Send) -> str:
        """Send the stream, and return why it ended."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        until = monotonic() + LONGEST_SECONDS
        while monotonic() < until and (frames := await self._stream.next(settings.LIVE_HEARTBEAT_SECONDS)):
            try:
                async with asyncio.timeout(UNREAD_SECONDS):
                    await send({"type": "http.response.body", "body": frames, "more_body": True})
            except TimeoutError:
                return "slow"
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return "over"
