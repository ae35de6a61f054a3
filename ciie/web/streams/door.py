"""How many may come in: so many streams in a process, so many from one address."""

from collections import Counter
from http import HTTPStatus

from django.conf import settings

from ciie.web.streams.metrics import OPEN
from ciie.web.streams.requests import Refused
from ciie.web.streams.stream import Stream

FULL_RETRY_SECONDS = 15
CROWDED_RETRY_SECONDS = 60


class Door:
    """Counts who is in."""

    def __init__(self) -> None:
        self._by_address: Counter[str] = Counter()
        self._inside = 0

    def let_in(self, address: str, stream: Stream) -> None:
        """Count a stream until it leaves. Raises `Refused` (503 or 429) when there are enough."""
        if self._inside >= settings.LIVE_STREAMS_PER_PROCESS:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, retry_after=FULL_RETRY_SECONDS)
        if self._by_address[address] >= settings.LIVE_STREAMS_PER_ADDRESS:
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS, retry_after=CROWDED_RETRY_SECONDS)
        self._by_address[address] += 1
        self._inside += 1
        OPEN.inc()
        stream.on_leaving.append(lambda: self._leave(address))

    def _leave(self, address: str) -> None:
        self._by_address[address] -= 1
        self._inside -= 1
        OPEN.dec()
        if not self._by_address[address]:
            del self._by_address[address]
