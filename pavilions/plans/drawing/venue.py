"""Several halls at once: each as a light sketch for an overview, or all of them, booth by booth, in one drawing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from pavilions.geometry import Ring, bounds
from pavilions.plans.drawing.booths import draw_booths
from pavilions.plans.drawing.marks import BoothMark, DrawnHall
from pavilions.plans.drawing.patterns import DEFINITIONS
from pavilions.plans.drawing.shapes import path_of
from pavilions.plans.drawing.surroundings import draw_surroundings

MARGIN_CM = 150
GAP_CM = 2_500
NAME_CM = 1_600
NAME_ROOM_CM = 2_400


def draw_lightly(hall: DrawnHall, *, frame: tuple[int, int]) -> SafeString:
    """An `<svg class="plan-light">` without names: one shape per availability, in a frame (width and depth in cm).

    The same frame for all halls of a venue shows them at one scale. It is decoration: its link says what it is.
    """
    shapes: defaultdict[str, list[str]] = defaultdict(list)
    for booth in hall.booths:
        shapes[booth.availability.value].append(path_of(booth.ring))
    paths = "".join(f'<path class="{availability}" d="{"".join(d)}"/>' for availability, d in sorted(shapes.items()))
    around = bounds(hall.outline)
    left, top = around.left - (frame[0] - around.width) // 2, around.top - (frame[1] - around.depth) // 2
    return mark_safe(  # noqa: S308  (numbers and our own words)
        f'<svg class="plan-light" viewBox="{left - MARGIN_CM} {top - MARGIN_CM} {frame[0] + 2 * MARGIN_CM}'
        f' {frame[1] + 2 * MARGIN_CM}" aria-hidden="true"><path class="hall" d="{path_of(hall.outline)}"/>{paths}</svg>'
    )


def draw_venue(rows: Sequence[Sequence[DrawnHall]]) -> SafeString:
    """All halls in one `<svg class="plan">`, row under row, every booth as `draw_hall` draws it."""
    placed, width, depth = _place(rows)
    names = "".join(_name(hall) for hall in placed)
    surroundings = "".join(draw_surroundings(hall) for hall in placed)
    booths = "".join(_booths(placed))
    title = escape(gettext("Plan of the whole venue"))
    view = f"{-MARGIN_CM} {-MARGIN_CM} {width + 2 * MARGIN_CM} {depth + 2 * MARGIN_CM}"
    return mark_safe(  # noqa: S308  (every value in it is a number or went through escape)
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plan" viewBox="{view}" role="group" aria-label="{title}">'
        f'{DEFINITIONS}{surroundings}<g class="hall-names" aria-hidden="true">{names}</g>'
        f'<g class="booths" text-anchor="middle">{booths}</g></svg>'
    )


def _booths(halls: Iterable[DrawnHall]) -> Iterable[str]:
    """One booth of the whole venue takes part in the tab order."""
    first = True
    for hall in halls:
        for markup in draw_booths(hall.booths, hall.name, hall.currency, brief=True):
            yield markup if first else markup.replace('tabindex="0"', 'tabindex="-1"', 1)
            first = False


def _name(hall: DrawnHall) -> str:
    around = bounds(hall.outline)
    return f'<text x="{around.left}" y="{around.top - NAME_CM // 2}" font-size="{NAME_CM}">{escape(hall.name)}</text>'


def _place(rows: Sequence[Sequence[DrawnHall]]) -> tuple[list[DrawnHall], int, int]:
    """The halls moved beside and under one another, and the width and depth of them all."""
    placed: list[DrawnHall] = []
    top, widest = 0, 0
    for row in rows:
        left = 0
        for hall in row:
            around = bounds(hall.outline)
            placed.append(_moved(hall, left - around.left, top + NAME_ROOM_CM - around.top))
            left += around.width + GAP_CM
        widest = max(widest, left - GAP_CM)
        top += NAME_ROOM_CM + max((bounds(hall.outline).depth for hall in row), default=0) + GAP_CM
    return placed, widest, top - GAP_CM


def _moved(hall: DrawnHall, dx: int, dy: int) -> DrawnHall:
    def moved(ring: Ring) -> Ring:
        return tuple((x + dx, y + dy) for x, y in ring)

    background = hall.background
    return replace(
        hall,
        outline=moved(hall.outline),
        obstructions=tuple(replace(each, ring=moved(each.ring)) for each in hall.obstructions),
        booths=tuple(_moved_booth(each, moved(each.ring)) for each in hall.booths),
        areas=tuple(replace(each, rings=tuple(map(moved, each.rings))) for each in hall.areas),
        background=background and replace(background, left=background.left + dx, top=background.top + dy),
    )


def _moved_booth(booth: BoothMark, ring: Ring) -> BoothMark:
    return replace(booth, ring=ring)
