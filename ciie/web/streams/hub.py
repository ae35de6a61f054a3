"""The hub: one look at each thing that is followed, whenever the bell rings and at least once a second."""

import asyncio
from collections.abc import Callable, Collection, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

import structlog

from ciie.kernel.broadcasting import RINGS_COUNT_FOR_SECONDS
from ciie.web.streams.frames import event
from ciie.web.streams.metrics import LAG
from ciie.web.streams.stream import Stream

LOOK_EVERY_SECONDS = 1.0
LOOKS_APART_SECONDS = RINGS_COUNT_FOR_SECONDS + 0.02  # a bell that stands for several is looked after twice
TROUBLE_SECONDS = 1.0
NO_MORE: Mapping[str, object] = {}
log = structlog.get_logger(__name__)


class Unknown(LookupError):
    """There is nothing of this key to follow."""


@dataclass(frozen=True)
class Look:
    """How something stands: `change` is for those who know the look before, `whole` for everybody else."""

    revision: str
    change: bytes
    whole: bytes


class Source[K: Hashable, L: Look](Protocol):
    """What can be followed. Both are called in a thread of the hub's own, one after the other."""

    def revisions(self, keys: Collection[K]) -> Mapping[K, str]:
        """The present revision of each that still exists; cheap, since it is asked all the time."""

    def look(self, key: K, revision: str, before: L | None) -> L:
        """How it stands now, at this revision or a later one."""


@dataclass
class Topic[L: Look]:
    """One thing that streams follow, as last seen."""

    look: L | None = None
    streams: set[Stream] = field(default_factory=set)
    first_look: asyncio.Lock = field(default_factory=asyncio.Lock)


class Hub[K: Hashable, L: Look]:
    """Streams by what they follow. Everything but the source's two questions happens in the event loop."""

    def __init__(self, source: Source[K, L], *, around: Callable[[], None] = lambda: None) -> None:
        """`around` is called in the thread before and after it looks, as connections want to be cared for."""
        self.looked_at = 0.0  # monotonic
        self._source, self._around = source, around
        self._topics: dict[K, Topic[L]] = {}
        self._rung = asyncio.Event()
        self._rung_at: float | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hub")

    async def follow(self, key: K, stream: Stream, *, seen: str, hello: Mapping[str, object] | None = NO_MORE) -> None:
        """Let the stream have every change from now on. If it has seen another revision, it is told the whole.

        `hello` is said beside the revision; None for no such event. Raises `Unknown` if there is no such thing.
        """
        topic = self._topics.setdefault(key, Topic[L]())
        topic.streams.add(stream)
        stream.on_leaving.append(lambda: self._leave(key, stream))
        look = await self._first_look(key, topic)
        if hello is not None:
            stream.offer(event("hello", {"revision": look.revision, **hello}))
        if seen != look.revision:
            stream.offer(look.whole)

    async def _first_look(self, key: K, topic: Topic[L]) -> L:
        async with topic.first_look:
            if topic.look is None:
                revision = (await self._ask(self._source.revisions, [key])).get(key)
                if revision is None:
                    raise Unknown(key)
                topic.look = await self._ask(self._source.look, key, revision, None)
            return topic.look

    def ring(self) -> None:
        """Something may have changed."""
        self._rung_at = self._rung_at or monotonic()
        self._rung.set()

    async def run(self) -> None:
        """Look whenever the bell rings, once more after it, and every second anyway; for ever."""
        patience = LOOK_EVERY_SECONDS
        while True:
            rung = await self._wait(patience)
            try:
                await self._look_at_all()
            except Exception as error:  # noqa: BLE001  # the database may be away; those who follow keep their streams
                log.warning("could not look", error=str(error))
                await asyncio.sleep(TROUBLE_SECONDS)
            await asyncio.sleep(LOOKS_APART_SECONDS)
            patience = 0.0 if rung else LOOK_EVERY_SECONDS

    async def _wait(self, patience: float) -> bool:
        try:
            async with asyncio.timeout(patience):
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True

    async def _look_at_all(self) -> None:
        rung_at, self._rung_at = self._rung_at, None
        topics = {key: topic for key, topic in self._topics.items() if topic.look}
        if topics:
            revisions = await self._ask(self._source.revisions, list(topics))
            for key, topic in topics.items():
                await self._bring_up_to_date(key, topic, revisions.get(key), rung_at)
        self.looked_at = monotonic()

    async def _bring_up_to_date(self, key: K, topic: Topic[L], revision: str | None, rung_at: float | None) -> None:
        if revision is None:
            for stream in list(topic.streams):
                stream.end()
        elif topic.look and topic.look.revision != revision:
            topic.look = await self._ask(self._source.look, key, revision, topic.look)
            for stream in list(topic.streams):
                stream.offer(topic.look.change)
            if rung_at:
                LAG.observe(monotonic() - rung_at)

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
