"""What surrounds the booths: the hall's outline, obstructions, exits, and a scale bar below."""

from collections.abc import Iterable, Iterator
from html import escape

from django.utils.translation import gettext

from pavilions.geometry import Box
from pavilions.plans.drawing.marks import AreaMark, BackgroundMark, DrawnHall, ObstructionMark
from pavilions.plans.drawing.shapes import path_of

SCALE_STEPS_M = (5, 10, 20, 50, 100)
SCALE_SHARE = 5  # the bar is at most a fifth as long as the hall
BAR_DEPTH_CM = 120
BAR_LETTERS_CM = 420


def draw_surroundings(hall: DrawnHall) -> str:
    """Shapes without names: a screen reader is told of the booths."""
    return (
        f'<g aria-hidden="true"><path class="hall" d="{path_of(hall.outline)}"/>{_background(hall.background)}'
        f"{''.join(_areas(hall.areas))}{''.join(_obstructions(hall.obstructions))}</g>"
    )


def _background(mark: BackgroundMark | None) -> str:
    if mark is None:
        return ""
    return (
        f'<image class="background" href="{escape(mark.href)}" x="{mark.left}" y="{mark.top}"'
        f' width="{mark.width}" height="{mark.height}" preserveAspectRatio="none"/>'
    )


def _areas(marks: Iterable[AreaMark]) -> Iterator[str]:
    """A wide line around the booths of each area, most of it under the booths themselves."""
    for mark in marks:
        shapes = "".join(path_of(ring) for ring in mark.rings)
        yield f'<path class="area {mark.layer.value} tone-{mark.tone}" d="{shapes}"/>'


def _obstructions(marks: Iterable[ObstructionMark]) -> list[str]:
    """One path per kind, however many stand in the hall."""
    paths: dict[str, list[str]] = {}
    for mark in marks:
        paths.setdefault(mark.kind.value, []).append(path_of(mark.ring))
    return [f'<path class="{kind}" d="{"".join(shapes)}"/>' for kind, shapes in paths.items()]


def draw_scale_bar(hall: Box) -> str:
    """A bar of 5 to 100 m, whichever is nearest to a fifth of the hall's width, under its lower left corner."""
    metres = max((step for step in SCALE_STEPS_M if step * 100 * SCALE_SHARE <= hall.width), default=SCALE_STEPS_M[0])
    length, top = metres * 100, hall.bottom + 3 * BAR_DEPTH_CM
    words = gettext("%(metres)s m") % {"metres": metres}
    return (
        f'<g class="scale" aria-hidden="true"><path d="M{hall.left} {top}v{BAR_DEPTH_CM}h{length}v-{BAR_DEPTH_CM}"/>'
        f'<text x="{hall.left + length + BAR_DEPTH_CM}" y="{top + 2 * BAR_DEPTH_CM}" font-size="{BAR_LETTERS_CM}">'
        f"{words}</text></g>"
    )
