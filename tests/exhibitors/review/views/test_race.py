"""Two organizers decide the same booking at the same instant, each from the page that they have open."""

import pytest

from exhibitors.bookings.models import Booking
from exhibitors.states import BookingState
from tests.clients import signed_in
from tests.concurrency.rivals import race
from tests.exhibitors.expo import booked
from tests.factories import BoothFactory, organizer

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def decide_at_once(booking: Booking) -> tuple[list[int], list[str]]:
    """Statuses and texts of the two answers: one rejects, one wait-lists."""
    clients = [signed_in(organizer()), signed_in(organizer())]
    moves = ["reject", "waitlist"]
    pages: dict[str, tuple[int, str]] = {}

    def post(position: int) -> None:
        address = f"/organizer/bookings/{booking.pk}/{moves[position]}/"
        answer = clients[position].post(address, {"revision": booking.revision, "reason": "No room."})
        pages[moves[position]] = (answer.status_code, answer.text)

    assert race(lambda: post(0), lambda: post(1)) == ["done", "done"]
    return [status for status, _text in pages.values()], [text for _status, text in pages.values()]


def anything_goes(*_arguments: object) -> None:
    """In place of the guard that compares revisions."""


def test_one_organizer_wins_and_the_other_is_informed() -> None:
    booking = booked(BoothFactory())
    statuses, texts = decide_at_once(booking)
    booking.refresh_from_db()
    assert sorted(statuses) == [302, 422]
    assert booking.decided_by is not None
    refusal = f"{booking.decided_by.name} made a decision, and it is now {booking.get_state_display().lower()}."
    assert [refusal in text for text in texts].count(True) == 1
    assert booking.revision == 1


def test_without_the_seen_revision_the_second_would_overrule_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: when nobody compares revisions, a wait-listed booking is rejected by somebody who never saw that."""
    monkeypatch.setattr("exhibitors.bookings.operations.decisions.require_unchanged", anything_goes)
    booking = booked(BoothFactory())
    client = signed_in(organizer())
    for move in ("waitlist", "reject"):
        answer = client.post(
            f"/organizer/bookings/{booking.pk}/{move}/", {"revision": booking.revision, "reason": "No room."}
        )
        assert answer.status_code == 302
    booking.refresh_from_db()
    assert (booking.state, booking.revision) == (BookingState.REJECTED, 2)
