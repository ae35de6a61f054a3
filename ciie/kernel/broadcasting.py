"""Notifications after a commit, upon which the processes that keep streams open query the database again.

A notification has no content but its channel. It may be lost, arrive twice or stand for several, since subscribers poll
every second anyway. It is best effort and never fails an operation; see `docs/decisions/live.md`.
"""

import time
from functools import cache, partial

import redis
from django.conf import settings
from django.db import transaction

from ciie.kernel.valkey import CIRCUIT, connection_options

CHANNEL = "ciie:live"
OPERATIONS = "operations"
COALESCED_SECONDS = 0.05
MOST_REMEMBERED = 1_000

_last_sent: dict[str, float] = {}


def broadcast_on_commit(channel: str) -> None:
    """Notify every open stream that follows `channel` once the current transaction has committed.

    Every operation does so by itself (`OPERATIONS`); any other writer names a channel of its own.
    """
    if settings.REDIS_URL:
        transaction.on_commit(partial(_publish, channel))


def _publish(channel: str) -> None:
    """Publish a notification, unless this process did so less than a twentieth of a second ago.

    Subscribers poll again after that time.
    """
    present = time.monotonic()
    if present - _last_sent.get(channel, -1.0) < COALESCED_SECONDS or not CIRCUIT.lets_through():
        return
    if len(_last_sent) >= MOST_REMEMBERED:
        _last_sent.clear()
    _last_sent[channel] = present
    try:
        _redis(settings.REDIS_URL).publish(CHANNEL, channel)
    except (redis.RedisError, OSError) as error:
        CIRCUIT.failed("streams", error)
    else:
        CIRCUIT.worked()


def start_afresh() -> None:
    """Reset the state after the start of a new process."""
    _last_sent.clear()
    CIRCUIT.start_afresh()


@cache
def _redis(url: str) -> redis.Redis:
    """Return a Redis client, whose sockets are not shared with a forked child."""
    return redis.Redis.from_url(url, **connection_options())
