"""Reading a draft into memory for edits, in four queries."""

import json
from collections import defaultdict

from ciie.kernel.statements import rows_of
from pavilions.drafts.edits import Floor, FloorBooth, FloorObstruction
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import BoothAncestry, FloorPlan, Obstruction
from pavilions.plans.queries.plans import ring_of
from pavilions.states import BoothKind, ObstructionKind

BOOTHS = """
SELECT footprint::text, id, number, allotment_id, kind, area_sqm, label_x, label_y, stated_area_sqm, open_sides,
    open_sides_override, blocked_reason, revision
FROM pavilions_booth WHERE plan_id = %(plan)s ORDER BY id
"""


def floor_of(plan: FloorPlan) -> Floor:
    """Everything on a version of a plan; its hall must have been read."""
    allotments = Allotment.objects.filter(edition=plan.edition_id, hall=plan.hall_id).values_list("pk", flat=True)
    obstructions = Obstruction.objects.filter(plan=plan).order_by("pk")
    return Floor(
        outline=ring_of(plan.hall.outline),
        booths=_booths(plan),
        obstructions={
            pk: FloorObstruction(pk, ObstructionKind(kind), ring_of(ring), clearance, revision)
            for pk, kind, ring, clearance, revision in obstructions.values_list(
                "pk", "kind", "footprint", "clearance_cm", "revision"
            )
        },
        allotments=frozenset(allotments),
    )


def _booths(plan: FloorPlan) -> dict[int, FloorBooth]:
    """Read as tuples, and all rings parsed as one text: there may be thousands, and every edit reads them."""
    ancestors = _ancestors(plan)
    rows = rows_of(BOOTHS, {"plan": plan.pk})
    rings = json.loads(f"[{','.join(footprint for footprint, *_others in rows)}]")
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
        for ring, (_text, pk, number, allotment, kind, area, x, y, stated, sides, override, why, revision) in zip(
            rings, rows, strict=True
        )
    }


def _ancestors(plan: FloorPlan) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    ancestry = BoothAncestry.objects.filter(booth__plan=plan).order_by("ancestor_id")
    for booth, ancestor in ancestry.values_list("booth", "ancestor"):
        found[booth].append(ancestor)
    return found
