"""Which free booths are the best replacements for another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest
from math import hypot

METRES_PER_DOUBLE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the middle of a booth is, in centimetres of the hall's axes, and how large the booth is."""

    x: float
    y: float
    sqm: float


def nearest_spots[Key](wanted: Spot, free: Mapping[Key, Spot], *, count: int = 3) -> list[Key]:
    """The `count` best replacements for a booth, best first; equal ones in the order they came.

    The cost of a candidate is its distance (metres between the middles) plus half a metre for each per cent by which
    its area differs: a booth of the same size 50 m away is as good as one next door of twice the size.
    """

    def cost(key: Key) -> float:
        spot = free[key]
        metres = hypot(spot.x - wanted.x, spot.y - wanted.y) / 100
        return metres + METRES_PER_DOUBLE_SIZE * abs(spot.sqm - wanted.sqm) / wanted.sqm

    return nsmallest(count, free, key=cost)
