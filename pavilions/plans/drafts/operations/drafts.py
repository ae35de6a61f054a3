"""Operations on drafts of a hall's plan: opening one as a copy, drawing one as a whole, and discarding one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen
from pavilions.drawings.geometry import (
    PlacedBooth,
    Ring,
    area_sqm,
    core,
    label_point,
    match_booths,
    obstructed_sqm,
    open_sides_of_plan,
)
from pavilions.floor.editions.operations.capacities import FirstAllotment, allot, room_in
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, BoothAncestry, FloorPlan, Obstruction, PlanBackground
from pavilions.floor.models.venue import Hall, Sector
from pavilions.plans.drafts.edits import Derived
from pavilions.plans.drafts.operations.open_sides import recount_open_sides
from pavilions.plans.safety.queries import have_aisle_rules_changed, least_aisle_cm
from pavilions.states import BoothKind, ObstructionKind, PlanState, Section


@dataclass(frozen=True)
class BoothDrawing:
    """A booth to draw. `ring` is in whole centimetres; section and sector choose the allotment."""

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
    name: str = ""


@dataclass(frozen=True)
class BackgroundDrawing:
    """The rest of an imported drawing: an SVG document made by this project, and its extent in the hall's axes."""

    content_hash: str
    drawing: str
    extent: tuple[int, int, int, int]
    source_name: str = ""


@dataclass(frozen=True)
class HallDrawing:
    """Everything to draw in a hall.

    Without a `background` the plan keeps that of the published version or, without one, that of the newest version.
    """

    booths: Sequence[BoothDrawing]
    obstructions: Sequence[ObstructionDrawing] = field(default_factory=tuple)
    background: BackgroundDrawing | None = None


@operation("pavilions.floor_plan.drafted")
def open_draft(
    edition_id: int,
    hall_id: int,
    *,
    allotment: FirstAllotment | None = None,
    another: bool = False,
    background: BackgroundDrawing | None = None,
    actor: Actor,
    at: datetime,
) -> FloorPlan:
    """Return the hall's newest open draft or, if there is none or with `another`, a new one.

    A new draft is a copy of the published version, with each booth's original as its ancestor; in a hall without a
    published version it is empty. `background` lies under a new draft, instead of what lies under its original. Raise
    `Invalid` (`allotment_missing`) if the hall has no allotment in the edition and `allotment` is not given.
    """
    require("pavilions.plan_floor", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("Hall not found."))
    require("pavilions.plan_floor", actor, hall)
    versions = FloorPlan.objects.filter(edition=edition, hall=hall)
    open_one = versions.filter(state=PlanState.DRAFT).order_by("-version").first()
    if open_one is not None and not another:
        return open_one
    if not Allotment.objects.filter(edition=edition, hall=hall).exists():
        if allotment is None:
            raise Invalid(_("Choose the sector for the space of this hall."), code="allotment_missing", field="sector")
        allot(edition, hall, allotment)
    base = versions.published().first()
    last = versions.aggregate(last=Max("version"))["last"] or 0
    draft = FloorPlan.objects.create(
        edition=edition,
        hall=hall,
        version=last + 1,
        base=base,
        background=_background(background) or (base.background if base else None),
        is_background_public=bool(base and base.is_background_public and not background),
    )
    if base is not None:
        _copy(base, draft)
        if base.published_at and have_aisle_rules_changed(since=base.published_at):
            recount_open_sides(draft)
    return draft


@operation("pavilions.floor_plan.taken_over")
def take_over_plan(edition_id: int, plan_id: int, *, actor: Actor, at: datetime) -> FloorPlan:
    """Draft the first plan of a hall in an edition as a copy of a plan that is published in another one.

    Its booths have no ancestors: no claim follows them into another edition. Open sides are counted again if the rules
    on aisles differ. Raise `DomainError`: `plan_not_published`, `plan_exists`, or `capacity_missing` if a booth belongs
    to a sector without capacity in this edition.
    """
    require("pavilions.plan_floor", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    hall_id = FloorPlan.objects.filter(pk=plan_id).values_list("hall_id", flat=True).first()
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("Plan not found."))
    require("pavilions.plan_floor", actor, hall)
    original = lock_one(FloorPlan.objects.select_related("edition"), plan_id, missing=_("Plan not found."))
    if original.state != PlanState.PUBLISHED:
        raise DomainError(_("Only a published plan can be taken over."), code="plan_not_published")
    if FloorPlan.objects.filter(edition=edition, hall=hall).exists():
        raise DomainError(_("Hall %(hall)s already has a plan in this edition.") % {"hall": hall}, code="plan_exists")
    draft = FloorPlan.objects.create(
        edition=edition,
        hall=hall,
        background=original.background,
        is_background_public=original.is_background_public,
    )
    _copy(original, draft)
    if draft.booths.count() < original.booths.count():
        raise DomainError(
            _("Hall %(hall)s lacks a capacity for some of the booths. Take over the capacities first.")
            % {"hall": hall},
            code="capacity_missing",
        )
    if _counts_sides_otherwise(original, draft):
        recount_open_sides(draft)
    return draft


def _counts_sides_otherwise(original: FloorPlan, draft: FloorPlan) -> bool:
    """Return whether the rules on aisles have changed since publication, or differ between the two opening days."""
    if original.published_at and have_aisle_rules_changed(since=original.published_at):
        return True
    widths = {least_aisle_cm(draft.hall, edition.opens_date) for edition in (original.edition, draft.edition)}
    return len(widths) > 1


@operation("pavilions.floor_plan.background_shown")
def show_background(plan_id: int, *, is_public: bool, actor: Actor, at: datetime) -> FloorPlan:
    """Show the background of a draft on public pages once it is published, or to the organizer's team alone.

    A new background is for the team alone, since other people's drawings may not be published without asking them.
    Raise `DomainError` (`plan_not_draft`).
    """
    require("pavilions.plan_floor", actor)
    plan = lock_one(FloorPlan.objects.select_related("hall"), plan_id, missing=_("Plan not found."))
    require("pavilions.plan_floor", actor, plan.hall)
    if plan.state != PlanState.DRAFT:
        raise DomainError(_("This version is no longer a draft."), code="plan_not_draft")
    plan.is_background_public = is_public
    plan.save(update_fields=["is_background_public"])
    return plan


@operation("pavilions.floor_plan.discarded")
def discard_draft(plan_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Delete a draft with all its edits. Raise `DomainError` (`plan_not_draft`) for any other version."""
    require("pavilions.plan_floor", actor)
    plan = lock_one(FloorPlan.objects.all(), plan_id, missing=_("Plan not found."))
    require("pavilions.plan_floor", actor, plan.hall)
    if plan.state != PlanState.DRAFT:
        raise DomainError(_("This version has been published and cannot be deleted."), code="plan_not_draft")
    require_seen(plan, seen)
    plan.delete()


BOOTHS = """
INSERT INTO pavilions_booth (plan_id, revision, allotment_id, number, footprint, core, area_sqm, stated_area_sqm,
    open_sides, open_sides_override, kind, blocked_reason, label_x, label_y, obstructed_sqm)
SELECT %(draft)s, 0, here.id, number, footprint, core, area_sqm, stated_area_sqm, open_sides, open_sides_override,
    kind, blocked_reason, label_x, label_y, obstructed_sqm
FROM pavilions_booth AS booth JOIN pavilions_allotment AS original ON original.id = booth.allotment_id
JOIN pavilions_allotment AS here ON here.edition_id = %(edition)s AND here.hall_id = original.hall_id
    AND here.section = original.section AND here.sector_id IS NOT DISTINCT FROM original.sector_id
WHERE booth.plan_id = %(base)s ORDER BY booth.id
"""
"""A plan may be copied into another edition, whose capacities are other rows."""
ANCESTRY = """
INSERT INTO pavilions_boothancestry (booth_id, ancestor_id)
SELECT copy.id, original.id FROM pavilions_booth AS copy JOIN pavilions_booth AS original USING (number)
WHERE copy.plan_id = %(draft)s AND original.plan_id = %(base)s
"""
OBSTRUCTIONS = """
INSERT INTO pavilions_obstruction (plan_id, revision, kind, footprint, clearance_cm, name)
SELECT %(draft)s, 0, kind, footprint, clearance_cm, name FROM pavilions_obstruction WHERE plan_id = %(base)s ORDER BY id
"""


def _copy(base: FloorPlan, draft: FloorPlan) -> None:
    """Copy the contents of a plan in SQL: a hall has thousands of booths, and this takes a tenth of the ORM's time.

    Booths have ancestors in an earlier version of the same edition alone. Booths of a sector without capacity in the
    draft's edition are left out.
    """
    values = {"draft": draft.pk, "base": base.pk, "edition": draft.edition_id}
    statements = (BOOTHS, ANCESTRY, OBSTRUCTIONS) if draft.base_id else (BOOTHS, OBSTRUCTIONS)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)


@operation("pavilions.floor_plan.imported")
def draw_floor_plan(edition_id: int, hall_id: int, drawing: HallDrawing, *, actor: Actor, at: datetime) -> FloorPlan:
    """Write the drawing as a new draft of the hall's plan, with the allotments that it needs.

    Its booths get their ancestors from the published version by number and position (`match_booths`). If the newest
    version already shows exactly this drawing, return that version and write nothing. Raise `Invalid` (`no_booths`) for
    a drawing without booths.
    """
    require("pavilions.plan_floor", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("Hall not found."))
    require("pavilions.plan_floor", actor, hall)
    if not drawing.booths:
        raise Invalid(_("There are no booths in this drawing."), code="no_booths", field="file")
    versions = FloorPlan.objects.filter(edition=edition, hall=hall)
    newest = versions.select_related("background").order_by("-version").first()
    base = versions.select_related("background").published().first()
    if newest is not None and shows(newest, drawing):
        return newest
    areas: dict[tuple[str, int | None], Decimal] = {}
    for booth in drawing.booths:
        place = booth.section, booth.sector_id
        areas[place] = areas.get(place, Decimal(0)) + booth.area
    allotments = {place: _allotment(edition, hall, *place, area) for place, area in areas.items()}
    kept = base or newest
    plan = FloorPlan.objects.create(
        edition=edition,
        hall=hall,
        version=newest.version + 1 if newest else 1,
        base=base,
        background=_background(drawing.background) or (kept.background if kept else None),
        is_background_public=bool(kept and kept.is_background_public and not drawing.background),
    )
    obstructions = drawing.obstructions
    blocking = [o.ring for o in obstructions if o.kind.is_closed]
    outline = tuple((x, y) for x, y in hall.outline)
    rings = [booth.ring for booth in drawing.booths]
    sides = open_sides_of_plan(rings, outline, blocking, aisle_cm=least_aisle_cm(hall, edition.opens_date))
    taken = obstructed_sqm(rings, [o.ring for o in obstructions if o.kind.may_stand_in_booths])
    Booth.objects.bulk_create(
        _booth(plan, booth, allotments[booth.section, booth.sector_id], derived)
        for booth, derived in zip(drawing.booths, map(Derived, sides, taken), strict=True)
    )
    Obstruction.objects.bulk_create(
        Obstruction(
            plan=plan,
            kind=o.kind,
            footprint=[list(point) for point in o.ring],
            clearance_cm=o.clearance_cm,
            name=o.name,
        )
        for o in obstructions
    )
    _write_ancestry(plan)
    return plan


def _background(wanted: BackgroundDrawing | None) -> PlanBackground | None:
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
    """Return whether a plan has exactly the booths and obstructions of a drawing, and its background if it has one."""
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
    obstacles = {(o.kind, o.ring, o.clearance_cm, o.name) for o in drawing.obstructions}
    return drawn == there and obstacles == {(o.kind, o.ring, o.clearance_cm, o.name) for o in plan.obstructions.all()}


def _allotment(edition: Edition, hall: Hall, section: str, sector_id: int | None, area: Decimal) -> Allotment:
    """Return the allotment of this section and sector.

    A new one is as large as the drawn area, or as what the hall has left if that is less.
    """
    sector = Sector.objects.get(pk=sector_id) if sector_id else None
    found = Allotment.objects.filter(edition=edition, hall=hall, section=section, sector=sector).first()
    if found is not None:
        return found
    capacity = max(Decimal(0), min(area, room_in(hall, edition.pk)))
    return Allotment.objects.create(edition=edition, hall=hall, section=section, sector=sector, capacity_sqm=capacity)


def _booth(plan: FloorPlan, drawn: BoothDrawing, allotment: Allotment, derived: Derived) -> Booth:
    label_x, label_y = label_point(drawn.ring)
    return Booth(
        plan=plan,
        allotment=allotment,
        number=drawn.number,
        footprint=[list(point) for point in drawn.ring],
        core=core(drawn.ring),
        area_sqm=drawn.area,
        stated_area_sqm=drawn.stated_area_sqm,
        open_sides=derived.open_sides,
        obstructed_sqm=derived.obstructed_sqm,
        open_sides_override=drawn.open_sides_override,
        blocked_reason=drawn.blocked_reason,
        kind=drawn.kind,
        label_x=label_x,
        label_y=label_y,
    )
