"""Move a drawing to its place in the hall, by its booths or its outline, with a note on that."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from pavilions.drawings.geometry import Ring, bounds_of
from pavilions.drawings.plan_formats.choices import ReadingChoices
from pavilions.drawings.plan_formats.drawing import Level, PlanProblem

FEWEST_KNOWN = 2
LEAST_SHARE_AGREEING = 0.3

type Shift = tuple[int, int]
type Corner = tuple[float, float]


def shift_into_hall(
    booths: Mapping[str, Sequence[Corner]], outline: Sequence[Corner] | None, choices: ReadingChoices
) -> tuple[Shift, tuple[PlanProblem, ...]]:
    """Return how far everything is moved to the right and down, in cm, and a note on that.

    A new hall moves to its origin. Otherwise the user's choice counts, then the positions of booths on the present
    plan, then the outline. Without any of these, booths inside the hall stay, and others move to its middle.
    """
    drawn = outline or [corner for ring in booths.values() for corner in ring]
    if choices.new_hall and drawn:
        return (-round(_least(drawn, 0)), -round(_least(drawn, 1))), ()
    if choices.moved_cm is not None:
        return choices.moved_cm, ()
    if shift := _by_known_booths(booths, choices.known_places):
        return shift, _note(shift, _("aligned with the booths of the same numbers on the current plan"))
    if choices.outline and outline:
        return _by_corner(outline, choices.outline), ()
    if choices.outline and booths:
        return _into_the_middle([corner for ring in booths.values() for corner in ring], choices.outline)
    return (0, 0), ()


def _by_known_booths(booths: Mapping[str, Sequence[Corner]], known: Mapping[str, Ring]) -> Shift | None:
    votes = Counter(_by_corner(booths[number], known[number]) for number in booths.keys() & known.keys())
    if not votes:
        return None
    (across, down), _count = votes.most_common(1)[0]
    agreeing = sum(n for (x, y), n in votes.items() if abs(x - across) <= 2 and abs(y - down) <= 2)  # noqa: PLR2004  (cm)
    is_clear = agreeing >= FEWEST_KNOWN and agreeing >= LEAST_SHARE_AGREEING * votes.total()
    return (across, down) if is_clear else None


def _by_corner(drawn: Sequence[Corner], there: Sequence[Corner]) -> Shift:
    return round(_least(there, 0) - _least(drawn, 0)), round(_least(there, 1) - _least(drawn, 1))


def _least(corners: Sequence[Corner], axis: int) -> float:
    return min(corner[axis] for corner in corners)


def _into_the_middle(corners: Sequence[Corner], outline: Ring) -> tuple[Shift, tuple[PlanProblem, ...]]:
    hall = bounds_of([outline])
    left, top = _least(corners, 0), _least(corners, 1)
    right, bottom = max(x for x, _y in corners), max(y for _x, y in corners)
    if hall.left <= left and right <= hall.right and hall.top <= top and bottom <= hall.bottom:
        return (0, 0), ()
    shift = (
        round((hall.left + hall.right - left - right) / 2),
        round((hall.top + hall.bottom - top - bottom) / 2),
    )
    return shift, _note(shift, _("its booths were centred in the hall"), Level.WARNING)


def _note(shift: Shift, why: str, level: Level = Level.NOTE) -> tuple[PlanProblem, ...]:
    if shift == (0, 0):
        return ()
    sentence = _("The drawing was moved by %(right)s m to the right and %(down)s m down: %(why)s.")
    values = {"right": f"{shift[0] / 100:.2f}", "down": f"{shift[1] / 100:.2f}", "why": why}
    return (PlanProblem(level, "moved_into_hall", sentence % values),)
