"""What is different between two versions: booth by booth, or group by group where booths were split and merged."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pavilions.geometry import Box, Ring, bounds
from pavilions.publishing.comparison.booths import ComparedBooth, ComparedObstruction, ComparedPlan
from pavilions.publishing.comparison.lineage import Kinship


class ChangeKind(TextChoices):
    ADDED = "added", _("added")
    GONE = "gone", _("gone")
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
    """Booths that became others: one and one, none and one, or several of them at once. By number."""

    before: tuple[ComparedBooth, ...]
    after: tuple[ComparedBooth, ...]
    kinds: frozenset[ChangeKind]

    @property
    def area_difference(self) -> Decimal:
        """In m²; above zero where there is more than before."""
        return _area(self.after) - _area(self.before)

    @property
    def ordered_kinds(self) -> tuple[ChangeKind, ...]:
        return tuple(kind for kind in ChangeKind if kind in self.kinds)


@dataclass(frozen=True)
class Comparison:
    """`unchanged` are the booths that stay exactly as they were, earlier key → later booth."""

    changes: tuple[PlanChange, ...]
    unchanged: Mapping[int, ComparedBooth]
    obstructions_added: tuple[ComparedObstruction, ...]
    obstructions_gone: tuple[ComparedObstruction, ...]
    area_before: Decimal
    area_after: Decimal

    @cached_property
    def by_booth(self) -> Mapping[int, PlanChange]:
        """The change that each booth, of either version, has a part in."""
        return {booth.id: change for change in self.changes for booth in (*change.before, *change.after)}

    @cached_property
    def counts(self) -> Mapping[ChangeKind, int]:
        """How many changes there are of each kind; one may be of several."""
        found = Counter(kind for change in self.changes for kind in change.kinds)
        return {kind: found[kind] for kind in ChangeKind if found[kind]}

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.obstructions_added or self.obstructions_gone)


def compare(before: ComparedPlan, after: ComparedPlan, kin: Kinship) -> Comparison:
    """Two versions side by side. `kin` says which booths are which; see `kinship`."""
    changes, unchanged = [], {}
    for old, new in _groups(before.booths, after.booths, kin):
        kinds = _kinds(old, new)
        if kinds:
            changes.append(PlanChange(old, new, kinds))
        else:
            unchanged[old[0].id] = new[0]
    here, there = Counter(before.obstructions), Counter(after.obstructions)
    return Comparison(
        changes=tuple(sorted(changes, key=lambda change: _in_order(change.before or change.after))),
        unchanged=unchanged,
        obstructions_added=tuple((there - here).elements()),
        obstructions_gone=tuple((here - there).elements()),
        area_before=_area(before.booths),
        area_after=_area(after.booths),
    )


type Group = tuple[tuple[ComparedBooth, ...], tuple[ComparedBooth, ...]]


def _groups(old: Collection[ComparedBooth], new: Collection[ComparedBooth], kin: Kinship) -> Iterator[Group]:
    """Booths that hang together by kinship, earlier and later ones, each part by number.

    Those of a version that is held against itself are on both sides.
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
            members = _reached(booth_id, links)
            seen |= members
            found = sorted((booths[member] for member in members), key=lambda booth: booth.number)
            yield tuple(b for b in found if b.id in old_ids), tuple(b for b in found if b.id in new_ids)


def _reached(start: int, links: Mapping[int, Collection[int]]) -> set[int]:
    reached, waiting = {start}, [start]
    while waiting:
        for booth in links.get(waiting.pop(), ()):
            if booth not in reached:
                reached.add(booth)
                waiting.append(booth)
    return reached


def _kinds(old: tuple[ComparedBooth, ...], new: tuple[ComparedBooth, ...]) -> frozenset[ChangeKind]:
    if not old:
        return frozenset({ChangeKind.ADDED})
    if not new:
        return frozenset({ChangeKind.GONE})
    split = {ChangeKind.SPLIT} if len(new) > 1 else set()
    merged = {ChangeKind.MERGED} if len(old) > 1 else set()
    return frozenset(split | merged or _aspects(old[0], new[0]))


def _aspects(old: ComparedBooth, new: ComparedBooth) -> set[ChangeKind]:
    different = {
        ChangeKind.RENUMBERED: old.number != new.number,
        ChangeKind.KIND: old.kind != new.kind,
        ChangeKind.SECTOR: old.allotment_id != new.allotment_id,
        ChangeKind.SIDES: old.open_sides != new.open_sides,
        ChangeKind.WITHHELD: bool(new.blocked_reason and not old.blocked_reason),
        ChangeKind.RELEASED: bool(old.blocked_reason and not new.blocked_reason),
        ChangeKind.REASON: bool(old.blocked_reason and new.blocked_reason) and old.blocked_reason != new.blocked_reason,
    }
    return {kind for kind, is_so in different.items() if is_so} | _shape_aspects(old, new)


def _shape_aspects(old: ComparedBooth, new: ComparedBooth) -> set[ChangeKind]:
    """A booth shifted as a whole has moved; one that grew has not, unless it now stands apart from where it was.

    Of one that keeps its shape only the area that counts can change.
    """
    if old.ring == new.ring:
        return {ChangeKind.AREA} if old.area_sqm != new.area_sqm else set()
    found = {ChangeKind.RESIZED} if old.area_sqm != new.area_sqm else set()
    if _corner_at_origin(old.ring) == _corner_at_origin(new.ring):
        return found | {ChangeKind.MOVED}
    if not _meet(bounds(old.ring), bounds(new.ring)):
        found.add(ChangeKind.MOVED)
    return found or {ChangeKind.RESHAPED}


def _corner_at_origin(ring: Ring) -> Ring:
    box = bounds(ring)
    return tuple((x - box.left, y - box.top) for x, y in ring)


def _meet(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _area(booths: Collection[ComparedBooth]) -> Decimal:
    return sum((booth.area_sqm for booth in booths), Decimal(0))


def _in_order(booths: tuple[ComparedBooth, ...]) -> tuple[int, str]:
    return len(booths[0].number), booths[0].number
