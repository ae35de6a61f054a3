"""What is different between two versions, and what that means for those who hold space. No database."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

import pytest

from pavilions.drawings.geometry import Ring, area_sqm
from pavilions.plans.publishing.comparison import (
    ChangeKind,
    ClaimChoice,
    ClaimOutcome,
    ComparedBooth,
    ComparedObstruction,
    ComparedPlan,
    Decided,
    LiveClaim,
    Outcome,
    compare,
    kinship,
    outcomes_of,
)
from pavilions.states import BoothKind, ClaimState, ObstructionKind


def square(left: int, top: int, width: int = 300, depth: int = 300) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))


def booth(pk: int, number: str, ring: Ring) -> ComparedBooth:
    return ComparedBooth(pk, number, ring, area_sqm(ring), 2, BoothKind.RAW, 1)


A1 = booth(1, "A1", square(0, 0))
COPY = replace(A1, id=11)


def kinds_of(old: ComparedBooth, new: ComparedBooth) -> set[str]:
    kin = {new.id: frozenset({old.id})}
    changes = compare(ComparedPlan((old,)), ComparedPlan((new,)), kin).changes
    return {kind.value for change in changes for kind in change.kinds}


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        (COPY, set()),
        (replace(COPY, number="B1"), {"renumbered"}),
        (replace(COPY, ring=square(100, 0)), {"moved"}),
        (replace(COPY, ring=square(0, 0, 300, 600), area_sqm=Decimal(18)), {"resized"}),
        (replace(COPY, ring=square(5000, 0, 300, 600), area_sqm=Decimal(18)), {"moved", "resized"}),
        (replace(COPY, ring=square(0, 0, 100, 900)), {"reshaped"}),
        (replace(COPY, area_sqm=Decimal(10)), {"area"}),
        (replace(COPY, kind=BoothKind.SHELL), {"kind"}),
        (replace(COPY, allotment_id=2), {"sector"}),
        (replace(COPY, open_sides=3), {"sides"}),
        (replace(COPY, blocked_reason="Sight line"), {"withheld"}),
    ],
)
def test_one_booth_and_what_it_became(after: ComparedBooth, kinds: set[str]) -> None:
    assert kinds_of(A1, after) == kinds


def test_nothing_is_different_between_a_version_and_itself() -> None:
    parts = replace(COPY, ring=square(0, 0, 150)), replace(COPY, id=12, number="A2", ring=square(150, 0, 150))
    plan = ComparedPlan(parts, (ComparedObstruction(ObstructionKind.COLUMN, square(900, 900), 0),))
    comparison = compare(plan, plan, kinship(plan.booths, plan.booths, {11: [A1.id], 12: [A1.id]}))
    assert (comparison.is_empty, comparison.unchanged) == (True, {part.id: part for part in parts})
    assert compare(plan, plan, {}).is_empty


def test_added_gone_split_merged_and_obstructions() -> None:
    a2, a3 = booth(2, "A2", square(400, 0)), booth(3, "A3", square(800, 0))
    part, rest = booth(12, "A1a", square(0, 0, 150)), booth(13, "A1b", square(150, 0, 150))
    whole, new = booth(14, "A2", square(400, 0, 700)), booth(15, "N1", square(0, 900))
    gone = booth(4, "A4", square(1200, 0))
    column = ComparedObstruction(ObstructionKind.COLUMN, square(50, 2000, 50, 50), 0)
    kin = {12: frozenset({1}), 13: frozenset({1}), 14: frozenset({2, 3})}
    found = compare(ComparedPlan((A1, a2, a3, gone), (column,)), ComparedPlan((part, rest, whole, new)), kin)
    assert {kind.value: count for kind, count in found.counts.items()} == {
        "added": 1,
        "gone": 1,
        "split": 1,
        "merged": 1,
    }
    assert (found.obstructions_added, found.obstructions_gone) == ((), (column,))
    assert found.area_after - found.area_before == sum((c.area_difference for c in found.changes), Decimal(0))


def test_kin_over_three_versions_in_both_directions() -> None:
    first, third = [A1], [booth(21, "C1", square(0, 0, 150)), booth(22, "C2", square(150, 0, 150))]
    parents = {11: [1], 21: [11], 22: [11]}
    assert kinship(first, third, parents) == {21: frozenset({1}), 22: frozenset({1})}
    assert kinship(third, first, parents) == {1: frozenset({21, 22})}


def test_drafts_of_one_version_are_cousins_and_parts_of_one_shape_the_same() -> None:
    ours = [booth(11, "A1", square(0, 0, 150)), booth(12, "A2", square(150, 0, 150))]
    theirs = [booth(21, "B1", square(0, 0, 150)), booth(22, "B2", square(150, 0, 150))]
    parents = {11: [1], 12: [1], 21: [1], 22: [1]}
    assert kinship(ours, theirs, parents) == {21: frozenset({11}), 22: frozenset({12})}


def test_versions_that_know_nothing_of_one_another_have_no_kin() -> None:
    assert kinship([A1], [COPY], {}) == {}


def claim(pk: int, booth_id: int, holder: int = 1, area: int = 9) -> LiveClaim:
    return LiveClaim(pk, holder, booth_id, 1, Decimal(area), ClaimState.RESERVED)


def outcomes(
    before: Collection[ComparedBooth],
    after: Collection[ComparedBooth],
    kin: dict[int, frozenset[int]],
    claims: list[LiveClaim],
    decisions: dict[int, Decided],
) -> list[Outcome | str]:
    plan = ComparedPlan(tuple(after))
    settled = outcomes_of(claims, compare(ComparedPlan(tuple(before)), plan, kin), plan, decisions)
    return [each.outcome if isinstance(each, ClaimOutcome) else str(each.why) for each in settled]


def test_claim_to_what_stays_stays_whatever_was_decided() -> None:
    decided = {7: Decided(ClaimChoice.RELEASE)}
    assert outcomes([A1], [COPY], {11: frozenset({1})}, [claim(7, 1)], decided) == [Outcome.STAYS]


def test_claim_to_what_changes_needs_a_decision_that_fits() -> None:
    larger, kin = replace(COPY, ring=square(0, 0, 600), area_sqm=Decimal(18)), {11: frozenset({1})}
    stray = booth(30, "Z1", square(9000, 0))
    of = {
        None: "No decision has been made yet.",
        Decided(ClaimChoice.RESIZE, 11): Outcome.REPLACED,
        Decided(
            ClaimChoice.RESIZE, 11, target_revision=4
        ): "The booth chosen for this holder has changed since. Check it again.",
        Decided(
            ClaimChoice.RESIZE, 99
        ): "The booth chosen for this holder is no longer on the plan. Choose another one.",
        Decided(ClaimChoice.MOVE, 30): Outcome.CARRIED,
        Decided(ClaimChoice.KEEP, 30): (
            "Booth Z1 is not part of the holder's former booth. To move the holder there, relocate the holder."
        ),
        Decided(ClaimChoice.RELEASE): Outcome.RELEASED,
    }
    found = {
        decided: outcomes([A1], [larger, stray], kin, [claim(7, 1)], {7: decided} if decided else {})[0]
        for decided in of
    }
    assert found == of


def test_several_claims_of_one_holder_join_and_those_of_two_do_not() -> None:
    a2, whole = booth(2, "A2", square(300, 0)), booth(12, "A1", square(0, 0, 600))
    kin = {12: frozenset({1, 2})}
    decided = {pk: Decided(ClaimChoice.KEEP, 12) for pk in (7, 8)}
    together = outcomes([A1, a2], [whole], kin, [claim(7, 1), claim(8, 2)], decided)
    assert together == [Outcome.REPLACED, Outcome.JOINED]
    apart = outcomes([A1, a2], [whole], kin, [claim(7, 1), claim(8, 2, holder=2)], decided)
    assert apart == ["Booth A1 was assigned to two holders."] * 2


def test_kinds_are_listed_in_a_fixed_order() -> None:
    kin = {11: frozenset({1})}
    after = replace(COPY, number="B1", ring=square(5000, 0, 600), area_sqm=Decimal(18))
    (change,) = compare(ComparedPlan((A1,)), ComparedPlan((after,)), kin).changes
    assert change.ordered_kinds == (ChangeKind.MOVED, ChangeKind.RESIZED, ChangeKind.RENUMBERED)
