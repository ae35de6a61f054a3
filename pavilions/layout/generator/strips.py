"""Strips: the positions of a specification's bands in a hall, from its first wall to its last."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pavilions.geometry import Box
from pavilions.layout.generator.blocks import on_grid
from pavilions.layout.generator.spec import Band, LayoutSpec


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
    """The strips in the order of their letters. Remaining space widens the aisles along the walls."""
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
    """The main aisles that cross the bands at equal distances."""
    count, width = spec.cross_main_aisles, spec.main_aisle_cm
    inner = hall.width - 2 * spec.aisle_cm
    distance = on_grid((inner - count * width) // (count + 1))
    lefts = [hall.left + spec.aisle_cm + number * distance + (number - 1) * width for number in range(1, count + 1)]
    return [hall._replace(left=left, right=left + width) for left in lefts]


def _stack(spec: LayoutSpec, hall: Box, top: int, bottom: int) -> Iterator[Strip]:
    """The bands that fit between top and bottom, centred."""
    bands: list[Band] = []
    room = bottom - top
    while fitting := _next_band(spec, len(bands), room):
        room -= fitting.depth_cm + _aisle_after(spec, len(bands))
        bands.append(fitting)
    used = sum(band.depth_cm for band in bands) + sum(_aisle_after(spec, place) for place in range(len(bands) - 1))
    top += on_grid((bottom - top - used) // 2)
    for place, band in enumerate(bands):
        yield Strip(band, hall._replace(top=top, bottom=top + band.depth_cm))
        top += band.depth_cm + _aisle_after(spec, place)


def _next_band(spec: LayoutSpec, place: int, room: int) -> Band | None:
    first = place % len(spec.bands)
    in_turn = [*spec.bands[first:], *spec.bands[:first]]
    return next((band for band in in_turn if band.depth_cm <= room), None)


def _aisle_after(spec: LayoutSpec, place: int) -> int:
    return spec.main_aisle_cm if (place + 1) % spec.bands_between_main_aisles == 0 else spec.aisle_cm
