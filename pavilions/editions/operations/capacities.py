"""What each hall offers each sector. The capacities of a hall in an edition add up to no more than its gross area.

Order of locks: the hall, then its allotments.
"""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.wording import area_words
from pavilions.editions.operations.first_allotments import FirstAllotment, allot
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall
from pavilions.floor.operations.hall_room import require_room


@operation("pavilions.allotment.added")
def add_capacity(edition_id: int, hall_id: int, wanted: FirstAllotment, *, actor: Actor, at: datetime) -> Allotment:
    """Give m² of a hall to a sector that has none there yet."""
    require("pavilions.set_capacity", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("There is no such edition."))
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("There is no such hall."))
    given = Allotment.objects.filter(edition=edition, hall=hall, section=wanted.section, sector=wanted.sector_id)
    if given.exists():
        raise DomainError(
            _("This hall already has a capacity for this section and sector."),
            code="allotment_once_per_hall_and_sector",
            field="sector",
        )
    return allot(edition, hall, wanted)


@operation("pavilions.allotment.set")
def set_capacity(
    allotment_id: int, *, capacity_sqm: Decimal, seen: int | None = None, actor: Actor, at: datetime
) -> Allotment:
    """Set the m² that a hall offers a sector: no less than is claimed there, no more than the hall has left."""
    require("pavilions.set_capacity", actor)
    hall_id = Allotment.objects.filter(pk=allotment_id).values_list("hall_id", flat=True).first()
    if hall_id is None:
        raise NotFound(_("There is no such capacity."), code="not_found")
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("There is no such hall."))
    rows = Allotment.objects.select_related("hall", "sector")
    allotment = lock_one(rows, allotment_id, missing=_("There is no such capacity."))
    require_seen(allotment, seen, column="capacity_revision")
    _require_claims_fit(allotment, capacity_sqm)
    require_room(hall, allotment.edition_id, capacity_sqm, besides=allotment.pk)
    allotment.capacity_sqm = capacity_sqm
    allotment.revision += 1
    allotment.save(update_fields=["capacity_sqm", "revision"])
    return allotment


def _require_claims_fit(allotment: Allotment, capacity_sqm: Decimal) -> None:
    if capacity_sqm < 0:
        raise Invalid(_("A capacity cannot be below 0 m²."), code="capacity_negative", field="capacity_sqm")
    if capacity_sqm < allotment.claimed_sqm:
        raise DomainError(
            _("%(claimed)s m² are claimed here already, so the capacity cannot be %(capacity)s m².")
            % {"claimed": area_words(allotment.claimed_sqm), "capacity": area_words(capacity_sqm)},
            code="capacity_below_claims",
            field="capacity_sqm",
            details={"claimed_sqm": str(allotment.claimed_sqm)},
        )
