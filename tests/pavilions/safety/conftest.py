"""A hall of 40 by 30 m with an exit in its upper wall, and a draft of its plan."""

import pytest

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan
from tests.factories import AllotmentFactory, FloorPlanFactory, HallFactory
from tests.pavilions.safety.plans import add_exit


@pytest.fixture
def allotment() -> Allotment:
    hall = HallFactory(outline=[[0, 0], [4_000, 0], [4_000, 3_000], [0, 3_000]], gross_area_sqm=1_200)
    return AllotmentFactory(hall=hall)


@pytest.fixture
def draft(allotment: Allotment) -> FloorPlan:
    plan: FloorPlan = FloorPlanFactory(edition=allotment.edition, hall=allotment.hall, published=False)
    add_exit(plan, 1_900)
    return plan
