"""Place booths of a mix of sizes in a hall of any shape: rows along its walls, and bands of blocks between aisles.

Straight cross aisles are laid through the whole hall first, before exits and wherever rows would be too long. Bands lie
in a frame that is turned with the hall's walls. Dynamic programming finds the best of all places for them, so that
columns stand where they cost least. All lengths are centimetres.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from pavilions.drawings.geometry import Box, Ring, in_common, normalised, polygon, polygons
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.mix import GRID_CM, Size, Tally, most_used
from pavilions.plans.layout.generator.obstructions import Obstruction, clear_of, closed_boxes
from pavilions.plans.layout.generator.spec import LayoutRules
from pavilions.plans.safety.measuring import Front, MeasuredHall, Passage, fronts_of, known_fronts, narrow_passages
from pavilions.states import ObstructionKind

STEP_CM = 50
CURVE_CM = 60  # the distance that rows may leave between them and a curved wall
CORNER_FRONT_CM = 150  # the front of a booth in a corner of the hall, beside the row along the other wall
DUST_CM2 = 1.0
SHORTEST_WALL_CM = 300
ROUNDED_CM = 2  # turned corners are rounded to whole centimetres
AHEAD_CM = 600
ROUNDS = 6
MOST_REMOVALS = 8
SHARPEST_DEGREES = 150
MOST_FLUSH = 100  # in a hall with more corners, bands begin only in steps


class MainAisle(Enum):
    """The position of the main aisle: around the blocks, or through the middle, across the bands."""

    AROUND = "around"
    ACROSS = "across"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to fill a hall. `degrees` is the direction of the bands, clockwise from the plan's x axis."""

    degrees: float
    is_lined: bool = True
    """Whether rows of booths stand along the walls."""
    main: MainAisle = MainAisle.NONE
    beside_columns: bool = False
    """Whether an aisle with columns in it is wide enough on one side of them."""
    notched: bool = False
    """Whether booths are laid over columns first, and then lose a notch to them or are left out."""


@dataclass(frozen=True)
class HallToFill:
    """A hall, its obstructions and the widths of its aisles."""

    outline: Ring
    obstructions: tuple[Obstruction, ...]
    aisle_cm: int
    main_aisle_cm: int
    rules: LayoutRules
    on_columns: bool = False
    """Whether booths may stand around columns."""
    from_exits: bool = False
    """Whether a straight aisle goes from each exit through the hall."""

    @cached_property
    def clearances(self) -> BaseGeometry:
        """The floor that booths must leave clear around obstructions."""
        kept_off = [each for each in self.obstructions if self.keeps_off(each)]
        closed = shapely.union_all([shapely.box(*box) for box in closed_boxes(kept_off, self.rules)])
        return closed.buffer(max(Frame(each).slack_cm for each in self.directions), join_style="mitre")

    @property
    def column_boxes(self) -> list[Box]:
        return [each.keep_clear for each in self.obstructions if each.kind is ObstructionKind.COLUMN]

    @cached_property
    def columns(self) -> list[BaseGeometry]:
        return [polygon(each.ring) for each in self.obstructions if each.kind is ObstructionKind.COLUMN]

    def keeps_off(self, obstruction: Obstruction) -> bool:
        return not obstruction.kind.is_mark and not (self.on_columns and obstruction.kind is ObstructionKind.COLUMN)

    @cached_property
    def floor(self) -> BaseGeometry:
        """The floor where booths may stand."""
        margin = self.rules.wall_clearance_cm
        return polygon(self.outline).buffer(-margin, join_style="mitre").difference(self.clearances)

    @cached_property
    def directions(self) -> list[float]:
        """The directions of the hall's walls in degrees, 0 to 90, by descending total length; at most two."""
        lengths: dict[float, float] = {}
        for (x, y), (to_x, to_y) in _edges(self.outline):
            degrees = round(math.degrees(math.atan2(to_y - y, to_x - x)) % 90, 1) % 90
            lengths[degrees] = lengths.get(degrees, 0) + math.dist((x, y), (to_x, to_y))
        most = max(lengths.values())
        longest = sorted(lengths, key=lambda degrees: (-lengths[degrees], degrees))
        return [degrees for degrees in longest if lengths[degrees] >= most / 4][:2]


type Points = np.ndarray[tuple[int, int], np.dtype[np.float64]]

QUARTERS: Mapping[float, tuple[float, float]] = {0.0: (1, 0), 90.0: (0, 1), 180.0: (-1, 0), 270.0: (0, -1)}


class Frame(NamedTuple):
    """A frame that is turned clockwise against the plan, with the same origin."""

    degrees: float

    @property
    def slack_cm(self) -> int:
        return 0 if self.degrees % 90 == 0 else ROUNDED_CM

    def _turned(self, points: Points, degrees: float) -> Points:
        cosine, sine = QUARTERS.get(degrees % 360) or (math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))
        turned: Points = points @ np.array([[cosine, sine], [-sine, cosine]])
        return turned

    def into(self, shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shape, lambda points: self._turned(points, -self.degrees))

    def out_of(self, box: "Place") -> Ring:
        left, top, right, bottom = box
        if quarter := QUARTERS.get(self.degrees % 360):  # a box remains a box
            cosine, sine = quarter
            across = sorted(round(x * cosine - y * sine) for x, y in ((left, top), (right, bottom)))
            down = sorted(round(x * sine + y * cosine) for x, y in ((left, top), (right, bottom)))
            return ring_of(Box(across[0], down[0], across[1], down[1]))
        corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=float)
        return normalised((round(float(x)), round(float(y))) for x, y in self._turned(corners, self.degrees))


class Place(NamedTuple):
    """A box in a frame."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def ring(self) -> tuple[tuple[float, float], ...]:
        return ((self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom))


type Gap = tuple[float, float]


class Floor(NamedTuple):
    """The floor for booths of bands, in their frame. Lanes run through all of it, and bands end before them."""

    shape: BaseGeometry
    lanes: Sequence[Place]


class Placed(NamedTuple):
    ring: Ring
    size: Size


def pack(hall: HallToFill, sizes: tuple[Size, ...], variant: Variant) -> tuple[list[list[Placed]], Tally]:
    """Return the booths of each row, rows along walls first, and the number of each size."""
    if variant.notched:
        return _notched(hall, *pack(replace(hall, on_columns=True), sizes, replace(variant, notched=False)))
    frame = Frame(variant.degrees)
    lanes = _lanes(hall, sizes, frame, variant)
    tally = Tally(sizes)
    rows = [row for row in _along_walls(hall, tally, variant, polygons([frame.out_of(lane) for lane in lanes])) if row]
    inner = _inside(hall, rows, variant)
    rows += _bands(hall, Floor(frame.into(inner), lanes), frame, tally, variant)
    return rows, tally


def _notched(hall: HallToFill, rows: Sequence[Sequence[Placed]], tally: Tally) -> tuple[list[list[Placed]], Tally]:
    boxes = hall.column_boxes
    tree = shapely.STRtree([shapely.box(*box) for box in boxes])
    near: defaultdict[Ring, list[Box]] = defaultdict(list)
    rings = [booth.ring for row in rows for booth in row]
    for booth, column in tree.query(polygons(rings)).T.tolist():
        near[rings[booth]].append(boxes[column])
    kept, left = [], Tally(tally.sizes)
    for row in rows:
        cut = [(clear_of(booth.ring, near[booth.ring], hall.rules.smallest_sqm), booth.size) for booth in row]
        kept.append([Placed(ring, size) for ring, size in cut if ring])
        for booth in kept[-1]:
            left.place(booth.size)
    return kept, left


def _edges(ring: Ring) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    return pairwise((*ring, ring[0]))


# Cross aisles


class _Lane(NamedTuple):
    """A wanted cross aisle, whose left side may lie anywhere from `first` to `last`."""

    first: float
    last: float
    width_cm: int


def _lanes(hall: HallToFill, sizes: Sequence[Size], frame: Frame, variant: Variant) -> list[Place]:
    """Return straight aisles across the bands, from wall to wall, before exits and wherever a row would be too long.

    They lie where the rows between them are filled best, and clear of columns where possible.
    """
    left, top, right, bottom = frame.into(hall.floor).bounds
    aisle, longest = hall.aisle_cm + frame.slack_cm, hall.rules.longest_row_cm
    widths = tuple(sorted({size.width_cm for size in sizes}))
    depths = _row_depths(sizes)
    beside = aisle + (depths[0] if variant.is_lined and depths else 0)
    columns = [frame.into(column).bounds for column in hall.columns]
    found: list[Place] = []
    at = left + beside
    for first, last, width in (*_wanted_lanes(hall, frame, variant), _Lane(right - beside, right - beside, 0)):
        if width and (first < at + widths[0] or last > right - beside - widths[0]):
            continue
        while last - at > longest:
            count = math.ceil((last - at + aisle) / (longest + aisle))
            length = _filled_length((last - at - (count - 1) * aisle) / count, longest, widths)
            x = _clear_of_columns(_Lane(at + widths[0], at + length, aisle), at + length, columns)
            found.append(Place(x, top, x + aisle, bottom))
            at = x + aisle
        if width:
            x = max(first, at + most_used(int(last - at), widths))
            x = _clear_of_columns(_Lane(first, last, width), x, columns)
            found.append(Place(x, top, x + width, bottom))
            at = x + width
    return found


def _filled_length(least_cm: float, most_cm: int, widths: tuple[int, ...]) -> int:
    """Return a length, at least `least_cm`, that rows of booths of these widths fill, or the most that they fill."""
    lengths = range(math.ceil(least_cm / GRID_CM) * GRID_CM, most_cm + 1, GRID_CM)
    return next((length for length in lengths if most_used(length, widths) == length), most_used(most_cm, widths))


def _wanted_lanes(hall: HallToFill, frame: Frame, variant: Variant) -> list[_Lane]:
    """Return a lane for each exit in the walls that bands run along; exits that face each other share one.

    The main aisle lies before the exit nearest to the middle of the hall.
    """
    shared = _exit_spans(hall, frame)[0]
    aisles = dict.fromkeys(shared, hall.aisle_cm + frame.slack_cm)
    if variant.main is MainAisle.ACROSS:
        left, _top, right, _bottom = frame.into(hall.floor).bounds
        middle = (left + right) / 2
        nearest = min(shared, key=lambda span: abs(sum(span) / 2 - middle), default=None)
        if nearest is None or abs(sum(nearest) / 2 - middle) > (right - left) / 4:
            nearest = middle - hall.main_aisle_cm / 2, middle + hall.main_aisle_cm / 2
        aisles[nearest] = hall.main_aisle_cm + frame.slack_cm
    lanes = [(_at_least(span, width), width) for span, width in sorted(aisles.items())]
    return [_Lane(left, right - width, width) for (left, right), width in lanes]


def _at_least(span: Gap, width_cm: int) -> Gap:
    lacking = max(0.0, width_cm - (span[1] - span[0])) / 2
    return span[0] - lacking, span[1] + lacking


def _exit_spans(hall: HallToFill, frame: Frame) -> tuple[list[Gap], list[Gap]]:
    """Return the spans of exits along the hall's length and along its depth.

    Exits in walls that bands run along have spans along the length, the others along the depth. Exits that face each
    other get the span that they share.
    """
    if not hall.from_exits:
        return [], []
    boxes = [frame.into(polygon(each.ring)).bounds for each in hall.obstructions if each.kind is ObstructionKind.EXIT]
    is_along = [right - left >= bottom - top for left, top, right, bottom in boxes]
    zones = [each.ring for each in hall.obstructions if each.kind is ObstructionKind.ENTRANCE]
    hall_left, hall_top, hall_right, hall_bottom = frame.into(polygon(hall.outline)).bounds
    for left, top, right, bottom in [frame.into(polygon(zone)).bounds for zone in zones]:
        boxes.append((left, top, right, bottom))
        is_along.append(min(top - hall_top, hall_bottom - bottom) <= min(left - hall_left, hall_right - right))
    along = [(box[0], box[2]) for box, each in zip(boxes, is_along, strict=True) if each]
    across = [(box[1], box[3]) for box, each in zip(boxes, is_along, strict=True) if not each]
    found: tuple[list[Gap], list[Gap]] = [], []
    for shared, spans in zip(found, (along, across), strict=True):
        for start, end in sorted(spans):
            if shared and start + hall.aisle_cm <= shared[-1][1]:
                shared[-1] = start, min(end, shared[-1][1])
            else:
                shared.append((start, end))
    return found


def _clear_of_columns(lane: _Lane, at: float, columns: Iterable[tuple[float, ...]]) -> float:
    """Return a place at or before `at` with no column in the lane, else one after it, else `at`."""
    spans = [(left, right) for left, _top, right, _bottom in columns]
    places = [at, *(left - lane.width_cm for left, _right in spans), *(right for _left, right in spans)]
    clear = [
        x
        for x in places
        if lane.first <= x <= lane.last
        and not any(left < x + lane.width_cm - 0.1 and right > x + 0.1 for left, right in spans)
    ]
    return min(clear, key=lambda x: (x > at, abs(x - at)), default=at)


def _inside(hall: HallToFill, rows: Sequence[Sequence[Placed]], variant: Variant) -> BaseGeometry:
    """Return the floor within the first aisle along the walls and the rows there."""
    first = hall.main_aisle_cm if variant.main is MainAisle.AROUND else hall.aisle_cm
    first += Frame(variant.degrees).slack_cm
    lined = shapely.union_all([shapely.union_all(polygons([each.ring for each in row])).convex_hull for row in rows])
    inner = hall.floor.intersection(polygon(hall.outline).buffer(-first, join_style="mitre"))
    return inner.difference(lined.buffer(first, join_style="mitre"))


def widened(hall: HallToFill, rows: Sequence[Sequence[Placed]], tally: Tally) -> tuple[list[list[Placed]], Tally]:
    """Remove the booths that make an aisle narrower than requested, and those that nobody can enter.

    Aisles are mostly narrow beside columns.
    """
    left = dict(enumerate(booth for row in rows for booth in row))
    ahead, known = max(AHEAD_CM, 2 * hall.aisle_cm), None
    for _round in range(MOST_REMOVALS):
        measured = _measured(hall, left)
        fronts = fronts_of(measured, ahead_cm=ahead, known=known)
        gone = _in_the_way(hall, left, fronts, narrow_passages(measured, hall.aisle_cm))
        if not gone:
            break
        known = known_fronts(measured, fronts, ahead_cm=ahead)
        left = {at: booth for at, booth in left.items() if at not in gone}
    kept, counted = set(left.values()), Tally(tally.sizes)
    for booth in left.values():
        counted.place(booth.size)
    return [[booth for booth in row if booth in kept] for row in rows], counted


def _measured(hall: HallToFill, booths: Mapping[int, Placed]) -> MeasuredHall:
    kept_off = [each for each in hall.obstructions if each.kind.is_closed and hall.keeps_off(each)]
    passed = {ObstructionKind.COLUMN, ObstructionKind.HYDRANT}
    return MeasuredHall(
        hall.outline,
        {at: booth.ring for at, booth in booths.items()},
        standing=[each.ring for each in kept_off if each.kind not in passed],
        columns={key: each.ring for key, each in enumerate(kept_off) if each.kind is ObstructionKind.COLUMN},
    )


def _in_the_way(
    hall: HallToFill, booths: Mapping[int, Placed], fronts: Sequence[Front], passages: Sequence[Passage]
) -> set[int]:
    """Return the booths to remove: one for each narrow stretch, the smaller ones first, and all that have no front."""
    gone = set(booths) - {front.booth for front in fronts}

    def size(booth: int) -> tuple[Decimal, int]:
        return booths[booth].size.area_sqm, booth

    narrow: list[tuple[int, Sequence[tuple[float, float]]]] = [
        (front.booth, front.across) for front in fronts if front.width_cm < hall.aisle_cm - 0.5
    ]
    narrow += [(min(each.booths, key=size), each.line) for each in passages if each.booths]
    opened = [polygon(booths[at].ring) for at in gone]
    for booth, line in sorted(narrow, key=lambda each: size(each[0])):
        across = shapely.LineString(line)
        if all(across.distance(shape) > hall.aisle_cm for shape in opened):
            gone.add(booth)
            opened.append(polygon(booths[booth].ring))
    return gone


# Rows along walls


def _row_depths(sizes: Iterable[Size]) -> list[int]:
    """Return the depths of rows, without those of booths that reach through two rows."""
    depths = {size.depth_cm for size in sizes if not size.is_island}
    return sorted(depth for depth in depths if depth % 2 or depth // 2 not in depths)


def _along_walls(
    hall: HallToFill, tally: Tally, variant: Variant, lanes: Iterable[BaseGeometry]
) -> Iterator[list[Placed]]:
    depths = _row_depths(tally.sizes)
    if not variant.is_lined or not depths:
        return
    depth = depths[0]
    sizes = [size for size in tally.sizes if size.depth_cm == depth and not size.is_island]
    parts = shapely.get_parts(polygon(hall.outline).buffer(-hall.rules.wall_clearance_cm, join_style="mitre"))
    walls = [wall for part in parts for wall in _walls(_straightened(part), depth)]
    walls.sort(key=lambda wall: -wall.length_cm)
    lined: list[BaseGeometry] = []
    fronts: list[BaseGeometry] = []
    for wall in walls:
        frame = Frame(wall.degrees)
        x, y = frame.into(shapely.Point(wall.start)).coords[0]
        left, right = x, x + wall.length_cm
        top = y + frame.slack_cm
        strip = Place(left, top, right, top + depth)
        ahead = Place(left, top + depth, right, top + depth + hall.aisle_cm + frame.slack_cm)
        parted = lanes if hall.from_exits or wall.length_cm > hall.rules.longest_row_cm else ()
        taken = shapely.union_all([*fronts, *lined, *parted])
        floor = frame.into(hall.floor.difference(taken))
        before = frame.into(polygon(hall.outline).difference(shapely.union_all(lined)))
        blocked = [*_gaps(strip, floor), *_gaps(ahead, before)]
        row: list[Placed] = []
        stretches = _open(left, right, blocked)
        beside = depth if wall.first_cm else 0, depth if wall.last_cm else 0
        for start, end in _runs(hall, stretches, frame, (left, right), beside):
            at_first, at_last = (
                free > 0 and away < 1 for free, away in ((wall.first_cm, start - left), (wall.last_cm, right - end))
            )
            both = at_first and at_last  # what is left over must not lie in a corner
            run = Place(start, top, end - wall.last_cm if both else end, top + depth)
            at_last = at_last and not both
            booths = _wall_row(tally, sizes, run, (at_first, at_last))
            at = end - sum(size.width_cm for size in booths) if at_last else start
            for size in booths:
                box = Place(at, top, at + size.width_cm, top + depth)
                row.append(Placed(frame.out_of(box), size))
                front = box._replace(top=box.bottom, bottom=box.bottom + hall.aisle_cm)
                if size.width_cm >= depth + CORNER_FRONT_CM:  # the row along the other wall may stand beside it
                    front = front._replace(
                        left=front.left + (depth if at_first and at == start else 0),
                        right=front.right - (depth if at_last and end - box.right < 1 else 0),
                    )
                lined.append(polygon(row[-1].ring))
                fronts.append(polygon(frame.out_of(front)))
                at += size.width_cm
        yield row


def _straightened(part: shapely.Polygon) -> shapely.Polygon:
    """Return a wall of many short pieces, such as a curve, as chords within it."""
    ring = part.exterior.coords
    if all(math.dist(one, other) >= SHORTEST_WALL_CM for one, other in pairwise(ring)):
        return part
    found = shapely.simplify(part, CURVE_CM)
    return found if isinstance(found, shapely.Polygon) and not found.is_empty else part


def _wall_row(tally: Tally, sizes: Sequence[Size], run: Place, ends: tuple[bool, bool]) -> list[Size]:
    """Return the booths of a run along a wall; in corners of the hall they are wide enough to be entered there."""
    depth, room = run.bottom - run.top, int(run.right - run.left)
    wide = [size for size in sizes if size.width_cm >= depth + CORNER_FRONT_CM]
    at_ends: list[Size | None] = []
    for is_corner in ends:
        fitting = [size for size in wide if is_corner and size.width_cm <= room and tally.is_wanted(size)]
        size = min(fitting, key=lambda each: each.width_cm, default=None)
        if size is not None:
            tally.place(size)
            room -= size.width_cm
        at_ends.append(size)
    first, last = at_ends
    return [*([first] if first else []), *tally.row(room, sizes), *([last] if last else [])]


def _runs(
    hall: HallToFill, stretches: Iterable[Gap], frame: Frame, wall: Gap, beside: tuple[float, float]
) -> Iterator[Gap]:
    """Yield the stretches, divided by aisles where they are longer than a row may be.

    `beside` is how deep the rows of the previous and the next wall may reach into the corners, where one row continues
    the other.
    """
    aisle, longest = hall.aisle_cm + frame.slack_cm, hall.rules.longest_row_cm
    for start, end in stretches:
        first = start - beside[0] if 1 < start - wall[0] <= beside[0] + 1 else start
        last = end + beside[1] if 1 < wall[1] - end <= beside[1] + 1 else end
        runs = max(1, math.ceil((last - first + aisle) / (longest + aisle)))
        length = (last - first - (runs - 1) * aisle) / runs
        for run in range(runs):
            at = first + run * (length + aisle)
            yield max(start, at), min(end, at + length)


class _Wall(NamedTuple):
    """A wall from `start`, with the hall to the right of its direction; rows leave its ends free for its neighbours."""

    start: tuple[float, float]
    degrees: float
    length_cm: float
    first_cm: float
    last_cm: float


def _walls(shape: shapely.Polygon, depth_cm: int) -> Iterator[_Wall]:
    ring = [(x, y) for x, y in orient(shape, 1).exterior.coords][:-1]  # the inside lies at greater local y
    count = len(ring)
    degrees = [
        math.degrees(math.atan2(ring[(at + 1) % count][1] - y, ring[(at + 1) % count][0] - x))
        for at, (x, y) in enumerate(ring)
    ]
    for at, start in enumerate(ring):
        length = math.dist(start, ring[(at + 1) % count])
        first = _left_free(degrees[at] - degrees[at - 1], depth_cm)
        last = _left_free(degrees[(at + 1) % count] - degrees[at], depth_cm)
        if length >= SHORTEST_WALL_CM:
            yield _Wall(start, round(degrees[at], 9), length, first, last)


def _left_free(turn: float, depth_cm: int) -> float:
    """Return the length that a row leaves free at a corner of the hall, so that both rows there can be entered."""
    turn = (turn + 180) % 360 - 180
    return depth_cm * math.tan(math.radians(turn) / 2) if 0 < turn < SHARPEST_DEGREES else 0


# Bands of blocks


class _Band(NamedTuple):
    """A band with the depths of one or two rows of booths, or of one island."""

    depths_cm: tuple[int, ...]
    is_island: bool = False

    @property
    def depth_cm(self) -> int:
        return sum(self.depths_cm)


def _kinds_of_bands(sizes: Sequence[Size]) -> list[_Band]:
    depths = _row_depths(sizes)
    doubles = [_Band((depth, depth)) for depth in depths]
    singles = [_Band((depth,)) for depth in depths]
    taken = {band.depth_cm for band in doubles}
    islands = {
        min((size.width_cm, size.depth_cm), key=lambda side: (side not in taken, side != size.depth_cm))
        for size in sizes
        if size.is_island
    }
    return [*doubles, *singles, *(_Band((depth,), is_island=True) for depth in sorted(islands - taken))]


def _belongs(size: Size, band: _Band) -> bool:
    if size.is_island:
        return band.depth_cm in {size.width_cm, size.depth_cm}
    return not band.is_island and (size.depth_cm in band.depths_cm or size.depth_cm == band.depth_cm)


def _bands(hall: HallToFill, floor: Floor, frame: Frame, tally: Tally, variant: Variant) -> list[list[Placed]]:
    # In a small hall two clearances may meet in a line or a point.
    shape: BaseGeometry = shapely.MultiPolygon(
        [part for part in shapely.get_parts(floor.shape) if isinstance(part, shapely.Polygon)]
    )
    if shape.is_empty:
        return []
    columns = [frame.into(column).bounds for column in hall.columns] if variant.beside_columns else []
    aisle = hall.aisle_cm + frame.slack_cm
    rows: list[list[Placed]] = []
    for _round in range(ROUNDS):  # space that was planned for sizes that are complete by now is free for the others
        bands = _chosen(hall, floor._replace(shape=shape), frame, tally, columns)
        placed = [
            row
            for band, top in bands
            for row in _filled(hall, floor._replace(shape=shape), frame, tally, band, top)
            if row
        ]
        rows += placed
        if not placed or not any(size.count and tally.is_wanted(size) for size in tally.sizes):
            break
        taken = frame.into(shapely.union_all(polygons([booth.ring for row in placed for booth in row])))
        shape = shape.difference(taken.buffer(aisle, join_style="mitre"))
        if shape.is_empty:
            break
    return rows


def _chosen(
    hall: HallToFill, floor: Floor, frame: Frame, tally: Tally, columns: Sequence[tuple[float, ...]]
) -> list[tuple[_Band, float]]:
    """Return the bands, from top to bottom, that give the most booth area in the proportions of the mix."""
    aisle = hall.aisle_cm + frame.slack_cm
    wanted = [size for size in tally.sizes if tally.is_wanted(size)]
    kinds = _kinds_of_bands(wanted)
    if not kinds:
        return []
    tops = _tops(floor.shape, [band.depth_cm for band in kinds])
    if not tops:
        return []
    depths = sorted({depth for band in kinds for depth in band.depths_cm})
    open_at = {depth: _open_by_top(floor, tops, kinds, depth) for depth in depths}
    exits = [_at_least(span, aisle) for span in _exit_spans(hall, frame)[1]]
    worth = {
        band: [
            0.0
            if any(start + aisle > top > end - aisle - band.depth_cm for start, end in exits)
            else _worth(hall, wanted, band, [open_at[depth].get(at, []) for depth, at in _rows_of(band, top)])
            for top in tops
        ]
        for band in kinds
    }
    shares = _shares(tally, kinds, float(floor.shape.area))
    weights = dict.fromkeys(kinds, 1.0)
    best: tuple[float, float, list[tuple[_Band, float]]] | None = None
    for _round in range(ROUNDS if len(shares) > 1 else 1):
        bands = _best_stack(tops, worth, weights, aisle, columns, floor.shape.bounds[1])
        areas = dict.fromkeys(shares, 0.0)
        for band, top in bands:
            areas[_class_of(band)] = areas.get(_class_of(band), 0.0) + worth[band][tops.index(top)]
        total = sum(areas.values())
        off = sum(abs(areas[key] / total - share) for key, share in shares.items()) if total else 1.0
        if best is None or (round(off, 2), -total) < (best[0], best[1]):
            best = round(off, 2), -total, bands
        for band in kinds:
            share, got = shares.get(_class_of(band), 0.0), areas.get(_class_of(band), 0.0) / total if total else 0.0
            weights[band] *= (max(share, 0.01) / max(got, 0.01)) ** 0.3
    return best[2] if best else []


def _class_of(band: _Band) -> tuple[int, bool]:
    return band.depths_cm[0], band.is_island


def _rows_of(band: _Band, top: float) -> list[tuple[int, float]]:
    found, at = [], top
    for depth in band.depths_cm:
        found.append((depth, at))
        at += depth
    return found


def _shares(tally: Tally, kinds: Sequence[_Band], floor_cm2: float) -> dict[tuple[int, bool], float]:
    """Return the share of each class of bands in the wanted booth area."""
    missing = {size: size.count - tally.number_of(size) for size in tally.sizes if size.count}
    counted = sum(float(size.area_sqm) * number for size, number in missing.items())
    rest = max(0.0, floor_cm2 / 20_000 - counted)
    found: dict[tuple[int, bool], float] = {}
    for size in tally.sizes:
        band = next((band for band in kinds if _belongs(size, band)), None)
        if band is not None:
            wanted = float(size.area_sqm) * missing[size] if size in missing else float(size.share or 0) * rest
            found[_class_of(band)] = found.get(_class_of(band), 0.0) + wanted
    total = sum(found.values()) or 1.0
    return {key: wanted / total for key, wanted in found.items()}


def _tops(floor: BaseGeometry, depths: Sequence[int]) -> list[float]:
    """Return where bands may begin: in steps, and flush with what stands in the way."""
    _left, top, _right, bottom = floor.bounds
    flush = {
        round(y, 3)
        for part in shapely.get_parts(floor)
        for ring in (part.exterior, *part.interiors)
        for _x, y in ring.coords
    }
    steps = {top + step for step in range(0, int(bottom - top) + 1, STEP_CM)}
    ends = {y - depth for y in flush for depth in depths}
    return sorted(
        y
        for y in steps | (flush | ends if len(flush) < MOST_FLUSH else {top, *(bottom - d for d in depths)})
        if top <= y <= bottom - min(depths)
    )


def _open_by_top(floor: Floor, tops: Sequence[float], kinds: Sequence[_Band], depth_cm: int) -> dict[float, list[Gap]]:
    """Return the open stretches of a row of this depth, by the place where the row begins."""
    begins = sorted({at for band in kinds for top in tops for depth, at in _rows_of(band, top) if depth == depth_cm})
    left, top, right, bottom = floor.shape.bounds
    lost = shapely.box(left - 1, top - 1, right + 1, bottom + 1).difference(floor.shape)
    parts = shapely.get_parts(lost)
    strips = polygons([Place(left, at, right, at + depth_cm).ring for at in begins])
    tree = shapely.STRtree(parts)
    pairs = tree.query(strips, predicate="intersects")
    pieces, source = shapely.get_parts(in_common(strips[pairs[0]], parts[pairs[1]]), return_index=True)
    is_real = shapely.area(pieces) > DUST_CM2
    edges = shapely.bounds(pieces[is_real])
    gaps: dict[int, list[Gap]] = {}
    for (gap_left, _t, gap_right, _b), pair in zip(edges, source[is_real], strict=True):
        gaps.setdefault(int(pairs[0][pair]), []).append((gap_left, gap_right))
    lanes = [(lane.left, lane.right) for lane in floor.lanes]
    return {
        at: list(_open_within(left, right, [*lanes, *gaps.get(number, ())])) if at + depth_cm <= bottom + 0.001 else []
        for number, at in enumerate(begins)
    }


def _gaps(strip: Place, floor: BaseGeometry) -> list[Gap]:
    lost = shapely.get_parts(shapely.box(*strip).difference(floor))
    return [(part.bounds[0], part.bounds[2]) for part in lost if part.area > DUST_CM2]


def _open(left: float, right: float, gaps: Iterable[Gap]) -> Iterator[Gap]:
    for start, end in sorted(gaps):
        if start > left + 1:
            yield left, start
        left = max(left, end)
    if right > left + 1:
        yield left, right


def _open_within(left: float, right: float, gaps: Iterable[Gap]) -> Iterator[Gap]:
    return _open(left, right, [gap for gap in gaps if gap[1] > left and gap[0] < right])


def _worth(hall: HallToFill, wanted: Sequence[Size], band: _Band, rows: Sequence[Sequence[Gap]]) -> float:
    """Return roughly how many cm² of booths the band gives."""
    if band.is_island:
        sizes = [size for size in wanted if size.is_island and _belongs(size, band)]
        width = min(size.area_sqm for size in sizes) * 10_000 / band.depth_cm
        fitting = [
            (end - start + hall.aisle_cm) // (float(width) + hall.aisle_cm) for row in rows for start, end in row
        ]
        return sum(fitting) * float(width) * band.depth_cm
    widths = tuple(sorted({s.width_cm for s in wanted if not s.is_island and s.depth_cm == band.depths_cm[0]}))
    lengths = [end - start for row in rows for start, end in row]
    return float(sum(most_used(int(length), widths) for length in lengths) * band.depths_cm[0])


def _next_top(bottom: float, aisle_cm: int, columns: Sequence[tuple[float, ...]]) -> float:
    top = bottom + aisle_cm
    for _left, first, _right, last in sorted(columns, key=lambda column: column[1]):
        if last > bottom and first < top and first - bottom < aisle_cm:
            top = max(top, last + aisle_cm)
    return top


def _best_stack(
    tops: Sequence[float],
    worth: dict[_Band, list[float]],
    weights: dict[_Band, float],
    aisle_cm: int,
    columns: Sequence[tuple[float, ...]],
    first: float,
) -> list[tuple[_Band, float]]:
    places = np.array(tops)
    after = {
        band: np.searchsorted(places, [_next_top(top + band.depth_cm, aisle_cm, columns) - 0.001 for top in tops])
        for band in worth
    }
    best = [0.0] * (len(tops) + 1)
    choice: list[_Band | None] = [None] * len(tops)
    for at in range(len(tops) - 1, -1, -1):
        best[at] = best[at + 1]
        for band, values in worth.items():
            value = values[at] * weights[band] + best[after[band][at]] if values[at] else 0.0
            if value > best[at] + 0.001:
                best[at], choice[at] = value, band
    at = int(np.searchsorted(places, _next_top(first - aisle_cm, aisle_cm, columns) - 0.001)) if columns else 0
    found: list[tuple[_Band, float]] = []
    while at < len(tops):
        chosen = choice[at]
        if chosen is None:
            at += 1
        else:
            found.append((chosen, tops[at]))
            at = int(after[chosen][at])
    return found


def _filled(hall: HallToFill, floor: Floor, frame: Frame, tally: Tally, band: _Band, top: float) -> list[list[Placed]]:
    """Return the booths of a band, as one list for each of its rows."""
    left, _top, right, _bottom = floor.shape.bounds
    lanes = [(lane.left, lane.right) for lane in floor.lanes]
    rows = [
        _Row(at, depth, [*lanes, *_gaps(Place(left, at, right, at + depth), floor.shape)])
        for depth, at in _rows_of(band, top)
    ]
    in_any = sorted(gap for row in rows for gap in row.gaps)
    found: list[list[Placed]] = [[] for _row in rows]
    aisle = hall.aisle_cm + frame.slack_cm
    shut = [gap for gap in _shut_in_all([row.gaps for row in rows]) if gap[1] - gap[0] >= aisle]
    for start, stop in _open_within(left, right, shut):
        at, end = start, min(stop, start + hall.rules.longest_row_cm)  # it is longer only at a wall without a row
        for open_from, open_to in _open_within(start, end, in_any):
            at = max(at, open_from)
            while island := _island(tally, band, open_to - at):
                size, width = island
                tally.place(size)
                found[0].append(Placed(frame.out_of(Place(at, top, at + width, top + band.depth_cm)), size))
                at += width + aisle
            if not band.is_island:
                break
        if not band.is_island and at < end:
            for number, booths in enumerate(_run(frame, tally, rows, band, Place(at, top, end, top + band.depth_cm))):
                found[number] += booths
    return found


def _shut_in_all(rows: Sequence[Sequence[Gap]]) -> list[Gap]:
    """Return the stretches that are shut in every row."""
    common, *others = [_joined(gaps) for gaps in rows]
    for gaps in others:
        both = ((max(one[0], other[0]), min(one[1], other[1])) for one in common for other in gaps)
        common = [(start, end) for start, end in both if start < end]
    return sorted(common)


def _joined(gaps: Iterable[Gap]) -> list[Gap]:
    found: list[Gap] = []
    for start, end in sorted(gaps):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif start < end:
            found.append((start, end))
    return found


def _island(tally: Tally, band: _Band, room: float) -> tuple[Size, int] | None:
    """Return the island that is lacking most, with its length along the band.

    Return None if none fits here, or if less than half of one is lacking in a band that also takes rows.
    """
    lengths = {
        size: size.width_cm if size.depth_cm == band.depth_cm else size.depth_cm
        for size in tally.sizes
        if size.is_island and _belongs(size, band)
    }
    best = tally.most_lacking(size for size, length in lengths.items() if length <= room)
    if best is None or (not band.is_island and tally.lack(best) < best.area_sqm / 2):
        return None
    return best, lengths[best]


class _Row(NamedTuple):
    """One row of a band and the gaps in it."""

    top: float
    depth_cm: int
    gaps: Sequence[Gap]


def _run(frame: Frame, tally: Tally, rows: Sequence[_Row], band: _Band, run: Place) -> list[list[Placed]]:
    """Return the booths of one run: those through both rows at its beginning, and the rest in rows back to back.

    Booths stand wall to wall. The unused rest of a row lies at a cross aisle, or beside a column only where it must.
    """
    found: list[list[Placed]] = [[] for _row in rows]
    through = [s for s in tally.sizes if not s.is_island and len(rows) > 1 and s.depth_cm == band.depth_cm]
    in_any = [gap for row in rows for gap in row.gaps]
    left = run.left
    begin, end = next(_open_within(run.left, run.right, in_any), (run.right, run.right))
    while begin == run.left:
        wanted = [s for s in through if tally.is_wanted(s) and tally.lack(s) >= s.area_sqm / 2]
        size = tally.most_lacking(s for s in wanted if s.width_cm <= end - left)
        if size is None:
            break
        tally.place(size)
        found[0].append(Placed(frame.out_of(Place(left, run.top, left + size.width_cm, run.bottom)), size))
        left += size.width_cm
    for number, row in enumerate(rows):
        sizes = [size for size in tally.sizes if not size.is_island and size.depth_cm == row.depth_cm]
        for start, stop in _open_within(left, run.right, row.gaps):
            booths = tally.row(int(stop - start), sizes)
            rest = stop - start - sum(size.width_cm for size in booths)
            x = start + (0 if run.right == stop or run.left < start == left else rest if start == left else rest / 2)
            for size in booths:
                box = Place(x, row.top, x + size.width_cm, row.top + row.depth_cm)
                found[number].append(Placed(frame.out_of(box), size))
                x += size.width_cm
    return found
