"""One of two decides on an upper deck, and nobody approves one whose booth is given up meanwhile.

The race has a control: without locks nobody is refused in words.
"""

from collections.abc import Callable
from functools import partial

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import UpperDeck
from exhibitors.bookings.operations.submission import withdraw_booking
from exhibitors.bookings.upper_decks.operations import approve_deck, decline_deck, request_deck
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, without_locks
from tests.exhibitors.expo import booked
from tests.exhibitors.upper_decks.decks import DECK
from tests.factories import NOON, BoothFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def asked_deck() -> UpperDeck:
    booking = booked(BoothFactory())
    return request_deck(booking.pk, booking.holder.claims.get().pk, DECK, actor=SYSTEM, at=NOON)


def deciding(deck: UpperDeck) -> list[Callable[[], object]]:
    return [
        partial(approve_deck, deck.pk, actor=SYSTEM, at=NOON),
        partial(decline_deck, deck.pk, reason="Too high", actor=SYSTEM, at=NOON),
    ]


def test_one_of_two_decides_on_an_upper_deck() -> None:
    assert count(race(*deciding(asked_deck()))) == {DONE: 1, "deck_decided": 1}


def test_control_without_the_locks_nobody_is_informed_that_it_was_decided() -> None:
    wrappers: list[Wrapper] = [without_locks, Before(r'UPDATE "?exhibitors_upperdeck"? ', meeting(2))]
    assert "deck_decided" not in count(race(*deciding(asked_deck()), wrappers=wrappers))


def test_deck_is_approved_before_its_booking_is_withdrawn_or_has_ended() -> None:
    deck = asked_deck()
    approving, _declining = deciding(deck)
    outcomes = count(race(approving, partial(withdraw_booking, deck.claim.holder_id, actor=SYSTEM, at=NOON)))
    deck.refresh_from_db()
    assert outcomes == ({DONE: 2} if deck.state == "approved" else {DONE: 1, "deck_ended": 1})
    assert UpperDeck.objects.get().shown_state == "ended"
