"""What a plan draws for sale of each allotment of its hall, beside what the allotment's capacity can sell."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan


@dataclass(frozen=True)
class PlanCapacity:
    """`drawn_sqm` are the plan's booths that are not withheld."""

    allotment: Allotment
    drawn_sqm: Decimal

    @property
    def excess_sqm(self) -> Decimal:
        """What is drawn beyond what can be sold; nothing where all of it can."""
        return max(self.drawn_sqm - self.allotment.capacity_sqm, Decimal(0))

    @property
    def short_sqm(self) -> Decimal:
        """What could be sold and is not drawn."""
        return max(self.allotment.capacity_sqm - self.drawn_sqm, Decimal(0))


def plan_capacities(plan: FloorPlan) -> list[PlanCapacity]:
    """By sector; one query."""
    here = Allotment.objects.filter(edition_id=plan.edition_id, hall_id=plan.hall_id).select_related("hall", "sector")
    drawn = Sum("booths__area_sqm", filter=Q(booths__plan=plan, booths__blocked_reason=""))
    rows = here.annotate(drawn=drawn).order_by("section", "sector__position", "pk")
    return [PlanCapacity(row, row.drawn or Decimal(0)) for row in rows]
