"""A version of a plan as a drawing, for files: what is on it, and nobody who holds it."""

from django.db.models.functions import Coalesce

from pavilions.models import Booth, FloorPlan, Obstruction
from pavilions.plan_files import DrawnBooth, DrawnObstruction, PlanDrawing
from pavilions.states import BoothKind, ObstructionKind


def drawing_of(plan: FloorPlan) -> PlanDrawing:
    """Booths by number with kind and the code of their sector, obstructions, and the hall's outline. Three queries."""
    booths = Booth.objects.filter(plan=plan).order_by("number").values_list(
        "number", "footprint", "area_sqm", "kind", Coalesce("allotment__sector__code", "allotment__section")
    )  # fmt: skip
    obstructions = Obstruction.objects.filter(plan=plan).order_by("pk").values_list("kind", "footprint", "clearance_cm")
    return PlanDrawing(
        booths=tuple(
            DrawnBooth(
                number=number,
                ring_cm=tuple((x, y) for x, y in ring),
                area_sqm=area,
                source_row=row,
                kind=BoothKind(kind),
                sector=sector,
            )
            for row, (number, ring, area, kind, sector) in enumerate(booths, start=1)
        ),
        obstructions=tuple(
            DrawnObstruction(
                kind=ObstructionKind(kind),
                ring_cm=tuple((x, y) for x, y in ring),
                source_row=row,
                clearance_cm=clearance,
            )
            for row, (kind, ring, clearance) in enumerate(obstructions, start=1)
        ),
        outline=tuple((x, y) for x, y in plan.hall.outline),
    )
