"""Those who know the parties of the ledger. The place moves their claims; what that means to them, they see to.

Each kind of holder has one handler, which its own storey names as the product starts: so a plan that the admin, an
import or a command publishes reaches companies too, though nothing here knows what a company is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from ciie.kernel.actors import Actor
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.ledger.models import SpaceHolder
from pavilions.publishing.comparison import ClaimOutcome, ComparedBooth
from pavilions.publishing.models import PlanPublication
from pavilions.states import HolderKind


@dataclass(frozen=True)
class HolderChange:
    """What a publication does to one holder. `ended` and `begun` are m² per allotment; what was merely carried over to
    a booth of the same m² is in neither.
    """

    holder_id: int
    outcomes: Sequence[ClaimOutcome]
    ended: Mapping[int, Decimal]
    begun: Mapping[int, Decimal]
    keeps_space: bool


@dataclass(frozen=True)
class PlanNews:
    """The publication that the changes come from; `booths` are those of both versions, by key."""

    publication: PlanPublication
    before: FloorPlan
    booths: Mapping[int, ComparedBooth]


class HolderHandler(Protocol):
    def lock(self, holder_ids: Collection[int]) -> None:
        """Lock the holders' own rows, in key order."""

    def require_may_release(self, holder_ids: Collection[int], *, actor: Actor, at: datetime) -> None:
        """Raise `NotAllowed` if the actor may not take all their space from these holders."""

    def settle(self, changes: Sequence[HolderChange], news: PlanNews, *, actor: Actor, at: datetime) -> None:
        """Write down what has become of these holders, whose rows are locked, and tell them."""


_HANDLERS: dict[HolderKind, HolderHandler] = {}


def register_holder_handler(kind: HolderKind, handler: HolderHandler) -> None:
    """Name the one who knows the holders of a kind."""
    if kind in _HANDLERS:
        raise ValueError(f"Holders of kind {kind} have a handler already.")
    _HANDLERS[kind] = handler


def handlers_of(holder_ids: Collection[int]) -> list[tuple[HolderHandler, list[int]]]:
    """These holders by who keeps them, always in the same order; one query."""
    kinds = dict(SpaceHolder.objects.filter(pk__in=list(holder_ids)).order_by("pk").values_list("pk", "kind"))
    by_kind = {kind: [pk for pk, of_kind in kinds.items() if of_kind == kind] for kind in HolderKind}
    return [(_HANDLERS[kind], found) for kind, found in by_kind.items() if found]
