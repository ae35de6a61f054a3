"""Drawing a hall's plan: a draft version written whole, next to the published one that goes on selling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import Invalid
from ciie.kernel.locking import lock_one
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.background import PlanBackground
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan, Obstruction
from pavilions.floor.models.venue import Hall, Sector
from pavilions.floor.operations.hall_room import room_in
from pavilions.geometry import PlacedBooth, Ring, area_sqm, core, label_point, match_booths, open_sides_of_plan
from pavilions.states import BoothKind, ObstructionKind, Section


@dataclass(frozen=True)
class BoothDrawing:
    """A booth to be. Ring in whole centimetres; `sector_id` names the allotment; a stated area counts only if given."""

    number: str
    ring: Ring
    sector_id: int | None
    kind: BoothKind = BoothKind.RAW
    section: Section = Section.BUSINESS
    stated_area_sqm: Decimal | None = None
    area_from_statement: bool = False
    open_sides_override: int | None = None
    blocked_reason: str = ""

    @property
    def area(self) -> Decimal:
        if self.area_from_statement and self.stated_area_sqm:
            return self.stated_area_sqm
        return area_sqm(self.ring)


@dataclass(frozen=True)
class ObstructionDrawing:
    kind: ObstructionKind
    ring: Ring
    clearance_cm: int = 0


@dataclass(frozen=True)
class BackgroundDrawing:
    """The rest of an imported drawing: an SVG document of our own making, and where it lies."""

    content_hash: str
    drawing: str
    extent: tuple[int, int, int, int]
    source_name: str = ""


@dataclass(frozen=True)
class HallDrawing:
    """Without a `background` the plan keeps that of the version in force, or of the newest where none is."""

    booths: Sequence[BoothDrawing]
    obstructions: Sequence[ObstructionDrawing] = field(default_factory=tuple)
    background: BackgroundDrawing | None = None


@operation("pavilions.floor_plan.imported")
def draw_floor_plan(edition_id: int, hall_id: int, drawing: HallDrawing, *, actor: Actor, at: datetime) -> FloorPlan:
    """Write the drawing as a new draft version of the hall's plan, with allotments for what it brings.

    Its booths come from those of the published version that they are by number and place (`match_booths`). If the
    newest version already shows exactly this drawing, that version is returned and nothing is written.
    """
    require("pavilions.plan_floor", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("There is no such edition."))
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("There is no such hall."))
    if not drawing.booths:
        raise Invalid(_("There are no booths in this drawing."), code="no_booths", field="file")
    versions = FloorPlan.objects.filter(edition=edition, hall=hall)
    newest = versions.select_related("background").order_by("-version").first()
    base = versions.select_related("background").published().first()
    if newest is not None and shows(newest, drawing):
        return newest
    allotments = _allotments(edition, hall, drawing)
    plan = FloorPlan.objects.create(
        edition=edition,
        hall=hall,
        version=newest.version + 1 if newest else 1,
        base=base,
        background=_background(drawing) or (kept.background if (kept := base or newest) else None),
    )
    _write_booths(plan, drawing, allotments)
    _write_obstructions(plan, drawing.obstructions)
    _write_ancestry(plan)
    return plan


def _background(drawing: HallDrawing) -> PlanBackground | None:
    wanted = drawing.background
    if wanted is None:
        return None
    kept, _created = PlanBackground.objects.get_or_create(
        content_hash=wanted.content_hash,
        defaults={
            "drawing": wanted.drawing,
            "extent": list(wanted.extent),
            "source_name": wanted.source_name[-200:],
        },
    )
    return kept


def _write_ancestry(plan: FloorPlan) -> None:
    """Which booths of the version that it was drawn over each booth comes from."""
    if plan.base is None:
        return
    matching = match_booths(placed_booths(plan.base), placed_booths(plan))
    BoothAncestry.objects.bulk_create(
        BoothAncestry(booth_id=booth, ancestor_id=ancestor)
        for booth, ancestors in matching.ancestors.items()
        for ancestor in ancestors
    )


def placed_booths(plan: FloorPlan) -> list[PlacedBooth[int]]:
    rows = Booth.objects.filter(plan=plan).order_by("pk").values_list("pk", "number", "footprint")
    return [PlacedBooth(pk, number, tuple((x, y) for x, y in ring)) for pk, number, ring in rows]


def shows(plan: FloorPlan, drawing: HallDrawing) -> bool:
    """Whether a plan has exactly the booths and obstructions of a drawing, and the background if it brings one."""
    kept = plan.background.content_hash if plan.background else ""
    if drawing.background is not None and drawing.background.content_hash != kept:
        return False
    booths = plan.booths.select_related("allotment")
    drawn = {
        (
            (b.number, b.ring, b.area, b.stated_area_sqm, b.kind),
            (b.section, b.sector_id, b.open_sides_override, b.blocked_reason),
        )
        for b in drawing.booths
    }
    there = {
        (
            (b.number, b.ring, b.area_sqm, b.stated_area_sqm, b.kind),
            (b.allotment.section, b.allotment.sector_id, b.open_sides_override, b.blocked_reason),
        )
        for b in booths
    }
    obstacles = {(o.kind, o.ring, o.clearance_cm) for o in drawing.obstructions}
    return drawn == there and obstacles == {(o.kind, o.ring, o.clearance_cm) for o in plan.obstructions.all()}


type Place = tuple[str, int | None]


def _allotments(edition: Edition, hall: Hall, drawing: HallDrawing) -> Mapping[Place, Allotment]:
    wanted: dict[Place, Decimal] = {}
    for booth in drawing.booths:
        place = (booth.section, booth.sector_id)
        wanted[place] = wanted.get(place, Decimal(0)) + booth.area
    return {place: _allotment(edition, hall, place, area) for place, area in wanted.items()}


def _allotment(edition: Edition, hall: Hall, place: Place, area: Decimal) -> Allotment:
    """The place's allotment, made as large as what is drawn, or as the hall has left; one that exists is left alone."""
    section, sector_id = place
    sector = Sector.objects.get(pk=sector_id) if sector_id else None
    found = Allotment.objects.filter(edition=edition, hall=hall, section=section, sector=sector).first()
    if found is not None:
        return found
    capacity = max(Decimal(0), min(area, room_in(hall, edition.pk)))
    return Allotment.objects.create(edition=edition, hall=hall, section=section, sector=sector, capacity_sqm=capacity)


def _write_booths(plan: FloorPlan, drawing: HallDrawing, allotments: Mapping[Place, Allotment]) -> None:
    outline = tuple((x, y) for x, y in plan.hall.outline)
    standing = [o.ring for o in drawing.obstructions if o.kind != ObstructionKind.EXIT]
    sides = open_sides_of_plan([booth.ring for booth in drawing.booths], outline, standing)
    Booth.objects.bulk_create(
        _booth(plan, booth, allotments[booth.section, booth.sector_id], open_sides)
        for booth, open_sides in zip(drawing.booths, sides, strict=True)
    )


def _booth(plan: FloorPlan, drawn: BoothDrawing, allotment: Allotment, open_sides: int) -> Booth:
    label_x, label_y = label_point(drawn.ring)
    return Booth(
        plan=plan,
        allotment=allotment,
        number=drawn.number,
        footprint=[list(point) for point in drawn.ring],
        core=core(drawn.ring),
        area_sqm=drawn.area,
        stated_area_sqm=drawn.stated_area_sqm,
        open_sides=open_sides,
        open_sides_override=drawn.open_sides_override,
        blocked_reason=drawn.blocked_reason,
        kind=drawn.kind,
        label_x=label_x,
        label_y=label_y,
    )


def _write_obstructions(plan: FloorPlan, drawn: Sequence[ObstructionDrawing]) -> None:
    Obstruction.objects.bulk_create(
        Obstruction(plan=plan, kind=o.kind, footprint=[list(point) for point in o.ring], clearance_cm=o.clearance_cm)
        for o in drawn
    )
