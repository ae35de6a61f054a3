"""The limits of one process: connections in total, by address and by session, and requests a minute by address."""

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
    """Return the refusal. `retry_after` is the number of seconds until a retry is worthwhile."""
    return HTTPException(status, sentence, {"Retry-After": str(retry_after)})


class RequestRate:
    """Requests by key in the current minute. It has at most `MOST_KEYS` keys, which it keeps for the minute."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._window = 0
        self._counts: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._counts)

    def count(self, key: str, most: int) -> None:
        """Count a request. Raises `HTTPException` (429) beyond `most` in a minute; 0 means no limit."""
        window, passed = divmod(int(self._clock()), WINDOW_SECONDS)
        if window != self._window or len(self._counts) >= MOST_KEYS:
            self._window, self._counts = window, Counter()
        self._counts[key] += 1
        if most and self._counts[key] > most:
            raise too_many(_("Too many requests in a minute."), WINDOW_SECONDS - passed)


class ConnectionLimits:
    """Counts every connection from its first byte until it ends, whatever its method and outcome.

    Both methods raise `HTTPException` (503 or 429) if there are too many.
    """

    def __init__(self) -> None:
        self._rate = RequestRate()
        self._places: Counter[tuple[str, str]] = Counter()

    def admit(self, address: str, stream: Stream) -> None:
        """Count a connection, which takes a place of its address and of the process."""
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
        """Count a connection that becomes a stream. The number per session is limited, too."""
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
