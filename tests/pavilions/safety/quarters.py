"""A safe hall of 60 by 40 m in four quarters, to be spoilt or altered; all lengths in centimetres.

Four exits of 7 m lie at the ends of two main aisles, of 11.4 and 8.6 m. Each quarter has a block of two rows and one
of a single row, of seven booths each, 3.4 m apart and 3.3 m from the walls.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Self

import shapely

from pavilions.drawings.geometry import Ring
from pavilions.plans.safety.checking import HallFacts, Measured
from pavilions.plans.safety.queries import measured_shapes
from pavilions.states import ObstructionKind
from tests.pavilions.safety.halls import box

WIDTH, DEPTH = 6_000, 4_000
WEST, EAST = box(0, 1_650, 40, 700), box(5_960, 1_650, 40, 700)
NORTH, SOUTH = box(2_650, 0, 700, 40), box(2_650, 3_960, 700, 40)
ROWS = 330, 630, 1_270
"""Where the rows of the first quarter begin; the last ends at `FRONT`, before the main aisle."""
FRONT = 1_570
HALL = box(0, 0, WIDTH, DEPTH)
LEFT, RIGHT = 330, 2_430
"""From where to where its blocks reach."""


@dataclass(frozen=True)
class Plan:
    """`standing` is what else is drawn, each with its kind."""

    booths: Sequence[Ring]
    exits: Sequence[Ring] = (WEST, EAST, NORTH, SOUTH)
    standing: Sequence[tuple[ObstructionKind, Ring]] = ()
    outline: Ring = HALL

    def measured(self, facts: HallFacts) -> Measured:
        """Booths A1, A2, … and exits 1, 2, …"""
        drawn = [*((ObstructionKind.EXIT, ring) for ring in self.exits), *self.standing]
        booths = {number: (f"A{number}", ring) for number, ring in enumerate(self.booths, start=1)}
        return measured_shapes(self.outline, booths, dict(enumerate(drawn, start=1)), facts)

    def with_booths(self, *booths: Ring) -> Self:
        return replace(self, booths=[*self.booths, *booths])

    def with_exits(self, *exits: Ring) -> Self:
        return replace(self, exits=[*self.exits, *exits])

    def having(self, kind: ObstructionKind, *rings: Ring) -> Self:
        return replace(self, standing=[*self.standing, *((kind, ring) for ring in rings)])

    def with_walls(self, *walls: Ring) -> Self:
        return self.having(ObstructionKind.WALL, *walls)

    def with_columns(self, *columns: Ring) -> Self:
        return self.having(ObstructionKind.COLUMN, *columns)

    def without_first_quarter(self) -> Self:
        return replace(self, booths=[ring for ring in self.booths if not _is_in_first_quarter(ring)])

    def with_first_quarter(self, *booths: Ring) -> Self:
        """With these booths in place of those of the first quarter."""
        return self.without_first_quarter().with_booths(*booths)

    def moved(self, move: Callable[[shapely.Geometry], shapely.Geometry]) -> Self:
        """The plan as it lies in a hall that is turned or elsewhere; corners are rounded to whole centimetres."""

        def ring(of: Ring) -> Ring:
            points = shapely.get_coordinates(shapely.orient_polygons(move(shapely.Polygon(of))))[:-1]
            return tuple((round(x), round(y)) for x, y in points.tolist())

        return replace(
            self,
            booths=[ring(booth) for booth in self.booths],
            exits=[ring(each) for each in self.exits],
            standing=[(kind, ring(each)) for kind, each in self.standing],
            outline=ring(self.outline),
        )

    def turned(self, degrees: float) -> Self:
        return self.moved(lambda shape: shapely.affinity.rotate(shape, degrees, (0, 0)))


def _is_in_first_quarter(ring: Ring) -> bool:
    return ring[0][0] < RIGHT and ring[0][1] < FRONT


def row(top: int, depth: int = 300) -> list[Ring]:
    """A row of the first quarter."""
    return [box(left, top, 300, depth) for left in range(LEFT, RIGHT, 300)]


def _quarter(*, right: bool, low: bool) -> Iterator[Ring]:
    for top, left in product(ROWS, range(LEFT, RIGHT, 300)):
        yield box(WIDTH - 300 - left if right else left, DEPTH - 300 - top if low else top, 300, 300)


SAFE = Plan([ring for right, low in product((False, True), repeat=2) for ring in _quarter(right=right, low=low)])
