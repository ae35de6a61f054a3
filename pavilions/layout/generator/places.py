"""Places: the booths of each strip before they have numbers."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from pavilions.geometry import Box, Ring, bounds
from pavilions.layout.generator.obstructions import Obstruction, clear_of, meet, parts_strip
from pavilions.layout.generator.open_floor import PlacedBlock, fill, open_floor, open_stretches
from pavilions.layout.generator.rule_sets import LayoutRules
from pavilions.layout.generator.spec import LayoutSpec
from pavilions.layout.generator.strips import Strip, Wall, main_aisles, strips_of
from pavilions.states import ObstructionKind


class Place(NamedTuple):
    """A booth to be, and its row within the strip: 0 the upper, 1 the lower."""

    ring: Ring
    row: int


def places_by_strip(outline: Ring, in_the_way: Sequence[Obstruction], spec: LayoutSpec) -> Iterator[list[Place]]:
    hall = bounds(outline)
    columns = [each.keep_clear for each in in_the_way if each.kind is ObstructionKind.COLUMN]
    closed = [each.keep_clear for each in in_the_way if each.kind is not ObstructionKind.COLUMN]
    closed += main_aisles(spec, hall)
    by_the_wall = open_floor(outline, spec.rules.wall_clearance_cm, closed)
    inside = open_floor(outline, spec.aisle_cm, closed)
    for strip in strips_of(spec, hall):
        nearby = [column for column in columns if meet(column, strip.box)]
        floor_area = _making_way(strip, inside if strip.wall is Wall.NONE else by_the_wall, nearby, spec)
        placed = fill(strip.box, open_stretches(strip.box, floor_area), strip.band.blocks, spec.aisle_cm)
        yield [place for block in placed for place in _cut(block, nearby, spec.rules)]


def _making_way(strip: Strip, floor_area: BaseGeometry, columns: Iterable[Box], spec: LayoutSpec) -> BaseGeometry:
    """The floor less the columns deep in the strip, each with a whole aisle on its right to walk past it."""
    if not strip.band.makes_way:
        return floor_area
    parting = [column for column in columns if parts_strip(column, strip.box)]
    return floor_area.difference(
        shapely.union_all(
            [
                shapely.box(column.left, strip.box.top, column.right + spec.aisle_cm, strip.box.bottom)
                for column in parting
            ]
        )
    )


def _cut(placed: PlacedBlock, columns: Sequence[Box], rules: LayoutRules) -> Iterator[Place]:
    for piece in placed.block.cut(placed.box):
        ring = clear_of(piece.ring, columns, rules.smallest_sqm)
        if ring is not None:
            yield Place(ring, piece.row)
