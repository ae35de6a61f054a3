"""What becomes of each live claim when one version takes the place of another, and which of them nobody has settled."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import area_words
from pavilions.publishing.comparison.booths import ComparedBooth, ComparedPlan
from pavilions.publishing.comparison.changes import Comparison, PlanChange
from pavilions.publishing.states import ClaimChoice
from pavilions.states import ClaimState


@dataclass(frozen=True, slots=True)
class LiveClaim:
    """A holder's claim to a booth of the version that goes."""

    id: int
    holder_id: int
    booth_id: int
    allotment_id: int
    area_sqm: Decimal
    state: ClaimState
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a planner decided for a claim; `target_id` is a booth of the version that comes, None to release.

    `target_revision` is that booth's when it was decided: one that was changed since has to be decided on again. A
    decision that follows from the versions themselves (`is_return`: a claim goes back where it came from) has none.
    """

    choice: ClaimChoice
    target_id: int | None = None
    note: str = ""
    target_revision: int | None = None
    is_return: bool = False


class Outcome(StrEnum):
    STAYS = "stays"
    CARRIED = "carried"
    REPLACED = "replaced"
    """By a claim to the target with its m²."""
    JOINED = "joined"
    """Into the claim of the same holder that takes the target."""
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """`target` is the booth that the holder has afterwards; `choice` is None where nothing changed for it."""

    claim: LiveClaim
    outcome: Outcome
    target: ComparedBooth | None = None
    choice: ClaimChoice | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A claim that stands in the way of publishing, and why."""

    claim: LiveClaim
    why: Sentence


type Settled = ClaimOutcome | Unresolved


def options_for(claim: LiveClaim, change: PlanChange) -> tuple[ComparedBooth, ...]:
    """The booths for sale that the claim's own became, the likeliest first: of the same m², then the largest."""
    for_sale = (booth for booth in change.after if not booth.blocked_reason)
    return tuple(sorted(for_sale, key=lambda booth: (booth.area_sqm != claim.area_sqm, -booth.area_sqm, booth.id)))


def outcomes_of(
    claims: Sequence[LiveClaim], comparison: Comparison, after: ComparedPlan, decisions: Mapping[int, Decided]
) -> list[Settled]:
    """For each claim, in the order given, its outcome, or why it has none yet. `decisions` are by claim.

    Claims to booths that do not change stay, whatever was decided for them, unless they go back to another. Several
    claims of one holder may take the same booth together; those of two holders may not.
    """
    booths = {booth.id: booth for booth in after.booths}
    wanted = {claim.id: _wanted(claim, comparison, booths, decisions.get(claim.id)) for claim in claims}
    takers: defaultdict[int, list[LiveClaim]] = defaultdict(list)
    for claim in claims:
        if (outcome := wanted[claim.id]) and isinstance(outcome, ClaimOutcome) and outcome.target:
            takers[outcome.target.id].append(claim)
    staying = {
        pk for pk, outcome in wanted.items() if isinstance(outcome, ClaimOutcome) and outcome.outcome == Outcome.STAYS
    }
    return [_judged(wanted[claim.id], comparison, takers, staying) for claim in claims]


def _wanted(
    claim: LiveClaim, comparison: Comparison, booths: Mapping[int, ComparedBooth], decided: Decided | None
) -> Settled:
    stays = comparison.unchanged.get(claim.booth_id)
    if stays and not (decided and decided.is_return and decided.target_id != stays.id):
        return ClaimOutcome(claim, Outcome.STAYS, stays)
    if decided is None:
        return Unresolved(claim, _("Nobody has decided yet."))
    if decided.choice == ClaimChoice.RELEASE:
        return ClaimOutcome(claim, Outcome.RELEASED, None, decided.choice, decided.note)
    target = booths.get(decided.target_id or 0)
    if target is None:
        return Unresolved(claim, _("The booth chosen for it is not on this plan any more."))
    if decided.target_revision not in (None, target.revision):
        return Unresolved(claim, _("The booth chosen for it was changed since: look again."))
    is_alike = (claim.area_sqm, claim.allotment_id) == (target.area_sqm, target.allotment_id)
    outcome = Outcome.CARRIED if is_alike else Outcome.REPLACED
    return ClaimOutcome(claim, outcome, target, decided.choice, decided.note)


def _judged(
    settled: Settled, comparison: Comparison, takers: Mapping[int, Sequence[LiveClaim]], staying: Collection[int]
) -> Settled:
    if isinstance(settled, Unresolved) or settled.target is None or settled.choice is None:
        return settled
    rivals = takers[settled.target.id]
    complaint = _taken(settled.target, rivals, staying) or _complaint(
        settled, settled.target, comparison.by_booth.get(settled.claim.booth_id), rivals
    )
    if complaint:
        return Unresolved(settled.claim, complaint)
    return _shared(settled, rivals) if len(rivals) > 1 else settled


def _taken(target: ComparedBooth, rivals: Collection[LiveClaim], staying: Collection[int]) -> Sentence | None:
    if any(rival.id in staying for rival in rivals):
        return _("Booth %(booth)s is claimed, and stays so.") % {"booth": target.number}
    if len({rival.holder_id for rival in rivals}) > 1:
        return _("Booth %(booth)s was given to two holders.") % {"booth": target.number}
    return None


def _complaint(
    outcome: ClaimOutcome, target: ComparedBooth, change: PlanChange | None, rivals: Collection[LiveClaim]
) -> Sentence | None:
    """Why this cannot be done, if it cannot."""
    if target.blocked_reason:
        return _("Booth %(booth)s is withheld from sale in this version. Move the holder, or release the booth.") % {
            "booth": target.number
        }
    if outcome.choice == ClaimChoice.MOVE:
        return None
    if change is None or target not in change.after:
        return _("Booth %(booth)s is not what became of it; move the holder there instead.") % {"booth": target.number}
    if outcome.choice == ClaimChoice.KEEP and _area(rivals) != target.area_sqm:
        return _("Booth %(booth)s has another area now: %(area)s m². Let the holder take it, or choose otherwise.") % {
            "booth": target.number,
            "area": area_words(target.area_sqm),
        }
    return None


def _shared(outcome: ClaimOutcome, sharers: Sequence[LiveClaim]) -> ClaimOutcome:
    """Of several claims of one holder to one booth the first becomes a claim to all of it, and the rest end in it."""
    first = min(sharers, key=lambda claim: claim.id)
    kind = Outcome.REPLACED if outcome.claim.id == first.id else Outcome.JOINED
    return ClaimOutcome(outcome.claim, kind, outcome.target, outcome.choice, outcome.note)


def _area(claims: Iterable[LiveClaim]) -> Decimal:
    return sum((claim.area_sqm for claim in claims), Decimal(0))
