"""A version of a plan as a drawing, for files: what is on it, and nobody who holds it."""

from django.db.models.functions import Coalesce

from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.geometry import Ring, area_sqm
from pavilions.plan_formats import AreaBasis, DrawnBooth, DrawnObstruction, PlanDrawing
from pavilions.states import BoothKind, ObstructionKind, Section


def drawing_of(plan: FloorPlan, *, with_reasons: bool = False) -> PlanDrawing:
    """Booths by number with all that a file can carry of them, obstructions, and the hall's outline. Three queries.

    Everybody may know that a booth is withheld from sale; why, only those who plan the floor (`with_reasons`).
    """
    return PlanDrawing(
        booths=drawn_booths(plan, with_reasons=with_reasons),
        obstructions=drawn_obstructions(plan),
        outline=_ring(plan.hall.outline),
    )


def drawn_booths(plan: FloorPlan, *, with_reasons: bool = False) -> tuple[DrawnBooth, ...]:
    """By number. One query."""
    rows = Booth.objects.filter(plan=plan).order_by("number").values_list(
        "number", "footprint", "area_sqm", "stated_area_sqm", "kind", "open_sides_override", "blocked_reason",
        "allotment__section", Coalesce("allotment__sector__code", "allotment__section"),
    )  # fmt: skip
    return tuple(
        DrawnBooth(
            number=number,
            ring_cm=_ring(footprint),
            area_sqm=area,
            source_row=row,
            kind=BoothKind(kind),
            sector=sector,
            section=Section(section),
            is_withheld=bool(reason),
            withheld_reason=reason if with_reasons else "",
            open_sides_override=override or 0,
            stated_area_sqm=stated,
            area_basis=AreaBasis.DRAWN if area == area_sqm(_ring(footprint)) else AreaBasis.STATED,
        )
        for row, (number, footprint, area, stated, kind, override, reason, section, sector) in enumerate(rows, start=1)
    )


def drawn_obstructions(plan: FloorPlan) -> tuple[DrawnObstruction, ...]:
    rows = Obstruction.objects.filter(plan=plan).order_by("pk").values_list("kind", "footprint", "clearance_cm")
    return tuple(
        DrawnObstruction(kind=ObstructionKind(kind), ring_cm=_ring(ring), source_row=row, clearance_cm=clearance)
        for row, (kind, ring, clearance) in enumerate(rows, start=1)
    )


def _ring(corners: list[list[int]]) -> Ring:
    return tuple((x, y) for x, y in corners)
