"""Running an edition: opening and closing it for booking, and setting what each hall offers each sector."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one
from ciie.kernel.wording import area_words
from pavilions.models import Allotment, Edition
from pavilions.states import EditionStatus


@operation("pavilions.edition.opened")
def open_edition(edition_id: int, *, actor: Actor, at: datetime) -> Edition:
    """Let companies book, within the edition's booking window."""
    return _set_status(edition_id, EditionStatus.OPEN, actor)


@operation("pavilions.edition.closed")
def close_edition(edition_id: int, *, actor: Actor, at: datetime) -> Edition:
    """Stop taking bookings. What is booked stays booked, and decisions go on."""
    return _set_status(edition_id, EditionStatus.CLOSED, actor)


def _set_status(edition_id: int, status: EditionStatus, actor: Actor) -> Edition:
    require("pavilions.run_edition", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("There is no such edition."))
    if edition.status == EditionStatus.ARCHIVED:
        raise DomainError(_("An archived edition stays as it was."), code="edition_archived")
    edition.status = status
    edition.save(update_fields=["status"])
    return edition


@operation("pavilions.allotment.set")
def set_capacity(allotment_id: int, *, capacity_sqm: Decimal, actor: Actor, at: datetime) -> Allotment:
    """Set the m² that a hall offers a sector; never less than is claimed there already."""
    require("pavilions.set_capacity", actor)
    allotment = lock_one(
        Allotment.objects.select_related("hall", "sector"), allotment_id, missing=_("There is no such capacity.")
    )
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
    allotment.capacity_sqm = capacity_sqm
    allotment.revision += 1
    allotment.save(update_fields=["capacity_sqm", "revision"])
    return allotment
