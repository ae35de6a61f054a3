"""Counts the open sides of drafts again when something other than an edit changes them."""

from typing import Any

from django.dispatch import receiver

from ciie.kernel.locking import lock, lock_keys, lock_topic
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.floor.operations import bump_plan_revision
from pavilions.plans.drafts.edits import Derived
from pavilions.plans.drafts.operations.plan_edit_writing import write_derived
from pavilions.plans.safety.queries import recounted_sides
from pavilions.plans.safety.signals import aisle_rules_changed
from pavilions.states import EditionStatus, PlanState


def recount_open_sides(plan: FloorPlan) -> bool:
    """Count the open sides of a locked draft again, whose hall and edition are read, and return whether any changed."""
    found = recounted_sides(plan)
    write_derived(plan, {booth.pk: Derived(sides, booth.obstructed_sqm) for booth, sides in found})
    return bool(found)


@receiver(aisle_rules_changed)
def recount_drafts(**_signal: Any) -> None:
    """Count the drafts of all editions that are not archived again. Published versions keep what was published.

    This waits for halls that are being added and locks the others, so that a draft which is just being opened is
    counted too. It locks the drafts as well, so that an edit either comes first or reads the new rules.
    """
    lock_topic("pavilions.hall_names")
    lock_keys(Hall, Hall.objects.values_list("pk", flat=True))
    drafts = FloorPlan.objects.filter(state=PlanState.DRAFT).exclude(edition__status=EditionStatus.ARCHIVED)
    plans = lock(FloorPlan.objects.select_related("hall", "edition"), drafts.values_list("pk", flat=True))
    changed = [(plan.edition_id, plan.hall_id) for plan in plans if recount_open_sides(plan)]
    for edition, hall in changed:
        bump_plan_revision(Allotment.objects.filter(edition=edition, hall=hall).values_list("pk", flat=True))
