"""What a drawing would change on a hall's published plan, booth by booth."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pavilions.geometry import Change, PlacedBooth, Ring, area_sqm, changes_between
from pavilions.models import Booth, FloorPlan, SpaceClaim
from pavilions.states import LIVE_CLAIMS


@dataclass(frozen=True, slots=True)
class DrawnChange:
    """Empty numbers and no areas where the booth is not there; areas are those of the shapes. `is_claimed`: somebody
    has a live claim to the booth as it is now.
    """

    number: str
    new_number: str
    area_sqm: Decimal | None
    new_area_sqm: Decimal | None
    changes: frozenset[Change]
    is_claimed: bool


def drawn_changes(edition_id: int, hall_id: int, drawn: Iterable[tuple[str, Ring]]) -> list[DrawnChange] | None:
    """Changed booths only, those that somebody has claimed first; None where the hall has no published plan."""
    plan = FloorPlan.objects.published().filter(edition_id=edition_id, hall_id=hall_id).first()
    if plan is None:
        return None
    rows = list(Booth.objects.filter(plan=plan).order_by("number").values_list("pk", "number", "footprint"))
    before = [PlacedBooth(pk, number, tuple((x, y) for x, y in ring)) for pk, number, ring in rows]
    after = [PlacedBooth(position, number, ring) for position, (number, ring) in enumerate(drawn)]
    live = SpaceClaim.objects.filter(booth__plan=plan, state__in=LIVE_CLAIMS)
    claimed = set(live.values_list("booth_id", flat=True))
    changes = [
        DrawnChange(
            number=change.before.number if change.before else "",
            new_number=change.after.number if change.after else "",
            area_sqm=area_sqm(change.before.ring) if change.before else None,
            new_area_sqm=area_sqm(change.after.ring) if change.after else None,
            changes=change.changes,
            is_claimed=change.before is not None and change.before.key in claimed,
        )
        for change in changes_between(before, after)
        if change.changes
    ]
    return sorted(changes, key=lambda change: not change.is_claimed)


def known_places(edition_id: int, hall_id: int) -> dict[str, Ring]:
    """Where the booths of the hall's published plan lie, or of its newest where none is; by number in capitals."""
    plans = FloorPlan.objects.filter(edition_id=edition_id, hall_id=hall_id)
    plan = plans.published().first() or plans.order_by("-version").first()
    rows = Booth.objects.filter(plan=plan).values_list("number", "footprint") if plan else ()
    return {number.upper(): tuple((x, y) for x, y in ring) for number, ring in rows}
