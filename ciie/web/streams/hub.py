"""The hub: one query for all that is followed, after each notification and at least once a second."""

import asyncio
from collections.abc import Callable, Collection, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

import structlog

from ciie.kernel.broadcasting import COALESCED_SECONDS
from ciie.web.streams.frames import event
from ciie.web.streams.metrics import LAG
from ciie.web.streams.stream import Stream

POLL_SECONDS = 1.0
POLLS_APART_SECONDS = COALESCED_SECONDS + 0.02  # a notification that stands for several is followed by two polls
TROUBLE_SECONDS = 1.0
NO_MORE: Mapping[str, object] = {}
log = structlog.get_logger(__name__)


class Unknown(LookupError):
    """There is nothing of this key to follow."""


@dataclass(frozen=True)
class Snapshot:
    """The present state: `change` is for streams that have the snapshot before, `whole` for all others."""

    revision: str
    change: bytes
    whole: bytes


class Source[K: Hashable, L: Snapshot](Protocol):
    """What can be followed. The hub calls both methods in its own thread, one after the other."""

    def revisions(self, keys: Collection[K]) -> Mapping[K, str]:
        """The present revision of each that still exists; cheap, since it is asked all the time."""

    def snapshot(self, key: K, revision: str, before: L | None) -> L:
        """The state at this revision or a later one."""


@dataclass
class Topic[L: Snapshot]:
    """One thing that streams follow, with its last snapshot."""

    snapshot: L | None = None
    streams: set[Stream] = field(default_factory=set)
    first_snapshot: asyncio.Lock = field(default_factory=asyncio.Lock)


class Hub[K: Hashable, L: Snapshot]:
    """Streams by what they follow. Everything but the source's two questions happens in the event loop."""

    def __init__(self, source: Source[K, L], *, around: Callable[[], None] = lambda: None) -> None:
        """`around` is called in the thread before and after each query, to look after database connections."""
        self.polled_at = 0.0  # monotonic
        self._source, self._around = source, around
        self._topics: dict[K, Topic[L]] = {}
        self._notified = asyncio.Event()
        self._notified_at: float | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hub")

    async def follow(self, key: K, stream: Stream, *, seen: str, hello: Mapping[str, object] | None = NO_MORE) -> None:
        """Let the stream have every change from now on. If it has seen another revision, it first gets the whole.

        `hello` is said beside the revision; None for no such event. Raises `Unknown` if there is no such thing.
        """
        topic = self._topics.setdefault(key, Topic[L]())
        topic.streams.add(stream)
        stream.on_leaving.append(lambda: self._leave(key, stream))
        snapshot = await self._first_snapshot(key, topic)
        if hello is not None:
            stream.offer(event("hello", {"revision": snapshot.revision, **hello}))
        if seen != snapshot.revision:
            stream.offer(snapshot.whole)

    async def _first_snapshot(self, key: K, topic: Topic[L]) -> L:
        async with topic.first_snapshot:
            if topic.snapshot is None:
                revision = (await self._ask(self._source.revisions, [key])).get(key)
                if revision is None:
                    raise Unknown(key)
                topic.snapshot = await self._ask(self._source.snapshot, key, revision, None)
            return topic.snapshot

    def notify(self) -> None:
        """Something may have changed."""
        self._notified_at = self._notified_at or monotonic()
        self._notified.set()

    async def run(self) -> None:
        """Poll after each notification, once more after that, and every second anyway, until cancelled."""
        patience = POLL_SECONDS
        while True:
            was_notified = await self._wait(patience)
            try:
                await self._poll()
            except Exception as error:  # noqa: BLE001  # the database may be away; those who follow keep their streams
                log.warning("streams could not poll", error=str(error))
                await asyncio.sleep(TROUBLE_SECONDS)
            await asyncio.sleep(POLLS_APART_SECONDS)
            patience = 0.0 if was_notified else POLL_SECONDS

    async def _wait(self, patience: float) -> bool:
        try:
            async with asyncio.timeout(patience):
                await self._notified.wait()
        except TimeoutError:
            return False
        self._notified.clear()
        return True

    async def _poll(self) -> None:
        notified_at, self._notified_at = self._notified_at, None
        topics = {key: topic for key, topic in self._topics.items() if topic.snapshot}
        if topics:
            revisions = await self._ask(self._source.revisions, list(topics))
            for key, topic in topics.items():
                await self._bring_up_to_date(key, topic, revisions.get(key), notified_at)
        self.polled_at = monotonic()

    async def _bring_up_to_date(self, key: K, topic: Topic[L], revision: str | None, notified_at: float | None) -> None:
        if revision is None:
            for stream in list(topic.streams):
                stream.end()
        elif topic.snapshot and topic.snapshot.revision != revision:
            topic.snapshot = await self._ask(self._source.snapshot, key, revision, topic.snapshot)
            for stream in list(topic.streams):
                stream.offer(topic.snapshot.change)
            if notified_at:
                LAG.observe(monotonic() - notified_at)

    async def _ask[**P, R](self, question: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        def answer() -> R:
            self._around()
            try:
                return question(*args, **kwargs)
            finally:
                self._around()

        return await asyncio.get_running_loop().run_in_executor(self._thread, answer)

    def _leave(self, key: K, stream: Stream) -> None:
        topic = self._topics.get(key)
        if topic:
            topic.streams.discard(stream)
            if not topic.streams:
                del self._topics[key]
