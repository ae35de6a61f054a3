"""A draft in memory, the change that an edit makes to it, and its items as JSON.

The module is pure: operations read and write the draft.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from pavilions.drawings.geometry import (
    AISLE_CM,
    BOOTH_LIMITS,
    Places,
    Point,
    Ring,
    area_sqm,
    is_turned,
    is_within_reach,
    label_point,
    shifted,
    sound_ring,
)
from pavilions.states import BoothKind, ObstructionKind

type Snapshot = dict[str, Any]
type Items = Mapping[str, list[Snapshot]]


class Derived(NamedTuple):
    """The values of a booth that follow from everything around it and in it."""

    open_sides: int
    obstructed_sqm: Decimal


@dataclass(frozen=True, slots=True)
class FloorBooth:
    """A booth of a draft. New ones have negative ids until they are written.

    `open_sides` and `obstructed_sqm` are derived from the plan.
    """

    id: int
    number: str
    ring: Ring
    allotment: int
    kind: BoothKind
    area_sqm: Decimal
    label: Point
    stated_area_sqm: Decimal | None = None
    open_sides: int = 1
    open_sides_override: int | None = None
    blocked_reason: str = ""
    ancestors: tuple[int, ...] = ()
    revision: int = 0
    obstructed_sqm: Decimal = Decimal(0)

    @property
    def derived(self) -> Derived:
        return Derived(self.open_sides, self.obstructed_sqm)

    def with_derived(self, derived: Derived) -> "FloorBooth":
        return replace(self, open_sides=derived.open_sides, obstructed_sqm=derived.obstructed_sqm)

    def reshaped(self, ring: Ring) -> "FloorBooth":
        """Return the booth with another ring. Raise `GeometryError` for an invalid one.

        The area, drawn or stated, stays the same as long as only rounding to centimetres changes what is drawn: a booth
        of 3 × 3 m has 9 m² however it is turned.
        """
        dx, dy = ring[0][0] - self.ring[0][0], ring[0][1] - self.ring[0][1]
        if ring == shifted(self.ring, dx, dy) and is_within_reach(ring):
            return replace(self, ring=ring, label=(self.label[0] + dx, self.label[1] + dy))
        sound = sound_ring(ring, BOOTH_LIMITS)
        label = label_point(sound)
        if area_sqm(sound) == area_sqm(self.ring):
            return replace(self, ring=sound, label=label)
        if is_turned(self.ring, sound):
            return replace(self, ring=sound, label=label, stated_area_sqm=self.stated_area_sqm or self.area_sqm)
        return replace(self, ring=sound, label=label, area_sqm=area_sqm(sound), stated_area_sqm=None)

    def equals(self, other: "FloorBooth") -> bool:
        """Return whether both look the same to a planner. Revisions and derived figures do not count."""
        nothing = Derived(1, Decimal(0))
        return replace(self.with_derived(nothing), revision=0, label=(0, 0)) == replace(
            other.with_derived(nothing), revision=0, label=(0, 0)
        )


@dataclass(frozen=True, slots=True)
class FloorObstruction:
    id: int
    kind: ObstructionKind
    ring: Ring
    clearance_cm: int = 0
    name: str = ""
    revision: int = 0

    def equals(self, other: "FloorObstruction") -> bool:
        return replace(self, revision=0) == replace(other, revision=0)


def new_booth(temporary_id: int, number: str, ring: Ring, *, allotment: int, kind: BoothKind) -> FloorBooth:
    """Return a new booth. Raise `GeometryError` for an invalid ring."""
    sound = sound_ring(ring, BOOTH_LIMITS)
    return FloorBooth(temporary_id, number, sound, allotment, kind, area_sqm(sound), label_point(sound))


@dataclass(frozen=True)
class FloorChange:
    """Booths and obstructions that are new or different, by id, and the ids of those that are removed."""

    booths: Mapping[int, FloorBooth] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    obstructions: Mapping[int, FloorObstruction] = field(default_factory=dict)
    gone_obstructions: frozenset[int] = frozenset()

    @classmethod
    def of_booths(cls, booths: Iterable[FloorBooth], gone: Iterable[int] = ()) -> "FloorChange":
        return cls({booth.id: booth for booth in booths}, frozenset(gone))

    @classmethod
    def of_obstructions(cls, obstructions: Iterable[FloorObstruction]) -> "FloorChange":
        return cls(obstructions={obstruction.id: obstruction for obstruction in obstructions})


@dataclass(frozen=True)
class Floor:
    """A draft, with its outline and with its booths and obstructions by id.

    `allotments` are those of its hall and edition; `aisle_cm` is the least width of an aisle.
    """

    outline: Ring
    booths: Mapping[int, FloorBooth]
    obstructions: Mapping[int, FloorObstruction]
    allotments: frozenset[int]
    aisle_cm: int = AISLE_CM

    def after(self, change: FloorChange) -> "Floor":
        booths = {**self.booths, **change.booths}
        obstructions = {**self.obstructions, **change.obstructions}
        return replace(
            self,
            booths={key: booth for key, booth in booths.items() if key not in change.gone},
            obstructions={key: o for key, o in obstructions.items() if key not in change.gone_obstructions},
        )

    @cached_property
    def _places(self) -> Places:
        return Places([booth.ring for booth in self.booths.values()])

    def booths_near(
        self, rings: Sequence[Ring], *, distance_cm: int, change: FloorChange | None = None
    ) -> list[FloorBooth]:
        """Return the booths whose bounding box after the change is within this distance of one of the rings, by id."""
        change = change or FloorChange()
        present, changed = list(self.booths.values()), list(change.booths.values())
        near = (present[at] for at in self._places.near(rings, distance_cm=distance_cm))
        unchanged = [booth for booth in near if booth.id not in change.booths]
        moved_near = Places([booth.ring for booth in changed]).near(rings, distance_cm=distance_cm)
        found = [*unchanged, *(changed[at] for at in moved_near)]
        return sorted((b for b in found if b.id not in change.gone), key=lambda booth: booth.id)

    def without_unchanged(self, change: FloorChange) -> FloorChange:
        """Return the change without booths and obstructions that are the same as before."""
        return replace(
            change,
            booths={key: b for key, b in change.booths.items() if self.booths.get(key) != b},
            obstructions={key: o for key, o in change.obstructions.items() if self.obstructions.get(key) != o},
        )


def items(booths: Iterable[FloorBooth], obstructions: Iterable[FloorObstruction]) -> dict[str, list[Snapshot]]:
    return {
        "booths": [
            {
                "id": booth.id,
                "number": booth.number,
                "ring": booth.ring,
                "allotment": booth.allotment,
                "kind": booth.kind,
                "area_sqm": str(booth.area_sqm),
                "label": booth.label,
                "stated_area_sqm": None if booth.stated_area_sqm is None else str(booth.stated_area_sqm),
                "open_sides": booth.open_sides,
                "open_sides_override": booth.open_sides_override,
                "blocked_reason": booth.blocked_reason,
                "ancestors": booth.ancestors,
            }
            for booth in booths
        ],
        "obstructions": [
            {
                "id": each.id,
                "kind": each.kind,
                "ring": each.ring,
                "clearance_cm": each.clearance_cm,
                "name": each.name,
            }
            for each in obstructions
        ],
    }


def touched(floor: Floor, change: FloorChange) -> dict[str, list[Snapshot]]:
    """Return what the change alters or removes, as it is on the floor."""
    booths = [floor.booths[key] for key in (*change.booths, *change.gone) if key in floor.booths]
    obstructions = (
        floor.obstructions[key]
        for key in (*change.obstructions, *change.gone_obstructions)
        if key in floor.obstructions
    )
    return items(booths, obstructions)


def booths_of(kept: Items) -> dict[int, FloorBooth]:
    found = {}
    for snapshot in kept["booths"]:
        stated = snapshot["stated_area_sqm"]
        values = {
            "ring": _ring(snapshot["ring"]),
            "kind": BoothKind(snapshot["kind"]),
            "area_sqm": Decimal(snapshot["area_sqm"]),
            "label": tuple(snapshot["label"]),
            "stated_area_sqm": None if stated is None else Decimal(stated),
            "ancestors": tuple(snapshot["ancestors"]),
        }
        found[snapshot["id"]] = FloorBooth(**{**snapshot, **values})
    return found


def obstructions_of(kept: Items) -> dict[int, FloorObstruction]:
    return {
        each["id"]: FloorObstruction(
            each["id"],
            ObstructionKind(each["kind"]),
            _ring(each["ring"]),
            clearance_cm=each["clearance_cm"],
            name=each.get("name", ""),  # edits made before 2026-11-28 have none
        )
        for each in kept["obstructions"]
    }


def _ring(points: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((x, y) for x, y in points)
