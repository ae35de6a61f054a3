"""A version that was in force is put back: what was decided is undone, and what was claimed since is asked about."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.plan_pages.plan_versions.queries import publishing_of
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.models import PlanPublication
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan
from tests.exhibitors.plan_changes import BookedHall, books_are_right, mails, space_of
from tests.factories import NOON
from tests.pavilions.plan_changes import renumber, reshape, square

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
KEEP, MOVE, RESIZE = ClaimChoice.KEEP, ClaimChoice.MOVE, ClaimChoice.RESIZE


@pytest.fixture
def hall() -> BookedHall:
    return BookedHall()


def publish(draft: FloorPlan) -> FloorPlan:
    return publish_floor_plan(draft.pk, actor=SYSTEM, at=LATER)


def test_superseded_version_is_put_back_not_published(hall: BookedHall) -> None:
    draft = hall.draft(without=["A4"])
    publish(draft)
    with pytest.raises(DomainError) as refusal:
        publish_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER)
    assert refusal.value.code == "plan_superseded"
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER)
    periods = PlanPublication.objects.order_by("pk").values_list("plan_id", "published_at", "superseded_at")
    assert list(periods) == [(hall.plan.pk, NOON, LATER), (draft.pk, LATER, LATER), (hall.plan.pk, LATER, None)]


def test_putting_back_undoes_what_was_decided(hall: BookedHall) -> None:
    kept, larger = hall.approved("A1"), hall.approved("A2")
    draft = hall.draft()
    hall.decide(draft, kept, KEEP, renumber(hall.booth("A1", draft), "B1"))
    hall.decide(draft, larger, RESIZE, reshape(hall.booth("A2", draft), square(400, 0, 300, 600)))
    publish(draft)
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=1))
    assert space_of(kept) == [("A1", Decimal("9.00"), "committed")]
    assert space_of(larger) == [("A2", Decimal("9.00"), "committed")]
    assert (books_are_right(), len(mails())) == (True, 4)


def test_putting_back_takes_holders_home_from_booths_that_stay(hall: BookedHall) -> None:
    moved, newcomer = hall.approved("A1"), hall.approved("A2")
    draft = hall.draft(without=["A1"])
    hall.decide(draft, moved, MOVE, hall.booth("A4", draft))
    publish(draft)
    assert space_of(moved) == [("A4", Decimal("9.00"), "committed")]
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=1))
    assert space_of(moved) == [("A1", Decimal("9.00"), "committed")]
    assert space_of(newcomer) == [("A2", Decimal("9.00"), "committed")]
    assert (books_are_right(), len(mails())) == (True, 2)


def test_who_lost_a_booth_is_informed_before_it_is_put_back(hall: BookedHall) -> None:
    """The planner sees it among the holders concerned, and can leave the holder where it is."""
    moved = hall.approved("A1")
    draft = hall.draft(without=["A1"])
    hall.decide(draft, moved, MOVE, hall.booth("A4", draft))
    publish(draft)
    hall.plan.refresh_from_db()
    (row,) = publishing_of(hall.plan, NOON).claims
    assert (row.booth.number, row.target.number if row.target else "", row.returns) == ("A4", "A1", True)
    hall.decide(hall.plan, moved, KEEP, hall.booth("A4"))
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=3))
    assert space_of(moved) == [("A4", Decimal("9.00"), "committed")]


def test_home_that_somebody_else_has_by_now_is_asked_about(hall: BookedHall) -> None:
    moved = hall.approved("A1")
    draft = hall.draft()
    reshape(hall.booth("A1", draft), square(0, 0, 300, 400))
    hall.decide(draft, moved, MOVE, hall.booth("A4", draft))
    publish(draft)
    since = hall.booked("A1", plan=draft)
    with pytest.raises(DomainError) as refusal:
        restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=1))
    assert (refusal.value.code, refusal.value.details["booths"]) == ("claims_undecided", ["A1"])
    hall.decide(hall.plan, since, MOVE, hall.booth("A2"))
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=3))
    assert (space_of(moved), space_of(since)) == (
        [("A1", Decimal("9.00"), "committed")],
        [("A2", Decimal("9.00"), "reserved")],
    )


def test_merged_booths_of_one_holder_are_not_given_back_unasked(hall: BookedHall) -> None:
    """Neither of them alone is what the holder had."""
    booking = hall.approved("A1", "A2")
    draft = hall.draft(without=["A1", "A2"])
    whole = hall.add(draft, "A1", square(0, 0, 700), hall.booth("A1"), hall.booth("A2"))
    hall.decide(draft, booking, RESIZE, whole)
    publish(draft)
    with pytest.raises(DomainError) as refusal:
        restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=1))
    assert refusal.value.code == "claims_undecided"
    assert space_of(booking) == [("A1", Decimal("21.00"), "committed")]
    hall.decide(hall.plan, booking, RESIZE, hall.booth("A2"))
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=3))
    assert (space_of(booking), books_are_right()) == ([("A2", Decimal("9.00"), "committed")], True)


def test_putting_back_asks_about_claims_made_since_on_what_goes(hall: BookedHall) -> None:
    draft = hall.draft()
    hall.add(draft, "N1", square(0, 1000))
    publish(draft)
    since = hall.booked("N1", plan=draft)
    with pytest.raises(DomainError) as refusal:
        restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER)
    assert refusal.value.details["booths"] == ["N1"]
    hall.decide(hall.plan, since, MOVE, hall.booth("A3"))
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER)
    assert space_of(since) == [("A3", Decimal("9.00"), "reserved")]


def test_decisions_carried_out_once_do_not_count_the_second_time(hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft()
    hall.decide(draft, booking, KEEP, renumber(hall.booth("A1", draft), "B1"))
    publish_floor_plan(draft.pk, actor=SYSTEM, at=LATER + timedelta(hours=1))
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=2))
    publish_floor_plan(hall.draft().pk, actor=SYSTEM, at=LATER + timedelta(hours=3))
    with pytest.raises(DomainError) as refusal:
        restore_floor_plan(draft.pk, actor=SYSTEM, at=LATER + timedelta(hours=4))
    assert refusal.value.code == "claims_undecided"


def test_putting_back_can_itself_be_taken_back(hall: BookedHall) -> None:
    booking = hall.booked("A1")
    draft = hall.draft()
    hall.decide(draft, booking, KEEP, renumber(hall.booth("A1", draft), "B1"))
    publish(draft)
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=1))
    restore_floor_plan(draft.pk, actor=SYSTEM, at=LATER + timedelta(hours=2))
    assert space_of(booking) == [("B1", Decimal("9.00"), "reserved")]


def test_draft_is_not_put_back(hall: BookedHall) -> None:
    with pytest.raises(DomainError) as refusal:
        restore_floor_plan(hall.draft().pk, actor=SYSTEM, at=LATER)
    assert refusal.value.code == "plan_never_published"
