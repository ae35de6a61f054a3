"""What a drawing would change on a hall's published plan, booth by booth."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.geometry import Change, PlacedBooth, Ring, changes_between
from pavilions.ledger.models import SpaceClaim
from pavilions.plan_formats import DrawnBooth
from pavilions.plans.queries.plans import drawn_booths
from pavilions.publishing.comparison import ChangeKind
from pavilions.publishing.queries.kept_attributes import place_said, present_plan, sectors_by_name
from pavilions.states import LIVE_CLAIMS, BoothKind

SHAPES = {
    Change.ADDED: ChangeKind.ADDED,
    Change.GONE: ChangeKind.GONE,
    Change.MOVED: ChangeKind.MOVED,
    Change.RESIZED: ChangeKind.RESIZED,
    Change.RENUMBERED: ChangeKind.RENUMBERED,
}


@dataclass(frozen=True, slots=True)
class DrawnChange:
    """Empty numbers and no areas where the booth is not there. `is_claimed`: somebody has a live claim to the booth as
    it is now.
    """

    number: str
    new_number: str
    area_sqm: Decimal | None
    new_area_sqm: Decimal | None
    changes: frozenset[ChangeKind]
    is_claimed: bool


def drawn_changes(edition_id: int, hall_id: int, drawn: Sequence[DrawnBooth]) -> list[DrawnChange] | None:
    """Changed booths only, those that somebody has claimed first; None where the hall has no published plan.

    `drawn` with all that the present plan completes them by (`with_kept_attributes`). Four queries.
    """
    plan = FloorPlan.objects.published().filter(edition_id=edition_id, hall_id=hall_id).first()
    if plan is None:
        return None
    before = drawn_booths(plan, with_reasons=True)
    old, new = {booth.source_row: booth for booth in before}, dict(enumerate(drawn))
    sectors = sectors_by_name()
    claimed = _claimed_numbers(plan)
    changes = []
    for change in changes_between(
        [PlacedBooth(row, booth.number, booth.ring_cm) for row, booth in old.items()],
        [PlacedBooth(position, booth.number, booth.ring_cm) for position, booth in new.items()],
    ):
        was = old[change.before.key] if change.before else None
        comes = new[change.after.key] if change.after else None
        kinds = {SHAPES[kind] for kind in change.changes} | _aspects(was, comes, sectors)
        if kinds:
            changes.append(
                DrawnChange(
                    number=was.number if was else "",
                    new_number=comes.number if comes else "",
                    area_sqm=was.area_sqm if was else None,
                    new_area_sqm=comes.area_sqm if comes else None,
                    changes=frozenset(kinds),
                    is_claimed=was is not None and was.number in claimed,
                )
            )
    return sorted(changes, key=lambda change: not change.is_claimed)


def _claimed_numbers(plan: FloorPlan) -> set[str]:
    live = SpaceClaim.objects.filter(booth__plan=plan, state__in=LIVE_CLAIMS)
    return set(live.values_list("booth__number", flat=True))


def _aspects(was: DrawnBooth | None, comes: DrawnBooth | None, sectors: dict[str, int]) -> set[ChangeKind]:
    """What changes of a booth beside its shape and its number."""
    if was is None or comes is None:
        return set()
    place = place_said(comes, sectors)
    different = {
        ChangeKind.AREA: was.area_sqm != comes.area_sqm and was.ring_cm == comes.ring_cm,
        ChangeKind.KIND: was.kind != (comes.kind or BoothKind.RAW),
        ChangeKind.SECTOR: place is not None and place != place_said(was, sectors),
        ChangeKind.SIDES: was.open_sides_override != (comes.open_sides_override or 0),
        ChangeKind.WITHHELD: bool(comes.is_withheld and not was.is_withheld),
        ChangeKind.RELEASED: bool(was.is_withheld and not comes.is_withheld),
        ChangeKind.REASON: bool(was.is_withheld and comes.is_withheld) and was.withheld_reason != comes.withheld_reason,
    }
    return {kind for kind, is_so in different.items() if is_so}


def known_places(edition_id: int, hall_id: int) -> dict[str, Ring]:
    """Where the booths of the hall's present plan lie; by number in capitals."""
    plan = present_plan(edition_id, hall_id)
    rows = Booth.objects.filter(plan=plan).values_list("number", "footprint") if plan else ()
    return {number.upper(): tuple((x, y) for x, y in ring) for number, ring in rows}
