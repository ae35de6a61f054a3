"""What planners see before publishing: the changes, the holders concerned, and the effects of each decision."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ciie.accounts.models import User
from ciie.kernel.days import day_of
from ciie.kernel.errors import Sentence
from exhibitors.bookings.models import Booking, UpperDeck
from exhibitors.bookings.upper_decks.queries import goes_on, open_decks
from exhibitors.pricing.queries.quotes import Prices, price_difference, prices_of, sum_of
from exhibitors.states import BookingState
from pavilions.drawings.geometry import Spot, bounds, nearest_spots
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.plans.publishing.comparison import (
    ChangeKind,
    ClaimChoice,
    ClaimOutcome,
    ComparedBooth,
    Decided,
    LiveClaim,
    Outcome,
    PlanChange,
    Unresolved,
    are_whole,
    options_for,
)
from pavilions.plans.publishing.models import ClaimDecision
from pavilions.plans.publishing.queries.plan_comparisons import (
    PlanCapacity,
    PlanReview,
    decision_revision,
    plan_capacities,
    review_plan,
)

OFFERED = 3


@dataclass(frozen=True)
class HolderShown:
    """A holder as the page names it.

    `booking_id` is None for a national pavilion, which has no page among the bookings.
    """

    name: str
    reference: str
    state: BookingState | None
    booking_id: int | None


@dataclass(frozen=True)
class ChangeRow:
    change: PlanChange
    holders: tuple[HolderShown, ...]
    price_difference: Decimal | None

    @property
    def words(self) -> str:
        """The text to search a change by: numbers of booths and names of holders."""
        numbers = [booth.number for booth in (*self.change.before, *self.change.after)]
        return " ".join([*numbers, *(holder.name for holder in self.holders)]).casefold()


@dataclass(frozen=True)
class DeckOutcome:
    """An upper deck on a booth that changes. `ends` is None while no decision has been made on its claim."""

    deck: UpperDeck
    ends: bool | None


@dataclass(frozen=True)
class ClaimRow:
    """A claim to a booth that changes: the options, the decision made, and why that decision is not yet enough.

    `revision` is the `decision_revision` for the form that decides.
    """

    claim: LiveClaim
    booth: ComparedBooth
    change: PlanChange
    holder: HolderShown
    options: tuple[ComparedBooth, ...]
    decided: Decided | None
    decided_by: User | None
    target: ComparedBooth | None
    becomes: tuple[ComparedBooth, ...]
    """All booths that the holder has instead as a result of the decision."""
    problem: Sentence | None
    returns: bool
    area_difference: Decimal | None
    price_difference: Decimal | None
    revision: int
    decks: tuple[DeckOutcome, ...] = ()

    @property
    def parts(self) -> tuple[ComparedBooth, ...]:
        """The parts of the booth, if the holder can keep all of them."""
        return self.change.after if are_whole(self.claim, self.change) else ()


@dataclass(frozen=True)
class Publishing:
    """Everything that the page before publishing shows.

    `free` are the booths of the coming version that a holder could be moved to.
    """

    review: PlanReview
    changes: tuple[ChangeRow, ...]
    claims: tuple[ClaimRow, ...]
    free: tuple[ComparedBooth, ...]
    price_before: Decimal | None
    price_after: Decimal | None
    capacities: tuple[PlanCapacity, ...]
    is_stale: bool
    """Whether the draft was opened from a version no longer in force, so that publishing it undoes later changes."""

    @property
    def has_excess(self) -> bool:
        return any(each.excess_sqm for each in self.capacities)

    @property
    def unresolved(self) -> tuple[ClaimRow, ...]:
        return tuple(row for row in self.claims if row.problem)

    @property
    def holder_count(self) -> int:
        """The number of holders that get a mail, which is one for all booths of a holder."""
        return len({row.claim.holder_id for row in self.claims})

    @property
    def undecided_holder_count(self) -> int:
        return len({row.claim.holder_id for row in self.unresolved})

    @property
    def kinds_of_claims(self) -> tuple[ChangeKind, ...]:
        """The kinds of change that concern claims without a decision."""
        there = {kind for row in self.unresolved for kind in row.change.kinds}
        return tuple(kind for kind in ChangeKind if kind in there)


def publishing_of(plan: FloorPlan, at: datetime) -> Publishing:
    """Return everything about publishing this version, in sixteen queries however many booths and holders there are."""
    review = review_plan(plan)
    prices = prices_of(plan.edition, (*review.old.booths, *review.new.booths), day_of(at, plan.edition.zone))
    holders = _holders({each.claim.holder_id for each in review.concerned})
    taken = {booth.id for outcome in review.outcomes for booth in outcome.booths}
    free = [booth for booth in review.new.booths if booth.id not in taken and not booth.blocked_reason]
    return Publishing(
        review=review,
        changes=tuple(_change_rows(review, holders, prices)),
        claims=tuple(_claim_rows(review, holders, prices)),
        free=tuple(sorted(free, key=lambda booth: (len(booth.number), booth.number))),
        price_before=sum_of(review.old.booths, prices),
        price_after=sum_of(review.new.booths, prices),
        capacities=tuple(plan_capacities(plan)),
        is_stale=review.before is not None and plan.base_id not in (None, review.before.pk) and plan.state == "draft",
    )


def _holders(holder_ids: Collection[int]) -> Mapping[int, HolderShown]:
    bookings = Booking.objects.filter(pk__in=holder_ids).select_related("company", "edition")
    pavilions = NationalPavilion.objects.filter(pk__in=holder_ids)
    shown = {b.pk: HolderShown(b.company.name, b.reference, BookingState(b.state), b.pk) for b in bookings}
    return shown | {pavilion.pk: HolderShown(str(pavilion), "", None, None) for pavilion in pavilions}


def _change_rows(review: PlanReview, holders: Mapping[int, HolderShown], prices: Prices) -> Sequence[ChangeRow]:
    by_booth = defaultdict(list)
    for each in review.concerned:
        by_booth[each.claim.booth_id].append(holders[each.claim.holder_id])
    rows = []
    for change in review.comparison.changes:
        found = [holder for booth in change.before for holder in by_booth[booth.id]]
        before, after = sum_of(change.before, prices), sum_of(change.after, prices)
        difference = None if before is None or after is None else after - before
        rows.append(ChangeRow(change, tuple(dict.fromkeys(found)), difference))
    return rows


def _claim_rows(review: PlanReview, holders: Mapping[int, HolderShown], prices: Prices) -> Sequence[ClaimRow]:
    booths = {booth.id: booth for booth in (*review.old.booths, *review.new.booths)}
    decisions = ClaimDecision.objects.filter(plan=review.after).select_related("decided_by")
    kept = {decision.claim_id: decision for decision in decisions}
    decks_on = defaultdict(list)
    for deck in open_decks([each.claim.id for each in review.concerned]):
        decks_on[deck.claim_id].append(deck)
    rows = []
    for each in review.concerned:
        outcome = each if isinstance(each, ClaimOutcome) else None
        decided = review.decisions.get(each.claim.id)
        booth, stays = booths[each.claim.booth_id], review.comparison.unchanged.get(each.claim.booth_id)
        # A booth that is left only by its holder does not change itself.
        change = PlanChange((booth,), (stays,), frozenset()) if stays else review.comparison.by_booth[booth.id]
        area_difference = None
        if outcome is not None:
            area_difference = sum((part.area_sqm for part in outcome.booths), Decimal(0)) - each.claim.area_sqm
        returns = decided is not None and decided.is_return
        target = booths.get(decided.target_id or 0) if decided else None
        decision = kept.get(each.claim.id)
        rows.append(
            ClaimRow(
                claim=each.claim,
                booth=booth,
                change=change,
                holder=holders[each.claim.holder_id],
                options=options_for(each.claim, change),
                decided=decided,
                decided_by=None if returns or decision is None else decision.decided_by,
                target=target,
                becomes=outcome.booths if outcome else (target,) if target else (),
                problem=each.why if isinstance(each, Unresolved) else None,
                returns=returns,
                area_difference=area_difference,
                price_difference=price_difference([outcome], booths, prices) if outcome else None,
                revision=decision_revision(review.after, decision),
                decks=tuple(_deck_outcome(deck, outcome) for deck in decks_on[each.claim.id]),
            )
        )
    return sorted(rows, key=lambda row: (len(row.booth.number), row.booth.number, row.claim.id))


def _deck_outcome(deck: UpperDeck, outcome: ClaimOutcome | None) -> DeckOutcome:
    if outcome is None:
        return DeckOutcome(deck, None)
    if outcome.outcome in {Outcome.STAYS, Outcome.CARRIED}:
        return DeckOutcome(deck, ends=False)
    is_replaced = outcome.outcome == Outcome.REPLACED and outcome.target is not None and not outcome.beside
    return DeckOutcome(deck, ends=not (is_replaced and outcome.target and goes_on(deck, outcome.target.area_sqm)))


def offers_for(row: ClaimRow, free: Sequence[ComparedBooth]) -> tuple[ComparedBooth, ...]:
    """Return the nearest free booths of similar size in the same sector, except those that its own booth became."""
    own = {booth.id for booth in row.change.after}
    candidates = {b.id: b for b in free if b.id not in own and b.allotment_id == row.claim.allotment_id}
    best = nearest_spots(_spot(row.booth), {pk: _spot(booth) for pk, booth in candidates.items()}, count=OFFERED)
    return tuple(candidates[pk] for pk in best)


def _spot(booth: ComparedBooth) -> Spot:
    box = bounds(booth.ring)
    return Spot((box.left + box.right) / 2, (box.top + box.bottom) / 2, float(booth.area_sqm))


def alike(
    publishing: Publishing, kind: ChangeKind, choice: ClaimChoice
) -> list[tuple[LiveClaim, ComparedBooth | None]]:
    """Return the undecided claims that changes of this kind concern, each with the booth that the choice gives it.

    Keeping is only for claims whose booth has the same m² as before; accepting the new area is for all that have a
    booth left.
    """
    found: list[tuple[LiveClaim, ComparedBooth | None]] = []
    for row in publishing.unresolved:
        target = row.options[0] if row.options else None
        if kind not in row.change.kinds:
            continue
        if choice == ClaimChoice.RELEASE:
            found.append((row.claim, None))
        elif target and (choice == ClaimChoice.RESIZE or target.area_sqm == row.claim.area_sqm):
            found.append((row.claim, target))
    return found
