"""The operation that imports a drawing, read from a file, as a version of a hall's plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import shapely
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.errors import DomainError, Invalid, Sentence
from ciie.kernel.locking import lock, lock_keys
from ciie.kernel.wording import figure_words, list_words
from pavilions.drawings.geometry import polygon, polygons
from pavilions.drawings.plan_formats import AreaBasis, DrawnBooth, DrawnObstruction, PlanDrawing
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.floor.models.venue import Hall, Sector
from pavilions.plans.drafts.operations.drafts import (
    BackgroundDrawing,
    BoothDrawing,
    HallDrawing,
    ObstructionDrawing,
    draw_floor_plan,
)
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.plans.publishing.queries.imported_drawings import (
    section_and_sector,
    sectors_by_name,
    with_kept_attributes,
)
from pavilions.plans.safety.queries import exit_clearance_cm
from pavilions.states import BoothKind, ObstructionKind, Section

STAY_DRAFTS: Final = {"claims_undecided", "exits_not_clear", "more_drawn_than_capacity", "rules_not_met"}
"""The refusals after which a soundly imported plan stays a draft, for a planner to continue from."""


@dataclass(frozen=True)
class ImportChoices:
    """The choices for an import.

    `sector_id` is for booths that have no sector, neither in the file nor in the present plan. Without `publish` the
    version stays a draft. With `accept_excess` it is published even if more is drawn than the capacity allows.
    `source_name` is the name of the file.
    """

    sector_id: int | None = None
    accept_good_rows: bool = False
    publish: bool = False
    accept_excess: bool = False
    source_name: str = ""


@dataclass(frozen=True)
class Imported:
    """The result of an import: the version that shows the drawing, and whether this version is new.

    `undecided` is the reason why the version could not be published and stays a draft.
    """

    plan: FloorPlan
    is_new: bool
    booths: int
    undecided: Sentence | None = None


@operation("pavilions.floor_plan.imported")
def import_floor_plan(
    edition_id: int, hall_id: int, drawing: PlanDrawing, choices: ImportChoices, *, actor: Actor, at: datetime
) -> Imported:
    """Write a drawing as a version of the hall's plan: all of it or, with `accept_good_rows`, the booths without
    errors.

    Attributes that the file lacks are kept from the hall's plan (`with_kept_attributes`). The version is published only
    with `choices.publish`, and only if no claims have to be decided. Importing the same drawing again changes nothing.
    Raise `Invalid` (`rows_refused`, `sector_unknown`), and whatever drawing and publishing raise.
    """
    if drawing.errors and not choices.accept_good_rows:
        refused = len(drawing.refused_rows)
        raise Invalid(
            ngettext(
                "%(count)s row was rejected, so nothing was imported. Correct it, or import only the valid rows.",
                "%(count)s rows were rejected, so nothing was imported. Correct them, or import only the valid rows.",
                refused,
            )
            % {"count": figure_words(refused)},
            code="rows_refused",
            field="file",
            details={"rows": sorted(drawing.refused_rows)},
        )
    lock_keys(Edition, [edition_id])
    lock_keys(Hall, [hall_id])
    versions = FloorPlan.objects.filter(edition_id=edition_id, hall_id=hall_id)
    before = {plan.pk for plan in lock(FloorPlan.objects.all(), versions.values_list("pk", flat=True))}
    lock_keys(Booth, Booth.objects.filter(plan__in=versions.published()).values_list("pk", flat=True))
    booths = drawing.good_booths if choices.accept_good_rows else drawing.booths
    drawing = with_kept_attributes(edition_id, hall_id, replace(drawing, booths=booths))
    background = None
    if drawing.picture and (found := drawing.picture.background):
        background = BackgroundDrawing(found.content_hash, found.drawing, found.extent, choices.source_name)
    hall_drawing = HallDrawing(
        booths=_booth_drawings(drawing.booths, choices, edition_id, hall_id),
        obstructions=_obstruction_drawings(drawing, edition_id, hall_id),
        background=background,
    )
    plan = draw_floor_plan(edition_id, hall_id, hall_drawing, actor=actor, at=at)
    undecided = _publish(plan, choices, actor=actor, at=at) if choices.publish else None
    plan.refresh_from_db(fields=["state", "published_at"])
    return Imported(plan, is_new=plan.pk not in before, booths=len(booths), undecided=undecided)


def _publish(plan: FloorPlan, choices: ImportChoices, *, actor: Actor, at: datetime) -> Sentence | None:
    """Publish the plan, or return the reason why something has to be decided first."""
    try:
        with transaction.atomic():
            publish_floor_plan(plan.pk, accept_excess=choices.accept_excess, actor=actor, at=at)
    except DomainError as refusal:
        if refusal.code not in STAY_DRAFTS:
            raise
        return refusal.message
    return None


def _obstruction_drawings(drawing: PlanDrawing, edition_id: int, hall_id: int) -> list[ObstructionDrawing]:
    """Return the obstructions to draw.

    An exit without a clearance in the file takes its clearance from the present plans, or else as much of the usual one
    as is free of booths.
    """
    usual_cm = exit_clearance_cm(Hall.objects.get(pk=hall_id), Edition.objects.get(pk=edition_id).opens_date)
    exits = Obstruction.objects.filter(plan__edition=edition_id, plan__hall=hall_id, kind=ObstructionKind.EXIT)
    present = {each.ring: each.clearance_cm for each in exits.order_by("plan__version")}
    booths = shapely.multipolygons(polygons([booth.ring_cm for booth in drawing.booths]))

    def clearance_of(one: DrawnObstruction) -> int:
        if one.clearance_cm or one.kind != ObstructionKind.EXIT:
            return one.clearance_cm
        free_cm = int(shapely.distance(polygon(one.ring_cm), booths))
        return present.get(one.ring_cm, min(usual_cm, free_cm))

    return [ObstructionDrawing(o.kind, o.ring_cm, clearance_of(o), o.name) for o in drawing.obstructions]


def _booth_drawings(
    booths: Sequence[DrawnBooth], choices: ImportChoices, edition_id: int, hall_id: int
) -> list[BoothDrawing]:
    sectors = sectors_by_name()
    here = Allotment.objects.filter(edition_id=edition_id, hall_id=hall_id, sector__isnull=False)
    of_hall = list(here.values_list("sector_id", flat=True).distinct()[:2])
    default = choices.sector_id or (of_hall[0] if len(of_hall) == 1 else None)
    return [
        BoothDrawing(
            number=booth.number,
            ring=booth.ring_cm,
            sector_id=sector_id,
            kind=booth.kind or BoothKind.RAW,
            section=section,
            stated_area_sqm=booth.stated_area_sqm or None,
            area_from_statement=booth.area_basis is AreaBasis.STATED,
            open_sides_override=booth.open_sides_override or None,
            blocked_reason=booth.withheld_reason,
        )
        for booth in booths
        for section, sector_id in [_place(booth, sectors, default)]
    ]


def _place(booth: DrawnBooth, sectors: dict[str, int], default: int | None) -> tuple[Section, int | None]:
    """Return the section and sector of a booth. Raise `Invalid` (`sector_unknown`) if there is no sector."""
    stated = section_and_sector(booth, sectors)
    if stated is None and default is None:
        raise Invalid(
            _("The file does not state the sector of these booths. Choose one of: %(sectors)s.")
            % {"sectors": list_words(Sector.objects.values_list("code", flat=True))},
            code="sector_unknown",
            field="sector",
        )
    return stated or (Section.BUSINESS, default)
