"""A hall's published plan with what each booth of it is to somebody who looks, read in three queries."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from pavilions.floor.models.background import PlanBackground
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction, Ring
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
    """One booth as it stands. `holder_id` is the party of the ledger that claims it, None where nobody does."""

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


@dataclass(frozen=True, slots=True)
class PlannedObstruction:
    kind: ObstructionKind
    ring: Ring


@dataclass(frozen=True, slots=True)
class PlannedBackground:
    """A drawing to lay under the booths. `extent` is left, top, width and height in centimetres."""

    content_hash: str
    extent: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class HallPlan:
    """A plan of one hall; lengths are centimetres in the hall's own axes."""

    plan_id: int
    hall_name: str
    outline: Ring
    booths: tuple[PlannedBooth, ...]
    obstructions: tuple[PlannedObstruction, ...]
    background: PlannedBackground | None


def published_plan(edition_id: int, hall_name: str) -> HallPlan | None:
    """The plan of a hall that is published in an edition, or None where there is none."""
    plans = FloorPlan.objects.published().filter(edition_id=edition_id, hall__name=hall_name)
    return _first(plans)


def plan_with(plan_id: int) -> HallPlan | None:
    """The plan with this key, whatever its state, or None where there is none."""
    return _first(FloorPlan.objects.filter(pk=plan_id))


def _first(plans: QuerySet[FloorPlan]) -> HallPlan | None:
    plan = plans.select_related("hall", "background").defer("background__drawing").first()
    if plan is None:
        return None
    obstructions = Obstruction.objects.filter(plan=plan).values_list("kind", "footprint")
    return HallPlan(
        plan_id=plan.pk,
        hall_name=plan.hall.name,
        outline=ring_of(plan.hall.outline),
        booths=tuple(planned_booths(Booth.objects.filter(plan=plan))),
        obstructions=tuple(PlannedObstruction(ObstructionKind(kind), ring_of(ring)) for kind, ring in obstructions),
        background=_background(plan.background),
    )


def _background(background: PlanBackground | None) -> PlannedBackground | None:
    if background is None:
        return None
    left, top, width, height = background.extent
    return PlannedBackground(background.content_hash, (left, top, width, height))


def planned_booths(booths: QuerySet[Booth]) -> list[PlannedBooth]:
    """These booths with their availability, by number; one query."""
    claimed = booths.annotate(claim=FilteredRelation("claims", condition=Q(claims__state__in=LIVE_CLAIMS)))
    rows = claimed.order_by("number").values_list(
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
        )
        for pk, number, ring, area, sides, kind, section, sector, why, claim, holder in rows
    ]


def availability_of(blocked_reason: str, claim_state: str | None) -> Availability:
    """A claim says more than a block: a booth blocked after it was booked is still booked."""
    if claim_state:
        return AVAILABILITY_OF_CLAIM[ClaimState(claim_state)]
    return Availability.BLOCKED if blocked_reason else Availability.FREE


def ring_of(points: list[list[int]]) -> Ring:
    return tuple([(x, y) for x, y in points])  # from a list it is made in half the time
