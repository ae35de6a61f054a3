"""Giving the space of a hall to a sector for the first time. Part of opening a draft, which holds the hall's lock."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import area_words
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector
from pavilions.floor.operations.hall_room import require_room, room_in
from pavilions.states import Section


@dataclass(frozen=True)
class FirstAllotment:
    """Whose the space of a hall is that has no plan yet. Without `capacity_sqm` all that the hall has left is meant."""

    section: Section
    sector_id: int | None = None
    capacity_sqm: Decimal | None = None


def allot(edition: Edition, hall: Hall, wanted: FirstAllotment) -> Allotment:
    """Raises `Invalid`: `sector_missing`, `sector_unknown`, `capacity_impossible`.

    Raises `DomainError` (`capacity_exceeds_hall`) where other sectors have too much of the hall.
    """
    if wanted.section == Section.BUSINESS and wanted.sector_id is None:
        raise Invalid(_("Space of the business exhibition belongs to a sector."), code="sector_missing", field="sector")
    sector = Sector.objects.filter(pk=wanted.sector_id).first() if wanted.sector_id else None
    if sector is None and wanted.sector_id is not None:
        raise Invalid(_("There is no such sector."), code="sector_unknown", field="sector")
    capacity = room_in(hall, edition.pk) if wanted.capacity_sqm is None else wanted.capacity_sqm
    if not 0 < capacity <= hall.gross_area_sqm:
        raise Invalid(
            _("The hall has %(gross)s m², so its capacity is above 0 and no more than that.")
            % {"gross": area_words(hall.gross_area_sqm)},
            code="capacity_impossible",
            field="capacity_sqm",
        )
    require_room(hall, edition.pk, capacity)
    return Allotment.objects.create(
        edition=edition, hall=hall, section=wanted.section, sector=sector, capacity_sqm=capacity
    )
