"""Withhold booths from sale, and put them on sale again."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.operations import bump_plan_revision
from pavilions.states import PlanState


@operation("pavilions.booth.blocked")
def withhold_booth(booth_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime) -> Booth:
    """Withhold a booth from sale, with a reason. A claimed booth cannot be withheld."""
    require("pavilions.plan_floor", actor)
    if not reason.strip():
        raise Invalid(_("Give a reason why the booth is not for sale."), code="reason_missing", field="blocked_reason")
    booth = _lock_booth(booth_id, seen, actor)
    if booth.claims.live().exists():
        raise DomainError(
            _("Booth %(booth)s is claimed. Reject, cancel or relocate that booking first.") % {"booth": booth},
            code="booth_claimed",
        )
    return _set_reason(booth, reason.strip())


@operation("pavilions.booth.unblocked")
def release_booth(booth_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Booth:
    """Put a withheld booth on sale again."""
    require("pavilions.plan_floor", actor)
    return _set_reason(_lock_booth(booth_id, seen, actor), "")


def _lock_booth(booth_id: int, seen: int | None, actor: Actor) -> Booth:
    """Lock a booth that is not part of a draft.

    Booths of drafts are withheld in the editor, which records every edit and counts its revision.
    """
    booth = lock_one(Booth.objects.select_related("plan__hall"), booth_id, missing=_("Booth not found."))
    require("pavilions.plan_floor", actor, booth.plan.hall)
    require_seen(booth, seen)
    if booth.plan.state == PlanState.DRAFT:
        raise DomainError(_("This booth belongs to a draft. Change it in the editor."), code="booth_of_a_draft")
    return booth


def _set_reason(booth: Booth, reason: str) -> Booth:
    booth.blocked_reason = reason
    booth.revision += 1
    booth.save(update_fields=["blocked_reason", "revision"])
    bump_plan_revision([booth.allotment_id])
    return booth
