import math
from decimal import Decimal
from itertools import pairwise

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from pavilions.drawings.geometry import (
    OBSTRUCTION_LIMITS,
    Box,
    GeometryError,
    area_sqm,
    bounds,
    bounds_of,
    normalised,
    polygon,
    sound_ring,
)
from pavilions.drawings.geometry.rings import polygons

SQUARE = ((0, 0), (300, 0), (300, 300), (0, 300))
L_SHAPE = ((0, 0), (600, 0), (600, 300), (300, 300), (300, 600), (0, 600))
points = st.tuples(st.integers(-2_000, 2_000), st.integers(-2_000, 2_000))


def refusal(ring: tuple[tuple[int, int], ...]) -> str:
    with pytest.raises(GeometryError) as refused:
        sound_ring(ring)
    return refused.value.code


@pytest.mark.parametrize(
    "drawn",
    [
        (*SQUARE, (0, 0)),
        tuple(reversed(SQUARE)),
        ((300, 300), (0, 300), (0, 0), (300, 0)),
        ((0, 0), (100, 0), (300, 0), (300, 0), (300, 300), (0, 300), (0, 100)),
        ((0, 0), (400, 0), (300, 0), (300, 300), (0, 300)),
    ],
    ids=["closed", "anticlockwise", "other start", "needless points", "spike"],
)
def test_normalised_makes_drawings_of_one_shape_equal(drawn: tuple[tuple[int, int], ...]) -> None:
    assert normalised(drawn) == SQUARE


@pytest.mark.parametrize("drawn", [(), ((0, 0),), ((0, 0), (5, 5)), ((0, 0), (5, 5), (9, 9)), ((1, 1),) * 4])
def test_normalised_of_a_line_is_empty(drawn: tuple[tuple[int, int], ...]) -> None:
    assert normalised(drawn) == ()


@given(st.lists(points, max_size=12))
def test_normalised_keeps_the_area_and_is_stable(drawn: list[tuple[int, int]]) -> None:
    ring = normalised(drawn)

    assert normalised(ring) == ring
    assert area_sqm(ring) == area_sqm(drawn)


@given(st.lists(points, min_size=3, max_size=12, unique=True))
def test_area_sqm_agrees_with_shapely(drawn: list[tuple[int, int]]) -> None:
    hull = shapely.MultiPoint(drawn).convex_hull
    assume(isinstance(hull, shapely.Polygon))
    assert isinstance(hull, shapely.Polygon)
    ring = tuple((int(x), int(y)) for x, y in hull.exterior.coords)

    assert math.isclose(float(area_sqm(ring)), hull.area / 10_000, abs_tol=0.00500001)


def test_area_sqm_has_two_places_rounded_half_up() -> None:
    assert str(area_sqm(SQUARE)) == "9.00"
    assert area_sqm(((0, 0), (50, 0), (50, 1), (0, 1))) == Decimal("0.01")
    assert area_sqm(L_SHAPE) == Decimal("27.00")


def test_sound_ring_returns_the_normal_form() -> None:
    assert sound_ring(list(reversed(L_SHAPE))) == L_SHAPE


@pytest.mark.parametrize(
    ("code", "drawn"),
    [
        ("ring_empty", ()),
        ("ring_empty", ((0, 0), (300, 0), (600, 0))),
        ("ring_crossed", ((0, 0), (300, 300), (300, 0), (0, 400))),
        ("ring_crossed", ((0, 0), (300, 0), (300, 300), (600, 300), (600, 600), (300, 600), (300, 300), (0, 300))),
        ("ring_too_small", ((0, 0), (49, 0), (49, 49), (0, 49))),
        ("ring_too_large", ((0, 0), (30_000, 0), (30_000, 30_000), (0, 30_000))),
        ("ring_out_of_reach", ((0, 0), (10**300, 0), (300, 300))),
        ("ring_too_many_points", tuple((n, n * n) for n in range(1_002))),
    ],
)
def test_sound_ring_refuses(code: str, drawn: tuple[tuple[int, int], ...]) -> None:
    assert refusal(drawn) == code


def test_sound_ring_says_what_is_wrong_in_a_sentence() -> None:
    with pytest.raises(GeometryError) as refused:
        sound_ring(((0, 0), (49, 0), (49, 49), (0, 49)))

    assert str(refused.value) == "The shape has only 0.24 m²; at least 0.25 m² are required."


def test_sound_ring_accepts_a_column_by_its_own_limits() -> None:
    column = ((0, 0), (30, 0), (30, 30), (0, 30))

    assert sound_ring(column, OBSTRUCTION_LIMITS) == column


@given(st.lists(points, max_size=20))
def test_sound_ring_is_a_valid_clockwise_polygon_or_refused(drawn: list[tuple[int, int]]) -> None:
    try:
        ring = sound_ring(drawn)
    except GeometryError:
        return

    assert shapely.Polygon(ring).is_valid
    assert sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairwise([*ring, ring[0]])) > 0


def test_many_polygons_are_those_of_their_rings() -> None:
    rings = [L_SHAPE, SQUARE, ((0, 0), (300, 0), (0, 300))]
    assert [found.wkt for found in polygons(rings)] == [polygon(ring).wkt for ring in rings]
    assert list(polygons([])) == []


def test_bounds_enclose_the_shapes() -> None:
    assert bounds(L_SHAPE) == Box(0, 0, 600, 600)
    assert bounds_of([SQUARE, ((900, -50), (950, -50), (950, 700))]) == Box(0, -50, 950, 700)
    assert (Box(0, -50, 950, 700).width, Box(0, -50, 950, 700).depth) == (950, 750)
