"""Splits a booth and merges several, with the numbers and ancestors of the results."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from django.utils.translation import gettext as _

from ciie.kernel.errors import Invalid
from ciie.kernel.wording import list_words
from pavilions.drawings.geometry import (
    Ring,
    apart_from_first,
    area_sqm,
    label_point,
    merged,
    split_by_line,
    split_in_parts,
    split_off,
)
from pavilions.plans.drafts.edits.edits import Merge, Split
from pavilions.plans.drafts.edits.floor import Floor, FloorBooth, FloorChange
from pavilions.plans.drafts.edits.numbering import natural_order, sub_numbers
from pavilions.plans.drafts.edits.problems import EditRefused, Problem, of_booth, refused

LEAST_TO_MERGE = 2


def split(floor: Floor, edit: Split) -> FloorChange:
    """Split a booth into parts, all with its ancestors.

    The first part keeps the booth's number and id; the others are A12a, A12b …
    """
    booth = floor.booths[edit.id]
    rings = _parts(booth, edit)
    taken = (other.number for other in floor.booths.values())
    numbers = edit.numbers or [booth.number, *islice(sub_numbers(booth.number, taken), len(rings) - 1)]
    if len(numbers) != len(rings):
        raise refused(
            _("There are %(parts)d parts, so give %(parts)d numbers, not %(numbers)d.")
            % {"parts": len(rings), "numbers": len(numbers)},
            code="split_numbers_count",
            field="numbers",
        )
    parts = [
        replace(_filled(booth, ring), id=booth.id if part == 0 else -part, number=number, revision=booth.revision)
        for part, (ring, number) in enumerate(zip(rings, numbers, strict=True))
    ]
    return FloorChange.of_booths(parts)


def _parts(booth: FloorBooth, edit: Split) -> list[Ring]:
    ways = {"line": edit.line, "parts": edit.parts, "area_sqm": edit.area_sqm}
    chosen = [way for way, value in ways.items() if value is not None]
    if len(chosen) != 1:
        raise refused(
            _("Choose how to split the booth: along a line, into equal parts or by m²."), code="split_how", field="line"
        )
    try:
        if edit.line is not None:
            return split_by_line(booth.ring, *edit.line)
        if edit.parts is not None:
            return split_in_parts(booth.ring, edit.parts, edit.direction)
        return split_off(booth.ring, edit.area_sqm, edit.direction)  # type: ignore[arg-type]  # one is given
    except Invalid as refusal:
        raise of_booth(booth.number, refusal, booth_id=booth.id, field=chosen[0]) from refusal


def merge(floor: Floor, edit: Merge) -> FloorChange:
    """Merge booths into the one with the first number in natural order, which gets all ancestors. The others are
    removed.
    """
    booths = sorted((floor.booths[key] for key in set(edit.ids)), key=lambda booth: natural_order(booth.number))
    if len(booths) < LEAST_TO_MERGE:
        raise refused(_("Choose at least two booths to merge."), code="merge_too_few", field="ids")
    if len({booth.allotment for booth in booths}) > 1:
        raise refused(
            _("These booths belong to different sectors. Give them one sector first."),
            code="merge_sectors_differ",
            field="ids",
            numbers=[booth.number for booth in booths],
        )
    kept, *others = booths
    whole = replace(
        _filled(kept, _union(booths)),
        number=edit.number or kept.number,
        blocked_reason=next((booth.blocked_reason for booth in booths if booth.blocked_reason), ""),
        ancestors=tuple(sorted({ancestor for booth in booths for ancestor in booth.ancestors})),
    )
    return FloorChange.of_booths([whole], gone=[booth.id for booth in others])


def _union(booths: Sequence[FloorBooth]) -> Ring:
    rings = [booth.ring for booth in booths]
    apart = [booths[position] for position in apart_from_first(rings)]
    if apart:
        numbers = tuple(booth.number for booth in apart)
        message = _("%(numbers)s: no shared wall with %(first)s. Booths that meet only at a corner do not touch.") % {
            "numbers": list_words(numbers),
            "first": booths[0].number,
        }
        raise EditRefused(
            [Problem("merge_apart", message, tuple(booth.id for booth in apart), numbers=numbers)], field="ids"
        )
    try:
        return merged(rings)
    except Invalid as refusal:
        raise of_booth(booths[0].number, refusal, booth_id=booths[0].id, field="ids") from refusal


def _filled(booth: FloorBooth, ring: Ring) -> FloorBooth:
    """Return the booth with another shape, and without a stated area or open sides set by hand."""
    return replace(
        booth,
        ring=ring,
        label=label_point(ring),
        area_sqm=area_sqm(ring),
        stated_area_sqm=None,
        open_sides_override=None,
    )
