import asyncio
import re
from collections import Counter

from ciie.web.streams import Stream, event
from ciie.web.streams.stream import HEARTBEAT, opening
from tests.ciie.web.streams.loops import run


def test_an_event_is_one_line_of_json_with_its_revision() -> None:
    assert event("status", {"hall": "5.1H", "words": "a\nb é"}, revision="5:0") == (
        b'id: 5:0\nevent: status\ndata: {"hall":"5.1H","words":"a\\nb \xc3\xa9"}\n\n'
    )


def test_what_waits_is_sent_as_one_piece() -> None:
    async def read() -> bytes:
        stream = Stream()
        stream.offer(b"one")
        stream.offer(b"two")
        return await stream.next(1)

    assert run(read()) == b"onetwo"


def test_silence_is_filled_with_heartbeats() -> None:
    assert run(Stream().next(0.01)) == HEARTBEAT


def test_a_reader_who_does_not_keep_up_is_given_up_in_the_middle_of_sending() -> None:
    async def fall_behind() -> tuple[bool, bool]:
        stream = Stream(room=2)
        sending = asyncio.create_task(asyncio.sleep(60))
        stream.sent_by(sending)
        for frame in (b"1", b"2", b"3"):
            stream.offer(frame)
        await asyncio.wait([sending], timeout=1)
        return stream.is_given_up, sending.cancelled()

    assert run(fall_behind()) == (True, True)


def test_nothing_piles_up_for_a_stream_that_has_ended() -> None:
    async def end() -> bytes:
        stream = Stream()
        stream.end()
        stream.offer(b"late")
        return await stream.next(1)

    assert run(end()) == b""


def test_leaving_undoes_what_opening_did_once() -> None:
    undone: list[str] = []
    stream = Stream()
    stream.on_leaving += [lambda: undone.append("first"), lambda: undone.append("second")]
    stream.leave()
    stream.leave()
    assert undone == ["second", "first"]


def test_readers_come_back_at_different_times() -> None:
    pauses = [int(re.fullmatch(rb"retry: (\d+)\n\n", opening())[1]) for _reader in range(2_000)]  # type: ignore[index]
    assert (min(pauses) >= 1_000, max(pauses) <= 5_000) == (True, True)
    assert max(Counter(pause // 100 for pause in pauses).values()) < 110  # 50 on average
