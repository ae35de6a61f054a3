"""The clock that several machines share."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import OperationalError, connection

from ciie.kernel import clock
from ciie.kernel.clock import ASKED_EVERY_SECONDS, DATABASE_CLOCK, SharedClock

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
A_MOMENT = timedelta(seconds=30)


def test_it_is_asked_now_and_then_and_carried_on_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    passed, asked = [1000.0], []

    def ask() -> datetime:
        asked.append(passed[0])
        return NOW + timedelta(seconds=passed[0])

    monkeypatch.setattr("time.monotonic", lambda: passed[0])
    shared = SharedClock(ask)
    for seconds in (0, 1, ASKED_EVERY_SECONDS, ASKED_EVERY_SECONDS + 1):
        passed[0] = 1000 + seconds
        assert shared.now() == NOW + timedelta(seconds=passed[0])
    assert asked == [1000, 1000 + ASKED_EVERY_SECONDS + 1]


def test_without_an_answer_the_last_one_is_carried_on(monkeypatch: pytest.MonkeyPatch) -> None:
    passed, answers = [0.0], [NOW]
    monkeypatch.setattr("time.monotonic", lambda: passed[0])

    def ask() -> datetime:
        if not answers:
            raise OperationalError
        return answers.pop()

    shared = SharedClock(ask)
    shared.now()
    passed[0] = 600
    assert shared.now() == NOW + timedelta(minutes=10)


def test_before_any_answer_the_machine_is_believed() -> None:
    def ask() -> datetime:
        raise OperationalError

    with time_machine.travel(NOW, tick=False):
        assert SharedClock(ask).now() - NOW < A_MOMENT


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [timedelta(seconds=-90), timedelta(seconds=90)])
def test_a_machine_whose_clock_is_wrong_reads_the_same_time(wrong: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.CLOCK_OF_DATABASE", True)
    monkeypatch.setattr(DATABASE_CLOCK, "_known", None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (really,) = cursor.fetchone()
    with time_machine.travel(datetime.now(UTC) + wrong):
        assert abs(clock.now() - really) < A_MOMENT
        assert abs(datetime.now(UTC) - really) > A_MOMENT  # what would have been read without it
