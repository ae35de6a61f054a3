"""Draws a hall on paper at a given ratio, with a grid in metres, the lengths of its sides and its exits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from math import dist

import shapely
from django.utils.formats import number_format
from django.utils.translation import gettext

from pavilions.drawings.geometry import Ring, bounds, polygon
from pavilions.plans.drawing.booths import DEFINITIONS, draw_booths
from pavilions.plans.drawing.halls import PRINT, draw_surroundings
from pavilions.plans.drawing.lettering import cut_to, ems_of
from pavilions.plans.drawing.marks import DrawnHall, ObstructionMark
from pavilions.states import ObstructionKind

ROWS = 3.3
"""The rows of letters around the hall, outwards: names of exits, parts of its sides or the grid's figures, whole sides.
"""
GRID_ROW, PARTS_ROW, WHOLE_ROW = 1.2, 1.4, 2.6
ROW_EMS = 1.6
GRID_STEPS_M = (1, 2, 5, 10, 20, 50, 100)
LEAST_GRID_MM = 15
MOST_PARTS = 12
TICK_EMS = 0.4
AT_WALL_CM = 200
FEWEST_LETTERS = 3
HAIR_MM = 0.1
LINE_MM = 0.18


@dataclass(frozen=True)
class Measures:
    """The scale of a sheet: `cm_per_mm` centimetres of the hall are a millimetre of paper; letters are `letters_mm`
    large.
    """

    cm_per_mm: float
    letters_mm: float

    @property
    def em(self) -> float:
        """The size of letters, in centimetres of the hall."""
        return self.letters_mm * self.cm_per_mm

    def row(self, place: float) -> float:
        """Return how far from the hall the middle of a row lies, in centimetres of the hall. Row 0 is the nearest."""
        return (place + 0.5) * ROW_EMS * self.em


def margin_mm(letters_mm: float) -> float:
    """Return the margin around the hall on each side of the drawing."""
    return ROWS * ROW_EMS * letters_mm


def draw_hall_on_sheet(hall: DrawnHall, *, cm_per_mm: float, letters_mm: float) -> str:
    """Return a complete SVG document in the colours and patterns of availability, with exits numbered as in safety
    checks.
    """
    measures = Measures(cm_per_mm, letters_mm)
    around, margin = bounds(hall.outline), margin_mm(letters_mm) * cm_per_mm
    box = (around.left - margin, around.top - margin, around.width + 2 * margin, around.depth + 2 * margin)
    unnamed = tuple(replace(each, name="") if each.kind in EXITS else each for each in hall.obstructions)
    booths = "".join(draw_booths(hall.booths, hall.name, hall.currency))
    lines = "".join(_grid_lines(hall.outline, measures))
    words = [*_grid_figures(hall.outline, measures), *_lengths(hall.outline, measures), *_exits(hall, measures)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(f"{each:.1f}" for each in box)}">'
        f"{PRINT}{DEFINITIONS}"
        f"{draw_surroundings(replace(hall, obstructions=unnamed))}"
        f'<g stroke="#9aa5ad" stroke-width="{HAIR_MM * cm_per_mm:.1f}">{lines}</g>'
        f'<g class="booths" text-anchor="middle">{booths}</g>'
        f'<g fill="#1b2430" font-family="Noto Sans SC" font-size="{measures.em:.1f}" text-anchor="middle"'
        f' stroke-width="{LINE_MM * cm_per_mm:.1f}">{"".join(words)}</g></svg>'
    )


EXITS = (ObstructionKind.EXIT, ObstructionKind.ENTRANCE)


def _grid(low: int, high: int, measures: Measures) -> range:
    """Return where the lines of the grid lie between two places, in centimetres of the hall's axes."""
    step = next((each for each in GRID_STEPS_M if each * 100 >= LEAST_GRID_MM * measures.cm_per_mm), GRID_STEPS_M[-1])
    return range(-(-low // (step * 100)) * step * 100, high + 1, step * 100)


def _grid_lines(outline: Ring, measures: Measures) -> Iterator[str]:
    """Yield thin lines through the hall, cut off at its outline."""
    around, shape = bounds(outline), polygon(outline)
    lines = [[(x, around.top), (x, around.bottom)] for x in _grid(around.left, around.right, measures)]
    lines += [[(around.left, y), (around.right, y)] for y in _grid(around.top, around.bottom, measures)]
    for piece in shapely.get_parts(shapely.intersection(shapely.linestrings(lines), shape)):
        if piece.geom_type == "LineString":
            (x1, y1), (x2, y2) = piece.coords[0], piece.coords[-1]
            yield f'<path d="M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}"/>'


def _grid_figures(outline: Ring, measures: Measures) -> Iterator[str]:
    """Yield the metres of the hall's axes, above the hall and to its left."""
    around = bounds(outline)
    for x in _grid(around.left, around.right, measures):
        yield _text(f"{x // 100}", (x, around.top - measures.row(GRID_ROW)), measures)
    for y in _grid(around.top, around.bottom, measures):
        yield _text(f"{y // 100}", (around.left - measures.row(GRID_ROW), y), measures)


def _lengths(outline: Ring, measures: Measures) -> Iterator[str]:
    """Yield the length of each side, and of its parts from corner to corner, below the hall and to its right."""
    around = bounds(outline)
    for axis, far in ((0, around.bottom), (1, around.right)):
        places = sorted({point[axis] for point in outline})
        rows = [(WHOLE_ROW, [places[0], places[-1]])]
        if 1 < len(places) - 1 <= MOST_PARTS:
            rows.append((PARTS_ROW, places))
        for row, ends in rows:
            yield from _chain(ends, axis, far + measures.row(row), measures)


def _chain(ends: Sequence[int], axis: int, aside: float, measures: Measures) -> Iterator[str]:
    """Yield a line with a tick at each end, and the metres from one end to the next."""
    tick = TICK_EMS * measures.em

    def at(along: float, across: float) -> tuple[float, float]:
        return (along, aside + across) if axis == 0 else (aside + across, along)

    lines = [(at(ends[0], 0), at(ends[-1], 0)), *((at(end, -tick), at(end, tick)) for end in ends)]
    path = "".join(f"M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}" for (x1, y1), (x2, y2) in lines)
    yield f'<path d="{path}" fill="none" stroke="#1b2430"/>'
    for start, end in pairwise(ends):
        words = _metres(end - start)
        if end - start > len(words) * measures.em * 0.7:
            yield _text(words, at((start + end) / 2, -0.65 * measures.em), measures, is_upright=axis == 1)


def _exits(hall: DrawnHall, measures: Measures) -> Iterator[str]:
    """Yield the number, name and width of each exit, as far as they fit, outside the wall that it is nearest to."""
    marks = [each for each in hall.obstructions if each.kind in EXITS]
    places = [_outside(each, hall.outline, measures) for each in marks]
    around, margin = bounds(hall.outline), margin_mm(measures.letters_mm) * measures.cm_per_mm
    number = 0
    for mark, (place, is_upright) in zip(marks, places, strict=True):
        number += mark.kind == ObstructionKind.EXIT
        first = gettext("Exit %(number)d") % {"number": number} if mark.kind == ObstructionKind.EXIT else ""
        start, end = (around.top, around.bottom) if is_upright else (around.left, around.right)
        low, high = start - margin, end + margin
        room = min([high - low, *(dist(place, other) for other, _upright in places if other != place)]) / measures.em
        name = mark.name or ("" if first else str(mark.kind.label))
        words = _label(first, name, _metres(round(_width(mark.ring))), room - 1)
        half = ems_of(words) * measures.em / 2
        middle = max(low + half, min(high - half, place[is_upright]))
        yield _text(words, (place[0], middle) if is_upright else (middle, place[1]), measures, is_upright=is_upright)


def _label(number: str, name: str, width: str, room: float) -> str:
    """Return the words that fit into `room` ems.

    The number is always there, the width only as a whole, and the name is cut off where need be.
    """
    words = " · ".join(filter(None, (number, width)))
    if ems_of(words) > room:
        return number or width
    cut = cut_to(name, room - ems_of(f"{words} · "))
    return " · ".join(filter(None, (number, cut if len(cut) >= FEWEST_LETTERS else "", width)))


def _width(ring: Ring) -> float:
    """Return the longer side of the smallest rectangle around a ring."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(polygon(ring)))
    return max(dist(*corners[0:2]), dist(*corners[1:3]))


def _outside(exit_: ObstructionMark, outline: Ring, measures: Measures) -> tuple[tuple[float, float], bool]:
    """Return the middle of the text beside an exit, and whether the text runs from bottom to top.

    If the exit is in a wall of the hall, the text lies beyond that wall, so that it covers no booth.
    """
    floor, middle = polygon(outline), polygon(exit_.ring).centroid
    walls = list(pairwise([*outline, outline[0]]))
    (x1, y1), (x2, y2) = min(walls, key=lambda wall: shapely.LineString(wall).distance(middle))
    length = dist((x1, y1), (x2, y2))
    right, down = (y2 - y1) / length, (x1 - x2) / length
    if floor.contains(shapely.Point((x1 + x2) / 2 + right, (y1 + y2) / 2 + down)):
        right, down = -right, -down
    corners = (
        exit_.ring
        if shapely.LineString([(x1, y1), (x2, y2)]).distance(middle) > AT_WALL_CM
        else (*exit_.ring, (x1, y1))
    )
    far = max((x - middle.x) * right + (y - middle.y) * down for x, y in corners) + measures.row(0)
    return (middle.x + far * right, middle.y + far * down), abs(right) > abs(down)


def _text(words: str, place: tuple[float, float], measures: Measures, *, is_upright: bool = False) -> str:
    """Return words with their middle at a place, running from bottom to top if `is_upright`."""
    x, y = place
    turned = f' transform="rotate(-90 {x:.0f} {y:.0f})"' if is_upright else ""
    return f'<text x="{x:.0f}" y="{y + 0.35 * measures.em:.0f}"{turned}>{escape(words)}</text>'


def _metres(length_cm: int) -> str:
    return gettext("%(metres)s m") % {"metres": number_format(length_cm / 100, 2, use_l10n=True)}
