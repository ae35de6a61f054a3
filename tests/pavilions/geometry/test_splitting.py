from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pavilions.drawings.geometry import (
    Direction,
    GeometryError,
    Ring,
    area_sqm,
    bounds,
    overlaps,
    polygon,
    split_by_line,
    split_in_parts,
    split_off,
)
from tests.pavilions.floor.floors import rectangle

L_SHAPE: Ring = ((0, 0), (900, 0), (900, 300), (300, 300), (300, 900), (0, 900))
U_SHAPE: Ring = ((0, 0), (900, 0), (900, 900), (600, 900), (600, 300), (300, 300), (300, 900), (0, 900))
TURNED: Ring = ((300, 0), (900, 600), (600, 900), (0, 300))


def square_cm(rings: list[Ring]) -> list[int]:
    return [round(polygon(ring).area) for ring in rings]


def test_line_cuts_a_booth_in_two_from_the_left() -> None:
    assert split_by_line(rectangle(0, 0, 600), (200, -10), (200, 400)) == [
        rectangle(0, 0, 200),
        rectangle(200, 0, 400),
    ]


def test_line_that_ends_inside_is_prolonged() -> None:
    assert split_by_line(rectangle(0, 0, 600), (200, 100), (200, 200)) == split_by_line(
        rectangle(0, 0, 600), (200, -10), (200, 400)
    )


def test_slanting_line_keeps_the_area_exactly() -> None:
    parts = split_by_line(rectangle(0, 0, 601, 307), (100, -50), (253, 400))
    assert sum(square_cm(parts)) == 601 * 307
    assert overlaps(parts) == []


def test_line_through_an_l_may_cut_it_in_three() -> None:
    assert len(split_by_line(L_SHAPE, (0, 700), (700, 0))) == 3


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ((700, 0), (700, 300), "split_line_misses"),
        ((0, 0), (600, 0), "split_line_misses"),
        ((0, 300), (0, 300), "split_line_empty"),
        ((5, -1), (5, 301), "ring_too_small"),
    ],
)
def test_lines_that_do_not_split_are_refused(start: tuple[int, int], end: tuple[int, int], code: str) -> None:
    ring = rectangle(0, 0, 600)
    with pytest.raises(GeometryError) as refusal:
        split_by_line(ring, start, end)
    assert refusal.value.code == code


def test_parts_lie_across_the_longer_side_or_along_it() -> None:
    ring = rectangle(0, 0, 900)
    across = [bounds(part).left for part in split_in_parts(ring, 3, Direction.ACROSS)]
    along = [bounds(part).top for part in split_in_parts(ring, 3, Direction.ALONG)]
    assert (across, along) == ([0, 300, 600], [0, 100, 200])


def test_turned_booth_is_split_by_its_own_walls_exactly() -> None:
    parts = split_in_parts(TURNED, 2, Direction.ACROSS)
    assert square_cm(parts) == [180_000, 180_000]


def test_parts_of_an_l_have_equal_area() -> None:
    parts = split_in_parts(L_SHAPE, 2, Direction.ACROSS)
    assert sum(square_cm(parts)) == 450_000
    assert abs(square_cm(parts)[0] - 225_000) <= 450


def test_asked_area_is_split_off_from_the_left() -> None:
    parts = split_off(rectangle(0, 0, 600), Decimal(6), Direction.ACROSS)
    assert [area_sqm(part) for part in parts] == [Decimal("6.00"), Decimal("12.00")]


@pytest.mark.parametrize("area", ["18.00", "99", "0"])
def test_area_that_leaves_nothing_is_refused(area: str) -> None:
    with pytest.raises(GeometryError) as refusal:
        split_off(rectangle(0, 0, 600), Decimal(area), Direction.ACROSS)
    assert refusal.value.code == "split_area_too_large"
    assert str(refusal.value) == "Only part of the booth can be split off: more than 0 and less than 18 m²."


def test_shape_that_would_fall_apart_is_refused() -> None:
    with pytest.raises(GeometryError) as refusal:
        split_in_parts(U_SHAPE, 2, Direction.ALONG)
    assert refusal.value.code == "split_falls_apart"


@pytest.mark.parametrize("parts", [-1, 0, 1, 101])
def test_number_of_parts_is_limited(parts: int) -> None:
    with pytest.raises(GeometryError) as refusal:
        split_in_parts(rectangle(0, 0, 600), parts, Direction.ACROSS)
    assert refusal.value.code == "split_parts_number"


@given(
    st.integers(100, 3_000),
    st.integers(100, 3_000),
    st.integers(2, 6),
    st.sampled_from(Direction),
    st.sampled_from([(0, 0), (17, 5_003)]),
)
def test_parts_of_any_rectangle_fill_it_exactly(
    width: int, depth: int, count: int, direction: Direction, at: tuple[int, int]
) -> None:
    try:
        parts = split_in_parts(rectangle(*at, width, depth), count, direction)
    except GeometryError as refusal:
        assert refusal.code == "ring_too_small"  # noqa: PT017
        return
    assert sum(square_cm(parts)) == width * depth
    assert (len(parts), overlaps(parts)) == (count, [])
    assert max(square_cm(parts)) - min(square_cm(parts)) <= max(width, depth) * 2


def test_sliver_of_less_than_a_centimetre_is_a_part_that_is_too_small() -> None:
    ring = ((900, 1000), (1200, 1000), (1200, 1600), (655, 1600), (828, 1300), (900, 1300))
    with pytest.raises(GeometryError) as refusal:
        split_by_line(ring, (901, 995), (796, 1605))
    assert refusal.value.code == "ring_too_small"
