"""A hall whose plan changes under those who hold space: a published plan and drafts of it."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from ciie.kernel.actors import SYSTEM
from pavilions.drawings.geometry import Ring, area_sqm, core, label_point
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.publishing.comparison import ClaimChoice
from pavilions.plans.publishing.models import PlanPublication
from pavilions.plans.publishing.operations.claim_decisions import Decision, decide_claims
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.states import BoothKind
from tests.factories import (
    NOON,
    AllotmentFactory,
    FloorPlanFactory,
)

if TYPE_CHECKING:
    from pavilions.floor.models.allotment import Allotment


class Holder(Protocol):
    """A space holder, or what extends one."""

    @property
    def claims(self) -> Any: ...


class HallScene:
    """A hall of one sector with booths A1, A2 … of 9 m² in a row, published at noon."""

    def __init__(self, booths: int = 4, *, capacity_sqm: int = 900) -> None:
        self.allotment: Allotment = AllotmentFactory(capacity_sqm=Decimal(capacity_sqm))
        self.plan: FloorPlan = FloorPlanFactory(
            edition=self.allotment.edition, hall=self.allotment.hall, published=False
        )
        for n in range(booths):
            self.add(self.plan, f"A{n + 1}", square(400 * n, 0))
        publish_floor_plan(self.plan.pk, actor=SYSTEM, at=NOON)
        self.plan.refresh_from_db()

    def booth(self, number: str, plan: FloorPlan | None = None) -> Booth:
        return (plan or self.plan).booths.get(number=number)

    def add(self, plan: FloorPlan, number: str, ring: Ring, *ancestors: Booth, **values: object) -> Booth:
        x, y = label_point(ring)
        booth = Booth.objects.create(
            **{
                "plan": plan,
                "allotment": self.allotment,
                "number": number,
                "footprint": [list(point) for point in ring],
                "core": core(ring),
                "area_sqm": area_sqm(ring),
                "open_sides": 2,
                "kind": BoothKind.SHELL,
                "label_x": x,
                "label_y": y,
                **values,
            }
        )
        BoothAncestry.objects.bulk_create(BoothAncestry(booth=booth, ancestor=ancestor) for ancestor in ancestors)
        return booth

    def draft(self, base: FloorPlan | None = None, *, without: Sequence[str] = ()) -> FloorPlan:
        """A copy of a version (the first unless said), booth by booth, but for those left out."""
        base = base or self.plan
        versions = FloorPlan.objects.filter(edition=base.edition, hall=base.hall).count()
        draft: FloorPlan = FloorPlanFactory(
            edition=base.edition, hall=base.hall, version=versions + 1, base=base, published=False
        )
        for booth in base.booths.order_by("pk"):
            if booth.number not in without:
                self.add(draft, booth.number, booth.ring, booth, kind=booth.kind, blocked_reason=booth.blocked_reason)
        return draft

    def decide(
        self,
        draft: FloorPlan,
        holder: Holder,
        choice: ClaimChoice,
        target: Booth | None = None,
        note: str = "",
    ) -> None:
        """The same for each claim of the holder on the plan in force, two hours past noon."""
        claims = holder.claims.live().filter(booth__isnull=False).values_list("pk", flat=True)
        decisions = [Decision(claim, choice, target.pk if target else None, note) for claim in claims]
        decide_claims(draft.pk, decisions, actor=SYSTEM, at=NOON + timedelta(hours=2))


def square(left: int, top: int, width: int = 300, depth: int = 300) -> Ring:
    return ((left, top), (left + width, top), (left + width, top + depth), (left, top + depth))


def reshape(booth: Booth, ring: Ring) -> Booth:
    """As an editor would: the shape, what follows from it, and one revision more."""
    booth.footprint, booth.core, booth.area_sqm = [list(point) for point in ring], core(ring), area_sqm(ring)
    booth.revision += 1
    booth.save()
    return booth


def renumber(booth: Booth, number: str) -> Booth:
    booth.number = number
    booth.revision += 1
    booth.save()
    return booth


def renumber_in_force(booth: Booth, number: str) -> None:
    """Publish a version in which a booth that somebody holds has another number; its holder keeps it."""
    draft = open_draft(booth.plan.edition_id, booth.plan.hall_id, actor=SYSTEM, at=NOON)
    renamed = renumber(draft.booths.get(number=booth.number), number)
    kept = [Decision(claim.pk, ClaimChoice.KEEP, renamed.pk) for claim in SpaceClaim.objects.live().filter(booth=booth)]
    decide_claims(draft.pk, kept, actor=SYSTEM, at=NOON)
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)


def in_force() -> PlanPublication:
    return PlanPublication.objects.select_related("plan").get(superseded_at=None)
