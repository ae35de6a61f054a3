"""The halls of an edition with their m²: how large, how many for sale, how many claimed."""

from django.db.models import Count, DecimalField, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Hall

AREA = DecimalField(max_digits=12, decimal_places=2)


def halls_of(edition_id: int) -> QuerySet[Hall]:
    """Halls with space or a published plan in the edition; adds `capacity_sqm`, `claimed_sqm` and `booth_count`."""
    allotments = Allotment.objects.filter(edition_id=edition_id, hall=OuterRef("pk"))
    plans = FloorPlan.objects.published().filter(edition_id=edition_id, hall=OuterRef("pk"))
    booths = Booth.objects.on_sale().filter(plan__edition_id=edition_id, plan__hall=OuterRef("pk"))
    counted = booths.order_by().values("plan__hall").annotate(n=Count("pk")).values("n")
    return Hall.objects.filter(Q(Exists(allotments)) | Q(Exists(plans))).annotate(
        capacity_sqm=_sum(allotments, "capacity_sqm"),
        claimed_sqm=_sum(allotments, "claimed_sqm"),
        booth_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
    )


def _sum(allotments: QuerySet[Allotment], field: str) -> Coalesce:
    summed = allotments.order_by().values("hall").annotate(m=Sum(field)).values("m")
    return Coalesce(Subquery(summed), Value(0), output_field=AREA)
