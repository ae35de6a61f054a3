"""Several who share out one block at the same instant: no m² goes to two, none gets lost.

The control takes the lock on the agency's booking away; then both look at the same rest, and one of them is stopped by
the database alone, or gives away what is gone.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.blocks.operations.block_returns import return_rest
from exhibitors.bookings.blocks.operations.block_space import Portion, allocate_space
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.office.reconciliation.queries import differences
from pavilions.floor.ledger.models import SpaceClaim
from tests.concurrency.rivals import DONE, MOVING_CLAIMS, Before, count, meeting, race, without_locks
from tests.exhibitors.blocks.blocks import Scene
from tests.factories import NOON, CompanyFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 4
ON_THE_DAY = NOON.replace(month=8)


def givings(scene: Scene, portion: Portion) -> list[Callable[[], object]]:
    companies = CompanyFactory.create_batch(RIVALS)
    return [
        partial(allocate_space, scene.block.pk, company.pk, portion, actor=SYSTEM, at=NOON) for company in companies
    ]


def test_booth_is_given_to_exactly_one_member() -> None:
    scene = Scene(booths=1)
    outcomes = race(*givings(scene, Portion([scene.booths[0].pk])))
    assert count(outcomes) == {DONE: 1, "not_in_block": RIVALS - 1}
    assert SpaceClaim.objects.live().count() == 1
    assert differences() == []


def test_square_metres_are_given_no_oftener_than_there_are() -> None:
    scene = Scene(floor_sqm=60)
    outcomes = race(*givings(scene, Portion(areas={scene.allotments[0].pk: Decimal(25)})))
    assert count(outcomes) == {DONE: 2, "block_exceeded": RIVALS - 2}
    assert sum(SpaceClaim.objects.live().values_list("area_sqm", flat=True)) == 60
    assert differences() == []


def test_control_without_the_lock_more_is_given_than_there_is() -> None:
    scene = Scene(floor_sqm=60)
    giving = givings(scene, Portion(areas={scene.allotments[0].pk: Decimal(25)}))
    race(*giving, wrappers=[without_locks, Before(MOVING_CLAIMS, meeting(RIVALS))])
    assert sum(SpaceClaim.objects.live().values_list("area_sqm", flat=True)) > 60


def test_booth_is_given_or_returned_and_never_both() -> None:
    scene = Scene(booths=1)
    block, company = scene.block.pk, CompanyFactory()
    portion = Portion([scene.booths[0].pk])
    late = NOON.replace(month=7, day=31, hour=15, minute=59)
    outcomes = race(
        partial(allocate_space, block, company.pk, portion, actor=SYSTEM, at=late),
        partial(return_rest, block, actor=SYSTEM, at=ON_THE_DAY),
    )
    assert outcomes[1] == DONE
    assert outcomes[0] in {DONE, "block_returned"}
    assert SpaceClaim.objects.live().count() == (outcomes[0] == DONE)
    assert differences() == []


def test_member_that_cancels_while_the_rest_returns_leaves_nothing_behind() -> None:
    scene = Scene(booths=2)
    share = scene.give(scene.booths[0])
    outcomes = race(
        partial(cancel_booking, share.pk, actor=SYSTEM, at=ON_THE_DAY),
        partial(return_rest, scene.block.pk, actor=SYSTEM, at=ON_THE_DAY),
    )
    assert count(outcomes) == {DONE: 2}
    assert not SpaceClaim.objects.live().exists()
    assert differences() == []


def test_agency_is_not_cancelled_under_a_member_that_comes() -> None:
    scene = Scene(booths=1)
    giving = givings(scene, Portion([scene.booths[0].pk]))[0]
    outcomes = race(giving, partial(cancel_booking, scene.block.pk, actor=SYSTEM, at=NOON))
    assert count(outcomes) in ({DONE: 1, "block_has_members": 1}, {DONE: 1, "block_returned": 1})
    assert differences() == []
