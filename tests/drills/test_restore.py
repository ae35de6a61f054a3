"""The comparisons of `make restore-drill` notice what they are for."""

from decimal import Decimal

import pytest

from tests.drills.restore import CLIENTS, End, Held, Noted, differences_at_end, differences_at_moment

COUNTED = (2, 2, Decimal("18.00"))
NOTED = Noted("2026-11-27 14:05:00+08", {1, 2}, COUNTED)
END = End({1: 90.0, 2: 99.5, 3: 100.01}, killed=100.0)


def test_what_was_noted_at_the_moment_is_no_difference() -> None:
    assert differences_at_moment(NOTED, Held({1, 2}, COUNTED)) == []


def test_a_booking_too_few_or_too_many_and_other_figures_at_the_moment_are_noticed() -> None:
    assert differences_at_moment(NOTED, Held({2, 3}, (2, 1, Decimal("18.00")))) == [
        "booking 1 had been acknowledged and is not there",
        "booking 3 is there and had not been acknowledged",
        "bookings, letters, m² are (2, 1, Decimal('18.00')), noted were (2, 2, Decimal('18.00'))",
    ]


@pytest.mark.parametrize("allowed_s", [0, 1.0])
def test_everything_acknowledged_at_the_end_is_no_difference(allowed_s: float) -> None:
    assert differences_at_end(END, Held({1, 2, 3}, COUNTED), allowed_s) == []


def test_only_the_last_second_may_be_lost_where_nobody_waits_for_the_receiver() -> None:
    assert differences_at_end(END, Held({1}, COUNTED), 1.0) == []
    assert differences_at_end(END, Held({2, 3}, COUNTED), 1.0) == [
        "booking 1 was acknowledged 10000 ms before the end and is not there"
    ]


def test_nothing_may_be_lost_where_bookings_wait_for_the_receiver() -> None:
    assert differences_at_end(END, Held({1}, COUNTED), 0) == [
        "booking 2 was acknowledged 500 ms before the end and is not there",
        "booking 3 was acknowledged -10 ms before the end and is not there",
    ]


def test_each_client_may_have_one_booking_without_an_answer() -> None:
    unanswered = set(range(10, 10 + CLIENTS))
    assert differences_at_end(END, Held({1, 2, 3} | unanswered, COUNTED), 0) == []
    assert differences_at_end(END, Held({1, 2, 3, 99} | unanswered, COUNTED), 0) == [
        f"{CLIENTS + 1} bookings are there without an answer, of {CLIENTS} clients"
    ]
