"""Queries for what publishing a version would change: booths, live claims, and drawn m² beside what can be sold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from zlib import crc32

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ciie.kernel.revisions import LARGEST_REVISION
from pavilions.drawings.geometry import PlacedBooth, match_booths
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan, Obstruction
from pavilions.plans.publishing.comparison import (
    ClaimChoice,
    ClaimOutcome,
    ComparedBooth,
    ComparedObstruction,
    ComparedPlan,
    Comparison,
    Decided,
    Kinship,
    LiveClaim,
    Outcome,
    Parents,
    Unresolved,
    compare,
    kinship,
    outcomes_of,
)
from pavilions.plans.publishing.models import CarriedClaim, ClaimDecision, PlanPublication
from pavilions.plans.queries.plans import ring_of
from pavilions.states import BoothKind, ClaimState, ObstructionKind, PlanState


@dataclass(frozen=True)
class PlanReview:
    """A version that is to be published, compared with the published one, which is None if the hall has none yet."""

    before: FloorPlan | None
    after: FloorPlan
    old: ComparedPlan
    new: ComparedPlan
    kin: Kinship
    kin_is_known: bool
    """Whether booths were matched by ancestry. Otherwise they were matched by number, shape and place."""
    comparison: Comparison
    settled: Sequence[ClaimOutcome | Unresolved]
    decisions: Mapping[int, Decided]
    """The decisions by claim. If the last publication is taken back, claims return without a decision."""

    @cached_property
    def unresolved(self) -> tuple[Unresolved, ...]:
        return tuple(each for each in self.settled if isinstance(each, Unresolved))

    @cached_property
    def outcomes(self) -> tuple[ClaimOutcome, ...]:
        return tuple(each for each in self.settled if isinstance(each, ClaimOutcome))

    @cached_property
    def concerned(self) -> tuple[ClaimOutcome | Unresolved, ...]:
        """The results for claims to booths that change, and for claims that return to another booth."""
        unchanged = self.comparison.unchanged
        return tuple(
            each
            for each in self.settled
            if each.claim.booth_id not in unchanged or isinstance(each, Unresolved) or each.outcome != Outcome.STAYS
        )


def decision_revision(plan: FloorPlan, decision: ClaimDecision | None) -> int:
    """Return a number that changes with the plan and with the decision on a claim, if any. Forms on it carry the
    number.
    """
    state = decision and (decision.choice, decision.target_id, decision.note, decision.decided_at.isoformat())
    return crc32(repr((plan.revision, state)).encode()) & LARGEST_REVISION


def review_plan(after: FloorPlan) -> PlanReview:
    """Return what publishing this version would change; nine queries."""
    published = FloorPlan.objects.published().filter(edition_id=after.edition_id, hall_id=after.hall_id)
    before = published.select_related("hall", "edition").first()
    old = compared_plan(before.pk) if before else ComparedPlan()
    new = compared_plan(after.pk)
    known = kinship(old.booths, new.booths, parents_of(after.edition_id, after.hall_id))
    kin = known or _alike(old.booths, new.booths)
    comparison = compare(old, new, kin)
    decisions = (_returns(before, after) if before else {}) | _decisions_for(after)
    claims = live_claims(before.pk) if before else []
    return PlanReview(
        before=before,
        after=after,
        old=old,
        new=new,
        kin=kin,
        kin_is_known=bool(known),
        comparison=comparison,
        settled=outcomes_of(claims, comparison, new, decisions),
        decisions=decisions,
    )


def compare_versions(before: FloorPlan, after: FloorPlan) -> tuple[ComparedPlan, ComparedPlan, Comparison]:
    """Compare any two versions of one hall's plan; five queries."""
    old, new = compared_plan(before.pk), compared_plan(after.pk)
    return old, new, compare(old, new, kin_of(old, new, parents_of(after.edition_id, after.hall_id)))


def compared_plan(plan_id: int) -> ComparedPlan:
    """Return a version to be compared. Two queries read tuples, since there may be thousands of booths."""
    obstructions = Obstruction.objects.filter(plan=plan_id).values_list("kind", "footprint", "clearance_cm", "name")
    return ComparedPlan(
        booths=tuple(booth for _plan, booth in read_booths(Booth.objects.filter(plan=plan_id))),
        obstructions=tuple(
            ComparedObstruction(ObstructionKind(kind), ring_of(ring), cm, name) for kind, ring, cm, name in obstructions
        ),
    )


def read_booths(booths: QuerySet[Booth]) -> Iterator[tuple[int, ComparedBooth]]:
    """Yield these booths, each with the key of its version, in the order of their keys."""
    rows = booths.order_by("pk").values_list(
        "plan_id",
        "pk",
        "number",
        "footprint",
        "area_sqm",
        Coalesce("open_sides_override", "open_sides"),
        "kind",
        "allotment_id",
        "blocked_reason",
        "revision",
    )
    for plan, pk, number, ring, area, sides, kind, allotment, reason, revision in rows:
        booth = ComparedBooth(pk, number, ring_of(ring), area, sides, BoothKind(kind), allotment, reason, revision)
        yield plan, booth


def kin_of(old: ComparedPlan, new: ComparedPlan, parents: Parents) -> Kinship:
    """Return the kin by ancestry or, if there is none, by number, shape and place."""
    return kinship(old.booths, new.booths, parents) or _alike(old.booths, new.booths)


def parents_of(edition_id: int, hall_id: int) -> Parents:
    """Return the direct ancestors of the booths of all versions of a hall's plan; one query."""
    parents: defaultdict[int, list[int]] = defaultdict(list)
    rows = BoothAncestry.objects.filter(booth__plan__edition_id=edition_id, booth__plan__hall_id=hall_id)
    for booth, ancestor in rows.values_list("booth_id", "ancestor_id"):
        parents[booth].append(ancestor)
    return parents


def _alike(old: Sequence[ComparedBooth], new: Sequence[ComparedBooth]) -> Kinship:
    """Return the kin by number, shape and place."""
    matching = match_booths(
        [PlacedBooth(booth.id, booth.number, booth.ring) for booth in old],
        [PlacedBooth(booth.id, booth.number, booth.ring) for booth in new],
    )
    return {booth: frozenset(ancestors) for booth, ancestors in matching.ancestors.items() if ancestors}


def live_claims(plan_id: int) -> list[LiveClaim]:
    """Return the live claims to booths of a version, in the order of their keys; one query."""
    rows = SpaceClaim.objects.live().filter(booth__plan=plan_id).order_by("pk")
    return [
        LiveClaim(pk, holder, booth, allotment, area, ClaimState(state), expires_at)
        for pk, holder, booth, allotment, area, state, expires_at in rows.values_list(
            "pk", "holder_id", "booth_id", "allotment_id", "area_sqm", "state", "expires_at"
        )
    ]


def _decisions_for(after: FloorPlan) -> dict[int, Decided]:
    """Return the decisions that count for this version, by claim.

    Those from before it was last published were carried out then, and no longer count.
    """
    rows = ClaimDecision.objects.filter(plan=after)
    if after.state != PlanState.DRAFT:
        ended = PlanPublication.objects.filter(plan=after).aggregate(at=Max("superseded_at"))["at"]
        rows = rows.filter(decided_at__gte=ended) if ended else rows
    return {
        claim: Decided(ClaimChoice(choice), target, note, revision)
        for claim, choice, target, note, revision in rows.values_list(
            "claim_id", "choice", "target_id", "note", "target_revision"
        )
    }


def _returns(before: FloorPlan, after: FloorPlan) -> dict[int, Decided]:
    """Return the claims that the last publication transferred from `after`, if that is the version it replaced.

    Claims into which it joined several claims of one holder are left out: no single booth is what they were.
    """
    carried = CarriedClaim.objects.filter(
        publication__plan=before, publication__superseded_at=None, from_booth__plan=after
    )
    joined = SpaceClaim.objects.filter(
        holder=OuterRef("claim__holder"),
        released_at=OuterRef("publication__published_at"),
        booth__in=BoothAncestry.objects.filter(booth=OuterRef(OuterRef("to_booth"))).values("ancestor"),
    ).exclude(booth=OuterRef("from_booth"))
    alone = carried.exclude(Exists(joined)).values_list("claim_id", "from_booth_id")
    return {claim: Decided(ClaimChoice.MOVE, booth, is_return=True) for claim, booth in alone}


@dataclass(frozen=True)
class PlanCapacity:
    """The area that a plan draws for sale in an allotment: `drawn_sqm` is that of its booths that are not withheld."""

    allotment: Allotment
    drawn_sqm: Decimal

    @property
    def excess_sqm(self) -> Decimal:
        """The m² that are drawn beyond what can be sold."""
        return max(self.drawn_sqm - self.allotment.capacity_sqm, Decimal(0))

    @property
    def short_sqm(self) -> Decimal:
        """The m² that could be sold but are not drawn."""
        return max(self.allotment.capacity_sqm - self.drawn_sqm, Decimal(0))


def plan_capacities(plan: FloorPlan) -> list[PlanCapacity]:
    """Return the capacity of each allotment of the plan's hall, by sector; one query."""
    here = Allotment.objects.filter(edition_id=plan.edition_id, hall_id=plan.hall_id).select_related("hall", "sector")
    drawn = Sum("booths__area_sqm", filter=Q(booths__plan=plan, booths__blocked_reason=""))
    rows = here.annotate(drawn=drawn).order_by("section", "sector__position", "pk")
    return [PlanCapacity(row, row.drawn or Decimal(0)) for row in rows]
