"""Doorbells for those who look on: after a commit, the processes that keep streams open are told to look again.

A ring carries no news, only where to look. So it may be lost, come twice or stand for several: whoever follows looks
anyway every second. It is best effort and never fails an operation; see `docs/decisions/live.md`.
"""

import time
from functools import cache, partial

import redis
import structlog
from django.conf import settings
from django.db import transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

CHANNEL = "ciie:live"
OPERATIONS = "operations"
RINGS_COUNT_FOR_SECONDS = 0.05
PATIENCE_SECONDS = 0.25
SILENT_SECONDS = 5.0  # after a failure nobody waits for Redis again for so long
MOST_REMEMBERED = 1_000

_last_rings: dict[str, float] = {}
_silent_until = 0.0
log = structlog.get_logger(__name__)


def broadcast_on_commit(channel: str) -> None:
    """Once the present transaction has committed, let every open stream that follows `channel` be brought up to date.

    Every operation does so by itself (`OPERATIONS`); a writer beside them names a channel of its own.
    """
    if settings.REDIS_URL:
        transaction.on_commit(partial(_ring, channel))


def _ring(channel: str) -> None:
    """Ring, unless this process did so a twentieth of a second ago: whoever hears one ring looks again after that."""
    present = time.monotonic()
    if present < _silent_until or present - _last_rings.get(channel, -1.0) < RINGS_COUNT_FOR_SECONDS:
        return
    if len(_last_rings) >= MOST_REMEMBERED:
        _last_rings.clear()
    _last_rings[channel] = present
    try:
        _redis(settings.REDIS_URL).publish(CHANNEL, channel)
    except (redis.RedisError, OSError) as error:
        _be_silent(present)
        log.warning("streams were not told", channel=channel, error=str(error))


def _be_silent(present: float) -> None:
    global _silent_until  # noqa: PLW0603  # one bell per process
    _silent_until = present + SILENT_SECONDS


@cache
def _redis(url: str) -> redis.Redis:
    """A pool of its own: it gives up at once, where the cache's would try again. A forked child gets new sockets."""
    once = Retry(NoBackoff(), 0)
    return redis.Redis.from_url(
        url, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS, retry=once
    )
