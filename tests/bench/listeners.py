"""Many open streams in a process of their own, which notes when each booking arrives on each of them."""

import asyncio
import re
import time
from functools import partial
from multiprocessing.connection import Connection

type Arrival = tuple[int, float]
"""A booth's key (0 for the stream itself) and the monotonic second of its arrival."""

SEEN = re.compile(rb'"since":"[^}]*"reserved":\[(\d+)\]')
OPENED_AT_A_TIME = 100
PATIENCE_SECONDS = 60


class Listener(asyncio.Protocol):
    """One open stream. Notes that it was opened, and then each booth that is reported as reserved."""

    def __init__(self, question: bytes, opened: asyncio.Queue[Arrival], arrivals: list[Arrival]) -> None:
        self.question, self.opened, self.arrivals = question, opened, arrivals
        self.is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self.question)

    def data_received(self, data: bytes) -> None:
        present = time.monotonic()
        if not self.is_open and b"event: hello" in data:
            self.is_open = True
            self.opened.put_nowait((0, present))
        self.arrivals += [(int(booth), present) for booth in SEEN.findall(data)]


def listen(port: int, path: str, count: int, pipe: Connection) -> None:
    """Open the streams, send when each was opened; at the word `enough` send all arrivals and go."""
    asyncio.run(_listen(port, path, count, pipe))


async def _listen(port: int, path: str, count: int, pipe: Connection) -> None:
    loop = asyncio.get_running_loop()
    opened: asyncio.Queue[Arrival] = asyncio.Queue()
    arrivals: list[Arrival] = []
    question = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".encode()
    make = partial(Listener, question, opened, arrivals)
    for start in range(0, count, OPENED_AT_A_TIME):
        some = range(start, min(count, start + OPENED_AT_A_TIME))
        await asyncio.gather(*(loop.create_connection(make, "127.0.0.1", port) for _number in some))
    async with asyncio.timeout(PATIENCE_SECONDS):
        pipe.send([await opened.get() for _stream in range(count)])
    await loop.run_in_executor(None, pipe.recv)
    pipe.send(arrivals)
