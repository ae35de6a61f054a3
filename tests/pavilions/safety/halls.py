"""Small halls whose measures can be computed by hand; all lengths in centimetres."""

from collections.abc import Mapping, Sequence

import shapely

from pavilions.drawings.geometry import Ring
from pavilions.plans.safety.checking import HallFacts, Measured
from pavilions.plans.safety.measuring import MeasuredHall


def box(left: int, top: int, width: int, depth: int) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))


def turned(ring: Ring, degrees: float) -> Ring:
    """Around its own middle."""
    points = shapely.get_coordinates(shapely.affinity.rotate(shapely.Polygon(ring), degrees))[:-1]
    return tuple((round(x), round(y)) for x, y in points.tolist())


def measured(
    outline: Ring,
    booths: Sequence[Ring] = (),
    *,
    exits: Sequence[Ring] = (),
    columns: Sequence[Ring] = (),
    standing: Sequence[Ring] = (),
    equipment: Sequence[Ring] = (),
    rescue: Sequence[Ring] = (),
    facts: HallFacts | None = None,
) -> Measured:
    """Booths A1, A2, … and exits 1, 2, …, with ids from 1."""

    def numbered(rings: Sequence[Ring]) -> Mapping[int, Ring]:
        return dict(enumerate(rings, start=1))

    hall = MeasuredHall(
        outline,
        numbered(booths),
        standing=standing,
        columns=numbered(columns),
        exit_rings=numbered(exits),
        equipment=numbered(equipment),
        rescue=numbered(rescue),
    )
    return Measured(
        hall,
        {key: f"A{key}" for key in hall.booths},
        facts or HallFacts(),
        exit_numbers={key: key for key in hall.exit_rings},
    )
