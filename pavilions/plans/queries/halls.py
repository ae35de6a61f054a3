"""Halls and sectors as somebody looking for space sees them: how many m² and booths are left."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ciie.kernel.statements import rows_of
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import LIVE_CLAIMS, Section


def hall_names_in_order(names: Collection[str]) -> list[str]:
    """Those of these names that a hall has, in the order of halls."""
    return list(Hall.objects.filter(name__in=names).order_by("position", "name").values_list("name", flat=True))


@dataclass(frozen=True)
class SectorSpace:
    """What one sector has in one hall: `left_sqm` of its capacity, `free_sqm` that can be booked now."""

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
    """What a sector has left in all its halls. `in_one_hall_sqm` is the most that any one of them has left."""

    sector: Sector
    left_sqm: Decimal
    in_one_hall_sqm: Decimal


def halls_with_space(edition_id: int) -> list[HallSpace]:
    """The halls of an edition's business exhibition in their order; two queries."""
    free = {space.allotment_id: space for space in free_space(edition_id)}
    halls: defaultdict[int, list[Allotment]] = defaultdict(list)
    for allotment in _business_allotments(edition_id):
        halls[allotment.hall_id].append(allotment)
    return [_hall_space(allotments, free) for allotments in halls.values()]


def halls_by_invitation(edition_id: int) -> list[str]:
    """The halls that are of an edition's national exhibition alone, in their order; one query."""
    here = Allotment.objects.filter(edition_id=edition_id)
    business = here.filter(section=Section.BUSINESS).values("hall")
    national = here.filter(section=Section.NATIONAL).exclude(hall__in=business)
    return list(national.order_by("hall__position", "hall__name").values_list("hall__name", flat=True))


def sectors_left(edition_id: int) -> list[SectorLeft]:
    """What each sector of an edition has left, in the order of sectors; one query."""
    left: defaultdict[Sector, list[Decimal]] = defaultdict(list)
    for allotment in _business_allotments(edition_id):
        if allotment.sector is not None:
            left[allotment.sector].append(allotment.left_sqm)
    in_order = sorted(left, key=lambda sector: (sector.position, sector.name))
    return [SectorLeft(sector, sum(left[sector], Decimal(0)), max(left[sector])) for sector in in_order]


def _business_allotments(edition_id: int) -> Iterable[Allotment]:
    rows = Allotment.objects.filter(edition_id=edition_id, section=Section.BUSINESS).select_related("hall", "sector")
    return rows.order_by("hall__position", "hall__name", "sector__position", "sector__name")


@dataclass(frozen=True)
class FreeSpace:
    """What of an allotment is free: booths of the published plan on sale, and the m² that can be booked of them.

    `free_sqm` is what its capacity has left, and where a plan is published no more than its free booths have.
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
    """What is free of each allotment of an edition; one statement."""
    live = [str(state) for state in LIVE_CLAIMS]
    return [FreeSpace(*row) for row in rows_of(FREE, {"edition": edition_id, "live": live})]


def _hall_space(allotments: list[Allotment], free: Mapping[int, FreeSpace]) -> HallSpace:
    hall = allotments[0].hall
    return HallSpace(
        name=hall.name,
        ceiling_height_m=hall.ceiling_height_m,
        floor_load_kg_sqm=hall.floor_load_kg_sqm,
        sectors=tuple(
            SectorSpace(
                allotment.sector,
                allotment.capacity_sqm,
                allotment.claimed_sqm,
                free[allotment.pk].booths,
                free[allotment.pk].free_sqm,
            )
            for allotment in allotments
            if allotment.sector is not None
        ),
    )
