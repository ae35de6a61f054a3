"""Write a generated layout as a draft, in an existing or a new hall."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, lock_topic, require_seen_revision
from ciie.kernel.wording import area_words
from pavilions.drawings.geometry import OUTLINE_LIMITS, Ring, area_sqm, outside, sound_ring
from pavilions.drawings.validators import validate_hall_name
from pavilions.floor.editions.operations.capacities import FirstAllotment, allot
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall, place_in_name
from pavilions.plans.drafts.operations.drafts import BoothDrawing, HallDrawing, ObstructionDrawing, draw_floor_plan
from pavilions.plans.layout.generator import HallLayout
from pavilions.plans.layout.queries import revision_of_versions
from pavilions.states import PlanState


@dataclass(frozen=True)
class NewHall:
    """A hall to create, whose gross area is that of the outline, a ring of whole centimetres.

    A missing building or level follows from the name: 5.1H is in building 5, on level 1.
    """

    name: str
    outline: Ring
    building: str = ""
    level: int | None = None
    ceiling_height_m: Decimal | None = None
    floor_load_kg_sqm: int | None = None


@operation("pavilions.floor_plan.generated")
def draft_layout(
    edition_id: int,
    place: int | NewHall,
    layout: HallLayout,
    *,
    allotment: FirstAllotment,
    beside: bool = False,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> FloorPlan:
    """Write a layout of the hall as a new draft of its plan, all of it for the section and sector of `allotment`.

    Other versions stay as they are. A new allotment has the capacity in `allotment` or, without one, the area of the
    booths; an existing one is not changed. `seen` is the `revision_of_versions` that the planner saw.

    Raise `Invalid` (`hall_name_odd`, `hall_name_taken`, `capacity_set`, and as `allot` does), and `DomainError`:
    `changed_meanwhile`, `draft_open` if the hall has an open draft and `beside` is not set, `hall_changed`, or
    `already_shown` if the published plan is this layout.
    """
    require("pavilions.plan_floor", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    if isinstance(place, NewHall):
        hall = _add_hall(place)
    else:
        hall = lock_one(Hall.objects.all(), place, missing=_("Hall not found."))
        require_seen_revision(revision_of_versions(edition, hall), seen)
    drafts = FloorPlan.objects.filter(edition=edition, hall=hall, state=PlanState.DRAFT)
    newest = drafts.order_by("-version").first()
    if newest is not None and not beside:
        raise DomainError(
            _(
                "Hall %(hall)s has an open draft, version %(version)d. Open that draft, or confirm that "
                "you want another."
            )
            % {"hall": hall, "version": newest.version},
            code="draft_open",
            field="beside",
            details={"draft": newest.pk},
        )
    if outside(tuple((x, y) for x, y in hall.outline), [booth.ring for booth in layout.booths]):
        raise DomainError(_("The outline of the hall has changed. Preview the layout again."), code="hall_changed")
    _allot_once(edition, hall, layout, allotment)
    drawing = HallDrawing(
        booths=[
            BoothDrawing(booth.number, booth.ring, allotment.sector_id, booth.kind, allotment.section)
            for booth in layout.booths
        ],
        obstructions=[
            ObstructionDrawing(each.kind, each.ring, each.clearance_cm, each.name) for each in layout.obstructions
        ],
    )
    plan = draw_floor_plan(edition.pk, hall.pk, drawing, actor=actor, at=at)
    if plan.state != PlanState.DRAFT:
        raise DomainError(_("The hall's plan already shows exactly this layout."), code="already_shown")
    return plan


def _add_hall(wanted: NewHall) -> Hall:
    try:
        validate_hall_name(wanted.name)
    except ValidationError as error:
        raise Invalid(error.messages[0], code="hall_name_odd", field="name") from error
    lock_topic("pavilions.hall_names")  # planners of two editions hold different locks
    if Hall.objects.filter(name__iexact=wanted.name).exists():
        raise Invalid(
            _("There is already a hall %(name)s. Choose it above, or use another name.") % {"name": wanted.name},
            code="hall_name_taken",
            field="name",
        )
    outline = sound_ring(wanted.outline, OUTLINE_LIMITS)
    last = Hall.objects.aggregate(last=Max("position"))["last"]
    building, level = place_in_name(wanted.name)
    return Hall.objects.create(
        name=wanted.name,
        building=wanted.building or building,
        level=wanted.level or level,
        outline=[list(point) for point in outline],
        gross_area_sqm=area_sqm(outline),
        ceiling_height_m=wanted.ceiling_height_m,
        floor_load_kg_sqm=wanted.floor_load_kg_sqm,
        position=0 if last is None else last + 1,
    )


def _allot_once(edition: Edition, hall: Hall, layout: HallLayout, wanted: FirstAllotment) -> None:
    rows = Allotment.objects.filter(edition=edition, hall=hall, section=wanted.section, sector=wanted.sector_id)
    present = rows.first()
    if present is None:
        capacity = layout.net_sqm if wanted.capacity_sqm is None else wanted.capacity_sqm
        allot(edition, hall, FirstAllotment(wanted.section, wanted.sector_id, capacity))
    elif wanted.capacity_sqm not in {None, present.capacity_sqm}:
        raise Invalid(
            _("%(place)s already has a capacity of %(capacity)s m². Change it under “Editions and capacities”.")
            % {"place": present, "capacity": area_words(present.capacity_sqm)},
            code="capacity_set",
            field="capacity_sqm",
        )
