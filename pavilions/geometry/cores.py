"""Cores: footprints shrunk by 2 cm on every side, so that neighbours may share a wall and still never touch.

PostgreSQL's exclusion constraint compares cores, and so does `overlaps`; both tolerate neighbours that are drawn up
to 4 cm into one another, which is rounding, and refuse more.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from django.utils.translation import gettext_lazy as _

from pavilions.geometry.rings import GeometryError, Polygons, Ring, polygons

type Core = tuple[tuple[float, float], ...]

SHRINK_CM = 2


def core(ring: Ring) -> Core:
    """The footprint less 2 cm on every side: one simple polygon, coordinates in cm with at most two decimals.

    A part thinner than 4 cm has no core. Where a whole booth is that thin, or a waist that thin would cut its core in
    two, GeometryError is raised, since nothing would keep others off it; a thin tail is left out of the core.
    """
    found = cores([ring])[0]
    if found is None:
        raise GeometryError(
            _("The shape is thinner than %(least)s cm somewhere.") % {"least": 2 * SHRINK_CM}, code="ring_too_thin"
        )
    return found


def cores(rings: Sequence[Ring]) -> list[Core | None]:
    """`core` of many rings at once; None where it would raise."""
    return [_corners(shrunk) for shrunk in shrunk_polygons(rings)]


def _corners(shrunk: object) -> Core | None:
    if not isinstance(shrunk, shapely.Polygon) or shrunk.is_empty or not shrunk.is_valid:
        return None
    return tuple((float(x), float(y)) for x, y in list(shrunk.exterior.coords)[:-1])


def shrunk_polygons(rings: Sequence[Ring]) -> Polygons:
    """One geometry per ring; empty or in several parts where a ring is too thin for a core."""
    shrunk = shapely.simplify(shapely.buffer(polygons(rings), -SHRINK_CM, join_style="mitre"), 0)
    return np.asarray(shapely.transform(shrunk, lambda points: np.round(points, 2)), dtype=np.object_)
