"""The hub, on a source that the test changes by hand."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field

import pytest

from ciie.web.streams import Hub, Snapshot, Stream, Unknown, hub
from tests.ciie.web.streams.loops import run


@dataclass
class Board:
    """Numbers by name. `asked` counts the looks at each."""

    numbers: dict[str, int] = field(default_factory=lambda: {"a": 1})
    asked: list[str] = field(default_factory=list)
    is_broken: bool = False

    def revisions(self, keys: Collection[str]) -> dict[str, str]:
        if self.is_broken:
            raise ConnectionError
        return {key: str(self.numbers[key]) for key in keys if key in self.numbers}

    def snapshot(self, key: str, revision: str, before: Snapshot | None) -> Snapshot:
        self.asked.append(key)
        since = before.revision if before else ""
        return Snapshot(revision, f"[{since}>{revision}]".encode(), f"[{revision}]".encode())


HELLO = b'event: hello\ndata: {"revision":"%s"}\n\n'


def play(board: Board, scene: Callable[[Hub[str, Snapshot]], Awaitable[None]]) -> None:
    async def perform() -> None:
        tried = Hub(board)
        running = asyncio.create_task(tried.run())
        try:
            async with asyncio.timeout(10):
                await scene(tried)
        finally:
            running.cancel()

    run(perform())


def test_subscriber_with_the_latest_version_receives_only_a_greeting() -> None:
    async def scene(tried: Hub[str, Snapshot]) -> None:
        stream = Stream()
        await tried.follow("a", stream, seen="1")
        assert await stream.next(1) == HELLO % b"1"

    play(Board(), scene)


def test_subscriber_with_another_version_receives_the_whole_state() -> None:
    async def scene(tried: Hub[str, Snapshot]) -> None:
        stream = Stream()
        await tried.follow("a", stream, seen="0")
        assert await stream.next(1) == HELLO % b"1" + b"[1]"

    play(Board(), scene)


def test_a_notification_brings_the_change_to_all_after_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "POLL_SECONDS", 60)
    board = Board()

    async def scene(tried: Hub[str, Snapshot]) -> None:
        streams = [Stream() for _number in range(50)]
        for stream in streams:
            await tried.follow("a", stream, seen="1")
            await stream.next(1)
        board.numbers["a"] = 2
        tried.notify()
        assert {await stream.next(5) for stream in streams} == {b"[1>2]"}

    play(board, scene)
    assert board.asked == ["a", "a"]


def test_a_notification_is_followed_by_two_reads_so_that_it_covers_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "POLL_SECONDS", 60)
    board = Board()

    async def scene(tried: Hub[str, Snapshot]) -> None:
        stream = Stream()
        await tried.follow("a", stream, seen="1")
        await stream.next(1)
        board.numbers["a"] = 2
        tried.notify()
        assert await stream.next(5) == b"[1>2]"
        board.numbers["a"] = 3  # its ring was not sent, because there had just been one
        assert await stream.next(5) == b"[2>3]"

    play(board, scene)


def test_a_lost_notification_is_recovered_by_the_read_of_every_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "POLL_SECONDS", 0.1)
    board = Board()

    async def scene(tried: Hub[str, Snapshot]) -> None:
        stream = Stream()
        await tried.follow("a", stream, seen="1")
        await stream.next(1)
        board.numbers["a"] = 2
        assert await stream.next(5) == b"[1>2]"

    play(board, scene)


def test_streams_stay_open_while_the_source_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "TROUBLE_SECONDS", 0.01)
    board = Board()

    async def scene(tried: Hub[str, Snapshot]) -> None:
        stream = Stream()
        await tried.follow("a", stream, seen="1")
        await stream.next(1)
        board.is_broken = True
        tried.notify()
        await asyncio.sleep(0.2)
        board.is_broken, board.numbers["a"] = False, 2
        tried.notify()
        assert await stream.next(5) == b"[1>2]"

    play(board, scene)


def test_what_ceases_to_exist_ends_its_streams() -> None:
    board = Board()

    async def scene(tried: Hub[str, Snapshot]) -> None:
        stream = Stream()
        await tried.follow("a", stream, seen="1")
        await stream.next(1)
        board.numbers.clear()
        tried.notify()
        assert await stream.next(5) == b""

    play(board, scene)


def test_what_does_not_exist_cannot_be_followed_and_is_not_remembered() -> None:
    async def scene(tried: Hub[str, Snapshot]) -> None:
        stream = Stream()
        with pytest.raises(Unknown):
            await tried.follow("nowhere", stream, seen="")
        stream.leave()
        assert tried._topics == {}

    play(Board(), scene)


def test_many_simultaneous_subscribers_cost_one_read() -> None:
    board = Board()

    async def scene(tried: Hub[str, Snapshot]) -> None:
        await asyncio.gather(*(tried.follow("a", Stream(), seen="") for _number in range(100)))

    play(board, scene)
    assert board.asked == ["a"]


def test_when_the_last_leaves_nothing_is_read_any_more() -> None:
    async def scene(tried: Hub[str, Snapshot]) -> None:
        first, second = Stream(), Stream()
        await tried.follow("a", first, seen="")
        await tried.follow("a", second, seen="")
        first.leave()
        assert list(tried._topics) == ["a"]
        second.leave()
        assert list(tried._topics) == []

    play(Board(), scene)
