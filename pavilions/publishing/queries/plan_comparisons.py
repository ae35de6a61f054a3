"""A version of a plan held against another, with those who hold space; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from ciie.kernel.revisions import LARGEST_REVISION
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan, Obstruction
from pavilions.geometry import PlacedBooth, match_booths
from pavilions.ledger.models import SpaceClaim
from pavilions.plans.queries.plans import ring_of
from pavilions.publishing.comparison import (
    ClaimOutcome,
    ComparedBooth,
    ComparedObstruction,
    ComparedPlan,
    Comparison,
    Decided,
    Kinship,
    LiveClaim,
    Outcome,
    Unresolved,
    compare,
    kinship,
    outcomes_of,
)
from pavilions.publishing.models import CarriedClaim, ClaimDecision, PlanPublication
from pavilions.publishing.states import ClaimChoice
from pavilions.states import BoothKind, ClaimState, ObstructionKind, PlanState


@dataclass(frozen=True)
class PlanReview:
    """A version that is to be published, against the one that is (None where the hall has none yet)."""

    before: FloorPlan | None
    after: FloorPlan
    old: ComparedPlan
    new: ComparedPlan
    kin: Kinship
    kin_is_known: bool
    """Whether the versions themselves know which booth is which; otherwise it was found out by likeness."""
    comparison: Comparison
    settled: Sequence[ClaimOutcome | Unresolved]
    decisions: Mapping[int, Decided]
    """By claim. Where the publication in force is taken back, claims go back without anybody's decision."""

    @cached_property
    def unresolved(self) -> tuple[Unresolved, ...]:
        return tuple(each for each in self.settled if isinstance(each, Unresolved))

    @cached_property
    def outcomes(self) -> tuple[ClaimOutcome, ...]:
        return tuple(each for each in self.settled if isinstance(each, ClaimOutcome))

    @cached_property
    def concerned(self) -> tuple[ClaimOutcome | Unresolved, ...]:
        """What there is about claims to booths that change, or that they leave to go back."""
        unchanged = self.comparison.unchanged
        return tuple(
            each
            for each in self.settled
            if each.claim.booth_id not in unchanged or isinstance(each, Unresolved) or each.outcome != Outcome.STAYS
        )


def plan_in_force(edition_id: int, hall_id: int) -> FloorPlan | None:
    """The version of a hall's plan that is published."""
    plans = FloorPlan.objects.published().filter(edition_id=edition_id, hall_id=hall_id)
    return plans.select_related("hall", "edition").first()


def decision_revision(plan: FloorPlan, decision: ClaimDecision | None) -> int:
    """Stands for the plan and for what is decided, or not, on a claim to it: what a form about that carries."""
    said = decision and (decision.choice, decision.target_id, decision.note, decision.decided_at.isoformat())
    return crc32(repr((plan.revision, said)).encode()) & LARGEST_REVISION


def review_plan(after: FloorPlan) -> PlanReview:
    """What publishing this version would change; nine queries."""
    before = plan_in_force(after.edition_id, after.hall_id)
    old = compared_plan(before.pk) if before else ComparedPlan()
    new = compared_plan(after.pk)
    known = kinship(old.booths, new.booths, parents_of(after.edition_id, after.hall_id))
    kin = known or _alike(old.booths, new.booths)
    comparison = compare(old, new, kin)
    decisions = (_going_back(before, after) if before else {}) | _decisions_for(after)
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
    """Any two versions of one hall's plan; five queries."""
    old, new = compared_plan(before.pk), compared_plan(after.pk)
    return old, new, compare(old, new, kin_of(old, new, parents_of(after.edition_id, after.hall_id)))


def compared_plan(plan_id: int) -> ComparedPlan:
    """Two queries, as tuples: there may be thousands of booths."""
    obstructions = Obstruction.objects.filter(plan=plan_id).values_list("kind", "footprint", "clearance_cm")
    return ComparedPlan(
        booths=tuple(booth for _plan, booth in read_booths(Booth.objects.filter(plan=plan_id))),
        obstructions=tuple(ComparedObstruction(ObstructionKind(k), ring_of(ring), cm) for k, ring, cm in obstructions),
    )


def read_booths(booths: QuerySet[Booth]) -> Iterator[tuple[int, ComparedBooth]]:
    """These booths, each with the version it is of, in the order of their keys."""
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


type Parents = Mapping[int, Collection[int]]


def kin_of(old: ComparedPlan, new: ComparedPlan, parents: Parents) -> Kinship:
    """By what the versions know of where their booths come from; where they know nothing, by likeness."""
    return kinship(old.booths, new.booths, parents) or _alike(old.booths, new.booths)


def parents_of(edition_id: int, hall_id: int) -> Parents:
    """Where the booths of all versions of a hall's plan come from; one query."""
    parents: defaultdict[int, list[int]] = defaultdict(list)
    rows = BoothAncestry.objects.filter(booth__plan__edition_id=edition_id, booth__plan__hall_id=hall_id)
    for booth, ancestor in rows.values_list("booth_id", "ancestor_id"):
        parents[booth].append(ancestor)
    return parents


def _alike(old: Sequence[ComparedBooth], new: Sequence[ComparedBooth]) -> Kinship:
    """By number, shape and place."""
    matching = match_booths(
        [PlacedBooth(booth.id, booth.number, booth.ring) for booth in old],
        [PlacedBooth(booth.id, booth.number, booth.ring) for booth in new],
    )
    return {booth: frozenset(ancestors) for booth, ancestors in matching.ancestors.items() if ancestors}


def live_claims(plan_id: int) -> list[LiveClaim]:
    """The live claims to booths of a version, in the order of their keys; one query."""
    rows = SpaceClaim.objects.live().filter(booth__plan=plan_id).order_by("pk")
    return [
        LiveClaim(pk, holder, booth, allotment, area, ClaimState(state), expires_at)
        for pk, holder, booth, allotment, area, state, expires_at in rows.values_list(
            "pk", "holder_id", "booth_id", "allotment_id", "area_sqm", "state", "expires_at"
        )
    ]


def _decisions_for(after: FloorPlan) -> dict[int, Decided]:
    """Decisions made before this version was last in force were carried out then, and count no more."""
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


def _going_back(before: FloorPlan, after: FloorPlan) -> dict[int, Decided]:
    """Claims that the publication in force brought over from `after`, if that is the version it replaced.

    Not those in which it joined several of one holder: no single booth gives back what they were.
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
