"""How much one process takes: connections in all, by address and by person, and requests a minute by address."""

from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from time import monotonic

from django.conf import settings
from django.utils.translation import gettext as _
from prometheus_client import Gauge
from starlette.exceptions import HTTPException

from ciie.web.streams.stream import Stream

FULL_RETRY_SECONDS = 15
CROWDED_RETRY_SECONDS = 60
WINDOW_SECONDS = 60
MOST_KEYS = 100_000
OPEN = Gauge("ciie_live_streams", "Streams that are open.", multiprocess_mode="livesum")
CONNECTIONS = Gauge("ciie_live_connections", "Requests that are being answered.", multiprocess_mode="livesum")


def too_many(sentence: str, retry_after: int, status: HTTPStatus = HTTPStatus.TOO_MANY_REQUESTS) -> HTTPException:
    """The refusal; `retry_after` are the seconds until it may be worth asking again."""
    return HTTPException(status, sentence, {"Retry-After": str(retry_after)})


class RequestRate:
    """Requests by key in the present minute. Keeps at most `MOST_KEYS` keys, none of them longer than the minute."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._window = 0
        self._counts: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._counts)

    def count(self, key: str, most: int) -> None:
        """Raises `HTTPException` (429) beyond `most` in a minute; 0 is no limit."""
        window, passed = divmod(int(self._clock()), WINDOW_SECONDS)
        if window != self._window or len(self._counts) >= MOST_KEYS:
            self._window, self._counts = window, Counter()
        self._counts[key] += 1
        if most and self._counts[key] > most:
            raise too_many(_("Too many requests in a minute."), WINDOW_SECONDS - passed)


class ConnectionLimits:
    """Counts every connection from its first byte until it ends, whatever its method and whatever comes of it.

    Both methods raise `HTTPException` (503 or 429) where there are enough.
    """

    def __init__(self) -> None:
        self._rate = RequestRate()
        self._places: Counter[tuple[str, str]] = Counter()

    def admit(self, address: str, stream: Stream) -> None:
        """Count a connection."""
        self._rate.count(address, settings.LIVE_REQUESTS_PER_MINUTE)
        most = settings.LIVE_STREAMS_PER_PROCESS
        if most and self._places["process", ""] >= most:
            sentence = _("All connections are in use at the moment.")
            raise too_many(sentence, FULL_RETRY_SECONDS, HTTPStatus.SERVICE_UNAVAILABLE)
        self._take_place(("address", address), settings.LIVE_STREAMS_PER_ADDRESS, stream)
        self._take_place(("process", ""), most, stream)
        CONNECTIONS.inc()
        stream.on_leaving.append(CONNECTIONS.dec)

    def admit_reader(self, session: str, stream: Stream) -> None:
        """Count a connection that becomes a stream; those of one session are limited, too."""
        if session:
            self._take_place(("session", session), settings.LIVE_STREAMS_PER_PERSON, stream)
        OPEN.inc()
        stream.on_leaving.append(OPEN.dec)

    def _take_place(self, place: tuple[str, str], most: int, stream: Stream) -> None:
        if most and self._places[place] >= most:
            raise too_many(_("Too many connections are already open."), CROWDED_RETRY_SECONDS)
        self._places[place] += 1

        def leave() -> None:
            self._places[place] -= 1
            if not self._places[place]:
                del self._places[place]

        stream.on_leaving.append(leave)
