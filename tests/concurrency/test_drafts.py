"""Two planners edit one draft: no work is lost unnoticed. The controls go wrong without the guard."""

import time
from collections.abc import Callable
from functools import partial
from threading import Event

import pytest

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from pavilions.drawings.geometry import outside
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.drafts.operations import plan_edits
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.drafts.operations.plan_edits import edit_draft, undo_edit
from pavilions.plans.queries.plans import ring_of
from pavilions.plans.safety.operations import choose_rules
from pavilions.plans.safety.states import Measure, Severity
from pavilions.plans.venue.operations import change_hall
from pavilions.states import OrganizerRole, PlanState
from tests.concurrency.rivals import DONE, PATIENCE_SECONDS, After, Before, Wrapper, count, meeting, race, without_locks
from tests.factories import NOON, organizer
from tests.pavilions.floor.floors import draft_of, edit_of, key, published, rectangle, row_of
from tests.pavilions.safety.plans import LONG_AGO, rule_set

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

RIVALS = 4


@pytest.fixture
def plan() -> FloorPlan:
    return draft_of(row_of(3))


@pytest.fixture
def planners() -> list[User]:
    return [organizer(OrganizerRole.FLOOR_PLANNER) for _planner in range(RIVALS)]


def renaming(plan: FloorPlan, planner: User, number: str) -> Callable[[], object]:
    """An edit by somebody who has seen the draft as it is before the race."""
    edit = edit_of(plan, "set", ids=[key(plan, "A01")], blocked_reason=number)
    return partial(edit_draft, plan.pk, edit, actor=planner, at=NOON)


def test_one_of_many_who_change_a_booth_at_once_succeeds_and_the_others_are_informed(
    plan: FloorPlan, planners: list[User]
) -> None:
    outcomes = race(*(renaming(plan, planner, f"by {n}") for n, planner in enumerate(planners)))
    assert count(outcomes) == {"changed_meanwhile": RIVALS - 1, DONE: 1}
    assert plan.booths.get(number="A01").blocked_reason == f"by {outcomes.index(DONE)}"
    assert list(plan.edits.values_list("number", "revision")) == [(1, 1)]


def test_without_comparing_revisions_work_is_lost(
    plan: FloorPlan, planners: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: all succeed, and the work of all but the last is lost."""
    monkeypatch.setattr(plan_edits, "require_seen_items", lambda *_seen: None)
    outcomes = race(*(renaming(plan, planner, f"by {n}") for n, planner in enumerate(planners)))
    assert count(outcomes) == {DONE: RIVALS}
    assert plan.edits.count() == RIVALS


def drawing(plan: FloorPlan, planners: list[User], *, apart_cm: int) -> list[Callable[[], object]]:
    """An edit by each planner, who draw beside one another."""
    return [
        partial(
            edit_draft,
            plan.pk,
            edit_of(plan, "draw", booths=[{"ring": rectangle(apart_cm * n, 2_000), "number": f"N{n}"}]),
            actor=planner,
            at=NOON,
        )
        for n, planner in enumerate(planners)
    ]


def test_edits_of_different_booths_at_once_all_succeed(plan: FloorPlan, planners: list[User]) -> None:
    outcomes = race(*drawing(plan, planners, apart_cm=400))
    plan.refresh_from_db()
    assert (count(outcomes), plan.revision, plan.booths.count()) == ({DONE: RIVALS}, RIVALS, 3 + RIVALS)


def test_control_without_the_lock_revisions_are_lost(plan: FloorPlan, planners: list[User]) -> None:
    """Several edits make the same revision, so a browser that has seen it never asks for the other ones."""
    writing = Before(r'(INSERT INTO|UPDATE) "?pavilions_', meeting(RIVALS))
    race(*drawing(plan, planners, apart_cm=400), wrappers=[without_locks, writing])
    plan.refresh_from_db()
    assert plan.revision < RIVALS


def test_booths_drawn_on_one_place_at_once_never_overlap(plan: FloorPlan, planners: list[User]) -> None:
    outcomes = race(*drawing(plan, planners, apart_cm=0))
    assert count(outcomes) == {"booths_overlap": RIVALS - 1, DONE: 1}


def test_one_undo_takes_back_one_edit(plan: FloorPlan, planners: list[User]) -> None:
    renaming(plan, planners[0], "once")()
    outcomes = race(*[partial(undo_edit, plan.pk, actor=planners[0], at=NOON)] * 2)
    assert count(outcomes) == {DONE: 1, "nothing_to_undo": 1}


def test_those_who_open_a_draft_at_once_open_the_same(planners: list[User]) -> None:
    base = published(row_of(2))
    outcomes = race(
        *(partial(open_draft, base.edition_id, base.hall_id, actor=planner, at=NOON) for planner in planners)
    )
    assert count(outcomes) == {DONE: RIVALS}
    assert FloorPlan.objects.filter(state=PlanState.DRAFT).count() == 1


def shrinking(plan: FloorPlan) -> Callable[[], object]:
    """The hall becomes 50 × 50 m."""
    outline = [[0, 0], [5_000, 0], [5_000, 5_000], [0, 5_000]]
    return partial(change_hall, plan.hall_id, {"outline": outline, "gross_area_sqm": 2_500}, actor=SYSTEM, at=NOON)


WRITING_THE_HALL = r'UPDATE "?pavilions_hall"?'


def test_edit_that_waits_for_a_new_outline_is_judged_by_it(plan: FloorPlan, planners: list[User]) -> None:
    (drawn,) = drawing(plan, planners[:1], apart_cm=0)
    beyond = edit_of(plan, "draw", booths=[{"ring": rectangle(8_000, 2_000), "number": "N9"}])
    written = Event()

    def draw_meanwhile() -> object:
        written.wait(PATIENCE_SECONDS)
        return edit_draft(plan.pk, beyond, actor=planners[0], at=NOON)

    def let_the_edit_come() -> None:
        written.set()
        time.sleep(0.5)  # it waits for the lock on the draft by then, or comes later: refused either way

    outcomes = race(shrinking(plan), draw_meanwhile, wrappers=[Before(WRITING_THE_HALL, let_the_edit_come)])
    assert outcomes == [DONE, "outside_hall"]
    assert race(drawn) == [DONE]


def test_control_without_locks_a_booth_is_left_outside_the_hall(plan: FloorPlan, planners: list[User]) -> None:
    beyond = edit_of(plan, "draw", booths=[{"ring": rectangle(8_000, 2_000), "number": "N9"}])
    together = Before(rf'{WRITING_THE_HALL}|INSERT INTO "?pavilions_booth"?', meeting(2))
    edit = partial(edit_draft, plan.pk, beyond, actor=planners[0], at=NOON)
    assert race(shrinking(plan), edit, wrappers=[without_locks, together]) == [DONE, DONE]
    plan.hall.refresh_from_db()
    assert outside(ring_of(plan.hall.outline), [plan.booths.get(number="N9").ring]) == [0]


def opened_while_rules_change(patience: float, *wrappers: Wrapper) -> list[int]:
    """Open sides of a draft that has read the rules of the hall when they are changed; 2 m are an aisle before."""
    base = published({"A1": rectangle(2_000, 2_000), "B1": rectangle(2_000, 2_500)})
    rules, read, chosen = rule_set((Measure.AISLE_WIDTH, "3", Severity.MANDATORY)), Event(), Event()

    def choose() -> None:
        read.wait(PATIENCE_SECONDS)
        choose_rules(base.hall_id, rules.pk, valid_from=LONG_AGO, is_sprinklered=False, actor=SYSTEM, at=NOON)
        chosen.set()

    def let_the_rules_change() -> None:
        read.set()
        chosen.wait(patience)

    reading = After('FROM "pavilions_hallrules" LEFT', let_the_rules_change)
    opening = partial(open_draft, base.edition_id, base.hall_id, actor=SYSTEM, at=NOON)
    assert race(opening, choose, wrappers=[*wrappers, reading]) == [DONE, DONE]
    draft = FloorPlan.objects.get(state=PlanState.DRAFT)
    return list(draft.booths.order_by("number").values_list("open_sides", flat=True))


def test_draft_opened_while_rules_change_counts_by_the_new_ones() -> None:
    assert opened_while_rules_change(0.5) == [3, 3]


def test_control_without_locks_it_counts_by_the_old_ones() -> None:
    assert opened_while_rules_change(PATIENCE_SECONDS, without_locks) == [4, 4]
