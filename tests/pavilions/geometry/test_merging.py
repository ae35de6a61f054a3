import pytest
from hypothesis import given
from hypothesis import strategies as st

from pavilions.drawings.geometry import GeometryError, Ring, area_sqm, merged, polygon, split_by_line, turned
from tests.pavilions.floor.floors import rectangle


def test_row_becomes_one_rectangle() -> None:
    assert merged([rectangle(0, 0), rectangle(600, 0), rectangle(300, 0)]) == rectangle(0, 0, 900)


def test_l_shape() -> None:
    whole = merged([rectangle(0, 0), rectangle(300, 0), rectangle(0, 300)])
    assert whole == ((0, 0), (600, 0), (600, 300), (300, 300), (300, 600), (0, 600))


def test_u_shape() -> None:
    parts = [rectangle(0, 0, 900), rectangle(0, 300), rectangle(600, 300)]
    assert polygon(merged(parts)).area == 450_000


def test_gap_that_counts_as_wall_to_wall_becomes_part_of_the_whole() -> None:
    assert merged([rectangle(0, 0), rectangle(308, 0)]) == rectangle(0, 0, 608)


@pytest.mark.parametrize(
    "others",
    [
        [rectangle(300, 300)],  # a corner only
        [rectangle(300, 260)],  # 40 cm of wall
        [rectangle(320, 0)],  # a gap
        [rectangle(300, 0), rectangle(3_000, 0)],
    ],
)
def test_booths_that_do_not_stand_wall_to_wall_are_refused(others: list[Ring]) -> None:
    with pytest.raises(GeometryError) as refusal:
        merged([rectangle(0, 0), *others])
    assert refusal.value.code == "merge_apart"


def test_ring_around_a_hole_is_refused() -> None:
    around = [rectangle(300 * x, 300 * y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    with pytest.raises(GeometryError) as refusal:
        merged(around)
    assert refusal.value.code == "merge_hole"


def test_turned_neighbours_merge_though_their_corners_were_rounded() -> None:
    pair = turned([rectangle(0, 0), rectangle(300, 0)], 33)
    whole = merged(pair)
    assert abs(area_sqm(whole) * 10_000 - 180_000) < 1_000


@given(st.integers(60, 540), st.integers(60, 540), st.integers(100, 500), st.integers(100, 500))
def test_merging_what_a_line_split_gives_the_whole(top: int, bottom: int, width: int, depth: int) -> None:
    ring = rectangle(0, 0, 600, depth)
    parts = split_by_line(ring, (top, -1), (bottom, depth + 1))
    assert merged(parts) == ring
