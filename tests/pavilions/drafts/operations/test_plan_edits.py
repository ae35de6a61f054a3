"""One edit of each kind: what it writes, and what refuses it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, NotAllowed
from pavilions.drawings.geometry import area_sqm, turned
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.plans.drafts.edits import EDIT, EditRefused
from pavilions.plans.drafts.models import PlanEdit
from pavilions.plans.drafts.operations.drafts import ObstructionDrawing
from pavilions.plans.drafts.operations.plan_edits import ChangedMeanwhile, EditMade, edit_draft, redo_edit, undo_edit
from pavilions.plans.drafts.queries.draft_contents import problems_as_json
from pavilions.states import ObstructionKind, OrganizerRole
from tests.factories import NOON, organizer
from tests.lasting_rows import Keep, LastingWorld
from tests.pavilions.claims import holder_of
from tests.pavilions.floor.floors import booth, draft_of, edit_of, key, rectangle, row_of, seen

pytestmark = pytest.mark.django_db

COLUMN = ObstructionDrawing(ObstructionKind.COLUMN, rectangle(1000, 1000, 50, 50), clearance_cm=20)


@pytest.fixture
def planner() -> User:
    return organizer(OrganizerRole.FLOOR_PLANNER)


@pytest.fixture(scope="module")
def lasting(keep: Keep) -> LastingWorld[FloorPlan]:
    return keep(lambda: draft_of(row_of(4), COLUMN))


@pytest.fixture
def plan(lasting: LastingWorld[FloorPlan], db: None, settings: Settings, tmp_path: Path) -> FloorPlan:
    return lasting.for_a_test(settings, tmp_path)


def edit(plan: FloorPlan, planner: User, of_kind: str, /, **values: Any) -> EditMade:
    return edit_draft(plan.pk, edit_of(plan, of_kind, **values), actor=planner, at=NOON)


def refusal(plan: FloorPlan, planner: User, of_kind: str, /, **values: Any) -> tuple[str, str | None, tuple[str, ...]]:
    """Code, field and numbers of the first problem; nothing has changed."""
    before = list(plan.booths.order_by("pk").values()), PlanEdit.objects.count()
    with pytest.raises(EditRefused) as caught:
        edit(plan, planner, of_kind, **values)
    assert (list(plan.booths.order_by("pk").values()), PlanEdit.objects.count()) == before
    first = problems_as_json(caught.value.problems)[0]
    assert first["message"]
    return caught.value.code, caught.value.field, first["numbers"]


def numbers(plan: FloorPlan) -> list[str]:
    return list(plan.booths.order_by("number").values_list("number", flat=True))


def lineage(plan: FloorPlan, number: str) -> list[str]:
    return list(booth(plan, number).ancestors.order_by("number").values_list("number", flat=True))


def test_drawn_booth_has_all_that_follows_from_its_ring(plan: FloorPlan, planner: User) -> None:
    edit(plan, planner, "draw", booths=[{"ring": rectangle(0, 2000, 600), "number": "N1", "kind": "shell"}])
    new = booth(plan, "N1")
    assert (new.area_sqm, new.open_sides, new.kind, new.label_x, new.label_y) == (Decimal(18), 3, "shell", 300, 2150)
    assert (new.allotment, new.revision, lineage(plan, "N1")) == (booth(plan, "A01").allotment, 1, [])


@pytest.mark.parametrize(
    ("ring", "number", "expected"),
    [
        (rectangle(990, 990, 70, 65), "N1", ("on_obstruction", None, ("N1",))),
        (rectangle(1060, 1000), "N1", ("on_obstruction", None, ("N1",))),
        (rectangle(-10, 2000), "N1", ("outside_hall", None, ("N1",))),
        (rectangle(99_900, 2000), "N1", ("ring_out_of_reach", "booths.0.ring", ("N1",))),
        (rectangle(100, 100), "N1", ("booths_overlap", None, ("N1", "A01"))),
        (rectangle(0, 2000), "a01", ("number_used_twice", None, ("A01",))),
        (rectangle(0, 2000), "", ("booth_number_odd", None, ("",))),
        (rectangle(0, 2000), "N" * 21, ("booth_number_too_long", None, ("N" * 21,))),
        (rectangle(0, 2000, 40, 40), "N1", ("ring_too_small", "booths.0.ring", ("N1",))),
        (rectangle(0, 2000, 3, 2000), "N1", ("ring_too_thin", None, ("N1",))),
        (((0, 2000), (300, 2300), (300, 2000), (0, 2300)), "N1", ("ring_crossed", "booths.0.ring", ("N1",))),
        (((0, 2000), (300, 2000)), "N1", ("ring_empty", "booths.0.ring", ("N1",))),
        (rectangle(200_000, 0), "N1", ("ring_out_of_reach", "booths.0.ring", ("N1",))),
    ],
)
def test_booths_that_cannot_be_there_are_refused_in_words(
    plan: FloorPlan, planner: User, ring: object, number: str, expected: object
) -> None:
    assert refusal(plan, planner, "draw", booths=[{"ring": ring, "number": number}]) == expected


def test_booths_drawn_together_are_judged_together(plan: FloorPlan, planner: User) -> None:
    both = [{"ring": rectangle(0, 2000), "number": "N1"}, {"ring": rectangle(100, 2000), "number": "N2"}]
    assert refusal(plan, planner, "draw", booths=both) == ("booths_overlap", None, ("N1", "N2"))


def test_array_of_rows_with_an_aisle(plan: FloorPlan, planner: User) -> None:
    made = edit(
        plan, planner, "array", origin=(0, 2000), width=300, depth=300, rows=3, columns=2, aisle_every=2, aisle=400,
        number={"row_letter": "B"},
    )  # fmt: skip
    drawn = Booth.objects.filter(pk__in=made.booths).order_by("number")
    assert {b.number: (b.label_y, b.open_sides) for b in drawn} == {
        "B01": (2150, 1),
        "B02": (2150, 2),
        "C01": (2450, 1),
        "C02": (2450, 2),
        "D01": (3150, 2),
        "D02": (3150, 3),
    }


def test_array_leaves_out_places_that_are_taken_if_asked(plan: FloorPlan, planner: User) -> None:
    places = {"origin": (700, 300), "width": 300, "depth": 300, "rows": 1, "columns": 3, "number": {"prefix": "N"}}
    assert refusal(plan, planner, "array", **places | {"origin": (0, 0)})[0] == "booths_overlap"
    assert refusal(plan, planner, "array", **places | {"origin": (-9_000, 0)}, skip=True)[0] == "no_room"
    assert refusal(plan, planner, "array", **places | {"rows": 2_000})[0] == "too_many_items"
    edit(plan, planner, "array", **places | {"origin": (900, 900)}, skip=True)
    assert numbers(plan) == ["A01", "A02", "A03", "A04", "N01", "N02"]


def test_several_booths_change_places_in_one_edit(plan: FloorPlan, planner: User) -> None:
    swapped = [
        {"id": key(plan, "A01"), "ring": rectangle(300, 0)},
        {"id": key(plan, "A02"), "ring": rectangle(0, 0)},
    ]
    edit(plan, planner, "reshape", booths=swapped)
    assert (booth(plan, "A01").label_x, booth(plan, "A02").label_x) == (450, 150)
    assert lineage(plan, "A01") == ["A01"]


def test_open_sides_of_neighbours_follow_and_their_revision_stays(plan: FloorPlan, planner: User) -> None:
    made = edit(plan, planner, "remove", ids=[key(plan, "A02")])
    assert made.booths == {key(plan, "A01"), key(plan, "A03")}
    assert [(booth(plan, n).open_sides, booth(plan, n).revision) for n in ("A01", "A03", "A04")] == [
        (2, 0),
        (2, 0),
        (2, 0),
    ]


def test_moving_by_figures_turns_all_together(plan: FloorPlan, planner: User) -> None:
    ids = [key(plan, "A03"), key(plan, "A04")]
    edit(plan, planner, "move", ids=ids, dx=2000, dy=2000, turn=90)
    assert (booth(plan, "A03").ring, booth(plan, "A04").ring) == (rectangle(2750, 1850), rectangle(2750, 2150))
    assert refusal(plan, planner, "move", dx=1) == ("nothing_chosen", "booths", ())


def test_turned_booth_keeps_its_area_and_a_resized_one_has_what_is_drawn(plan: FloorPlan, planner: User) -> None:
    pk = key(plan, "A04")
    (turn,) = turned([rectangle(2000, 2000)], 15)
    assert area_sqm(turn) != Decimal(9)
    edit(plan, planner, "reshape", booths=[{"id": pk, "ring": turn}])
    assert (booth(plan, "A04").area_sqm, booth(plan, "A04").ring) == (Decimal("9.00"), turn)
    edit(plan, planner, "move", ids=[pk], dx=10, turn=30)
    assert (booth(plan, "A04").area_sqm, booth(plan, "A04").stated_area_sqm) == (Decimal("9.00"), Decimal("9.00"))
    edit(plan, planner, "reshape", booths=[{"id": pk, "ring": rectangle(2000, 2000, 301, 300)}])
    assert booth(plan, "A04").area_sqm == Decimal("9.00")  # turned back, with a corner rounded another way
    edit(plan, planner, "reshape", booths=[{"id": pk, "ring": rectangle(2000, 2000, 302, 300)}])
    assert (booth(plan, "A04").area_sqm, booth(plan, "A04").stated_area_sqm) == (Decimal("9.06"), None)


def test_booth_is_drawn_anew_with_all_that_it_had(plan: FloorPlan, planner: User) -> None:
    item = {"ring": rectangle(0, 2000), "number": "N1", "blocked_reason": "kept for press", "open_sides_override": 2}
    edit(plan, planner, "draw", booths=[item])
    assert (booth(plan, "N1").blocked_reason, booth(plan, "N1").open_sides_override) == ("kept for press", 2)
    other = item | {"ring": rectangle(900, 2000), "number": "N2", "blocked_reason": "two\nlines"}
    assert refusal(plan, planner, "draw", booths=[other])[:2] == ("reason_odd", "blocked_reason")


def test_stated_area_holds_until_the_drawn_area_changes(plan: FloorPlan, planner: User) -> None:
    Booth.objects.filter(pk=(pk := key(plan, "A04"))).update(stated_area_sqm=Decimal("9.5"), area_sqm=Decimal("9.5"))
    edit(plan, planner, "move", ids=[pk], dx=500)
    assert (booth(plan, "A04").area_sqm, booth(plan, "A04").stated_area_sqm) == (Decimal("9.50"), Decimal("9.50"))
    edit(plan, planner, "reshape", booths=[{"id": pk, "ring": rectangle(2000, 0, 600)}])
    assert (booth(plan, "A04").area_sqm, booth(plan, "A04").stated_area_sqm) == (Decimal("18.00"), None)


def test_copies_come_from_no_booth_of_the_version_before(plan: FloorPlan, planner: User) -> None:
    ids = [key(plan, "A01"), key(plan, "A02")]
    edit(plan, planner, "duplicate", ids=ids, dx=0, dy=2000, times=2, number={"prefix": "C"})
    assert {n: booth(plan, n).ring[0] for n in ("C01", "C04")} == {"C01": (0, 2000), "C04": (300, 4000)}
    assert lineage(plan, "C01") == []


def test_split_parts_share_their_ancestors(plan: FloorPlan, planner: User) -> None:
    original = key(plan, "A02")
    edit(plan, planner, "split", id=original, parts=3)
    assert numbers(plan) == ["A01", "A02", "A02a", "A02b", "A03", "A04"]
    assert (key(plan, "A02"), lineage(plan, "A02b")) == (original, ["A02"])
    assert sum(b.area_sqm for b in plan.booths.filter(number__startswith="A02")) == Decimal(9)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"line": ((5000, 0), (5000, 300))}, ("split_line_misses", "line", ("A02",))),
        ({"parts": 1}, ("split_parts_number", "parts", ("A02",))),
        ({"area_sqm": "9"}, ("split_area_too_large", "area_sqm", ("A02",))),
        ({}, ("split_how", "line", ())),
        ({"parts": 2, "area_sqm": "3"}, ("split_how", "line", ())),
        ({"parts": 2, "numbers": ["X1"]}, ("split_numbers_count", "numbers", ())),
        ({"parts": 2, "numbers": ["X1", "A01"]}, ("number_used_twice", None, ("A01",))),
    ],
)
def test_splits_that_cannot_be_are_refused(plan: FloorPlan, planner: User, how: Any, expected: object) -> None:
    assert refusal(plan, planner, "split", id=key(plan, "A02"), **how) == expected


def test_merged_booth_has_the_first_number_and_all_ancestors(plan: FloorPlan, planner: User) -> None:
    kept = key(plan, "A02")
    made = edit(plan, planner, "merge", ids=[key(plan, "A03"), kept])
    assert (set(made.booths), numbers(plan)) == ({kept}, ["A01", "A02", "A04"])
    assert (booth(plan, "A02").area_sqm, lineage(plan, "A02")) == (Decimal(18), ["A02", "A03"])


def test_merges_that_cannot_be_are_refused(plan: FloorPlan, planner: User) -> None:
    edit(plan, planner, "draw", booths=[{"ring": rectangle(1200, 300), "number": "C1"}])
    ids = [key(plan, "A04"), key(plan, "C1")]
    assert refusal(plan, planner, "merge", ids=ids) == ("merge_apart", "ids", ("C1",))
    assert refusal(plan, planner, "merge", ids=ids[:1]) == ("merge_too_few", "ids", ())


def test_booths_of_one_holder_merge_and_those_of_two_do_not(plan: FloorPlan, planner: User) -> None:
    base = plan.base
    assert base is not None
    for numbers_held in (["A01", "A02"], ["A03"]):
        holder_of(*base.booths.filter(number__in=numbers_held))
    assert refusal(plan, planner, "merge", ids=[key(plan, "A02"), key(plan, "A03")]) == (
        "merge_holders_differ",
        "ids",
        ("A02", "A03"),
    )
    edit(plan, planner, "merge", ids=[key(plan, "A01"), key(plan, "A02")])
    edit(plan, planner, "remove", ids=[key(plan, "A03")])  # publishing asks what becomes of its holder
    assert numbers(plan) == ["A01", "A04"]


def test_numbers_may_change_places(plan: FloorPlan, planner: User) -> None:
    before = [key(plan, number) for number in ("A01", "A02", "A03", "A04")]
    edit(plan, planner, "renumber", ids=before, pattern={"prefix": "A", "start": 2, "direction": "left"})
    assert [key(plan, number) for number in ("A05", "A04", "A03", "A02")] == before
    edit(plan, planner, "draw", booths=[{"ring": rectangle(0, 2000), "number": "A01"}])
    assert refusal(plan, planner, "renumber", ids=before, pattern={"prefix": "A"}) == (
        "number_used_twice",
        None,
        ("A01",),
    )


def test_details_are_set_one_by_one(plan: FloorPlan, planner: User) -> None:
    ids = [key(plan, "A01"), key(plan, "A02")]
    edit(plan, planner, "set", ids=ids, kind="shell", open_sides_override=3, blocked_reason="Sight line")
    edit(plan, planner, "set", ids=ids[:1], number="Z1", open_sides_override=None)
    assert [(b.number, b.kind, b.sides, b.blocked_reason) for b in plan.booths.filter(pk__in=ids).order_by("pk")] == [
        ("Z1", "shell", 1, "Sight line"),
        ("A02", "shell", 3, "Sight line"),
    ]
    assert refusal(plan, planner, "set", ids=ids, number="Z2")[:2] == ("number_used_twice", "number")
    assert refusal(plan, planner, "set", ids=ids, allotment=999_999)[:2] == ("allotment_unknown", "allotment")
    assert refusal(plan, planner, "set", ids=ids, blocked_reason="a\x00b")[:2] == ("reason_odd", "blocked_reason")


def test_obstructions_are_drawn_changed_and_removed(plan: FloorPlan, planner: User) -> None:
    column = plan.obstructions.get()
    assert refusal(plan, planner, "obstruct", obstructions=[{"kind": "duct", "ring": rectangle(290, 100, 30, 30)}]) == (
        "on_obstruction",
        None,
        ("A01",),
    )
    assert refusal(plan, planner, "set_obstructions", ids=[column.pk], clearance_cm=900)[0] == "on_obstruction"
    edit(plan, planner, "set_obstructions", ids=[column.pk], clearance_cm=0, kind="duct")
    edit(plan, planner, "reshape", obstructions=[{"id": column.pk, "ring": rectangle(2000, 2000, 60, 60)}])
    column.refresh_from_db()
    assert (column.kind, column.clearance_cm, column.ring[0], column.revision) == ("duct", 0, (2000, 2000), 2)
    edit(plan, planner, "remove", obstructions=[column.pk])
    assert list(Obstruction.objects.filter(plan=plan)) == []
    assert refusal(plan, planner, "remove")[0] == "nothing_chosen"


def usable(plan: FloorPlan) -> dict[str, Decimal]:
    return {each.number: each.usable_sqm for each in plan.booths.order_by("number")}


def test_booths_stand_around_columns_and_say_what_is_usable(plan: FloorPlan, planner: User) -> None:
    """In A01 and half in A02; it is moved, removed and brought back, and what is sold stays 9 m²."""
    made = edit(
        plan,
        planner,
        "obstruct",
        obstructions=[{"kind": "column", "ring": rectangle(250, 100, 100, 80), "clearance_cm": 60}],
    )
    column = plan.obstructions.latest("pk")
    nine = Decimal(9)
    assert usable(plan) == {"A01": Decimal("8.60"), "A02": Decimal("8.60"), "A03": nine, "A04": nine}
    assert made.booths == {key(plan, "A01"), key(plan, "A02")}
    edit(plan, planner, "reshape", obstructions=[{"id": column.pk, "ring": rectangle(100, 100, 100, 80)}])
    assert usable(plan) == {"A01": Decimal("8.20"), "A02": nine, "A03": nine, "A04": nine}
    edit(plan, planner, "move", ids=[key(plan, "A04")], dx=400)
    edit(plan, planner, "remove", obstructions=[column.pk])
    assert set(usable(plan).values()) == {nine}
    undo_edit(plan.pk, actor=planner, at=NOON)
    assert usable(plan)["A01"] == Decimal("8.20")
    edit(plan, planner, "set", ids=[key(plan, "A01")], kind="shell")
    assert (booth(plan, "A01").area_sqm, booth(plan, "A01").usable_sqm) == (nine, Decimal("8.20"))
    edit(plan, planner, "move", ids=[key(plan, "A01")], dy=1000)
    assert usable(plan)["A01"] == nine


def test_a_booth_drawn_around_a_column_needs_no_clearance(plan: FloorPlan, planner: User) -> None:
    edit(plan, planner, "draw", booths=[{"ring": rectangle(900, 900), "number": "N1"}])
    assert usable(plan)["N1"] == Decimal("8.75")
    edit(plan, planner, "draw", booths=[{"ring": rectangle(900, 1200), "number": "N2"}])
    column = plan.obstructions.get()
    edit(plan, planner, "set_obstructions", ids=[column.pk], clearance_cm=900)
    assert refusal(plan, planner, "set_obstructions", ids=[column.pk], kind="wall")[0] == "on_obstruction"


def test_what_is_only_shown_may_lie_under_booths(plan: FloorPlan, planner: User) -> None:
    beneath = {"ring": rectangle(10, 10, 200, 60), "name": "Registration"}
    assert refusal(plan, planner, "obstruct", obstructions=[{"kind": "stage", **beneath}])[0] == "on_obstruction"
    assert refusal(plan, planner, "obstruct", obstructions=[{"kind": "rescue", **beneath}])[0] == "on_obstruction"
    edit(plan, planner, "obstruct", obstructions=[{"kind": kind, **beneath} for kind in ("text", "power", "water")])
    text = plan.obstructions.get(kind="text")
    assert refusal(plan, planner, "set_obstructions", ids=[text.pk], kind="cafe")[0] == "on_obstruction"
    edit(plan, planner, "set_obstructions", ids=[text.pk], name="登记处")
    assert str(plan.obstructions.get(kind="text")) == "登记处"
    undo_edit(plan.pk, actor=planner, at=NOON)
    assert str(plan.obstructions.get(kind="text")) == "Registration"
    assert refusal(plan, planner, "set_obstructions", ids=[text.pk], name="a\nb")[:2] == ("name_odd", "name")
    assert booth(plan, "A01").open_sides == 1


def test_edit_that_changes_nothing_leaves_no_trace(plan: FloorPlan, planner: User) -> None:
    made = edit(plan, planner, "set", ids=[key(plan, "A01")], kind="raw")
    assert (made.number, made.booths, PlanEdit.objects.count()) == (0, frozenset(), 0)


@pytest.mark.usefixtures("lasting")
def test_faults_that_came_with_the_plan_do_not_hinder_other_edits(planner: User) -> None:
    wall = ObstructionDrawing(ObstructionKind.WALL, rectangle(1000, 1000, 50, 50))
    plan = draft_of({"A01": rectangle(0, 0), "A02": rectangle(1000, 1000)}, wall)
    edit(plan, planner, "set", ids=[key(plan, "A02")], kind="shell")
    edit(plan, planner, "move", ids=[key(plan, "A01")], dx=300)
    assert refusal(plan, planner, "move", ids=[key(plan, "A02")], dx=10)[0] == "on_obstruction"


def test_only_planners_and_directors_edit(plan: FloorPlan) -> None:
    for verb in (undo_edit, redo_edit):
        with pytest.raises(NotAllowed):
            verb(plan.pk, actor=organizer(OrganizerRole.FINANCE), at=NOON)
    with pytest.raises(NotAllowed):
        edit(plan, organizer(OrganizerRole.REVIEWER), "remove", ids=[key(plan, "A01")])


def test_what_was_not_seen_is_not_changed(plan: FloorPlan, planner: User) -> None:
    removal = EDIT.validate_python({"edit": "remove", "ids": (key(plan, "A01"),), "seen": {}})
    with pytest.raises(ChangedMeanwhile) as caught:
        edit_draft(plan.pk, removal, actor=planner, at=NOON)
    assert caught.value.booths == {key(plan, "A01")}


def test_undone_edit_is_made_again_until_one_edits_otherwise(plan: FloorPlan, planner: User) -> None:
    edit(plan, planner, "set", ids=[key(plan, "A01")], number="B1")
    edit(plan, planner, "set", ids=[key(plan, "A02")], number="B2")
    undo_edit(plan.pk, actor=planner, at=NOON)
    undo_edit(plan.pk, actor=planner, at=NOON)
    redo_edit(plan.pk, actor=planner, at=NOON)
    assert numbers(plan) == ["A02", "A03", "A04", "B1"]
    edit(plan, planner, "set", ids=[key(plan, "A04")], number="B4")
    with pytest.raises(DomainError) as caught:
        redo_edit(plan.pk, actor=planner, at=NOON)
    assert caught.value.code == "nothing_to_redo"
    undo_edit(plan.pk, actor=planner, at=NOON)
    redo_edit(plan.pk, actor=planner, at=NOON)
    assert numbers(plan) == ["A02", "A03", "B1", "B4"]


def test_everybody_undoes_their_own_edits_and_not_what_another_went_on_from(plan: FloorPlan, planner: User) -> None:
    other = organizer(OrganizerRole.FLOOR_PLANNER)
    edit(plan, planner, "set", ids=[key(plan, "A01")], number="B1")
    edit(plan, other, "set", ids=[key(plan, "A02")], number="C2")
    undo_edit(plan.pk, actor=planner, at=NOON)
    assert numbers(plan) == ["A01", "A03", "A04", "C2"]
    redo_edit(plan.pk, actor=planner, at=NOON)
    edit(plan, other, "set", ids=[key(plan, "B1")], kind="shell")
    with pytest.raises(ChangedMeanwhile) as caught:
        undo_edit(plan.pk, actor=planner, at=NOON)
    assert (set(caught.value.booths), numbers(plan)) == ({key(plan, "B1")}, ["A03", "A04", "B1", "C2"])


def test_undo_that_no_longer_fits_says_why(plan: FloorPlan, planner: User) -> None:
    edit(plan, planner, "remove", ids=[key(plan, "A01")])
    edit(plan, organizer(), "draw", booths=[{"ring": rectangle(0, 0), "number": "A01"}])
    with pytest.raises(EditRefused) as caught:
        undo_edit(plan.pk, actor=planner, at=NOON)
    assert {problem.code for problem in caught.value.problems} == {"number_used_twice", "booths_overlap"}


def test_undo_counts_the_sides_of_today(plan: FloorPlan, planner: User) -> None:
    edit(plan, planner, "set", ids=[key(plan, "A04")], kind="shell")
    edit(plan, organizer(), "draw", booths=[{"ring": rectangle(1200, 0), "number": "A05"}])
    undo_edit(plan.pk, actor=planner, at=NOON)
    assert (booth(plan, "A04").kind, booth(plan, "A04").open_sides) == ("raw", 1)


def test_edits_are_kept_with_who_made_them_and_what_they_found(plan: FloorPlan, planner: User) -> None:
    pk = key(plan, "A01")
    edit(plan, planner, "set", ids=[pk], number="B1")
    kept = plan.edits.get()
    assert (kept.number, kept.revision, kept.kind, kept.made_by) == (1, 1, "set", planner)
    assert [(b["id"], b["number"]) for b in kept.before["booths"] + kept.after["booths"]] == [(pk, "A01"), (pk, "B1")]
    assert seen(plan)[f"b{pk}"] == 1
