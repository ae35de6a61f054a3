"""Operations on the venue's halls and the expo's sectors, which stay the same from edition to edition."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import PurePath
from typing import Any

import shapely
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Max, Sum
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from shapely.affinity import rotate, translate

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, Sentence
from ciie.kernel.locking import lock, lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import area_words, list_words
from ciie.uploads.keeping import keep
from ciie.uploads.pictures import AcceptedPicture
from pavilions.drawings.geometry import Ring, area_sqm, open_sides_of_plan, outside, polygon
from pavilions.floor.editions.operations.capacities import FirstAllotment
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Hall, Sector, place_in_name
from pavilions.floor.operations import bump_plan_revision
from pavilions.plans.drafts.edits import Derived
from pavilions.plans.drafts.operations.drafts import BackgroundDrawing, open_draft
from pavilions.plans.drafts.operations.plan_edit_writing import write_derived
from pavilions.plans.safety.queries import least_aisle_cm
from pavilions.states import EditionStatus, ObstructionKind, PlanState

HALL_FIELDS = (
    *("name", "building", "level", "position"),
    *("outline", "gross_area_sqm", "ceiling_height_m", "floor_load_kg_sqm"),
    *("venue_x_m", "venue_y_m", "venue_turn", "north_turn"),
)
TOUCHING_SQ_CM = 10_000  # enough for a wall that two halls share, and for rounding when a hall is turned
NAMED = 5
SHEETS = "sheets"
SHEETS_STAY = timedelta(days=7)
SECTOR_FIELDS = ("code", "name", "name_zh", "position")
LONGEST_CODE = 40


def sheet_file(digest: str) -> str:
    """Return the name in the storage of a picture for tracing, which is kept apart from public pictures."""
    return f"{SHEETS}/{digest}.webp"


@operation("pavilions.hall.added")
def add_hall(values: Mapping[str, object], *, actor: Actor, at: datetime) -> Hall:
    """Add a hall from those of its `HALL_FIELDS` that are known.

    Without a gross area the hall gets that of its outline; without building or level, those that its name states.
    """
    require("pavilions.plan_floor", actor)
    outline: Any = values.get("outline")
    building, level = place_in_name(str(values.get("name")))
    known = {"building": building, "level": level}
    if "gross_area_sqm" not in values and outline:
        known["gross_area_sqm"] = area_sqm([(x, y) for x, y in outline])
    lock_topic("pavilions.hall_names")
    last: int | None = Hall.objects.aggregate(last=Max("position"))["last"]
    hall = Hall(position=0 if last is None else last + 1)
    _fill_hall(hall, {**known, **values})
    hall.save()
    return hall


@operation("pavilions.hall.added")
def add_hall_with_draft(
    edition_id: int,
    values: Mapping[str, object],
    allotment: FirstAllotment,
    *,
    background: BackgroundDrawing | None = None,
    actor: Actor,
    at: datetime,
) -> FloorPlan:
    """Add a hall, allot its space in the edition to a sector, and open an empty draft of its plan.

    Raise what `add_hall` and `open_draft` raise.
    """
    hall = add_hall(values, actor=actor, at=at)
    return open_draft(edition_id, hall.pk, allotment=allotment, background=background, actor=actor, at=at)


@operation("pavilions.hall.sheet_kept")
def keep_sheet(picture: AcceptedPicture, *, actor: Actor, at: datetime) -> str:
    """Store a picture over which a hall is to be traced, for `SHEETS_STAY` from now, and return its digest."""
    require("pavilions.plan_floor", actor)
    digest = PurePath(picture.name).stem
    default_storage.delete(sheet_file(digest))  # so that a picture that was sent before starts anew
    keep(sheet_file(digest), ContentFile(picture.content))
    return digest


@operation("pavilions.hall.sheets_discarded")
def discard_sheets(*, actor: Actor, at: datetime) -> int:
    """Delete pictures for tracing that are older than `SHEETS_STAY`, and return their number.

    Pictures that lie under plans are copies and stay.
    """
    require("pavilions.plan_floor", actor)
    try:
        _folders, names = default_storage.listdir(SHEETS)
    except FileNotFoundError:  # no picture was ever sent
        return 0
    files = [f"{SHEETS}/{name}" for name in names]
    old = [file for file in files if default_storage.get_modified_time(file) < at - SHEETS_STAY]
    for file in old:
        default_storage.delete(file)
    return len(old)


@operation("pavilions.hall.changed")
def change_hall(
    hall_id: int, values: Mapping[str, object], *, seen: int | None = None, actor: Actor, at: datetime
) -> Hall:
    """Change the given `HALL_FIELDS` of a hall. A hall with published plans keeps its name.

    If no gross area is given and the present one is the area of the outline, it becomes that of the new outline.

    A new outline must hold every booth of published plans and drafts that is inside the old one, and leave the open
    sides of published booths as they are (`hall_outline_in_use`). The open sides of drafts are counted again. Archived
    editions do not count.
    """
    require("pavilions.plan_floor", actor)
    lock_topic("pavilions.hall_names")
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("Hall not found."))
    require("pavilions.plan_floor", actor, hall)
    require_seen(hall, seen)
    name, outline = hall.name, hall.outline
    wanted: Any = values.get("outline")
    if wanted and hall.gross_area_sqm == area_sqm(_ring(outline)):
        values = {"gross_area_sqm": area_sqm(_ring(wanted)), **values}
    _fill_hall(hall, values)
    plans = FloorPlan.objects.filter(hall=hall)
    if hall.outline != outline:
        _fit_plans(hall, _ring(outline))
    if hall.name != name and plans.exclude(state=PlanState.DRAFT).exists():
        raise DomainError(
            _("The name cannot be changed: plans of this hall have been published under it."),
            code="hall_name_in_use",
            field="name",
        )
    _require_capacities_fit(hall)
    hall.save()
    return hall


@operation("pavilions.sector.added")
def add_sector(values: Mapping[str, object], *, actor: Actor, at: datetime) -> Sector:
    """Add a sector from those of its `SECTOR_FIELDS` that are known.

    Without a code it gets one made from its name, and without a position it is the last.
    """
    require("pavilions.run_edition", actor)
    lock_topic("pavilions.sector_names")
    last: int | None = Sector.objects.aggregate(last=Max("position"))["last"]
    place = 0 if last is None else last + 1
    known = {"position": place, "code": slugify(str(values.get("name")))[:LONGEST_CODE] or f"sector-{place + 1}"}
    sector = Sector()
    _fill_sector(sector, {**known, **values})
    sector.save()
    return sector


@operation("pavilions.sector.changed")
def change_sector(
    sector_id: int, values: Mapping[str, object], *, seen: int | None = None, actor: Actor, at: datetime
) -> Sector:
    """Change the given `SECTOR_FIELDS`. The code stays once the sector has space, since lists and API clients refer to
    it.
    """
    require("pavilions.run_edition", actor)
    lock_topic("pavilions.sector_names")
    sector = lock_one(Sector.objects.all(), sector_id, missing=_("Sector not found."))
    require_seen(sector, seen)
    code = sector.code
    _fill_sector(sector, values)
    if sector.code != code and Allotment.objects.filter(sector=sector).exists():
        raise DomainError(
            _(
                "The code cannot be changed: this sector has space in a hall, and lists and API clients "
                "refer to it by its code."
            ),
            code="sector_code_in_use",
            field="code",
        )
    sector.save()
    return sector


def _fill_hall(hall: Hall, values: Mapping[str, object]) -> None:
    for field in HALL_FIELDS:
        if field in values:
            setattr(hall, field, values[field])
    require_valid(hall)
    if Hall.objects.filter(name__iexact=hall.name).exclude(pk=hall.pk).exists():
        raise Invalid(
            _("There is already a hall %(name)s.") % {"name": hall.name}, code="hall_name_taken", field="name"
        )
    enclosed = area_sqm([(x, y) for x, y in hall.outline])
    if hall.gross_area_sqm > enclosed:
        raise Invalid(
            _("The outline encloses %(enclosed)s m², so the gross area cannot be larger.")
            % {"enclosed": area_words(enclosed)},
            code="area_exceeds_outline",
            field="gross_area_sqm",
            details={"enclosed_sqm": str(enclosed)},
        )
    _require_room(hall)


def _ring(points: Sequence[Sequence[int]]) -> Ring:
    return tuple((x, y) for x, y in points)


def _fit_plans(hall: Hall, before: Ring) -> None:
    """Count open sides by the hall's new outline, or refuse it. Lock the plans, so that no one edits them meanwhile."""
    in_use = FloorPlan.objects.filter(hall=hall, state__in=[PlanState.PUBLISHED, PlanState.DRAFT])
    in_use = in_use.exclude(edition__status=EditionStatus.ARCHIVED)
    outline = _ring(hall.outline)
    for plan in lock(FloorPlan.objects.select_related("edition"), in_use.values_list("pk", flat=True)):
        booths = list(Booth.objects.filter(plan=plan).order_by("pk"))
        rings = [booth.ring for booth in booths]
        was_outside = set(outside(before, rings))
        beyond = [booths[at].number for at in outside(outline, rings) if at not in was_outside]
        if beyond:
            sentence = _(
                "With this outline, booths of %(plan)s would lie outside the hall: %(booths)s. Move them first."
            )
            raise _outline_refused(sentence, plan, beyond)
        standing = [each.ring for each in plan.obstructions.all() if ObstructionKind(each.kind).is_closed]
        aisle_cm = least_aisle_cm(hall, plan.edition.opens_date)
        sides_before = open_sides_of_plan(rings, before, standing, aisle_cm=aisle_cm)
        sides = open_sides_of_plan(rings, outline, standing, aisle_cm=aisle_cm)
        differing = [
            (booth, now_open)
            for booth, was_open, now_open in zip(booths, sides_before, sides, strict=True)
            if was_open != now_open
        ]
        if plan.state == PlanState.DRAFT:
            write_derived(plan, {booth.pk: Derived(now_open, booth.obstructed_sqm) for booth, now_open in differing})
        elif derived := [booth.number for booth, _sides in differing if booth.open_sides_override is None]:
            sentence = _(
                "With this outline, the open sides of booths of %(plan)s would change, and so would their price: "
                "%(booths)s. Set their open sides manually first."
            )
            raise _outline_refused(sentence, plan, derived)
    bump_plan_revision(Allotment.objects.filter(hall=hall).values_list("pk", flat=True))


def _outline_refused(sentence: Sentence, plan: FloorPlan, numbers: Sequence[str]) -> DomainError:
    named = list_words(numbers[:NAMED]) + ("…" if len(numbers) > NAMED else "")
    return DomainError(
        sentence % {"plan": plan, "booths": named},
        code="hall_outline_in_use",
        field="outline",
        details={"plan": plan.pk, "booths": list(numbers)},
    )


def _require_room(hall: Hall) -> None:
    """Raise `Invalid` (`halls_overlap`) if the hall would overlap another one on its level."""
    covered = _covered(hall)
    if covered is None:
        return
    for other in Hall.objects.filter(level=hall.level, venue_x_m__isnull=False).exclude(pk=hall.pk):
        taken = _covered(other)
        if taken is not None and covered.intersection(taken).area > TOUCHING_SQ_CM:
            raise Invalid(
                _("Here it would overlap hall %(hall)s on level %(level)s. Move or turn it.")
                % {"hall": other, "level": hall.level},
                code="halls_overlap",
                field="venue_x_m",
                details={"hall": other.name},
            )


def _covered(hall: Hall) -> shapely.Polygon | None:
    """Return what a hall covers of its level in the venue, in centimetres, or None if it has no place there."""
    if hall.venue_x_m is None or hall.venue_y_m is None:
        return None
    turned = rotate(polygon([(x, y) for x, y in hall.outline]), hall.venue_turn, origin=(0, 0))
    left, top, _right, _bottom = turned.bounds
    return translate(turned, 100 * hall.venue_x_m - left, 100 * hall.venue_y_m - top)


def _require_capacities_fit(hall: Hall) -> None:
    given = Allotment.objects.filter(hall=hall).values("edition").annotate(given=Sum("capacity_sqm"))
    most: Decimal = given.aggregate(most=Max("given"))["most"] or Decimal(0)
    if most > hall.gross_area_sqm:
        raise DomainError(
            _(
                "%(given)s m² of this hall are allocated to sectors, so its area cannot be %(area)s m². "
                "Lower them first."
            )
            % {"given": area_words(most), "area": area_words(hall.gross_area_sqm)},
            code="hall_holds_its_capacities",
            field="gross_area_sqm",
            details={"given_sqm": str(most)},
        )


def _fill_sector(sector: Sector, values: Mapping[str, object]) -> None:
    for field in SECTOR_FIELDS:
        if field in values:
            setattr(sector, field, values[field])
    require_valid(sector)
    if Sector.objects.filter(code=sector.code).exclude(pk=sector.pk).exists():
        raise Invalid(_("There is already a sector with this code."), code="sector_code_taken", field="code")
    others = Sector.objects.exclude(pk=sector.pk)
    for field in ("name", "name_zh"):
        name = getattr(sector, field)
        if name and others.filter(**{f"{field}__iexact": name}).exists():
            sentence = _("There is already a sector called %(name)s.") % {"name": name}
            raise Invalid(sentence, code="sector_name_taken", field=field)
