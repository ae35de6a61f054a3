"""Halls and sectors with their m²: how large they are, how much is claimed, and how much can still be booked."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from ciie.kernel.statements import rows_of
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import LIVE_CLAIMS, Section

AREA = DecimalField(max_digits=12, decimal_places=2)


def hall_revisions(names: Collection[str]) -> dict[str, int]:
    """Return the revisions of the halls with these names, by name in the order of halls, leaving out unknown names."""
    return dict(Hall.objects.filter(name__in=names).order_by("position", "name").values_list("name", "revision"))


def halls_of(edition_id: int) -> QuerySet[Hall]:
    """Return the halls with space or a published plan in the edition.

    Each has `capacity_sqm`, `claimed_sqm` and `booth_count`, the number of its booths on sale.
    """
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


@dataclass(frozen=True)
class SectorSpace:
    """The space of a sector in a hall. `left_sqm` is what is left of its capacity; `free_sqm` can be booked now."""

    sector: Sector
    capacity_sqm: Decimal
    claimed_sqm: Decimal
    free_booths: int
    free_sqm: Decimal

    @property
    def left_sqm(self) -> Decimal:
        return self.capacity_sqm - self.claimed_sqm


@dataclass(frozen=True)
class HallSpace:
    """One hall of the business exhibition, with its sectors in their order."""

    name: str
    ceiling_height_m: Decimal | None
    floor_load_kg_sqm: int | None
    sectors: tuple[SectorSpace, ...]

    @property
    def capacity_sqm(self) -> Decimal:
        return sum((sector.capacity_sqm for sector in self.sectors), Decimal(0))

    @property
    def claimed_sqm(self) -> Decimal:
        return sum((sector.claimed_sqm for sector in self.sectors), Decimal(0))

    @property
    def left_sqm(self) -> Decimal:
        return self.capacity_sqm - self.claimed_sqm

    @property
    def free_sqm(self) -> Decimal:
        return sum((sector.free_sqm for sector in self.sectors), Decimal(0))

    @property
    def free_booths(self) -> int:
        return sum(sector.free_booths for sector in self.sectors)


@dataclass(frozen=True)
class SectorLeft:
    """What a sector has left in all its halls. `in_one_hall_sqm` is the most that is left in any of them."""

    sector: Sector
    left_sqm: Decimal
    in_one_hall_sqm: Decimal


def halls_with_space(edition_id: int) -> list[HallSpace]:
    """Return the halls of an edition's business exhibition in their order; two queries."""
    free = {space.allotment_id: space for space in free_space(edition_id)}
    halls: defaultdict[Hall, list[SectorSpace]] = defaultdict(list)
    for allotment in _business_allotments(edition_id):
        space = free[allotment.pk]
        sectors = halls[allotment.hall]
        if allotment.sector is not None:
            sectors.append(
                SectorSpace(
                    allotment.sector, allotment.capacity_sqm, allotment.claimed_sqm, space.booths, space.free_sqm
                )
            )
    return [
        HallSpace(hall.name, hall.ceiling_height_m, hall.floor_load_kg_sqm, tuple(sectors))
        for hall, sectors in halls.items()
    ]


def halls_by_invitation(edition_id: int) -> list[str]:
    """Return the names of the halls that only the national exhibition of an edition uses, in their order; one query."""
    here = Allotment.objects.filter(edition_id=edition_id)
    business = here.filter(section=Section.BUSINESS).values("hall")
    national = here.filter(section=Section.NATIONAL).exclude(hall__in=business)
    return list(national.order_by("hall__position", "hall__name").values_list("hall__name", flat=True))


def sectors_left(edition_id: int) -> list[SectorLeft]:
    """Return what each sector of an edition has left, in the order of sectors; one query."""
    left: defaultdict[Sector, list[Decimal]] = defaultdict(list)
    for allotment in _business_allotments(edition_id):
        if allotment.sector is not None:
            left[allotment.sector].append(allotment.left_sqm)
    in_order = sorted(left, key=lambda sector: (sector.position, sector.name))
    return [SectorLeft(sector, sum(left[sector], Decimal(0)), max(left[sector])) for sector in in_order]


def _business_allotments(edition_id: int) -> QuerySet[Allotment]:
    rows = Allotment.objects.filter(edition_id=edition_id, section=Section.BUSINESS).select_related("hall", "sector")
    return rows.order_by("hall__position", "hall__name", "sector__position", "sector__name")


@dataclass(frozen=True)
class FreeSpace:
    """The free space of an allotment: the free booths on sale in the published plan, and the m² that can be booked.

    `free_sqm` is what is left of the capacity and, where a plan is published, at most the area of its free booths.
    """

    allotment_id: int
    hall: str
    is_planned: bool
    booths: int
    free_sqm: Decimal


FREE = """
SELECT allotment.id, hall.name, plan.id IS NOT NULL, count(booth.id),
    least(
        allotment.capacity_sqm - allotment.claimed_sqm,
        CASE WHEN plan.id IS NOT NULL THEN coalesce(sum(booth.area_sqm), 0) END
    )
FROM pavilions_allotment AS allotment
JOIN pavilions_hall AS hall ON hall.id = allotment.hall_id
LEFT JOIN pavilions_floorplan AS plan ON plan.edition_id = allotment.edition_id AND plan.hall_id = allotment.hall_id
    AND plan.state = 'published'
LEFT JOIN pavilions_booth AS booth ON booth.plan_id = plan.id AND booth.allotment_id = allotment.id
    AND booth.blocked_reason = '' AND NOT EXISTS (
        SELECT FROM pavilions_spaceclaim AS claim WHERE claim.booth_id = booth.id AND claim.state = ANY(%(live)s)
    )
WHERE allotment.edition_id = %(edition)s
GROUP BY allotment.id, hall.name, plan.id
"""


def free_space(edition_id: int) -> list[FreeSpace]:
    """Return the free space of each allotment of an edition; one statement."""
    live = [str(state) for state in LIVE_CLAIMS]
    return [FreeSpace(*row) for row in rows_of(FREE, {"edition": edition_id, "live": live})]
