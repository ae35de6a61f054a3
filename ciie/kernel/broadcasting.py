"""Notifications after a commit: the processes that keep streams open query the database again.

A notification has no content but its channel. It may be lost, come twice or stand for several, since subscribers poll
every second anyway. It is best effort and never fails an operation; see `docs/decisions/live.md`.
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
COALESCED_SECONDS = 0.05
PATIENCE_SECONDS = 0.25
PAUSE_SECONDS = 5.0  # after a failure Redis is left alone for so long
MOST_REMEMBERED = 1_000

_last_sent: dict[str, float] = {}
_paused_until = 0.0
log = structlog.get_logger(__name__)


def broadcast_on_commit(channel: str) -> None:
    """Once the present transaction has committed, let every open stream that follows `channel` be brought up to date.

    Every operation does so by itself (`OPERATIONS`); a writer beside them names a channel of its own.
    """
    if settings.REDIS_URL:
        transaction.on_commit(partial(_publish, channel))


def _publish(channel: str) -> None:
    """Publish, unless this process did so a twentieth of a second ago: subscribers poll again after that."""
    global _paused_until  # noqa: PLW0603  # one state per process
    present = time.monotonic()
    if present < _paused_until or present - _last_sent.get(channel, -1.0) < COALESCED_SECONDS:
        return
    if len(_last_sent) >= MOST_REMEMBERED:
        _last_sent.clear()
    _last_sent[channel] = present
    try:
        _redis(settings.REDIS_URL).publish(CHANNEL, channel)
    except (redis.RedisError, OSError) as error:
        _paused_until = present + PAUSE_SECONDS
        log.warning("streams were not notified", channel=channel, error=str(error))


def start_afresh() -> None:
    """Forget what was sent and what failed, as a new process begins."""
    global _paused_until  # noqa: PLW0603
    _last_sent.clear()
    _paused_until = 0.0


@cache
def _redis(url: str) -> redis.Redis:
    """A pool of its own: it gives up at once, where the cache's would try again. A forked child gets new sockets."""
    once = Retry(NoBackoff(), 0)
    return redis.Redis.from_url(
        url, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS, retry=once
    )
