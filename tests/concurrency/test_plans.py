"""A plan is published while somebody books on it: nothing is lost, and nothing is sold on a plan that is gone.

The control takes the lock on the booths away, and the booking ends on a booth of a plan that is no longer in force.
"""

import time
from collections.abc import Callable
from functools import partial
from threading import Event

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.operations.submission import book_booths
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.ledger.models import SpaceClaim
from pavilions.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.states import PlanState
from tests.concurrency.rivals import DONE, PATIENCE_SECONDS, Before, Wrapper, race, without_locks
from tests.exhibitors.plan_changes import books_are_right
from tests.factories import NOON, CompanyFactory
from tests.pavilions.plan_changes import HallScene, renumber

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def booking_of(hall: HallScene, number: str) -> Callable[[], object]:
    company = CompanyFactory()
    booth = hall.booth(number)
    return partial(book_booths, company.pk, hall.plan.edition_id, [booth.pk], actor=SYSTEM, at=NOON)


def publishing_of(draft: FloorPlan) -> Callable[[], object]:
    return partial(publish_floor_plan, draft.pk, actor=SYSTEM, at=NOON)


REPLACING = r'UPDATE "?pavilions_floorplan"?'
"""The publisher's first write, after its review of all claims."""


def claims_off_plan() -> int:
    return SpaceClaim.objects.live().exclude(booth__plan__state=PlanState.PUBLISHED).count()


def test_booking_and_publishing_at_once_leave_no_claim_behind() -> None:
    hall = HallScene()
    draft = hall.draft(without=["A1"])
    renumber(hall.booth("A2", draft), "B2")
    arriving = Before(REPLACING, partial(time.sleep, 0.5))  # bookings that are on their way
    outcomes = race(
        publishing_of(draft),
        booking_of(hall, "A1"),
        booking_of(hall, "A2"),
        booking_of(hall, "A3"),
        wrappers=[arriving],
    )
    actual = {DONE, "booths_replaced", "unknown_booths", "claims_undecided"}
    assert set(outcomes) <= actual
    assert (claims_off_plan(), books_are_right()) == (0, True)
    published = FloorPlan.objects.get(state=PlanState.PUBLISHED)
    if published == draft:  # it was there first: a request for a booth of the old plan was refused with that reason
        assert outcomes[1:3] == ["unknown_booths", "booths_replaced"]
    else:  # a booking was: the publisher was refused with its name, and the booking stands
        assert outcomes[0] == "claims_undecided"


def test_control_without_the_lock_a_booking_is_left_on_a_plan_that_is_gone() -> None:
    hall = HallScene()
    draft = hall.draft(without=["A1"])
    booking = booking_of(hall, "A1")
    reviewed, booked = Event(), Event()

    def let_the_booking_pass() -> None:
        reviewed.set()
        booked.wait(PATIENCE_SECONDS)

    def book_after_the_review() -> object:
        reviewed.wait(PATIENCE_SECONDS)
        made = booking()
        booked.set()
        return made

    wrappers: list[Wrapper] = [without_locks, Before(REPLACING, let_the_booking_pass)]
    assert race(publishing_of(draft), book_after_the_review, wrappers=wrappers) == [DONE, DONE]
    assert claims_off_plan() == 1


def test_two_drafts_published_at_once_come_one_after_the_other() -> None:
    hall = HallScene()
    drafts = [hall.draft(), hall.draft()]
    assert race(*(publishing_of(draft) for draft in drafts)) == [DONE, DONE]
    assert FloorPlan.objects.filter(state=PlanState.PUBLISHED).count() == 1
