"""Each rule at its limit, and a centimetre on either side of it; the figures are computed by hand."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from pavilions.drawings.geometry import Ring
from pavilions.plans.safety.checking import Measured, Rule, check
from pavilions.plans.safety.states import ON_PLANS, Measure
from tests.pavilions.safety.halls import box, measured

HALL = box(0, 0, 4_000, 3_000)
TOP_EXIT = box(1_900, 0, 200, 40)
BOTTOM_EXIT = box(1_900, 2_960, 200, 40)


def aisle(more: int) -> Measured:
    """Two booths opposite each other, 3 m apart."""
    return measured(HALL, [box(500, 500, 600, 300), box(500, 1_100 + more, 600, 300)], exits=[TOP_EXIT])


def aisle_beside_a_column(more: int) -> Measured:
    """Of the 4 m between two booths a column of 50 cm leaves 50 cm and 3 m."""
    booths = [box(500, 500, 600, 300), box(500, 1_200 + more, 600, 300)]
    return measured(HALL, booths, exits=[TOP_EXIT], columns=[box(700, 850, 50, 50)])


def doorway(more: int) -> Measured:
    """A wall across the hall parts the booth from the exit but for a door of 1.20 m."""
    walls = [box(0, 1_500, 1_000, 20), box(1_120 + more, 1_500, 2_880 - more, 20)]
    return measured(HALL, [box(500, 2_000, 600, 300)], exits=[TOP_EXIT], standing=walls)


def corner_to_corner(more: int) -> Measured:
    """Two walls part the booth from the exit; their corners are 72 and 96 cm apart, which is 1.20 m."""
    walls = [box(0, 1_500, 1_000, 20), box(1_072 + more, 1_616, 2_928 - more, 20)]
    return measured(HALL, [box(500, 2_200, 600, 300)], exits=[TOP_EXIT], standing=walls)


def main_aisle(more: int) -> Measured:
    """Two blocks from wall to wall leave a way of 3 m between the exits."""
    booths = [box(0, 1_000, 1_850, 1_000), box(2_150 + more, 1_000, 1_850 - more, 1_000)]
    return measured(HALL, booths, exits=[TOP_EXIT, BOTTOM_EXIT])


def entrance(more: int) -> Measured:
    """A1 stands against the upper wall between two others that reach further down, its front half covered by A4."""
    booths = [box(1_000, 0, 400, 300), box(700, 0, 300, 300), box(1_400, 0, 300, 300), box(1_100 + more, 300, 600, 300)]
    return measured(HALL, booths, exits=[BOTTOM_EXIT])


def stand_depth(less: int) -> Measured:
    """One open side: A1 is 20 m deep behind it."""
    return measured(
        box(0, 0, 1_000, 3_000),
        [box(0, 0, 1_000, 2_000 - less)],
        exits=[box(400, 2_960, 200, 40)],
    )


def travel(less: int) -> Measured:
    """From the far corner 3 m to the front and 30 m along it, the exit's 40 cm less."""
    return measured(box(0, 0, 300 + 3_300 - less, 600), [box(0, 0, 300, 600)], exits=[box(3_560 - less, 0, 40, 600)])


def travel_round_a_wall(less: int) -> Measured:
    """A wall stands out 8 m from the upper wall of the hall. Straight from the far corner to its near end 6 m and 8 m,
    round it 1.60 m, and 3 m and 4 m from there to the exit.
    """
    hall = box(0, 0, 1_100 - less, 1_200)
    exits = [box(1_060 - less, 200, 40, 200)]
    return measured(hall, [box(0, 0, 300, 400)], exits=exits, standing=[box(600, 0, 160, 800)])


def straight(less: int) -> Measured:
    """4 m and 3 m: the farthest corner is 5 m from the exit."""
    return measured(HALL, [box(500, 240, 100, 100)], exits=[box(900 - less, 0, 200, 40)])


def dead_end(less: int) -> Measured:
    """An aisle of 3 m between two rows, closed at its end: 10 m deep."""
    booths = [box(1_000, 0, 300, 1_300 - less), box(1_600, 0, 300, 1_300 - less), box(1_300, 0, 300, 300)]
    return measured(HALL, booths, exits=[box(0, 1_000, 40, 200), box(3_960, 1_000, 40, 200)])


def dead_end_along_a_wall(less: int) -> Measured:
    """A lane of 2 m between the hall's left wall and a booth at its upper wall: 13 m deep."""
    return measured(HALL, [box(200, 0, 300, 1_300 - less)], exits=[box(0, 2_000, 40, 200), box(3_960, 1_000, 40, 200)])


def block(less: int) -> Measured:
    """Two booths side by side: 21 m long, 30 cm less 0 deep is 3 m."""
    return measured(HALL, [box(500, 500, 1_000, 300), box(1_500, 500, 1_100 - less, 300)], exits=[TOP_EXIT])


def block_depth(less: int) -> Measured:
    return measured(HALL, [box(500, 500, 900, 300), box(500, 800, 900, 300 - less)], exits=[TOP_EXIT])


def block_area(less: int) -> Measured:
    """10 m by 10 m."""
    return measured(HALL, [box(500, 500, 1_000, 1_000 - less)], exits=[TOP_EXIT])


def exit_width(more: int) -> Measured:
    return measured(HALL, exits=[box(1_900, 0, 120 + more, 40)])


def exit_free(more: int) -> Measured:
    """A booth stands before half of an exit of 2 m."""
    return measured(HALL, [box(1_500, 0, 500 - more, 300)], exits=[TOP_EXIT])


def exit_front(more: int) -> Measured:
    """3 m from the exit's inner edge to the booth before it."""
    return measured(HALL, [box(1_800, 340 + more, 400, 300)], exits=[TOP_EXIT])


def exit_clearance(more: int) -> Measured:
    """3 m and 4 m: the booth's corner is 5 m from the exit's."""
    return measured(HALL, [box(2_500 + more, 340 + more, 300, 300)], exits=[box(1_900, 0, 200, 40)])


def exit_capacity(more: int) -> Measured:
    """1,200 m² are 1,200 persons: 12 times 0.60 m."""
    return measured(HALL, exits=[box(1_000, 0, 720 + more, 40)])


def exits_apart(more: int) -> Measured:
    """The diagonal of 40 by 30 m is 50 m; two exits 25 m apart are half of it."""
    return measured(HALL, exits=[box(500, 0, 200, 40), box(3_000 + more, 0, 200, 40)])


def exits_opposite(more: int) -> Measured:
    """From the middle of the hall one exit is right above and the other, at the first, right to the left."""
    return measured(HALL, exits=[TOP_EXIT, box(0, 1_400 + more, 40, 200)])


def exit_spacing(more: int) -> Measured:
    """5 m between the nearest edges of two exits; the third is farther away."""
    return measured(HALL, exits=[box(1_000, 0, 200, 40), box(1_700 + more, 0, 200, 40), BOTTOM_EXIT])


def equipment_clearance(more: int) -> Measured:
    return measured(HALL, [box(500, 40 + 140 + more, 300, 300)], exits=[TOP_EXIT], equipment=[box(600, 0, 40, 40)])


def equipment_reach(less: int) -> Measured:
    """The far corner: 3 m to the front, 29 m along it to a metre before the hydrant."""
    hall = box(0, 0, 3_600, 600)
    exits = [box(3_560, 0, 40, 600)]
    return measured(hall, [box(0, 0, 300, 600)], exits=exits, equipment=[box(3_300 - less, 0, 40, 600)])


def column_clearance(more: int) -> Measured:
    return measured(HALL, [box(500, 500, 300, 300)], exits=[TOP_EXIT], columns=[box(860 + more, 600, 50, 50)])


def test_booths_keep_no_distance_from_columns_that_stand_in_one() -> None:
    """A column of A1, half a metre from A2 and across its front: neither is asked to keep away."""
    booths = [box(500, 500, 300, 300), box(800, 500, 300, 300)]
    rule = Rule(measure=Measure.COLUMN_CLEARANCE, limit=Decimal("0.60"))
    assert check(measured(HALL, booths, exits=[TOP_EXIT], columns=[box(700, 780, 50, 50)]), [rule]) == []


def wall_clearance(more: int) -> Measured:
    return measured(HALL, [box(60 + more, 500, 300, 300)], exits=[TOP_EXIT])


def exits(more: int) -> Measured:
    """The way to the second exit is a metre wide between two booths."""
    booths = [box(1_000, 0, 900, 300), box(2_000 + more, 0, 900, 300)]
    return measured(HALL, booths, exits=[box(1_900, 0, 100, 40), BOTTOM_EXIT])


def rescue_width(more: int) -> Measured:
    """A booth stands half a metre into an access 4 m wide."""
    booths = [box(500, 700, 300, 350 - more)]
    return measured(HALL, booths, exits=[TOP_EXIT], rescue=[box(0, 1_000, 4_000, 400)])


def rescue_width_beside_a_column(more: int) -> Measured:
    """A column of 50 cm leaves 50 cm on one side and 6 m on the other; the access is drawn with a notch of 1 m."""
    notched = ((0, 1_000), (4_000, 1_000), (4_000, 1_700), (2_000, 1_700), (2_000, 1_600), (1_000, 1_600),
               (1_000, 1_700), (0, 1_700))  # fmt: skip
    columns = [box(3_000, 1_050, 50, 50 - more)]
    return measured(HALL, exits=[TOP_EXIT], columns=columns, rescue=[notched])


def fill(less: int) -> Measured:
    """600 of 1,200 m²."""
    return measured(HALL, [box(0, 0, 3_000 - less, 2_000)], exits=[BOTTOM_EXIT])


LIMITS: list[tuple[Measure, str, Callable[[int], Measured]]] = [
    (Measure.AISLE_WIDTH, "3", aisle),
    (Measure.AISLE_WIDTH, "3", aisle_beside_a_column),
    (Measure.WAY_WIDTH, "1.20", doorway),
    (Measure.WAY_WIDTH, "1.20", corner_to_corner),
    (Measure.MAIN_AISLE, "3", main_aisle),
    (Measure.ENTRANCE, "1", entrance),
    (Measure.STAND_DEPTH, "20", stand_depth),
    (Measure.TRAVEL, "35.60", travel),
    (Measure.TRAVEL, "16.60", travel_round_a_wall),
    (Measure.STRAIGHT_TRAVEL, "5", straight),
    (Measure.DEAD_END, "10", dead_end),
    (Measure.DEAD_END, "13", dead_end_along_a_wall),
    (Measure.ROW_LENGTH, "21", block),
    (Measure.BLOCK_DEPTH, "6", block_depth),
    (Measure.BLOCK_AREA, "100", block_area),
    (Measure.EXIT_WIDTH, "1.20", exit_width),
    (Measure.EXIT_FREE, "50", exit_free),
    (Measure.EXIT_FRONT, "3", exit_front),
    (Measure.EXIT_CLEARANCE, "5", exit_clearance),
    (Measure.EXIT_CAPACITY, "0.60", exit_capacity),
    (Measure.EXITS, "2", exits),
    (Measure.EXITS_APART, "50", exits_apart),
    (Measure.EXITS_OPPOSITE, "90", exits_opposite),
    (Measure.EXIT_SPACING, "5", exit_spacing),
    (Measure.EQUIPMENT_CLEARANCE, "1.40", equipment_clearance),
    (Measure.EQUIPMENT_REACH, "32", equipment_reach),
    (Measure.COLUMN_CLEARANCE, "0.60", column_clearance),
    (Measure.RESCUE_WIDTH, "3.50", rescue_width),
    (Measure.RESCUE_WIDTH, "6", rescue_width_beside_a_column),
    (Measure.WALL_CLEARANCE, "0.60", wall_clearance),
    (Measure.FILL, "50", fill),
]


def test_every_measure_has_a_hall_at_its_limit() -> None:
    assert {measure for measure, _limit, _hall in LIMITS} == set(ON_PLANS)


@pytest.mark.parametrize("width", [650, 900])
def test_aisles_are_measured_up_to_limits_of_more_than_six_metres(width: int) -> None:
    hall = box(-2_000, -2_000, 6_000, 7_000)
    booths = [box(500, 500, 600, 300), box(500, 800 + width - 1, 600, 300)]
    exits = [box(0, -2_000, 200, 40)]
    rule = Rule(measure=Measure.AISLE_WIDTH, limit=Decimal(width) / 100)
    assert [finding.measured for finding in check(measured(hall, booths, exits=exits), [rule])] == [
        Decimal(width - 1) / 100
    ]


def test_a_rule_on_rescue_access_is_broken_where_none_is_drawn() -> None:
    rule = Rule(measure=Measure.RESCUE_WIDTH, limit=Decimal("3.50"))
    assert [finding.message for finding in check(measured(HALL, exits=[TOP_EXIT]), [rule])] == [
        "No rescue access is drawn; the rule asks for one at least 3.5 m wide."
    ]


@pytest.mark.parametrize(("measure", "limit", "hall"), LIMITS, ids=[hall.__name__ for *_rest, hall in LIMITS])
def test_a_rule_is_met_at_its_limit_and_not_a_centimetre_beyond(
    measure: Measure, limit: str, hall: Callable[[int], Measured]
) -> None:
    rule = Rule(measure=measure, limit=Decimal(limit))
    for better in (0, 1):
        assert check(hall(better), [rule]) == []
    beyond = check(hall(-1), [rule])
    assert beyond
    assert {finding.limit for finding in beyond} <= {Decimal(limit), Decimal("7.20")}
    for finding in beyond:
        assert "%" not in finding.message.replace("%.", "").replace("% of", "").replace("% is", "").replace("%;", "")


@pytest.mark.parametrize(
    ("exits", "sentence"),
    [
        ([], "No exit is drawn on the plan, so these booths cannot be reached: A1, A2. Draw the exits of the hall."),
        ([TOP_EXIT], "No exit has a way before it, so these booths cannot be reached: A1, A2."),
    ],
    ids=["none", "covered"],
)
def test_without_a_way_out_there_is_one_finding_for_all_booths(exits: list[Ring], sentence: str) -> None:
    hall = measured(HALL, [box(500, 1_500, 600, 300), box(0, 40, 4_000, 300)], exits=exits)
    rule = Rule(measure=Measure.ENTRANCE, limit=Decimal(1))
    assert [finding.message for finding in check(hall, [rule])] == [sentence]
