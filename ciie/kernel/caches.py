"""Thread-safe caches of one process, and a cache of a fixed size that all processes share."""

import threading
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, cast

from cachetools import LRUCache
from django.core.cache import cache


@dataclass
class Kept[Value]:
    """A value that the process reads at most every so many seconds, for pages that all depend on it."""

    read: Callable[[], Value]
    seconds: float
    value: Value | None = None
    until: float = 0.0

    def get(self) -> Value:
        present = time.monotonic()
        if self.value is None or present >= self.until:
            self.value, self.until = self.read(), present + self.seconds
        return self.value

    def forget(self) -> None:
        self.until = 0.0


class LatestValues[Value]:
    """The latest value of each subject. While one thread makes a new value, the others wait for it."""

    def __init__(self) -> None:
        self._values: dict[Hashable, Value] = {}
        self._making = threading.Lock()

    def get_or_make(self, subject: Hashable, is_current: Callable[[Value], bool], make: Callable[[], Value]) -> Value:
        """Return the cached value if it is current, else a new one, which is cached unless it is `None`."""
        kept = self._values.get(subject)
        if kept is None or not is_current(kept):
            with self._making:
                kept = self._values.get(subject)
                if kept is None or not is_current(kept):
                    kept = make()
                    if kept is not None:
                        self._values[subject] = kept
        return kept


class VersionedValues[Value]:
    """The value of each subject at its latest version."""

    def __init__(self) -> None:
        self._kept = LatestValues[tuple[object, Value]]()

    def get_or_read(self, subject: Hashable, version: object, read: Callable[[], Value]) -> Value:
        """Return the value at this version, which is read at most once."""
        return self._kept.get_or_make(subject, lambda kept: kept[0] == version, lambda: (version, read()))[1]


class KeyedCache[Key: Hashable, Value]:
    """A cache of at most `most` values, or of values whose sizes add up to at most `most`.

    The least recently used value is evicted first.
    """

    def __init__(self, most: int, size: Callable[[Value], int] = lambda _value: 1) -> None:
        self._values = LRUCache[Key, Value](most, size)
        self._changing = threading.Lock()

    def get(self, key: Key) -> Value | None:
        with self._changing:
            return self._values.get(key)

    def set(self, key: Key, value: Value) -> None:
        """Cache the value, unless it alone exceeds the capacity."""
        with self._changing, suppress(ValueError):
            self._values[key] = value

    def clear(self) -> None:
        with self._changing:
            self._values.clear()

    def get_or_read(self, key: Key, read: Callable[[], Value]) -> Value:
        """Return the cached value, or read it. Several threads may read at once."""
        with self._changing:
            if key in self._values:
                return self._values[key]
        value = read()
        self.set(key, value)
        return value


@dataclass(slots=True)
class _Flight:
    """The last read for a question, kept while anybody waits for one."""

    reading: threading.Lock = field(default_factory=threading.Lock)
    callers: int = 0
    began_at: int = 0
    answer: Any = None
    error: BaseException | None = None


class SingleFlight[Question: Hashable, Answer]:
    """Calls `read` once at a time for each question; callers that arrive meanwhile share the next call.

    A read always begins after its callers have asked, so it sees everything that had been committed by then. An
    exception of `read` is raised for all who share it. Only threads without uncommitted changes may ask.
    """

    def __init__(self, read: Callable[[Question], Answer]) -> None:
        self._read = read
        self._flights: dict[Question, _Flight] = {}
        self._changing = threading.Lock()

    def get(self, question: Question) -> Answer:
        asked_at = time.monotonic_ns()
        with self._changing:
            flight = self._flights.get(question)
            if flight is None:
                flight = self._flights[question] = _Flight()
            flight.callers += 1
        try:
            with flight.reading:
                if flight.began_at <= asked_at:
                    self._look(flight, question)
                if flight.error is not None:
                    raise flight.error
                return cast("Answer", flight.answer)
        finally:
            with self._changing:
                flight.callers -= 1
                if not flight.callers:
                    del self._flights[question]

    def is_asked(self, question: Question) -> bool:
        """Return whether somebody is waiting for this question."""
        with self._changing:
            return question in self._flights

    def _look(self, flight: _Flight, question: Question) -> None:
        flight.began_at, flight.error = time.monotonic_ns(), None
        try:
            flight.answer = self._read(question)
        except BaseException as error:  # noqa: BLE001  raised by all who share it
            flight.error = error


@dataclass(frozen=True)
class SlotCache[Value]:
    """A cache, shared by all processes, of at most `slots` answers that are expensive to compute.

    Each question maps to one slot. An answer stays until it is `seconds` old or another question with the same slot is
    answered. Bytes and strings longer than `largest` are not cached.
    """

    name: str
    slots: int
    seconds: int
    largest: int = 1024 * 1024

    def get(self, question: str) -> Value | None:
        slot, digest = self._place(question)
        kept = cache.get(slot)
        return cast("Value", kept[1]) if kept and kept[0] == digest else None

    def set(self, question: str, answer: Value) -> None:
        if isinstance(answer, bytes | str) and len(answer) > self.largest:
            return
        slot, digest = self._place(question)
        cache.set(slot, (digest, answer), self.seconds)

    def get_or_make(self, question: str, make: Callable[[], Value]) -> Value:
        kept = self.get(question)
        if kept is None:
            kept = make()
            self.set(question, kept)
        return kept

    def _place(self, question: str) -> tuple[str, str]:
        digest = blake2b(question.encode(errors="backslashreplace"), digest_size=16)
        return f"{self.name}:{int.from_bytes(digest.digest()) % self.slots}", digest.hexdigest()
