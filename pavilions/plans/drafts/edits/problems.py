"""The problems of an edit or a floor, each a sentence with the booths and obstructions that it concerns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.errors import Invalid, Sentence
from ciie.kernel.wording import figure_words
from pavilions.drawings.geometry import Ring, badly_at_columns, cores, on_obstruction, outside, overlaps
from pavilions.drawings.validators import validate_booth_number
from pavilions.plans.drafts.edits.floor import Floor, FloorBooth, FloorChange, FloorObstruction

MOST_PROBLEMS = 200


@dataclass(frozen=True)
class Problem:
    """A problem. `booths` and `obstructions` are ids; booths that are not stored yet appear in `numbers` only."""

    code: str
    message: str
    booths: tuple[int, ...] = ()
    obstructions: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()


class EditRefused(Invalid):
    """Raised if the edit is impossible, or would make the draft invalid. `details["problems"]` lists all problems."""

    def __init__(self, problems: Sequence[Problem], *, field: str | None = None) -> None:
        first, others = problems[0], len(problems) - 1
        more = ngettext(" And %(count)s more.", " And %(count)s more.", others) % {"count": figure_words(others)}
        message = first.message + more if others else first.message
        super().__init__(message, code=first.code, field=field, details={"problems": list(problems)})
        self.problems = tuple(problems)


def refused(message: Sentence, *, code: str, field: str | None = None, numbers: Sequence[str] = ()) -> EditRefused:
    return EditRefused([Problem(code, str(message), numbers=tuple(numbers))], field=field)


def of_booth(number: str, refusal: Invalid, *, booth_id: int | None = None, field: str | None = None) -> EditRefused:
    """Turn an error about a shape into one about its booth."""
    message = _("%(number)s: %(complaint)s") % {"number": number, "complaint": refusal.message}
    ids = () if booth_id is None or booth_id < 0 else (booth_id,)
    return EditRefused([Problem(refusal.code, message, booths=ids, numbers=(number,))], field=field)


def problems_of_change(floor: Floor, change: FloorChange) -> list[Problem]:
    """Return the problems after the change that concern what it changes. If there are none, it may be written.

    The rest of the floor is not checked again, so an imported plan with faults can be corrected step by step.
    """
    after = floor.after(change)
    placed = {
        key: booth
        for key, booth in change.booths.items()
        if key not in floor.booths or floor.booths[key].ring != booth.ring
    }
    renumbered = [
        b for key, b in change.booths.items() if key not in floor.booths or floor.booths[key].number != b.number
    ]
    obstructions = {
        key: one
        for key, one in change.obstructions.items()
        if key not in floor.obstructions or _in_the_way(floor.obstructions[key]) != _in_the_way(one)
    }
    beside = floor.booths_near([booth.ring for booth in placed.values()], distance_cm=0, change=change)
    found = chain(
        _bad_numbers(renumbered),
        _numbers_used_twice(after.booths.values(), {booth.number.upper() for booth in renumbered}),
        _unusable(floor, change.booths.values(), list(placed.values())),
        _misplaced(after, placed, obstructions, [booth for booth in beside if booth.id not in placed]),
    )
    return list(islice(found, MOST_PROBLEMS))


def problems_of_floor(floor: Floor) -> list[Problem]:
    """Return everything that is wrong on the floor, at most 200 problems."""
    numbers = {booth.number.upper() for booth in floor.booths.values()}
    found = chain(
        _numbers_used_twice(floor.booths.values(), numbers), _misplaced(floor, floor.booths, floor.obstructions, [])
    )
    return list(islice(found, MOST_PROBLEMS))


def free_places(floor: Floor, rings: Sequence[Ring]) -> list[Ring]:
    """Return those rings that are inside the hall and clear of obstructions and present booths, in the order given."""
    beside = floor.booths_near(rings, distance_cm=0)
    taken = {pair[0] for pair in overlaps([*rings, *(booth.ring for booth in beside)]) if pair[1] >= len(rings)}
    zones = _zones(one for one in floor.obstructions.values() if not one.kind.is_mark)
    taken |= {pair[0] for pair in on_obstruction(rings, zones)} | set(outside(floor.outline, rings))
    return [ring for position, ring in enumerate(rings) if position not in taken]


def _bad_numbers(booths: Iterable[FloorBooth]) -> Iterator[Problem]:
    for booth in booths:
        try:
            validate_booth_number(booth.number)
        except ValidationError as error:
            yield Problem(str(error.code), error.messages[0], _ids([booth]), numbers=(booth.number[:40],))


def _numbers_used_twice(booths: Iterable[FloorBooth], concerned: set[str]) -> Iterator[Problem]:
    by_number: defaultdict[str, list[FloorBooth]] = defaultdict(list)
    for booth in booths:
        by_number[booth.number.upper()].append(booth)
    for number, same in by_number.items():
        if number in concerned and len(same) > 1:
            message = _("The number %(number)s is used twice.") % {"number": same[0].number[:40]}
            yield Problem("number_used_twice", message, _ids(same), numbers=(same[0].number[:40],))


def _unusable(floor: Floor, changed: Iterable[FloorBooth], placed: Sequence[FloorBooth]) -> Iterator[Problem]:
    """Yield problems of changed booths whose sector the hall does not have, and of placed ones that are too thin."""
    for booth in changed:
        if booth.allotment not in floor.allotments:
            message = _("%(number)s: the hall no longer has this sector.") % {"number": booth.number}
            yield Problem("allotment_unknown", message, _ids([booth]), numbers=(booth.number,))
    for booth, found in zip(placed, cores([booth.ring for booth in placed]), strict=True):
        if found is None:
            message = _("%(number)s is narrower than 4 cm in places.") % {"number": booth.number}
            yield Problem("ring_too_thin", message, _ids([booth]), numbers=(booth.number,))


def _misplaced(
    floor: Floor,
    placed: Mapping[int, FloorBooth],
    obstructions: Mapping[int, FloorObstruction],
    beside: Sequence[FloorBooth],
) -> Iterator[Problem]:
    """Yield problems of overlaps, and of booths outside the hall or on obstructions, that involve something placed.

    Booths and obstructions can both be placed. `beside` are the other booths that can overlap a placed one.
    """
    booths = list(placed.values())
    if booths:
        for position in outside(floor.outline, [booth.ring for booth in booths]):
            number = booths[position].number
            message = _("%(number)s is not completely inside the hall.") % {"number": number}
            yield Problem("outside_hall", message, _ids([booths[position]]), numbers=(number,))
        candidates = [*booths, *beside]
        for first, second in overlaps([booth.ring for booth in candidates], most=MOST_PROBLEMS * 10):
            if first < len(booths):
                pair = [candidates[first], candidates[second]]
                message = _("%(first)s and %(second)s overlap.") % {"first": pair[0].number, "second": pair[1].number}
                yield Problem("booths_overlap", message, _ids(pair), numbers=(pair[0].number, pair[1].number))
        others = [booth for key, booth in floor.booths.items() if key not in placed]
        yield from _obstructed(booths, floor.obstructions.values(), others)
    if obstructions:
        others = [booth for key, booth in floor.booths.items() if key not in placed]
        yield from _obstructed(others, obstructions.values(), booths)


def _in_the_way(one: FloorObstruction) -> tuple[Ring, int, bool] | None:
    return None if one.kind.is_mark else (one.ring, one.clearance_cm, one.kind.may_stand_in_booths)


def _obstructed(
    booths: Sequence[FloorBooth], obstructions: Iterable[FloorObstruction], others: Sequence[FloorBooth]
) -> Iterator[Problem]:
    """Yield the problems of `booths` that are on obstructions. Columns may be inside these booths or the `others`."""
    standing = [one for one in obstructions if not one.kind.is_mark]
    columns = [one for one in standing if one.kind.may_stand_in_booths]
    rest = [one for one in standing if not one.kind.may_stand_in_booths]
    rings = [booth.ring for booth in booths]
    around = [booth.ring for booth in others]
    pairs = [
        *((at, rest[one]) for at, one in on_obstruction(rings, _zones(rest), most=MOST_PROBLEMS)),
        *((at, columns[one]) for at, one in badly_at_columns(rings, _zones(columns), around, most=MOST_PROBLEMS)),
    ]
    for position, obstruction in pairs:
        booth = booths[position]
        words = {
            "number": booth.number,
            "obstruction": obstruction.kind.label,
            "clearance": obstruction.clearance_cm,
        }
        message = (
            _("%(number)s overlaps an obstruction or its clearance of %(clearance)d cm: %(obstruction)s.")
            if obstruction.clearance_cm
            else _("%(number)s overlaps an obstruction: %(obstruction)s.")
        )
        known = () if obstruction.id < 0 else (obstruction.id,)
        yield Problem("on_obstruction", message % words, _ids([booth]), known, (booth.number,))


def _zones(obstructions: Iterable[FloorObstruction]) -> list[tuple[Ring, int]]:
    return [(one.ring, one.clearance_cm) for one in obstructions]


def _ids(booths: Iterable[FloorBooth]) -> tuple[int, ...]:
    return tuple(booth.id for booth in booths if booth.id > 0)
