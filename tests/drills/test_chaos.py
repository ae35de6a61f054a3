"""The comparison of `make chaos` notices what it is for, and its short form finds nothing."""

import subprocess
import sys
from collections import Counter

import pytest

from tests.drills.judgement import Found, Noted, differences, shortfalls

STATES = {1: "approved", 2: "cancelled"}
NOTED = Noted(states=STATES, booths={1: "B0/01", 2: "B0/02"})
CLAIMS = {(1, "B0/01"): 1}


def test_what_was_acknowledged_and_is_there_is_no_difference() -> None:
    assert differences(NOTED, Found(STATES, CLAIMS)) == []


def test_a_deleted_booking_is_noticed() -> None:
    assert differences(NOTED, Found({2: "cancelled"}, {})) == [
        "booking 1 was acknowledged and is not there",
        "booking 1 has lost booth B0/01",
    ]


def test_a_booking_that_was_made_twice_is_noticed() -> None:
    assert differences(NOTED, Found({**STATES, 3: "submitted"}, {**CLAIMS, (3, "B0/03"): 1})) == [
        "booking 3 is there and nobody was answered",
        "booking 3 holds booth B0/03 beyond what it should",
    ]


def test_an_act_that_was_undone_and_a_claim_that_is_there_twice_are_noticed() -> None:
    assert differences(NOTED, Found({**STATES, 2: "approved"}, {(1, "B0/01"): 2})) == [
        "booking 2 is approved, acknowledged was cancelled",
        "booking 1 holds booth B0/01 beyond what it should",
    ]


def test_a_drill_that_does_little_proves_nothing() -> None:
    kills = {"worker": 1, "beat": 19}
    assert shortfalls(Noted(acts=Counter(book=120, approve=80)), kills, 0) == []
    assert shortfalls(Noted(acts=Counter(book=120, approve=79)), kills, 0) == ["199 acts, at least 200 are wanted"]
    assert shortfalls(Noted(acts=Counter(book=6)), {"worker": 1}, 0) == ["6 acts, at least 100 are wanted"]


def test_letters_in_doubt_that_no_kill_explains_are_noticed() -> None:
    noted, kills = Noted(acts=Counter(book=500)), {"worker": 1, "PostgreSQL": 1, "web worker": 5}
    assert shortfalls(noted, kills, 4) == []
    assert shortfalls(noted, kills, 136) == ["136 letters in doubt, the kills explain 4 at most"]


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_where_each_process_is_killed_once() -> None:
    short = [sys.executable, "-m", "tests.drills.chaos", "--kills=1", "--halls=1"]
    done = subprocess.run(short, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
