"""How much one process takes: connections in all, by address and by person, and requests a minute by address."""

from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from time import monotonic

from django.conf import settings
from django.utils.translation import gettext as _

from ciie.web.streams.metrics import CONNECTIONS, OPEN
from ciie.web.streams.requests import Refused
from ciie.web.streams.stream import Stream

FULL_RETRY_SECONDS = 15
CROWDED_RETRY_SECONDS = 60
WINDOW_SECONDS = 60
MOST_KEYS = 100_000


class RequestRate:
    """Requests by key in the present minute. Keeps at most `MOST_KEYS` keys, none of them longer than the minute."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._window = 0
        self._counts: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._counts)

    def count(self, key: str, most: int) -> None:
        """Raises `Refused` (429) beyond `most` in a minute; 0 is no limit."""
        window, passed = divmod(int(self._clock()), WINDOW_SECONDS)
        if window != self._window or len(self._counts) >= MOST_KEYS:
            self._window, self._counts = window, Counter()
        self._counts[key] += 1
        if most and self._counts[key] > most:
            sentence = _("Too many requests in a minute.")
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS, sentence, retry_after=WINDOW_SECONDS - passed)


class ConnectionLimits:
    """Counts every connection from its first byte until it ends, whatever its method and whatever comes of it."""

    def __init__(self) -> None:
        self._rate = RequestRate()
        self._by_address: Counter[str] = Counter()
        self._by_person: Counter[str] = Counter()
        self._connections = 0

    def admit(self, address: str, stream: Stream) -> None:
        """Count a connection until it ends. Raises `Refused` (503 or 429) where there are enough."""
        self._rate.count(address, settings.LIVE_REQUESTS_PER_MINUTE)
        if _is_reached(self._connections, settings.LIVE_STREAMS_PER_PROCESS):
            sentence = _("All places are taken at the moment.")
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, sentence, retry_after=FULL_RETRY_SECONDS)
        _take_place(self._by_address, address, settings.LIVE_STREAMS_PER_ADDRESS, stream)
        self._connections += 1
        CONNECTIONS.inc()
        stream.on_leaving.append(self._leave)

    def admit_reader(self, session: str, stream: Stream) -> None:
        """Count a connection that becomes a stream; those of one session are limited, too."""
        if session:
            _take_place(self._by_person, session, settings.LIVE_STREAMS_PER_PERSON, stream)
        OPEN.inc()
        stream.on_leaving.append(OPEN.dec)

    def _leave(self) -> None:
        self._connections -= 1
        CONNECTIONS.dec()


def _is_reached(count: int, most: int) -> bool:
    return bool(most) and count >= most


def _take_place(places: Counter[str], key: str, most: int, stream: Stream) -> None:
    if _is_reached(places[key], most):
        sentence = _("Too many connections are open already.")
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS, sentence, retry_after=CROWDED_RETRY_SECONDS)
    places[key] += 1

    def leave() -> None:
        places[key] -= 1
        if not places[key]:
            del places[key]

    stream.on_leaving.append(leave)
