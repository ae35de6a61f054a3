"""What becomes of each live claim when one version replaces another, and which claims are undecided."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import area_words
from pavilions.plans.publishing.comparison.changes import ComparedBooth, ComparedPlan, Comparison, PlanChange
from pavilions.states import ClaimState


class ClaimChoice(TextChoices):
    """What happens to a claim whose booth the next version of the plan changes."""

    KEEP = "keep", _("keep the changed booth")
    PARTS = "parts", _("keep all parts of the booth")
    MOVE = "move", _("relocate to another booth")
    RESIZE = "resize", _("accept the new area")
    RELEASE = "release", _("release the booth")


@dataclass(frozen=True, slots=True)
class LiveClaim:
    """A holder's claim to a booth of the version that is replaced."""

    id: int
    holder_id: int
    booth_id: int
    allotment_id: int
    area_sqm: Decimal
    state: ClaimState
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A planner's decision on a claim. `target_id` is a booth of the new version, or None to release the booth.

    `target_revision` is the revision of the booth when it was decided on. If the booth has changed since, a new
    decision is needed. A decision that follows from the versions (`is_return`: a claim returns to its former booth) has
    no revision.
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
    """The claim is replaced by a claim to the target with the target's m²."""
    JOINED = "joined"
    """The claim is joined with the claim of the same holder that takes the target."""
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """What becomes of a claim.

    `target` is the booth that the holder has afterwards; `choice` is None where nothing changes for the holder.
    `beside` are the other parts of a split booth whose holder keeps all of them, each with a claim of its own.
    """

    claim: LiveClaim
    outcome: Outcome
    target: ComparedBooth | None = None
    choice: ClaimChoice | None = None
    note: str = ""
    beside: tuple[ComparedBooth, ...] = ()

    @property
    def booths(self) -> tuple[ComparedBooth, ...]:
        """Every booth that the holder has through this claim afterwards."""
        return (self.target, *self.beside) if self.target else ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A claim that prevents publishing, and why."""

    claim: LiveClaim
    why: Sentence


type Settled = ClaimOutcome | Unresolved


def options_for(claim: LiveClaim, change: PlanChange) -> tuple[ComparedBooth, ...]:
    """Return the booths for sale that the claim's booth became: those of the same m² first, then the largest."""
    for_sale = (booth for booth in change.after if not booth.blocked_reason)
    return tuple(sorted(for_sale, key=lambda booth: (booth.area_sqm != claim.area_sqm, -booth.area_sqm, booth.id)))


def are_whole(claim: LiveClaim, change: PlanChange) -> bool:
    """Return whether the claim's booth became several that together have its m².

    In that case its holder can keep all of them.
    """
    own = [booth.area_sqm for booth in change.after if booth.allotment_id == claim.allotment_id]
    return len(own) == len(change.after) > 1 == len(change.before) and sum(own) == claim.area_sqm


def outcomes_of(
    claims: Sequence[LiveClaim], comparison: Comparison, after: ComparedPlan, decisions: Mapping[int, Decided]
) -> list[Settled]:
    """Return the outcome of each claim, in the order given, or why it has none yet. `decisions` are by claim.

    Claims to booths that do not change stay, whatever was decided on them, unless they return to another booth. Several
    claims of one holder may take the same booth together; claims of two holders may not.
    """
    booths = {booth.id: booth for booth in after.booths}
    wanted = {claim.id: _wanted(claim, comparison, booths, decisions.get(claim.id)) for claim in claims}
    takers: defaultdict[int, list[LiveClaim]] = defaultdict(list)
    for claim in claims:
        outcome = wanted[claim.id]
        for booth in outcome.booths if isinstance(outcome, ClaimOutcome) else ():
            takers[booth.id].append(claim)
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
        return Unresolved(claim, _("No decision has been made yet."))
    if decided.choice == ClaimChoice.RELEASE:
        return ClaimOutcome(claim, Outcome.RELEASED, None, decided.choice, decided.note)
    target = booths.get(decided.target_id or 0)
    if target is None:
        return Unresolved(claim, _("The booth chosen for this holder is no longer on the plan. Choose another one."))
    if decided.target_revision not in (None, target.revision):
        return Unresolved(claim, _("The booth chosen for this holder has changed since. Check it again."))
    return _given(claim, comparison.by_booth.get(claim.booth_id), target, decided)


def _given(claim: LiveClaim, change: PlanChange | None, target: ComparedBooth, decided: Decided) -> Settled:
    """Return what becomes of a claim that continues at `target` and, with `PARTS`, at the other parts of its booth as
    well.
    """
    if decided.choice != ClaimChoice.PARTS:
        is_alike = (claim.area_sqm, claim.allotment_id) == (target.area_sqm, target.allotment_id)
        outcome = Outcome.CARRIED if is_alike else Outcome.REPLACED
        return ClaimOutcome(claim, outcome, target, decided.choice, decided.note)
    if change is None or target not in change.after or not are_whole(claim, change):
        return Unresolved(claim, _("The booth no longer has parts that make up its area. Choose otherwise."))
    beside = tuple(booth for booth in change.after if booth != target)
    return ClaimOutcome(claim, Outcome.REPLACED, target, decided.choice, decided.note, beside)


def _judged(
    settled: Settled, comparison: Comparison, takers: Mapping[int, Sequence[LiveClaim]], staying: Collection[int]
) -> Settled:
    """Refuse an outcome that is impossible. Of several claims of one holder to one booth, let the first take it."""
    if isinstance(settled, Unresolved) or settled.target is None or settled.choice is None:
        return settled
    for booth in settled.booths:
        complaint = _complaint(settled, booth, comparison, takers[booth.id], staying)
        if complaint:
            return Unresolved(settled.claim, complaint)
    rivals = takers[settled.target.id]
    if len(rivals) == 1:
        return settled
    is_first = settled.claim.id == min(claim.id for claim in rivals)
    return replace(settled, outcome=Outcome.REPLACED if is_first else Outcome.JOINED)


def _complaint(
    outcome: ClaimOutcome,
    target: ComparedBooth,
    comparison: Comparison,
    rivals: Sequence[LiveClaim],
    staying: Collection[int],
) -> Sentence | None:
    """Return why this outcome is impossible, or None if it is possible."""
    change = comparison.by_booth.get(outcome.claim.booth_id)
    becomes_target = change is not None and target in change.after
    is_same_area = sum(rival.area_sqm for rival in rivals) == target.area_sqm
    reasons = (
        (any(rival.id in staying for rival in rivals), _("Booth %(booth)s is claimed and remains so.")),
        (len({rival.holder_id for rival in rivals}) > 1, _("Booth %(booth)s was assigned to two holders.")),
        (
            outcome.choice == ClaimChoice.PARTS and len(rivals) > 1,
            _("Booth %(booth)s is one of the parts, and was chosen for another booth of the same holder, too."),
        ),
        (
            bool(target.blocked_reason),
            _("Booth %(booth)s is withheld from sale in this version. Relocate the holder, or release the booth."),
        ),
        (
            outcome.choice != ClaimChoice.MOVE and not becomes_target,
            _(
                "Booth %(booth)s is not part of the holder's former booth. To move the holder there, "
                "relocate the holder."
            ),
        ),
        (
            outcome.choice == ClaimChoice.KEEP and not is_same_area,
            _("The area of booth %(booth)s is now %(area)s m². Let the holder accept it, or choose otherwise."),
        ),
    )
    words = {"booth": target.number, "area": area_words(target.area_sqm)}
    return next((sentence % words for applies, sentence in reasons if applies), None)


def summarize_changes(outcomes: Iterable[ClaimOutcome], booths: Mapping[int, ComparedBooth]) -> dict[str, Any]:
    """Return the changes to a holder's booths as plain JSON for a letter.

    `was` and `now` are the booths before and afterwards, each once; `difference` is in m²; `notes` are those of the
    planners. Figures are decimals as text, to be formatted for the reader.
    """
    found = list(outcomes)
    now = {booth.id: booth for f in found for booth in f.booths}
    claimed = sum((f.claim.area_sqm for f in found), Decimal(0))
    return {
        "was": [_line(booths[f.claim.booth_id], f.claim.area_sqm) for f in found],
        "now": [_line(booth, booth.area_sqm) for booth in now.values()],
        "difference": str(sum((booth.area_sqm for booth in now.values()), Decimal(0)) - claimed),
        "notes": list(dict.fromkeys(f.note for f in found if f.note)),
    }


def _line(booth: ComparedBooth, area_sqm: Decimal) -> dict[str, Any]:
    return {"number": booth.number, "area": str(area_sqm), "kind": booth.kind.value, "open_sides": booth.open_sides}
