"""The load: programs that keep their connections and ask one question after the other. Leaner than what it loads."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.bench.processor_time import ProcessorTime

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length:"
RETRY_AFTER = b"retry-after:"
BUSY = 503

type Questions = Iterator[bytes]


@dataclass
class Measured:
    """Seconds per answer, statuses, the seconds from the first question to the last answer, and the servers' work."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    took: float = 0.0
    processor: ProcessorTime = field(default_factory=ProcessorTime)

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.took

    def percentile_ms(self, share: float) -> float:
        ranked = sorted(self.seconds)
        return 1000 * ranked[min(len(ranked) - 1, int(share * len(ranked)))]


class Line(asyncio.Protocol):
    """One kept connection, one question at a time."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.received = bytearray()
        self.missing = -1
        self.answer: asyncio.Future[int] | None = None
        self.retry_after = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def ask(self, question: bytes) -> asyncio.Future[int]:
        """The status, once the whole answer is here."""
        assert self.transport is not None
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(question)
        return self.answer

    def data_received(self, data: bytes) -> None:
        self.received += data
        if self.missing < 0 and (end := self.received.find(HEAD_END)) >= 0:
            head = bytes(self.received[:end])
            self.missing = end + len(HEAD_END) + _number(LENGTH, head)
            self.retry_after = _number(RETRY_AFTER, head)
        if self.answer and 0 <= self.missing <= len(self.received):
            status = int(self.received[9:12])
            self.received, self.missing = bytearray(), -1
            self.answer.set_result(status)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.answer and not self.answer.done():
            self.answer.set_exception(exc or ConnectionResetError("The server hung up."))


def _number(field: bytes, head: bytes) -> int:
    lowered = head.lower()
    start = lowered.find(field)
    return int(lowered[start + len(field) :].split(b"\r\n", 1)[0]) if start >= 0 else 0


def question(
    method: str, path: str, *, token: str = "", body: bytes = b"", headers: Sequence[tuple[str, str]] = ()
) -> bytes:
    """A whole HTTP request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    lines += [f"Content-Type: application/json\r\nContent-Length: {len(body)}"] if body else []
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join(lines).encode() + HEAD_END + body


def ask_for(seconds: float, port: int, clients: Sequence[Questions]) -> Measured:
    """Each client asks its questions one after the other until the time is over."""
    until = time.perf_counter() + seconds
    return asyncio.run(_measure(port, clients, lambda: time.perf_counter() < until))


def ask_once(port: int, clients: Sequence[bytes]) -> Measured:
    """All clients are connected, then ask their one question at once. Those refused as too many ask again."""
    return asyncio.run(_measure(port, [iter([one]) for one in clients], lambda: True))


async def _measure(port: int, clients: Sequence[Questions], goes_on: Callable[[], bool]) -> Measured:
    loop = asyncio.get_running_loop()
    lines = [(await loop.create_connection(Line, "127.0.0.1", port))[1] for _client in clients]
    measured, started = Measured(), time.perf_counter()
    pairs = zip(lines, clients, strict=True)
    await asyncio.gather(*(_converse(line, questions, goes_on, measured) for line, questions in pairs))
    measured.took = time.perf_counter() - started
    for line in lines:
        if line.transport:
            line.transport.close()
    return measured


async def _converse(line: Line, questions: Questions, goes_on: Callable[[], bool], measured: Measured) -> None:
    for asked in questions:
        if not goes_on():
            return
        started = time.perf_counter()
        status = await _decided(line, asked)
        measured.seconds.append(time.perf_counter() - started)
        measured.statuses[status] += 1


async def _decided(line: Line, asked: bytes) -> int:
    """The status of the answer, once the site does not say that it is busy."""
    status = await line.ask(asked)
    if status != BUSY or not line.retry_after:
        return status
    await asyncio.sleep(line.retry_after)
    return await _decided(line, asked)
