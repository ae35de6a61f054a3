"""From a drawing that was read from a file to a version of a hall's plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.errors import DomainError, Invalid, Sentence
from ciie.kernel.wording import figure_words
from pavilions.models import Allotment, FloorPlan, Sector
from pavilions.operations.plan_drafts import (
    BackgroundDrawing,
    BoothDrawing,
    HallDrawing,
    ObstructionDrawing,
    draw_floor_plan,
)
from pavilions.operations.plan_publishing import publish_floor_plan
from pavilions.plan_files import AreaBasis, DrawnBooth, PlanDrawing
from pavilions.states import BoothKind


@dataclass(frozen=True)
class ImportChoices:
    """`sector_id` is for booths whose sector the file does not say; `publish` even over a published version.
    `source_name` is the file's.
    """

    sector_id: int | None = None
    area: AreaBasis = AreaBasis.DRAWN
    accept_good_rows: bool = False
    publish: bool = False
    source_name: str = ""


@dataclass(frozen=True)
class Imported:
    """The version that now shows the drawing, and whether it had to be written for that.

    `undecided` says why it was not published though it was to be: it waits as a draft for decisions about claims.
    """

    plan: FloorPlan
    is_new: bool
    booths: int
    undecided: Sentence | None = None


@operation("pavilions.floor_plan.imported")
def import_floor_plan(
    edition_id: int, hall_id: int, drawing: PlanDrawing, choices: ImportChoices, *, actor: Actor, at: datetime
) -> Imported:
    """Write a drawing as a version of the hall's plan: all, or with `accept_good_rows` what no error speaks against.

    The first plan of a hall is published at once, a later one only if asked, and not before it is decided what becomes
    of claimed booths that it changes. The same drawing again changes nothing.
    Raises `Invalid` (`rows_refused`, `sector_unknown`), and what drawing and publishing raise.
    """
    _refuse_errors(drawing, choices)
    before = set(FloorPlan.objects.filter(edition_id=edition_id, hall_id=hall_id).values_list("pk", flat=True))
    booths = drawing.good_booths if choices.accept_good_rows else drawing.booths
    hall_drawing = HallDrawing(
        booths=_booth_drawings(booths, choices, edition_id, hall_id),
        obstructions=[ObstructionDrawing(o.kind, o.ring_cm, o.clearance_cm) for o in drawing.obstructions],
        background=_background(drawing, choices.source_name),
    )
    plan = draw_floor_plan(edition_id, hall_id, hall_drawing, actor=actor, at=at)
    undecided = _publish(plan, actor=actor, at=at) if choices.publish or not before else None
    plan.refresh_from_db(fields=["state", "published_at"])
    return Imported(plan, is_new=plan.pk not in before, booths=len(booths), undecided=undecided)


def _publish(plan: FloorPlan, *, actor: Actor, at: datetime) -> Sentence | None:
    """Publish if nobody has to be asked; else say who, and leave the draft."""
    try:
        with transaction.atomic():
            publish_floor_plan(plan.pk, actor=actor, at=at)
    except DomainError as refusal:
        if refusal.code != "claims_undecided":
            raise
        return refusal.message
    return None


def _background(drawing: PlanDrawing, source_name: str) -> BackgroundDrawing | None:
    found = drawing.picture.background if drawing.picture else None
    return BackgroundDrawing(found.content_hash, found.drawing, found.extent, source_name) if found else None


def _refuse_errors(drawing: PlanDrawing, choices: ImportChoices) -> None:
    refused = len(drawing.refused_rows)
    if drawing.errors and not choices.accept_good_rows:
        raise Invalid(
            _("%(count)s rows cannot come in, so nothing was imported. Mend them, or import the good rows alone.")
            % {"count": figure_words(refused)},
            code="rows_refused",
            field="file",
            details={"rows": sorted(drawing.refused_rows)},
        )


def _booth_drawings(
    booths: Sequence[DrawnBooth], choices: ImportChoices, edition_id: int, hall_id: int
) -> list[BoothDrawing]:
    sector_ids = {name: pk for sector in Sector.objects.all() for name, pk in _names(sector)}
    usual = choices.sector_id or _only_sector(edition_id, hall_id)
    return [
        BoothDrawing(
            number=booth.number,
            ring=booth.ring_cm,
            sector_id=_sector_id(booth, sector_ids, usual),
            kind=booth.kind or BoothKind.RAW,
            stated_area_sqm=booth.stated_area_sqm or None,
            area_from_statement=choices.area == AreaBasis.STATED,
        )
        for booth in booths
    ]


def _names(sector: Sector) -> list[tuple[str, int]]:
    return [(name.casefold(), sector.pk) for name in (sector.code, sector.name, sector.name_zh) if name]


def _only_sector(edition_id: int, hall_id: int) -> int | None:
    """The sector of the hall's allotments in the edition, if they have just one."""
    sectors = Allotment.objects.filter(edition_id=edition_id, hall_id=hall_id, sector__isnull=False)
    found = list(sectors.values_list("sector_id", flat=True).distinct()[:2])
    return found[0] if len(found) == 1 else None


def _sector_id(booth: DrawnBooth, sector_ids: dict[str, int], usual: int | None) -> int:
    found = sector_ids.get(booth.sector.casefold()) or usual
    if found is None:
        raise Invalid(
            _("Say which sector these booths belong to; the file does not. Choices: %(sectors)s.")
            % {"sectors": ", ".join(Sector.objects.values_list("code", flat=True))},
            code="sector_unknown",
            field="sector",
        )
    return found
