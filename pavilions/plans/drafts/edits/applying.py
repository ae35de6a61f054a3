"""Turns an edit into the change of the floor that it makes, with everything that follows from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import figure_words
from pavilions.drawings.geometry import (
    OBSTRUCTION_LIMITS,
    Ring,
    Spacing,
    obstructed_sqm,
    open_sides_of_plan,
    overlaps,
    rows_and_columns,
    shifted,
    sound_ring,
    turned,
)
from pavilions.plans.drafts.edits.edits import (
    MOST_ITEMS,
    Array,
    Draw,
    DrawnBooth,
    Duplicate,
    Edit,
    Merge,
    Move,
    Obstruct,
    Rearrange,
    Remove,
    Renumber,
    Reshape,
    SetDetails,
    SetObstructions,
    Split,
)
from pavilions.plans.drafts.edits.floor import Derived, Floor, FloorBooth, FloorChange, FloorObstruction, new_booth
from pavilions.plans.drafts.edits.numbering import numbers_by_place
from pavilions.plans.drafts.edits.problems import EditRefused, free_places, of_booth, problems_of_change, refused
from pavilions.plans.drafts.edits.splitting import merge, split


def applied(floor: Floor, edit: Edit) -> FloorChange:
    """Return the change that the edit makes. Every booth and obstruction that it names must be on the floor.

    Raise `EditRefused` with all problems if the draft would not be valid afterwards.
    """
    return judged(floor, APPLIED[type(edit)](floor, edit))


def judged(floor: Floor, change: FloorChange) -> FloorChange:
    """Return the change without booths and obstructions that stay as they are. Raise `EditRefused` for problems."""
    change = floor.without_unchanged(change)
    problems = problems_of_change(floor, change)
    if problems:
        raise EditRefused(problems)
    return change


def derived_after(floor: Floor, change: FloorChange) -> dict[int, Derived]:
    """Return what is derived, by id, for booths that the change touches and for those within an aisle of it.

    Only new booths and those for which it differs are included.
    """
    touched = list(_touched_rings(floor, change))
    if not touched:
        return {}
    concerned = floor.booths_near(touched, distance_cm=floor.aisle_cm, change=change)
    around = floor.booths_near([booth.ring for booth in concerned], distance_cm=floor.aisle_cm, change=change)
    obstructions = floor.after(change).obstructions.values()
    blocking = [one.ring for one in obstructions if one.kind.is_closed]
    columns = [one.ring for one in obstructions if one.kind.may_stand_in_booths]
    counted = {booth.id for booth in concerned}
    others = [booth.ring for booth in around if booth.id not in counted]
    rings = [booth.ring for booth in concerned]
    sides = open_sides_of_plan(rings, floor.outline, [*others, *blocking], aisle_cm=floor.aisle_cm)
    found = map(Derived, sides, obstructed_sqm(rings, columns))
    return {
        booth.id: derived
        for booth, derived in zip(concerned, found, strict=True)
        if booth.id < 0 or derived != booth.derived
    }


def with_derived(floor: Floor, change: FloorChange) -> tuple[FloorChange, dict[int, Derived]]:
    """Return the change with what is derived for its booths, and what is different now for their neighbours."""
    derived = derived_after(floor, change)
    booths = {key: booth.with_derived(derived.get(key, booth.derived)) for key, booth in change.booths.items()}
    neighbours = {key: each for key, each in derived.items() if key not in booths}
    return replace(change, booths=booths), neighbours


def _touched_rings(floor: Floor, change: FloorChange) -> Iterable[Ring]:
    """Yield the old and new shapes of everything that the change adds, moves or removes."""
    for key, booth in change.booths.items():
        was = floor.booths.get(key)
        if was is None or was.ring != booth.ring:
            yield from (booth.ring, *([was.ring] if was else []))
    yield from (floor.booths[key].ring for key in change.gone)
    for key, one in change.obstructions.items():
        yield from (one.ring, *([floor.obstructions[key].ring] if key in floor.obstructions else []))
    yield from (floor.obstructions[key].ring for key in change.gone_obstructions)


def draw(floor: Floor, edit: Draw) -> FloorChange:
    return FloorChange.of_booths(
        drawn_booth(floor, -position, item, field=f"booths.{position - 1}")
        for position, item in enumerate(edit.booths, start=1)
    )


def array(floor: Floor, edit: Array) -> FloorChange:
    _require_few(edit.rows * edit.columns, field="rows")
    rings = rows_and_columns(
        edit.origin,
        (edit.width, edit.depth),
        rows=edit.rows,
        columns=edit.columns,
        across=Spacing(edit.gap_x, edit.cross_aisle, edit.cross_every),
        down=Spacing(edit.gap_y, edit.aisle, edit.aisle_every),
    )
    try:
        sound_ring(rings[0])
    except Invalid as refusal:
        raise refused(refusal.message, code=refusal.code, field="width") from refusal
    places = free_places(floor, rings) if edit.skip else rings
    if not places:
        raise refused(
            _("There is no room for these booths here. Choose another place or fewer booths."),
            code="no_room",
            field="origin",
        )
    numbers = numbers_by_place(places, edit.number)
    return FloorChange.of_booths(
        drawn_booth(floor, -position, DrawnBooth(ring=ring, number=number, kind=edit.kind, allotment=edit.allotment))
        for position, (ring, number) in enumerate(zip(places, numbers, strict=True), start=1)
    )


def duplicate(floor: Floor, edit: Duplicate) -> FloorChange:
    """Copy booths with kind, sector, blocking reason and open sides set by hand, but without ancestors."""
    _require_few(len(edit.ids) * edit.times, field="times")
    originals = [floor.booths[key] for key in edit.ids]
    copies = [
        replace(original.reshaped(shifted(original.ring, edit.dx * time, edit.dy * time)), ancestors=(), revision=0)
        for time in range(1, edit.times + 1)
        for original in originals
    ]
    numbers = numbers_by_place([copy.ring for copy in copies], edit.number)
    return FloorChange.of_booths(
        replace(copy, id=-position, number=number)
        for position, (copy, number) in enumerate(zip(copies, numbers, strict=True), start=1)
    )


def obstruct(floor: Floor, edit: Obstruct) -> FloorChange:
    for item in edit.obstructions:
        _require_one_line(item.name, _("Write the name in one line."), "name")
    return FloorChange.of_obstructions(
        FloorObstruction(
            -position,
            item.kind,
            sound_ring(item.ring, OBSTRUCTION_LIMITS),
            clearance_cm=item.clearance_cm,
            name=item.name,
        )
        for position, item in enumerate(edit.obstructions, start=1)
    )


def drawn_booth(floor: Floor, temporary_id: int, item: DrawnBooth, *, field: str | None = None) -> FloorBooth:
    allotment = allotment_for(floor, item.allotment)
    _require_one_line(item.blocked_reason, _("Write the reason in one line."), "blocked_reason")
    try:
        booth = new_booth(temporary_id, item.number, item.ring, allotment=allotment, kind=item.kind)
    except Invalid as refusal:
        raise of_booth(item.number, refusal, field=field and f"{field}.ring") from refusal
    return replace(booth, blocked_reason=item.blocked_reason, open_sides_override=item.open_sides_override)


def _require_one_line(text: str, complaint: str, field: str) -> None:
    if text and not text.isprintable():
        raise refused(complaint, code="reason_odd" if field == "blocked_reason" else "name_odd", field=field)


def allotment_for(floor: Floor, wanted: int | None) -> int:
    """Return the allotment asked for, or else the hall's only one. Raise `EditRefused` if there is none."""
    if wanted is None and len(floor.allotments) == 1:
        return next(iter(floor.allotments))
    if wanted is None:
        raise refused(_("Choose the sector of the booths."), code="allotment_missing", field="allotment")
    if wanted not in floor.allotments:
        raise refused(_("This hall has no such sector."), code="allotment_unknown", field="allotment")
    return wanted


def _require_few(count: int, *, field: str) -> None:
    if count > MOST_ITEMS:
        raise refused(
            _("The number of booths would be %(count)s; at most %(most)s can be added at once.")
            % {"count": figure_words(count), "most": figure_words(MOST_ITEMS)},
            code="too_many_items",
            field=field,
        )


def reshape(floor: Floor, edit: Reshape) -> FloorChange:
    booths = [reshaped(floor.booths[item.id], item.ring) for item in edit.booths]
    obstructions = [_reshaped(floor.obstructions[item.id], item.ring) for item in edit.obstructions]
    return _change(booths, obstructions)


def move(floor: Floor, edit: Move) -> FloorChange:
    booths = [floor.booths[key] for key in edit.ids]
    obstructions = [floor.obstructions[key] for key in edit.obstructions]
    found = [*(booth.ring for booth in booths), *(one.ring for one in obstructions)]
    rings = [shifted(ring, edit.dx, edit.dy) for ring in found]
    try:
        rings = turned(rings, edit.turn) if edit.turn and rings else rings
    except Invalid as refusal:
        raise refused(refusal.message, code=refusal.code, field="turn") from refusal
    return _change(
        [reshaped(booth, ring) for booth, ring in zip(booths, rings, strict=False)],
        [_reshaped(one, ring) for one, ring in zip(obstructions, rings[len(booths) :], strict=True)],
    )


def rearrange(floor: Floor, edit: Rearrange) -> FloorChange:
    cut = [reshaped(floor.booths[item.id], item.ring) for item in edit.cut]
    were = [floor.booths[key] for key in edit.booth_ids]
    drawn = draw(floor, Draw(edit="draw", booths=edit.booths)).booths.values()
    rings = [*(booth.ring for booth in drawn), *(booth.ring for booth in were)]
    pairs = [pair for pair in overlaps(rings) if pair[0] < len(drawn) <= pair[1]]
    new = [
        replace(
            booth,
            ancestors=tuple(
                sorted({each for new, old in pairs if new == at for each in were[old - len(drawn)].ancestors})
            ),
        )
        for at, booth in enumerate(drawn)
    ]
    return FloorChange.of_booths([*cut, *new], gone=edit.gone)


def renumber(floor: Floor, edit: Renumber) -> FloorChange:
    booths = [floor.booths[key] for key in dict.fromkeys(edit.ids)]
    numbers = numbers_by_place([booth.ring for booth in booths], edit.pattern)
    return FloorChange.of_booths(replace(b, number=number) for b, number in zip(booths, numbers, strict=True))


def set_details(floor: Floor, edit: SetDetails) -> FloorChange:
    sent = {name: getattr(edit, name) for name in edit.model_fields_set - {"edit", "seen", "ids"}}
    if edit.allotment is not None:
        allotment_for(floor, edit.allotment)
    if edit.number is not None and len(set(edit.ids)) > 1:
        raise refused(_("Only one booth can have this number."), code="number_used_twice", field="number")
    _require_one_line(edit.blocked_reason or "", _("Write the reason in one line."), "blocked_reason")
    changed = {name: value for name, value in sent.items() if value is not None or name == "open_sides_override"}
    return FloorChange.of_booths(replace(floor.booths[key], **changed) for key in edit.ids)


def remove(floor: Floor, edit: Remove) -> FloorChange:
    if not edit.ids and not edit.obstructions:
        raise refused(_("Choose what to remove."), code="nothing_chosen", field="ids")
    return FloorChange(gone=frozenset(edit.ids), gone_obstructions=frozenset(edit.obstructions))


def set_obstructions(floor: Floor, edit: SetObstructions) -> FloorChange:
    _require_one_line(edit.name or "", _("Write the name in one line."), "name")
    found = [floor.obstructions[key] for key in edit.ids]
    return FloorChange.of_obstructions(
        replace(
            one,
            kind=one.kind if edit.kind is None else edit.kind,
            clearance_cm=one.clearance_cm if edit.clearance_cm is None else edit.clearance_cm,
            name=one.name if edit.name is None else edit.name,
        )
        for one in found
    )


def reshaped(booth: FloorBooth, ring: Ring) -> FloorBooth:
    try:
        return booth.reshaped(ring)
    except Invalid as refusal:
        raise of_booth(booth.number, refusal, booth_id=booth.id, field="ring") from refusal


def _reshaped(obstruction: FloorObstruction, ring: Ring) -> FloorObstruction:
    return replace(obstruction, ring=sound_ring(ring, OBSTRUCTION_LIMITS))


def _change(booths: Sequence[FloorBooth], obstructions: Sequence[FloorObstruction]) -> FloorChange:
    if not booths and not obstructions:
        raise refused(_("Choose what to move."), code="nothing_chosen", field="booths")
    return FloorChange({booth.id: booth for booth in booths}, obstructions={one.id: one for one in obstructions})


APPLIED: Mapping[type, Callable[[Floor, Any], FloorChange]] = {
    Draw: draw,
    Array: array,
    Duplicate: duplicate,
    Obstruct: obstruct,
    Reshape: reshape,
    Move: move,
    Renumber: renumber,
    SetDetails: set_details,
    Remove: remove,
    SetObstructions: set_obstructions,
    Split: split,
    Merge: merge,
    Rearrange: rearrange,
}
