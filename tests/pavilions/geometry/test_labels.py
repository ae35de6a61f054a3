import shapely
from hypothesis import given
from hypothesis import strategies as st

from pavilions.drawings.geometry import label_point


def test_label_point_of_a_rectangle_is_its_middle() -> None:
    assert label_point(((0, 0), (300, 0), (300, 200), (0, 200))) == (150, 100)


def test_label_point_of_an_l_shape_is_in_its_broadest_part() -> None:
    l_shape = ((0, 0), (900, 0), (900, 200), (200, 200), (200, 900), (0, 900))
    x, y = label_point(l_shape)

    assert shapely.Polygon(l_shape).exterior.distance(shapely.Point(x, y)) > 100


@given(st.integers(50, 900), st.integers(50, 900), st.integers(20, 49), st.integers(20, 49))
def test_label_point_is_inside_any_l(width: int, depth: int, across: int, down: int) -> None:
    l_shape = ((0, 0), (width, 0), (width, down), (across, down), (across, depth), (0, depth))

    assert shapely.Polygon(l_shape).contains(shapely.Point(label_point(l_shape)))
