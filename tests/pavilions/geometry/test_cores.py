import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from pavilions.drawings.geometry import GeometryError, Ring, core

DUMBBELL = ((0, 0), (300, 0), (300, 149), (600, 149), (600, 0), (900, 0), (900, 300), (600, 300), (600, 152))
WAISTED = (*DUMBBELL, (300, 152), (300, 300), (0, 300))
TAILED = ((0, 0), (300, 0), (300, 149), (600, 149), (600, 152), (300, 152), (300, 300), (0, 300))
lengths = st.integers(10, 2_000)


def rectangle(left: int, top: int, width: int, depth: int) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))


def test_core_is_two_centimetres_smaller_on_every_side() -> None:
    assert sorted(core(rectangle(0, 0, 300, 200))) == [(2, 2), (2, 198), (298, 2), (298, 198)]


def test_core_of_an_l_shape_keeps_its_notch() -> None:
    l_shape = ((0, 0), (600, 0), (600, 300), (300, 300), (300, 600), (0, 600))

    assert sorted(core(l_shape)) == [(2, 2), (2, 598), (298, 298), (298, 598), (598, 2), (598, 298)]


def test_core_of_a_turned_booth_has_at_most_two_decimals() -> None:
    diamond = ((200, 0), (400, 200), (200, 400), (0, 200))

    assert sorted(core(diamond)) == [(2.83, 200), (200, 2.83), (200, 397.17), (397.17, 200)]


def test_core_leaves_a_tail_thinner_than_four_centimetres_out() -> None:
    assert sorted(core(TAILED)) == [(2, 2), (2, 298), (298, 2), (298, 298)]


@pytest.mark.parametrize("ring", [rectangle(0, 0, 3, 9_000), rectangle(0, 0, 4, 9_000), WAISTED])
def test_core_refuses_what_is_thinner_than_four_centimetres(ring: Ring) -> None:
    with pytest.raises(GeometryError) as refused:
        core(ring)

    assert refused.value.code == "ring_too_thin"
    assert str(refused.value) == "The shape is narrower than 4 cm in places."


@given(lengths, lengths, lengths, st.integers(-500, 500))
def test_cores_of_neighbours_that_share_a_wall_are_four_centimetres_apart(
    width: int, depth: int, other_width: int, shift: int
) -> None:
    booth, neighbour = rectangle(0, 0, width, depth), rectangle(width, shift, other_width, depth)

    assert shapely.Polygon(core(booth)).distance(shapely.Polygon(core(neighbour))) >= 3.999_999


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=3, max_size=9, unique=True))
def test_core_of_any_convex_shape_lies_inside_it(points: list[tuple[int, int]]) -> None:
    hull = shapely.MultiPoint(points).convex_hull
    try:
        shrunk = shapely.Polygon(core(tuple((int(x), int(y)) for x, y in hull.boundary.coords[:-1])))
    except (GeometryError, NotImplementedError):
        return

    assert shrunk.is_valid
    assert hull.boundary.distance(shrunk) >= 1.98
