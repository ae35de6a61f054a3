import pytest

from pavilions.drawings.geometry import (
    GeometryError,
    Ring,
    Spacing,
    bounds,
    is_turned,
    polygon,
    rows_and_columns,
    shifted,
    turned,
)
from tests.pavilions.floor.floors import rectangle


def test_moving_keeps_the_shape() -> None:
    assert shifted(rectangle(0, 0), -50, 20) == rectangle(-50, 20)


def test_quarter_turns_are_exact_and_four_are_none() -> None:
    ring = rectangle(0, 0, 600, 300)
    assert turned([ring], 90) == [rectangle(150, -150, 300, 600)]
    assert turned([ring], 360) == [ring]
    assert turned([ring], -90) == turned([ring], 270)


def test_several_turn_together() -> None:
    assert turned([rectangle(0, 0), rectangle(300, 0)], 90) == [rectangle(150, -150), rectangle(150, 150)]


def test_any_angle_rounds_corners_to_centimetres_and_keeps_the_area_within_a_per_cent() -> None:
    (ring,) = turned([rectangle(0, 0, 600, 300)], 33.3)
    assert abs(polygon(ring).area - 180_000) <= 1_800
    assert {type(value) for point in ring for value in point} == {int}


def test_turn_that_would_change_an_area_by_more_is_refused() -> None:
    with pytest.raises(GeometryError) as refusal:
        turned([rectangle(0, 0, 5_000, 6)], 10.5)
    assert refusal.value.code == "turn_changes_area"
    assert str(refusal.value).startswith("Rotated by this angle and rounded to whole centimetres, 3 m² would become ")


@pytest.mark.parametrize("degrees", [1, 15, 45, 89, -30, 137.5])
@pytest.mark.parametrize("ring", [rectangle(0, 0), rectangle(0, 0, 450, 297), ((0, 0), (600, 0), (0, 450))])
def test_turned_ring_is_known_as_such_and_turned_back_as_well(ring: Ring, degrees: float) -> None:
    (found,) = turned([ring], degrees)
    assert is_turned(ring, found)
    assert is_turned(found, turned([found], -degrees)[0])


@pytest.mark.parametrize(
    "other",
    [
        rectangle(0, 0),
        rectangle(0, 0, 302),
        rectangle(0, 0, 302, 298),
        rectangle(0, 0, 310),
        ((0, 0), (300, 0), (0, 300)),
    ],
)
def test_resized_ring_is_not_a_turned_one(other: Ring) -> None:
    assert not is_turned(rectangle(0, 0), other)


def test_rows_and_columns_leave_aisles_after_every_so_many() -> None:
    rings = rows_and_columns(
        (100, 200), (300, 300), rows=3, columns=3, across=Spacing(10), down=Spacing(0, aisle=250, every=2)
    )
    assert [bounds(ring).left for ring in rings[:3]] == [100, 410, 720]
    assert [bounds(ring).top for ring in rings[::3]] == [200, 500, 1050]
