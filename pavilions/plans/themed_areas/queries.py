"""Queries for themed areas with their m². Each booth of the plan in force is counted once."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.queries import natural
from pavilions.plans.themed_areas.models import ThemedArea, ThemedAreaBooth
from pavilions.states import ClaimState, PlanState

AREA = DecimalField(max_digits=12, decimal_places=2)


def areas_of(edition: Edition) -> QuerySet[ThemedArea]:
    """Return the areas by name, with `booth_count`, `area_sqm` of all their booths and `booked_sqm` of those booked."""
    places = ThemedAreaBooth.objects.filter(area=OuterRef("pk"), booth__plan__state=PlanState.PUBLISHED)
    booked = SpaceClaim.objects.filter(
        state=ClaimState.COMMITTED, booth__themed_places__area=OuterRef("pk"), booth__plan__state=PlanState.PUBLISHED
    ).order_by()
    by_area = places.order_by().values("area")
    return (
        ThemedArea.objects.filter(edition=edition)
        .annotate(
            booth_count=Coalesce(Subquery(by_area.annotate(n=Count("pk")).values("n")), 0),
            area_sqm=_sum(by_area.annotate(m=Sum("booth__area_sqm")).values("m")),
            booked_sqm=_sum(booked.values("booth__themed_places__area").annotate(m=Sum("area_sqm")).values("m")),
        )
        .order_by("name", "pk")
    )


def _sum(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows, output_field=AREA), Value(Decimal("0.00")), output_field=AREA)


def public_areas(edition: Edition) -> QuerySet[ThemedArea]:
    return areas_of(edition).filter(is_public=True)


def public_areas_hosted_by(pavilion_id: int) -> QuerySet[ThemedArea]:
    """Return the public areas whose host is this national pavilion, by name."""
    return ThemedArea.objects.filter(host=pavilion_id, is_public=True).order_by("name", "pk")


def booths_of_area(area: ThemedArea) -> QuerySet[Booth]:
    """Return the area's booths in plans in force, by hall and number."""
    rows = Booth.objects.filter(themed_places__area=area, plan__state=PlanState.PUBLISHED)
    return rows.select_related("plan__hall").order_by("plan__hall__position", "plan__hall__name", natural("number"))


def choosable_booths(plan: FloorPlan, area: ThemedArea) -> QuerySet[Booth]:
    """Return the booths of a plan in the area's exhibition by number, with the area that each belongs to."""
    return (
        plan.booths.filter(allotment__section=area.section)
        .prefetch_related("themed_places__area")
        .order_by(natural("number"))
    )


def themes_on(plan_id: int) -> Mapping[int, tuple[int, str]]:
    """Return the key and name of the public area of each booth of a plan that belongs to one, by booth; one query."""
    rows = ThemedAreaBooth.objects.filter(booth__plan=plan_id, area__is_public=True).select_related("area")
    return {place.booth_id: (place.area_id, str(place.area)) for place in rows}
