import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pavilions.drawings.geometry import Frontage, Ring, frontages, normalised, open_sides, open_sides_of_plan
from tests.large_files import hall_of_booths

HALL = ((0, 0), (5_000, 0), (5_000, 3_000), (0, 3_000))
L_SHAPE = ((0, 0), (600, 0), (600, 300), (300, 300), (300, 600), (0, 600))


def rectangle(left: int, top: int, width: int = 300, depth: int = 300) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))


def turned(ring: Ring, degrees: float) -> Ring:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return normalised((round(x * cosine - y * sine), round(x * sine + y * cosine)) for x, y in ring)


def row(count: int, top: int = 1_000, gap: int = 0) -> list[Ring]:
    return [rectangle(1_000 + number * (300 + gap), top) for number in range(count)]


def block(count: int, gap: int = 0) -> list[Ring]:
    """Two rows back to back, aisles all around."""
    return row(count, 1_000, gap) + row(count, 1_300 + gap, gap)


def test_open_sides_of_a_booth_alone_are_four() -> None:
    assert open_sides(rectangle(1_000, 1_000), [], HALL) == 4


@pytest.mark.parametrize("gap", [0, 5, 60, 99])
def test_open_sides_in_a_block_are_two_at_corners_and_one_between(gap: int) -> None:
    assert open_sides_of_plan(block(4, gap), HALL) == [2, 1, 1, 2, 2, 1, 1, 2]


@pytest.mark.parametrize("degrees", [0, 17, 45, 61.5, 200])
def test_open_sides_do_not_depend_on_the_way_a_block_is_turned(degrees: float) -> None:
    assert open_sides_of_plan([turned(ring, degrees) for ring in block(4)]) == [2, 1, 1, 2, 2, 1, 1, 2]


def test_open_sides_at_the_end_of_a_block_are_three() -> None:
    end_booth = rectangle(400, 1_000, 600, 600)

    assert open_sides_of_plan([end_booth, *block(3)], HALL)[0] == 3


def test_open_sides_of_a_row_at_the_wall_do_not_count_the_wall() -> None:
    assert open_sides_of_plan(row(3, top=0), HALL) == [2, 1, 2]
    assert open_sides_of_plan(row(3, top=60), HALL) == [2, 1, 2]
    assert open_sides_of_plan(row(3, top=300), HALL) == [3, 2, 3]


def test_open_sides_do_not_count_a_side_that_an_obstruction_blocks() -> None:
    booth = rectangle(1_000, 1_000)

    assert open_sides(booth, [], HALL, [rectangle(1_000, 950, 300, 20)]) == 3
    assert open_sides(booth, [], HALL, [rectangle(1_100, 950, 50, 50)]) == 4


@pytest.mark.parametrize(("aisle", "sides"), [(299, [3, 3]), (300, [4, 4]), (301, [4, 4])])
def test_open_sides_are_at_aisles_of_the_least_width(aisle: int, sides: list[int]) -> None:
    facing = [rectangle(5_000, 5_000), rectangle(5_000, 5_300 + aisle)]

    assert open_sides_of_plan(facing, aisle_cm=300) == sides
    assert open_sides_of_plan(facing) == [4, 4]


@pytest.mark.parametrize(("gap", "sides"), [(299, 3), (300, 4)])
def test_open_sides_at_a_wall_or_obstruction_need_an_aisle_before_it(gap: int, sides: int) -> None:
    booth = rectangle(1_000, 1_000)

    assert open_sides(booth, [], rectangle(1_000 - gap, 0, 4_000, 4_000), aisle_cm=300) == sides
    assert open_sides(booth, [], None, [rectangle(900, 980 - gap, 500, 20)], aisle_cm=300) == sides


def test_open_sides_need_half_of_a_side_open() -> None:
    booth = rectangle(1_000, 1_000, 600, 300)

    assert open_sides(booth, [rectangle(1_000, 700, 300, 300)], HALL) == 4
    assert open_sides(booth, [rectangle(1_000, 700, 320, 300)], HALL) == 3


def test_open_sides_of_a_booth_closed_in_are_one() -> None:
    ring_around = [rectangle(700, 700, 900), rectangle(700, 1_300, 900), rectangle(700, 1_000), rectangle(1_300, 1_000)]
    booth = rectangle(1_000, 1_000)

    assert open_sides(booth, ring_around, HALL) == 1
    assert frontages([booth, *ring_around], HALL)[0] == Frontage(0, 0)


def test_open_sides_of_an_l_shape_count_its_steps_as_one_side() -> None:
    below_and_in_the_notch = [rectangle(0, 600), rectangle(300, 300)]

    assert open_sides(L_SHAPE, []) == 4
    assert open_sides(L_SHAPE, [rectangle(-300, 0, 300, 600)]) == 3
    assert open_sides(L_SHAPE, below_and_in_the_notch) == 3


def test_frontages_leave_out_walls_that_face_each_other_across_a_narrow_court() -> None:
    u_shape = ((0, 0), (900, 0), (900, 600), (490, 600), (490, 300), (410, 300), (410, 600), (0, 600))

    assert frontages([u_shape])[0] == Frontage(4, 900 + 2 * 600 + 820 + 80)


def test_open_sides_of_a_round_booth_alone_are_four() -> None:
    circle = normalised(
        (round(400 * math.cos(angle / 20 * math.pi)), round(400 * math.sin(angle / 20 * math.pi)))
        for angle in range(40)
    )

    assert open_sides(circle, []) == 4
    assert open_sides(circle, [rectangle(-400, 400, 800)]) == 3


def test_open_sides_of_no_booths_are_none() -> None:
    assert open_sides_of_plan([]) == []


@given(st.integers(2, 12), st.integers(100, 900), st.integers(100, 900), st.integers(0, 95))
def test_open_sides_of_any_row_are_three_at_its_ends_and_two_between(
    count: int, width: int, depth: int, gap: int
) -> None:
    booths = [rectangle(number * (width + gap), 0, width, depth) for number in range(count)]

    assert open_sides_of_plan(booths) == [3, *[2] * (count - 2), 3]


@given(st.integers(2, 5), st.integers(2, 5), st.integers(100, 2_000))
def test_open_sides_of_islands_an_aisle_apart_are_four(across: int, down: int, aisle: int) -> None:
    step = 300 + aisle
    booths = [rectangle(column * step, line * step) for column in range(across) for line in range(down)]

    assert open_sides_of_plan(booths) == [4] * (across * down)


def test_open_sides_of_1500_booths() -> None:
    sides = open_sides_of_plan(hall_of_booths(), rectangle(0, -600, 20_000, 20_000))

    assert (sides.count(1), sides.count(2)) == (1_440, 60)
