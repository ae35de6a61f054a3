"""One look for many, and never one from before it was asked for."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

from ciie.kernel.caches import SingleFlight

PATIENCE = 30


class Asked(str):
    """A question that tells once it is looked up, so that a test knows who has begun to wait."""

    __slots__ = ("has_come",)

    def __init__(self, _text: str) -> None:
        self.has_come = threading.Event()

    def __hash__(self) -> int:
        self.has_come.set()
        return super().__hash__()


class Slow:
    """Looks that are numbered, and end when they may."""

    def __init__(self) -> None:
        self.numbers, self.begun, self.may_end = count(1), threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self, question: str) -> int:
        number = next(self.numbers)
        self.begun.release()
        assert self.may_end.acquire(timeout=PATIENCE)
        if question == "broken":
            raise LookupError(number)
        return number


@contextmanager
def asking(slow: Slow, question: str, waiting: int) -> Iterator[tuple[Future[int], list[Future[int]]]]:
    """One who looks, and others who asked while that look was under way."""
    looks = SingleFlight[str, int](slow)
    with ThreadPoolExecutor(waiting + 1) as threads:
        first = threads.submit(looks.get, question)
        assert slow.begun.acquire(timeout=PATIENCE)
        asked_by = [Asked(question) for _each in range(waiting)]
        others = [threads.submit(looks.get, asked) for asked in asked_by]
        assert all(asked.has_come.wait(PATIENCE) for asked in asked_by)
        yield first, others


def test_requests_during_a_read_share_the_next_one() -> None:
    slow = Slow()
    with asking(slow, "plan", waiting=5) as (first, others):
        slow.may_end.release(2)
    assert first.result() == 1
    assert [other.result() for other in others] == [2] * 5
    assert next(slow.numbers) == 3


def test_what_fails_fails_for_all_who_share_it() -> None:
    slow = Slow()
    with asking(slow, "broken", waiting=3) as (first, others):
        slow.may_end.release(2)
    assert repr(first.exception()) == "LookupError(1)"
    assert [repr(other.exception()) for other in others] == ["LookupError(2)"] * 3


def test_other_questions_do_not_wait() -> None:
    slow = Slow()
    looks = SingleFlight[str, int](lambda question: slow(question) if question == "slow" else 0)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(looks.get, "slow")
        assert slow.begun.acquire(timeout=PATIENCE)
        assert looks.get("quick") == 0
        slow.may_end.release()
        assert waiting.result() == 1


def test_nothing_is_kept() -> None:
    numbers = count(1)
    looks = SingleFlight[str, int](lambda _question: next(numbers))
    assert [looks.get("plan"), looks.get("plan"), looks.get("hall")] == [1, 2, 3]
    assert looks._flights == {}  # questions come from outside: none may stay
