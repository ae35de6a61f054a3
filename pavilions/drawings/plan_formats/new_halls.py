"""Make a hall from a drawing: its outline, and everything measured from its upper left corner."""

from dataclasses import replace

from django.utils.translation import gettext as _

from pavilions.drawings.geometry import Ring, bounds, bounds_of, shifted
from pavilions.drawings.geometry.moving import rectangle
from pavilions.drawings.plan_formats.drawing import Level, PlanDrawing, PlanProblem

AROUND_CM = 300


def of_new_hall(drawing: PlanDrawing) -> PlanDrawing:
    """Return the drawing moved so that its outline begins at the origin.

    A drawing without an outline gets a rectangle 3 m around what is drawn, with a warning. One without any shape stays
    as it is.
    """
    drawn = [booth.ring_cm for booth in drawing.booths] + [each.ring_cm for each in drawing.obstructions]
    problems = drawing.problems
    outline = drawing.outline
    if outline is None:
        if not drawn:
            return drawing
        outline = _around(drawn)
        sentence = _(
            "The file has no outline of the hall, so the new hall is a rectangle 3 m around what is drawn. You can "
            "change it afterwards."
        )
        problems = (*problems, PlanProblem(Level.WARNING, "outline_missing", sentence))
    box = bounds(outline)
    dx, dy = -box.left, -box.top
    picture = drawing.picture
    if picture and picture.background:
        left, top, width, height = picture.background.extent
        moved = replace(picture.background, extent=(left + dx, top + dy, width, height))
        picture = replace(picture, background=moved)
    return replace(
        drawing,
        booths=tuple(replace(booth, ring_cm=shifted(booth.ring_cm, dx, dy)) for booth in drawing.booths),
        obstructions=tuple(replace(each, ring_cm=shifted(each.ring_cm, dx, dy)) for each in drawing.obstructions),
        outline=shifted(outline, dx, dy),
        problems=problems,
        picture=picture,
    )


def _around(drawn: list[Ring]) -> Ring:
    box = bounds_of(drawn)
    return rectangle(box.left - AROUND_CM, box.top - AROUND_CM, box.width + 2 * AROUND_CM, box.depth + 2 * AROUND_CM)
