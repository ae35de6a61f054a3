"""Plans of the hall of four quarters, and of others, in which nothing is unsafe, whatever they look like."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, product
from typing import NamedTuple

import shapely

from pavilions.plans.safety.states import Measure
from pavilions.states import ObstructionKind
from tests.pavilions.safety.halls import box, turned
from tests.pavilions.safety.quarters import EAST, LEFT, NORTH, RIGHT, SAFE, SOUTH, WEST, Plan, row

OF_THREE_AND_FOUR = math.degrees(math.atan2(3, 4))
"""An angle by which corners at every 5 cm come to lie on whole centimetres."""
USUAL_IN_AUSTIN = frozenset({("usa", Measure.AISLE_WIDTH)})
"""The recommendation of 10 ft for aisles that have 3 m."""


class Sound(NamedTuple):
    """`advised` is what is rightly recommended otherwise, by the set and its measure."""

    name: str
    plan: Plan
    advised: frozenset[tuple[str, Measure]] = frozenset()


def lying_otherwise() -> Iterator[Sound]:
    yield Sound("as it is", SAFE)
    for degrees in (30, 90, 210, OF_THREE_AND_FOUR):
        yield Sound(f"turned by {degrees:.0f} degrees", SAFE.turned(degrees))
    yield Sound("far from the origin", SAFE.moved(lambda at: shapely.affinity.translate(at, 70_000, -50_000)))
    yield Sound("as in a mirror", SAFE.moved(lambda at: shapely.affinity.scale(at, -1, 1, origin=(0, 0))))
    exact = SAFE.with_first_quarter(*row(330), *row(630), *row(1_230))
    yield Sound("aisle of exactly 3 m", exact, USUAL_IN_AUSTIN)
    yield Sound("aisle of exactly 3 m, turned", exact.turned(OF_THREE_AND_FOUR), USUAL_IN_AUSTIN)


def with_things_in_wide_places() -> Iterator[Sound]:
    for thick in (20, 100):
        wall = box(700, 1_990 - thick // 2, 1_500, thick)
        yield Sound(f"wall {thick} cm thick in the middle of the main aisle", SAFE.with_walls(wall))
    for left in (800, 1_500, 2_000):
        yield Sound(f"column in the main aisle at {left}", SAFE.with_columns(box(left, 1_975, 50, 50)))
    every_10_m = [box(at, 1_975, 50, 50) for at in range(600, 5_500, 1_000)]
    yield Sound("columns every 10 m in the main aisle", SAFE.with_columns(*every_10_m))
    colonnade = [box(at, 1_975, 50, 50) for at in range(700, 2_200, 100)]
    yield Sound("colonnade in the middle of the main aisle", SAFE.with_columns(*colonnade))
    yield Sound("column that is turned", SAFE.with_columns(turned(box(1_500, 1_975, 50, 50), 45)))
    yield Sound("columns in booths", SAFE.with_columns(*(box(400 + 300 * at, 400, 50, 50) for at in range(7))))
    yield Sound("portal of 4 m", SAFE.with_walls(box(RIGHT, 700, 370, 20), box(RIGHT + 770, 700, 370, 20)))
    yield Sound("pier 3.1 m beside a booth", SAFE.with_walls(box(0, 400, 20, 100)))
    yield Sound("pier in a corner", SAFE.with_walls(box(0, 0, 100, 100)))
    emptied = SAFE.without_first_quarter()
    for kind in (ObstructionKind.STAGE, ObstructionKind.CAFE, ObstructionKind.DUCT):
        yield Sound(f"{kind} in a wide place", emptied.having(kind, box(800, 500, 800, 600)))
    yield Sound("café in a corner", emptied.having(ObstructionKind.CAFE, box(0, 0, 600, 600)))
    marks = [(ObstructionKind.POWER, box(1_000, 1_000, 20, 20)), (ObstructionKind.WATER, box(1_100, 1_100, 20, 20))]
    texts = [(ObstructionKind.TEXT, box(600, 1_800, 900, 200)), (ObstructionKind.ENTRANCE, box(RIGHT, 900, 1_140, 40))]
    yield Sound("power, water, words and an entrance across an aisle", replace(SAFE, standing=[*marks, *texts]))
    hydrants = [box(x, y, 30, 30) for x, y in product((1_365, 4_605), (0, 1_085, 2_885, 3_970))]
    yield Sound("hydrants on walls and in aisles", SAFE.having(ObstructionKind.HYDRANT, *hydrants))


def with_other_booths() -> Iterator[Sound]:
    yield Sound("without booths", replace(SAFE, booths=[]))
    yield Sound("without one quarter", SAFE.without_first_quarter())
    for depth in (50, 150):
        back = [box(left, 330 + depth, 300, 300 - depth) for left in (930, 1_230)]
        booths = [ring for ring in SAFE.booths if ring[0] not in {(930, 330), (1_230, 330)}]
        yield Sound(f"booths set back by {depth} cm", replace(SAFE, booths=[*booths, *back]))
    alcove = [ring for ring in SAFE.booths if ring[0] not in {(930, 630), (1_230, 630)}]
    yield Sound("alcove of 6 by 3 m", replace(SAFE, booths=alcove))
    yield Sound("30 cm between backs", SAFE.with_first_quarter(*row(330), *row(660), *row(1_270)))
    yield Sound("island in the main aisle", SAFE.with_booths(box(2_850, 600, 300, 300)))
    yield Sound("turned island in a wide place", SAFE.with_first_quarter(turned(box(1_000, 600, 600, 600), 30)))
    yield Sound("large island", SAFE.with_first_quarter(box(LEFT, 330, 2_100, 1_240)))
    angled = ((330, 330), (930, 330), (930, 630), (630, 630), (630, 930), (330, 930))
    others = [ring for ring in SAFE.booths if ring[0] not in {(330, 330), (630, 330), (330, 630)}]
    yield Sound("booth like an L", replace(SAFE, booths=[*others, angled]))
    cut = ((2_130, 1_270), (2_430, 1_270), (2_430, 1_470), (2_330, 1_570), (2_130, 1_570))
    others = [ring for ring in SAFE.booths if ring[0] != (2_130, 1_270)]
    yield Sound("booth whose corner is cut off", replace(SAFE, booths=[*others, cut]))


def with_service_gaps() -> Iterator[Sound]:
    for gap in (100, 150, 290):
        behind = SAFE.with_first_quarter(*row(gap), *row(1_270))
        service = box(LEFT, 0, RIGHT - LEFT, gap)
        yield Sound(f"service gap of {gap} cm at a wall", behind.having(ObstructionKind.SERVICE, service))
    for gap in (100, 150):
        between = replace(SAFE, exits=[box(0, 1_800, 40, 400), EAST, NORTH, SOUTH])
        between = between.with_first_quarter(*row(330), *row(630 + gap), *row(1_390))
        service = box(LEFT, 630, RIGHT - LEFT, gap)
        yield Sound(f"service gap of {gap} cm between backs", between.having(ObstructionKind.SERVICE, service))


def with_other_exits() -> Iterator[Sound]:
    for away in (10, 20):
        exits = [box(-away - 20, 1_650, 20, 700), EAST, NORTH, SOUTH]
        yield Sound(f"exit drawn in the wall, {away} cm from the floor", replace(SAFE, exits=exits))
    for name, swing in {"3.5 m": box(0, 1_825, 150, 350), "a square of 3 m": box(0, 1_850, 300, 300)}.items():
        yield Sound(f"exit drawn with the swing of its doors, {name}", replace(SAFE, exits=[swing, EAST, NORTH, SOUTH]))
    at_sides = [box(x, 1_800, 40, 400) for x in (0, 5_960)]
    yield Sound("exits of 4 m", replace(SAFE, exits=[*at_sides, box(2_800, 0, 400, 40), box(2_800, 3_960, 400, 40)]))
    yield Sound("six exits", SAFE.with_exits(box(0, 0, 40, 300), box(5_960, 3_700, 40, 300)))
    foyer = replace(SAFE, outline=box(-400, 0, 6_400, 4_000), exits=[box(-20, 1_650, 20, 700), EAST, NORTH, SOUTH])
    walls = box(-20, 0, 20, 1_650), box(-20, 2_350, 20, 1_650)
    yield Sound("exit that leads through a drawn wall into a foyer", foyer.with_walls(*walls))
    walls = box(0, 0, 20, 1_650), box(0, 2_350, 20, 1_650)
    yield Sound("exit in a drawn wall along the outline", SAFE.with_walls(*walls))


def in_other_halls() -> Iterator[Sound]:
    centre, radius = 3_000, 2_600
    angles = [math.radians(15 + 30 * number) for number in range(12)]
    corners = [(round(centre + radius * math.cos(at)), round(centre + radius * math.sin(at))) for at in angles]
    rim = corners[0][0] - centre
    exits = [
        box(centre + rim - 40, centre - 350, 40, 700),
        box(centre - rim, centre - 350, 40, 700),
        box(centre - 350, centre + rim - 40, 700, 40),
        box(centre - 350, centre - rim, 700, 40),
    ]
    islands = [box(centre + x, centre + y, 600, 600) for x, y in product((-950, 350), repeat=2)]
    yield Sound("twelve-sided hall with islands", Plan(islands, exits, outline=tuple(corners)))
    yield Sound("the same, turned", Plan(islands, exits, outline=tuple(corners)).turned(25))
    upper = (6_000, 0), (6_150, 400), (6_280, 900), (6_370, 1_400), (6_400, 1_600)
    curve = (*upper, *((x, 4_000 - y) for x, y in reversed(upper)))
    outline = ((0, 0), *curve, (0, 4_000))
    curved = replace(SAFE, outline=outline, exits=[WEST, box(6_360, 1_650, 40, 700), NORTH, SOUTH])
    yield Sound("hall with a curved end", curved)
    angled = (2_000, 0), (6_000, 0), (6_000, 4_000), (0, 4_000), (0, 1_250), (2_000, 1_250)
    yield Sound("hall like an L", replace(SAFE.without_first_quarter(), outline=angled))
    at_walls = [box(330 + 335 * number, top, 335, 300) for number, top in product(range(4), (0, 1_200))]
    small = Plan(at_walls, [box(0, 600, 40, 300), box(1_960, 600, 40, 300)], outline=box(0, 0, 2_000, 1_500))
    yield Sound("small hall with booths at its walls", small)


SOUND = list(
    chain(
        lying_otherwise(),
        with_things_in_wide_places(),
        with_other_booths(),
        with_service_gaps(),
        with_other_exits(),
        in_other_halls(),
    )
)
