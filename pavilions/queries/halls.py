"""Halls and sectors as somebody looking for space sees them: how many m² and booths are left."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from pavilions.models import Allotment, Hall, Sector
from pavilions.queries.booths import free_booths
from pavilions.states import Section


def hall_names_in_order(names: Collection[str]) -> list[str]:
    """Those of these names that a hall has, in the order of halls."""
    return list(Hall.objects.filter(name__in=names).order_by("position", "name").values_list("name", flat=True))


@dataclass(frozen=True)
class SectorSpace:
    """What one sector has in one hall. `left_sqm` is capacity, `free_booths_sqm` the area of free booths."""

    sector: Sector
    capacity_sqm: Decimal
    claimed_sqm: Decimal
    free_booths: int
    free_booths_sqm: Decimal

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
    free = _free_booths(edition_id)
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


def _free_booths(edition_id: int) -> dict[int, tuple[int, Decimal]]:
    """Number and area of the free booths per allotment."""
    free = free_booths(edition_id).values("allotment_id").annotate(booths=Count("pk"), sqm=Sum("area_sqm"))
    return {row["allotment_id"]: (row["booths"], row["sqm"]) for row in free}


def _hall_space(allotments: list[Allotment], free: dict[int, tuple[int, Decimal]]) -> HallSpace:
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
                *free.get(allotment.pk, (0, Decimal(0))),
            )
            for allotment in allotments
            if allotment.sector is not None
        ),
    )
