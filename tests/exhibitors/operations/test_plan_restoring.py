"""A version that was in force is put back: what was decided is undone, and what was claimed since is asked about."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from pavilions.models import FloorPlan, PlanPublication
from pavilions.operations.plan_publishing import publish_floor_plan, restore_floor_plan
from pavilions.states import ClaimChoice
from tests.factories import NOON
from tests.plan_changes import HallScene, books_are_right, mails, renumber, reshape, space_of, square

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
KEEP, MOVE, RESIZE = ClaimChoice.KEEP, ClaimChoice.MOVE, ClaimChoice.RESIZE


@pytest.fixture
def hall() -> HallScene:
    return HallScene()


def publish(draft: FloorPlan) -> FloorPlan:
    return publish_floor_plan(draft.pk, actor=SYSTEM, at=LATER)


def test_superseded_version_is_put_back_not_published(hall: HallScene) -> None:
    draft = hall.draft(without=["A4"])
    publish(draft)
    with pytest.raises(DomainError) as refusal:
        publish_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER)
    assert refusal.value.code == "plan_superseded"
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER)
    periods = PlanPublication.objects.order_by("pk").values_list("plan_id", "published_at", "superseded_at")
    assert list(periods) == [(hall.plan.pk, NOON, LATER), (draft.pk, LATER, LATER), (hall.plan.pk, LATER, None)]


def test_putting_back_undoes_what_was_decided(hall: HallScene) -> None:
    kept, larger = hall.approved("A1"), hall.approved("A2")
    draft = hall.draft()
    hall.decide(draft, kept, KEEP, renumber(hall.booth("A1", draft), "B1"))
    hall.decide(draft, larger, RESIZE, reshape(hall.booth("A2", draft), square(400, 0, 300, 600)))
    publish(draft)
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=1))
    assert space_of(kept) == [("A1", Decimal("9.00"), "committed")]
    assert space_of(larger) == [("A2", Decimal("9.00"), "committed")]
    assert (books_are_right(), len(mails())) == (True, 4)


def test_putting_back_asks_about_claims_made_since_on_what_goes(hall: HallScene) -> None:
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


def test_decisions_carried_out_once_do_not_count_the_second_time(hall: HallScene) -> None:
    booking = hall.booked("A1")
    draft = hall.draft()
    hall.decide(draft, booking, KEEP, renumber(hall.booth("A1", draft), "B1"))
    publish_floor_plan(draft.pk, actor=SYSTEM, at=LATER + timedelta(hours=1))
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=2))
    publish_floor_plan(hall.draft().pk, actor=SYSTEM, at=LATER + timedelta(hours=3))
    with pytest.raises(DomainError) as refusal:
        restore_floor_plan(draft.pk, actor=SYSTEM, at=LATER + timedelta(hours=4))
    assert refusal.value.code == "claims_undecided"


def test_putting_back_can_itself_be_taken_back(hall: HallScene) -> None:
    booking = hall.booked("A1")
    draft = hall.draft()
    hall.decide(draft, booking, KEEP, renumber(hall.booth("A1", draft), "B1"))
    publish(draft)
    restore_floor_plan(hall.plan.pk, actor=SYSTEM, at=LATER + timedelta(hours=1))
    restore_floor_plan(draft.pk, actor=SYSTEM, at=LATER + timedelta(hours=2))
    assert space_of(booking) == [("B1", Decimal("9.00"), "reserved")]


def test_draft_is_not_put_back(hall: HallScene) -> None:
    with pytest.raises(DomainError) as refusal:
        restore_floor_plan(hall.draft().pk, actor=SYSTEM, at=LATER)
    assert refusal.value.code == "plan_never_published"
