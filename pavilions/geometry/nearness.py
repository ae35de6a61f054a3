"""What to offer instead: the nearest free booths of like size."""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest
from math import hypot

from pavilions.geometry.labels import label_point
from pavilions.geometry.rings import Ring, area_sqm

METRES_PER_DOUBLE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the middle of a booth is, in centimetres of the hall's axes, and how large the booth is."""

    x: float
    y: float
    sqm: float


def spot_of(ring: Ring) -> Spot:
    return Spot(*label_point(ring), float(area_sqm(ring)))


def nearest_alike[Key](wanted: Ring, free: Mapping[Key, Ring], *, count: int = 3) -> list[Key]:
    """The `count` best replacements for a booth, best first; equal ones in the order they came.

    A candidate is as bad as it is far (metres between the middles) plus half a metre for each per cent that its area
    differs: a booth of the same size 50 m away is as good as one next door of twice the size.
    """
    return nearest_spots(spot_of(wanted), {key: spot_of(ring) for key, ring in free.items()}, count=count)


def nearest_spots[Key](wanted: Spot, free: Mapping[Key, Spot], *, count: int = 3) -> list[Key]:
    """`nearest_alike` of booths whose middles and areas are known already."""

    def badness(key: Key) -> float:
        spot = free[key]
        metres = hypot(spot.x - wanted.x, spot.y - wanted.y) / 100
        return metres + METRES_PER_DOUBLE_SIZE * abs(spot.sqm - wanted.sqm) / wanted.sqm

    return nsmallest(count, free, key=badness)
