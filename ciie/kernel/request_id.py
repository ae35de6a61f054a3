"""The id of the request (or task) being served: log lines, audit rows and problem answers all carry the same one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4

_current: ContextVar[UUID | None] = ContextVar("request_id", default=None)


def current_request_id() -> UUID | None:
    """The id in force, or `None` outside any request or task."""
    return _current.get()


@contextmanager
def request_id(given: str = "") -> Iterator[UUID]:
    """Put an id in force: the given one if it is a UUID, else a new one."""
    chosen = _parsed(given) or uuid4()
    token = _current.set(chosen)
    try:
        yield chosen
    finally:
        _current.reset(token)


def _parsed(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None
