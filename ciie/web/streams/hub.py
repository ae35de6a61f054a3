"""The hub, which runs one query for everything that is followed, after each notification and at least once a second."""

import asyncio
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Protocol

import redis.asyncio
import structlog
from django.db import close_old_connections
from prometheus_client import Histogram

from ciie.kernel.broadcasting import CHANNEL, COALESCED_SECONDS
from ciie.web.streams.stream import Stream, event

POLL_SECONDS = 1.0
POLLS_APART_SECONDS = COALESCED_SECONDS + 0.02  # a notification that stands for several is followed by two polls
TROUBLE_SECONDS = 1.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
LAG = Histogram(
    "ciie_live_lag_seconds",
    "From the notification after a commit until the change stands in line for every stream.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
NO_MORE: Mapping[str, object] = {}
log = structlog.get_logger(__name__)


class Unknown(LookupError):
    """Nothing with this key can be followed."""


@dataclass(frozen=True)
class Snapshot:
    """The current state. `change` is for streams that have the previous snapshot, `whole` for all others."""

    revision: str
    change: bytes
    whole: bytes


class Source[K: Hashable, L: Snapshot](Protocol):
    """A source of what can be followed. The hub calls both methods in its own thread, one after the other."""

    def revisions(self, keys: Collection[K]) -> Mapping[K, str]:
        """Return the current revision of each key that still exists.

        It must be cheap, since it is called all the time.
        """

    def snapshot(self, key: K, revision: str, before: L | None) -> L:
        """Return the state at this revision or a later one."""


@dataclass
class Topic[L: Snapshot]:
    """Something that streams follow, with its last snapshot."""

    snapshot: L | None = None
    streams: set[Stream] = field(default_factory=set)
    first_snapshot: asyncio.Lock = field(default_factory=asyncio.Lock)


class Hub[K: Hashable, L: Snapshot]:
    """Streams by what they follow. Everything but the source's two methods runs in the event loop."""

    def __init__(self, source: Source[K, L]) -> None:
        self.polled_at = 0.0  # in monotonic seconds
        self._source = source
        self._topics: dict[K, Topic[L]] = {}
        self._notified = asyncio.Event()
        self._notified_at: float | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hub")

    async def follow(self, key: K, stream: Stream, *, seen: str, hello: Mapping[str, object] | None = NO_MORE) -> None:
        """Send the stream every change from now on. If it has seen another revision, it first gets the whole state.

        `hello` is sent with the revision; `None` means no such event. Raises `Unknown` if there is nothing with this
        key.
        """
        topic = self._topics.setdefault(key, Topic[L]())
        topic.streams.add(stream)
        stream.on_leaving.append(lambda: self._leave(key, stream))
        async with topic.first_snapshot:
            if topic.snapshot is None:
                revision = (await in_thread(self._thread, self._source.revisions, [key])).get(key)
                if revision is None:
                    raise Unknown(key)
                topic.snapshot = await in_thread(self._thread, self._source.snapshot, key, revision, None)
            snapshot = topic.snapshot
        if hello is not None:
            stream.offer(event("hello", {"revision": snapshot.revision, **hello}))
        if seen != snapshot.revision:
            stream.offer(snapshot.whole)

    def notify(self) -> None:
        """Poll soon, because something may have changed."""
        self._notified_at = self._notified_at or monotonic()
        self._notified.set()

    async def run(self) -> None:
        """Poll after each notification, once more after that, and every second anyway, until cancelled."""
        patience = POLL_SECONDS
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._notified.wait()
            was_notified = self._notified.is_set()
            self._notified.clear()
            try:
                await self._poll()
            except Exception as error:  # noqa: BLE001  # the database may be away; those who follow keep their streams
                log.warning("streams could not poll", error=str(error))
                await asyncio.sleep(TROUBLE_SECONDS)
            await asyncio.sleep(POLLS_APART_SECONDS)
            patience = 0.0 if was_notified else POLL_SECONDS

    async def _poll(self) -> None:
        notified_at, self._notified_at = self._notified_at, None
        topics = {key: topic for key, topic in self._topics.items() if topic.snapshot}
        revisions = await in_thread(self._thread, self._source.revisions, list(topics)) if topics else {}
        for key, topic in topics.items():
            revision, before = revisions.get(key), topic.snapshot
            if revision is None:
                for stream in list(topic.streams):
                    stream.end()
            elif before and before.revision != revision:
                topic.snapshot = await in_thread(self._thread, self._source.snapshot, key, revision, before)
                for stream in list(topic.streams):
                    stream.offer(topic.snapshot.change)
                if notified_at:
                    LAG.observe(monotonic() - notified_at)
        self.polled_at = monotonic()

    def _leave(self, key: K, stream: Stream) -> None:
        topic = self._topics.get(key)
        if topic:
            topic.streams.discard(stream)
            if not topic.streams:
                del self._topics[key]


async def in_thread[*Ts, R](threads: ThreadPoolExecutor, question: Callable[[*Ts], R], *args: *Ts) -> R:
    """Run a function that needs the database, or would block the event loop, in one of these threads."""

    def answer() -> R:
        close_old_connections()
        try:
            return question(*args)
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(threads, answer)


async def listen(url: str, hubs: Iterable[Hub[Any, Any]]) -> None:
    """Notify the hubs of every message in Redis, and on each connection, since messages may have been missed before."""
    pause = SHORTEST_PAUSE
    while True:
        try:
            async with (
                redis.asyncio.Redis.from_url(url) as client,
                client.pubsub(ignore_subscribe_messages=True) as subscription,
            ):
                await subscription.subscribe(CHANNEL)
                pause = SHORTEST_PAUSE
                _notify(hubs)
                async for _message in subscription.listen():
                    _notify(hubs)
        except (redis.RedisError, OSError) as error:
            log.warning("streams get no notifications; they poll every second", error=str(error))
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def _notify(hubs: Iterable[Hub[Any, Any]]) -> None:
    for hub in hubs:
        hub.notify()
