"""Drawing a hall's plan: a draft version written whole, next to the published one that goes on selling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import Invalid
from ciie.kernel.locking import lock_one
from pavilions.geometry import Ring, area_sqm, core, label_point, open_sides_of_plan
from pavilions.models import Allotment, Booth, Edition, FloorPlan, Hall, Obstruction, Sector
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
class HallDrawing:
    booths: Sequence[BoothDrawing]
    obstructions: Sequence[ObstructionDrawing] = field(default_factory=tuple)


@operation("pavilions.floor_plan.imported")
def draw_floor_plan(edition_id: int, hall_id: int, drawing: HallDrawing, *, actor: Actor, at: datetime) -> FloorPlan:
    """Write the drawing as a new draft version of the hall's plan, with allotments for what it brings.

    If the newest version already shows exactly these booths and obstructions, that version is returned and nothing
    is written.
    """
    require("pavilions.plan_floor", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("There is no such edition."))
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("There is no such hall."))
    if not drawing.booths:
        raise Invalid(_("There are no booths in this drawing."), code="no_booths", field="file")
    newest = FloorPlan.objects.filter(edition=edition, hall=hall).order_by("-version").first()
    if newest is not None and shows(newest, drawing):
        return newest
    allotments = _allotments(edition, hall, drawing)
    version = FloorPlan.objects.filter(edition=edition, hall=hall).aggregate(last=Max("version"))["last"] or 0
    plan = FloorPlan.objects.create(edition=edition, hall=hall, version=version + 1)
    _write_booths(plan, drawing, allotments)
    _write_obstructions(plan, drawing.obstructions)
    return plan


def shows(plan: FloorPlan, drawing: HallDrawing) -> bool:
    """Whether a plan has exactly the booths and obstructions of a drawing."""
    booths = plan.booths.select_related("allotment")
    drawn = {(b.number, b.ring, b.area, b.kind, b.section, b.sector_id, b.stated_area_sqm) for b in drawing.booths}
    there = {
        (b.number, b.ring, b.area_sqm, b.kind, b.allotment.section, b.allotment.sector_id, b.stated_area_sqm)
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
    """The place's allotment, made as large as what is drawn; capacity that someone has set is left alone."""
    section, sector_id = place
    sector = Sector.objects.get(pk=sector_id) if sector_id else None
    found, _created = Allotment.objects.get_or_create(
        edition=edition, hall=hall, section=section, sector=sector, defaults={"capacity_sqm": area}
    )
    return found


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
        kind=drawn.kind,
        label_x=label_x,
        label_y=label_y,
    )


def _write_obstructions(plan: FloorPlan, drawn: Sequence[ObstructionDrawing]) -> None:
    Obstruction.objects.bulk_create(
        Obstruction(plan=plan, kind=o.kind, footprint=[list(point) for point in o.ring], clearance_cm=o.clearance_cm)
        for o in drawn
    )
