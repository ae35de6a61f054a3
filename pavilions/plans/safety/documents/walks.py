"""The ways out of a hall: the shortest way from each booth as a line, and each place coloured by its distance."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import shapely

from pavilions.drawings.geometry import bounds
from pavilions.plans.drawing import CellsMark, draw_cells
from pavilions.plans.safety.checking import Line, Measured

CELL_CM = 200
TONES = 5
TONE_M = 10
"""The distance in metres to the nearest exit from one colour to the next."""


def walks_of(measured: Measured) -> Iterator[Line]:
    """Yield the way from the farthest corner of each booth to an aisle and on to an exit.

    A part that several ways share comes only once.
    """
    stands = [stand for stand in measured.stands.values() if stand.can_be_entered]
    known: set[tuple[float, float]] = set()
    for stand, way in zip(stands, measured.routes.ways([stand.leaves_at for stand in stands]), strict=True):
        ahead = next((at for at, point in enumerate(way) if point in known), len(way))
        known.update(way)
        yield (stand.farthest, *way[: ahead + 1])


def draw_walks(measured: Measured) -> str:
    """Return SVG of the ways and of the distances, which is laid over the plan."""
    lines = "".join(f"M{'L'.join(f'{x:.0f} {y:.0f}' for x, y in line)}" for line in walks_of(measured))
    return f'{draw_cells(tuple(cells_of(measured)))}<path class="walk" d="{lines}"/>'


def cells_of(measured: Measured) -> Iterator[CellsMark]:
    """Yield squares of the ways by colour, according to the distance of their middles from an exit."""
    around = bounds(measured.hall.outline)
    x, y = np.meshgrid(np.arange(around.left, around.right, CELL_CM), np.arange(around.top, around.bottom, CELL_CM))
    corners = np.column_stack([x.ravel(), y.ravel()])
    middles = (corners + CELL_CM / 2).astype(np.float64)
    ways = measured.hall.ways
    shapely.prepare(ways)
    inside = shapely.contains_xy(ways, middles)
    corners, middles = corners[inside], middles[inside]
    by_tone: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for corner, distance in zip(corners.tolist(), measured.routes.distances(middles).tolist(), strict=True):
        if np.isfinite(distance):
            by_tone[min(int(distance // (TONE_M * 100)), TONES - 1)].append((corner[0], corner[1]))
    for tone, cells in sorted(by_tone.items()):
        yield CellsMark(tuple(cells), CELL_CM, tone + 1)
