"""A draft as edits see it, read in four queries."""

from collections import defaultdict

from pavilions.models import Allotment, Booth, BoothAncestry, FloorPlan, Obstruction
from pavilions.plan_edits import Floor, FloorBooth, FloorObstruction
from pavilions.queries.plans import ring_of
from pavilions.states import BoothKind, ObstructionKind


def floor_of(plan: FloorPlan) -> Floor:
    """Everything on a version of a plan; its hall must have been read."""
    allotments = Allotment.objects.filter(edition=plan.edition_id, hall=plan.hall_id).values_list("pk", flat=True)
    return Floor(
        outline=ring_of(plan.hall.outline),
        booths=_booths(plan),
        obstructions=_obstructions(plan),
        allotments=frozenset(allotments),
    )


def _booths(plan: FloorPlan) -> dict[int, FloorBooth]:
    """As tuples: there may be thousands."""
    ancestors = _ancestors(plan)
    rows = (
        Booth.objects.filter(plan=plan)
        .order_by("pk")
        .values_list(
            "pk",
            "number",
            "footprint",
            "allotment_id",
            "kind",
            "area_sqm",
            "label_x",
            "label_y",
            "stated_area_sqm",
            "open_sides",
            "open_sides_override",
            "blocked_reason",
            "revision",
        )
    )
    return {
        pk: FloorBooth(
            pk,
            number,
            ring_of(ring),
            allotment,
            BoothKind(kind),
            area,
            (x, y),
            stated,
            sides,
            override,
            why,
            tuple(ancestors[pk]),
            revision,
        )
        for pk, number, ring, allotment, kind, area, x, y, stated, sides, override, why, revision in rows
    }


def _ancestors(plan: FloorPlan) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = BoothAncestry.objects.filter(booth__plan=plan).order_by("ancestor_id")
    for booth, ancestor in rows.values_list("booth_id", "ancestor_id"):
        found[booth].append(ancestor)
    return found


def _obstructions(plan: FloorPlan) -> dict[int, FloorObstruction]:
    rows = Obstruction.objects.filter(plan=plan).order_by("pk")
    return {
        pk: FloorObstruction(pk, ObstructionKind(kind), ring_of(ring), clearance, revision)
        for pk, kind, ring, clearance, revision in rows.values_list(
            "pk", "kind", "footprint", "clearance_cm", "revision"
        )
    }
