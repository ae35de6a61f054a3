"""The last seat of a roadshow is taken once, however many confirm at the same instant."""

from functools import partial

import pytest
from django.db.models import F

from ciie.kernel.actors import SYSTEM
from exhibitors.roadshows import operations as roadshows
from exhibitors.roadshows.models import Roadshow
from exhibitors.roadshows.operations import confirm_registration
from tests.concurrency.rivals import DONE, count, race
from tests.exhibitors.roadshows.roadshows import asked, opened
from tests.factories import NOON

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 5


def rivals_for_one_seat() -> list[str]:
    show = opened(seats=1)
    registrations = [asked(show, email=f"rival-{number}@example.org") for number in range(RIVALS)]
    return race(*(partial(confirm_registration, each.pk, actor=SYSTEM, at=NOON) for each in registrations))


def test_last_seat_is_taken_once() -> None:
    assert count(rivals_for_one_seat()) == {DONE: 1, "no_seats_left": RIVALS - 1}
    assert Roadshow.objects.get().seats_taken == 1


def test_control_without_the_condition_only_the_constraint_stands_between_two_people_and_one_seat(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def blindly(roadshow_id: int, seats: int) -> bool:
        return bool(Roadshow.objects.filter(pk=roadshow_id).update(seats_taken=F("seats_taken") + seats))

    monkeypatch.setattr(roadshows, "_change_seats", blindly)
    monkeypatch.setattr(roadshows, "_require_open", lambda *_looked_at: None)
    assert count(rivals_for_one_seat()) == {DONE: 1, "roadshow_seats_suffice": RIVALS - 1}
