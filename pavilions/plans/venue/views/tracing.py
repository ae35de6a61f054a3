"""Pages for tracing a hall over a picture. A click on the picture adds a point, which is posted as two coordinates."""

from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from PIL import Image

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.kernel.wording import figure_words, list_words
from ciie.uploads.keeping import kept
from ciie.web.refusals import attempt
from pavilions.drawings.geometry import area_sqm
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.permissions import only
from pavilions.plans.venue.forms import SheetForm, SpotsField, TraceForm
from pavilions.plans.venue.operations import add_hall_with_draft, keep_sheet, sheet_file
from pavilions.plans.venue.tracing import Spot, Tracing, background, trace

SHOWN_PX: Final = 1_100
ZOOMS: Final = (1, 2, 3)
KNOWN: Final = 2

planners = only("pavilions.plan_floor")


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    is_known: bool


@dataclass(frozen=True)
class Sheet:
    """The picture as the page shows it, with what has been marked on it. `size` is that of the kept picture."""

    size: tuple[int, int]
    zoom: int
    known: tuple[Spot, ...] = ()
    corners: tuple[Spot, ...] = ()

    @property
    def width(self) -> int:
        return min(self.size[0], SHOWN_PX) * self.zoom

    @property
    def height(self) -> int:
        return round(self.width * self.size[1] / self.size[0])

    @property
    def zooms(self) -> list[tuple[int, str]]:
        return [(zoom, f"{zoom}×") for zoom in ZOOMS]

    @property
    def spots(self) -> list[Mark]:
        return [self._mark(spot, is_known=True) for spot in self.known] + [self._mark(spot) for spot in self.corners]

    @property
    def line(self) -> str:
        return self._path(self.known)

    @property
    def outline(self) -> str:
        return self._path(self.corners)

    @property
    def next_step(self) -> str:
        if not self.known:
            return _("Choose the first of two points whose distance you know")
        if len(self.known) < KNOWN:
            return _("Choose the second of the two points")
        return _("Choose the corners of the hall, one after the other")

    def spot_at(self, x: int, y: int) -> Spot:
        """Return the point of the kept picture under a click at (x, y) on the shown one."""
        return round(x * self.size[0] / self.width, 1), round(y * self.size[1] / self.height, 1)

    def _mark(self, spot: Spot, *, is_known: bool = False) -> Mark:
        scale = self.width / self.size[0]
        return Mark(round(spot[0] * scale, 1), round(spot[1] * scale, 1), is_known)

    def _path(self, spots: tuple[Spot, ...]) -> str:
        return " ".join(f"{mark.x},{mark.y}" for mark in map(self._mark, spots))


@planners
@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    edition = edition_of(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    digest = attempt(form, lambda: keep_sheet(form.cleaned_data["sheet"], actor=request.user, at=now()))
    if digest:
        return redirect(f"{reverse('hall_plans:trace_sheet', args=[digest])}?edition={edition.number}")
    context = {"edition": edition, "form": form}
    return render(request, "pavilions/venue/sheet.html", context, status=422 if form.is_bound else 200)


@planners
@require_safe
def picture(request: PersonRequest, digest: str) -> HttpResponse:
    content, _size = _sheet(digest)
    return HttpResponse(content, content_type="image/webp", headers={"Cache-Control": "private, max-age=3600"})


@planners
@require_http_methods(["GET", "POST"])
def trace_hall(request: PersonRequest, digest: str) -> HttpResponse:
    """Show the picture with its points. A click adds one, and nothing is stored before the hall is added."""
    edition, content, size = edition_of(request), *_sheet(digest)
    if request.method == "GET":
        return _page(request, edition, digest, size, TraceForm(initial={"straighten": True}))
    if "make" not in request.POST:
        typed = _after_press(request.POST, size)
        ticks = {name: name in request.POST for name in ("straighten", "keep_picture")}
        return _page(request, edition, digest, size, TraceForm(initial={**typed.dict(), **ticks}))
    form = TraceForm(request.POST)
    draft = attempt(form, lambda: _added(request, form, edition, content, size))
    if draft:
        messages.success(request, _("Hall %(hall)s has been added. Draw its booths here.") % {"hall": draft.hall})
        return redirect("drafts:editor", draft.pk)
    return _page(request, edition, digest, size, form)


def _added(
    request: PersonRequest, form: TraceForm, edition: Edition, content: bytes, size: tuple[int, int]
) -> FloorPlan:
    said = form.cleaned_data
    traced = trace(said["corners"], said["known"], said["metres"], size, straighten=said["straighten"])
    under = background(content, size, traced.extent, "") if said["keep_picture"] else None
    terms = {**form.about, "outline": [list(corner) for corner in traced.ring]}
    return add_hall_with_draft(edition.pk, terms, form.allotment, background=under, actor=request.user, at=now())


def _page(
    request: PersonRequest, edition: Edition, digest: str, size: tuple[int, int], form: TraceForm
) -> HttpResponse:
    known, corners = (_spots(form[name].value()) for name in ("known", "corners"))
    sheet = Sheet(size, _zoom(request.POST), known, corners)
    traced = _tried(form, sheet)
    context = {
        "edition": edition,
        "digest": digest,
        "form": form,
        "sheet": sheet,
        "traced": traced,
        "traced_area": area_sqm(traced.ring) if traced else None,
        "sides": list_words(figure_words(side) for side in traced.sides_m) if traced else "",
    }
    return render(request, "pavilions/venue/trace.html", context, status=422 if form.errors else 200)


def _sheet(digest: str) -> tuple[bytes, tuple[int, int]]:
    """Return the kept picture and its size in pixels, or raise `Http404`."""
    try:
        with kept(sheet_file(digest)) as file:
            content: bytes = file.read()
            file.seek(0)
            with Image.open(file, formats=["WEBP"]) as picture:
                return content, picture.size
    except OSError as error:
        raise Http404 from error


def _zoom(said: QueryDict) -> int:
    wanted = said.get("zoom_to") or said.get("zoom") or "1"
    return next((zoom for zoom in ZOOMS if str(zoom) == wanted), 1)


def _after_press(said: QueryDict, size: tuple[int, int]) -> QueryDict:
    """Return what was posted, with one point more or fewer.

    Pressing Enter on the picture sends its corner (0, 0), which is not taken as a point.
    """
    typed = said.copy()
    known, corners = (said.get(name, "").strip().splitlines() for name in ("known", "corners"))
    shown = Sheet(size, _zoom(QueryDict(f"zoom={said.get('zoom', '')[:2]}")))
    pressed = [int(text) for name in ("spot.x", "spot.y") if (text := said.get(name, "")).isdecimal() and len(text) < 6]  # noqa: PLR2004
    if "undo" in said:
        (corners or known)[-1:] = []
    elif len(pressed) == KNOWN and any(pressed):
        x, y = shown.spot_at(*pressed)
        (known if len(known) < KNOWN else corners).append(f"{x:g}, {y:g}")
    typed["known"], typed["corners"] = "\n".join(known), "\n".join(corners)
    return typed


def _spots(text: Any) -> tuple[Spot, ...]:
    """Return the points to draw from a text, or none if the text is invalid."""
    try:
        spots: tuple[Spot, ...] = SpotsField().clean(text or "")
    except ValidationError:
        return ()
    return spots


def _tried(form: TraceForm, sheet: Sheet) -> Tracing | None:
    """Return the outline that the points give so far, or None if they do not give one."""
    try:
        metres = Decimal(str(form["metres"].value() or "0"))
        straighten = bool(form["straighten"].value())
        return trace(sheet.corners, sheet.known, metres, sheet.size, straighten=straighten)
    except (DomainError, DecimalException, ValueError, OverflowError):
        return None
