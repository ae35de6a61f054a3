"""Operations that decide, before a publication, what becomes of the claims to booths that it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen_revision
from ciie.kernel.validity import require_valid
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.models import ClaimDecision
from pavilions.plans.publishing.operations.holder_handlers import handlers_of
from pavilions.plans.publishing.queries.plan_comparisons import PlanReview, decision_revision, review_plan
from pavilions.states import ClaimState, PlanState


@dataclass(frozen=True)
class Decision:
    """A decision on one claim. `target_id` is a booth of the plan to be published, or None to release the booth.

    `seen` is the `decision_revision` that the actor saw.
    """

    claim_id: int
    choice: ClaimChoice
    target_id: int | None = None
    note: str = ""
    seen: int | None = None


@operation("pavilions.floor_plan.decided")
def decide_claims(plan_id: int, decisions: Sequence[Decision], *, actor: Actor, at: datetime) -> PlanReview:
    """Store decisions on these claims in place of earlier ones, either all of them or none.

    Return the new review of the plan. Raise `Invalid` for a claim that is not on the hall's published plan
    (`no_claim`), for a booth that is not on this plan (`no_booth`) or is in the other exhibition (`other_section`), and
    for an impossible decision, with the reason (`cannot_be_so`). Raise `NotAllowed` if the actor may not release booked
    space.
    """
    require("pavilions.plan_floor", actor)
    plan = _lock_unpublished(plan_id)
    require("pavilions.plan_floor", actor, plan.hall)
    _require_seen(plan, {decision.claim_id: decision.seen for decision in decisions})
    live = SpaceClaim.objects.live().select_related("booth__plan", "allotment")
    claims = {claim.pk: claim for claim in live.filter(pk__in=[decision.claim_id for decision in decisions])}
    wanted = [decision.target_id for decision in decisions if decision.target_id]
    targets = {booth.pk: booth for booth in plan.booths.select_related("allotment").filter(pk__in=wanted)}
    for decision in decisions:
        _require_possible(plan, decision, claims, targets)
    released = [claims[decision.claim_id] for decision in decisions if decision.choice == ClaimChoice.RELEASE]
    for handler, holder_ids in handlers_of({c.holder_id for c in released if c.state == ClaimState.COMMITTED}):
        handler.require_may_release(holder_ids, actor=actor, at=at)
    _write(plan, decisions, targets, actor, at)
    review = review_plan(plan)
    decided = {decision.claim_id for decision in decisions}
    for each in review.unresolved:
        if each.claim.id in decided:
            raise Invalid(each.why, code="cannot_be_so", field="target")
    return review


@operation("pavilions.floor_plan.decided")
def undecide_claims(plan_id: int, seen: Mapping[int, int | None], *, actor: Actor, at: datetime) -> None:
    """Delete the decisions on these claims. `seen` has the `decision_revision` of each that the actor saw."""
    require("pavilions.plan_floor", actor)
    plan = _lock_unpublished(plan_id)
    require("pavilions.plan_floor", actor, plan.hall)
    _require_seen(plan, seen)
    ClaimDecision.objects.filter(plan=plan, claim__in=list(seen)).delete()


def _lock_unpublished(plan_id: int) -> FloorPlan:
    plans = FloorPlan.objects.select_related("hall", "edition")
    plan = lock_one(plans, plan_id, missing=_("Plan not found."))
    if plan.state == PlanState.PUBLISHED:
        raise DomainError(
            _("%(plan)s has been published; there is nothing to decide.") % {"plan": plan}, code="published"
        )
    return plan


def _require_seen(plan: FloorPlan, seen: Mapping[int, int | None]) -> None:
    """Require that the decisions are still as the actor saw them.

    The plan is locked, and every decision on it is made under that lock.
    """
    if set(seen.values()) == {None}:
        return
    present = {each.claim_id: each for each in ClaimDecision.objects.filter(plan=plan, claim__in=list(seen))}
    for claim_id, revision in seen.items():
        require_seen_revision(decision_revision(plan, present.get(claim_id)), revision)


def _require_possible(
    plan: FloorPlan, decision: Decision, claims: Mapping[int, SpaceClaim], targets: Mapping[int, Booth]
) -> None:
    claim, target = claims.get(decision.claim_id), targets.get(decision.target_id or 0)
    now = claim.booth.plan if claim and claim.booth else None
    present = (plan.edition_id, plan.hall_id, PlanState.PUBLISHED)
    if claim is None or now is None or (now.edition_id, now.hall_id, now.state) != present:
        raise Invalid(_("This booth is no longer claimed. Check it again."), code="no_claim", field="claim")
    if decision.choice != ClaimChoice.RELEASE and target is None:
        raise Invalid(_("Choose a booth of this plan."), code="no_booth", field="target")
    if target and target.allotment.section != claim.allotment.section:
        raise Invalid(
            _("Booth %(booth)s belongs to the other exhibition.") % {"booth": target},
            code="other_section",
            field="target",
        )


def _write(
    plan: FloorPlan, decisions: Sequence[Decision], targets: Mapping[int, Booth], actor: Actor, at: datetime
) -> None:
    rows = [
        ClaimDecision(
            plan=plan,
            claim_id=decision.claim_id,
            choice=decision.choice,
            target=target,
            target_revision=target.revision if target else None,
            note=decision.note.strip(),
            decided_by=person_of(actor),
            decided_at=at,
        )
        for decision in decisions
        for target in [None if decision.choice == ClaimChoice.RELEASE else targets[decision.target_id or 0]]
    ]
    for row in rows:
        require_valid(row, exclude=["plan", "claim", "target", "decided_by"])
    ClaimDecision.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["plan", "claim"],
        update_fields=["choice", "target", "target_revision", "note", "decided_by", "decided_at"],
    )
