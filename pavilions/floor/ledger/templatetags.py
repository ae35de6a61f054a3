"""`{% load capacity %}`: bars that show how much of a whole is taken, and by whom.

They are SVG with plain attributes, since inline styles are not allowed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django import template
from django.utils.functional import Promise

from ciie.web.badges import badges_by_kind

register = template.Library()


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


@register.inclusion_tag("pavilions/ledger/capacity_bar.html")
def capacity_bar(label: str, capacity: Decimal, **areas: Decimal) -> dict[str, CapacityBar]:
    """Draw `{% capacity_bar "Hall 5.1H" 20000 booked=9000 reserved=1200 held=300 %}` in the given order."""
    return {"bar": _bar(label, capacity, areas)}


@register.inclusion_tag("pavilions/ledger/share_bar.html")
def share_bar(label: str, area: Decimal, *, longest: Decimal, whole: Decimal) -> dict[str, object]:
    """Draw `{% share_bar "Japan" 37205 longest=38798 whole=280698 %}` in proportion to the longest bar.

    The share of the whole stands beside the bar in words.
    """
    return {"bar": _bar(label, longest, {"booked": area}), "whole": whole}


def _bar(label: str, capacity: Decimal, areas: Mapping[str, Decimal]) -> CapacityBar:
    """Return a bar of segments in the given order. Segments that exceed the capacity share the whole bar."""
    taken = sum(areas.values(), Decimal(0))
    whole = max(Decimal(capacity), taken) or Decimal(1)
    badges, segments, before = badges_by_kind()["availability"], [], Decimal(0)
    for state, area in areas.items():
        x, width = (f"{Decimal(part) * 100 / whole:.2f}%" for part in (before, area))
        segments.append(Segment(state, badges[state].label, area, x, width))
        before += area
    return CapacityBar(label, Decimal(capacity), taken, tuple(segments))
