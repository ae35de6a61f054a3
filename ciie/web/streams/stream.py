"""One open stream: what waits to be sent to one reader, and no more than a little of it."""

import asyncio
from collections.abc import Callable  # noqa: TC003  # annotates an attribute

from ciie.web.streams.frames import HEARTBEAT

ROOM = 32  # frames; a reader that is further behind starts anew with the whole state


class Stream:
    """Frames for one reader. A reader who does not keep up is disconnected: it reconnects and gets everything."""

    def __init__(self, *, room: int = ROOM) -> None:
        self.is_given_up = False
        self._is_over = False
        self.on_leaving: list[Callable[[], None]] = []
        self._room = room
        self._waiting: list[bytes] = []
        self._wake = asyncio.Event()
        self._sender: asyncio.Task[object] | None = None

    def offer(self, frame: bytes) -> None:
        """Put a frame in line; never waits."""
        if len(self._waiting) >= self._room:
            self.give_up()
        elif not self._is_over:
            self._waiting.append(frame)
            self._wake.set()

    def end(self) -> None:
        """There is nothing more to come."""
        self._is_over = True
        self._wake.set()

    def give_up(self) -> None:
        """End the stream at once, even in the middle of a frame that nobody takes."""
        self.is_given_up = True
        self.end()
        if self._sender:
            self._sender.cancel()

    def sent_by(self, sender: asyncio.Task[object] | None) -> None:
        self._sender = sender

    async def next(self, patience: float) -> bytes:
        """All that waits, as one piece; a heartbeat when nothing came within `patience` seconds, b"" at the end."""
        try:
            async with asyncio.timeout(patience):
                await self._wake.wait()
        except TimeoutError:
            return HEARTBEAT
        self._wake.clear()
        waiting, self._waiting = self._waiting, []
        return b"" if self._is_over else b"".join(waiting)

    def leave(self) -> None:
        """Undo what was done when it opened."""
        while self.on_leaving:
            self.on_leaving.pop()()
