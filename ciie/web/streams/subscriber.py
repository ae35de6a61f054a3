"""Subscribes to the notifications of `ciie.kernel.broadcasting` for as long as the process lives."""

import asyncio
from collections.abc import Callable

import redis.asyncio
import structlog

from ciie.kernel.broadcasting import CHANNEL

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
log = structlog.get_logger(__name__)


async def listen(url: str, notify: Callable[[], None]) -> None:
    """Call `notify` for every message, and on each connection, since messages may have been missed before it."""
    pause = SHORTEST_PAUSE
    while True:
        try:
            async with (
                redis.asyncio.Redis.from_url(url) as client,
                client.pubsub(ignore_subscribe_messages=True) as subscription,
            ):
                await subscription.subscribe(CHANNEL)
                pause = SHORTEST_PAUSE
                notify()
                async for _message in subscription.listen():
                    notify()
        except (redis.RedisError, OSError) as error:
            log.warning("streams get no notifications; they poll every second", error=str(error))
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
