"""Which booth of one drawing is which of another, when a plan was drawn anew and nobody has said."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely

from pavilions.geometry.rings import Ring, area_sqm, polygon

LEAST_SHARE = 0.5
SAME_PLACE_CM = 2

type Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlacedBooth[Key: Hashable]:
    key: Key
    number: str
    ring: Ring


class Change(StrEnum):
    ADDED = "added"
    GONE = "gone"
    MOVED = "moved"
    RESIZED = "resized"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class BoothChange[Before: Hashable, After: Hashable]:
    """One booth before and after; None where it was not there. `changes` is empty for one that stayed as it was."""

    before: PlacedBooth[Before] | None
    after: PlacedBooth[After] | None
    changes: frozenset[Change]


@dataclass(frozen=True, slots=True)
class BoothMatching[Before: Hashable, After: Hashable]:
    """`ancestors`: for each booth after, by key, the booths before that it comes from, none for a new one, several for
    a merged one. `same`: the one booth before that it is, if it is one: each of them is at most one booth after.
    """

    ancestors: dict[After, tuple[Before, ...]]
    same: dict[After, Before]


def match_booths[Before: Hashable, After: Hashable](
    before: Sequence[PlacedBooth[Before]], after: Sequence[PlacedBooth[After]]
) -> BoothMatching[Before, After]:
    """A booth is the one of its number, if that overlaps it by at least half of the smaller of the two; else the one of
    exactly its shape and place, whatever the number; else the one of its number wherever it is.

    Beside these a new booth comes from every booth that it overlaps by half of the smaller (it was split off), and one
    that stayed in place also from those it swallowed (they are gone).
    """
    shares = _shared_halves(before, after)
    in_place = _same_number_in_place(before, after, shares)
    in_place |= _same_ring(before, after, in_place)
    direct = in_place | _same_number(before, after, in_place)
    taken = set(direct.values())
    ancestors: dict[int, list[int]] = {position: [direct[position]] for position in direct}
    for new, old in shares:
        swallowed = new in in_place and old not in taken
        if (new not in direct or swallowed) and old not in ancestors.setdefault(new, []):
            ancestors[new].append(old)
    return BoothMatching(
        ancestors={
            booth.key: tuple(before[old].key for old in ancestors.get(position, ()))
            for position, booth in enumerate(after)
        },
        same={after[new].key: before[old].key for new, old in direct.items()},
    )


def changes_between[Before: Hashable, After: Hashable](
    before: Sequence[PlacedBooth[Before]], after: Sequence[PlacedBooth[After]]
) -> list[BoothChange[Before, After]]:
    """Every booth of `after` in its order, then those of `before` that are gone."""
    matching = match_booths(before, after)
    old_booths = {booth.key: booth for booth in before}
    there = set(matching.same.values())
    changes = [_changed(old_booths.get(matching.same[b.key]) if b.key in matching.same else None, b) for b in after]
    return changes + [BoothChange(booth, None, frozenset({Change.GONE})) for booth in before if booth.key not in there]


def _changed[Before: Hashable, After: Hashable](
    old: PlacedBooth[Before] | None, new: PlacedBooth[After]
) -> BoothChange[Before, After]:
    if old is None:
        return BoothChange(None, new, frozenset({Change.ADDED}))
    found = set()
    if old.number.upper() != new.number.upper():
        found.add(Change.RENUMBERED)
    if old.ring != new.ring:
        found |= _reshaped(old.ring, new.ring)
    return BoothChange(old, new, frozenset(found))


def _reshaped(old: Ring, new: Ring) -> set[Change]:
    """A booth moved as a whole keeps its size; one that only grew has not moved."""
    (x, y), (new_x, new_y) = _corner(old), _corner(new)
    shifted = tuple((px + new_x - x, py + new_y - y) for px, py in old)
    same_shape = polygon(shifted).hausdorff_distance(polygon(new)) <= SAME_PLACE_CM
    if same_shape:
        is_there = max(abs(new_x - x), abs(new_y - y)) <= SAME_PLACE_CM
        return set() if is_there else {Change.MOVED}
    shared = polygon(old).intersection(polygon(new)).area
    smaller = min(polygon(old).area, polygon(new).area)
    moved = {Change.MOVED} if shared < LEAST_SHARE * smaller else set()
    return moved | {Change.RESIZED} if area_sqm(old) != area_sqm(new) or not moved else moved


def _corner(ring: Ring) -> tuple[int, int]:
    return min(x for x, _y in ring), min(y for _x, y in ring)


def _shared_halves[B: Hashable, A: Hashable](
    before: Sequence[PlacedBooth[B]], after: Sequence[PlacedBooth[A]]
) -> list[Pair]:
    """(after, before) pairs that share at least half of the smaller's floor, largest share first."""
    if not before or not after:
        return []
    old = np.array([polygon(booth.ring) for booth in before], dtype=np.object_)
    new = np.array([polygon(booth.ring) for booth in after], dtype=np.object_)
    of_new, of_old = shapely.STRtree(old).query(new, predicate="intersects")
    shared = shapely.area(shapely.intersection(new[of_new], old[of_old]))
    share = shared / np.minimum(shapely.area(new[of_new]), shapely.area(old[of_old]))
    order = np.argsort(-share, kind="stable")
    return [(int(of_new[at]), int(of_old[at])) for at in order if share[at] >= LEAST_SHARE]


def _same_number_in_place[B: Hashable, A: Hashable](
    before: Sequence[PlacedBooth[B]], after: Sequence[PlacedBooth[A]], shares: Sequence[Pair]
) -> dict[int, int]:
    return dict(_once((new, old) for new, old in shares if _alike(before[old], after[new])))


def _same_ring[B: Hashable, A: Hashable](
    before: Sequence[PlacedBooth[B]], after: Sequence[PlacedBooth[A]], found: dict[int, int]
) -> dict[int, int]:
    taken = set(found.values())
    places = {booth.ring: position for position, booth in enumerate(before) if position not in taken}
    return dict(
        _once((p, places[booth.ring]) for p, booth in enumerate(after) if p not in found and booth.ring in places)
    )


def _same_number[B: Hashable, A: Hashable](
    before: Sequence[PlacedBooth[B]], after: Sequence[PlacedBooth[A]], found: dict[int, int]
) -> dict[int, int]:
    taken = set(found.values())
    numbers = {booth.number.upper(): position for position, booth in enumerate(before) if position not in taken}
    wanted = ((p, booth.number.upper()) for p, booth in enumerate(after) if p not in found and booth.number)
    return dict(_once((position, numbers[number]) for position, number in wanted if number in numbers))


def _alike[B: Hashable, A: Hashable](old: PlacedBooth[B], new: PlacedBooth[A]) -> bool:
    return bool(new.number) and old.number.upper() == new.number.upper()


def _once(pairs: Iterator[Pair]) -> Iterator[Pair]:
    """The pairs whose two sides no earlier pair has."""
    news, olds = set(), set()
    for new, old in pairs:
        if new not in news and old not in olds:
            news.add(new)
            olds.add(old)
            yield new, old
