"""Find the direction in which a ring lies."""

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, cos, degrees, dist, radians, sin

from pavilions.drawings.geometry.rings import Point, Ring

ALIKE_DEGREES = 1  # rounding may change the direction of a wall by this much
ROUNDED_CM = 2  # corners this near to one line, as rounding leaves them, lie on it
QUARTER_TURN = 90

type Wall = tuple[Point, Point]


def main_wall(ring: Ring) -> Wall:
    """Return the longest wall in the direction that most of the walls share or are perpendicular to.

    In a right triangle this is a leg.
    """
    walls = list(pairwise([*ring, ring[0]]))
    return max(walls, key=lambda wall: round(_alike(walls, wall) + dist(*wall) / 100, 2))


def skew_of(ring: Ring) -> float:
    """Return the degrees, above -45 and up to 45, by which most of a ring's walls are turned clockwise from the axes.

    Return 0 for a ring most of whose walls lie along the axes, or in no direction that most of them share.
    """
    walls = list(pairwise([*ring, ring[0]]))
    wall = main_wall(ring)
    turned = -((-_angle(wall) + QUARTER_TURN / 2) % QUARTER_TURN - QUARTER_TURN / 2)
    is_shared = _alike(walls, wall) * 2 > sum(dist(*each) for each in walls)
    return turned if is_shared and abs(turned) >= ALIKE_DEGREES else 0


def upright(ring: Ring, skew: float, around: Point) -> Ring:
    """Return a ring of this skew turned back around a point, with its walls straight along the axes again."""
    cosine, sine = cos(radians(skew)), sin(radians(skew))
    offsets = [(x - around[0], y - around[1]) for x, y in ring]
    across = _straightened([around[0] + x * cosine + y * sine for x, y in offsets])
    down = _straightened([around[1] - x * sine + y * cosine for x, y in offsets])
    return tuple(zip(across, down, strict=True))


def _straightened(values: Sequence[float]) -> list[int]:
    """Return whole centimetres, the same for all values that only rounding has set apart."""
    found: dict[float, int] = {}
    first = float("-inf")
    for value in sorted(values):
        if value - first > ROUNDED_CM:
            first = value
        found[value] = round(first)
    return [found[value] for value in values]


def _alike(walls: Sequence[Wall], wall: Wall) -> float:
    """Return the length of all walls in the direction of this one or perpendicular to it."""
    return sum(
        dist(*each)
        for each in walls
        if abs((_angle(each) - _angle(wall) + QUARTER_TURN / 2) % QUARTER_TURN - QUARTER_TURN / 2) < ALIKE_DEGREES
    )


def _angle(wall: Wall) -> float:
    (x, y), (next_x, next_y) = wall
    return degrees(atan2(next_y - y, next_x - x))
