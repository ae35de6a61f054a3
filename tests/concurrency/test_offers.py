"""Several who answer an offer, or run it, at the same instant: one of them does.

Each race has a control: the same race with its guard taken away goes wrong.
"""

from collections.abc import Callable
from functools import partial

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.money.sales.models.offers import Offer, OfferAcceptance
from exhibitors.money.sales.operations.offers import (
    accept_offer,
    decline_offer,
    enter_acceptance_code,
    make_offer,
    send_acceptance_code,
    withdraw_offer,
)
from exhibitors.money.sales.states import OfferState
from exhibitors.states import BookingState
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, without_locks
from tests.exhibitors.sales.offers import offered
from tests.factories import NOON, owner_of

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 3
ANSWERING = r'UPDATE "?exhibitors_offer"? '


def acceptances(offer: Offer) -> list[Callable[[], object]]:
    return [accepting(offer) for _rival in range(RIVALS)]


def accepting(offer: Offer) -> Callable[[], object]:
    """An acceptance by an owner who has entered the code."""
    person = owner_of(offer.booking.company)
    enter_acceptance_code(offer.pk, code=send_acceptance_code(offer.pk, actor=person, at=NOON), actor=person, at=NOON)
    return partial(accept_offer, offer.pk, actor=person, at=NOON)


def test_one_of_several_accepts() -> None:
    offer = offered()
    assert count(race(*acceptances(offer))) == {DONE: 1, "offer_accepted": RIVALS - 1}
    assert OfferAcceptance.objects.count() == Booking.objects.get().letters.count() == 1


def test_control_without_the_locks_no_refusal_says_that_it_was_accepted() -> None:
    offer = offered()
    wrappers: list[Wrapper] = [without_locks, Before(ANSWERING, meeting(RIVALS))]
    assert "offer_accepted" not in count(race(*acceptances(offer), wrappers=wrappers))


def accepting_and(other: Callable[..., object], offer: Offer) -> list[Callable[[], object]]:
    return [accepting(offer), other]


def test_accepting_and_withdrawing_exclude_each_other() -> None:
    offer = offered()
    withdrawing = partial(withdraw_offer, offer.pk, reason="Wrong", actor=SYSTEM, at=NOON)
    outcomes = count(race(*accepting_and(withdrawing, offer)))
    offer.refresh_from_db()
    confirmed = Booking.objects.get().state == BookingState.CONFIRMED
    assert outcomes == {DONE: 1, "offer_accepted" if confirmed else "offer_withdrawn": 1}
    assert confirmed == (offer.state == OfferState.ACCEPTED)


def test_control_without_the_locks_only_the_database_refuses() -> None:
    offer = offered()
    withdrawing = partial(withdraw_offer, offer.pk, reason="Wrong", actor=SYSTEM, at=NOON)
    wrappers: list[Wrapper] = [without_locks, Before(ANSWERING, meeting(2))]
    outcomes = count(race(*accepting_and(withdrawing, offer), wrappers=wrappers))
    assert not {"offer_accepted", "offer_withdrawn"} & outcomes.keys()


def test_accepting_and_declining_exclude_each_other() -> None:
    offer = offered()
    declining = partial(decline_offer, offer.pk, actor=owner_of(offer.booking.company), at=NOON)
    outcomes = count(race(*accepting_and(declining, offer)))
    state = Booking.objects.get().state
    assert outcomes[DONE] == 1
    assert state in {BookingState.CONFIRMED, BookingState.CANCELLED}


def test_two_offers_made_at_once_leave_one_that_stands() -> None:
    offer = offered()
    making = partial(make_offer, offer.booking_id, actor=SYSTEM, at=NOON)
    assert count(race(making, making)) == {DONE: 2}
    assert sorted(Offer.objects.values_list("version", "state")) == [(1, "withdrawn"), (2, "withdrawn"), (3, "sent")]
