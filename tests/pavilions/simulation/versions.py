"""A hall of 20 by 15 m with an exit of 2 m, and two versions of its plan: an empty one, and one with two booths."""

from dataclasses import dataclass

from pavilions.floor.models.floor_plan import FloorPlan
from tests.factories import AllotmentFactory, FloorPlanFactory, HallFactory
from tests.pavilions.safety.plans import add_booth, add_exit


@dataclass(frozen=True)
class TwoVersions:
    before: FloorPlan
    after: FloorPlan


def two_versions() -> TwoVersions:
    hall = HallFactory(outline=[[0, 0], [2_000, 0], [2_000, 1_500], [0, 1_500]], gross_area_sqm=300)
    allotment = AllotmentFactory(hall=hall, capacity_sqm=200)
    before, after = (
        FloorPlanFactory(edition=allotment.edition, hall=hall, version=version, published=False) for version in (1, 2)
    )
    for plan in (before, after):
        add_exit(plan, 900)
    add_booth(after, allotment, "A1", 600, 400)
    add_booth(after, allotment, "A2", 1_000, 400)
    return TwoVersions(before, after)
