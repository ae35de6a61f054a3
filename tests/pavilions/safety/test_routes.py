"""Shortest ways on floors with many corners are those of a plain search over all corners that see each other."""

from random import Random

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from pavilions.plans.safety.measuring.hall import Numbers, Shapes
from pavilions.plans.safety.measuring.routes import FEW_CORNERS, TOLERANCE_CM, Routes, Sight
from tests.pavilions.safety.halls import box, turned

WIDTH, DEPTH, EVERY = 6_000, 4_000, 500
EXITS = [shapely.box(1_000, 0, 1_300, 1), shapely.box(WIDTH - 1, 2_000, WIDTH, 2_300)]


def islands(chance: Random) -> shapely.Geometry:
    """A hall with a turned or straight block in most squares of a grid, some of which touch."""
    blocks = []
    for x in range(0, WIDTH, EVERY):
        for y in range(0, DEPTH, EVERY):
            if chance.random() < 0.8:
                ring = box(x + 60, y + 60, chance.randint(150, 380), chance.randint(150, 380))
                blocks.append(shapely.Polygon(turned(ring, chance.choice([0, 0, 0, 20, 45]))))
    floor = shapely.difference(shapely.box(0, 0, WIDTH, DEPTH), shapely.union_all(blocks))
    assert shapely.get_num_coordinates(floor) > FEW_CORNERS
    return floor


def points_on(floor: shapely.Geometry, chance: Random, count: int) -> Numbers:
    drawn = np.array([(chance.uniform(0, WIDTH), chance.uniform(0, DEPTH)) for _number in range(4 * count)])
    found: Numbers = drawn[shapely.contains_xy(floor, *drawn.T)][:count]
    return found


def searched(floor: shapely.Geometry, points: Numbers) -> Numbers:
    """Distances by relaxing all pairs until nothing is shorter."""
    ways = shapely.buffer(floor, TOLERANCE_CM, join_style="mitre")
    shapely.prepare(ways)
    places = np.concatenate([points, shapely.get_coordinates(floor)])

    def seen_along(lines: Shapes) -> Numbers:
        return np.where(shapely.covers(ways, lines), shapely.length(lines), np.inf)

    at = np.asarray(shapely.points(places))
    to_exits = np.stack([seen_along(np.asarray(shapely.shortest_line(at, reached))) for reached in EXITS])
    left: Numbers = to_exits.min(axis=0)
    one, other = np.triu_indices(len(places), 1)
    apart = np.full((len(places), len(places)), np.inf)
    apart[one, other] = seen_along(np.asarray(shapely.linestrings(np.stack([places[one], places[other]], axis=1))))
    apart = np.minimum(apart, apart.T)
    while True:
        over = (apart + left[None]).min(axis=1)
        if (over >= left - 1e-9).all():
            return left[: len(points)]
        left = np.minimum(left, over)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_ways_are_as_short_as_those_over_all_corners(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  (drawn to be the same every time, not to be secret)
    floor = islands(chance)
    points = points_on(floor, chance, 40)
    routes = Routes(floor, EXITS)
    assert routes.distances(points) == pytest.approx(searched(floor, points), abs=0.01)
    for point, distance in zip(points.tolist(), routes.distances(points).tolist(), strict=True):
        if np.isfinite(distance):
            assert shapely.length(shapely.LineString(routes.way((point[0], point[1])))) == pytest.approx(distance)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_lines_are_free_where_the_floor_covers_them(seed: int) -> None:
    chance = Random(seed)  # noqa: S311
    floor = islands(chance)
    ends = np.concatenate([points_on(floor, chance, 100), shapely.get_coordinates(floor)[:100]])
    starts, ends = ends, np.roll(ends, chance.randint(1, 150), axis=0)
    ways = shapely.buffer(floor, TOLERANCE_CM, join_style="mitre")
    lines = shapely.linestrings(np.stack([starts, ends], axis=1))
    assert Sight(floor).is_free(starts, ends).tolist() == shapely.covers(ways, lines).tolist()


def test_lines_beyond_the_floor_are_not_free_and_those_along_its_rounded_edge_are() -> None:
    floor = islands(Random(1))  # noqa: S311
    starts = np.array([(-0.3, 100.0), (-900.0, 10.0), (100.0, 10.0), (10.0, DEPTH + 700.0)])
    ends = np.array([(-0.3, 900.0), (100.0, 10.0), (WIDTH + 900.0, 10.0), (10.0, 10.0)])
    assert Sight(floor).is_free(starts, ends).tolist() == [True, False, False, False]
    assert np.isinf(Routes(floor, [shapely.box(-900, -900, -800, -800)]).distances(ends)).all()
