"""A plan is published while somebody books on it: nothing is lost, and nothing is sold on a plan that is gone.

The control takes the lock on the booths away, and the booking ends on a booth of a plan that is no longer in force.

The same where a holder keeps all parts of a split booth, which ends one claim and begins several: against another
publication, a cancellation, and another decision.
"""

import time
from collections.abc import Callable
from functools import partial
from threading import Event

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import book_booths, cancel_booking
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.models import ClaimDecision
from pavilions.plans.publishing.operations.claim_decisions import Decision, decide_claims
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.plans.publishing.queries.plan_comparisons import decision_revision
from pavilions.states import PlanState
from tests.concurrency.rivals import DONE, PATIENCE_SECONDS, Before, Wrapper, meeting, race, without_locks
from tests.exhibitors.plan_changes import BookedHall, books_are_right, space_of
from tests.factories import NOON, CompanyFactory
from tests.pavilions.plan_changes import HallScene, renumber, square

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


def split(hall: HallScene, parts: int) -> FloorPlan:
    """A draft in which A1 is so many parts: A1.0, A1.1 …"""
    draft, width = hall.draft(without=["A1"]), 300 // parts
    for part in range(parts):
        hall.add(draft, f"A1.{part}", square(part * width, 0, width), hall.booth("A1"))
    return draft


def kept_in_parts(hall: HallScene, booking: Booking, parts: int) -> FloorPlan:
    """A draft that splits A1, all of which its holder keeps."""
    draft = split(hall, parts)
    hall.decide(draft, booking, ClaimChoice.PARTS, hall.booth("A1.0", draft))
    return draft


def cancelling(booking: Booking) -> Callable[[], object]:
    return partial(cancel_booking, booking.pk, actor=SYSTEM, at=NOON)


def test_of_two_versions_that_split_a_booth_its_holder_keeps_the_parts_of_one() -> None:
    hall = BookedHall()
    booking = hall.approved("A1")
    drafts = [kept_in_parts(hall, booking, parts) for parts in (2, 3)]
    outcomes = race(*(publishing_of(draft) for draft in drafts))
    assert sorted(outcomes) == ["claims_undecided", DONE]
    in_force = drafts[outcomes.index(DONE)]
    parts = in_force.booths.filter(number__startswith="A1.").order_by("number")
    assert [(number, sqm) for number, sqm, _state in space_of(booking)] == list(parts.values_list("number", "area_sqm"))
    assert (claims_off_plan(), books_are_right()) == (0, True)


def test_control_without_the_lock_both_versions_are_put_in_force_until_the_database_refuses_one() -> None:
    hall = BookedHall()
    booking = hall.approved("A1")
    drafts = [kept_in_parts(hall, booking, parts) for parts in (2, 3)]
    wrappers: list[Wrapper] = [without_locks, Before(REPLACING, meeting(2))]
    outcomes = race(*(publishing_of(draft) for draft in drafts), wrappers=wrappers)
    assert DONE in outcomes
    assert "claims_undecided" not in outcomes


def test_a_holder_who_cancels_while_the_parts_are_published_keeps_none() -> None:
    hall = BookedHall()
    booking = hall.approved("A1")
    draft = kept_in_parts(hall, booking, 2)
    arriving = Before(REPLACING, partial(time.sleep, 0.5))  # the cancellation is on its way
    assert race(publishing_of(draft), cancelling(booking), wrappers=[arriving]) == [DONE, DONE]
    assert (space_of(booking), books_are_right()) == ([], True)


def test_control_without_the_lock_a_cancelled_booking_gets_the_parts() -> None:
    hall = BookedHall()
    booking = hall.approved("A1")
    draft, cancel = kept_in_parts(hall, booking, 2), cancelling(booking)
    reviewed, cancelled = Event(), Event()

    def let_the_cancellation_pass() -> None:
        reviewed.set()
        cancelled.wait(PATIENCE_SECONDS)

    def cancel_after_the_review() -> None:
        reviewed.wait(PATIENCE_SECONDS)
        cancel()
        cancelled.set()

    wrappers: list[Wrapper] = [without_locks, Before(REPLACING, let_the_cancellation_pass)]
    assert race(publishing_of(draft), cancel_after_the_review, wrappers=wrappers)[1] == DONE
    assert [number for number, _sqm, _state in space_of(booking)] == ["A1.0", "A1.1"]


def decisions_at_once(*wrappers: Wrapper) -> tuple[list[str], list[str]]:
    """The outcomes of two planners who decide on one claim, of whom one keeps the parts, and what was decided."""
    hall = BookedHall()
    claim = hall.approved("A1").claims.get()
    draft = split(hall, 2)
    seen = decision_revision(draft, None)
    choices = [(ClaimChoice.PARTS, hall.booth("A1.0", draft).pk), (ClaimChoice.RELEASE, None)]
    attempts = [
        partial(decide_claims, draft.pk, [Decision(claim.pk, choice, target, seen=seen)], actor=SYSTEM, at=NOON)
        for choice, target in choices
    ]
    outcomes = race(*attempts, wrappers=wrappers)
    return outcomes, list(ClaimDecision.objects.values_list("choice", flat=True))


def test_of_two_planners_who_decide_at_once_the_second_is_refused() -> None:
    outcomes, decided = decisions_at_once()
    assert sorted(outcomes) == ["changed_meanwhile", DONE]
    assert decided == [(ClaimChoice.PARTS, ClaimChoice.RELEASE)[outcomes.index(DONE)]]


def test_control_without_the_lock_the_second_decision_replaces_the_first_unseen() -> None:
    deciding = Before(r'INSERT INTO "?pavilions_claimdecision', meeting(2))
    assert decisions_at_once(without_locks, deciding)[0] == [DONE, DONE]
