"""Drawing a pavilion's own footprint, as a new version of the hall's plan that is in force at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from pavilions.drawings.geometry import Ring
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.operations.pavilion_space import give_booths
from pavilions.plans.drafts.edits.edits import Draw, DrawnBooth, Remove
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.drafts.operations.plan_edits import edit_draft
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.states import PlanState, Section


@dataclass(frozen=True)
class Footprint:
    """The number of a booth, and its ring in centimetres along the hall's axes."""

    number: str
    ring: Ring


@operation("pavilions.pavilion.footprint_drawn")
def draw_footprint(
    pavilion_id: int,
    hall_name: str,
    footprint: Footprint,
    *,
    replaces: Collection[int] = (),
    accept_excess: bool = False,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Booth:
    """Draw a booth of the national exhibition, publish it and allocate it to a pavilion, or do none of these.

    `replaces` are free booths of the national exhibition that make way for it. Raise `DomainError` (`draft_open`) if
    somebody is drafting another version of the plan, and the errors of drawing, publishing and `give_booths`.
    """
    require("pavilions.guide_pavilions", actor)
    require("pavilions.plan_floor", actor)
    edition_id = NationalPavilion.objects.filter(pk=pavilion_id).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise NotFound(_("Pavilion not found."), code="not_found")
    rows = Allotment.objects.filter(edition_id=edition_id, section=Section.NATIONAL, hall__name=hall_name)
    allotment = rows.order_by("pk").first()
    if allotment is None:
        raise Invalid(_("Choose a hall of the national exhibition of this edition."), code="not_national", field="hall")
    draft = open_draft(edition_id, allotment.hall_id, another=True, actor=actor, at=at)
    _require_alone(draft)
    if replaces:
        _make_way(draft, replaces, actor=actor, at=at)
    drawn = DrawnBooth(ring=footprint.ring, number=footprint.number, allotment=allotment.pk)
    edit_draft(draft.pk, Draw(edit="draw", booths=(drawn,)), actor=actor, at=at)
    publish_floor_plan(draft.pk, accept_excess=accept_excess, actor=actor, at=at)
    booth = Booth.objects.get(plan_id=draft.pk, number=footprint.number)
    give_booths(pavilion_id, [booth.pk], seen=seen, actor=actor, at=at)
    return booth


def _require_alone(draft: FloorPlan) -> None:
    """Raise `DomainError` (`draft_open`) if there is another draft, whose changes would be lost or need redrawing."""
    others = FloorPlan.objects.filter(edition_id=draft.edition_id, hall_id=draft.hall_id, state=PlanState.DRAFT)
    other = others.exclude(pk=draft.pk).order_by("-version").first()
    if other is not None:
        raise DomainError(
            _(
                "Version %(version)s of this plan is being drafted. Draw the footprint there, or publish or discard "
                "that version first."
            )
            % {"version": other.version},
            code="draft_open",
            details={"version": other.version},
        )


def _make_way(draft: FloorPlan, booth_ids: Collection[int], *, actor: Actor, at: datetime) -> None:
    """Remove the copies of these booths from the draft. Publishing refuses this if one of them is claimed."""
    copies = Booth.objects.filter(
        plan=draft, allotment__section=Section.NATIONAL, blocked_reason="", ancestors__in=list(booth_ids)
    )
    revisions = dict(copies.values_list("pk", "revision"))
    if len(revisions) != len(set(booth_ids)):
        raise DomainError(
            _("Some of the selected booths are not free booths of the national exhibition in this hall."),
            code="cannot_make_way",
        )
    seen = {f"b{pk}": revision for pk, revision in revisions.items()}
    edit_draft(draft.pk, Remove(edit="remove", ids=tuple(revisions), seen=seen), actor=actor, at=at)
