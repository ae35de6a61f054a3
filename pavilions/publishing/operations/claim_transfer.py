"""Taking the ledger over from one version of a plan to the next. Part of publishing, which holds the locks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pavilions.ledger.models import SpaceClaim
from pavilions.publishing.comparison import ClaimOutcome, Outcome
from pavilions.publishing.models import CarriedClaim, PlanPublication
from pavilions.publishing.operations.holder_handlers import HolderChange
from pavilions.states import ClaimState

type AreaByAllotment = dict[int, Decimal]

MOVED = {Outcome.STAYS, Outcome.CARRIED}


@dataclass(frozen=True)
class _Carried:
    claim_id: int
    from_booth_id: int
    to_booth_id: int


def carry_claims(outcomes: Sequence[ClaimOutcome], publication: PlanPublication, *, at: datetime) -> list[HolderChange]:
    """Do with each locked claim what its outcome says, and note where it came from. Capacity is not touched yet.

    Returns what it does to each holder for whom it is more than the same booth on another drawing.
    """
    _end([outcome for outcome in outcomes if outcome.outcome not in MOVED], at=at)
    carried = [_carried(outcome, outcome.claim.id) for outcome in outcomes if outcome.outcome in MOVED]
    _point(carried)
    carried += _replace([outcome for outcome in outcomes if outcome.outcome == Outcome.REPLACED], at=at)
    CarriedClaim.objects.bulk_create(
        [
            CarriedClaim(
                publication=publication, claim_id=c.claim_id, from_booth_id=c.from_booth_id, to_booth_id=c.to_booth_id
            )
            for c in carried
        ]
    )
    return _changes(outcomes)


def _end(outcomes: Sequence[ClaimOutcome], *, at: datetime) -> None:
    SpaceClaim.objects.filter(pk__in=[outcome.claim.id for outcome in outcomes]).update(
        state=ClaimState.RELEASED, expires_at=None, released_at=at
    )


def _point(carried: Sequence[_Carried]) -> None:
    SpaceClaim.objects.bulk_update([SpaceClaim(pk=c.claim_id, booth_id=c.to_booth_id) for c in carried], ["booth"])


def _replace(outcomes: Sequence[ClaimOutcome], *, at: datetime) -> list[_Carried]:
    """New claims in the state of the old ones. Nothing is born committed, so those come by way of reserved."""
    pairs = [(outcome, _successor(outcome, at=at)) for outcome in outcomes]
    SpaceClaim.objects.bulk_create(claim for _outcome, claim in pairs)
    committed = [claim.pk for outcome, claim in pairs if outcome.claim.state == ClaimState.COMMITTED]
    SpaceClaim.objects.filter(pk__in=committed).update(state=ClaimState.COMMITTED)
    return [_carried(outcome, claim.pk) for outcome, claim in pairs]


def _successor(outcome: ClaimOutcome, *, at: datetime) -> SpaceClaim:
    target = outcome.target
    if target is None:
        raise ValueError(f"Claim {outcome.claim.id} is replaced by nothing.")
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


def _carried(outcome: ClaimOutcome, claim_id: int) -> _Carried:
    if outcome.target is None:
        raise ValueError(f"Claim {outcome.claim.id} is carried to nothing.")
    return _Carried(claim_id, outcome.claim.booth_id, outcome.target.id)


def _changes(outcomes: Sequence[ClaimOutcome]) -> list[HolderChange]:
    by_holder: defaultdict[int, list[ClaimOutcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.choice is not None:
            by_holder[outcome.claim.holder_id].append(outcome)
    holders = SpaceClaim.objects.live().filter(holder__in=list(by_holder)).values_list("holder_id", flat=True)
    with_space = set(holders)
    return [_change(holder, by_holder[holder], keeps_space=holder in with_space) for holder in sorted(by_holder)]


def _change(holder_id: int, outcomes: Sequence[ClaimOutcome], *, keeps_space: bool) -> HolderChange:
    begun = [outcome.target for outcome in outcomes if outcome.outcome == Outcome.REPLACED and outcome.target]
    return HolderChange(
        holder_id=holder_id,
        outcomes=outcomes,
        ended=_sums((f.claim.allotment_id, f.claim.area_sqm) for f in outcomes if f.outcome not in MOVED),
        begun=_sums((booth.allotment_id, booth.area_sqm) for booth in begun),
        keeps_space=keeps_space,
    )


def net_of(changes: Iterable[HolderChange]) -> AreaByAllotment:
    """How many m² more (or, below zero, less) are claimed of each allotment than before."""
    parts = [(change.begun, change.ended) for change in changes]
    begun = [pair for more, _less in parts for pair in more.items()]
    ended = [(allotment, -area) for _more, less in parts for allotment, area in less.items()]
    return _sums([*begun, *ended])


def _sums(parts: Iterable[tuple[int, Decimal]]) -> AreaByAllotment:
    areas: defaultdict[int, Decimal] = defaultdict(Decimal)
    for allotment_id, area_sqm in parts:
        areas[allotment_id] += area_sqm
    return dict(areas)
