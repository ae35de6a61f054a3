"""Which booths of one version are which of another, by what is known of where each comes from."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from pavilions.publishing.comparison.booths import ComparedBooth

type Kinship = Mapping[int, frozenset[int]]
"""For each booth of the later side, by key, its kin on the earlier side; booths without kin are left out."""
type Parents = Mapping[int, Collection[int]]


def kinship(before: Collection[ComparedBooth], after: Collection[ComparedBooth], parents: Parents) -> Kinship:
    """Kin are booths of which one comes from the other, over however many versions and in whichever direction; or, of
    two versions drafted side by side, booths that come from the same one.
    """
    old, new = {booth.id for booth in before}, {booth.id for booth in after}
    origins = _Origins(parents)
    pairs = {(b, a) for b in new for a in origins.of(b) & old} | {(b, a) for a in old for b in origins.of(a) & new}
    if not pairs:
        pairs = _untangled(before, after, {(b, a) for b, a in _cousins(old, new, origins)})
    kin: defaultdict[int, set[int]] = defaultdict(set)
    for b, a in pairs:
        kin[b].add(a)
    return {b: frozenset(found) for b, found in kin.items()}


class _Origins:
    """All that a booth comes from, remembered."""

    def __init__(self, parents: Parents) -> None:
        self._parents = parents
        self._known: dict[int, frozenset[int]] = {}

    def of(self, booth: int) -> frozenset[int]:
        """Itself not counted. Versions only point backwards, so this ends."""
        if booth not in self._known:
            direct = self._parents.get(booth, ())
            self._known[booth] = frozenset(direct).union(*(self.of(parent) for parent in direct))
        return self._known[booth]


def _cousins(old: Collection[int], new: Collection[int], origins: _Origins) -> Iterator[tuple[int, int]]:
    by_origin: defaultdict[int, set[int]] = defaultdict(set)
    for a in old:
        for origin in origins.of(a):
            by_origin[origin].add(a)
    for b in new:
        for origin in origins.of(b):
            yield from ((b, a) for a in by_origin[origin])


def _untangled(
    before: Collection[ComparedBooth], after: Collection[ComparedBooth], pairs: Collection[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Where both versions split one booth, parts of the same shape and place are one another's only kin."""
    place_of = {booth.id: booth.ring for booth in (*before, *after)}
    equal = {(b, a) for b, a in pairs if place_of[b] == place_of[a]}
    settled_new, settled_old = {b for b, _a in equal}, {a for _b, a in equal}
    return equal | {(b, a) for b, a in pairs if b not in settled_new and a not in settled_old}
