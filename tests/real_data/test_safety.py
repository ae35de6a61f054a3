"""Plans that others drew, by rules that fit them: none is broken, and each fault that is put in is found.

Five halls of three fairs: Barilga's A and B, and what it shows outdoors, A2Z's and OCEANS'. Barilga's are here as it
drew them, and as its list has them, 35 cm smaller on each side, which shuts some in. The plan of EPC has the fair's
numbers, but shapes that a visitor made up. No other fair in the folder has shapes.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from pavilions.drawings.geometry import Ring, bounds_of, frontages
from pavilions.drawings.plan_formats import PlanDrawing, ReadingChoices, read_plan
from pavilions.plans.drafts.edits import Floor, FloorObstruction, problems_of_floor
from pavilions.plans.drafts.edits.floor import new_booth
from pavilions.plans.safety.checking import Finding, HallFacts, Measured, Rule, check
from pavilions.plans.safety.measuring import Front, MeasuredHall
from pavilions.plans.safety.starter_rules import STARTER_SETS
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import BoothKind, ObstructionKind
from tests.pavilions.safety.halls import box, turned

MARGIN_CM = 500
LIST, LAYOUT = "barilga-expo-2026/booths.geojson", "barilga-expo-2026/floorPlanLayout.json"
IN_PIXELS = ReadingChoices(cm_per_unit=Decimal(6), second_corner=True)


class RealPlan(NamedTuple):
    """A file, how it is read, and the first letter of the hall's booths; no file is Barilga's own drawing.

    Where a booth is drawn as several boxes of one number, all of them are taken.
    """

    path: str
    hall: str = ""
    choices: ReadingChoices = ReadingChoices()
    has_boxes: bool = False


PLANS = {
    "Barilga, hall A as drawn": RealPlan("", "A"),
    "Barilga, hall B as drawn": RealPlan("", "B"),
    "Barilga, hall A as listed": RealPlan(LIST, "A"),
    "Barilga, hall B as listed": RealPlan(LIST, "B"),
    "Barilga, outdoors": RealPlan(LIST, "G"),
    "Barilga, all in tenths of a metre": RealPlan(LAYOUT, choices=ReadingChoices(cm_per_unit=Decimal(10))),
    "A2Z": RealPlan("a2z-beauty-show-tile/booths.csv"),
    "OCEANS": RealPlan("oceans-2024-booths/booths.csv", choices=IN_PIXELS),
    "EPC, made up": RealPlan("epc-show-2026/booths_approx_geometry.json", has_boxes=True),
}
SHUT_IN = {"Barilga, hall A as listed": 5, "Barilga, all in tenths of a metre": 5, "EPC, made up": 115}
"""How many booths the file itself puts between neighbours on all sides."""
RULES = [
    Rule(measure=rule["measure"], limit=rule["limit"], severity=rule["severity"])
    for rule in STARTER_SETS["sample"].rules
    if rule["severity"] == Severity.MANDATORY
]
"""Aisles of real halls are 1.1 to 3 m wide, so it is the sample venue's rules that fit them; China's ask for 3 m."""
NEW = 10_000


@pytest.fixture(params=PLANS, scope="module")
def plan(request: pytest.FixtureRequest, shared_data: Path) -> Measured:
    """The booths, with 5 m around them and an exit in each of two walls, since the files have neither."""
    path, hall, choices, has_boxes = PLANS[request.param]
    drawing: PlanDrawing = (
        read_plan((shared_data / path).read_bytes(), choices) if path else request.getfixturevalue("barilga")
    )
    taken = drawing.booths if has_boxes else drawing.good_booths
    drawn = [booth for booth in taken if booth.number.startswith(hall)]
    booths = {booth.source_row: booth.ring_cm for booth in drawn}
    left, top, right, bottom = bounds_of(list(booths.values()))
    outline = box(left - MARGIN_CM, top - MARGIN_CM, right - left + 2 * MARGIN_CM, bottom - top + 2 * MARGIN_CM)
    exits = {1: box(left, top - MARGIN_CM, 300, 40), 2: box(right - 300, bottom + MARGIN_CM - 40, 300, 40)}
    times = Counter(booth.number for booth in drawn)
    names = {
        booth.source_row: f"{booth.number} {booth.source_row}" if times[booth.number] > 1 else booth.number
        for booth in drawn
    }
    return Measured(MeasuredHall(outline, booths, exit_rings=exits), names, HallFacts(), exit_numbers={1: 1, 2: 2})


def with_hall(plan: Measured, **what: object) -> Measured:
    """The plan with another hall, measured anew."""
    return Measured(replace(plan.hall, **what), plan.names, plan.facts, exit_numbers=plan.exit_numbers)  # type: ignore[arg-type]


def with_booths(plan: Measured, *more: Ring) -> Measured:
    """New ones are called N1, N2 …"""
    new = dict(enumerate(more, start=NEW))
    changed = with_hall(plan, booths={**plan.hall.booths, **new})
    return replace(changed, names={**plan.names, **{key: f"N{key - NEW + 1}" for key in new}})


def booth_to_spoil(plan: Measured) -> tuple[int, Front]:
    """One with 1.5 m before all its fronts, and a straight one of 2 m by which it is entered."""
    narrow = {front.booth for front in plan.fronts if front.width_cm < 150}
    for front in plan.doors:
        (x, y), (to_x, to_y) = front.start, front.end
        is_straight = 0 in {round(to_x - x), round(to_y - y)}
        if front.booth not in narrow and is_straight and abs(to_x - x + to_y - y) >= 200:
            return front.booth, front
    raise LookupError


def before(front: Front, ahead: int, side: int) -> Ring:
    """A square before the middle of a front, so far ahead of it."""
    (x, y), (to_x, to_y) = front.start, front.end
    (at_x, at_y), (across_x, across_y) = front.across
    length = abs(across_x - at_x) + abs(across_y - at_y)
    out_x, out_y = round((across_x - at_x) / length), round((across_y - at_y) / length)
    middle_x = round((x + to_x) / 2) + out_x * (ahead + side // 2)
    middle_y = round((y + to_y) / 2) + out_y * (ahead + side // 2)
    return box(middle_x - side // 2, middle_y - side // 2, side, side)


type Fault = tuple[Measured, Rule, str]
"""The plan with the fault, the rule that it breaks, and whom the finding is about."""


def rule(measure: Measure, limit: str) -> Rule:
    return Rule(measure=measure, limit=Decimal(limit))


def an_exit_with_a_booth_before_it(plan: Measured) -> Fault:
    left, top, right, _bottom = bounds_of([plan.hall.exit_rings[1]])
    return with_booths(plan, box(left, top + 140, right - left, 100)), rule(Measure.EXIT_FRONT, "3"), "exit 1"


def an_exit_that_is_half_shut(plan: Measured) -> Fault:
    left, top, _right, _bottom = bounds_of([plan.hall.exit_rings[1]])
    return with_booths(plan, box(left, top, 150, 100)), rule(Measure.EXIT_FREE, "100"), "exit 1"


def an_exit_that_is_shut(plan: Measured) -> Fault:
    left, top, right, _bottom = bounds_of([plan.hall.exit_rings[1]])
    return with_booths(plan, box(left, top + 40, right - left, 100)), rule(Measure.EXITS, "2"), ""


def an_exit_that_is_narrow(plan: Measured) -> Fault:
    left, top, _right, _bottom = bounds_of([plan.hall.exit_rings[1]])
    exits = {**plan.hall.exit_rings, 1: box(left, top, 119, 40)}
    return with_hall(plan, exit_rings=exits), rule(Measure.EXIT_WIDTH, "1.20"), "exit 1"


def exits_side_by_side(plan: Measured) -> Fault:
    left, top, _right, _bottom = bounds_of([plan.hall.exit_rings[1]])
    exits = {**plan.hall.exit_rings, 2: box(left + 400, top, 300, 40)}
    return with_hall(plan, exit_rings=exits), rule(Measure.EXITS_APART, "50"), ""


def a_booth_that_is_shut_in(plan: Measured) -> Fault:
    booth, _front = booth_to_spoil(plan)
    left, top, right, bottom = bounds_of([plan.hall.booths[booth]])
    width, depth = right - left, bottom - top
    walls = (
        box(left - 50, top - 50, width + 100, 50),
        box(left - 50, bottom, width + 100, 50),
        box(left - 50, top, 50, depth),
        box(right, top, 50, depth),
    )
    return with_booths(plan, *walls), rule(Measure.ENTRANCE, "1"), plan.names[booth]


def an_aisle_made_narrower(plan: Measured) -> Fault:
    booth, front = booth_to_spoil(plan)
    return with_booths(plan, before(front, 149, 50)), rule(Measure.AISLE_WIDTH, "1.50"), plan.names[booth]


def a_dead_end(plan: Measured) -> Fault:
    """A lane of 2 m along the hall's left wall, shut at its end: 16 m."""
    left, top, _right, _bottom = bounds_of([plan.hall.outline])
    lane = box(left + 200, top + 600, 100, 1_700), box(left, top + 2_200, 200, 100)
    return with_booths(plan, *lane), rule(Measure.DEAD_END, "15"), "N1"


def a_way_that_is_too_long(plan: Measured) -> Fault:
    """As long as it may be at most, until the other exit is shut."""
    limit = rule(Measure.TRAVEL, f"{_longest(plan)[1] / 100 + 0.01:.2f}")
    faulty = with_hall(plan, exit_rings={1: plan.hall.exit_rings[1]})
    return faulty, limit, plan.names[_longest(faulty)[0]]


def _longest(plan: Measured) -> tuple[int, float]:
    stands = [stand for stand in plan.stands.values() if stand.can_be_entered]
    farthest = max(stands, key=lambda stand: stand.to_exit_cm)
    return farthest.booth, farthest.to_exit_cm


def a_column_close_to_a_booth(plan: Measured) -> Fault:
    booth, front = booth_to_spoil(plan)
    columns = {1: before(front, 59, 40)}
    return with_hall(plan, columns=columns), rule(Measure.COLUMN_CLEARANCE, "0.60"), plan.names[booth]


def a_hydrant_that_is_covered(plan: Measured) -> Fault:
    booth = next(iter(plan.hall.booths))
    left, top, _right, _bottom = bounds_of([plan.hall.booths[booth]])
    equipment = {1: box(left + 50, top + 50, 40, 40)}
    return with_hall(plan, equipment=equipment), rule(Measure.EQUIPMENT_CLEARANCE, "1.40"), plan.names[booth]


def a_booth_at_the_wall(plan: Measured) -> Fault:
    left, top, _right, _bottom = bounds_of([plan.hall.outline])
    return with_booths(plan, box(left + 59, top + 1_000, 200, 200)), rule(Measure.WALL_CLEARANCE, "0.60"), "N1"


def too_few_exits_for_the_persons(plan: Measured) -> Fault:
    """Just wide enough, until one is half as wide."""
    steps = math.ceil(plan.persons / 100)
    limit = Decimal(600) / 100 / steps
    left, top, _right, _bottom = bounds_of([plan.hall.exit_rings[1]])
    exits = {**plan.hall.exit_rings, 1: box(left, top, 150, 40)}
    return (
        with_hall(plan, exit_rings=exits),
        rule(Measure.EXIT_CAPACITY, str(limit.quantize(Decimal("0.01"), ROUND_DOWN))),
        "",
    )


def a_wall_before_a_booth(plan: Measured) -> Fault:
    """1.05 m before a front, as long as that and half a metre more on either side."""
    booth, front = booth_to_spoil(plan)
    left, top, right, bottom = bounds_of([before(front, 105, 20)])
    (x, y), (to_x, to_y) = front.start, front.end
    wide, deep = round(abs(to_x - x) / 2) + 50, round(abs(to_y - y) / 2) + 50
    middle_x, middle_y = (left + right) // 2, (top + bottom) // 2
    wall = (
        box(middle_x - wide, top, 2 * wide, 20)
        if abs(to_x - x) > abs(to_y - y)
        else box(left, middle_y - deep, 20, 2 * deep)
    )
    return with_hall(plan, standing=[wall]), rule(Measure.AISLE_WIDTH, "1.50"), plan.names[booth]


def _room(plan: Measured, *walls: Ring) -> Measured:
    """A booth in the lower left corner, where nothing else stands, with walls on the sides that are open."""
    left, _top, _right, bottom = bounds_of([plan.hall.outline])
    return with_hall(with_booths(plan, box(left, bottom - 100, 100, 100)), standing=walls)


def a_room_with_a_narrow_door(plan: Measured) -> Fault:
    """Of 3.6 m, with a door of 1.05 m."""
    left, _top, _right, bottom = bounds_of([plan.hall.outline])
    walls = box(left, bottom - 380, 380, 20), box(left + 360, bottom - 380, 20, 275)
    return _room(plan, *walls), rule(Measure.WAY_WIDTH, "1.10"), "N1"


def a_room_with_corners_that_nearly_meet(plan: Measured) -> Fault:
    """Its walls leave 63 and 84 cm at their corners, which is 1.05 m."""
    left, _top, _right, bottom = bounds_of([plan.hall.outline])
    walls = box(left, bottom - 400, 297, 20), box(left + 360, bottom - 296, 20, 296)
    return _room(plan, *walls), rule(Measure.WAY_WIDTH, "1.10"), "N1"


def a_closed_room(plan: Measured) -> Fault:
    left, _top, _right, bottom = bounds_of([plan.hall.outline])
    walls = box(left, bottom - 380, 380, 20), box(left + 360, bottom - 380, 20, 380)
    return _room(plan, *walls), rule(Measure.ENTRANCE, "1"), "N1"


def an_exit_in_mid_floor(plan: Measured) -> Fault:
    left, top, _right, _bottom = bounds_of([plan.hall.outline])
    exits = {**plan.hall.exit_rings, 1: box(left + 200, top + 200, 300, 40)}
    return with_hall(plan, exit_rings=exits), rule(Measure.EXIT_FREE, "100"), "exit 1"


def an_exit_outside(plan: Measured) -> Fault:
    left, top, _right, _bottom = bounds_of([plan.hall.outline])
    exits = {**plan.hall.exit_rings, 1: box(left + 600, top - 200, 300, 40)}
    return with_hall(plan, exit_rings=exits), rule(Measure.EXIT_FREE, "100"), "exit 1"


def an_exit_in_a_closed_room(plan: Measured) -> Fault:
    left, top, right, _bottom = bounds_of([plan.hall.exit_rings[1]])
    room = (
        box(left - 20, top, 20, 320),
        box(right, top, 20, 320),
        box(left - 20, top + 320, right - left + 40, 20),
    )
    return with_hall(plan, standing=room), rule(Measure.EXITS, "2"), ""


def two_exits_half_a_metre_apart(plan: Measured) -> Fault:
    left, top, right, _bottom = bounds_of([plan.hall.exit_rings[1]])
    exits = {**plan.hall.exit_rings, 2: box(right + 50, top, right - left, 40)}
    return with_hall(plan, exit_rings=exits), rule(Measure.EXIT_SPACING, "5"), "exit 2"


def exits_on_one_side(plan: Measured) -> Fault:
    left, top, right, _bottom = bounds_of([plan.hall.exit_rings[1]])
    exits = {**plan.hall.exit_rings, 2: box(right + 50, top, right - left, 40)}
    return with_hall(plan, exit_rings=exits), rule(Measure.EXITS_OPPOSITE, "90"), ""


def a_pier_beside_a_booth(plan: Measured) -> Fault:
    """1.10 m of the 5 m at the left wall are left beside a new booth."""
    left, top, _right, _bottom = bounds_of([plan.hall.outline])
    faulty = with_booths(plan, box(left + 250, top + 700, 100, 300))
    return with_hall(faulty, standing=[box(left, top + 800, 140, 40)]), rule(Measure.AISLE_WIDTH, "1.20"), "N1"


def a_barrier_of_islands(plan: Measured) -> Fault:
    """Islands on their corners shut off a corner of the hall and its booth, 1.05 m from one another and the walls."""
    left, _top, _right, bottom = bounds_of([plan.hall.outline])
    walls = [turned(box(left + 126, bottom - 371, 100, 100), 45), turned(box(left + 271, bottom - 226, 100, 100), 45)]
    return _room(plan, *walls), rule(Measure.WAY_WIDTH, "1.20"), "N1"


FAULTS: list[Callable[[Measured], Fault]] = [
    an_exit_with_a_booth_before_it,
    an_exit_that_is_half_shut,
    an_exit_that_is_shut,
    an_exit_that_is_narrow,
    exits_side_by_side,
    a_booth_that_is_shut_in,
    an_aisle_made_narrower,
    a_dead_end,
    a_way_that_is_too_long,
    a_column_close_to_a_booth,
    a_hydrant_that_is_covered,
    a_booth_at_the_wall,
    too_few_exits_for_the_persons,
    a_wall_before_a_booth,
    a_room_with_a_narrow_door,
    a_room_with_corners_that_nearly_meet,
    a_closed_room,
    an_exit_in_mid_floor,
    an_exit_outside,
    an_exit_in_a_closed_room,
    two_exits_half_a_metre_apart,
    exits_on_one_side,
    a_pier_beside_a_booth,
    a_barrier_of_islands,
]


def named(findings: list[Finding]) -> set[str]:
    """Whom they are about; "" is the hall."""
    return {subject for finding in findings for subject in finding.subjects or ("",)}


def test_no_false_alarm(plan: Measured, request: pytest.FixtureRequest) -> None:
    """Nothing but booths that have no metre of free floor before any wall, found in another way."""
    faces = frontages(list(plan.hall.booths.values()), plan.hall.outline)
    shut = [plan.names[booth] for booth, face in zip(plan.hall.booths, faces, strict=True) if face.open_cm < 100]
    assert len(shut) == SHUT_IN.get(request.node.callspec.params["plan"], 0)
    assert {(finding.rule.measure, finding.subjects) for finding in check(plan, RULES)} == {
        (Measure.ENTRANCE, (number,)) for number in shut
    }


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.__name__ for fault in FAULTS])
def test_a_fault_is_found(plan: Measured, fault: Callable[[Measured], Fault]) -> None:
    """With the fault and not without."""
    faulty, broken, subject = fault(plan)
    assert subject in named(check(faulty, [broken])) - named(check(plan, [broken]))


def floor_of(plan: Measured, more: Mapping[str, Ring], obstruction: FloorObstruction | None = None) -> Floor:
    rings = {**{plan.names[key]: ring for key, ring in plan.hall.booths.items()}, **more}
    booths = {
        key: new_booth(key, number, ring, allotment=1, kind=BoothKind.RAW)
        for key, (number, ring) in enumerate(rings.items(), start=1)
    }
    standing = {1: obstruction} if obstruction else {}
    return Floor(plan.hall.outline, booths, standing, frozenset({1}))


def test_what_no_draft_may_have_is_found(plan: Measured) -> None:
    """A booth outside the hall, one over another, one on a hydrant; a column in a booth is no fault."""
    left, top, _right, _bottom = bounds_of([plan.hall.outline])
    booth = next(iter(plan.hall.booths))
    at_x, at_y, _right, _bottom = bounds_of([plan.hall.booths[booth]])
    column = FloorObstruction(1, ObstructionKind.COLUMN, box(at_x + 20, at_y + 20, 40, 40), clearance_cm=60)
    hydrant = replace(column, kind=ObstructionKind.HYDRANT)
    number = plan.names[booth]

    def codes(floor: Floor) -> set[tuple[str, tuple[str, ...]]]:
        return {(problem.code, problem.numbers) for problem in problems_of_floor(floor)}

    assert codes(floor_of(plan, {}, column)) == set()
    assert codes(floor_of(plan, {"N1": box(left - 10, top + 1_000, 200, 200)})) == {("outside_hall", ("N1",))}
    assert ("booths_overlap", (number, "N1")) in codes(floor_of(plan, {"N1": box(at_x, at_y, 100, 100)}))
    assert ("on_obstruction", (number,)) in codes(floor_of(plan, {}, hydrant))
