"""Where a booth's number is written."""

import shapely

from pavilions.geometry.rings import Point, Ring, polygon

FINENESS_CM = 5


def label_point(ring: Ring) -> Point:
    """A point well inside the footprint: the middle of a convex one, else the point farthest from all walls."""
    shape = polygon(ring)
    convex = shape.area >= shape.convex_hull.area - 1
    middle = shape.centroid if convex else shapely.maximum_inscribed_circle(shape, tolerance=FINENESS_CM).coords[0]
    x, y = (middle.x, middle.y) if isinstance(middle, shapely.Point) else middle
    return round(x), round(y)
