"""What is wrong on a floor, in words: of a change before it is written, and of a whole plan as it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pavilions.drafts.edits.floor import Change, Floor, FloorBooth, FloorObstruction
from pavilions.drafts.edits.refusals import Problem
from pavilions.geometry import Ring, cores, on_obstruction, outside, overlaps
from pavilions.validators import validate_booth_number

MOST_PROBLEMS = 200


def problems_of_change(floor: Floor, change: Change) -> list[Problem]:
    """What would be wrong after the change, and is about what it changes. Empty means that it may be written.

    What the change leaves alone is not judged again, so a plan that came in with faults can be mended step by step.
    """
    after = floor.after(change)
    placed = {key: booth for key, booth in change.booths.items() if not _stays(floor, booth)}
    renumbered = [
        b for key, b in change.booths.items() if key not in floor.booths or floor.booths[key].number != b.number
    ]
    standing = {
        key: one
        for key, one in change.obstructions.items()
        if key not in floor.obstructions
        or (floor.obstructions[key].ring, floor.obstructions[key].clearance_cm) != (one.ring, one.clearance_cm)
    }
    beside = floor.booths_near([booth.ring for booth in placed.values()], distance_cm=0, change=change)
    found = chain(
        _bad_numbers(renumbered),
        _numbers_used_twice(after.booths.values(), {booth.number.upper() for booth in renumbered}),
        _elsewhere(floor, change.booths.values()),
        _too_thin(list(placed.values())),
        _misplaced(after, placed, standing, [booth for booth in beside if booth.id not in placed]),
    )
    return list(islice(found, MOST_PROBLEMS))


def problems_of_floor(floor: Floor) -> list[Problem]:
    """Everything that is wrong on the floor as it stands, at most 200 problems."""
    numbers = {booth.number.upper() for booth in floor.booths.values()}
    found = chain(
        _numbers_used_twice(floor.booths.values(), numbers), _misplaced(floor, floor.booths, floor.obstructions, [])
    )
    return list(islice(found, MOST_PROBLEMS))


def free_places(floor: Floor, rings: Sequence[Ring]) -> list[Ring]:
    """Those rings that are in the hall, off obstructions and off the booths that are there, in the order given."""
    beside = floor.booths_near(rings, distance_cm=0)
    taken = {pair[0] for pair in overlaps([*rings, *(booth.ring for booth in beside)]) if pair[1] >= len(rings)}
    zones = [(one.ring, one.clearance_cm) for one in floor.obstructions.values()]
    taken |= {pair[0] for pair in on_obstruction(rings, zones)} | set(outside(floor.outline, rings))
    return [ring for position, ring in enumerate(rings) if position not in taken]


def _stays(floor: Floor, booth: FloorBooth) -> bool:
    return booth.id in floor.booths and floor.booths[booth.id].ring == booth.ring


def _bad_numbers(booths: Iterable[FloorBooth]) -> Iterator[Problem]:
    for booth in booths:
        try:
            validate_booth_number(booth.number)
        except ValidationError as error:
            shown = booth.number[:40]
            yield Problem(str(error.code), error.messages[0], _ids([booth]), numbers=(shown,))


def _numbers_used_twice(booths: Iterable[FloorBooth], concerned: set[str]) -> Iterator[Problem]:
    by_number: defaultdict[str, list[FloorBooth]] = defaultdict(list)
    for booth in booths:
        by_number[booth.number.upper()].append(booth)
    for number, same in by_number.items():
        if number in concerned and len(same) > 1:
            message = _("The number %(number)s is used twice.") % {"number": same[0].number[:40]}
            yield Problem("number_used_twice", message, _ids(same), numbers=(same[0].number[:40],))


def _too_thin(booths: Sequence[FloorBooth]) -> Iterator[Problem]:
    for booth, found in zip(booths, cores([booth.ring for booth in booths]), strict=True):
        if found is None:
            message = _("%(number)s is thinner than 4 cm somewhere.") % {"number": booth.number}
            yield Problem("ring_too_thin", message, _ids([booth]), numbers=(booth.number,))


def _elsewhere(floor: Floor, booths: Iterable[FloorBooth]) -> Iterator[Problem]:
    for booth in booths:
        if booth.allotment not in floor.allotments:
            message = _("%(number)s: the hall has no such sector any more.") % {"number": booth.number}
            yield Problem("allotment_unknown", message, _ids([booth]), numbers=(booth.number,))


def _misplaced(
    floor: Floor,
    placed: Mapping[int, FloorBooth],
    standing: Mapping[int, FloorObstruction],
    beside: Sequence[FloorBooth],
) -> Iterator[Problem]:
    """Overlaps, and booths outside the hall or on obstructions, as far as a placed booth or obstruction is part.

    `beside` are the other booths that can overlap a placed one.
    """
    booths = list(placed.values())
    if booths:
        yield from _outside(floor.outline, booths)
        yield from _overlapping(booths, beside)
    if booths:
        yield from _obstructed(booths, list(floor.obstructions.values()))
    if standing:
        others = [booth for key, booth in floor.booths.items() if key not in placed]
        yield from _obstructed(others, list(standing.values()))


def _outside(outline: Ring, booths: Sequence[FloorBooth]) -> Iterator[Problem]:
    for position in outside(outline, [booth.ring for booth in booths]):
        booth = booths[position]
        message = _("%(number)s is not wholly inside the hall.") % {"number": booth.number}
        yield Problem("outside_hall", message, _ids([booth]), numbers=(booth.number,))


def _overlapping(booths: Sequence[FloorBooth], beside: Sequence[FloorBooth]) -> Iterator[Problem]:
    everything = [*booths, *beside]
    for first, second in overlaps([booth.ring for booth in everything], most=MOST_PROBLEMS * 10):
        if first < len(booths):
            pair = [everything[first], everything[second]]
            numbers = tuple(booth.number for booth in pair)
            message = _("%(first)s and %(second)s overlap.") % {"first": numbers[0], "second": numbers[1]}
            yield Problem("booths_overlap", message, _ids(pair), numbers=numbers)


def _obstructed(booths: Sequence[FloorBooth], obstructions: Sequence[FloorObstruction]) -> Iterator[Problem]:
    if not booths or not obstructions:
        return
    zones = [(one.ring, one.clearance_cm) for one in obstructions]
    for position, where in on_obstruction([booth.ring for booth in booths], zones, most=MOST_PROBLEMS):
        booth, obstruction = booths[position], obstructions[where]
        words = {
            "number": booth.number,
            "obstruction": obstruction.kind.label,
            "clearance": obstruction.clearance_cm,
        }
        message = (
            _("%(number)s is on a place of this kind, or within its clearance of %(clearance)d cm: %(obstruction)s.")
            if obstruction.clearance_cm
            else _("%(number)s is on a place of this kind: %(obstruction)s.")
        )
        known = () if obstruction.id < 0 else (obstruction.id,)
        yield Problem("on_obstruction", message % words, _ids([booth]), known, (booth.number,))


def _ids(booths: Iterable[FloorBooth]) -> tuple[int, ...]:
    return tuple(booth.id for booth in booths if booth.id > 0)
