import pytest

from pavilions.geometry import Box, Ring, bounds, polygon
from pavilions.layout.generator.blocks import ring_of
from pavilions.plans.drawing.booths import path_of, shape_of

ELL: Ring = ((0, 0), (1_200, 0), (1_200, 300), (300, 300), (300, 900), (0, 900))
TRIANGLE: Ring = ((0, 0), (900, 0), (0, 900))
CIRCLE: Ring = tuple((round(x), round(y)) for x, y in polygon(ELL).centroid.buffer(300).exterior.coords[:-1])


def test_path_takes_one_number_for_a_step_along_an_axis() -> None:
    assert path_of(((10, 20), (310, 20), (310, 320), (10, 120))) == "M10 20h300v300l-300 -200z"


def test_room_of_a_rectangle_is_all_of_it() -> None:
    assert shape_of(ring_of(Box(100, 200, 400, 800))).room == Box(100, 200, 400, 800)


def test_room_of_an_ell_is_its_larger_arm() -> None:
    assert shape_of(ELL).room == Box(0, 0, 1_200, 300)


@pytest.mark.parametrize("ring", [TRIANGLE, CIRCLE])
def test_room_of_any_other_shape_lies_around_a_point_inside(ring: Ring) -> None:
    room = shape_of(ring).room
    assert (room.width, room.depth) == (2 * (bounds(ring).width // 6), 2 * (bounds(ring).depth // 6))
    assert polygon(ring).covers(polygon(ring_of(room)).centroid)
