"""More booths in a finished plan: on free floor first, then by the fewest other booths, and never to their harm."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pavilions.drawings.geometry import Box, Ring, area_sqm, bounds, outside, overlaps
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.more_booths import Ask, LocalChange, Standing, more_booths, sizes_of_area
from pavilions.plans.layout.generator.obstructions import Obstruction
from pavilions.plans.layout.generator.packing import HallToFill
from pavilions.plans.safety.measuring import MeasuredHall, fronts_of, narrow_passages
from pavilions.states import ObstructionKind
from tests.pavilions.floor.floors import rectangle
from tests.pavilions.layout.generator.mixes import NO_MARGIN

AISLE_CM = 300
NINE, EIGHTEEN, SQUARE_36 = (300, 300), (600, 300), (600, 600)


def hall(width: int, depth: int, *standing: Obstruction) -> HallToFill:
    return HallToFill(rectangle(0, 0, width, depth), standing, AISLE_CM, AISLE_CM, NO_MARGIN)


def block(columns: int, rows: int = 2, *, left: int = 300, top: int = 300, group: int = 1) -> list[Standing]:
    """Booths of 3 × 3 m, back to back; numbered along the upper row first."""
    places = [(column, row) for row in range(rows) for column in range(columns)]
    return [
        Standing(key, rectangle(left + 300 * column, top + 300 * row), group)
        for key, (column, row) in enumerate(places, start=1)
    ]


def boxes(rings: Iterable[Ring]) -> list[Box]:
    return [bounds(ring) for ring in rings]


def new(change: LocalChange) -> list[Box]:
    return boxes(each.ring for each in change.new)


def test_row_becomes_longer_where_an_aisle_is_left() -> None:
    change = more_booths(hall(2_100, 1_200), block(4), Ask(1, (NINE,)))
    assert (new(change), change.cut, change.gone) == ([Box(1_500, 300, 1_800, 600)], {}, frozenset())
    assert change.new[0].beside == 4


def test_row_does_not_become_longer_than_the_rules_allow() -> None:
    booths = block(7)
    next_one, room = Box(2_400, 300, 2_700, 600), hall(3_000, 1_200)
    for longest, found in ((2_400, [next_one]), (2_399, [])):
        asked = replace(room, rules=NO_MARGIN._replace(longest_row_cm=longest))
        assert [box for box in new(more_booths(asked, booths, Ask(1, (NINE,)))) if box == next_one] == found


def test_nothing_is_placed_where_the_aisle_would_become_narrower() -> None:
    change = more_booths(hall(2_099, 1_200), block(4), Ask(1, (NINE,)))
    assert change == LocalChange()


def test_booths_of_both_rows_are_joined_to_larger_ones() -> None:
    change = more_booths(hall(1_800, 1_200), block(4), Ask(3, (SQUARE_36,)))
    assert new(change) == [Box(300, 300, 900, 900), Box(900, 300, 1_500, 900)]
    assert (change.cut, change.gone) == ({}, frozenset(range(1, 9)))


def test_one_booth_is_split_before_several_are_joined() -> None:
    booths = [*block(4, 1), Standing(9, rectangle(300, 900, 1_200, 300), 1)]
    change = more_booths(hall(1_800, 1_500), booths, Ask(1, (EIGHTEEN,)))
    assert new(change) == [Box(300, 900, 900, 1_200)]
    assert (boxes(change.cut.values()), change.gone) == ([Box(900, 900, 1_500, 1_200)], frozenset())


def test_neighbours_are_cut_anew_and_what_is_left_can_be_sold() -> None:
    booths = [Standing(key, rectangle(300 + 500 * (key - 1), 300, 500, 300), 1) for key in (1, 2)]
    change = more_booths(hall(1_600, 900), booths, Ask(1, (EIGHTEEN,)))
    assert new(change) == [Box(300, 300, 900, 600)]
    assert ({key: bounds(ring) for key, ring in change.cut.items()}, change.gone) == (
        {2: Box(900, 300, 1_300, 600)},
        frozenset({1}),
    )
    assert more_booths(hall(1_600, 900), booths, Ask(1, ((800, 300),))) == LocalChange()  # 2 × 3 m would be left


def test_booths_that_are_fixed_or_of_another_sector_or_of_the_size_stay() -> None:
    booths = block(4, 1)
    fixed = [replace(each, is_fixed=each.key == 1) for each in booths]
    assert more_booths(hall(1_800, 900), fixed, Ask(2, (EIGHTEEN,))).gone == {2, 3}
    sectors = [replace(each, group=each.key) for each in booths]
    assert more_booths(hall(1_800, 900), sectors, Ask(1, (EIGHTEEN,))) == LocalChange()
    assert more_booths(hall(1_800, 900), booths, Ask(1, (NINE,))) == LocalChange()


def test_an_aisle_is_never_closed() -> None:
    """The floor between two blocks, as wide as a booth, stays an aisle."""
    booths = [*block(2), *(replace(each, key=each.key + 9) for each in block(2, left=1_200))]
    assert more_booths(hall(2_100, 1_200), booths, Ask(1, (NINE,))) == LocalChange()


def test_floor_before_exits_and_around_columns_stays_free() -> None:
    exit_ = Obstruction(ObstructionKind.EXIT, rectangle(0, 0, 600, 40), 0)
    column = Obstruction(ObstructionKind.COLUMN, rectangle(900, 900, 100, 100), 60)
    found = new(more_booths(hall(1_200, 1_200, exit_, column), [], Ask(20, (NINE,))))
    assert found
    for box in found:
        assert overlaps([ring_of(box), rectangle(0, 0, 600, 340)]) == []
        assert overlaps([ring_of(box), rectangle(840, 840, 220, 220)]) == []


def test_sizes_of_an_area_are_the_usual_one_and_those_of_the_rows() -> None:
    rings = [each.ring for each in block(4)] + [rectangle(0, 0, 800, 400)]
    assert sizes_of_area(Decimal(36), rings) == ((600, 600), (1_200, 300), (900, 400))
    assert sizes_of_area(Decimal(20), rings) == ((700, 300), (670, 300), (500, 400))
    assert sizes_of_area(Decimal(9), []) == (NINE,)


@st.composite
def plans(draw: Any) -> tuple[HallToFill, list[Standing], Ask]:
    """Rows of booths of several widths, single or back to back, with aisles between them and some booths fixed."""
    booths: list[Standing] = []
    top, across = draw(st.sampled_from([0, 300, 450])), 0
    for band in range(draw(st.integers(1, 3))):
        left = draw(st.sampled_from([300, 400]))
        for row in range(draw(st.integers(1, 2))):
            right = left
            for width in draw(st.lists(st.sampled_from([250, 300, 400, 600, 900]), min_size=1, max_size=5)):
                ring = rectangle(right, top, width, 300)
                booths.append(Standing(len(booths) + 1, ring, band % 2, draw(st.booleans())))
                right += width
            across = max(across, right)
            top += 300
            assert row < 2
        top += draw(st.sampled_from([300, 450, 700]))
    size = draw(st.sampled_from([NINE, EIGHTEEN, SQUARE_36, (500, 300), (900, 400)]))
    room = hall(across + draw(st.sampled_from([300, 600, 1_000])), top + draw(st.sampled_from([0, 300, 350])))
    return room, booths, Ask(draw(st.integers(1, 5)), (size,))


@settings(max_examples=60, deadline=None)
@given(plans())
def test_nothing_overlaps_no_gap_is_narrow_and_fixed_booths_stay(
    plan: tuple[HallToFill, list[Standing], Ask],
) -> None:
    """Gaps and fronts are those that the rules of a venue measure, by other means than those of the proposal."""
    room, booths, ask = plan
    change = more_booths(room, booths, ask)
    assert not any(each.is_fixed and (each.key in change.gone or each.key in change.cut) for each in booths)
    kept = {each.key: change.cut.get(each.key, each.ring) for each in booths if each.key not in change.gone}
    after = kept | {-at: each.ring for at, each in enumerate(change.new, start=1)}
    assert overlaps(list(after.values())) == []
    assert outside(room.outline, list(after.values())) == []
    assert len(change.new) <= ask.number
    assert {tuple(sorted((box.width, box.depth))) for box in new(change)} <= {tuple(sorted(ask.sizes[0]))}
    assert all(area_sqm(ring) >= NO_MARGIN.smallest_sqm for ring in change.cut.values())
    before = {each.key: each.ring for each in booths}
    assert gaps(room, after) <= gaps(room, before)
    assert not ({*after} - fronted(room, after)) - ({*before} - fronted(room, before))


def gaps(room: HallToFill, rings: dict[int, Ring]) -> int:
    return len(narrow_passages(MeasuredHall(room.outline, rings), AISLE_CM))


def fronted(room: HallToFill, rings: dict[int, Ring]) -> set[int]:
    return {front.booth for front in fronts_of(MeasuredHall(room.outline, rings), ahead_cm=600)}
