"""Operations that publish a plan.

A version replaces the published one in one transaction, and no space is lost without a decision.

Locks are taken in this order: the versions of the hall's plan, the booths of the published one, their holders, their
claims, and allotments last. A concurrent booking has either committed its claim, which is then read here, or waits for
its booth and finds that this plan is no longer published.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, NotFound
from ciie.kernel.locking import lock, lock_keys, require_seen
from ciie.kernel.wording import area_words, in_sequence, list_words
from pavilions.drawings.geometry import on_obstruction
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.ledger.operations.ledger import sums_by_allotment, take_capacity
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan
from pavilions.floor.operations import bump_plan_revision
from pavilions.floor.queries import natural
from pavilions.plans.publishing.comparison import ClaimOutcome, ComparedBooth, Outcome
from pavilions.plans.publishing.models import CarriedClaim, ClaimDecision, PlanPublication, PlanSafetyReport
from pavilions.plans.publishing.operations.holder_handlers import HolderChange, PlanNews, handlers_of
from pavilions.plans.publishing.queries.plan_comparisons import (
    PlanCapacity,
    PlanReview,
    live_claims,
    plan_capacities,
    review_plan,
)
from pavilions.plans.safety.documents.report import report_of, require_rules_met
from pavilions.plans.safety.queries import check_plan
from pavilions.plans.themed_areas.operations import carry_areas
from pavilions.states import ClaimState, ObstructionKind, PlanState

MOST_NAMED = 8
KEPT = {Outcome.STAYS, Outcome.CARRIED}


@operation("pavilions.floor_plan.published")
def publish_floor_plan(
    plan_id: int, *, accept_excess: bool = False, seen: int | None = None, actor: Actor, at: datetime
) -> FloorPlan:
    """Publish a draft in place of the published version. Do nothing for a published plan.

    Live claims are transferred to the same booths. Claims to booths that change are treated as was decided on each.
    Raise `DomainError`: `claims_undecided`, whose details name the booths, `more_drawn_than_capacity` unless
    `accept_excess`, `rules_not_met`, `exits_not_clear`, `capacity_exceeded`, or `plan_superseded` for a version that
    was published before.
    """
    require("pavilions.plan_floor", actor)
    plan = _lock_versions(plan_id)
    require("pavilions.plan_floor", actor, plan.hall)
    if plan.state == PlanState.SUPERSEDED:
        raise DomainError(
            _("%(plan)s has been published before. Put it back into force instead of publishing it again.")
            % {"plan": plan},
            code="plan_superseded",
        )
    if plan.state == PlanState.PUBLISHED:
        return plan
    require_seen(plan, seen)
    return _put_in_force(plan, accept_excess=accept_excess, actor=actor, at=at)


@operation("pavilions.floor_plan.restored")
def restore_floor_plan(
    plan_id: int, *, accept_excess: bool = False, seen: int | None = None, actor: Actor, at: datetime
) -> FloorPlan:
    """Publish a superseded version again, with the same checks as for publishing.

    If the published version replaced it, claims return to the booths they came from.
    """
    require("pavilions.plan_floor", actor)
    plan = _lock_versions(plan_id)
    require("pavilions.plan_floor", actor, plan.hall)
    if plan.state == PlanState.DRAFT:
        raise DomainError(_("%(plan)s was never in force.") % {"plan": plan}, code="plan_never_published")
    if plan.state == PlanState.PUBLISHED:
        return plan
    require_seen(plan, seen)
    return _put_in_force(plan, accept_excess=accept_excess, actor=actor, at=at)


def _lock_versions(plan_id: int) -> FloorPlan:
    """Lock all versions of the hall's plan, so that publications are serialised, and return the one with this key."""
    place = FloorPlan.objects.filter(pk=plan_id).values_list("edition_id", "hall_id").first()
    if place is None:
        raise NotFound(_("Plan not found."), code="not_found")
    versions = FloorPlan.objects.filter(edition_id=place[0], hall_id=place[1]).values_list("pk", flat=True)
    plans = lock(FloorPlan.objects.select_related("hall", "edition"), versions)
    return next(plan for plan in plans if plan.pk == plan_id)


def _put_in_force(plan: FloorPlan, *, accept_excess: bool, actor: Actor, at: datetime) -> FloorPlan:
    before = _lock_space(plan)
    review = review_plan(plan)  # read after the locks
    require_decided(review)
    excess = [each for each in plan_capacities(plan) if each.excess_sqm]
    if excess and not accept_excess:
        raise more_drawn_than_capacity(excess)
    _require_releases(review, actor=actor, at=at)
    checked = check_plan(plan, today=day_of(at, plan.edition.zone))
    require_rules_met(checked)
    _require_exits_clear(plan)
    if before is not None:
        before.state = PlanState.SUPERSEDED
        before.save(update_fields=["state"])
        PlanPublication.objects.filter(plan=before, superseded_at=None).update(superseded_at=at)
    plan.state, plan.published_at = PlanState.PUBLISHED, at
    plan.save(update_fields=["state", "published_at"])
    publication = PlanPublication.objects.create(
        plan=plan, published_at=at, published_by=person_of(actor), excess_accepted=bool(excess)
    )
    if not review.kin_is_known:  # matched by number and place: store the ancestry for old numbers
        BoothAncestry.objects.bulk_create(
            BoothAncestry(booth_id=booth, ancestor_id=ancestor)
            for booth, ancestors in review.kin.items()
            for ancestor in sorted(ancestors)
        )
    if before is not None:
        carry_areas(before.pk, review.kin)
    changes = carry_claims(review.outcomes, publication, at=at)
    _settle(changes, review, publication, actor=actor, at=at)
    # By now, upper decks have moved to the booths of this version or have ended.
    PlanSafetyReport.objects.create(publication=publication, content=report_of(checked))
    _count(changes, plan)
    return plan


def _require_exits_clear(plan: FloorPlan) -> None:
    """Raise `DomainError` (`exits_not_clear`) for booths on exits or within their clearance, whatever the rules say."""
    booths = list(plan.booths.order_by(natural("number")))
    exits = plan.obstructions.filter(kind=ObstructionKind.EXIT).order_by("pk")
    pairs = on_obstruction([booth.ring for booth in booths], [(each.ring, each.clearance_cm) for each in exits])
    if pairs:
        numbers = [booths[at].number for at in dict.fromkeys(at for at, _exit in pairs)]
        raise DomainError(
            _("Exits are not clear: %(booths)s. Move these booths out of the clearance of the exit, or change it.")
            % {"booths": list_words(numbers[:MOST_NAMED]) + ("…" if len(numbers) > MOST_NAMED else "")},
            code="exits_not_clear",
            details={"booths": numbers},
        )


def _lock_space(plan: FloorPlan) -> FloorPlan | None:
    """Lock the booths of the published version, their holders, and their claims, and return that version, if any."""
    plans = FloorPlan.objects.published().filter(edition_id=plan.edition_id, hall_id=plan.hall_id)
    before = plans.first()
    if before is None:
        return None
    lock_keys(Booth, before.booths.values_list("pk", flat=True))
    for handler, holder_ids in handlers_of({claim.holder_id for claim in live_claims(before.pk)}):
        handler.lock(holder_ids)
    lock_keys(SpaceClaim, [claim.id for claim in live_claims(before.pk)])
    return before


def require_decided(review: PlanReview) -> None:
    """Raise `DomainError` (`claims_undecided`) if any claim is undecided."""
    if not review.unresolved:
        return
    numbers = {booth.id: booth.number for booth in review.old.booths}
    booths = sorted({numbers[each.claim.booth_id] for each in review.unresolved})
    raise DomainError(
        _("These booths are claimed, and this plan changes or removes them. Decide on them first: %(booths)s.")
        % {"booths": list_words(booths)},
        code="claims_undecided",
        details={"booths": booths, "claims": [each.claim.id for each in review.unresolved]},
    )


def more_drawn_than_capacity(excess: Sequence[PlanCapacity]) -> DomainError:
    """Return the error that states, for each sector, how much of what is drawn can be sold."""
    each = _("%(place)s: %(drawn)s m² drawn, %(capacity)s m² can be sold")
    places = [
        each
        % {
            "place": one.allotment,
            "drawn": area_words(one.drawn_sqm),
            "capacity": area_words(one.allotment.capacity_sqm),
        }
        for one in excess
    ]
    return DomainError(
        _(
            "This plan has more booths than the capacity can sell. %(places)s. Raise the capacity, "
            "withhold booths, or confirm that this is intended."
        )
        % {"places": in_sequence(places)},
        code="more_drawn_than_capacity",
        field="accept_excess",
        details={str(one.allotment): str(one.excess_sqm) for one in excess},
    )


def _require_releases(review: PlanReview, *, actor: Actor, at: datetime) -> None:
    """Require that everybody who decided to release space that is booked may do so.

    What was held when they decided may be booked by now.
    """
    taken = {
        each.claim.id: each.claim.holder_id
        for each in review.outcomes
        if each.outcome == Outcome.RELEASED and each.claim.state == ClaimState.COMMITTED
    }
    decisions = ClaimDecision.objects.filter(plan=review.after, claim__in=taken).select_related("decided_by")
    for decision in decisions:
        for handler, holder_ids in handlers_of([taken[decision.claim_id]]):
            handler.require_may_release(holder_ids, actor=decision.decided_by or actor, at=at)


def _settle(
    changes: Sequence[HolderChange], review: PlanReview, publication: PlanPublication, *, actor: Actor, at: datetime
) -> None:
    if review.before is None:
        return
    booths = {booth.id: booth for booth in (*review.old.booths, *review.new.booths)}
    news = PlanNews(publication, review.before, booths)
    by_holder = {change.holder_id: change for change in changes}
    for handler, holder_ids in handlers_of(by_holder):
        handler.settle([by_holder[holder_id] for holder_id in holder_ids], news, actor=actor, at=at)


def _count(changes: Sequence[HolderChange], plan: FloorPlan) -> None:
    """Change the claimed m² of each allotment, after locking all of them in key order."""
    begun = [pair for change in changes for pair in change.begun.items()]
    ended = [(allotment, -area) for change in changes for allotment, area in change.ended.items()]
    net = sums_by_allotment([*begun, *ended])
    rows = Allotment.objects.filter(edition_id=plan.edition_id, hall_id=plan.hall_id)
    of_hall = set(rows.values_list("pk", flat=True))
    lock_keys(Allotment, of_hall | net.keys())
    take_capacity(net)
    bump_plan_revision(of_hall)


def carry_claims(outcomes: Sequence[ClaimOutcome], publication: PlanPublication, *, at: datetime) -> list[HolderChange]:
    """Carry out the outcome of each locked claim, and record the booth it came from. Capacity is not changed yet.

    Return the changes of each holder for whom more than the drawing changes.
    """
    SpaceClaim.objects.filter(pk__in=[each.claim.id for each in outcomes if each.outcome not in KEPT]).update(
        state=ClaimState.RELEASED, expires_at=None, released_at=at
    )
    kept = [
        (each, target, SpaceClaim(pk=each.claim.id, booth_id=target.id))
        for each in outcomes
        if each.outcome in KEPT
        for target in [_target(each)]
    ]
    SpaceClaim.objects.bulk_update([claim for _outcome, _booth, claim in kept], ["booth"])
    taking = [each for each in outcomes if each.outcome == Outcome.REPLACED]
    replaced = [(each, booth, _successor(each, booth, at=at)) for each in taking for booth in each.booths]
    SpaceClaim.objects.bulk_create([claim for _outcome, _booth, claim in replaced])
    committed = [claim.pk for each, _booth, claim in replaced if each.claim.state == ClaimState.COMMITTED]
    SpaceClaim.objects.filter(pk__in=committed).update(state=ClaimState.COMMITTED)
    CarriedClaim.objects.bulk_create(
        [
            CarriedClaim(
                publication=publication,
                claim_id=claim.pk,
                from_booth_id=each.claim.booth_id,
                to_booth_id=target.id,
            )
            for each, target, claim in [*kept, *replaced]
        ]
    )
    return _holder_changes(outcomes)


def _target(outcome: ClaimOutcome) -> ComparedBooth:
    if outcome.target is None:
        raise ValueError(f"Claim {outcome.claim.id} has no booth to be transferred to.")
    return outcome.target


def _successor(outcome: ClaimOutcome, target: ComparedBooth, *, at: datetime) -> SpaceClaim:
    """Return a claim in the state of the old one, but reserved instead of committed: none may be inserted committed."""
    is_held = outcome.claim.state == ClaimState.HELD
    return SpaceClaim(
        holder_id=outcome.claim.holder_id,
        allotment_id=target.allotment_id,
        booth_id=target.id,
        area_sqm=target.area_sqm,
        state=ClaimState.HELD if is_held else ClaimState.RESERVED,
        expires_at=outcome.claim.expires_at if is_held else None,
        claimed_at=at,
    )


def _holder_changes(outcomes: Sequence[ClaimOutcome]) -> list[HolderChange]:
    by_holder: defaultdict[int, list[ClaimOutcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.choice is not None:
            by_holder[outcome.claim.holder_id].append(outcome)
    live = SpaceClaim.objects.live().filter(holder__in=list(by_holder))
    with_space = set(live.values_list("holder_id", flat=True))
    return [
        HolderChange(
            holder_id=holder_id,
            outcomes=of_holder,
            ended=sums_by_allotment(
                (each.claim.allotment_id, each.claim.area_sqm) for each in of_holder if each.outcome not in KEPT
            ),
            begun=sums_by_allotment(
                (booth.allotment_id, booth.area_sqm)
                for each in of_holder
                if each.outcome == Outcome.REPLACED
                for booth in each.booths
            ),
            keeps_space=holder_id in with_space,
        )
        for holder_id, of_holder in sorted(by_holder.items())
    ]
