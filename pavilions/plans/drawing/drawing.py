"""The whole drawing of a hall, for a page of ours: classes only, colours from `ciie/static/plan/plan.css`."""

from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from pavilions.geometry import bounds
from pavilions.plans.drawing.booths import draw_booths
from pavilions.plans.drawing.marks import DrawnHall
from pavilions.plans.drawing.patterns import DEFINITIONS
from pavilions.plans.drawing.surroundings import draw_scale_bar, draw_surroundings

MARGIN_CM = 150
SCALE_ROOM_CM = 750


def draw_hall(hall: DrawnHall) -> SafeString:
    """An `<svg class="plan">`, one per page. Every text in it is escaped; it has no style, script or outside reference.

    Booths are links with a name (`Booth 5.1H/A01, 36 m², raw space, 2 open sides, free`) or, without `href`, named
    images. The caller says which booths there are and what of them may be seen.
    """
    return mark_safe(svg_markup(hall))  # noqa: S308  (every value in it is a number or went through escape)


def svg_markup(hall: DrawnHall, *, head: str = "") -> str:
    """The markup, with `head` as its first child."""
    title = gettext("Plan of hall %(hall)s") % {"hall": hall.name}
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plan" viewBox="{_view_box(hall)}" role="group"'
        f' aria-label="{escape(title)}">{head}{DEFINITIONS}{draw_surroundings(hall)}'
        f'<g class="booths" text-anchor="middle">{"".join(draw_booths(hall.booths, hall.name, hall.currency))}</g>'
        f"{draw_scale_bar(bounds(hall.outline))}</svg>"
    )


def _view_box(hall: DrawnHall) -> str:
    around = bounds(hall.outline)
    return (
        f"{around.left - MARGIN_CM} {around.top - MARGIN_CM}"
        f" {around.width + 2 * MARGIN_CM} {around.depth + MARGIN_CM + SCALE_ROOM_CM}"
    )
