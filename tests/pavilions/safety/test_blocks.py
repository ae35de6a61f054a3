"""Which positions pairs join, and the blocks of booths that stand wall to wall."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pavilions.plans.safety.measuring import blocks_of, joined
from tests.pavilions.safety.halls import box, measured, turned
from tests.pavilions.safety.sound_plans import OF_THREE_AND_FOUR

COUNT = 12
positions = st.integers(0, COUNT - 1)


def joined_one_by_one(pairs: list[tuple[int, int]]) -> list[list[int]]:
    groups = [{position} for position in range(COUNT)]
    for pair in pairs:
        together = set().union(*(group for group in groups if group & set(pair)))
        groups = [*(group for group in groups if not group & together), together]
    return sorted(sorted(group) for group in groups)


@given(st.lists(st.tuples(positions, positions), max_size=30))
def test_pairs_join_groups_each_in_order(pairs: list[tuple[int, int]]) -> None:
    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    assert joined(COUNT, one, other) == joined_one_by_one(pairs)


def test_a_block_is_as_long_and_deep_as_the_smallest_rectangle_around_it() -> None:
    straight = [box(500, 500, 300, 300), box(800, 500, 300, 300), box(500, 800, 300, 200)]
    slanted = [turned(box(2_000, 500, 500, 300), OF_THREE_AND_FOUR)]
    blocks = blocks_of(measured(box(0, 0, 4_000, 3_000), [*straight, *slanted]).hall)
    assert [(block.booths, round(block.length_cm), round(block.depth_cm)) for block in blocks] == [
        ((1, 2, 3), 600, 500),
        ((4,), 500, 300),
    ]
