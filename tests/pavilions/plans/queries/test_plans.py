import pytest
from pytest_django import DjangoAssertNumQueries

from pavilions.floor.models.floor_plan import Obstruction
from pavilions.plans.queries.plans import published_plan
from pavilions.states import Availability, BoothKind, ObstructionKind
from tests.factories import (
    AllotmentFactory,
    BoothFactory,
    FloorPlanFactory,
)
from tests.pavilions.claims import holder_of

pytestmark = pytest.mark.django_db


def test_plan_says_what_each_booth_is() -> None:
    allotment = AllotmentFactory()
    free, held = BoothFactory.create_batch(2, allotment=allotment)
    blocked = BoothFactory(allotment=allotment, blocked_reason="sight line")
    holder = holder_of(held)

    plan = published_plan(allotment.edition_id, allotment.hall.name)

    assert plan is not None
    assert {booth.id: (booth.availability, booth.holder_id) for booth in plan.booths} == {
        free.pk: (Availability.FREE, None),
        held.pk: (Availability.HELD, holder.pk),
        blocked.pk: (Availability.BLOCKED, None),
    }


def test_plan_counts_the_open_sides_set_by_hand() -> None:
    booth = BoothFactory(open_sides=1, open_sides_override=3)
    plan = published_plan(booth.plan.edition_id, booth.plan.hall.name)
    assert plan is not None
    [planned] = plan.booths
    assert (planned.open_sides, planned.ring, planned.kind) == (3, booth.ring, BoothKind.SHELL)


def test_plan_takes_three_queries_however_many_booths(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    allotment = AllotmentFactory()
    booths = BoothFactory.create_batch(5, allotment=allotment)
    Obstruction.objects.create(
        plan=booths[0].plan, kind=ObstructionKind.COLUMN, footprint=[[0, 9000], [80, 9000], [80, 9080], [0, 9080]]
    )
    with django_assert_num_queries(3):
        plan = published_plan(allotment.edition_id, allotment.hall.name)
    assert plan is not None
    assert (len(plan.booths), len(plan.obstructions)) == (5, 1)


def test_plan_that_is_not_published_is_not_shown() -> None:
    draft = FloorPlanFactory(published=False)
    assert published_plan(draft.edition_id, draft.hall.name) is None
