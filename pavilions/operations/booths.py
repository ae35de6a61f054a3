"""Withholding booths from sale, and giving them back to it."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one
from pavilions.models import Allotment, Booth


@operation("pavilions.booth.blocked")
def block_booth(booth_id: int, *, reason: str, actor: Actor, at: datetime) -> Booth:
    """Withhold a booth from sale, saying why. A booth that somebody claims cannot be withheld."""
    require("pavilions.plan_floor", actor)
    if not reason.strip():
        raise Invalid(_("Say why the booth is not for sale."), code="reason_missing", field="blocked_reason")
    booth = _lock_booth(booth_id)
    if booth.claims.live().exists():
        raise DomainError(
            _("Booth %(booth)s is claimed. Reject, cancel or move that booking first.") % {"booth": booth},
            code="booth_claimed",
        )
    return _set_reason(booth, reason.strip())


@operation("pavilions.booth.unblocked")
def unblock_booth(booth_id: int, *, actor: Actor, at: datetime) -> Booth:
    """Put a withheld booth on sale again."""
    require("pavilions.plan_floor", actor)
    return _set_reason(_lock_booth(booth_id), "")


def _lock_booth(booth_id: int) -> Booth:
    return lock_one(Booth.objects.all(), booth_id, missing=_("There is no such booth."))


def _set_reason(booth: Booth, reason: str) -> Booth:
    booth.blocked_reason = reason
    booth.save(update_fields=["blocked_reason"])
    Allotment.objects.filter(pk=booth.allotment_id).update(revision=F("revision") + 1)
    return booth
