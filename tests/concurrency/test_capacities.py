"""Two planners give the same hall away at once: together they give no more than there is.

The control takes the lock on the hall away; then both look before either writes, and the database refuses the later.
"""

import time
from decimal import Decimal
from functools import partial

import pytest
from django.db.models import Sum

from pavilions.editions.operations import capacities
from pavilions.editions.operations.capacities import set_capacity
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.venue import Hall
from tests.concurrency.rivals import DONE, count, race
from tests.factories import NOON, AllotmentFactory, EditionFactory, HallFactory, organizer

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def two_rivals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    hall = HallFactory(gross_area_sqm=1_000)
    edition, planner = EditionFactory(), organizer()
    places = [AllotmentFactory(edition=edition, hall=hall, capacity_sqm=100) for _each in range(2)]
    look = capacities.require_room

    def slowly(*args: object, **kwargs: object) -> None:
        look(*args, **kwargs)  # type: ignore[arg-type]
        time.sleep(0.3)

    monkeypatch.setattr(capacities, "require_room", slowly)
    return race(
        *(partial(set_capacity, place.pk, capacity_sqm=Decimal(900), actor=planner, at=NOON) for place in places)
    )


def given() -> object:
    return Allotment.objects.aggregate(given=Sum("capacity_sqm"))["given"]


def test_two_planners_give_no_more_than_the_hall_has(monkeypatch: pytest.MonkeyPatch) -> None:
    assert count(two_rivals(monkeypatch)) == {"capacity_exceeds_hall": 1, DONE: 1}
    assert given() == 1_000


def test_control_without_the_lock_on_the_hall_is_stopped_by_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked = lambda _rows, pk, **_: Hall.objects.get(pk=pk) if _rows.model is Hall else Allotment.objects.get(pk=pk)  # noqa: E731
    monkeypatch.setattr(capacities, "lock_one", unlocked)
    assert count(two_rivals(monkeypatch)) == {"capacities_fit_hall": 1, DONE: 1}
    assert given() == 1_000
