import re
from dataclasses import replace

import pytest

from pavilions.drawings.geometry import Box, Ring, bounds, polygon, turned
from pavilions.plans.drawing import draw_hall
from pavilions.plans.drawing.booths import path_of, shape_of
from pavilions.plans.layout.generator.blocks import ring_of
from tests.pavilions.plans.drawing.marks import BOOTH, hall_of

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


@pytest.mark.parametrize("degrees", [30, -20, 45, 7.5, 73])
@pytest.mark.parametrize("box", [Box(3_000, 3_000, 3_300, 3_300), Box(3_000, 3_000, 3_600, 3_300)])
def test_a_turned_booth_has_the_room_of_its_neighbour_that_is_not_turned(degrees: float, box: Box) -> None:
    (ring,) = turned([ring_of(box)], degrees)
    shape = shape_of(ring)
    room = sorted((shape.room.width, shape.room.depth))
    assert [abs(one - other) <= 2 for one, other in zip(room, sorted((box.width, box.depth)), strict=True)] == [
        True
    ] * 2
    assert abs((shape.turn - degrees + 45) % 90 - 45) < 0.5
    assert -45 < shape.turn <= 45
    across = (shape.room.left + shape.room.right) / 2 - shape.label[0]
    down = (shape.room.top + shape.room.bottom) / 2 - shape.label[1]
    assert max(abs(across), abs(down)) <= 2


def test_letters_of_a_turned_booth_are_turned_with_it_and_as_large_as_its_neighbours() -> None:
    straight = replace(BOOTH, ring=ring_of(Box(0, 0, 300, 300)))
    (ring,) = turned([straight.ring], 30)
    sizes: list[int] = []
    for booth in (straight, replace(straight, ring=ring)):
        drawn = draw_hall(hall_of(booth))
        sizes += map(int, re.findall(r'font-size="(\d+)">A01', drawn))
    assert abs(sizes[1] - sizes[0]) <= 1
    assert '<text aria-hidden="true" transform="rotate(29.9816 150 150)"><tspan x="150"' in drawn
