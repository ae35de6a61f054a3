"""Two planners give the same hall away at once: together they give no more than there is.

The control takes the lock on the hall away; then both look before either writes, and the database refuses the later.
"""

import time
from decimal import Decimal
from functools import partial

import pytest
from django.db.models import Sum

from pavilions.floor.editions.operations.capacities import set_capacity
from pavilions.floor.models.allotment import Allotment
from tests.concurrency.rivals import DONE, Before, Wrapper, count, meeting, race, without_locks
from tests.factories import NOON, AllotmentFactory, EditionFactory, HallFactory, organizer

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

GIVING = r'UPDATE "?pavilions_allotment"?'


def two_rivals(*wrappers: Wrapper) -> list[str]:
    hall = HallFactory(gross_area_sqm=1_000)
    edition, planner = EditionFactory(), organizer()
    places = [AllotmentFactory(edition=edition, hall=hall, capacity_sqm=100) for _each in range(2)]
    return race(
        *(partial(set_capacity, place.pk, capacity_sqm=Decimal(900), actor=planner, at=NOON) for place in places),
        wrappers=wrappers,
    )


def given() -> object:
    return Allotment.objects.aggregate(given=Sum("capacity_sqm"))["given"]


def test_two_planners_give_no_more_than_the_hall_has() -> None:
    assert count(two_rivals(Before(GIVING, partial(time.sleep, 0.3)))) == {"capacity_exceeds_hall": 1, DONE: 1}
    assert given() == 1_000


def test_control_without_the_lock_on_the_hall_only_the_database_refuses() -> None:
    assert count(two_rivals(without_locks, Before(GIVING, meeting(2)))) == {"capacities_fit_hall": 1, DONE: 1}
    assert given() == 1_000
