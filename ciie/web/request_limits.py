"""How many requests a minute a program may make."""

import time

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from ciie.web.addresses import client_network
from ciie.web.problems import TooManyRequests

WINDOW_SECONDS = 60
log = structlog.get_logger(__name__)


def count_known(holder: int) -> None:
    """Count a request of somebody whose token is good. Raises `TooManyRequests` beyond `API_REQUESTS_PER_MINUTE`."""
    _count(f"api-requests-{holder}", settings.API_REQUESTS_PER_MINUTE)


def count_unknown(request: HttpRequest) -> None:
    """Count a request without a good token by its address; `API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN` are answered."""
    _count(f"api-strangers-{client_network(request)}", settings.API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN)


def _count(key: str, most: int) -> None:
    """0 is no limit. Where the cache cannot be asked, nobody is kept out."""
    if not most:
        return
    window, passed = divmod(int(time.time()), WINDOW_SECONDS)
    try:
        cache.add(f"{key}-{window}", 0, timeout=2 * WINDOW_SECONDS)
        count = cache.incr(f"{key}-{window}")
    except Exception as error:  # noqa: BLE001  # each cache has errors of its own
        log.warning("requests are not counted", error=str(error))
        return
    if count > most:
        raise TooManyRequests(WINDOW_SECONDS - passed)
