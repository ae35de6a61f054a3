"""A hall of 40 by 30 m with an exit in its upper wall, and a draft of its plan."""

import pytest

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.geometry import core
from pavilions.states import ObstructionKind
from tests.factories import AllotmentFactory, BoothFactory, FloorPlanFactory, HallFactory
from tests.pavilions.safety.halls import box


@pytest.fixture
def allotment() -> Allotment:
    hall = HallFactory(outline=[[0, 0], [4_000, 0], [4_000, 3_000], [0, 3_000]], gross_area_sqm=1_200)
    return AllotmentFactory(hall=hall)


@pytest.fixture
def draft(allotment: Allotment) -> FloorPlan:
    plan: FloorPlan = FloorPlanFactory(edition=allotment.edition, hall=allotment.hall, published=False)
    add_exit(plan, 1_900)
    return plan


def add_exit(plan: FloorPlan, left: int) -> Obstruction:
    ring = [list(point) for point in box(left, 0, 200, 40)]
    return Obstruction.objects.create(plan=plan, kind=ObstructionKind.EXIT, footprint=ring)


def add_booth(plan: FloorPlan, allotment: Allotment, number: str, left: int, top: int, width: int = 300) -> Booth:
    ring = box(left, top, width, 300)
    booth: Booth = BoothFactory(
        plan=plan, allotment=allotment, number=number, footprint=[list(point) for point in ring], core=core(ring)
    )
    return booth
