"""A plan is published while somebody books on it: nothing is lost, and nothing is sold on a plan that is gone.

The control takes the lock on the booths away, and the booking ends on a booth of a plan that is no longer in force.
"""

import time
from collections.abc import Callable, Iterable
from functools import partial
from threading import Event

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.operations.submission import book_booths
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.ledger.models import SpaceClaim
from pavilions.ledger.operations import ledger
from pavilions.publishing.operations import plan_publishing
from pavilions.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.publishing.queries.plan_comparisons import PlanReview
from pavilions.states import PlanState
from tests.concurrency.rivals import DONE, race
from tests.factories import NOON, CompanyFactory
from tests.plan_changes import HallScene, books_are_right, renumber

WAITS_AT_MOST_SECONDS = 20
pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def booking_of(hall: HallScene, number: str) -> Callable[[], object]:
    company = CompanyFactory()
    booth = hall.booth(number)
    return partial(book_booths, company.pk, hall.plan.edition_id, [booth.pk], actor=SYSTEM, at=NOON)


def publishing_of(draft: FloorPlan) -> Callable[[], object]:
    return partial(publish_floor_plan, draft.pk, actor=SYSTEM, at=NOON)


def looks_and_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a booking that is on its way arrive between the publisher's look and its writing."""
    look = plan_publishing.require_decided

    def slowly(review: PlanReview) -> None:
        look(review)
        time.sleep(0.5)

    monkeypatch.setattr(plan_publishing, "require_decided", slowly)


def claims_off_plan() -> int:
    return SpaceClaim.objects.live().exclude(booth__plan__state=PlanState.PUBLISHED).count()


def test_booking_and_publishing_at_once_leave_no_claim_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = HallScene()
    draft = hall.draft(without=["A1"])
    renumber(hall.booth("A2", draft), "B2")
    looks_and_waits(monkeypatch)
    outcomes = race(publishing_of(draft), booking_of(hall, "A1"), booking_of(hall, "A2"), booking_of(hall, "A3"))
    told = {DONE, "booths_replaced", "unknown_booths", "claims_undecided"}
    assert set(outcomes) <= told
    assert (claims_off_plan(), books_are_right()) == (0, True)
    published = FloorPlan.objects.get(state=PlanState.PUBLISHED)
    if published == draft:  # it was there first: whoever wanted a booth of the old plan was told so
        assert outcomes[1:3] == ["unknown_booths", "booths_replaced"]
    else:  # a booking was: the publisher was told by name, and the booking stands
        assert outcomes[0] == "claims_undecided"


def test_without_the_lock_a_booking_is_left_on_a_plan_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: this is what the lock prevents."""
    hall = HallScene()
    draft = hall.draft(without=["A1"])

    def unlocked(model: type[Booth], keys: Iterable[int]) -> None:
        """Locks nothing."""

    monkeypatch.setattr(plan_publishing, "lock_keys", unlocked)
    monkeypatch.setattr(ledger, "lock_keys", unlocked)
    booking, look = booking_of(hall, "A1"), plan_publishing.require_decided
    looked, booked = Event(), Event()

    def look_and_wait(review: PlanReview) -> None:
        look(review)
        looked.set()
        booked.wait(WAITS_AT_MOST_SECONDS)

    def book_after_the_look() -> object:
        looked.wait(WAITS_AT_MOST_SECONDS)
        made = booking()
        booked.set()
        return made

    monkeypatch.setattr(plan_publishing, "require_decided", look_and_wait)
    assert race(publishing_of(draft), book_after_the_look) == [DONE, DONE]
    assert claims_off_plan() == 1


def test_two_drafts_published_at_once_come_one_after_the_other() -> None:
    hall = HallScene()
    drafts = [hall.draft(), hall.draft()]
    assert race(*(publishing_of(draft) for draft in drafts)) == [DONE, DONE]
    assert FloorPlan.objects.filter(state=PlanState.PUBLISHED).count() == 1
