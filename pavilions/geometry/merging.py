"""Several rings merged into one."""

from collections.abc import Sequence

import shapely
from django.utils.translation import gettext_lazy as _

from pavilions.geometry.relations import GAP_CM, touching
from pavilions.geometry.rings import BOOTH_LIMITS, GeometryError, Ring, polygon, sound_ring

CLOSED_BY_CM = GAP_CM / 2 + 0.25
SAME_SQUARE_CM = 1.0


def merged(rings: Sequence[Ring]) -> Ring:
    """The union of all rings, of any form, corners on whole centimetres.

    Each must stand wall to wall with the rest, by the rule of `touching`; gaps that this rule ignores become part of
    the union. Raises `GeometryError` for rings that do not touch or touch only at a corner (`merge_apart`), and for
    such as would enclose a hole (`merge_hole`).
    """
    if apart_from_first(rings):
        raise GeometryError(_("These booths do not stand wall to wall."), code="merge_apart")
    whole = shapely.union_all([polygon(ring) for ring in rings])
    if not isinstance(whole, shapely.Polygon) or whole.interiors:
        closed = shapely.buffer(whole, CLOSED_BY_CM, join_style="mitre")
        whole = shapely.buffer(closed, -CLOSED_BY_CM, join_style="mitre")
    if not isinstance(whole, shapely.Polygon):
        raise GeometryError(_("These booths do not stand wall to wall."), code="merge_apart")
    if any(shapely.Polygon(hole).area > SAME_SQUARE_CM for hole in whole.interiors):
        raise GeometryError(
            _("Together these booths would enclose a hole, which a booth cannot have."), code="merge_hole"
        )
    points = [(round(x), round(y)) for x, y in whole.exterior.coords[:-1]]
    return sound_ring(points, BOOTH_LIMITS)


def apart_from_first(rings: Sequence[Ring]) -> list[int]:
    """Positions of rings that no chain of shared walls connects with the first one."""
    neighbours: dict[int, set[int]] = {position: set() for position in range(len(rings))}
    for first, second in touching(rings):
        neighbours[first].add(second)
        neighbours[second].add(first)
    reached, waiting = {0}, [0]
    while waiting:
        found = neighbours[waiting.pop()] - reached
        reached |= found
        waiting.extend(found)
    return sorted(neighbours.keys() - reached)
