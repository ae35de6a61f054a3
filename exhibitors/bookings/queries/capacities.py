"""How full the places are that a decision is about."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, QuerySet, Sum

from pavilions.floor.models.allotment import Allotment
from pavilions.ledger.models import SpaceClaim
from pavilions.states import ClaimState, Section


@dataclass(frozen=True)
class Use:
    """What of one hall's m² for one sector is booked, reserved (awaiting a decision), held and left."""

    allotment: Allotment
    booked_sqm: Decimal
    reserved_sqm: Decimal
    held_sqm: Decimal

    @property
    def label(self) -> str:
        return str(self.allotment)

    @property
    def left_sqm(self) -> Decimal:
        return self.allotment.capacity_sqm - self.booked_sqm - self.reserved_sqm - self.held_sqm


def largest_capacities(edition_id: int) -> dict[int, Decimal]:
    """By sector, the most m² that one hall of the business exhibition has for it; one query."""
    rows = Allotment.objects.filter(edition_id=edition_id, section=Section.BUSINESS, sector__isnull=False)
    return dict(rows.order_by().values_list("sector").annotate(most=Max("capacity_sqm")))


def uses_of(allotments: QuerySet[Allotment]) -> list[Use]:
    """The use of each of these, by hall and sector; two queries."""
    ordered = allotments.select_related("hall", "sector").order_by(
        "hall__position", "hall__name", "sector__position", "sector__name"
    )
    places = list(ordered)
    areas = _areas_by_state(place.pk for place in places)
    return [
        Use(
            place,
            booked_sqm=areas[place.pk, ClaimState.COMMITTED],
            reserved_sqm=areas[place.pk, ClaimState.RESERVED],
            held_sqm=areas[place.pk, ClaimState.HELD],
        )
        for place in places
    ]


def _areas_by_state(allotment_ids: Iterable[int]) -> defaultdict[tuple[int, str], Decimal]:
    claims = SpaceClaim.objects.live().filter(allotment__in=list(allotment_ids)).order_by()
    sums = claims.values_list("allotment_id", "state").annotate(area=Sum("area_sqm"))
    return defaultdict(Decimal, {(allotment_id, state): area for allotment_id, state, area in sums})
