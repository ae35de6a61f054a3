"""Add booths of one size to a finished plan, by a change that touches as little of it as possible.

New booths stand on free floor first, as the next of a row or by themselves. Where there is none, booths that nobody has
taken are joined, split or cut anew. Everything lies along the plan's axes. All lengths are centimetres.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain, product
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from pavilions.drawings.geometry import AISLE_CM, Box, Frontage, Ring, area_sqm, bounds, frontages, polygon, polygons
from pavilions.plans.layout.generator.blocks import ring_of
from pavilions.plans.layout.generator.mix import GRID_CM, usual_size
from pavilions.plans.layout.generator.packing import HallToFill
from pavilions.states import ObstructionKind

type Side = tuple[int, int]

NO_WAY_CM = 100  # nobody walks between booths that are closer than this
LEAST_SIDE_CM = 200  # the shortest side of the rest of a booth
MOST_TAKEN = 8  # the most booths that make room for one new booth
DEPTHS = 3  # how many of the plan's most frequent depths are tried
DUST_CM2 = 25.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A booth of the plan. `group` is its sector: only booths of one sector are joined.

    A fixed booth stays as it is.
    """

    key: int
    ring: Ring
    group: int
    is_fixed: bool = False


class Ask(NamedTuple):
    """A request for `number` more booths of one of these widths and depths, which may lie either way along the plan."""

    number: int
    sizes: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class NewBooth:
    """A new booth. `beside` is the booth whose place it takes, or the nearest one; None in an empty hall."""

    ring: Ring
    beside: int | None


@dataclass(frozen=True)
class LocalChange:
    """New booths, the new rings of booths that are cut, and the keys of booths that disappear."""

    new: tuple[NewBooth, ...] = ()
    cut: Mapping[int, Ring] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()


def sizes_of_area(area: Decimal, rings: Iterable[Ring]) -> tuple[Side, ...]:
    """Return the usual sides of a booth of at least this area, then those with the depths of the plan's rows."""
    width, depth, _is_island = usual_size(area)
    boxes = [bounds(ring) for ring in rings]
    usual = Counter(min(box.width, box.depth) for box in boxes).most_common(DEPTHS)
    steps = {depth: math.ceil(area * 10_000 / depth / GRID_CM) * GRID_CM for depth, _number in usual}
    as_deep = [(width, depth) for depth, width in steps.items() if width >= depth]
    return tuple(dict.fromkeys([(width, depth), *as_deep]))


def more_booths(hall: HallToFill, booths: Sequence[Standing], ask: Ask) -> LocalChange:
    """Return the change that adds as many of the requested booths as fit.

    What remains of a booth can still be entered. No gap that leads on becomes narrower than the hall's aisles, except
    those that already were. Booths of a requested size make no room for others.
    """
    plan = _Plan(hall, {booth.key: booth for booth in booths}, ask)
    while len(plan.new) < ask.number and plan.place_some():
        pass
    first = {booth.key: booth.ring for booth in booths}
    return LocalChange(
        tuple(plan.new.values()),
        {key: each.ring for key, each in plan.booths.items() if key in first and each.ring != first[key]},
        frozenset(first.keys() - plan.booths.keys()),
    )


class _Candidate(NamedTuple):
    """A place for a new booth. `taken` counts the booths that make room; `extends` means that it continues a row."""

    taken: int
    extends: bool
    rank: int
    box: Box

    @property
    def order(self) -> tuple[int, bool, int, int, int]:
        return self.taken, not self.extends, self.rank, self.box.top, self.box.left


class _Shapes:
    """The booths of one moment, indexed by place, and the blocks that they form: booths between which nobody walks."""

    def __init__(self, booths: Mapping[int, Standing], barriers: Sequence[BaseGeometry]) -> None:
        self.keys = list(booths)
        self.shapes = np.array([*polygons([each.ring for each in booths.values()]), *barriers], dtype=object)
        self.tree = shapely.STRtree(self.shapes)
        self.count = len(self.keys)
        self.block = self._blocks()

    def _blocks(self) -> list[int]:
        block = list(range(len(self.shapes)))

        def root(at: int) -> int:
            while block[at] != at:
                block[at] = block[block[at]]
                at = block[at]
            return at

        for barrier in range(self.count + 1, len(block)):
            block[barrier] = self.count
        pairs = self.tree.query(self.shapes, predicate="dwithin", distance=NO_WAY_CM - 1)
        for one, other in pairs.T.tolist():
            block[root(one)] = root(other)
        return [root(at) for at in range(len(block))]

    def near(self, shapes: Sequence[BaseGeometry], distance_cm: float) -> list[list[int]]:
        """Return, for each shape, the positions of everything within this distance."""
        found: list[list[int]] = [[] for _shape in shapes]
        for shape, at in self.tree.query(shapes, predicate="dwithin", distance=distance_cm).T.tolist():
            found[shape].append(at)
        return found


@dataclass
class _Plan:
    """The plan while it changes; new booths have negative keys."""

    hall: HallToFill
    booths: dict[int, Standing]
    ask: Ask
    new: dict[int, NewBooth] = field(default_factory=dict)

    @cached_property
    def walls(self) -> list[BaseGeometry]:
        """What booths may adjoin and nobody walks through: the edge of the floor and all obstructions but columns."""
        inside = polygon(self.hall.outline).buffer(-self.hall.rules.wall_clearance_cm, join_style="mitre")
        closed = [each for each in self.hall.obstructions if each.kind.is_closed]
        solid = [shapely.box(*each.keep_clear) for each in closed if each.kind is not ObstructionKind.COLUMN]
        return [inside.boundary, *solid]

    @cached_property
    def walkable(self) -> BaseGeometry:
        """The floor, ignoring booths, on which aisles may lie."""
        inside = polygon(self.hall.outline).buffer(-self.hall.rules.wall_clearance_cm, join_style="mitre")
        closed = [shapely.box(*each.keep_clear) for each in self.hall.obstructions if each.kind.is_closed]
        return inside.difference(shapely.union_all(closed))

    @cached_property
    def blocking(self) -> list[Ring]:
        return [each.ring for each in self.hall.obstructions if each.kind.is_closed]

    def place_some(self) -> bool:
        """Place booths where they take the fewest others. Return whether any booth was placed."""
        shapes = _Shapes(self.booths, self.walls)
        placed: int | None = None
        for candidate in sorted(self._candidates(shapes), key=lambda each: each.order):
            if len(self.new) == self.ask.number or placed not in {None, candidate.taken}:
                break
            if self._place(shapes, candidate):
                placed = candidate.taken
                shapes = _Shapes(self.booths, self.walls)
        return placed is not None

    def _candidates(self, shapes: _Shapes) -> list[_Candidate]:
        """Return places that overlap only booths that may be taken, and leave an aisle before every other block."""
        found: dict[Box, tuple[int, bool]] = {}
        for rank, (width, depth) in enumerate(self.ask.sizes):
            for across, down in dict.fromkeys([(width, depth), (depth, width)]):
                for box, extends in chain(self._at_booths(across, down), self._on_floor(across, down)):
                    known = found.get(box)
                    found[box] = (known[0], known[1] or extends) if known else (rank, extends)
        boxes = list(found)
        if not boxes:
            return []
        drawn = shapely.box(*np.array(boxes, dtype=float).T)
        taken = shapes.near(shapely.buffer(drawn, -2, join_style="mitre"), 0)
        others = shapes.near(drawn, self.hall.aisle_cm - 1)
        return [
            _Candidate(len(taken[at]), extends, rank, box)
            for at, (box, (rank, extends)) in enumerate(found.items())
            if self._may_take(shapes, taken[at]) and self._is_apart(shapes, box, taken[at], others[at])
        ]

    def _may_take(self, shapes: _Shapes, taken: Sequence[int]) -> bool:
        if len(taken) > MOST_TAKEN or any(at >= shapes.count for at in taken):
            return False
        booths = [self.booths[shapes.keys[at]] for at in taken]
        return len({each.group for each in booths}) < 2 and not any(  # noqa: PLR2004  one sector
            each.is_fixed or self._is_asked_for(each) for each in booths
        )

    def _is_asked_for(self, booth: Standing) -> bool:
        box = bounds(booth.ring)
        return booth.key < 0 or (box.width, box.depth) in self.ask.sizes or (box.depth, box.width) in self.ask.sizes

    def _is_apart(self, shapes: _Shapes, box: Box, taken: Sequence[int], near: Sequence[int]) -> bool:
        """Return whether everything nearer than an aisle belongs to one block, of which the place is a part."""
        if self._is_within(shapes, box, taken):
            return True
        touched = [at for at in near if at in taken or shapes.shapes[at].distance(shapely.box(*box)) < 1]
        own = {shapes.block[at] for at in touched}
        return len(own) < 2 and {shapes.block[at] for at in near} <= own  # noqa: PLR2004  one block

    def _is_within(self, shapes: _Shapes, box: Box, taken: Sequence[int]) -> bool:
        """Return whether booths now cover the whole place."""
        covered = sum(shapes.shapes[at].intersection(shapely.box(*box)).area for at in taken)
        return bool(covered > box.width * box.depth - DUST_CM2)

    def _at_booths(self, width: int, depth: int) -> Iterator[tuple[Box, bool]]:
        """Yield places in the corners of present booths, and next to booths at the ends of rows of the same depth."""
        boxes = [bounds(each.ring) for each in self.booths.values() if _is_box(each.ring)]
        along, down = _run_lengths(boxes), _run_lengths([_turned(box) for box in boxes])
        longest = self.hall.rules.longest_row_cm
        for box, run, column in zip(boxes, along, down, strict=True):
            left, top, right, bottom = box
            for x, y in product({left, right - width}, {top, bottom - depth}):
                yield Box(x, y, x + width, y + depth), False
            if box.depth == depth and column <= run <= longest - width:
                for x in (right, left - width):
                    yield Box(x, top, x + width, bottom), True
            if box.width == width and run <= column <= longest - depth:
                for y in (bottom, top - depth):
                    yield Box(left, y, right, y + depth), True

    def _on_floor(self, width: int, depth: int) -> Iterator[tuple[Box, bool]]:
        """Yield places in corners of the free floor, and an aisle away from the booths there."""
        standing = shapely.union_all(polygons([each.ring for each in self.booths.values()]))
        for around in (standing, standing.buffer(self.hall.aisle_cm, join_style="mitre")):
            free = self.hall.floor.difference(around)
            square = shapely.transform(free, lambda points: points / (width, depth))
            middles = square.buffer(-0.5 + 1e-9, join_style="mitre")
            for middle_x, middle_y in shapely.get_coordinates(middles).tolist():
                x, y = round((middle_x - 0.5) * width), round((middle_y - 0.5) * depth)
                yield Box(x, y, x + width, y + depth), False

    def _place(self, shapes: _Shapes, candidate: _Candidate) -> bool:
        """Place a booth if its neighbours stay sound. Return whether it was placed."""
        box, shape = candidate.box, shapely.box(*candidate.box)
        taken = shapes.near([shape.buffer(-2, join_style="mitre")], 0)[0]
        near = shapes.near([shape], self.hall.aisle_cm - 1)[0]
        if len(taken) != candidate.taken or not self._may_take(shapes, taken):
            return False
        if not self._is_apart(shapes, box, taken, near):
            return False
        left = [_rest(self.booths[shapes.keys[at]].ring, shape, self.hall.rules.smallest_sqm) for at in taken]
        if any(rest is None for rest in left):
            return False
        rests = {shapes.keys[at]: rest for at, rest in zip(taken, left, strict=True) if rest}
        gone = {shapes.keys[at] for at in taken}
        after = {key: each for key, each in self.booths.items() if key not in gone}
        after |= {key: replace(self.booths[key], ring=ring) for key, ring in rests.items()}
        key, beside = -1 - len(self.new), self._beside(shapes, shape, taken)
        after[key] = Standing(key, ring_of(box), 0 if beside is None else self.booths[beside].group)
        if not self._is_within(shapes, box, taken) and not self._keeps_floor(shapes, shape, taken, after):
            return False
        neighbours = [shapes.keys[at] for at in near if at < shapes.count and at not in taken]
        needed = dict.fromkeys(neighbours, 1 if candidate.extends else None) | dict.fromkeys([key, *rests], 1)
        if not self._can_be_entered(after, needed):
            return False
        self.booths = after
        self.new[key] = NewBooth(ring_of(box), self.new[beside].beside if beside in self.new else beside)
        return True

    def _beside(self, shapes: _Shapes, shape: BaseGeometry, taken: Sequence[int]) -> int | None:
        if taken:
            return shapes.keys[taken[0]]
        booths = shapes.shapes[: shapes.count]
        return shapes.keys[int(shapely.distance(booths, shape).argmin())] if len(booths) else None

    def _keeps_floor(
        self, shapes: _Shapes, shape: BaseGeometry, taken: Sequence[int], after: Mapping[int, Standing]
    ) -> bool:
        """Return whether the new place is floor for booths, narrows no gap below the aisles, and cuts off no way."""
        if shape.difference(shapely.union_all([self.hall.floor, *shapes.shapes[taken]])).area > DUST_CM2:
            return False
        aisle = self.hall.aisle_cm
        both = [shapes.shapes[: shapes.count], polygons([each.ring for each in after.values()])]
        window, beside = (shape.buffer(reach * aisle, join_style="mitre") for reach in (3, 2))
        free = self.walkable.intersection(window)
        before, now = (_narrow(free.difference(shapely.union_all(_meeting(each, window))), aisle) for each in both)
        if now.difference(before).intersection(beside).area > DUST_CM2:
            return False
        ways_before, ways_now = (_ways(self.walkable.difference(shapely.union_all(each)), aisle) for each in both)
        return ways_now <= ways_before

    def _can_be_entered(self, after: Mapping[int, Standing], needed: Mapping[int, int | None]) -> bool:
        """Return whether booths keep enough open sides.

        Each booth needs at least one open side, and at least as many as `needed` gives for it, or as many as before for
        None. An unchanged booth that loses no open front passes, too.
        """
        zone = shapely.union_all(polygons([after[key].ring for key in needed]))
        zone = zone.buffer(2 * self.hall.aisle_cm, join_style="mitre")
        before, now = self._fronts(self.booths, needed, zone), self._fronts(after, needed, zone)
        return all(
            now[key].sides >= max(1, before[key].sides if least is None else least)
            or (key in before and after[key] == self.booths[key] and now[key].open_cm >= before[key].open_cm)
            for key, least in needed.items()
        )

    def _fronts(self, booths: Mapping[int, Standing], wanted: Iterable[int], zone: BaseGeometry) -> dict[int, Frontage]:
        """Return how the wanted booths face the aisles, among all booths that stand in the zone."""
        keys = [key for key in wanted if key in booths]
        others = [each.ring for key, each in booths.items() if key not in keys and zone.intersects(polygon(each.ring))]
        found = frontages(
            [booths[key].ring for key in keys],
            self.hall.outline,
            [*others, *self.blocking],
            aisle_cm=max(AISLE_CM, self.hall.aisle_cm),
        )
        return dict(zip(keys, found, strict=True))


def _is_box(ring: Ring) -> bool:
    box = bounds(ring)
    return len(ring) == len(box) and set(ring) == set(ring_of(box))


def _turned(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)


def _run_lengths(boxes: Sequence[Box]) -> list[int]:
    """Return for each box the length of the row that it is part of: boxes of one depth side by side."""
    rows: dict[tuple[int, int], list[int]] = {}
    for at, box in enumerate(boxes):
        rows.setdefault((box.top, box.bottom), []).append(at)
    found = [0] * len(boxes)
    for row in rows.values():
        run: list[int] = []
        for at in sorted(row, key=lambda at: boxes[at].left):
            if run and boxes[at].left - boxes[run[-1]].right > GRID_CM:
                run = []
            run.append(at)
            for each in run:
                found[each] = boxes[at].right - boxes[run[0]].left
    return found


def _rest(ring: Ring, taken: BaseGeometry, smallest_sqm: Decimal) -> Ring | tuple[()] | None:
    """Return what is left of a booth: () for nothing, a rectangular booth, or None.

    It is None where the rest would be too small, too thin or not a rectangle.
    """
    rest = polygon(ring).difference(taken)
    if rest.area <= DUST_CM2:
        return ()
    left, top, right, bottom = (round(at) for at in rest.bounds)
    box = Box(left, top, right, bottom)
    if box.width * box.depth - rest.area > DUST_CM2 or min(box.width, box.depth) < LEAST_SIDE_CM:
        return None
    return ring_of(box) if area_sqm(ring_of(box)) >= smallest_sqm else None


def _meeting(shapes: NDArray[np.object_], window: BaseGeometry) -> list[BaseGeometry]:
    return [each for each, meets in zip(shapes, shapely.intersects(window, shapes), strict=True) if meets]


def _narrow(free: BaseGeometry, aisle_cm: int) -> BaseGeometry:
    """Return the floor that no square as wide as an aisle reaches."""
    reach = aisle_cm / 2 - 0.5
    return free.difference(free.buffer(-reach, join_style="mitre").buffer(reach, join_style="mitre"))


def _ways(free: BaseGeometry, aisle_cm: int) -> int:
    """Return how many parts of the floor no aisle connects."""
    wide = free.buffer(0.5 - aisle_cm / 2, join_style="mitre")
    return sum(not part.is_empty for part in shapely.get_parts(wide))
