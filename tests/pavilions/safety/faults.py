"""A safe hall of 60 by 40 m, what makes it unsafe, and what only looks so; all lengths in centimetres.

Four exits of 7 m lie at the ends of two main aisles of 7 m. Each quarter has a block of two rows and one of a single row,
of seven booths each, 3.4 m apart and 3.3 m from the walls.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

import shapely

from pavilions.geometry import Ring
from pavilions.safety.checking import HallFacts, Measured
from pavilions.safety.states import Measure
from tests.pavilions.safety.halls import box, measured

WIDTH, DEPTH = 6_000, 4_000
WEST, EAST = box(0, 1_650, 40, 700), box(5_960, 1_650, 40, 700)
NORTH, SOUTH = box(2_650, 0, 700, 40), box(2_650, 3_960, 700, 40)


@dataclass(frozen=True)
class Plan:
    booths: Sequence[Ring]
    exits: Sequence[Ring] = (WEST, EAST, NORTH, SOUTH)
    standing: Sequence[Ring] = ()
    columns: Sequence[Ring] = ()
    equipment: Sequence[Ring] = ()
    outline: Ring = box(0, 0, WIDTH, DEPTH)
    deepest_m: Decimal | None = None
    """How deep its dead end is, where there is one."""

    def measured(self, facts: HallFacts) -> Measured:
        return measured(
            self.outline,
            self.booths,
            exits=self.exits,
            standing=self.standing,
            columns=self.columns,
            equipment=self.equipment,
            facts=facts,
        )

    def with_booths(self, *booths: Ring) -> "Plan":
        return replace(self, booths=(*self.booths, *booths))

    def without(self, *booths: int) -> "Plan":
        return replace(self, booths=[ring for at, ring in enumerate(self.booths) if at not in booths])

    def with_walls(self, *walls: Ring) -> "Plan":
        return replace(self, standing=(*self.standing, *walls))


def _quarter(*, right: bool, low: bool) -> Iterator[Ring]:
    for at, row in product(range(7), (330, 630, 1_270)):
        left = 330 + 300 * at
        yield box(WIDTH - 300 - left if right else left, DEPTH - 300 - row if low else row, 300, 300)


SAFE = Plan([ring for right, low in product((False, True), repeat=2) for ring in _quarter(right=right, low=low)])

AISLES, WAYS = {Measure.AISLE_WIDTH}, {Measure.WAY_WIDTH, Measure.AISLE_WIDTH}
NO_EXIT = {Measure.EXIT_FREE, Measure.EXITS}


def turned(ring: Ring, degrees: float) -> Ring:
    points = shapely.get_coordinates(shapely.affinity.rotate(shapely.Polygon(ring), degrees))[:-1]
    return tuple((round(x), round(y)) for x, y in points.tolist())


def turned_plan(plan: Plan, degrees: float) -> Plan:
    """The plan as it lies in a hall that is turned; corners are rounded to whole centimetres."""

    def around(rings: Sequence[Ring]) -> list[Ring]:
        shapes = shapely.affinity.rotate(
            shapely.MultiPolygon([shapely.Polygon(ring) for ring in rings]), degrees, (0, 0)
        )
        return [
            tuple((round(x), round(y)) for x, y in shapely.get_coordinates(shape)[:-1].tolist())
            for shape in shapes.geoms
        ]

    return replace(plan, booths=around(plan.booths), exits=around(plan.exits), outline=around([plan.outline])[0])


def room_with_a_door(width: int) -> Plan:
    """Walls cut off the first quarter but for a door in the wall beside the main aisle."""
    at = 1_200
    return SAFE.with_walls(
        box(0, 1_620, at, 20), box(at + width, 1_620, 2_580 - at - width, 20), box(2_560, 0, 20, 1_640)
    )


def corridor(width: int) -> Plan:
    """The same, and the door is the beginning of a corridor of 15 m to the middle of the hall."""
    plan = room_with_a_door(width)
    return plan.with_walls(box(1_180, 1_640, 20, 400), box(1_200 + width, 1_640, 20, 400))


def unsafe() -> Iterator[tuple[str, Plan, set[Measure]]]:
    """The plans, with the measures of which one has to be found where a rule set has it."""
    front = 1_570  # of the single row, towards the main aisle
    for before, thick in product((105, 120, 160, 200, 240), (10, 20, 50, 100, 200, 300)):
        yield (
            f"wall {thick} cm thick, {before} cm before a row",
            SAFE.with_walls(box(330, front + before, 2_100, thick)),
            AISLES,
        )
    for before, apart in product((120, 200, 240), (60, 100, 140)):
        columns = [box(330 + number * apart, front + before, 50, 50) for number in range(2_100 // apart)]
        yield f"columns {apart} cm from one another, {before} cm before a row", replace(SAFE, columns=columns), AISLES
    for before in (120, 200):
        stage = box(900, front + before, 900, 400)
        yield f"stage {before} cm before three booths", SAFE.with_walls(stage), AISLES
    for width in (101, 103, 105, 107, 109):
        yield f"doorway of {width} cm", room_with_a_door(width), WAYS
        yield f"corridor of {width} cm", corridor(width), WAYS
    for gap in (75, 90, 106, 140, 170, 200):
        island = box(2_430 + gap, front + gap, 3_570 - 2_430 - 2 * gap, 2_430 - front - 2 * gap)
        yield f"island whose corners are {gap} cm beside those of blocks", SAFE.with_booths(island), AISLES
    for apart in (120, 200, 280):
        pair = [turned(box(1_000, 1_800, 300, 300), 45), turned(box(1_000 + 424 + apart, 1_800, 300, 300), 45)]
        yield f"two turned islands {apart} cm apart", SAFE.with_booths(*pair), AISLES
    for gap in (110, 120, 200, 290):
        yield f"pier {gap} cm beside a booth", SAFE.with_walls(box(0, 400, 330 - gap, 100)), AISLES
    for gap in (110, 200, 299):
        yield (
            f"aisle of {gap} cm",
            replace(
                SAFE,
                booths=[
                    (*ring,) if ring[0][1] != 1_270 else box(ring[0][0], 930 + gap, 300, 300) for ring in SAFE.booths
                ],
            ),
            AISLES,
        )
    yield "wedge", SAFE.with_walls(((330, 1_000), (2_430, 1_150), (2_430, 1_160), (330, 1_010))), AISLES
    for left in (900, 1_400, 2_000):
        yield f"café in an aisle at {left}", SAFE.with_walls(box(left, 1_050, 400, 100)), AISLES
    yield "booth in an aisle", SAFE.with_booths(box(900, 960, 300, 250)), {Measure.AISLE_WIDTH, Measure.ENTRANCE}
    yield (
        "enclosed booth",
        SAFE.with_walls(box(300, 240, 360, 60), box(240, 240, 60, 760), box(300, 960, 360, 40)).with_booths(
            box(660, 30, 300, 300)
        ),
        {Measure.ENTRANCE, Measure.AISLE_WIDTH, Measure.WAY_WIDTH},
    )
    yield "booth behind a gap of 90 cm", replace(room_with_a_door(90), exits=SAFE.exits), {Measure.ENTRANCE}
    yield (
        "island behind walls",
        SAFE.with_walls(
            box(240, 240, 2_300, 20), box(240, 1_000, 2_300, 20), box(240, 240, 20, 780), box(2_520, 240, 20, 780)
        ),
        {Measure.ENTRANCE},
    )
    for depth in (1_700, 2_600):
        big = [ring for ring in SAFE.booths if not (ring[0][0] < 2_600 and ring[0][1] < 1_600)]
        closed = [box(330, 330, 2_100, 1_240)]
        yield (
            f"stand open at one end only, {depth} cm",
            replace(
                SAFE,
                booths=[*big, *closed],
                standing=[box(300, 300, 2_130, 30), box(300, 330, 30, 1_240), box(300, 1_570, 2_130, 30)],
            ),
            {Measure.STAND_DEPTH},
        )
    # exits
    for name, spot in {"mid-floor": box(1_200, 1_900, 400, 40), "mid-floor across": box(1_500, 1_700, 40, 400)}.items():
        yield f"only {name} exits", replace(SAFE, exits=[spot, box(4_200, 1_900, 400, 40)]), NO_EXIT
        yield f"{name} exit beside good ones", replace(SAFE, exits=[*SAFE.exits, spot]), {Measure.EXIT_FREE}
    yield (
        "exit outside of the hall",
        replace(SAFE, exits=[WEST, EAST, NORTH, box(2_650, 4_500, 700, 40)]),
        {Measure.EXIT_FREE},
    )
    yield "exit across the outline", replace(SAFE, exits=[*SAFE.exits, box(100, 3_000, 40, 1_000)]), {Measure.EXIT_FREE}
    yield (
        "exit in a loose wall",
        replace(
            SAFE,
            exits=[*SAFE.exits, box(1_500, 1_950, 200, 20)],
            standing=[box(1_300, 1_950, 200, 20), box(1_700, 1_950, 200, 20)],
        ),
        {Measure.EXIT_FREE},
    )
    room = (box(0, 1_580, 700, 20), box(700, 1_580, 20, 840), box(0, 2_400, 700, 20))
    yield "exit in a closed room", SAFE.with_walls(*room), {Measure.EXIT_FREE}
    for name, cover in {
        "a café": box(0, 1_600, 200, 800),
        "a stage over half of it": box(0, 1_600, 200, 400),
        "a stage 2 m before it": box(240, 1_700, 200, 600),
    }.items():
        yield f"exit covered by {name}", SAFE.with_walls(cover), {Measure.EXIT_FREE, Measure.EXIT_FRONT}
    yield "exit covered by a booth", SAFE.with_booths(box(40, 1_700, 300, 300)), {Measure.EXIT_FREE, Measure.EXIT_FRONT}
    yield "one exit", replace(SAFE, exits=[WEST]), {Measure.EXITS}
    for apart in (50, 100, 400):
        pair = [box(0, 1_650, 40, 350), box(0, 2_000 + apart, 40, 350)]
        yield f"two exits {apart} cm apart", replace(SAFE, exits=pair), {
            Measure.EXITS_APART, Measure.EXITS_OPPOSITE, Measure.EXIT_SPACING
        }  # fmt: skip
    yield "all exits at one end", replace(SAFE, exits=[box(0, at, 40, 700) for at in (0, 1_000, 2_300, 3_300)]), {
        Measure.EXITS_OPPOSITE, Measure.EXITS_APART, Measure.TRAVEL, Measure.STRAIGHT_TRAVEL
    }  # fmt: skip
    yield "all exits in one corner", replace(SAFE, exits=[box(0, 40, 40, 700), box(40, 0, 700, 40)]), {
        Measure.EXITS_APART, Measure.EXIT_SPACING, Measure.EXITS_OPPOSITE
    }  # fmt: skip
    for width in (60, 70, 79):
        yield (
            f"exit of {width} cm",
            replace(SAFE, exits=[*SAFE.exits[:3], box(2_900, 3_960, width, 40)]),
            {Measure.EXIT_WIDTH},
        )
    yield (
        "exits too narrow together",
        replace(SAFE, exits=[box(0, 1_900, 40, 140), box(5_960, 1_900, 40, 140)]),
        {Measure.EXIT_CAPACITY},
    )
    # ends, lengths, equipment
    for deep in (620, 1_000, 1_520, 2_010):
        closed = replace(SAFE.with_walls(box(2_410 - deep, 930, 20, 340)), deepest_m=Decimal(deep) / 100)
        yield f"dead end of {deep} cm", closed, {Measure.DEAD_END}
    for gap in (0, 40, 99):
        hydrant = box(1_000, 330 - 30 - gap, 30, 30)
        yield f"hydrant {gap} cm beside a booth", replace(SAFE, equipment=[hydrant]), {Measure.EQUIPMENT_CLEARANCE}
    yield "hydrant in a booth", replace(SAFE, equipment=[box(1_000, 400, 30, 30)]), {Measure.EQUIPMENT_CLEARANCE}
    yield "hydrants too far away", replace(SAFE, equipment=[box(0, 0, 30, 30)]), {Measure.EQUIPMENT_REACH}
    yield "block of 42 m", SAFE.with_booths(box(2_430, 330, 1_140, 600)), {Measure.ROW_LENGTH}
    yield "booth at a column", replace(SAFE, columns=[box(600, 960, 50, 50)]), {Measure.COLUMN_CLEARANCE}
    yield (
        "booth 30 cm from a wall",
        SAFE.with_booths(box(1_000, 30, 300, 200)),
        {Measure.WALL_CLEARANCE, Measure.AISLE_WIDTH},
    )


def safe() -> Iterator[tuple[str, Plan]]:
    """Plans in which nothing is wrong that a rule set forbids."""
    yield "as it is", SAFE
    yield "without booths", replace(SAFE, booths=[])
    for degrees in (30, 90, 210):
        yield f"turned by {degrees} degrees", turned_plan(SAFE, degrees)
    for thick in (20, 100):
        yield (
            f"wall {thick} cm thick in the middle of the main aisle",
            SAFE.with_walls(box(700, 1_990 - thick // 2, 1_500, thick)),
        )
    for left in (800, 1_500, 2_000):
        yield f"column in the main aisle at {left}", replace(SAFE, columns=[box(left, 1_975, 50, 50)])
    yield (
        "columns every 10 m in the main aisle",
        replace(SAFE, columns=[box(at, 1_975, 50, 50) for at in range(600, 5_500, 1_000)]),
    )
    yield "columns in booths", replace(SAFE, columns=[box(400 + 300 * at, 400, 50, 50) for at in range(7)])
    for depth in (50, 150):
        yield (
            f"booths set back by {depth} cm",
            replace(
                SAFE,
                booths=[
                    box(ring[0][0], ring[0][1] + depth, 300, 300 - depth)
                    if ring[0] in {(930, 330), (1_230, 330)}
                    else ring
                    for ring in SAFE.booths
                ],
            ),
        )
    yield "exits drawn in the wall", replace(SAFE, exits=[box(-30, 1_650, 20, 700), EAST, NORTH, SOUTH])
    yield (
        "exits drawn with the swing of their doors",
        replace(SAFE, exits=[box(0, 1_825, 150, 350), EAST, NORTH, SOUTH]),
    )
