"""Two versions in one drawing, and one as it was on a day, for planners' pages."""

from collections.abc import Mapping

from django.utils.safestring import SafeString

from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.drawing import Appearance, ChangedBooth, DrawnHall, ObstructionMark, draw_changes
from pavilions.plans.queries.plans import ring_of
from pavilions.publishing.comparison import ChangeKind, ComparedPlan, Comparison, PlanChange


def drawn_changes(
    plan: FloorPlan, old: ComparedPlan, new: ComparedPlan, comparison: Comparison, holders: Mapping[int, str]
) -> SafeString:
    """Booths of the later version, highlighted where they differ, above those that have gone or are elsewhere.

    `holders` are names by booth of the earlier version.
    """
    hall = DrawnHall(
        name=plan.hall.name,
        outline=ring_of(plan.hall.outline),
        obstructions=tuple(ObstructionMark(each.kind, each.ring) for each in new.obstructions),
        booths=(),
    )
    there = {booth.ring for booth in new.booths}
    gone = [
        ChangedBooth(b.id, b.number, b.ring, b.area_sqm, Appearance.GONE, words_of(change), holders.get(b.id))
        for b in old.booths
        if b.ring not in there and (change := comparison.by_booth.get(b.id))
    ]
    return draw_changes(hall, [*gone, *_present(new, comparison)])


def _present(new: ComparedPlan, comparison: Comparison) -> list[ChangedBooth]:
    return [
        ChangedBooth(b.id, b.number, b.ring, b.area_sqm, _look(change), words_of(change) if change else "")
        for b in new.booths
        for change in [comparison.by_booth.get(b.id)]
    ]


def _look(change: PlanChange | None) -> Appearance:
    if change is None:
        return Appearance.SAME
    return Appearance.ADDED if ChangeKind.ADDED in change.kinds else Appearance.CHANGED


def words_of(change: PlanChange) -> str:
    """`moved, resized`."""
    return ", ".join(str(kind.label) for kind in change.ordered_kinds)
