"""The limits end the child rather than its parent: readers that try it prove it."""

import os
import time
from pathlib import Path

import pytest

from ciie.kernel import limited_reader
from ciie.kernel.limited_reader import MOST_ANSWER_CHARACTERS, MOST_MEMORY, ReadingRefusedError, read_limited

pytestmark = pytest.mark.usefixtures("in_a_child")


def lengths(content: bytes, *more: object) -> list[object]:
    return [len(content), *more]


def greedy(_content: bytes) -> int:
    return len(bytearray(MOST_MEMORY))


def talkative(_content: bytes) -> str:
    return "x" * MOST_ANSWER_CHARACTERS


def endless(_content: bytes) -> None:
    time.sleep(30)


def aborting(_content: bytes) -> None:
    os.abort()


def failing(content: bytes) -> int:
    return content[-1] // 0


def refusing(_content: bytes) -> None:
    raise ReadingRefusedError("locked")


def writing(content: bytes) -> str:
    try:
        Path(content.decode()).write_text("x" * 10)
    except OSError as error:
        return type(error).__name__
    return "written"


def secretive(_content: bytes) -> list[str]:
    return sorted(os.environ)


def test_a_reader_gets_the_file_and_arguments_and_gives_back_json() -> None:
    assert read_limited(f"{__name__}:lengths", b"four", 7, "x") == [4, 7, "x"]


@pytest.mark.parametrize(
    ("reader", "code"),
    [
        ("greedy", "too_complex"),
        ("talkative", "too_complex"),
        ("aborting", "too_complex"),
        ("failing", "broken"),
        ("refusing", "locked"),
    ],
)
def test_a_reader_that_fails_refuses_the_file(reader: str, code: str) -> None:
    with pytest.raises(ReadingRefusedError) as refusal:
        read_limited(f"{__name__}:{reader}", b"x")
    assert refusal.value.code == code


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited_reader, "LONGEST_SECONDS", 0.5)
    with pytest.raises(ReadingRefusedError, match="too_complex"):
        read_limited(f"{__name__}:endless", b"")


def test_a_reader_writes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    assert read_limited(f"{__name__}:writing", str(path).encode()) == "OSError"
    assert path.stat().st_size == 0


def test_a_reader_sees_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    assert "SECRET_KEY" not in read_limited(f"{__name__}:secretive", b"")
