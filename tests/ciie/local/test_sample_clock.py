from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from ciie.local import sample_clock

LOADED_AT = datetime.fromisoformat("2026-11-25T10:00:00+00:00")


@pytest.fixture(autouse=True)
def clock_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sample_clock, "CLOCK_FILE", tmp_path / "sample-loaded-at")
    return tmp_path / "sample-loaded-at"


def test_without_a_sample_the_clock_is_real() -> None:
    assert sample_clock.clock_offset() == timedelta(0)


def test_the_sample_begins_in_the_morning_of_its_day_and_lives_on() -> None:
    with time_machine.travel(LOADED_AT, tick=False):
        sample_clock.start_sample_clock()
    offset = sample_clock.clock_offset()
    assert LOADED_AT + offset == datetime.fromisoformat("2024-05-17T09:00:00+08:00")
    next_day = LOADED_AT + timedelta(days=1)
    assert next_day + offset == datetime.fromisoformat("2024-05-18T09:00:00+08:00")
