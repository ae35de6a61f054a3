"""Notifications after a commit: the processes that keep streams open query the database again.

A notification has no content but its channel. It may be lost, come twice or stand for several, since subscribers poll
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
    """Once the present transaction has committed, let every open stream that follows `channel` be brought up to date.

    Every operation does so by itself (`OPERATIONS`); a writer beside them names a channel of its own.
    """
    if settings.REDIS_URL:
        transaction.on_commit(partial(_publish, channel))


def _publish(channel: str) -> None:
    """Publish, unless this process did so a twentieth of a second ago: subscribers poll again after that."""
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
    """Forget what was sent and what failed, as a new process begins."""
    _last_sent.clear()
    CIRCUIT.start_afresh()


@cache
def _redis(url: str) -> redis.Redis:
    """A forked child gets new sockets."""
    return redis.Redis.from_url(url, **connection_options())
