"""Relates a drawing from a file to the hall's present plan: what the plan completes in it, and what it would change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import figure_words
from pavilions.drawings.geometry import BoothChangeKind, PlacedBooth, Ring, changes_between, match_booths
from pavilions.drawings.plan_formats import DrawnBooth, Level, PlanDrawing, PlanProblem
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Sector
from pavilions.plans.publishing.comparison import ChangeKind
from pavilions.plans.queries.plans import drawn_booths, drawn_obstructions, ring_of
from pavilions.states import LIVE_CLAIMS, BoothKind, Section

SHAPES = {
    BoothChangeKind.ADDED: ChangeKind.ADDED,
    BoothChangeKind.GONE: ChangeKind.GONE,
    BoothChangeKind.MOVED: ChangeKind.MOVED,
    BoothChangeKind.RESIZED: ChangeKind.RESIZED,
    BoothChangeKind.RENUMBERED: ChangeKind.RENUMBERED,
}


def present_plan(edition_id: int, hall_id: int) -> FloorPlan | None:
    """Return the hall's published version or, if none is published, its newest one."""
    plans = FloorPlan.objects.filter(edition_id=edition_id, hall_id=hall_id)
    return plans.published().first() or plans.order_by("-version").first()


def known_places(edition_id: int, hall_id: int) -> dict[str, Ring]:
    """Return the footprints of the booths of the hall's present plan, by number in upper case."""
    plan = present_plan(edition_id, hall_id)
    rows = Booth.objects.filter(plan=plan).values_list("number", "footprint") if plan else ()
    return {number.upper(): ring_of(ring) for number, ring in rows}


def sectors_by_name() -> dict[str, int]:
    """Return the key of each sector by its code and its names, in lower case."""
    sectors = Sector.objects.values_list("pk", "code", "name", "name_zh")
    return {name.casefold(): pk for pk, *names in sectors for name in names if name}


def section_and_sector(booth: DrawnBooth, sectors: dict[str, int]) -> tuple[Section, int | None] | None:
    """Return the section and sector of a booth in a file, or None if it has neither, or an unknown one."""
    sector = sectors.get(booth.sector.casefold())
    section = booth.section or (Section(booth.sector) if booth.sector in Section.values else None)
    if section is Section.NATIONAL:
        return section, sector
    return (Section.BUSINESS, sector) if sector else None


def with_kept_attributes(edition_id: int, hall_id: int, drawing: PlanDrawing) -> PlanDrawing:
    """Return the drawing, completed by the present plan: what a file does not state about a booth stays as it is.

    Booths are matched by number and place. If the file has no obstructions, those of the plan are kept. Four queries.
    """
    plan = present_plan(edition_id, hall_id)
    if plan is None:
        return replace(drawing, booths=tuple(_with_reason(booth) for booth in drawing.booths))
    before = drawn_booths(plan, with_reasons=True)
    sectors = sectors_by_name()
    present = {booth.source_row: booth for booth in before}
    same = match_booths(_placed(before), _placed(drawing.booths)).same
    booths = tuple(
        _with_reason(_completed(booth, present[same[booth.source_row]], sectors) if booth.source_row in same else booth)
        for booth in drawing.booths
    )
    if drawing.obstructions:
        return replace(drawing, booths=booths)
    kept = drawn_obstructions(plan)
    problems = drawing.problems
    if kept:
        sentence = ngettext(
            "The file contains no columns, walls or exits. The %(count)s obstruction of the current plan is kept.",
            "The file contains no columns, walls or exits. The %(count)s obstructions of the current plan are kept.",
            len(kept),
        )
        note = PlanProblem(Level.NOTE, "obstructions_kept", sentence % {"count": figure_words(len(kept))})
        problems = (*problems, note)
    return replace(drawing, booths=booths, obstructions=kept, problems=problems)


def _completed(booth: DrawnBooth, before: DrawnBooth, sectors: dict[str, int]) -> DrawnBooth:
    is_placed = section_and_sector(booth, sectors) is not None
    kept = replace(
        booth,
        kind=booth.kind or before.kind,
        sector=booth.sector if is_placed else before.sector,
        section=booth.section if is_placed else before.section,
        is_withheld=before.is_withheld if booth.is_withheld is None else booth.is_withheld,
        withheld_reason=booth.withheld_reason or before.withheld_reason,
        open_sides_override=(
            before.open_sides_override if booth.open_sides_override is None else booth.open_sides_override
        ),
    )
    says_area = booth.stated_area_sqm is not None or booth.area_basis is not None
    if says_area or booth.ring_cm != before.ring_cm:
        return kept
    return replace(kept, stated_area_sqm=before.stated_area_sqm, area_basis=before.area_basis, area_sqm=before.area_sqm)


def _with_reason(booth: DrawnBooth) -> DrawnBooth:
    """Return the booth with a reason if it is withheld. If the file states none, the file itself is the reason."""
    if not booth.is_withheld:
        return replace(booth, withheld_reason="")
    return booth if booth.withheld_reason else replace(booth, withheld_reason=_("Withheld in the imported file"))


def _placed(booths: Sequence[DrawnBooth]) -> list[PlacedBooth[int]]:
    return [PlacedBooth(booth.source_row, booth.number, booth.ring_cm) for booth in booths]


@dataclass(frozen=True, slots=True)
class DrawnChange:
    """A booth that the drawing would change. Number and area are empty on the side where there is no booth.

    `is_claimed` is whether there is a live claim to the present booth.
    """

    number: str
    new_number: str
    area_sqm: Decimal | None
    new_area_sqm: Decimal | None
    changes: frozenset[ChangeKind]
    is_claimed: bool


def drawn_changes(edition_id: int, hall_id: int, drawn: Sequence[DrawnBooth]) -> list[DrawnChange] | None:
    """Return what a drawing would change on the published plan, claimed booths first, or None if no plan is published.

    `drawn` are booths of `with_kept_attributes`. Four queries.
    """
    plan = FloorPlan.objects.published().filter(edition_id=edition_id, hall_id=hall_id).first()
    if plan is None:
        return None
    present = drawn_booths(plan, with_reasons=True)
    old, new = {booth.source_row: booth for booth in present}, dict(enumerate(drawn))
    sectors = sectors_by_name()
    live = SpaceClaim.objects.filter(booth__plan=plan, state__in=LIVE_CLAIMS)
    claimed = set(live.values_list("booth__number", flat=True))
    changes = []
    for change in changes_between(
        [PlacedBooth(row, booth.number, booth.ring_cm) for row, booth in old.items()],
        [PlacedBooth(position, booth.number, booth.ring_cm) for position, booth in new.items()],
    ):
        before = old[change.before.key] if change.before else None
        after = new[change.after.key] if change.after else None
        kinds = {SHAPES[kind] for kind in change.changes} | _aspects(before, after, sectors)
        if kinds:
            changes.append(
                DrawnChange(
                    number=before.number if before else "",
                    new_number=after.number if after else "",
                    area_sqm=before.area_sqm if before else None,
                    new_area_sqm=after.area_sqm if after else None,
                    changes=frozenset(kinds),
                    is_claimed=before is not None and before.number in claimed,
                )
            )
    return sorted(changes, key=lambda change: not change.is_claimed)


def _aspects(before: DrawnBooth | None, after: DrawnBooth | None, sectors: dict[str, int]) -> set[ChangeKind]:
    """Return what changes about a booth besides its shape and number."""
    if before is None or after is None:
        return set()
    place = section_and_sector(after, sectors)
    different = {
        ChangeKind.AREA: before.area_sqm != after.area_sqm and before.ring_cm == after.ring_cm,
        ChangeKind.KIND: before.kind != (after.kind or BoothKind.RAW),
        ChangeKind.SECTOR: place is not None and place != section_and_sector(before, sectors),
        ChangeKind.SIDES: before.open_sides_override != (after.open_sides_override or 0),
        ChangeKind.WITHHELD: bool(after.is_withheld and not before.is_withheld),
        ChangeKind.RELEASED: bool(before.is_withheld and not after.is_withheld),
        ChangeKind.REASON: bool(before.is_withheld and after.is_withheld)
        and before.withheld_reason != after.withheld_reason,
    }
    return {kind for kind, is_so in different.items() if is_so}
