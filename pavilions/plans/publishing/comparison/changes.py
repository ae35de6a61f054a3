"""The differences between two versions of a plan, booth by booth, or group by group where booths split or merge."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pavilions.drawings.geometry import Ring, bounds
from pavilions.states import BoothKind, ObstructionKind

type Kinship = Mapping[int, frozenset[int]]
"""For each booth of the later version, by key, its kin in the earlier version; booths without kin are left out."""
type Parents = Mapping[int, Collection[int]]


@dataclass(frozen=True, slots=True)
class ComparedBooth:
    """A booth of a version. `open_sides` has overrides applied; `revision` counts the edits of the booth in a draft."""

    id: int
    number: str
    ring: Ring
    area_sqm: Decimal
    open_sides: int
    kind: BoothKind
    allotment_id: int
    blocked_reason: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class ComparedObstruction:
    kind: ObstructionKind
    ring: Ring
    clearance_cm: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class ComparedPlan:
    """A whole version. One that does not exist yet has no booths."""

    booths: tuple[ComparedBooth, ...] = ()
    obstructions: tuple[ComparedObstruction, ...] = ()


class ChangeKind(TextChoices):
    ADDED = "added", _("added")
    GONE = "gone", _("removed")
    MOVED = "moved", _("moved")
    RESIZED = "resized", _("resized")
    AREA = "area", _("area changed")
    RESHAPED = "reshaped", _("reshaped")
    SPLIT = "split", _("split")
    MERGED = "merged", _("merged")
    RENUMBERED = "renumbered", _("renumbered")
    KIND = "kind", _("raw or shell changed")
    SECTOR = "sector", _("sector changed")
    SIDES = "sides", _("open sides changed")
    WITHHELD = "withheld", _("withheld from sale")
    RELEASED = "released", _("released for sale")
    REASON = "reason", _("reason for withholding changed")


@dataclass(frozen=True)
class PlanChange:
    """Booths that became others: one to one, none to one, one to none, or several at once. Both sides are by number."""

    before: tuple[ComparedBooth, ...]
    after: tuple[ComparedBooth, ...]
    kinds: frozenset[ChangeKind]

    @property
    def area_difference(self) -> Decimal:
        """The difference in m², above zero if there is more than before."""
        return _area(self.after) - _area(self.before)

    @property
    def ordered_kinds(self) -> tuple[ChangeKind, ...]:
        return tuple(kind for kind in ChangeKind if kind in self.kinds)


@dataclass(frozen=True)
class Comparison:
    """The differences between two versions.

    `unchanged` are the booths that stay exactly as they were, by the key of the earlier booth.
    """

    changes: tuple[PlanChange, ...]
    unchanged: Mapping[int, ComparedBooth]
    obstructions_added: tuple[ComparedObstruction, ...]
    obstructions_gone: tuple[ComparedObstruction, ...]
    area_before: Decimal
    area_after: Decimal

    @cached_property
    def by_booth(self) -> Mapping[int, PlanChange]:
        """The change that each booth, of either version, is part of."""
        return {booth.id: change for change in self.changes for booth in (*change.before, *change.after)}

    @cached_property
    def counts(self) -> Mapping[ChangeKind, int]:
        """The number of changes of each kind. A change may be of several kinds."""
        found = Counter(kind for change in self.changes for kind in change.kinds)
        return {kind: found[kind] for kind in ChangeKind if found[kind]}

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.obstructions_added or self.obstructions_gone)


def kinship(before: Collection[ComparedBooth], after: Collection[ComparedBooth], parents: Parents) -> Kinship:
    """Return the kin of each later booth. Booths are kin if one comes from the other, over any number of versions.

    This holds in either direction. If there are no such booths, as in two versions drafted side by side, booths that
    come from the same booth are kin. Among these, booths of the same shape and place are each other's only kin.
    """
    old, new = {booth.id for booth in before}, {booth.id for booth in after}
    origins = _Origins(parents)
    pairs = {(b, a) for b in new for a in origins.of(b) & old} | {(b, a) for a in old for b in origins.of(a) & new}
    if not pairs:
        pairs = set(_cousins(old, new, origins))
        ring_of = {booth.id: booth.ring for booth in (*before, *after)}
        equal = {(b, a) for b, a in pairs if ring_of[b] == ring_of[a]}
        settled_new, settled_old = {b for b, _a in equal}, {a for _b, a in equal}
        pairs = equal | {(b, a) for b, a in pairs if b not in settled_new and a not in settled_old}
    kin: defaultdict[int, set[int]] = defaultdict(set)
    for b, a in pairs:
        kin[b].add(a)
    return {b: frozenset(found) for b, found in kin.items()}


class _Origins:
    """A cache of the ancestors of booths."""

    def __init__(self, parents: Parents) -> None:
        self._parents = parents
        self._known: dict[int, frozenset[int]] = {}

    def of(self, booth: int) -> frozenset[int]:
        """Return the ancestors without the booth itself. They are always of earlier versions, so the recursion ends."""
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


def compare(before: ComparedPlan, after: ComparedPlan, kin: Kinship) -> Comparison:
    """Compare two versions. `kin` says which booths are which; see `kinship`."""
    changes, unchanged = [], {}
    for old, new in _groups(before.booths, after.booths, kin):
        kinds = _kinds(old, new)
        if kinds:
            changes.append(PlanChange(old, new, kinds))
        else:
            unchanged[old[0].id] = new[0]
    here, there = Counter(before.obstructions), Counter(after.obstructions)
    return Comparison(
        changes=tuple(sorted(changes, key=_first_number)),
        unchanged=unchanged,
        obstructions_added=tuple((there - here).elements()),
        obstructions_gone=tuple((here - there).elements()),
        area_before=_area(before.booths),
        area_after=_area(after.booths),
    )


def _first_number(change: PlanChange) -> tuple[int, str]:
    number = (change.before or change.after)[0].number
    return len(number), number


type Group = tuple[tuple[ComparedBooth, ...], tuple[ComparedBooth, ...]]


def _groups(old: Collection[ComparedBooth], new: Collection[ComparedBooth], kin: Kinship) -> Iterator[Group]:
    """Yield the groups of booths connected by kinship, as earlier and later booths, each sorted by number.

    If a version is compared with itself, its booths are on both sides.
    """
    links: defaultdict[int, set[int]] = defaultdict(set)
    for booth_id, relatives in kin.items():
        for relative in relatives:
            links[booth_id].add(relative)
            links[relative].add(booth_id)
    old_ids, new_ids = {booth.id for booth in old}, {booth.id for booth in new}
    booths = {booth.id: booth for booth in (*old, *new)}
    seen: set[int] = set()
    for booth_id in booths:
        if booth_id not in seen:
            members, waiting = {booth_id}, [booth_id]
            while waiting:
                linked = links[waiting.pop()] - members
                members |= linked
                waiting.extend(linked)
            seen |= members
            found = sorted((booths[member] for member in members), key=lambda booth: booth.number)
            yield tuple(b for b in found if b.id in old_ids), tuple(b for b in found if b.id in new_ids)


def _kinds(old: tuple[ComparedBooth, ...], new: tuple[ComparedBooth, ...]) -> frozenset[ChangeKind]:
    if not old:
        return frozenset({ChangeKind.ADDED})
    if not new:
        return frozenset({ChangeKind.GONE})
    split = {ChangeKind.SPLIT} if len(new) > 1 else set()
    merged = {ChangeKind.MERGED} if len(old) > 1 else set()
    if split or merged:
        return frozenset(split | merged)
    before, after = old[0], new[0]
    different = {
        ChangeKind.RENUMBERED: before.number != after.number,
        ChangeKind.KIND: before.kind != after.kind,
        ChangeKind.SECTOR: before.allotment_id != after.allotment_id,
        ChangeKind.SIDES: before.open_sides != after.open_sides,
        ChangeKind.WITHHELD: bool(after.blocked_reason and not before.blocked_reason),
        ChangeKind.RELEASED: bool(before.blocked_reason and not after.blocked_reason),
        ChangeKind.REASON: bool(before.blocked_reason and after.blocked_reason)
        and before.blocked_reason != after.blocked_reason,
    }
    return frozenset({kind for kind, is_so in different.items() if is_so} | _shape_changes(before, after))


def _shape_changes(old: ComparedBooth, new: ComparedBooth) -> set[ChangeKind]:
    """Return how the shape of a booth changes.

    A booth shifted as a whole has moved; one that grew has not, unless it no longer overlaps its old place. If the
    shape stays the same, only the area that counts can change.
    """
    if old.ring == new.ring:
        return {ChangeKind.AREA} if old.area_sqm != new.area_sqm else set()
    found = {ChangeKind.RESIZED} if old.area_sqm != new.area_sqm else set()
    if _corner_at_origin(old.ring) == _corner_at_origin(new.ring):
        return found | {ChangeKind.MOVED}
    here, there = bounds(old.ring), bounds(new.ring)
    overlaps_across = here.left < there.right and there.left < here.right
    if not (overlaps_across and here.top < there.bottom and there.top < here.bottom):
        found.add(ChangeKind.MOVED)
    return found or {ChangeKind.RESHAPED}


def _corner_at_origin(ring: Ring) -> Ring:
    box = bounds(ring)
    return tuple((x - box.left, y - box.top) for x, y in ring)


def _area(booths: Collection[ComparedBooth]) -> Decimal:
    return sum((booth.area_sqm for booth in booths), Decimal(0))
