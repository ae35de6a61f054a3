"""Halls filled with a mix of sizes: columns, turned walls, four walls, small halls, and what is refused or said."""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from pavilions.drawings.geometry import Ring, bounds, normalised, polygon
from pavilions.plans.layout.generator import HallLayout, Obstruction
from pavilions.plans.layout.generator.layout_request import FittingsRequest, fittings_of
from pavilions.plans.layout.generator.mix import Size, Tally
from pavilions.plans.layout.generator.obstructions import Wall, entrance_of, exits_per_wall
from pavilions.plans.layout.generator.packing import CURVE_CM, Floor, Frame, HallToFill, Variant, _bands
from pavilions.plans.layout.generator.proposals import Aim, MixRequest, Proposal, propose
from pavilions.plans.layout.generator.spec import LayoutRefused
from pavilions.states import ObstructionKind
from tests.pavilions.layout.generator.mixes import (
    NINE,
    NO_MARGIN,
    USUAL,
    Broken,
    columns,
    count,
    fill,
    hall,
    proposals,
    share,
)

ROUND = normalised(
    (round(2_000 * (1 + math.cos(math.tau * at / 64))), round(2_000 * (1 + math.sin(math.tau * at / 64))))
    for at in range(64)
)
"""40 m across, of walls of 2 m, each shorter than a booth."""


@pytest.mark.parametrize(
    ("outline", "sizes", "standing", "least"),
    [
        (hall(18, 12), NINE, (), "0.5"),
        (hall(36, 24), USUAL, (), "0.5"),
        (hall(36, 24, 17), USUAL, (), "0.44"),
        (hall(48, 36), USUAL, columns(hall(48, 36)), "0.46"),
        (normalised([(0, 0), (4_000, 0), (4_000, 1_500), (2_500, 3_000), (0, 3_000)]), USUAL, (), "0.5"),
        (ROUND, USUAL, (), "0.42"),
    ],
    ids=["small", "square", "turned", "columns", "slanting", "round"],
)
def test_halls_are_filled(outline: Ring, sizes: tuple[Size, ...], standing: Sequence[Obstruction], least: str) -> None:
    assert fill(proposals(outline, sizes, standing=standing)) >= Decimal(least)


def test_all_four_walls_are_lined() -> None:
    fullest = proposals(hall(36, 24), NINE)[0]
    assert Aim.FULLEST in fullest.aims
    by_wall = [
        sum(any(corner[axis] == at for corner in booth.ring) for booth in fullest.layout.booths)
        for axis, at in ((0, 0), (0, 3_600), (1, 0), (1, 2_400))
    ]
    assert min(by_wall) >= 5


def test_curved_walls_get_booths() -> None:
    fullest = proposals(ROUND, USUAL)[0]
    wall = polygon(ROUND).exterior
    at_the_wall = [booth for booth in fullest.layout.booths if polygon(booth.ring).distance(wall) < CURVE_CM]
    assert len(at_the_wall) >= 12


def test_corners_get_booths_that_are_entered_beside_the_other_row() -> None:
    fullest = proposals(hall(60, 40), USUAL)[0]
    corners = {(0, 0), (6_000, 0), (0, 4_000), (6_000, 4_000)}
    in_corners = [booth for booth in fullest.layout.booths if corners & set(booth.ring)]
    assert [booth.area_sqm for booth in in_corners] == [18] * 4


def test_booths_stand_beside_exits_and_none_before_them() -> None:
    rules = NO_MARGIN._replace(exit_clearance_cm=0)
    exits = exits_per_wall(hall(60, 40), 2, rules)
    booths = [
        polygon(booth.ring) for booth in proposals(hall(60, 40), USUAL, standing=exits, rules=rules)[0].layout.booths
    ]
    for each in exits:
        box = bounds(each.ring)
        reach = (0, 300) if box.width > box.depth else (300, 0)
        ahead = shapely.box(box.left - reach[0], box.top - reach[1], box.right + reach[0], box.bottom + reach[1])
        assert not any(booth.intersection(ahead).area > 1 for booth in booths)
    assert any(booth.distance(polygon(each.ring)) < 100 for each in exits for booth in booths)


def test_booths_of_a_turned_hall_are_turned_with_it() -> None:
    for found in proposals(hall(36, 24, 17), USUAL):
        for booth in found.layout.booths:
            (x, y), (to_x, to_y) = booth.ring[:2]
            turn = math.degrees(math.atan2(to_y - y, to_x - x)) % 90
            assert abs(turn - 17) < 0.5


def test_mix_is_met_in_shares_and_counts() -> None:
    found = proposals(hall(48, 36), (count("6", "6", 4, island=True), share("3", "3", 60), share("6", "3", 40)))
    for each in found:
        islands, nine, eighteen = (number for _size, number, _area in each.counts)
        assert islands == 4
        assert abs(Decimal(nine * 9) / (nine * 9 + eighteen * 18) - Decimal("0.6")) < Decimal("0.03")
        assert each.unmet == []
        assert sum(area for _size, _number, area in each.counts) == each.layout.net_sqm


def test_islands_have_four_open_sides() -> None:
    for found in proposals(hall(60, 40), (share("12", "12", 100, island=True),)):
        assert {booth.open_sides for booth in found.layout.booths} == {4}
        assert len(found.layout.booths) == 6  # four in a row need 60.5 m, three rows 46 m


def test_what_of_the_mix_could_not_be_met_is_said() -> None:
    found = proposals(hall(18, 12), (count("12", "12", 2, island=True), share("3", "3", 100)))
    assert {tuple(map(str, each.unmet)) for each in found} == {("Islands of 12 × 12 m: 2 requested, 0 placed.",)}


def test_numbers_alone_leave_the_rest_of_the_hall_empty() -> None:
    found = proposals(hall(36, 24), (count("3", "3", 10),))
    assert {len(each.layout.booths) for each in found} == {10}


def test_numbers_of_many_sizes_are_met_where_there_is_room() -> None:
    many = (*(count(str(width), str(depth), 4) for depth in (3, 4, 5, 6) for width in (6, 8, 10)), count("12", "9", 4))
    found = proposals(hall(100, 80), many)
    assert [list(map(str, each.unmet)) for each in found] == [[]] * len(found)


def test_an_entrance_zone_stays_free_and_leads_to_a_straight_aisle() -> None:
    zone = entrance_of(hall(60, 40), Wall.LOWER, 900, 800)
    assert bounds(zone.ring) == (2_550, 3_200, 3_450, 4_000)
    for found in proposals(hall(60, 40), USUAL, standing=[zone], from_exits=True):
        booths = shapely.union_all([polygon(booth.ring) for booth in found.layout.booths])
        assert booths.intersection(polygon(zone.ring)).area == 0
        assert any(booths.disjoint(shapely.box(x, 301, x + 240, 3_200)) for x in range(2_550, 3_211, 5))


def test_an_entrance_zone_lies_in_the_hall() -> None:
    with pytest.raises(LayoutRefused) as refused:
        entrance_of(normalised([(0, 0), (4_000, 0), (0, 3_000)]), Wall.LOWER, 900, 800)
    assert (refused.value.code, refused.value.field) == ("entrance_outside", "entrance_wall")


def test_booths_stand_around_columns_where_that_is_allowed() -> None:
    outline = hall(36, 36)
    clear, around = (
        proposals(outline, NINE, standing=columns(outline), on_columns=on_columns) for on_columns in (False, True)
    )
    assert fill(around) > fill(clear)


@pytest.mark.parametrize("degrees", [0, 17])
def test_straight_aisles_go_from_each_exit_through_the_hall(degrees: int) -> None:
    outline = hall(60, 48, degrees)
    exits = exits_per_wall(outline, 2, NO_MARGIN)
    for found in proposals(outline, USUAL, standing=exits, from_exits=True):
        booths = shapely.union_all([polygon(booth.ring) for booth in found.layout.booths])
        for one in exits:
            assert any(_is_open(booths, polygon(one.ring), polygon(other.ring), 240) for other in exits if other != one)


def _is_open(booths: BaseGeometry, start: shapely.Polygon, end: shapely.Polygon, width_cm: int) -> bool:
    """Whether a straight way of that width leads from one exit to the one that faces it; ways are tried each 5 cm."""
    first, second = (max(edges(exit_), key=lambda edge: edge.length) for exit_ in (start, end))
    if abs(math.cos(bearing(first) - bearing(second))) < 0.99 or start.distance(end) < 3_000:
        return False
    if math.cos(bearing(first) - bearing(second)) < 0:
        second = second.reverse()
    return any(
        not shapely.LineString([first.interpolate(at), second.interpolate(at)])
        .buffer(width_cm / 2, cap_style="flat")
        .intersects(booths)
        for at in range(0, int(first.length), 5)
    )


def edges(shape: shapely.Polygon) -> list[shapely.LineString]:
    return [shapely.LineString(pair) for pair in pairwise(shape.exterior.coords)]


def bearing(edge: shapely.LineString) -> float:
    (x, y), (to_x, to_y) = edge.coords
    return math.atan2(to_y - y, to_x - x)


def test_cross_aisles_are_straight_through_all_bands() -> None:
    """In the direction across the rows: as many lines of sight of the aisle's width as rows need at 21 m."""
    for found in proposals(hall(120, 60), NINE):
        columns = {0.0: 0, 90.0: 1}[found.degrees % 180]
        across = [bounds(booth.ring) for booth in found.layout.booths]
        shut = shapely.union_all(
            [shapely.LineString([(box[columns], 0), (box[columns + 2], 0)]) for box in map(tuple, across)]
        )
        taken = sorted(part.bounds[0::2] for part in shapely.get_parts(shapely.line_merge(shut)))
        inner = [(end, start) for (_s, end), (start, _e) in pairwise(taken)]
        assert {start - end >= 250 for end, start in inner} == {True}
        assert len(inner) >= {0: 4, 1: 2}[columns]


def test_a_main_aisle_is_as_wide_as_it_is_asked_for() -> None:
    exits = exits_per_wall(hall(120, 60), 2, NO_MARGIN)
    found = proposals(hall(120, 60), USUAL, standing=exits, main_aisle_m="6", from_exits=True)
    for each in found:
        booths = shapely.union_all([polygon(booth.ring) for booth in each.layout.booths])
        ways = [polygon(one.ring).union(polygon(other.ring)).envelope for one, other in combinations(exits, 2)]
        straight = [way for way in ways if min(sides(way)) == 600]
        around = polygon(hall(120, 60)).buffer(-301, join_style="mitre").exterior
        assert any(way.intersection(booths).area < 1 for way in straight) or around.buffer(299).disjoint(booths)


def sides(box: BaseGeometry) -> tuple[float, float]:
    left, top, right, bottom = box.bounds
    return right - left, bottom - top


def test_same_request_gives_the_same_proposals() -> None:
    once, again = (proposals(hall(36, 24), USUAL) for _time in range(2))
    assert [each.digest for each in once] == [each.digest for each in again]
    assert len({each.digest for each in once}) == len(once) >= 2


def test_proposals_that_break_fewer_mandatory_rules_come_first() -> None:
    rules = NO_MARGIN._replace(aisle_cm=250, main_aisle_cm=250)
    request = MixRequest(USUAL, 250, 250)

    def found(check: Callable[[HallLayout], Broken]) -> list[Proposal[Broken]]:
        return propose(hall(36, 24), (), request, rules, check, lambda _layout: None)

    banned = found(lambda _layout: Broken(0))[0].layout.booths
    others = found(lambda layout: Broken(int(layout.booths == banned)))
    assert [each.layout.booths == banned for each in others] == [False] * len(others)
    assert not any(Aim.REVENUE in each.aims for each in others)
    fewest = found(lambda layout: Broken(1 if layout.booths == banned else 2))
    assert [(each.layout.booths == banned, Aim.MIX in each.aims) for each in fewest[:1]] == [(True, True)]


def test_layout_that_decides_nothing_is_not_checked() -> None:
    checked = []

    def check(layout: HallLayout) -> Broken:
        checked.append(layout.booths)
        return Broken(0)

    rules = NO_MARGIN._replace(aisle_cm=250, main_aisle_cm=250)
    shown = propose(hall(36, 24), (), MixRequest(USUAL, 250, 250), rules, check, lambda _layout: None)
    assert sorted(checked, key=repr) == sorted((each.layout.booths for each in shown), key=repr)


@pytest.mark.parametrize(
    ("sizes", "code"),
    [
        ((), "mix_empty"),
        ((share("3", "3", 60), share("6", "3", 30)), "mix_odd"),
        ((share("2", "3", 100),), "size_too_small"),
        ((share("3", "61", 100),), "size_too_deep"),
        ((share("3", "3", 50), share("3", "3", 50)), "size_twice"),
        ((share("30", "30", 100),), "no_booths"),
    ],
)
def test_mixes_that_cannot_be_are_refused(sizes: tuple[Size, ...], code: str) -> None:
    with pytest.raises(LayoutRefused) as refused:
        proposals(hall(18, 12), sizes)
    assert (refused.value.code, refused.value.field) == (code, "mix")


def test_a_hall_for_too_many_booths_is_refused_at_once() -> None:
    with pytest.raises(LayoutRefused) as refused:
        proposals(hall(400, 400), NINE)
    assert refused.value.code == "too_many_booths"


def test_small_hall_with_exits_in_each_wall_keeps_room_for_booths() -> None:
    outline, rules = hall(18, 12), NO_MARGIN._replace(exit_clearance_cm=0)
    standing = fittings_of(outline, FittingsRequest(hydrants_cm=3_000, exits_per_wall=2), rules)
    exits = [bounds(each.ring) for each in standing if each.kind is ObstructionKind.EXIT]
    assert sorted(max(box.width, box.depth) for box in exits) == [200, 200, 300, 300]
    assert fill(proposals(outline, NINE, standing=standing, rules=rules)) >= Decimal("0.33")


def test_turned_walls_have_exits_inside_the_hall() -> None:
    outline = normalised([(0, 0), (6_000, 2_000), (4_500, 6_000), (-1_500, 4_000)])
    exits = exits_per_wall(outline, 2, NO_MARGIN)
    assert len(exits) == 8
    assert all(polygon(outline).covers(polygon(each.ring)) for each in exits)


def test_clearances_that_meet_in_a_line_leave_no_floor_there() -> None:
    line = shapely.GeometryCollection([shapely.LineString([(0, 0), (900, 0)]), shapely.Point(5, 5)])
    to_fill = HallToFill(hall(18, 12), (), 300, 300, NO_MARGIN)
    assert _bands(to_fill, Floor(line, []), Frame(0), Tally(NINE), Variant(0)) == []
