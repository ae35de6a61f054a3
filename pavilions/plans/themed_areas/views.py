"""Pages on themed areas: the list, what an area is about, and its booths hall by hall."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import announce_refusal, attempt, perform
from ciie.web.revision_forms import revision_seen
from pavilions.floor.editions.views import edition_or_404
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.permissions import for_organizers, only
from pavilions.plans.themed_areas.filters import AreaFilter
from pavilions.plans.themed_areas.forms import ThemedAreaChangeForm, ThemedAreaForm
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import add_area, change_area, place_area, remove_area
from pavilions.plans.themed_areas.queries import areas_of, booths_of_area, choosable_booths
from pavilions.plans.themed_areas.tables import AREA_COLUMNS, AreaTable, area_rows

PLAN = "pavilions.plan_floor"
BIGINT_DIGITS = 18


@for_organizers
@require_safe
def list_areas(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the themed areas of the edition, or send the same rows as a file."""
    edition = edition_or_404(request)
    found = AreaFilter(request.GET, queryset=areas_of(edition))
    if kind:
        return download(f"themed-areas-{edition.number}", kind, AREA_COLUMNS, area_rows(found.qs))
    return list_page(
        request,
        "pavilions/themed_areas/list.html",
        AreaTable(found.qs),
        filter=found,
        exports=export_links(request.GET, "themed_areas:export"),
        edition=edition,
        may_plan=allowed(PLAN, request.user),
    )


@only(PLAN)
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    edition = edition_or_404(request)
    form = ThemedAreaForm(request.POST or None)
    added = attempt(form, lambda: add_area(edition.pk, form.terms(), actor=request.user, at=now()))
    if added:
        messages.success(request, _("The area has been added. Now choose its booths."))
        return redirect("themed_areas:area", added.pk)
    context = {"edition": edition, "form": form}
    return render(request, "pavilions/themed_areas/area.html", context, status=422 if form.is_bound else 200)


@for_organizers
@require_http_methods(["GET", "POST"])
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """Show an area with its booths. Floor planners can change the area here."""
    area = _area(request, pk)
    may_plan = allowed(PLAN, request.user)
    initial = {**model_to_dict(area, ThemedAreaChangeForm.Meta.fields), "revision": area.revision}
    form = ThemedAreaChangeForm(request.POST or None, initial=initial) if may_plan else None
    if form and attempt(
        form, lambda: change_area(pk, form.terms(area.host_id), seen=form.seen, actor=request.user, at=now())
    ):
        messages.success(request, _("The area has been saved."))
        return redirect("themed_areas:area", pk)
    context = {
        "edition": area.edition,
        "area": area,
        "form": form,
        "booths": booths_of_area(area),
        "plans": FloorPlan.objects.published().filter(edition=area.edition).select_related("hall").order_by("hall"),
    }
    status = 422 if form and form.is_bound else 200
    return render(request, "pavilions/themed_areas/area.html", context, status=status)


@only(PLAN)
@require_http_methods(["GET", "POST"])
def place(request: PersonRequest, pk: int, hall: str) -> HttpResponse:
    """Choose the area's booths in one hall. If the choice is refused, the page keeps what was ticked."""
    area, chosen, status = _area(request, pk), None, 200
    plan = get_object_or_404(FloorPlan.objects.published(), edition=area.edition, hall__name=hall)
    if request.method == "POST":
        sent = [each for each in request.POST.getlist("booth") if each.isascii() and each.isdecimal()]
        chosen = {int(each) for each in sent if len(each) <= BIGINT_DIGITS}
        try:
            place_area(pk, plan.hall_id, chosen, seen=revision_seen(request), actor=request.user, at=now())
        except DomainError as refusal:
            announce_refusal(request, refusal)
            status = refusal.status
        else:
            messages.success(request, _("The booths of the area have been saved."))
            return redirect("themed_areas:area", pk)
    booths = list(choosable_booths(plan, area))
    if chosen is None:
        chosen = {booth.pk for booth in booths if area.pk in {place.area_id for place in booth.themed_places.all()}}
    seen = request.POST.get("revision", area.revision)
    context = {"edition": area.edition, "area": area, "hall": hall, "booths": booths, "chosen": chosen, "seen": seen}
    return render(request, "pavilions/themed_areas/booths.html", context, status=status)


@only(PLAN)
@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Remove an area. Its booths stay as they are."""
    area = _area(request, pk)
    is_removed = perform(
        request,
        lambda: remove_area(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("%(area)s has been removed.") % {"area": area},
    )
    return redirect("themed_areas:list") if is_removed else redirect("themed_areas:area", pk)


def _area(request: PersonRequest, pk: int) -> ThemedArea:
    return get_object_or_404(areas_of(edition_or_404(request)).select_related("edition"), pk=pk)
