"""What each hall offers each sector. A hall's capacities in an edition add up to no more than its gross area.

Locks are taken in this order: the hall, then its allotments.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_keys, lock_one, require_seen
from ciie.kernel.wording import area_words
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import Section


@dataclass(frozen=True)
class FirstAllotment:
    """The section and sector that get a hall's space; without `capacity_sqm`, all that is left of the hall."""

    section: Section
    sector_id: int | None = None
    capacity_sqm: Decimal | None = None


@operation("pavilions.allotment.added")
def add_capacity(edition_id: int, hall_id: int, wanted: FirstAllotment, *, actor: Actor, at: datetime) -> Allotment:
    """Give m² of a hall to a sector that has none there yet."""
    require("pavilions.set_capacity", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("Hall not found."))
    given = Allotment.objects.filter(edition=edition, hall=hall, section=wanted.section, sector=wanted.sector_id)
    if given.exists():
        raise DomainError(
            _("This hall already has a capacity for this exhibition and sector."),
            code="allotment_once_per_hall_and_sector",
            field="sector",
        )
    return allot(edition, hall, wanted)


@operation("pavilions.allotments.taken_over")
def take_over_capacities(edition_id: int, source_id: int, *, actor: Actor, at: datetime) -> list[Allotment]:
    """Give every sector in every hall the m² that it has in another edition.

    Raise `DomainError` (`capacities_exist`) if the edition already has capacities.
    """
    require("pavilions.set_capacity", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    halls = Allotment.objects.filter(edition=source_id).values_list("hall_id", flat=True)
    lock_keys(Hall, set(halls))
    if edition.allotments.exists():
        raise DomainError(_("This edition already has capacities."), code="capacities_exist")
    return Allotment.objects.bulk_create(
        Allotment(
            edition=edition,
            section=each.section,
            hall_id=each.hall_id,
            sector_id=each.sector_id,
            capacity_sqm=each.capacity_sqm,
        )
        for each in Allotment.objects.filter(edition=source_id).order_by("pk")
    )


@operation("pavilions.allotment.set")
def set_capacity(
    allotment_id: int, *, capacity_sqm: Decimal, seen: int | None = None, actor: Actor, at: datetime
) -> Allotment:
    """Set the m² that a hall offers a sector: no less than is claimed there, no more than the hall has left."""
    require("pavilions.set_capacity", actor)
    hall_id = Allotment.objects.filter(pk=allotment_id).values_list("hall_id", flat=True).first()
    if hall_id is None:
        raise NotFound(_("Capacity not found."), code="not_found")
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("Hall not found."))
    rows = Allotment.objects.select_related("hall", "sector")
    allotment = lock_one(rows, allotment_id, missing=_("Capacity not found."))
    require_seen(allotment, seen, column="capacity_revision")
    if capacity_sqm < 0:
        raise Invalid(_("A capacity cannot be below 0 m²."), code="capacity_negative", field="capacity_sqm")
    if capacity_sqm < allotment.claimed_sqm:
        raise DomainError(
            _("%(claimed)s m² are already claimed here, so the capacity cannot be %(capacity)s m².")
            % {"claimed": area_words(allotment.claimed_sqm), "capacity": area_words(capacity_sqm)},
            code="capacity_below_claims",
            field="capacity_sqm",
            details={"claimed_sqm": str(allotment.claimed_sqm)},
        )
    require_room(hall, allotment.edition_id, capacity_sqm, besides=allotment.pk)
    allotment.capacity_sqm = capacity_sqm
    allotment.revision += 1
    allotment.save(update_fields=["capacity_sqm", "revision"])
    return allotment


def allot(edition: Edition, hall: Hall, wanted: FirstAllotment) -> Allotment:
    """Give space of a hall, whose row the caller has locked, to a sector for the first time.

    Raise `Invalid` (`sector_missing`, `sector_unknown`, `capacity_impossible`), and `DomainError`
    (`capacity_exceeds_hall`) where other sectors have too much of the hall.
    """
    if wanted.section == Section.BUSINESS and wanted.sector_id is None:
        raise Invalid(
            _("Space of the business exhibition must belong to a sector."), code="sector_missing", field="sector"
        )
    sector = Sector.objects.filter(pk=wanted.sector_id).first() if wanted.sector_id else None
    if sector is None and wanted.sector_id is not None:
        raise Invalid(_("Sector not found."), code="sector_unknown", field="sector")
    capacity = room_in(hall, edition.pk) if wanted.capacity_sqm is None else wanted.capacity_sqm
    if not 0 < capacity <= hall.gross_area_sqm:
        raise Invalid(
            _("The hall has %(gross)s m²; the capacity must be above 0 and no larger than that.")
            % {"gross": area_words(hall.gross_area_sqm)},
            code="capacity_impossible",
            field="capacity_sqm",
        )
    require_room(hall, edition.pk, capacity)
    return Allotment.objects.create(
        edition=edition, hall=hall, section=wanted.section, sector=sector, capacity_sqm=capacity
    )


def room_in(hall: Hall, edition_id: int, *, besides: int | None = None) -> Decimal:
    """Return the hall's gross area less its capacities in the edition, without the allotment `besides`.

    The caller must hold the lock on the hall.
    """
    others = Allotment.objects.filter(edition=edition_id, hall=hall)
    if besides is not None:
        others = others.exclude(pk=besides)
    given = others.aggregate(given=Sum("capacity_sqm"))["given"] or Decimal(0)
    return hall.gross_area_sqm - given


def require_room(hall: Hall, edition_id: int, capacity_sqm: Decimal, *, besides: int | None = None) -> None:
    """Raise `DomainError` (`capacity_exceeds_hall`) unless the hall has this many m² left."""
    left = room_in(hall, edition_id, besides=besides)
    if capacity_sqm <= left:
        return
    raise DomainError(
        _(
            "Hall %(hall)s has %(gross)s m², of which %(given)s m² are allocated to other sectors. At most "
            "%(left)s m² can be allocated here."
        )
        % {
            "hall": hall,
            "gross": area_words(hall.gross_area_sqm),
            "given": area_words(hall.gross_area_sqm - left),
            "left": area_words(max(left, Decimal(0))),
        },
        code="capacity_exceeds_hall",
        field="capacity_sqm",
        details={"gross_area_sqm": str(hall.gross_area_sqm), "left_sqm": str(left)},
    )
