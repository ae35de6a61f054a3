"""Edits that bring booths and obstructions: drawn one by one, in rows and columns, or copied."""

from dataclasses import replace

from django.utils.translation import gettext as _

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import figure_words
from pavilions.drafts.edits.edits import Array, Draw, DrawnBooth, Duplicate, Obstruct
from pavilions.drafts.edits.floor import Change, Floor, FloorBooth, FloorObstruction, new_booth
from pavilions.drafts.edits.numbering import numbers_by_place
from pavilions.drafts.edits.problems import free_places
from pavilions.drafts.edits.refusals import of_booth, refused
from pavilions.drafts.edits.values import MOST_ITEMS
from pavilions.geometry import OBSTRUCTION_LIMITS, Ring, Spacing, moved, rows_and_columns, sound_ring


def draw(floor: Floor, edit: Draw) -> Change:
    return Change.of_booths(
        drawn(floor, -position, item, field=f"booths.{position - 1}")
        for position, item in enumerate(edit.booths, start=1)
    )


def array(floor: Floor, edit: Array) -> Change:
    _require_few(edit.rows * edit.columns, field="rows")
    rings = rows_and_columns(
        edit.origin,
        (edit.width, edit.depth),
        rows=edit.rows,
        columns=edit.columns,
        across=Spacing(edit.gap_x, edit.cross_aisle, edit.cross_every),
        down=Spacing(edit.gap_y, edit.aisle, edit.aisle_every),
    )
    _require_sound(rings[0])
    places = free_places(floor, rings) if edit.skip else rings
    if not places:
        raise refused(_("There is no room for any of these booths."), code="no_room", field="origin")
    numbers = numbers_by_place(places, edit.number)
    return Change.of_booths(
        drawn(floor, -position, DrawnBooth(ring=ring, number=number, kind=edit.kind, allotment=edit.allotment))
        for position, (ring, number) in enumerate(zip(places, numbers, strict=True), start=1)
    )


def duplicate(floor: Floor, edit: Duplicate) -> Change:
    """Copies of kind, sector, reason and open sides set by hand; they come from no booth of the version before."""
    _require_few(len(edit.ids) * edit.times, field="times")
    originals = [floor.booths[key] for key in edit.ids]
    copies = [
        replace(original.reshaped(moved(original.ring, edit.dx * time, edit.dy * time)), ancestors=(), revision=0)
        for time in range(1, edit.times + 1)
        for original in originals
    ]
    numbers = numbers_by_place([copy.ring for copy in copies], edit.number)
    return Change.of_booths(
        replace(copy, id=-position, number=number)
        for position, (copy, number) in enumerate(zip(copies, numbers, strict=True), start=1)
    )


def obstruct(floor: Floor, edit: Obstruct) -> Change:
    return Change.of_obstructions(
        FloorObstruction(
            -position, item.kind, sound_ring(item.ring, OBSTRUCTION_LIMITS), clearance_cm=item.clearance_cm
        )
        for position, item in enumerate(edit.obstructions, start=1)
    )


def drawn(floor: Floor, temporary_id: int, item: DrawnBooth, *, field: str | None = None) -> FloorBooth:
    allotment = the_allotment(floor, item.allotment)
    try:
        return new_booth(temporary_id, item.number, item.ring, allotment=allotment, kind=item.kind)
    except Invalid as refusal:
        raise of_booth(item.number, refusal, field=field and f"{field}.ring") from refusal


def the_allotment(floor: Floor, wanted: int | None) -> int:
    """The allotment asked for, or the hall's only one."""
    if wanted is None and len(floor.allotments) == 1:
        return next(iter(floor.allotments))
    if wanted is None:
        raise refused(_("Say which sector the booths belong to."), code="allotment_missing", field="allotment")
    if wanted not in floor.allotments:
        raise refused(_("This hall has no such sector."), code="allotment_unknown", field="allotment")
    return wanted


def _require_few(count: int, *, field: str) -> None:
    if count > MOST_ITEMS:
        raise refused(
            _("That would be %(count)s booths; at most %(most)s come at once.")
            % {"count": figure_words(count), "most": figure_words(MOST_ITEMS)},
            code="too_many_items",
            field=field,
        )


def _require_sound(ring: Ring) -> None:
    try:
        sound_ring(ring)
    except Invalid as refusal:
        raise refused(refusal.message, code=refusal.code, field="width") from refusal
