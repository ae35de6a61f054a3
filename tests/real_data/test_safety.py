"""Plans that others drew and built, by rules that fit them: none is broken, and each fault that is put in is found."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pavilions.geometry import Ring, bounds_of
from pavilions.plan_formats import ReadingChoices, read_plan
from pavilions.safety.checking import Finding, HallFacts, Measured, Rule, check
from pavilions.safety.measuring import MeasuredHall
from pavilions.safety.starter_rules import STARTER_SETS
from pavilions.safety.states import Measure, Severity
from tests.pavilions.safety.halls import box

MARGIN_CM = 500
PLANS = {
    "barilga-expo-2026/booths.geojson": ReadingChoices(),
    "barilga-expo-2026/floorPlanLayout.json": ReadingChoices(cm_per_unit=Decimal(10)),
    "a2z-beauty-show-tile/booths.csv": ReadingChoices(),
    "oceans-2024-booths/booths.csv": ReadingChoices(cm_per_unit=Decimal(6), second_corner=True),
}
BARILGA = {"A33", "A35", "A96", "A98", "A100"}
SHUT_IN = {"barilga-expo-2026/booths.geojson": BARILGA, "barilga-expo-2026/floorPlanLayout.json": BARILGA}
"""Booths that the drawings themselves put between neighbours on all sides."""
NEW = 10_000


@pytest.fixture(params=PLANS)
def plan(request: pytest.FixtureRequest, shared_data: Path) -> Measured:
    """The booths, with 5 m around them and an exit in each of two walls, since the files have neither."""
    drawing = read_plan((shared_data / request.param).read_bytes(), PLANS[request.param])
    booths = {booth.source_row: booth.ring_cm for booth in drawing.good_booths}
    left, top, right, bottom = bounds_of(list(booths.values()))
    outline = box(left - MARGIN_CM, top - MARGIN_CM, right - left + 2 * MARGIN_CM, bottom - top + 2 * MARGIN_CM)
    exits = {1: box(left, top - MARGIN_CM, 300, 40), 2: box(right - 300, bottom + MARGIN_CM - 40, 300, 40)}
    names = {booth.source_row: booth.number for booth in drawing.good_booths}
    return Measured(MeasuredHall(outline, booths, exit_rings=exits), names, HallFacts(), exit_numbers={1: 1, 2: 2})


def found(plan: Measured, *measures: Measure) -> list[Finding]:
    rules = [
        Rule(measure=rule["measure"], limit=rule["limit"])
        for rule in STARTER_SETS["sample"].rules
        if rule["severity"] == Severity.MANDATORY
    ]
    return [finding for finding in check(plan, rules) if not measures or finding.rule.measure in measures]


def with_booths(plan: Measured, more: Mapping[int, Ring]) -> Measured:
    hall = replace(plan.hall, booths={**plan.hall.booths, **more})
    return replace(plan, hall=hall, names={**plan.names, **{key: f"N{key}" for key in more}})


def test_no_false_alarm(plan: Measured, request: pytest.FixtureRequest) -> None:
    """Of rules that fit, nothing is found but the booths that the drawing shuts in."""
    shut = {(Measure.ENTRANCE, (number,)) for number in SHUT_IN.get(request.node.callspec.params["plan"], ())}
    assert {(finding.rule.measure, finding.subjects) for finding in found(plan)} == shut


def test_a_booth_before_an_exit_is_found(plan: Measured) -> None:
    left, top, right, _bottom = bounds_of([plan.hall.exit_rings[1]])
    faulty = with_booths(plan, {NEW: box(left, top + 140, right - left, 100)})
    assert [finding.subjects for finding in found(faulty, Measure.EXIT_FRONT)] == [("exit 1",)]


def test_an_exit_that_is_shut_is_found(plan: Measured) -> None:
    left, top, right, _bottom = bounds_of([plan.hall.exit_rings[1]])
    faulty = with_booths(plan, {NEW: box(left, top + 40, right - left, 100)})
    assert {finding.rule.measure for finding in found(faulty)} >= {Measure.EXIT_FREE, Measure.EXITS}


def test_a_booth_that_is_shut_in_is_found(plan: Measured) -> None:
    """Walls of a booth's own size around one that could be entered."""
    shut = {finding.subjects for finding in found(plan, Measure.ENTRANCE)}
    open_booths = [key for key in plan.hall.booths if (plan.names[key],) not in shut]
    for key in open_booths[:: max(1, len(open_booths) // 5)]:
        left, top, right, bottom = bounds_of([plan.hall.booths[key]])
        width, depth = right - left, bottom - top
        around = {
            NEW: box(left - 50, top - 50, width + 100, 50),
            NEW + 1: box(left - 50, bottom, width + 100, 50),
            NEW + 2: box(left - 50, top, 50, depth),
            NEW + 3: box(right, top, 50, depth),
        }
        now = {finding.subjects for finding in found(with_booths(plan, around), Measure.ENTRANCE)}
        assert (plan.names[key],) in now


def test_an_aisle_made_narrower_is_found(plan: Measured) -> None:
    """By a column in its middle that leaves more than a metre on either side."""
    fronts = [front for front in plan.fronts if 220 < front.width_cm < 500]
    front = min(fronts, key=lambda each: each.width_cm)
    rule = Rule(measure=Measure.AISLE_WIDTH, limit=Decimal(str(front.width_cm)) / 100)
    before = check(plan, [rule])
    (x, y), (to_x, to_y) = front.across
    middle = round((x + to_x) / 2), round((y + to_y) / 2)
    column = {1: box(middle[0] - 5, middle[1] - 5, 10, 10)}
    after = check(replace(plan, hall=replace(plan.hall, columns=column)), [rule])
    assert {each.subjects for each in after} != {each.subjects for each in before} or min(
        each.measured for each in after
    ) < min((each.measured for each in before), default=rule.limit)
