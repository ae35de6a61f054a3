"""Transferring the claims from one version of a plan to the next. Part of publishing, which holds the locks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from pavilions.ledger.models import SpaceClaim
from pavilions.ledger.operations.ledger import sums_by_allotment
from pavilions.publishing.comparison import ClaimOutcome, ComparedBooth, Outcome
from pavilions.publishing.models import CarriedClaim, PlanPublication
from pavilions.publishing.operations.holder_handlers import HolderChange
from pavilions.states import ClaimState

KEPT = {Outcome.STAYS, Outcome.CARRIED}


def carry_claims(outcomes: Sequence[ClaimOutcome], publication: PlanPublication, *, at: datetime) -> list[HolderChange]:
    """Carry out the outcome of each locked claim, and record the booth it came from. Capacity is not changed yet.

    Returns the changes of each holder for whom more than the drawing changes.
    """
    SpaceClaim.objects.filter(pk__in=[each.claim.id for each in outcomes if each.outcome not in KEPT]).update(
        state=ClaimState.RELEASED, expires_at=None, released_at=at
    )
    kept = [
        (each, SpaceClaim(pk=each.claim.id, booth_id=_target(each).id)) for each in outcomes if each.outcome in KEPT
    ]
    SpaceClaim.objects.bulk_update([claim for _outcome, claim in kept], ["booth"])
    replaced = [(each, _successor(each, at=at)) for each in outcomes if each.outcome == Outcome.REPLACED]
    SpaceClaim.objects.bulk_create([claim for _outcome, claim in replaced])
    committed = [claim.pk for each, claim in replaced if each.claim.state == ClaimState.COMMITTED]
    SpaceClaim.objects.filter(pk__in=committed).update(state=ClaimState.COMMITTED)
    CarriedClaim.objects.bulk_create(
        [
            CarriedClaim(
                publication=publication,
                claim_id=claim.pk,
                from_booth_id=each.claim.booth_id,
                to_booth_id=_target(each).id,
            )
            for each, claim in [*kept, *replaced]
        ]
    )
    return _holder_changes(outcomes)


def _target(outcome: ClaimOutcome) -> ComparedBooth:
    if outcome.target is None:
        raise ValueError(f"Claim {outcome.claim.id} has no booth to be transferred to.")
    return outcome.target


def _successor(outcome: ClaimOutcome, *, at: datetime) -> SpaceClaim:
    """A claim in the state of the old one, but reserved instead of committed, as no claim may be inserted committed."""
    target = _target(outcome)
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
                (each.target.allotment_id, each.target.area_sqm)
                for each in of_holder
                if each.outcome == Outcome.REPLACED and each.target
            ),
            keeps_space=holder_id in with_space,
        )
        for holder_id, of_holder in sorted(by_holder.items())
    ]
