"""What makes the hall of four quarters unsafe, by kind, with the measures of which one has to be found."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain, product
from typing import NamedTuple

from pavilions.drawings.geometry import Ring
from pavilions.plans.safety.states import Measure
from pavilions.states import ObstructionKind
from tests.pavilions.safety.halls import box, turned
from tests.pavilions.safety.quarters import (
    EAST,
    FRONT,
    LEFT,
    NORTH,
    RIGHT,
    ROWS,
    SAFE,
    SOUTH,
    WEST,
    WIDTH,
    Plan,
    row,
)

AISLE, WAY = frozenset({Measure.AISLE_WIDTH}), frozenset({Measure.WAY_WIDTH, Measure.AISLE_WIDTH})
SHUT = frozenset({Measure.ENTRANCE})
NO_EXIT, FREE = frozenset({Measure.EXIT_FREE, Measure.EXITS}), frozenset({Measure.EXIT_FREE})
COVERED = frozenset({Measure.EXIT_FREE, Measure.EXIT_FRONT})
TOGETHER = frozenset({Measure.EXITS_APART, Measure.EXITS_OPPOSITE, Measure.EXIT_SPACING})
FAR = frozenset({Measure.TRAVEL, Measure.STRAIGHT_TRAVEL})
HYDRANT = frozenset({Measure.EQUIPMENT_CLEARANCE})


class Fault(NamedTuple):
    """`figure` is what it comes to: a rule set whose limit allows it need not find it."""

    name: str
    plan: Plan
    measures: frozenset[Measure]
    figure: str = ""


def room_with_a_door(width: int) -> Plan:
    """Walls cut off the first quarter but for a door in the wall beside the main aisle."""
    at = 1_200
    return SAFE.with_walls(
        box(0, 1_620, at, 20), box(at + width, 1_620, 2_580 - at - width, 20), box(2_560, 0, 20, 1_640)
    )


def corridor(width: int) -> Plan:
    """The same, and the door is the beginning of a corridor of 4 m."""
    plan = room_with_a_door(width)
    return plan.with_walls(box(1_180, 1_640, 20, 400), box(1_200 + width, 1_640, 20, 400))


def exit_corridor(width: int) -> Plan:
    """The exit in the west lies at the end of a corridor of 15 m."""
    above = box(0, 1_930, 1_500, 20)
    return replace(SAFE, exits=[box(0, 1_950, 40, width), EAST, NORTH, SOUTH]).with_walls(
        above, box(0, 1_950 + width, 1_500, 20)
    )


def things_before_a_row() -> Iterator[Fault]:
    for before, thick in product((105, 120, 160, 200, 240), (10, 20, 50, 200, 300)):
        wall = box(LEFT, FRONT + before, RIGHT - LEFT, thick)
        yield Fault(f"wall {thick} cm thick, {before} cm before a row", SAFE.with_walls(wall), AISLE)
    for kind, thick in product((ObstructionKind.STAGE, ObstructionKind.CAFE, ObstructionKind.DUCT), (50, 200, 400)):
        thing = box(900, FRONT + 120, 900, thick)
        yield Fault(f"{kind} {thick} cm thick before three booths", SAFE.having(kind, thing), AISLE)
    for before, apart in product((120, 200, 240), (60, 100, 140)):
        columns = [box(LEFT + number * apart, FRONT + before, 50, 50) for number in range(2_100 // apart)]
        yield Fault(f"columns {apart} cm apart, {before} cm before a row", SAFE.with_columns(*columns), AISLE)


def narrow_places() -> Iterator[Fault]:
    for width in (101, 103, 105, 107, 109):
        yield Fault(f"doorway of {width} cm", room_with_a_door(width), WAY)
        yield Fault(f"corridor of {width} cm", corridor(width), WAY)
    for width in (101, 105, 109):
        yield Fault(f"exit at the end of a corridor of {width} cm", exit_corridor(width), WAY, f"{width / 100}")
    for gap in (75, 90, 106, 140, 170, 200):
        island = box(RIGHT + gap, FRONT + gap, WIDTH - 2 * RIGHT - 2 * gap, 860 - 2 * gap)
        yield Fault(f"island whose corners are {gap} cm beside those of blocks", SAFE.with_booths(island), AISLE)
    for apart in (120, 200, 280):
        islands = _on_their_corners(2, apart)
        yield Fault(f"two turned islands {apart} cm apart", SAFE.with_booths(*islands), AISLE)
    yield Fault("barrier of islands 120 cm apart at their corners", _behind_islands(120), WAY)
    yield Fault("barrier of islands 105 cm apart at their corners", _behind_islands(105), WAY)
    for gap in (110, 120, 200, 290):
        pier = box(0, 400, LEFT - gap, 100)
        yield Fault(f"pier {gap} cm beside a booth", SAFE.with_walls(pier), AISLE)
    for thick in (20, 200):
        pinched = [box(RIGHT, 1_990, 440, thick), box(WIDTH - RIGHT - 440, 1_990, 440, thick)]
        yield Fault(f"crossing pinched by walls {thick} cm thick", SAFE.with_walls(*pinched), AISLE)


def _on_their_corners(count: int, apart: int) -> list[Ring]:
    return [turned(box(600 + (424 + apart) * number, 1_850, 300, 300), 45) for number in range(count)]


def _behind_islands(apart: int) -> Plan:
    """The upper half of the hall is emptied, and left only between islands on their corners, from wall to wall."""
    count = WIDTH // (424 + apart)
    rest = WIDTH - count * (424 + apart) + apart
    islands = [turned(box(62 + (424 + apart) * number, 1_500, 300, 300), 45) for number in range(count)]
    walls = [box(WIDTH - rest, 1_640, rest, 20)]
    low = [ring for ring in SAFE.booths if ring[0][1] > FRONT]
    return Plan([*low, box(1_500, 500, 300, 300), *islands], [WEST, EAST, SOUTH]).with_walls(*walls)


def narrow_aisles() -> Iterator[Fault]:
    for gap in (110, 200, 299):
        plan = SAFE.with_first_quarter(*row(330), *row(630), *row(930 + gap))
        yield Fault(f"aisle of {gap} cm", plan, AISLE)
        yield Fault(f"aisle of {gap} cm, turned", plan.turned(30), AISLE)
    wedge = ((LEFT, 1_280), (RIGHT, 1_130), (RIGHT, FRONT), (LEFT, FRONT))
    yield Fault("wedge from 3.5 m to 2 m", SAFE.with_first_quarter(*row(330), *row(630), wedge), AISLE)
    for left in (900, 1_400, 2_000):
        tables = box(left, 1_050, 400, 100)
        yield Fault(f"café in an aisle at {left}", SAFE.having(ObstructionKind.CAFE, tables), AISLE)
        yield Fault(f"column in an aisle at {left}", SAFE.with_columns(box(left, 1_075, 50, 50)), AISLE)
    yield Fault("booth in an aisle", SAFE.with_booths(box(900, 960, 300, 250)), AISLE | SHUT)
    for gap in (100, 150, 290):
        plan = SAFE.with_first_quarter(*row(gap), *row(gap + 300), *row(1_270))
        yield Fault(f"gap of {gap} cm behind a row that nobody declared", plan, AISLE)


def shut_in() -> Iterator[Fault]:
    walls = [box(300, 240, 360, 60), box(240, 240, 60, 760), box(300, 960, 360, 40)]
    yield Fault("enclosed booth", SAFE.with_walls(*walls).with_booths(box(660, 30, 300, 300)), SHUT | WAY)
    yield Fault("booths behind a gap of 90 cm", room_with_a_door(90), SHUT)
    yield Fault("booths behind a wall without a door", room_with_a_door(0), SHUT)
    around = [box(240, 240, 2_300, 20), box(240, 1_000, 2_300, 20), box(240, 240, 20, 780), box(2_520, 240, 20, 780)]
    yield Fault("island behind walls", SAFE.with_walls(*around), SHUT)
    court = [box(LEFT + 300 * x, 330 + 310 * y, 300, 310) for x, y in product(range(5), range(4)) if _is_rim(x, y)]
    yield Fault("booth in a closed court", SAFE.with_first_quarter(*court, box(930, 790, 300, 320)), SHUT)
    plan = corridor(300).with_booths(box(1_200, 1_700, 300, 300))
    yield Fault("corridor barred by a booth", plan, SHUT)


def _is_rim(x: int, y: int) -> bool:
    return x in {0, 4} or y in {0, 3}


def exits_that_are_none() -> Iterator[Fault]:
    other = box(4_200, 1_900, 400, 40)
    for name, spot in {"along": box(1_200, 1_900, 400, 40), "across": box(1_500, 1_700, 40, 400)}.items():
        yield Fault(f"only exits in mid-floor, {name}", replace(SAFE, exits=[spot, other]), NO_EXIT)
        yield Fault(f"exit in mid-floor beside good ones, {name}", SAFE.with_exits(spot), FREE)
    for away in (100, 500):
        outside = box(2_650, 4_000 + away, 700, 40)
        yield Fault(f"exit {away} cm outside of the hall", replace(SAFE, exits=[WEST, EAST, NORTH, outside]), FREE)
    yield Fault("exit 1 m before the outline", SAFE.with_exits(box(100, 3_000, 40, 1_000)), FREE)
    loose = [box(1_300, 1_950, 200, 20), box(1_700, 1_950, 200, 20)]
    yield Fault("exit in a loose wall", SAFE.with_exits(box(1_500, 1_950, 200, 20)).with_walls(*loose), FREE)
    room = [box(0, 1_580, 700, 20), box(700, 1_580, 20, 840), box(0, 2_400, 700, 20)]
    yield Fault("exit in a closed room", SAFE.with_walls(*room), FREE)
    yield Fault("every exit but one in a closed room", replace(SAFE, exits=[WEST, EAST]).with_walls(*room), NO_EXIT)


def exits_in_the_way() -> Iterator[Fault]:
    for name, cover in {
        "a café": box(0, 1_600, 200, 800),
        "a stage over half of it": box(0, 1_600, 200, 400),
        "a stage 2 m before it": box(240, 1_700, 200, 600),
    }.items():
        yield Fault(f"exit covered by {name}", SAFE.having(ObstructionKind.STAGE, cover), COVERED)
    for ahead in (0, 100, 299):
        booth = box(40 + ahead, 1_700, 300, 300)
        yield Fault(f"booth {ahead} cm before an exit", SAFE.with_booths(booth), COVERED)


def exits_too_few_or_together() -> Iterator[Fault]:
    yield Fault("one exit", replace(SAFE, exits=[WEST]), frozenset({Measure.EXITS}))
    for apart in (50, 100, 400):
        pair = [box(0, 1_650, 40, 350), box(0, 2_000 + apart, 40, 350)]
        yield Fault(f"two exits {apart} cm apart", replace(SAFE, exits=pair), TOGETHER)
    at_one_end = [box(0, at, 40, 700) for at in (0, 1_000, 2_300, 3_300)]
    yield Fault(
        "all exits at one end", replace(SAFE, exits=at_one_end), FAR | {Measure.EXITS_APART, Measure.EXITS_OPPOSITE}
    )
    in_a_corner = [box(0, 40, 40, 700), box(40, 0, 700, 40)]
    yield Fault("all exits in one corner", replace(SAFE, exits=in_a_corner), TOGETHER)
    for width in (60, 79, 100):
        exits = [*SAFE.exits[:3], box(2_900, 3_960, width, 40)]
        yield Fault(
            f"exit of {width} cm", replace(SAFE, exits=exits), frozenset({Measure.EXIT_WIDTH}), f"{width / 100}"
        )
    narrow = [box(0, 1_900, 40, 140), box(5_960, 1_900, 40, 140)]
    yield Fault("exits too narrow together", replace(SAFE, exits=narrow), frozenset({Measure.EXIT_CAPACITY}))
    large = replace(SAFE, outline=box(0, 0, 20_000, 10_000), exits=[box(at, 0, 140, 40) for at in range(0, 9_000, 900)])
    yield Fault("ten exits of 140 cm for 20,000 m²", large, frozenset({Measure.EXIT_CAPACITY}))


def long_ways() -> Iterator[Fault]:
    far = replace(SAFE, outline=box(0, 0, 20_000, 10_000), exits=[WEST, box(0, 3_500, 40, 700)])
    yield Fault("200 m to an exit", far.with_booths(box(19_660, 9_000, 300, 300)), FAR)
    for deep in (620, 1_000, 1_520, 1_800, 2_010):
        wall = box(RIGHT - 20 - deep, 930, 20, 340)
        yield Fault(f"dead end of {deep} cm", SAFE.with_walls(wall), frozenset({Measure.DEAD_END}), f"{deep / 100}")
    for deep in (1_700, 2_050, 2_500):
        stand = box(LEFT, 330, deep, 1_240)
        walls = box(LEFT, 300, deep, 30), box(300, 300, 30, 1_300), box(LEFT, FRONT, deep, 30)
        others = [ring for ring in SAFE.booths if ring[0][1] > FRONT or ring[0][0] > 3_500]
        plan = replace(SAFE, booths=[*others, stand]).with_walls(*walls)
        yield Fault(f"stand {deep} cm deep", plan, frozenset({Measure.STAND_DEPTH}), f"{deep / 100}")
    block = [box(1_000, 450, 2_000, 3_100), box(3_000, 450, 2_000, 3_100)]
    yield Fault("block 31 m deep", replace(SAFE, booths=block), frozenset({Measure.BLOCK_DEPTH}))
    joined = SAFE.with_booths(box(RIGHT, 330, 1_140, 600))
    yield Fault("block of 53 m", joined, frozenset({Measure.ROW_LENGTH}))


def equipment_and_clearances() -> Iterator[Fault]:
    for gap in (0, 40, 99, 139):
        hydrant = box(1_000, ROWS[0] - 30 - gap, 30, 30)
        plan = SAFE.having(ObstructionKind.HYDRANT, hydrant)
        yield Fault(f"hydrant {gap} cm beside a booth", plan, HYDRANT, f"{gap / 100}")
    within = SAFE.having(ObstructionKind.HYDRANT, box(1_000, 400, 30, 30))
    yield Fault("hydrant in a booth", within, HYDRANT)
    one = SAFE.having(ObstructionKind.HYDRANT, box(0, 0, 30, 30))
    yield Fault("one hydrant in a corner", one, frozenset({Measure.EQUIPMENT_REACH}))
    column = SAFE.with_columns(box(600, 960, 50, 50))
    yield Fault("column 30 cm before a booth", column, frozenset({Measure.COLUMN_CLEARANCE}))
    at_wall = SAFE.with_booths(box(1_000, 30, 300, 200))
    yield Fault("booth 30 cm from a wall", at_wall, frozenset({Measure.WALL_CLEARANCE, Measure.AISLE_WIDTH}))


UNSAFE = list(
    chain(
        things_before_a_row(),
        narrow_places(),
        narrow_aisles(),
        shut_in(),
        exits_that_are_none(),
        exits_in_the_way(),
        exits_too_few_or_together(),
        long_ways(),
        equipment_and_clearances(),
    )
)


def is_allowed(fault: Fault, limit: Decimal, *, at_most: bool) -> bool:
    """Whether a rule with such a limit allows what the fault comes to."""
    if not fault.figure:
        return False
    return Decimal(fault.figure) <= limit if at_most else Decimal(fault.figure) >= limit
