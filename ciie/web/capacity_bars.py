"""A bar that shows how much of a whole is taken, by whom first: plain SVG attributes, so that no style is inline."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from ciie.web.badges import AVAILABILITIES


@dataclass(frozen=True)
class Segment:
    """One part of the bar; `x` and `width` are per cent of the whole, for SVG attributes."""

    state: str
    label: str | Promise
    area: Decimal
    x: str
    width: str


@dataclass(frozen=True)
class CapacityBar:
    label: str
    capacity: Decimal
    taken: Decimal
    segments: tuple[Segment, ...]

    @property
    def is_over(self) -> bool:
        return self.taken > self.capacity


def capacity_bar_of(label: str, capacity: Decimal, areas: Mapping[str, Decimal]) -> CapacityBar:
    """Segments in the order given; should they exceed the capacity, they share the whole bar between them."""
    taken = sum(areas.values(), Decimal(0))
    whole = max(Decimal(capacity), taken) or Decimal(1)
    segments = []
    before = Decimal(0)
    for state, area in areas.items():
        segments.append(
            Segment(state, AVAILABILITIES[state].label, area, _per_cent(before, whole), _per_cent(area, whole))
        )
        before += area
    return CapacityBar(label, Decimal(capacity), taken, tuple(segments))


def _per_cent(part: Decimal, whole: Decimal) -> str:
    return f"{Decimal(part) * 100 / whole:.2f}%"
