"""Listens for the rings of `ciie.kernel.broadcasting`, for as long as the process lives."""

import asyncio
from collections.abc import Callable

import redis.asyncio
import structlog

from ciie.kernel.broadcasting import CHANNEL

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
log = structlog.get_logger(__name__)


async def listen(url: str, ring: Callable[[], None]) -> None:
    """Call `ring` for every ring, and after each time that Redis was away, since rings may have been missed."""
    pause = SHORTEST_PAUSE
    while True:
        try:
            async with (
                redis.asyncio.Redis.from_url(url) as client,
                client.pubsub(ignore_subscribe_messages=True) as bell,
            ):
                await bell.subscribe(CHANNEL)
                pause = SHORTEST_PAUSE
                ring()
                async for _message in bell.listen():
                    ring()
        except (redis.RedisError, OSError) as error:
            log.warning("streams hear no bell; they look every second", error=str(error))
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
