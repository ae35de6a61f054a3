"""Numbers that stand beside their booths, as callouts do."""

from collections.abc import Sequence
from dataclasses import replace

import shapely

from pavilions.plan_formats.pictures.booth_detection import Faces, FoundBooth
from pavilions.plan_formats.pictures.texts import NumberText

REACH_IN_HEIGHTS = 4


def numbered_from_beside(found: Faces) -> Faces:
    """Shapes without a number take the nearest of the numbers that stand in none, no farther than four letters high."""
    nameless = [position for position, booth in enumerate(found.booths) if not booth.numbers]
    if not (nameless and found.homeless):
        return found
    booths = list(found.booths)
    homed = set()
    for position, at in _nearest(booths, nameless, found.homeless):
        if not booths[position].numbers and at not in homed:
            booths[position] = replace(booths[position], numbers=(found.homeless[at],))
            homed.add(at)
    homeless = [number for at, number in enumerate(found.homeless) if at not in homed]
    return Faces(booths, found.nameless - len(homed), homeless)


def _nearest(
    booths: Sequence[FoundBooth], nameless: Sequence[int], numbers: Sequence[NumberText]
) -> list[tuple[int, int]]:
    """(booth, number), the nearest pairs first."""
    polygons = [shapely.Polygon(booths[position].corners) for position in nameless]
    tree = shapely.STRtree(polygons)
    pairs = []
    for at, number in enumerate(numbers):
        point = shapely.Point(number.x, number.y)
        near = tree.query(point, predicate="dwithin", distance=REACH_IN_HEIGHTS * number.height)
        pairs += [(float(polygons[each].distance(point)), nameless[int(each)], at) for each in near]
    return [(position, at) for _distance, position, at in sorted(pairs)]
