"""Handlers that settle what a publication changes for the holders of space, whose claims it transfers.

Each kind of holder has one handler, which the app or package that owns it registers as the apps are loaded. So a plan
published by the admin, an import or a command reaches bookings too, although this package does not know them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from ciie.kernel.actors import Actor
from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.publishing.comparison import ClaimOutcome, ComparedBooth
from pavilions.plans.publishing.models import PlanPublication
from pavilions.states import HolderKind


@dataclass(frozen=True)
class HolderChange:
    """What a publication changes for one holder.

    `ended` and `begun` are m² per allotment, without claims that were transferred to a booth of the same m².
    """

    holder_id: int
    outcomes: Sequence[ClaimOutcome]
    ended: Mapping[int, Decimal]
    begun: Mapping[int, Decimal]
    keeps_space: bool


@dataclass(frozen=True)
class PlanNews:
    """The publication that caused the changes. `booths` are those of both versions, by key."""

    publication: PlanPublication
    before: FloorPlan
    booths: Mapping[int, ComparedBooth]


class HolderHandler(Protocol):
    def lock(self, holder_ids: Collection[int]) -> None:
        """Lock the holders' own rows, in key order."""

    def require_may_release(self, holder_ids: Collection[int], *, actor: Actor, at: datetime) -> None:
        """Raise `NotAllowed` if the actor may not release all space of these holders."""

    def settle(self, changes: Sequence[HolderChange], news: PlanNews, *, actor: Actor, at: datetime) -> None:
        """Record the changes of these holders, whose rows are locked, and queue their letters."""


_HANDLERS: dict[HolderKind, HolderHandler] = {}


def register_holder_handler(kind: HolderKind, handler: HolderHandler) -> None:
    """Register the handler of a kind of holder. Raise `ValueError` if the kind has one already."""
    if kind in _HANDLERS:
        raise ValueError(f"Holders of kind {kind} have a handler already.")
    _HANDLERS[kind] = handler


def handlers_of(holder_ids: Collection[int]) -> list[tuple[HolderHandler, list[int]]]:
    """Return these holders by their handler, always in the same order; one query."""
    kinds = dict(SpaceHolder.objects.filter(pk__in=list(holder_ids)).order_by("pk").values_list("pk", "kind"))
    by_kind = {kind: [pk for pk, of_kind in kinds.items() if of_kind == kind] for kind in HolderKind}
    return [(_HANDLERS[kind], found) for kind, found in by_kind.items() if found]
