from decimal import Decimal

import pytest

from ciie.kernel.errors import DomainError
from pavilions.plans.publishing.models import PlanPublication
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan, restore_floor_plan
from pavilions.plans.publishing.queries.plan_comparisons import plan_capacities
from pavilions.states import PlanState
from tests.factories import NOON, organizer
from tests.pavilions.plan_changes import HallScene, square

pytestmark = pytest.mark.django_db


def test_plan_that_draws_more_than_the_capacity_can_sell_needs_a_decision() -> None:
    hall = HallScene(capacity_sqm=36)
    draft = hall.draft()
    hall.add(draft, "B1", square(0, 1000))
    with pytest.raises(DomainError) as refused:
        publish_floor_plan(draft.pk, actor=organizer(), at=NOON)
    assert (refused.value.code, refused.value.field) == ("more_drawn_than_capacity", "accept_excess")
    assert f"{hall.allotment}: 45 m² drawn, 36 m² can be sold" in str(refused.value)
    publish_floor_plan(draft.pk, accept_excess=True, actor=organizer(), at=NOON)
    draft.refresh_from_db()
    assert draft.state == PlanState.PUBLISHED
    accepted = PlanPublication.objects.order_by("pk").values_list("excess_accepted", flat=True)
    assert list(accepted) == [False, True]


def test_withheld_booths_are_not_for_sale() -> None:
    hall = HallScene(capacity_sqm=36)
    draft = hall.draft()
    hall.add(draft, "B1", square(0, 1000), blocked_reason="Sight line")
    (capacity,) = plan_capacities(draft)
    assert (capacity.drawn_sqm, capacity.excess_sqm, capacity.short_sqm) == (Decimal(36), Decimal(0), Decimal(0))
    publish_floor_plan(draft.pk, actor=organizer(), at=NOON)


def test_putting_back_asks_the_same() -> None:
    hall = HallScene(capacity_sqm=36)
    smaller = hall.draft(without=["A4"])
    publish_floor_plan(smaller.pk, actor=organizer(), at=NOON)
    hall.allotment.capacity_sqm = Decimal(27)
    hall.allotment.save(update_fields=["capacity_sqm"])
    with pytest.raises(DomainError) as refused:
        restore_floor_plan(hall.plan.pk, actor=organizer(), at=NOON)
    assert refused.value.code == "more_drawn_than_capacity"
    restore_floor_plan(hall.plan.pk, accept_excess=True, actor=organizer(), at=NOON)


def test_plan_that_draws_less_says_what_is_missing() -> None:
    hall = HallScene(capacity_sqm=900)
    (capacity,) = plan_capacities(hall.plan)
    assert (capacity.drawn_sqm, capacity.short_sqm) == (Decimal(36), Decimal(864))
