"""The preview of a floor plan: its columns, its scale, a drawing of what would be imported, and its problems."""

from collections import Counter
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.caches import SlotCache
from ciie.kernel.errors import DomainError
from ciie.kernel.queueing import enqueue_on_commit
from ciie.kernel.wording import list_words
from exhibitors.office.imports.forms import PictureChoicesForm, PlanChoicesForm, ScaledForm
from exhibitors.office.imports.queries.readings import (
    FLOOR_PLAN,
    FloorPlanReading,
    digest_of_plan,
    is_long,
    is_read,
    open_upload,
    read_floor_plan,
    reading_key,
)
from exhibitors.office.imports.queries.results import LEVEL_WORDS, note_progress, progress_of
from exhibitors.office.imports.views.choosing import keep_choices, run_of
from exhibitors.plan_pages.plan_views.views.plans import background_answer
from pavilions.drawings.geometry import Ring, area_sqm, bounds_of, open_sides_of_plan
from pavilions.drawings.plan_formats import UPSIDE_DOWN, DrawnBooth, PlanDrawing, propose_plan_columns
from pavilions.floor.models.venue import Hall
from pavilions.permissions import for_organizers
from pavilions.plans.drawing import BackgroundMark, BoothMark, DrawnHall, ObstructionMark, draw_hall
from pavilions.plans.plan_files.models import ImportRun
from pavilions.plans.publishing.comparison import ChangeKind
from pavilions.plans.publishing.queries.imported_drawings import DrawnChange, drawn_changes, with_kept_attributes
from pavilions.plans.queries.plans import ring_of
from pavilions.plans.safety.queries import ShapesCheck, check_shapes, least_aisle_cm
from pavilions.states import Availability, BoothKind

MARGIN_CM = 300
ROWS_SHOWN = 20
FIGURES = ("cm_per_unit", "known_metres", "gap_cm", "share_cm")
NOT_IN_FORM = ("columns", "kinds", "hall", "new_hall", "sector", "layers", "moved_cm")
ASKED = "obstruction_covers_booths"
OF_THE_WHOLE = frozenset({
    UPSIDE_DOWN, "second_corner_suspected", "sizes_implausible", "unit_assumed", "overlaps_everywhere",
    "no_booth_layer", "areas_look_like_square_feet", ASKED,
})  # fmt: skip
"""Problems that explain others and are therefore shown first."""
CHANGES_SHOWN = 100
READ_TASK = "exhibitors.read_floor_plan"
READING_SECONDS = 300
"""The time without a result after which the worker was probably lost and another one is asked."""
BACKGROUNDS = SlotCache[str]("plan-background", slots=20, seconds=3600, largest=8 * 1024 * 1024)


def preview_floor_plan_page(request: PersonRequest, run: ImportRun) -> HttpResponse:
    """Show the preview. A long plan is read by a worker, and the page waits for it.

    When the form is sent, the plan is read at once, so that no input is lost.
    """
    if request.method == "GET" and is_long(run) and (waiting := _waiting_page(request, run)):
        return waiting
    try:
        reading = read_floor_plan(run)
    except DomainError as refusal:
        drawing, findings = None, {"refusal": refusal}
    else:
        drawing, findings = reading.drawing, _findings(run, reading)
    form = _form(request, run, drawing)
    if request.method == "POST" and (answer := keep_choices(request, run, form, _pressed(request, run, drawing))):
        return answer
    context = {"run": run, "form": form} | findings
    return render(request, "exhibitors/imports/floor_plan.html", context, status=422 if form.is_bound else 200)


def _waiting_page(request: PersonRequest, run: ImportRun) -> HttpResponse | None:
    """Show the progress of the reading, or make that page reload once it is done.

    Return None if the preview can be shown.
    """
    is_part = request.headers.get("HX-Request") == "true"
    if is_read(run) or not _ask_worker(run):
        return HttpResponse(headers={"HX-Refresh": "true"}) if is_part else None
    done, total = progress_of(run.pk)
    template = "exhibitors/imports/reading.html"
    return render(request, f"{template}#state" if is_part else template, {"run": run, "done": done, "total": total})


def _ask_worker(run: ImportRun) -> bool:
    """Ask a worker to read the plan, unless one was asked recently. Return False if there is no cache to record it."""
    language = get_language()
    key = reading_key(run, language)
    if cache.add(key, 1, READING_SECONDS):
        note_progress(run.pk, 0, 0)
        enqueue_on_commit(READ_TASK, run_id=run.pk, language=language)
    return cache.get(key) is not None


def _pressed(request: PersonRequest, run: ImportRun, drawing: PlanDrawing | None) -> dict[str, object]:
    """Return the choice of the button beside a finding: another scale, or the drawing turned upside down."""
    if "flip" in request.POST:
        choice = "upside_down" if drawing and drawing.picture else "y_up"
        return {choice: not run.choices.get(choice)}
    scales = {str(scale.cm_per_unit) for scale in drawing.scales} if drawing else set()
    if request.POST.get("scale") in scales:
        return {"cm_per_unit": request.POST["scale"], "unit": "", "known_booth": ""}
    return {}


@for_organizers
@require_safe
def preview_background(request: PersonRequest, pk: int, content_hash: str) -> HttpResponse:
    """Serve the background of the plan by its hash, so that the response never changes.

    Raise `Http404` once other choices are kept.
    """
    run = run_of(request, pk)
    if run.kind != FLOOR_PLAN:
        raise Http404
    drawing = BACKGROUNDS.get(content_hash)
    if drawing is None:
        try:  # for a preview that was opened a while ago
            picture = read_floor_plan(run).drawing.picture
        except DomainError as refusal:
            raise Http404 from refusal
        if picture is None or picture.background is None or picture.background.content_hash != content_hash:
            raise Http404
        drawing = picture.background.drawing
    return background_answer(drawing)


def _form(request: PersonRequest, run: ImportRun, drawing: PlanDrawing | None) -> ScaledForm:
    """Return the form with layers for a drawing, or with columns for a table.

    Both can also be chosen for a file that cannot be read with the present choices.
    """
    said, initial = request.POST or None, _initial(run)
    asked = drawing.asked_kinds if drawing else ()
    kinds = run.choices.get("kinds") or {}
    initial |= {f"kind_{position}": kinds.get(each.key, "") for position, each in enumerate(asked)}
    if drawing and drawing.picture:
        layers, parts = drawing.picture.layers, drawing.picture.parts
        return PictureChoicesForm(said, layers=layers, parts=parts, asked_kinds=asked, initial=initial)
    mapping = drawing.mapping if drawing else None
    mapping = mapping or propose_plan_columns(open_upload(FLOOR_PLAN, bytes(run.content)))
    return PlanChoicesForm(said, mapping=mapping, asked_kinds=asked, initial=initial)


def _initial(run: ImportRun) -> dict[str, Any]:
    """Return the kept choices, with numbers as `Decimal`, so that the form recognises changes.

    Layers are those that were read.
    """
    kept = run.choices
    columns = {f"column_{name}": column for name, column in (kept.get("columns") or {}).items()}
    figures = {name: Decimal(kept[name]) for name in FIGURES if kept.get(name)}
    moved = kept.get("moved_cm") or ()
    places = {name: Decimal(cm) / 100 for name, cm in zip(("right_m", "down_m"), moved, strict=False)}
    other = {name: said for name, said in kept.items() if name not in NOT_IN_FORM}
    shown = {"revision": run.revision, "previewed": digest_of_plan(run)}
    return columns | other | figures | places | shown


def _findings(run: ImportRun, reading: FloorPlanReading) -> dict[str, Any]:
    drawing, hall = reading.drawing, reading.hall
    if hall:
        drawing = with_kept_attributes(run.edition_id, hall.pk, drawing)
    return {
        "changes": _tally(drawn_changes(run.edition_id, hall.pk, drawing.good_booths)) if hall else None,
        "hall": hall,
        "new_hall": reading.new_hall,
        "picture": drawing.picture,
        "scales": drawing.scales,
        "booths": len(drawing.booths),
        "good": len(drawing.good_booths),
        "area": sum(booth.area_sqm for booth in drawing.good_booths),
        "refused": len(drawing.refused_rows),
        "groups": _grouped(drawing),
        "covering": run.choices.get("covering") or any(p.code == ASKED for p in drawing.problems),
        "drawing": _drawn(run, drawing, hall, hall.name if hall else reading.new_hall),
        "rules": _checked(run, drawing, hall),
    }


def _checked(run: ImportRun, drawing: PlanDrawing, hall: Hall | None) -> ShapesCheck | None:
    """Check what would be imported by the rules of its hall."""
    booths = [(booth.number, booth.ring_cm) for booth in drawing.good_booths]
    outline = ring_of(hall.outline) if hall else drawing.outline
    if not booths or outline is None:
        return None
    standing = [(each.kind, each.ring_cm) for each in drawing.obstructions]
    return check_shapes(hall, run.edition, outline, booths, standing)


def _tally(changes: list[DrawnChange] | None) -> dict[str, Any] | None:
    """Return how many booths change in which way, and the first of them."""
    if changes is None:
        return None
    counts = Counter(kind for change in changes for kind in change.changes)
    return {
        "count": len(changes),
        "claimed": sum(change.is_claimed for change in changes),
        "kinds": [(kind.label, counts[kind]) for kind in ChangeKind if counts[kind]],
        "rows": [
            (change, list_words(kind.label for kind in ChangeKind if kind in change.changes))
            for change in changes[:CHANGES_SHOWN]
        ],
    }


def _grouped(drawing: PlanDrawing) -> list[dict[str, Any]]:
    """Group problems by level and kind, those of the whole plan first. `lead` is the sentence of the first of each."""
    order = list(LEVEL_WORDS)
    problems = sorted(
        drawing.problems, key=lambda p: (order.index(p.level), p.code not in OF_THE_WHOLE, p.code, p.rows[:1])
    )
    groups = []
    for (level, code), members in groupby(problems, lambda problem: (problem.level, problem.code)):
        found = list(members)
        groups.append(
            {
                "level": level.value,
                "label": LEVEL_WORDS[level],
                "lead": found[0].sentence,
                "rows": bool(found[0].rows) and drawing.picture is None,
                "flip": code == UPSIDE_DOWN,
                "count": len(found),
                "problems": found[:ROWS_SHOWN],
            }
        )
    return groups


def _drawn(run: ImportRun, drawing: PlanDrawing, hall: Hall | None, hall_name: str) -> SafeString | None:
    """Draw importable booths as free and rejected ones as blocked, above the background."""
    if not drawing.booths:
        return None
    outline = drawing.outline or _around(drawing)
    standing = [each.ring_cm for each in drawing.obstructions if each.kind.is_closed]
    rings = [booth.ring_cm for booth in drawing.booths]
    sides = open_sides_of_plan(rings, outline, standing, aisle_cm=least_aisle_cm(hall, run.edition.opens_date))
    refused = drawing.refused_rows
    marks = (
        _mark(booth, open_sides, is_refused=booth.source_row in refused)
        for booth, open_sides in zip(drawing.booths, sides, strict=True)
    )
    obstructions = tuple(ObstructionMark(each.kind, each.ring_cm) for each in drawing.obstructions)
    background = _background(run, drawing)
    return draw_hall(DrawnHall(hall_name, outline, obstructions, tuple(marks), background=background))


def _background(run: ImportRun, drawing: PlanDrawing) -> BackgroundMark | None:
    """Keep the background for the page's next request, which would otherwise have to read the whole file again."""
    found = drawing.picture.background if drawing.picture else None
    if found is None:
        return None
    BACKGROUNDS.set(found.content_hash, found.drawing)
    return BackgroundMark(reverse("imports:background", args=[run.pk, found.content_hash]), *found.extent)


def _mark(booth: DrawnBooth, open_sides: int, *, is_refused: bool) -> BoothMark:
    return BoothMark(
        id=booth.source_row,
        number=booth.number,
        ring=booth.ring_cm,
        area_sqm=booth.area_sqm or area_sqm(booth.ring_cm),
        availability=Availability.BLOCKED if is_refused else Availability.FREE,
        kind=booth.kind or BoothKind.RAW,
        open_sides=booth.open_sides_override or open_sides,
    )


def _around(drawing: PlanDrawing) -> Ring:
    left, top, right, bottom = bounds_of([booth.ring_cm for booth in drawing.booths])
    left, top, right, bottom = left - MARGIN_CM, top - MARGIN_CM, right + MARGIN_CM, bottom + MARGIN_CM
    return ((left, top), (right, top), (right, bottom), (left, bottom))
