"""A draft as an edit finds it, and what an edit makes of it. Pure: read by the operation, written by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from pavilions.geometry import (
    BOOTH_LIMITS,
    Places,
    Point,
    Ring,
    area_sqm,
    is_within_reach,
    label_point,
    moved,
    sound_ring,
)
from pavilions.states import BoothKind, ObstructionKind


@dataclass(frozen=True, slots=True)
class FloorBooth:
    """A booth of a draft. New ones have ids below 0 until they are written. `open_sides` as derived from the plan."""

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

    def reshaped(self, ring: Ring) -> "FloorBooth":
        """The booth in another shape; what somebody stated of the area holds as long as the drawn area stays.

        Raises GeometryError for a ring that no booth can have.
        """
        dx, dy = ring[0][0] - self.ring[0][0], ring[0][1] - self.ring[0][1]
        if ring == moved(self.ring, dx, dy) and is_within_reach(ring):
            return replace(self, ring=ring, label=(self.label[0] + dx, self.label[1] + dy))
        sound = sound_ring(ring, BOOTH_LIMITS)
        label = label_point(sound)
        if area_sqm(sound) == area_sqm(self.ring):
            return replace(self, ring=sound, label=label)
        return replace(self, ring=sound, label=label, area_sqm=area_sqm(sound), stated_area_sqm=None)

    def is_as_left(self, other: "FloorBooth") -> bool:
        """Whether a planner sees no difference: revisions and derived figures do not count."""
        return replace(self, revision=0, open_sides=1, label=(0, 0)) == replace(
            other, revision=0, open_sides=1, label=(0, 0)
        )


@dataclass(frozen=True, slots=True)
class FloorObstruction:
    id: int
    kind: ObstructionKind
    ring: Ring
    clearance_cm: int = 0
    revision: int = 0

    def is_as_left(self, other: "FloorObstruction") -> bool:
        return replace(self, revision=0) == replace(other, revision=0)


def new_booth(temporary_id: int, number: str, ring: Ring, *, allotment: int, kind: BoothKind) -> FloorBooth:
    """Raises GeometryError for a ring that no booth can have."""
    sound = sound_ring(ring, BOOTH_LIMITS)
    return FloorBooth(temporary_id, number, sound, allotment, kind, area_sqm(sound), label_point(sound))


@dataclass(frozen=True)
class Change:
    """What becomes of a floor: booths and obstructions as they will be, by id, and the ids of those that go."""

    booths: Mapping[int, FloorBooth] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    obstructions: Mapping[int, FloorObstruction] = field(default_factory=dict)
    gone_obstructions: frozenset[int] = frozenset()

    @classmethod
    def of_booths(cls, booths: Iterable[FloorBooth], gone: Iterable[int] = ()) -> "Change":
        return cls({booth.id: booth for booth in booths}, frozenset(gone))

    @classmethod
    def of_obstructions(cls, obstructions: Iterable[FloorObstruction]) -> "Change":
        return cls(obstructions={obstruction.id: obstruction for obstruction in obstructions})


@dataclass(frozen=True)
class Floor:
    """A draft: the hall's outline, and everything on it by id. `allotments` are those of its hall and edition."""

    outline: Ring
    booths: Mapping[int, FloorBooth]
    obstructions: Mapping[int, FloorObstruction]
    allotments: frozenset[int]

    def after(self, change: Change) -> "Floor":
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

    def booths_near(self, rings: Sequence[Ring], *, distance_cm: int, change: Change | None = None) -> list[FloorBooth]:
        """Booths that a change leaves or puts within so many centimetres of one of the rings, by their boxes and in the
        order of ids.
        """
        change = change or Change()
        standing = list(self.booths.values())
        left_alone = (standing[position] for position in self._places.near(rings, distance_cm=distance_cm))
        changed = list(change.booths.values())
        put = (changed[at] for at in Places([booth.ring for booth in changed]).near(rings, distance_cm=distance_cm))
        found = [booth for booth in left_alone if booth.id not in change.booths]
        return sorted((b for b in (*found, *put) if b.id not in change.gone), key=lambda booth: booth.id)

    def without_idle(self, change: Change) -> Change:
        """The change without the booths and obstructions that it leaves just as they are."""
        return replace(
            change,
            booths={key: b for key, b in change.booths.items() if self.booths.get(key) != b},
            obstructions={key: o for key, o in change.obstructions.items() if self.obstructions.get(key) != o},
        )
