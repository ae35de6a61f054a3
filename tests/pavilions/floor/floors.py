"""A small draft for tests of editing: one hall, one sector, and booths where a test asks for them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ciie.kernel.actors import SYSTEM
from pavilions.drawings.geometry import Ring
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.drafts.edits import EDIT, Edit
from pavilions.plans.drafts.operations.drafts import (
    BoothDrawing,
    HallDrawing,
    ObstructionDrawing,
    draw_floor_plan,
    open_draft,
)
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from tests.factories import NOON, AllotmentFactory

if TYPE_CHECKING:
    from pavilions.floor.models.allotment import Allotment


def rectangle(left: int, top: int, width: int = 300, depth: int = 300) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))


def row_of(count: int, *, top: int = 0, prefix: str = "A") -> dict[str, Ring]:
    """Booths of 3 × 3 m wall to wall: A01, A02 …"""
    return {f"{prefix}{n + 1:02}": rectangle(300 * n, top) for n in range(count)}


def published(booths: Mapping[str, Ring], *obstructions: ObstructionDrawing, capacity_sqm: int = 900) -> FloorPlan:
    """A published plan with these booths, in a hall of 1 × 1 km."""
    allotment: Allotment = AllotmentFactory(capacity_sqm=capacity_sqm)
    drawings = [BoothDrawing(number, ring, allotment.sector_id) for number, ring in booths.items()]
    drawing = HallDrawing(drawings, obstructions)
    plan = draw_floor_plan(allotment.edition_id, allotment.hall_id, drawing, actor=SYSTEM, at=NOON)
    return publish_floor_plan(plan.pk, actor=SYSTEM, at=NOON)


def draft_of(booths: Mapping[str, Ring], *obstructions: ObstructionDrawing) -> FloorPlan:
    """A draft opened over a published plan with these booths."""
    plan = published(booths, *obstructions)
    return open_draft(plan.edition_id, plan.hall_id, actor=SYSTEM, at=NOON)


def in_hall(plan: FloorPlan, width: int, depth: int) -> FloorPlan:
    """The plan in a hall of this size instead."""
    plan.hall.outline = [list(point) for point in rectangle(0, 0, width, depth)]
    plan.hall.save()
    return plan


def booth(plan: FloorPlan, number: str) -> Booth:
    return plan.booths.get(number=number)


def key(plan: FloorPlan, number: str) -> int:
    return booth(plan, number).pk


def seen(plan: FloorPlan) -> dict[str, int]:
    """What a planner knows who has just opened the draft."""
    booths = {f"b{pk}": revision for pk, revision in plan.booths.values_list("pk", "revision")}
    return booths | {f"o{pk}": revision for pk, revision in plan.obstructions.values_list("pk", "revision")}


def edit_of(plan: FloorPlan, of_kind: str, /, **values: object) -> Edit:
    """An edit by somebody who sees the draft as it is now."""
    return EDIT.validate_python({"edit": of_kind, "seen": seen(plan), **values}, strict=False)
