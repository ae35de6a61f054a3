"""The last seat of a roadshow is taken once, however many confirm at the same instant."""

from functools import partial

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.operations import confirm_registration
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, unconditional
from tests.exhibitors.roadshows.roadshows import asked, opened
from tests.factories import NOON

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 5


def rivals_for_one_seat(*wrappers: Wrapper) -> list[str]:
    show = opened(seats=1)
    registrations = [asked(show, email=f"rival-{number}@example.org") for number in range(RIVALS)]
    attempts = [partial(confirm_registration, each.pk, actor=SYSTEM, at=NOON) for each in registrations]
    return race(*attempts, wrappers=wrappers)


def test_last_seat_is_taken_once() -> None:
    assert count(rivals_for_one_seat()) == {DONE: 1, "no_seats_left": RIVALS - 1}
    assert Roadshow.objects.get().seats_taken == 1


def test_control_without_the_condition_only_the_constraint_refuses() -> None:
    taking = Before(r'UPDATE "?exhibitors_roadshow"?', meeting(RIVALS))
    outcomes = rivals_for_one_seat(unconditional("exhibitors_roadshow"), taking)
    assert count(outcomes) == {DONE: 1, "roadshow_seats_suffice": RIVALS - 1}
