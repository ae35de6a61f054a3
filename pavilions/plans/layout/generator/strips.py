"""Strips: the bands of a specification across a hall, their open stretches, and how blocks fill them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil, floor
from typing import NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from pavilions.drawings.geometry import Box, Ring, polygon
from pavilions.plans.layout.generator.blocks import Block, on_grid
from pavilions.plans.layout.generator.spec import Band, LayoutSpec

DUST_SQUARE_CM = 1.0
AISLE_GRID_CM = 10
LARGEST_GROWTH = 4  # a block grows by at most a quarter


class Wall(Enum):
    """The wall of the hall behind a strip."""

    NONE = 0
    FIRST = 1
    LAST = 2


@dataclass(frozen=True, slots=True)
class Strip:
    band: Band
    box: Box
    wall: Wall = Wall.NONE


def strips_of(spec: LayoutSpec, hall: Box) -> list[Strip]:
    """Return the strips in the order of their letters. Remaining space widens the aisles along the walls."""
    margin = spec.rules.wall_clearance_cm
    if spec.wall_band is None:
        return list(_stack(spec, hall, hall.top + spec.aisle_cm, hall.bottom - spec.aisle_cm))
    depth = spec.wall_band.depth_cm
    top, bottom = hall.top + margin, hall.bottom - margin
    inner = _stack(spec, hall, top + depth + spec.aisle_cm, bottom - depth - spec.aisle_cm)
    return [
        Strip(spec.wall_band, hall._replace(top=top, bottom=top + depth), Wall.FIRST),
        *inner,
        Strip(spec.wall_band, hall._replace(top=bottom - depth, bottom=bottom), Wall.LAST),
    ]


def main_aisles(spec: LayoutSpec, hall: Box) -> list[Box]:
    """Return the main aisles that cross the bands at equal distances."""
    count, width = spec.cross_main_aisles, spec.main_aisle_cm
    inner = hall.width - 2 * spec.aisle_cm
    distance = on_grid((inner - count * width) // (count + 1))
    lefts = [hall.left + spec.aisle_cm + number * distance + (number - 1) * width for number in range(1, count + 1)]
    return [hall._replace(left=left, right=left + width) for left in lefts]


def _stack(spec: LayoutSpec, hall: Box, top: int, bottom: int) -> Iterator[Strip]:
    """Yield the bands that fit between top and bottom, centred."""
    bands: list[Band] = []
    room = bottom - top
    while True:
        first = len(bands) % len(spec.bands)
        in_turn = [*spec.bands[first:], *spec.bands[:first]]
        fitting = next((band for band in in_turn if band.depth_cm <= room), None)
        if fitting is None:
            break
        room -= fitting.depth_cm + _aisle_after(spec, len(bands))
        bands.append(fitting)
    used = sum(band.depth_cm for band in bands) + sum(
        _aisle_after(spec, position) for position in range(len(bands) - 1)
    )
    top += on_grid((bottom - top - used) // 2)
    for position, band in enumerate(bands):
        yield Strip(band, hall._replace(top=top, bottom=top + band.depth_cm))
        top += band.depth_cm + _aisle_after(spec, position)


def _aisle_after(spec: LayoutSpec, position: int) -> int:
    return spec.main_aisle_cm if (position + 1) % spec.bands_between_main_aisles == 0 else spec.aisle_cm


class Stretch(NamedTuple):
    left: int
    right: int

    @property
    def length(self) -> int:
        return self.right - self.left


class PlacedBlock(NamedTuple):
    block: Block
    box: Box


def open_floor(outline: Ring, margin_cm: int, closed: Iterable[Box]) -> BaseGeometry:
    """Return the floor at least `margin_cm` from the hall's walls and outside all closed boxes."""
    inside = polygon(outline).buffer(-margin_cm, join_style="mitre")
    return inside.difference(shapely.union_all([shapely.box(*box) for box in closed]))


def open_stretches(strip: Box, floor_area: BaseGeometry) -> Iterator[Stretch]:
    """Yield the stretches, from left to right, in which the whole depth of the strip is open."""
    lost = shapely.get_parts(shapely.box(*strip).difference(floor_area))
    gaps = sorted((part.bounds[0], part.bounds[2]) for part in lost if part.area > DUST_SQUARE_CM)
    left = strip.left
    for gap_left, gap_right in gaps:
        if floor(gap_left) > left:
            yield Stretch(left, floor(gap_left))
        left = max(left, ceil(gap_right))
    if strip.right > left:
        yield Stretch(left, strip.right)


def fill(strip: Box, stretches: Iterable[Stretch], blocks: Sequence[Block], aisle_cm: int) -> Iterator[PlacedBlock]:
    """Place the blocks in turn over all stretches of a strip, `aisle_cm` or a little more apart, flush at both ends.

    Each stretch begins with the block that leaves the least space unused.
    """
    turn = 0
    for stretch in stretches:
        turns = [(turn + skipped) % len(blocks) for skipped in range(len(blocks))]
        rows = [_choose(stretch.length, [*blocks[first:], *blocks[:first]], aisle_cm) for first in turns]
        best = min(rows, key=lambda row: row.unused_cm)
        turn = (turns[rows.index(best)] + len(best.blocks)) % len(blocks)
        yield from _place(strip, stretch, best, aisle_cm)


class _Row(NamedTuple):
    blocks: list[Block]
    lengths_cm: list[int]
    unused_cm: int


def _choose(length_cm: int, blocks: Sequence[Block], aisle_cm: int) -> _Row:
    """Choose as many blocks as fit, in turn, and let them grow into the remaining space."""
    chosen: list[Block] = []
    room = length_cm
    while True:
        first = len(chosen) % len(blocks)
        in_turn = [*blocks[first:], *blocks[:first]]
        fitting = next((block for block in in_turn if block.length_cm <= room), None)
        if fitting is None:
            break
        chosen.append(fitting)
        room -= fitting.length_cm + aisle_cm
    lengths = _grown(chosen, room + aisle_cm)
    return _Row(chosen, lengths, length_cm - sum(lengths) - aisle_cm * max(0, len(chosen) - 1))


def _grown(chosen: Sequence[Block], slack: int) -> list[int]:
    """Return the lengths of the blocks, with the slack shared by those that may grow."""
    growing = sum(block.grows for block in chosen)
    share = on_grid(slack // growing) if growing else 0
    return [
        block.length_cm + (min(share, on_grid(block.length_cm // LARGEST_GROWTH)) if block.grows else 0)
        for block in chosen
    ]


def _place(strip: Box, stretch: Stretch, row: _Row, aisle_cm: int) -> Iterator[PlacedBlock]:
    wider = on_grid(row.unused_cm // max(1, len(row.blocks) - 1), AISLE_GRID_CM)
    left = stretch.left
    for block, length in zip(row.blocks, row.lengths_cm, strict=True):
        yield PlacedBlock(block, strip._replace(left=left, right=left + length))
        left += length + aisle_cm + wider
