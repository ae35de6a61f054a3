"""The cache that all processes share: Valkey, and its substitute while it does not answer.

While it is unreachable, cached values are not found and are computed anew, and each process keeps its own counts
(`add`, `incr`). Limits therefore still apply, though multiplied by the number of processes at most.

Counts that protect accounts are not kept in Valkey at all: the keys of django-allauth (attempts at passwords, codes
that were used) are rows of the database, in the cache "database". A protection that is lost with a cache would be none.
"""

from collections.abc import Callable, Iterable
from typing import Any

import redis
from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

from ciie.kernel.valkey import CIRCUIT

GUARDS = "allauth"  # the prefix of their keys
MOST_COUNTS = 20_000


class SharedCache(RedisCache):
    """A cache that never raises an exception because Valkey is unreachable.

    It waits for Valkey no longer than `ciie.kernel.valkey` allows.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._counts = LocMemCache("counts", {"OPTIONS": {"MAX_ENTRIES": MOST_COUNTS}})

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if rows := _rows(key):
            return bool(rows.add(key, value, timeout, version))
        return self._ask(
            lambda: super(SharedCache, self).add(key, value, timeout, version),
            lambda: self._counts.add(key, value, timeout, version),
        )

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        if rows := _rows(key):
            return int(rows.incr(key, delta, version))
        return self._ask(
            lambda: super(SharedCache, self).incr(key, delta, version),
            lambda: self._counts.incr(key, delta, version),
        )

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        if rows := _rows(key):
            return rows.get(key, default, version)
        return self._ask(
            lambda: super(SharedCache, self).get(key, default, version),
            lambda: self._counts.get(key, default, version),
        )

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        if rows := _rows(key):
            rows.set(key, value, timeout, version)
            return
        self._ask(lambda: super(SharedCache, self).set(key, value, timeout, version), lambda: None)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if rows := _rows(key):
            return bool(rows.touch(key, timeout, version))
        return self._ask(lambda: super(SharedCache, self).touch(key, timeout, version), lambda: False)

    def delete(self, key: str, version: int | None = None) -> bool:
        if rows := _rows(key):
            return bool(rows.delete(key, version))
        return self._ask(
            lambda: super(SharedCache, self).delete(key, version), lambda: self._counts.delete(key, version)
        )

    def has_key(self, key: str, version: int | None = None) -> bool:
        if rows := _rows(key):
            return bool(rows.has_key(key, version))
        return self._ask(lambda: super(SharedCache, self).has_key(key, version), lambda: False)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return BaseCache.get_many(self, keys, version)

    def set_many(self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        return list(BaseCache.set_many(self, data, timeout, version))

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        BaseCache.delete_many(self, keys, version)

    def clear(self) -> None:
        self._counts.clear()
        self._ask(super().clear, lambda: None)

    def _ask[Answer](self, question: Callable[[], Answer], otherwise: Callable[[], Answer]) -> Answer:
        if not CIRCUIT.lets_through():
            return otherwise()
        try:
            answer = question()
        except (redis.RedisError, OSError) as error:
            CIRCUIT.failed("cache", error)
            return otherwise()
        CIRCUIT.worked()
        return answer


def _rows(key: str) -> BaseCache | None:
    return caches["database"] if key.startswith(GUARDS) else None
