"""Several who name booths at the same instant: a booth goes to one, and no booking grows.

Each race has a control: the same race with its guard taken away goes wrong.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.assignment import place_in_booths
from exhibitors.office.reconciliation.queries import differences
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import Booth
from tests.concurrency.rivals import CLAIMING, DONE, MOVING_CLAIMS, Before, count, meeting, race, without_locks
from tests.exhibitors.blocks.blocks import Scene
from tests.factories import NOON

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 3


def placings(shares: list[Booking], booths: list[Booth]) -> list[Callable[[], object]]:
    return [
        partial(place_in_booths, share.pk, [booth.pk], actor=SYSTEM, at=NOON)
        for share, booth in zip(shares, booths, strict=True)
    ]


def placed_sqm() -> Decimal:
    return sum(SpaceClaim.objects.live().filter(booth__isnull=False).values_list("area_sqm", flat=True), Decimal(0))


def test_booth_is_named_for_exactly_one_booking() -> None:
    scene = Scene(floor_sqm=60, booths=1)
    shares = [scene.give_floor(12) for _rival in range(RIVALS)]
    assert count(race(*placings(shares, scene.booths * RIVALS))) == {DONE: 1, "booths_taken": RIVALS - 1}
    assert placed_sqm() == 9
    assert differences() == []


def test_control_without_the_lock_only_the_constraint_refuses() -> None:
    scene = Scene(floor_sqm=60, booths=1)
    shares = [scene.give_floor(12) for _rival in range(RIVALS)]
    outcomes = race(
        *placings(shares, scene.booths * RIVALS), wrappers=[without_locks, Before(CLAIMING, meeting(RIVALS))]
    )
    assert count(outcomes) == {DONE: 1, "claim_one_live_per_booth": RIVALS - 1}


def test_one_booking_gets_no_more_booths_than_it_has_m2() -> None:
    scene = Scene(floor_sqm=12, booths=RIVALS)
    shares = [scene.give_floor(12)] * RIVALS
    assert count(race(*placings(shares, scene.booths))) == {DONE: 1, "larger_than_booked": RIVALS - 1}
    assert placed_sqm() == 9
    assert differences() == []


def test_control_without_the_lock_on_its_booking_it_grows() -> None:
    scene = Scene(floor_sqm=12, booths=RIVALS)
    shares = [scene.give_floor(12)] * RIVALS
    race(*placings(shares, scene.booths), wrappers=[without_locks, Before(MOVING_CLAIMS, meeting(RIVALS))])
    assert placed_sqm() > 12
