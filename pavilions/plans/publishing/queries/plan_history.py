"""The versions of a hall's plan over time: which was published when, what each changed, and who held what on a day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.plans.publishing.comparison import ComparedObstruction, ComparedPlan, Comparison, compare
from pavilions.plans.publishing.models import CarriedClaim, PlanPublication
from pavilions.plans.publishing.queries.plan_comparisons import kin_of, parents_of, read_booths
from pavilions.plans.queries.plans import ring_of
from pavilions.states import ObstructionKind

SHOWN = 20


@dataclass(frozen=True)
class Period:
    """A publication, and what it changed against the version before it (None for the first)."""

    publication: PlanPublication
    before: FloorPlan | None
    comparison: Comparison | None


def versions_of(edition_id: int, hall_id: int) -> QuerySet[FloorPlan]:
    """Return the versions of a hall's plan, newest first, with `booth_count` and `area_sqm`."""
    plans = FloorPlan.objects.filter(edition_id=edition_id, hall_id=hall_id).select_related("hall", "edition", "base")
    counted = plans.annotate(booth_count=Count("booths"), area_sqm=Coalesce(Sum("booths__area_sqm"), Decimal(0)))
    return counted.order_by("-version")


def periods_of(edition_id: int, hall_id: int) -> list[Period]:
    """Return the latest publications of a hall's plan, newest first; four queries."""
    rows = PlanPublication.objects.filter(plan__edition_id=edition_id, plan__hall_id=hall_id)
    found = list(
        rows.select_related("plan", "published_by", "safety_report").order_by("-published_at", "-pk")[: SHOWN + 1]
    )
    plans = _plans({publication.plan_id for publication in found})
    parents = parents_of(edition_id, hall_id)
    periods = []
    for publication, before in zip(found, [*found[1:], None], strict=False):
        comparison = None
        if before is not None:
            old, new = plans[before.plan_id], plans[publication.plan_id]
            comparison = compare(old, new, kin_of(old, new, parents))
        periods.append(Period(publication, before.plan if before else None, comparison))
    return periods[:SHOWN]


def _plans(plan_ids: set[int]) -> Mapping[int, ComparedPlan]:
    booths, obstructions = defaultdict(list), defaultdict(list)
    for plan_id, booth in read_booths(Booth.objects.filter(plan__in=plan_ids)):
        booths[plan_id].append(booth)
    standing = Obstruction.objects.filter(plan__in=plan_ids).values_list(
        "plan_id", "kind", "footprint", "clearance_cm", "name"
    )
    for plan_id, kind, ring, clearance, name in standing:
        obstructions[plan_id].append(ComparedObstruction(ObstructionKind(kind), ring_of(ring), clearance, name))
    return {pk: ComparedPlan(tuple(booths[pk]), tuple(obstructions[pk])) for pk in plan_ids}


def publication_on(edition_id: int, hall_id: int, at: datetime) -> PlanPublication | None:
    """Return the publication in force at this moment, if any. Periods are half-open."""
    rows = PlanPublication.objects.filter(
        Q(superseded_at=None) | Q(superseded_at__gt=at),
        plan__edition_id=edition_id,
        plan__hall_id=hall_id,
        published_at__lte=at,
    )
    return rows.select_related("plan__hall", "plan__edition", "published_by").order_by("-published_at", "-pk").first()


def holders_on(plan: FloorPlan, at: datetime) -> Mapping[int, int]:
    """Return who held which booth of this version at this moment, as booth → holder; one query.

    A claim refers to its present booth. If a later publication transferred it, the booth it came from counts.
    """
    carried = CarriedClaim.objects.filter(claim=OuterRef("pk"), publication__published_at__gt=at)
    first = carried.order_by("publication__published_at", "pk").values("from_booth")[:1]
    claims = SpaceClaim.objects.filter(Q(released_at=None) | Q(released_at__gt=at), claimed_at__lte=at)
    then = claims.annotate(former_booth=Coalesce(Subquery(first), F("booth_id"), output_field=BigIntegerField()))
    rows = then.filter(former_booth__in=Booth.objects.filter(plan=plan).values("pk"))
    return dict(rows.values_list("former_booth", "holder_id"))
