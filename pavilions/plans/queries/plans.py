"""Reads plans: with the availability of each booth for pages, and as a drawing for files.

Among the modules beside this one, `plan_revisions` tells whether a plan has changed and which of its booths are taken,
`booths` has booths in lists and by reference, and `halls` the space that is left. What became of booths of earlier
versions is in `ledger.queries`.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from pavilions.drawings.geometry import area_sqm
from pavilions.drawings.plan_formats import AreaBasis, DrawnBooth, DrawnObstruction, PlanDrawing
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction, Ring, usable_of
from pavilions.floor.queries import natural
from pavilions.states import (
    AVAILABILITY_OF_CLAIM,
    LIVE_CLAIMS,
    Availability,
    BoothKind,
    ClaimState,
    ObstructionKind,
    Section,
)


@dataclass(frozen=True, slots=True)
class PlannedBooth:
    """A booth and its availability.

    `holder_id` is the holder in the ledger that claims it, if any; `usable_sqm` is the area less what columns take up.
    """

    id: int
    number: str
    ring: Ring
    area_sqm: Decimal
    open_sides: int
    kind: BoothKind
    section: Section
    sector_id: int | None
    availability: Availability
    holder_id: int | None
    usable_sqm: Decimal


@dataclass(frozen=True, slots=True)
class PlannedObstruction:
    kind: ObstructionKind
    ring: Ring
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlannedBackground:
    """A picture shown under the booths. `extent` is left, top, width and height in centimetres."""

    content_hash: str
    extent: tuple[int, int, int, int]
    is_public: bool


@dataclass(frozen=True, slots=True)
class HallPlan:
    """A plan of one hall. Lengths are centimetres in the hall's own axes."""

    plan_id: int
    version: int
    hall_name: str
    north_turn: int | None
    outline: Ring
    booths: tuple[PlannedBooth, ...]
    obstructions: tuple[PlannedObstruction, ...]
    background: PlannedBackground | None


def published_plan(edition_id: int, hall_name: str) -> HallPlan | None:
    """Return the published plan of a hall in an edition, if any; three queries."""
    return _first(FloorPlan.objects.published().filter(edition_id=edition_id, hall__name=hall_name))


def plan_with(plan_id: int) -> HallPlan | None:
    """Return the plan with this key, in any state, if any; three queries."""
    return _first(FloorPlan.objects.filter(pk=plan_id))


def _first(plans: QuerySet[FloorPlan]) -> HallPlan | None:
    plan = plans.select_related("hall", "background").defer("background__drawing").first()
    if plan is None:
        return None
    obstructions = Obstruction.objects.filter(plan=plan).order_by("pk").values_list("kind", "footprint", "name")
    background = None
    if plan.background is not None:
        left, top, width, height = plan.background.extent
        extent = (left, top, width, height)
        background = PlannedBackground(plan.background.content_hash, extent, plan.is_background_public)
    return HallPlan(
        plan_id=plan.pk,
        version=plan.version,
        hall_name=plan.hall.name,
        north_turn=plan.hall.north_turn,
        outline=ring_of(plan.hall.outline),
        booths=tuple(planned_booths(Booth.objects.filter(plan=plan))),
        obstructions=tuple(
            PlannedObstruction(ObstructionKind(kind), ring_of(ring), name) for kind, ring, name in obstructions
        ),
        background=background,
    )


def planned_booths(booths: QuerySet[Booth]) -> list[PlannedBooth]:
    """Return these booths with their availability, by number; one query."""
    claimed = booths.annotate(claim=FilteredRelation("claims", condition=Q(claims__state__in=LIVE_CLAIMS)))
    rows = claimed.order_by(natural("number")).values_list(
        "pk",
        "number",
        "footprint",
        "area_sqm",
        Coalesce("open_sides_override", "open_sides"),
        "kind",
        "allotment__section",
        "allotment__sector_id",
        "blocked_reason",
        "claim__state",
        "claim__holder_id",
        "obstructed_sqm",
    )
    return [
        PlannedBooth(
            pk,
            number,
            ring_of(ring),
            area,
            sides,
            BoothKind(kind),
            Section(section),
            sector,
            availability_of(why, claim),
            holder,
            usable_of(area, taken),
        )
        for pk, number, ring, area, sides, kind, section, sector, why, claim, holder, taken in rows
    ]


def availability_of(blocked_reason: str, claim_state: str | None) -> Availability:
    """Return the availability of a booth. A claim takes precedence: a booth withheld after it was booked is still
    booked.
    """
    if claim_state:
        return AVAILABILITY_OF_CLAIM[ClaimState(claim_state)]
    return Availability.BLOCKED if blocked_reason else Availability.FREE


def ring_of(points: list[list[int]]) -> Ring:
    return tuple([(x, y) for x, y in points])  # a tuple of a list takes half the time of a tuple of a generator


def drawing_of(plan: FloorPlan, *, with_reasons: bool = False) -> PlanDrawing:
    """Return the plan as a drawing for a file: booths by number, obstructions and outline, without holders. Three
    queries.

    Everybody may know that a booth is withheld from sale, but only those who plan the floor may know why
    (`with_reasons`).
    """
    return PlanDrawing(
        booths=drawn_booths(plan, with_reasons=with_reasons),
        obstructions=drawn_obstructions(plan),
        outline=ring_of(plan.hall.outline),
    )


def drawn_booths(plan: FloorPlan, *, with_reasons: bool = False) -> tuple[DrawnBooth, ...]:
    """Return the plan's booths by number; one query."""
    rows = Booth.objects.filter(plan=plan).order_by(natural("number")).values_list(
        "number", "footprint", "area_sqm", "stated_area_sqm", "kind", "open_sides_override", "blocked_reason",
        "allotment__section", Coalesce("allotment__sector__code", "allotment__section"),
    )  # fmt: skip
    return tuple(
        DrawnBooth(
            number=number,
            ring_cm=ring_of(footprint),
            area_sqm=area,
            source_row=row,
            kind=BoothKind(kind),
            sector=sector,
            section=Section(section),
            is_withheld=bool(reason),
            withheld_reason=reason if with_reasons else "",
            open_sides_override=override or 0,
            stated_area_sqm=stated,
            area_basis=AreaBasis.DRAWN if area == area_sqm(ring_of(footprint)) else AreaBasis.STATED,
        )
        for row, (number, footprint, area, stated, kind, override, reason, section, sector) in enumerate(rows, start=1)
    )


def drawn_obstructions(plan: FloorPlan) -> tuple[DrawnObstruction, ...]:
    found = Obstruction.objects.filter(plan=plan).order_by("pk")
    return tuple(
        DrawnObstruction(
            kind=ObstructionKind(kind), ring_cm=ring_of(ring), source_row=row, clearance_cm=clearance, name=name
        )
        for row, (kind, ring, clearance, name) in enumerate(
            found.values_list("kind", "footprint", "clearance_cm", "name"), start=1
        )
    )
