"""Opening and discarding drafts, which the published version goes on selling beside."""

from datetime import datetime

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen
from pavilions.editions.operations.first_allotments import FirstAllotment, allot
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.states import PlanState


@operation("pavilions.floor_plan.drafted")
def open_draft(
    edition_id: int,
    hall_id: int,
    *,
    allotment: FirstAllotment | None = None,
    another: bool = False,
    actor: Actor,
    at: datetime,
) -> FloorPlan:
    """The hall's newest open draft or, if there is none or `another` is wanted, a new one.

    A new draft is a copy of the published version, and each of its booths comes from the one it copies; in a hall
    without a published version it is empty. Raises `Invalid` (`allotment_missing`) where nobody has been given space
    in the hall yet and `allotment` does not say who is.
    """
    require("pavilions.plan_floor", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("There is no such edition."))
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("There is no such hall."))
    versions = FloorPlan.objects.filter(edition=edition, hall=hall)
    open_one = versions.filter(state=PlanState.DRAFT).order_by("-version").first()
    if open_one is not None and not another:
        return open_one
    _require_allotment(edition, hall, allotment)
    base = versions.published().first()
    last = versions.aggregate(last=Max("version"))["last"] or 0
    background_id = base.background_id if base else None
    draft = FloorPlan.objects.create(
        edition=edition, hall=hall, version=last + 1, base=base, background_id=background_id
    )
    if base is not None:
        _copy(base, draft)
    return draft


@operation("pavilions.floor_plan.discarded")
def discard_draft(plan_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Delete a draft with all its edits. What has been published is never deleted (`plan_not_draft`)."""
    require("pavilions.plan_floor", actor)
    plan = lock_one(FloorPlan.objects.all(), plan_id, missing=_("There is no such plan."))
    if plan.state != PlanState.DRAFT:
        raise DomainError(_("This version has been published, so it stays."), code="plan_not_draft")
    require_seen(plan, seen)
    plan.delete()


def _require_allotment(edition: Edition, hall: Hall, wanted: FirstAllotment | None) -> None:
    if Allotment.objects.filter(edition=edition, hall=hall).exists():
        return
    if wanted is None:
        raise Invalid(_("Say which sector the space of this hall is for."), code="allotment_missing", field="sector")
    allot(edition, hall, wanted)


BOOTHS = """
INSERT INTO pavilions_booth (plan_id, revision, allotment_id, number, footprint, core, area_sqm, stated_area_sqm,
    open_sides, open_sides_override, kind, blocked_reason, label_x, label_y)
SELECT %(draft)s, 0, allotment_id, number, footprint, core, area_sqm, stated_area_sqm, open_sides, open_sides_override,
    kind, blocked_reason, label_x, label_y
FROM pavilions_booth WHERE plan_id = %(base)s ORDER BY id
"""
ANCESTRY = """
INSERT INTO pavilions_boothancestry (booth_id, ancestor_id)
SELECT copy.id, original.id FROM pavilions_booth AS copy JOIN pavilions_booth AS original USING (number)
WHERE copy.plan_id = %(draft)s AND original.plan_id = %(base)s
"""
OBSTRUCTIONS = """
INSERT INTO pavilions_obstruction (plan_id, revision, kind, footprint, clearance_cm)
SELECT %(draft)s, 0, kind, footprint, clearance_cm FROM pavilions_obstruction WHERE plan_id = %(base)s ORDER BY id
"""


def _copy(base: FloorPlan, draft: FloorPlan) -> None:
    """Written out, since a hall has thousands of booths and this takes a tenth of the time."""
    with connection.cursor() as cursor:
        for statement in (BOOTHS, ANCESTRY, OBSTRUCTIONS):
            cursor.execute(statement, {"draft": draft.pk, "base": base.pk})
