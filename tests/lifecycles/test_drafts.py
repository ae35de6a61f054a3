"""Any sequence of edits of a draft, by two planners who undo and redo as they like.

After every step: the booths fill exactly the floor they filled at first, none overlap, numbers are unique, and the
booths that come from a booth of the published plan lie on the floor that it had, moved with them. In the end, all that
is undone leaves the draft as it was opened.
"""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
import shapely
from django.db import transaction
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError
from pavilions.drawings.geometry import Ring, apart_from_first, overlaps, polygon
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.drafts.operations.plan_edits import edit_draft, redo_edit, undo_edit
from pavilions.states import OrganizerRole
from tests.factories import NOON, organizer
from tests.pavilions.floor.floors import draft_of, edit_of, row_of

EXPECTED = {
    "booths_overlap",
    "changed_meanwhile",
    "merge_apart",
    "merge_hole",
    "merge_too_few",
    "nothing_to_redo",
    "nothing_to_undo",
    "number_used_twice",
    "outside_hall",
    "ring_too_small",
    "ring_too_thin",
    "split_area_too_large",
    "split_falls_apart",
    "split_line_misses",
}
"""Why a step may be refused; a step that is refused changes nothing."""

type Picture = list[tuple[object, ...]]
places = st.integers(0, 11)
planners = st.sampled_from([0, 1])


ROUNDING_SQUARE_CM = 250
"""By how much a cut through a slanting wall may change an area: half of 0.71 cm along 7 m."""


class Drafting(RuleBasedStateMachine):
    """Two rows of four booths back to back, and two planners."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.plan: FloorPlan = draft_of({**row_of(4, top=1000), **row_of(4, top=1300, prefix="B")})
        self.people: list[User] = [organizer(OrganizerRole.FLOOR_PLANNER) for _person in range(2)]
        self.area, self.slack = self.filled(), 0
        self.opened = self.picture()
        self.ancestors = set(Booth.objects.filter(plan=self.plan.base).values_list("pk", flat=True))

    def teardown(self) -> None:
        try:
            self.undo_everything()
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def booth(self, place: int) -> Booth:
        booths = list(self.plan.booths.order_by("pk"))
        return booths[place % len(booths)]

    def filled(self) -> int:
        return sum(round(polygon(booth.ring).area) for booth in self.plan.booths.all())

    def picture(self) -> Picture:
        """Everything but revisions."""
        return [
            (
                *[getattr(booth, name) for name in ("pk", "number", "ring", "area_sqm", "open_sides", "kind", "core")],
                *[getattr(booth, name) for name in ("allotment_id", "label_x", "label_y", "blocked_reason")],
                tuple(sorted(booth.ancestors.values_list("pk", flat=True))),
            )
            for booth in self.plan.booths.order_by("pk")
        ]

    def allow_for_slants(self, rings: list[Ring]) -> None:
        walls = [(start, end) for ring in rings for start, end in pairwise([*ring, ring[0]])]
        slanting = sum(start[0] != end[0] and start[1] != end[1] for start, end in walls)
        self.slack += slanting * ROUNDING_SQUARE_CM

    def attempt(self, who: int, of_kind: str, **values: Any) -> None:
        """The edit, made; or refused for a reason we know, with everything left as it was."""
        before = self.picture()
        try:
            edit_draft(self.plan.pk, edit_of(self.plan, of_kind, **values), actor=self.people[who], at=NOON)
            event(of_kind)
        except DomainError as refusal:
            event(f"{of_kind} {refusal.code}")
            assert refusal.code in EXPECTED, refusal.code  # noqa: PT017
            assert self.picture() == before

    @rule(who=planners, place=places, parts=st.integers(2, 4), direction=st.sampled_from(["across", "along"]))
    def split_in_parts(self, who: int, place: int, parts: int, direction: str) -> None:
        booth = self.booth(place)
        self.allow_for_slants([booth.ring] * (parts - 1))
        self.attempt(who, "split", id=booth.pk, parts=parts, direction=direction)

    @rule(who=planners, place=places, share=st.integers(1, 9))
    def split_off(self, who: int, place: int, share: int) -> None:
        booth = self.booth(place)
        self.allow_for_slants([booth.ring])
        area = (booth.area_sqm * share / 10).quantize(Decimal("0.01"))
        self.attempt(who, "split", id=booth.pk, area_sqm=str(area))

    @rule(who=planners, place=places, at=st.integers(0, 300), to=st.integers(0, 300))
    def split_by_line(self, who: int, place: int, at: int, to: int) -> None:
        booth = self.booth(place)
        self.allow_for_slants([booth.ring])
        left, top, _right, bottom = polygon(booth.ring).bounds
        line = ((int(left) + at, int(top) - 5), (int(left) + to, int(bottom) + 5))
        self.attempt(who, "split", id=booth.pk, line=line)

    @rule(who=planners, place=places, beside=st.lists(places, min_size=1, max_size=3))
    def merge(self, who: int, place: int, beside: list[int]) -> None:
        """A booth and some that stand beside it; or, where none does, some others."""
        first = self.booth(place)
        others = self.plan.booths.exclude(pk=first.pk).order_by("pk")
        if not others:
            return
        near = [other for other in others if polygon(other.ring).distance(polygon(first.ring)) == 0] or list(others)
        booths = {booth.pk: booth.ring for booth in (first, *(near[which % len(near)] for which in beside))}
        rings = list(booths.values())
        whole = shapely.union_all([polygon(ring) for ring in rings])
        has_gaps = not isinstance(whole, shapely.Polygon) or bool(whole.interiors)
        if has_gaps and not apart_from_first(rings):
            return  # what lies between the booths would become part of them, and the area grow
        self.allow_for_slants(rings)
        self.attempt(who, "merge", ids=sorted(booths))

    @rule(who=planners, place=places, dx=st.integers(-9, 9), dy=st.integers(-6, 6), turn=st.sampled_from([0, 90, 180]))
    def move(self, who: int, place: int, dx: int, dy: int, turn: int) -> None:
        self.attempt(who, "move", ids=[self.booth(place).pk], dx=dx * 150, dy=dy * 150, turn=turn)

    @rule(who=planners, chosen=st.sets(places, min_size=1), prefix=st.sampled_from("ABC"), start=st.integers(1, 3))
    def renumber(self, who: int, chosen: set[int], prefix: str, start: int) -> None:
        ids = sorted({self.booth(place).pk for place in chosen})
        self.attempt(who, "renumber", ids=ids, pattern={"prefix": prefix, "start": start, "direction": "snake"})

    @rule(who=planners)
    def undo(self, who: int) -> None:
        self.again(undo_edit, self.people[who])

    @rule(who=planners)
    def redo(self, who: int) -> None:
        self.again(redo_edit, self.people[who])

    @rule(who=planners, steps=st.integers(1, 4))
    def undo_and_redo(self, who: int, steps: int) -> None:
        before = self.picture()
        undone = sum(self.again(undo_edit, self.people[who]) for _step in range(steps))
        assert all(self.again(redo_edit, self.people[who]) for _step in range(undone))
        assert self.picture() == before

    def again(self, verb: Any, who: User) -> bool:
        before = self.picture()
        try:
            verb(self.plan.pk, actor=who, at=NOON)
            event(verb.__name__)
        except DomainError as refusal:
            assert refusal.code in EXPECTED, refusal.code  # noqa: PT017
            assert self.picture() == before
            return False
        return True

    @invariant()
    def area_is_kept_and_nothing_overlaps(self) -> None:
        rings = [booth.ring for booth in self.plan.booths.all()]
        assert abs(self.filled() - self.area) <= self.slack
        assert overlaps(rings) == []
        assert all(polygon(ring).is_valid for ring in rings)

    @invariant()
    def numbers_are_unique_and_every_booth_comes_from_one_that_was_there(self) -> None:
        booths = list(self.plan.booths.prefetch_related("ancestors"))
        assert len({booth.number.upper() for booth in booths}) == len(booths)
        descended = [{ancestor.pk for ancestor in booth.ancestors.all()} for booth in booths]
        assert all(descended)
        assert set.union(*descended) == self.ancestors

    @rule()
    def undo_everything(self) -> None:
        """Both undo until neither can, what was done last first: the draft is as it was opened."""
        made = self.plan.edits.filter(undone_at=None).select_related("made_by").order_by("-revision")
        while edit := made.all().first():
            assert edit.made_by is not None
            assert self.again(undo_edit, edit.made_by)
        assert self.picture() == self.opened


@pytest.mark.django_db
def test_drafts_keep_area_numbers_and_lineage_whatever_planners_do() -> None:
    run_state_machine_as_test(Drafting, settings=settings(max_examples=15, stateful_step_count=12, deadline=None))
