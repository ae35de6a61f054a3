"""Edits of what is there: other shapes, places, numbers and details, and taking away."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from ciie.kernel.errors import Invalid
from pavilions.drafts.edits.drawing import the_allotment
from pavilions.drafts.edits.edits import Move, Remove, Renumber, Reshape, SetDetails, SetObstructions
from pavilions.drafts.edits.floor import Change, Floor, FloorBooth, FloorObstruction
from pavilions.drafts.edits.numbering import numbers_by_place
from pavilions.drafts.edits.refusals import of_booth, refused
from pavilions.geometry import OBSTRUCTION_LIMITS, Ring, moved, sound_ring, turned


def reshape(floor: Floor, edit: Reshape) -> Change:
    booths = [reshaped(floor.booths[item.id], item.ring) for item in edit.booths]
    obstructions = [_reshaped(floor.obstructions[item.id], item.ring) for item in edit.obstructions]
    return _change(booths, obstructions)


def move(floor: Floor, edit: Move) -> Change:
    booths = [floor.booths[key] for key in edit.ids]
    obstructions = [floor.obstructions[key] for key in edit.obstructions]
    found = [*(booth.ring for booth in booths), *(one.ring for one in obstructions)]
    rings = [moved(ring, edit.dx, edit.dy) for ring in found]
    try:
        rings = turned(rings, edit.turn) if edit.turn and rings else rings
    except Invalid as refusal:
        raise refused(refusal.message, code=refusal.code, field="turn") from refusal
    return _change(
        [reshaped(booth, ring) for booth, ring in zip(booths, rings, strict=False)],
        [_reshaped(one, ring) for one, ring in zip(obstructions, rings[len(booths) :], strict=True)],
    )


def renumber(floor: Floor, edit: Renumber) -> Change:
    booths = [floor.booths[key] for key in dict.fromkeys(edit.ids)]
    numbers = numbers_by_place([booth.ring for booth in booths], edit.pattern)
    return Change.of_booths(replace(b, number=number) for b, number in zip(booths, numbers, strict=True))


def set_details(floor: Floor, edit: SetDetails) -> Change:
    sent = {name: getattr(edit, name) for name in edit.model_fields_set - {"edit", "seen", "ids"}}
    if edit.allotment is not None:
        the_allotment(floor, edit.allotment)
    if edit.number is not None and len(set(edit.ids)) > 1:
        raise refused(_("Only one booth can have this number."), code="number_used_twice", field="number")
    if edit.blocked_reason and not edit.blocked_reason.isprintable():
        raise refused(_("Write the reason in one line."), code="reason_odd", field="blocked_reason")
    changed = {name: value for name, value in sent.items() if value is not None or name == "open_sides_override"}
    return Change.of_booths(replace(floor.booths[key], **changed) for key in edit.ids)


def remove(floor: Floor, edit: Remove) -> Change:
    if not edit.ids and not edit.obstructions:
        raise refused(_("Choose what to remove."), code="nothing_chosen", field="ids")
    return Change(gone=frozenset(edit.ids), gone_obstructions=frozenset(edit.obstructions))


def set_obstructions(floor: Floor, edit: SetObstructions) -> Change:
    found = [floor.obstructions[key] for key in edit.ids]
    return Change.of_obstructions(
        replace(
            one,
            kind=one.kind if edit.kind is None else edit.kind,
            clearance_cm=one.clearance_cm if edit.clearance_cm is None else edit.clearance_cm,
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


def _change(booths: Sequence[FloorBooth], obstructions: Sequence[FloorObstruction]) -> Change:
    if not booths and not obstructions:
        raise refused(_("Choose what to move."), code="nothing_chosen", field="booths")
    return Change({booth.id: booth for booth in booths}, obstructions={one.id: one for one in obstructions})
