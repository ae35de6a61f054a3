"""The venue's halls and the expo's sectors, which stay the same from edition to edition."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import shapely
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _
from shapely.affinity import rotate, translate

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import area_words
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall, Sector
from pavilions.geometry import area_sqm, polygon
from pavilions.states import PlanState

HALL_FIELDS = (
    *("name", "building", "level", "position"),
    *("outline", "gross_area_sqm", "ceiling_height_m", "floor_load_kg_sqm"),
    *("venue_x_m", "venue_y_m", "venue_turn"),
)
TOUCHING_SQ_CM = 10_000  # a wall that two halls share, and what turning rounds
SECTOR_FIELDS = ("code", "name", "name_zh", "position")


@operation("pavilions.hall.added")
def add_hall(values: Mapping[str, object], *, actor: Actor, at: datetime) -> Hall:
    """Add a hall from its `HALL_FIELDS`."""
    require("pavilions.plan_floor", actor)
    lock_topic("pavilions.hall_names")
    hall = Hall()
    _fill_hall(hall, values)
    hall.save()
    return hall


@operation("pavilions.hall.changed")
def change_hall(
    hall_id: int, values: Mapping[str, object], *, seen: int | None = None, actor: Actor, at: datetime
) -> Hall:
    """Change these of the `HALL_FIELDS`. A hall with plans keeps its name and its outline."""
    require("pavilions.plan_floor", actor)
    lock_topic("pavilions.hall_names")
    hall = lock_one(Hall.objects.all(), hall_id, missing=_("Hall not found."))
    require_seen(hall, seen)
    name, outline = hall.name, hall.outline
    _fill_hall(hall, values)
    plans = FloorPlan.objects.filter(hall=hall)
    if hall.outline != outline and plans.exists():
        raise DomainError(
            _("The outline cannot be changed: plans have been drawn in it."),
            code="hall_outline_in_use",
            field="outline",
        )
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
    """Add a sector from its `SECTOR_FIELDS`."""
    require("pavilions.run_edition", actor)
    sector = Sector()
    _fill_sector(sector, values)
    sector.save()
    return sector


@operation("pavilions.sector.changed")
def change_sector(
    sector_id: int, values: Mapping[str, object], *, seen: int | None = None, actor: Actor, at: datetime
) -> Sector:
    """Change these of the `SECTOR_FIELDS`. The code stays once the sector has space: lists and programs name it."""
    require("pavilions.run_edition", actor)
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


def _require_room(hall: Hall) -> None:
    """Raise `Invalid` (`halls_overlap`) where the hall would lie on another one of its level."""
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
    """What a hall covers of its level in the venue, in centimetres; None for one without a place."""
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
