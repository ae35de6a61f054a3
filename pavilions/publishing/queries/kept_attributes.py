"""What a file does not say of a booth stays as the hall's plan has it: sector, kind, whether it is for sale."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import figure_words
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Sector
from pavilions.geometry import PlacedBooth, match_booths
from pavilions.plan_formats import DrawnBooth, Level, PlanDrawing, PlanProblem
from pavilions.plans.queries.plans import drawn_booths, drawn_obstructions
from pavilions.states import Section


def present_plan(edition_id: int, hall_id: int) -> FloorPlan | None:
    """The hall's published version, or its newest where none is."""
    plans = FloorPlan.objects.filter(edition_id=edition_id, hall_id=hall_id)
    return plans.published().first() or plans.order_by("-version").first()


def with_kept_attributes(edition_id: int, hall_id: int, drawing: PlanDrawing) -> PlanDrawing:
    """The drawing, its booths completed by those of the present plan that they are by number and place.

    A file that draws no obstruction at all leaves those of the plan in place. Four queries.
    """
    plan = present_plan(edition_id, hall_id)
    if plan is None:
        return replace(drawing, booths=tuple(_with_reason(booth) for booth in drawing.booths))
    before = drawn_booths(plan, with_reasons=True)
    sectors = sectors_by_name()
    present = {booth.source_row: booth for booth in before}
    same = match_booths(_placed(before), _placed(drawing.booths)).same
    booths = tuple(
        _with_reason(_completed(booth, present[same[booth.source_row]], sectors)) if booth.source_row in same else
        _with_reason(booth)
        for booth in drawing.booths
    )  # fmt: skip
    if drawing.obstructions:
        return replace(drawing, booths=booths)
    kept = drawn_obstructions(plan)
    return replace(drawing, booths=booths, obstructions=kept, problems=(*drawing.problems, *_note(len(kept))))


def sectors_by_name() -> dict[str, int]:
    """The key of each sector by its code and its names, in lower case."""
    sectors = Sector.objects.values_list("pk", "code", "name", "name_zh")
    return {name.casefold(): pk for pk, *names in sectors for name in names if name}


def place_said(booth: DrawnBooth, sectors: dict[str, int]) -> tuple[Section, int | None] | None:
    """The section and the sector that a file puts a booth in; None where it says neither or what nobody knows."""
    sector = sectors.get(booth.sector.casefold())
    section = booth.section or (Section(booth.sector) if booth.sector in Section.values else None)
    if section is Section.NATIONAL:
        return section, sector
    return (Section.BUSINESS, sector) if sector else None


def _placed(booths: Sequence[DrawnBooth]) -> list[PlacedBooth[int]]:
    return [PlacedBooth(booth.source_row, booth.number, booth.ring_cm) for booth in booths]


def _completed(booth: DrawnBooth, before: DrawnBooth, sectors: dict[str, int]) -> DrawnBooth:
    is_placed = place_said(booth, sectors) is not None
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
    """A booth is withheld for a reason; where a file names none, the file is the reason."""
    if not booth.is_withheld:
        return replace(booth, withheld_reason="")
    return booth if booth.withheld_reason else replace(booth, withheld_reason=_("Withheld in the imported file"))


def _note(count: int) -> list[PlanProblem]:
    if not count:
        return []
    sentence = ngettext(
        "The file draws no columns, walls or exits. The %(count)s obstruction of the present plan is kept.",
        "The file draws no columns, walls or exits. The %(count)s obstructions of the present plan are kept.",
        count,
    )
    return [PlanProblem(Level.NOTE, "obstructions_kept", sentence % {"count": figure_words(count)})]
