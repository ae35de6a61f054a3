"""From an edit to what it changes, with everything that follows from it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from pavilions.drafts.edits import changing, dividing, drawing
from pavilions.drafts.edits.edits import (
    Array,
    Draw,
    Duplicate,
    Edit,
    Merge,
    Move,
    Obstruct,
    Remove,
    Renumber,
    Reshape,
    SetDetails,
    SetObstructions,
    Split,
)
from pavilions.drafts.edits.floor import Change, Floor
from pavilions.drafts.edits.problems import problems_of_change
from pavilions.drafts.edits.refusals import EditRefused
from pavilions.geometry import Ring, open_sides_of_plan
from pavilions.states import ObstructionKind

AISLE_CM = 100
"""How far `open_sides` looks."""

APPLIED: Mapping[type, Callable[[Floor, Any], Change]] = {
    Draw: drawing.draw,
    Array: drawing.array,
    Duplicate: drawing.duplicate,
    Obstruct: drawing.obstruct,
    Reshape: changing.reshape,
    Move: changing.move,
    Renumber: changing.renumber,
    SetDetails: changing.set_details,
    Remove: changing.remove,
    SetObstructions: changing.set_obstructions,
    Split: dividing.split,
    Merge: dividing.merge,
}


def applied(floor: Floor, edit: Edit) -> Change:
    """What the edit makes of the floor; every booth and obstruction that it names must be there.

    Raises `EditRefused` with all problems if the draft would not be valid afterwards.
    """
    return judged(floor, APPLIED[type(edit)](floor, edit))


def judged(floor: Floor, change: Change) -> Change:
    """The change less what it leaves as it is, or `EditRefused`."""
    change = floor.without_idle(change)
    problems = problems_of_change(floor, change)
    if problems:
        raise EditRefused(problems)
    return change


def open_sides_after(floor: Floor, change: Change) -> dict[int, int]:
    """Open sides of every booth that the change touches or that stands within an aisle of it, by id.

    Only what differs from what the booth has; new booths always.
    """
    touched = list(_touched_rings(floor, change))
    if not touched:
        return {}
    concerned = floor.booths_near(touched, distance_cm=AISLE_CM, change=change)
    around = floor.booths_near([booth.ring for booth in concerned], distance_cm=AISLE_CM, change=change)
    obstructions = floor.after(change).obstructions.values()
    blocking = [one.ring for one in obstructions if one.kind != ObstructionKind.EXIT]
    counted = {booth.id for booth in concerned}
    others = [booth.ring for booth in around if booth.id not in counted]
    sides = open_sides_of_plan([booth.ring for booth in concerned], floor.outline, [*others, *blocking])
    return {
        booth.id: count
        for booth, count in zip(concerned, sides, strict=True)
        if booth.id < 0 or count != booth.open_sides
    }


def with_open_sides(floor: Floor, change: Change) -> tuple[Change, dict[int, int]]:
    """The change with its booths' open sides, and those of neighbours that have other ones now."""
    sides = open_sides_after(floor, change)
    booths = {key: replace(booth, open_sides=sides.get(key, booth.open_sides)) for key, booth in change.booths.items()}
    neighbours = {key: count for key, count in sides.items() if key not in booths}
    return replace(change, booths=booths), neighbours


def _touched_rings(floor: Floor, change: Change) -> Iterable[Ring]:
    """Where shapes were and where they will be, of whatever the change moves, brings or takes away."""
    for key, booth in change.booths.items():
        was = floor.booths.get(key)
        if was is None or was.ring != booth.ring:
            yield from (booth.ring, *([was.ring] if was else []))
    yield from (floor.booths[key].ring for key in change.gone)
    for key, one in change.obstructions.items():
        yield from (one.ring, *([floor.obstructions[key].ring] if key in floor.obstructions else []))
    yield from (floor.obstructions[key].ring for key in change.gone_obstructions)
