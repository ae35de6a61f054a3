"""Publishing a plan: the new version takes the place of the one before, and no claimed booth is lost."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError
from ciie.kernel.locking import lock, lock_one
from pavilions.models import Allotment, Booth, FloorPlan, PlanPublication, SpaceClaim
from pavilions.states import LIVE_CLAIMS, PlanState


@operation("pavilions.floor_plan.published")
def publish_floor_plan(plan_id: int, *, actor: Actor, at: datetime) -> FloorPlan:
    """Publish a draft in place of the version before it, all at once.

    Live claims go over to the booth of the same number if its shape, area and place are the same. A claimed booth that
    would vanish or change is refused by name (`claimed_booths_change`), since its holder has not been asked.
    """
    require("pavilions.plan_floor", actor)
    plan = lock_one(FloorPlan.objects.select_related("hall"), plan_id, missing=_("There is no such plan."))
    if plan.state == PlanState.PUBLISHED:
        return plan
    before = _published_now(plan)
    if before is not None:
        carry_claims(before, plan)
        before.state = PlanState.SUPERSEDED
        before.save(update_fields=["state"])
        PlanPublication.objects.filter(plan=before, superseded_at=None).update(superseded_at=at)
    plan.state, plan.published_at = PlanState.PUBLISHED, at
    plan.save(update_fields=["state", "published_at"])
    PlanPublication.objects.create(plan=plan, published_at=at, published_by=actor if isinstance(actor, User) else None)
    return plan


def _published_now(plan: FloorPlan) -> FloorPlan | None:
    rows = FloorPlan.objects.published().filter(edition_id=plan.edition_id, hall_id=plan.hall_id)
    found = rows.values_list("pk", flat=True).first()
    return lock_one(FloorPlan.objects.all(), found, missing=_("There is no such plan.")) if found else None


def carry_claims(before: FloorPlan, after: FloorPlan) -> None:
    """Point live claims at the same booths of the next version, or raise `DomainError` naming those that changed."""
    booths = lock(Booth.objects.all(), before.booths.values_list("pk", flat=True))
    claimed = {
        claim.booth_id: claim
        for claim in SpaceClaim.objects.select_related("booth").filter(booth__in=booths, state__in=LIVE_CLAIMS)
    }
    next_booths = {booth.number: booth for booth in after.booths.all()}
    pairs = [(claim, next_booths.get(booth.number)) for booth in booths if (claim := claimed.get(booth.pk))]
    _refuse_changed([claim.booth.number for claim, new in pairs if claim.booth and not _same(claim.booth, new)])
    for claim, new in pairs:
        claim.booth = new
    SpaceClaim.objects.bulk_update([claim for claim, _new in pairs], ["booth"])
    Allotment.objects.filter(edition_id=after.edition_id, hall_id=after.hall_id).order_by("pk").update(
        revision=F("revision") + 1
    )


def _same(old: Booth, new: Booth | None) -> bool:
    return new is not None and (old.ring, old.area_sqm, old.allotment_id) == (new.ring, new.area_sqm, new.allotment_id)


def _refuse_changed(numbers: Sequence[str]) -> None:
    if numbers:
        raise DomainError(
            _("These booths are claimed, and this plan would change or drop them: %(booths)s.")
            % {"booths": ", ".join(numbers)},
            code="claimed_booths_change",
            details={"booths": list(numbers)},
        )
