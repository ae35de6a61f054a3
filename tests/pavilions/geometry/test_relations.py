from decimal import Decimal
from itertools import combinations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from pavilions.drawings.geometry import (
    Ring,
    badly_at_columns,
    core,
    in_common,
    obstructed_sqm,
    on_obstruction,
    outside,
    overlaps,
    pairs_within,
    polygons,
    touching,
    union,
)


def rectangle(left: int, top: int, width: int = 300, depth: int = 300) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))


L_SHAPE = ((0, 0), (600, 0), (600, 300), (300, 300), (300, 600), (0, 600))
HALL = rectangle(0, 0, 2_000, 1_000)
rectangles = st.builds(rectangle, st.integers(0, 900), st.integers(0, 900), st.integers(10, 300), st.integers(10, 300))


def test_overlaps_ignores_neighbours_that_share_a_wall() -> None:
    assert overlaps([rectangle(0, 0), rectangle(300, 0), rectangle(0, 300)]) == []


@pytest.mark.parametrize(("into", "found"), [(3, []), (4, [(0, 1)]), (50, [(0, 1)])])
def test_overlaps_tolerates_less_than_four_centimetres(into: int, found: list[tuple[int, int]]) -> None:
    assert overlaps([rectangle(0, 0), rectangle(300 - into, 0)]) == found


def test_overlaps_accepts_a_booth_in_the_notch_of_an_l_and_refuses_one_too_big_for_it() -> None:
    assert overlaps([L_SHAPE, rectangle(300, 300)]) == []
    assert overlaps([L_SHAPE, rectangle(290, 290)]) == [(0, 1)]


def test_overlaps_sees_equal_shapes_and_shapes_inside_others() -> None:
    assert overlaps([rectangle(0, 0), rectangle(0, 0), rectangle(100, 100, 50, 50)]) == [(0, 1), (0, 2), (1, 2)]


def test_overlaps_ends_after_the_most_it_is_asked_for() -> None:
    assert len(overlaps([rectangle(0, 0)] * 3_000, most=10)) == 10


def test_overlaps_of_nothing_is_nothing() -> None:
    assert overlaps([]) == []


@given(st.lists(rectangles, max_size=8))
def test_overlaps_agrees_with_shapely_on_cores(rings: list[Ring]) -> None:
    cores = [shapely.Polygon(core(ring)) for ring in rings]

    assert overlaps(rings) == [
        (first, second)
        for first, second in combinations(range(len(rings)), 2)
        if cores[first].intersects(cores[second])
    ]


def test_outside_names_what_crosses_the_hall_wall() -> None:
    at_the_wall, across_it, beyond = rectangle(1_700, 0), rectangle(1_750, 0), rectangle(3_000, 0)

    assert outside(HALL, [at_the_wall, across_it, beyond, rectangle(1_702, 0)]) == [1, 2]


def test_outside_follows_an_outline_that_is_no_rectangle() -> None:
    assert outside(L_SHAPE, [rectangle(300, 0), rectangle(300, 300)]) == [1]


def test_on_obstruction_counts_the_clearance() -> None:
    booths = [rectangle(0, 0), rectangle(500, 0)]

    assert on_obstruction(booths, [(rectangle(310, 0, 30, 30), 0)]) == []
    assert on_obstruction(booths, [(rectangle(310, 0, 30, 30), 50)]) == [(0, 0)]
    assert on_obstruction(booths, [(rectangle(310, 0, 30, 30), 200)]) == [(0, 0), (1, 0)]
    assert on_obstruction(booths, []) == []


def test_columns_stand_in_booths_or_have_their_clearance() -> None:
    booths = [rectangle(0, 0), rectangle(300, 0)]
    beside, between, within = rectangle(640, 100, 40, 40), rectangle(280, 100, 40, 40), rectangle(200, 100, 40, 40)

    assert badly_at_columns(booths, [(beside, 30), (between, 30), (within, 100)]) == []
    assert badly_at_columns(booths, [(beside, 50)]) == [(1, 0)]
    assert badly_at_columns(booths[1:], [(within, 100)]) == [(0, 0)]
    assert badly_at_columns(booths[1:], [(within, 100)], booths[:1]) == []


@pytest.mark.parametrize(("width", "found"), [(300, []), (301, [(0, 0)])])
def test_a_column_takes_half_of_a_booth_at_most(width: int, found: list[tuple[int, int]]) -> None:
    assert badly_at_columns([rectangle(0, 0, 600, 300)], [(rectangle(150, 0, width, 300), 0)]) == found


def test_obstructed_floor_counts_once_and_only_inside() -> None:
    booths = [rectangle(0, 0), rectangle(300, 0), rectangle(900, 0)]
    columns = [rectangle(250, 100, 100, 50), rectangle(290, 100, 60, 50), rectangle(550, 0, 50, 33)]

    assert obstructed_sqm(booths, columns) == [Decimal("0.25"), Decimal("0.42"), Decimal(0)]
    assert obstructed_sqm(booths, []) == [Decimal(0)] * 3


def test_touching_is_wall_to_wall_and_not_corner_to_corner() -> None:
    booth, beside, behind, diagonal = rectangle(0, 0), rectangle(300, 0), rectangle(0, 300), rectangle(300, 300)

    assert touching([booth, beside, behind, diagonal]) == [(0, 1), (0, 2), (1, 3), (2, 3)]


@pytest.mark.parametrize(("gap", "found"), [(0, [(0, 1)]), (8, [(0, 1)]), (10, [(0, 1)]), (12, [])])
def test_touching_ignores_small_gaps(gap: int, found: list[tuple[int, int]]) -> None:
    assert touching([rectangle(0, 0), rectangle(300 + gap, 0)]) == found


@pytest.mark.parametrize(("shared", "found"), [(300, [(0, 1)]), (60, [(0, 1)]), (40, []), (0, [])])
def test_touching_needs_half_a_metre_of_shared_wall(shared: int, found: list[tuple[int, int]]) -> None:
    assert touching([rectangle(0, 0), rectangle(300, 300 - shared)]) == found


@given(st.lists(rectangles, max_size=8))
def test_touching_of_boxes_is_that_of_any_shapes(rings: list[Ring]) -> None:
    shapes = polygons([L_SHAPE, *rings])
    around = shapely.buffer(shapes, 10.5, join_style="mitre")

    assert touching([L_SHAPE, *rings]) == [
        (first, second)
        for first, second in combinations(range(len(shapes)), 2)
        if shapely.length(shapely.intersection(shapely.boundary(shapes[first]), around[second])) >= 70
    ]


@given(st.lists(rectangles, max_size=8), st.integers(0, 300))
def test_pairs_within_a_distance_are_all_that_are_so_near(rings: list[Ring], distance: int) -> None:
    shapes = polygons([L_SHAPE, *rings])
    one, other = pairs_within(shapes, distance)

    assert sorted(zip(one.tolist(), other.tolist(), strict=True)) == [
        (first, second)
        for first, second in combinations(range(len(shapes)), 2)
        if shapely.distance(shapes[first], shapes[second]) <= distance
    ]


near_a_grid = st.builds(rectangle, *[st.sampled_from([0, 100, 200, 300])] * 2, *[st.sampled_from([100, 200, 310])] * 2)


@given(st.lists(rectangles | near_a_grid, max_size=12), st.booleans())
def test_a_union_is_the_same_of_boxes_in_rows_and_of_any_shapes(rings: list[Ring], with_l: bool) -> None:
    shapes = polygons([L_SHAPE, *rings] if with_l else rings)

    assert shapely.equals(union(shapes), shapely.union_all(shapes))


@given(st.lists(st.tuples(rectangles, rectangles), max_size=5))
def test_what_shapes_have_in_common_is_their_intersection_for_boxes_and_others(pairs: list[tuple[Ring, Ring]]) -> None:
    shapes, others = (
        polygons([L_SHAPE, *(one for one, _other in pairs)]),
        polygons([HALL, *(two for _one, two in pairs)]),
    )
    exact = shapely.intersection(shapes, others)
    found = in_common(shapes, others)
    assert shapely.area(found).tolist() == shapely.area(exact).tolist()
    assert shapely.area(shapely.symmetric_difference(found, exact)).tolist() == [0.0] * len(shapes)
