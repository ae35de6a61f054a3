"""The present plan of a hall, for a new layout of it."""

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.floor_plan import Obstruction as ObstructionRow
from pavilions.floor.models.venue import Hall
from pavilions.layout.generator import Obstruction
from pavilions.plans.queries.plans import ring_of
from pavilions.states import ObstructionKind, PlanState


def obstructions_of(plan: FloorPlan) -> tuple[Obstruction, ...]:
    rows = ObstructionRow.objects.filter(plan=plan).order_by("pk").values_list("kind", "footprint", "clearance_cm")
    return tuple(Obstruction(ObstructionKind(kind), ring_of(ring), clearance) for kind, ring, clearance in rows)


def drafts_of(edition: Edition, hall: Hall) -> list[FloorPlan]:
    return list(FloorPlan.objects.filter(edition=edition, hall=hall, state=PlanState.DRAFT).order_by("version"))


def only_allotment(edition: Edition, hall: Hall) -> Allotment | None:
    """The hall's allotment in the edition, if it has exactly one."""
    found = list(Allotment.objects.filter(edition=edition, hall=hall)[:2])
    return found[0] if len(found) == 1 else None
