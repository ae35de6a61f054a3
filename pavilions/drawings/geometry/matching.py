"""Match the booths of two drawings by number, shape and place."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import shapely

from pavilions.drawings.geometry.rings import Ring, area_sqm, bounds, polygon

LEAST_SHARE = 0.5
SAME_PLACE_CM = 2

type Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlacedBooth[Key: Hashable]:
    key: Key
    number: str
    ring: Ring


class BoothChangeKind(StrEnum):
    ADDED = "added"
    GONE = "gone"
    MOVED = "moved"
    RESIZED = "resized"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class BoothChange[Before: Hashable, After: Hashable]:
    """One booth before and after, with None where it is absent. `changes` is empty for an unchanged booth."""

    before: PlacedBooth[Before] | None
    after: PlacedBooth[After] | None
    changes: frozenset[BoothChangeKind]


@dataclass(frozen=True, slots=True)
class BoothMatching[Before: Hashable, After: Hashable]:
    """The booths of a later drawing matched with those of an earlier one.

    `ancestors` maps each later booth, by key, to the earlier booths that it comes from: none for a new booth, several
    for a merged one. `same` maps a later booth to the earlier booth that it is, if any; each earlier booth is at most
    one later booth.
    """

    ancestors: dict[After, tuple[Before, ...]]
    same: dict[After, Before]


def match_booths[Before: Hashable, After: Hashable](
    before: Sequence[PlacedBooth[Before]], after: Sequence[PlacedBooth[After]]
) -> BoothMatching[Before, After]:
    """Match the booths of two drawings.

    A booth is the one with its number if they overlap by at least half of the smaller of the two; else the one with
    exactly its shape and place, whatever its number; else the one with its number, wherever that is.

    In addition, a new booth comes from every booth that it overlaps by half of the smaller one, since it was split off,
    and a booth that stayed in place also comes from those that it absorbed, which are gone.
    """
    shares = _shared_halves(before, after)
    same_number = (
        (new, old) for new, old in shares if after[new].number and _number(after[new]) == _number(before[old])
    )
    in_place = _with_equal(dict(_once(same_number)), before, after, lambda booth: booth.ring)
    direct = _with_equal(in_place, before, after, _number)
    taken = set(direct.values())
    ancestors: dict[int, list[int]] = {position: [direct[position]] for position in direct}
    for new, old in shares:
        absorbed = new in in_place and old not in taken
        if (new not in direct or absorbed) and old not in ancestors.setdefault(new, []):
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
    """Return every booth of `after` in its order, then the booths of `before` that are gone."""
    same = match_booths(before, after).same
    old_booths = {booth.key: booth for booth in before}
    changes: list[BoothChange[Before, After]] = []
    for new in after:
        if new.key not in same:
            changes.append(BoothChange(None, new, frozenset({BoothChangeKind.ADDED})))
            continue
        old = old_booths[same[new.key]]
        renumbered = {BoothChangeKind.RENUMBERED} if _number(old) != _number(new) else set()
        changes.append(BoothChange(old, new, frozenset(renumbered | _shape_changes(old.ring, new.ring))))
    kept = set(same.values())
    return changes + [
        BoothChange(booth, None, frozenset({BoothChangeKind.GONE})) for booth in before if booth.key not in kept
    ]


def _shape_changes(old: Ring, new: Ring) -> set[BoothChangeKind]:
    """Return how the shape changed. A booth moved as a whole keeps its size; one that only grew has not moved."""
    if old == new:
        return set()
    box, new_box = bounds(old), bounds(new)
    dx, dy = new_box.left - box.left, new_box.top - box.top
    shifted = tuple((x + dx, y + dy) for x, y in old)
    if polygon(shifted).hausdorff_distance(polygon(new)) <= SAME_PLACE_CM:
        return set() if max(abs(dx), abs(dy)) <= SAME_PLACE_CM else {BoothChangeKind.MOVED}
    shared = polygon(old).intersection(polygon(new)).area
    smaller = min(polygon(old).area, polygon(new).area)
    moved = {BoothChangeKind.MOVED} if shared < LEAST_SHARE * smaller else set()
    return moved | {BoothChangeKind.RESIZED} if area_sqm(old) != area_sqm(new) or not moved else moved


def _shared_halves[B: Hashable, A: Hashable](
    before: Sequence[PlacedBooth[B]], after: Sequence[PlacedBooth[A]]
) -> list[Pair]:
    """Return (after, before) pairs that overlap by at least half of the smaller area, largest share first."""
    if not before or not after:
        return []
    old = np.array([polygon(booth.ring) for booth in before], dtype=np.object_)
    new = np.array([polygon(booth.ring) for booth in after], dtype=np.object_)
    of_new, of_old = shapely.STRtree(old).query(new, predicate="intersects")
    shared = shapely.area(shapely.intersection(new[of_new], old[of_old]))
    share = shared / np.minimum(shapely.area(new[of_new]), shapely.area(old[of_old]))
    order = np.argsort(-share, kind="stable")
    return [(int(of_new[at]), int(of_old[at])) for at in order if share[at] >= LEAST_SHARE]


def _with_equal[B: Hashable, A: Hashable](
    found: dict[int, int],
    before: Sequence[PlacedBooth[B]],
    after: Sequence[PlacedBooth[A]],
    key: Callable[[PlacedBooth[Any]], Hashable],
) -> dict[int, int]:
    """Return `found` with pairs added whose booths are unmatched and have an equal `key` that is not empty."""
    taken = set(found.values())
    old = {key(booth): position for position, booth in enumerate(before) if position not in taken}
    wanted = ((position, key(booth)) for position, booth in enumerate(after) if position not in found)
    return found | dict(_once((position, old[value]) for position, value in wanted if value and value in old))


def _number(booth: PlacedBooth[Any]) -> str:
    return booth.number.upper()


def _once(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs neither side of which is in an earlier pair."""
    news, olds = set(), set()
    for new, old in pairs:
        if new not in news and old not in olds:
            news.add(new)
            olds.add(old)
            yield new, old
