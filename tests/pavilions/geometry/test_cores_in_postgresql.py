"""The database compares cores by itself; here it is asked whether it sees what `overlaps` sees."""

import random

import pytest
from django.db import connection

from pavilions.drawings.geometry import Ring, core, normalised, overlaps
from pavilions.floor.models.polygon import PolygonField

MEETINGS = """
    SELECT first.position, second.position
    FROM unnest(%s::int[], %s::polygon[]) AS first(position, core)
    JOIN unnest(%s::int[], %s::polygon[]) AS second(position, core)
        ON first.position < second.position AND first.core && second.core
    ORDER BY 1, 2
"""


def shape(dice: random.Random) -> Ring:
    """A rectangle, an L or a turned square, somewhere in a hall of 20 m; on a coarse grid, so walls meet."""
    left, top = dice.randrange(0, 1_700, 50), dice.randrange(0, 1_700, 50)
    width, depth = dice.randrange(100, 400, 50), dice.randrange(100, 400, 50)
    right, bottom, middle = left + width, top + depth, (left + width // 2, top + depth // 2)
    return dice.choice(
        [
            ((left, top), (right, top), (right, bottom), (left, bottom)),
            ((left, top), (right, top), (right, middle[1]), middle, (middle[0], bottom), (left, bottom)),
            normalised([(left, middle[1]), (middle[0], top), (right, middle[1]), (middle[0], bottom)]),
        ]
    )


def seen_by_postgresql(rings: list[Ring]) -> list[tuple[int, int]]:
    positions = list(range(len(rings)))
    cores = [PolygonField().get_prep_value(core(ring)) for ring in rings]
    with connection.cursor() as cursor:
        cursor.execute(MEETINGS, [positions, cores, positions, cores])
        return [(first, second) for first, second in cursor.fetchall()]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_postgresql_sees_the_overlaps_that_shapely_sees(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  (shapes, no secrets)
    rings = [shape(dice) for _number in range(150)]

    found = overlaps(rings)

    assert seen_by_postgresql(rings) == found
    assert 100 < len(found) < 150 * 149 / 2
