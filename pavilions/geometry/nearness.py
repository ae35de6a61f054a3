"""What to offer instead: the nearest free booths of like size."""

from collections.abc import Mapping
from heapq import nsmallest
from math import hypot

from pavilions.geometry.labels import label_point
from pavilions.geometry.rings import Ring, area_sqm

METRES_PER_DOUBLE_SIZE = 50


def nearest_alike[Key](wanted: Ring, free: Mapping[Key, Ring], *, count: int = 3) -> list[Key]:
    """The `count` best replacements for a booth, best first; equal ones in the order they came.

    A candidate is as bad as it is far (metres between the middles) plus half a metre for each per cent that its area
    differs: a booth of the same size 50 m away is as good as one next door of twice the size.
    """
    here, area = label_point(wanted), float(area_sqm(wanted))

    def badness(key: Key) -> float:
        there = label_point(free[key])
        metres = hypot(there[0] - here[0], there[1] - here[1]) / 100
        return metres + METRES_PER_DOUBLE_SIZE * abs(float(area_sqm(free[key])) - area) / area

    return nsmallest(count, free, key=badness)
