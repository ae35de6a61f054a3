"""Pages on which floor planners add a hall, change it, and change its outline around a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import require
from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from pavilions.drawings.geometry import corner_lines
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.permissions import only
from pavilions.plans.drawing import DrawnHall, draw_hall
from pavilions.plans.queries.plans import ring_of
from pavilions.plans.safety.documents.drawing import draw_findings
from pavilions.plans.venue.forms import DrawnHallForm, HallForm, OutlineForm
from pavilions.plans.venue.operations import add_hall_with_draft, change_hall


@only("pavilions.plan_floor")
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """Add a hall by its sides or corners, then open the editor of an empty draft of its plan."""
    edition = edition_of(request)
    form = DrawnHallForm(request.POST or None)
    draft = attempt(
        form, lambda: add_hall_with_draft(edition.pk, form.terms, form.allotment, actor=request.user, at=now())
    )
    if draft:
        messages.success(request, _("Hall %(hall)s has been added. Draw its booths here.") % {"hall": draft.hall})
        return redirect("drafts:editor", draft.pk)
    context = {"edition": edition, "form": form}
    return render(request, "pavilions/venue/add.html", context, status=422 if form.is_bound else 200)


@only("pavilions.plan_floor")
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, hall: str) -> HttpResponse:
    """Change the name, outline and services of a hall, and where it lies in the venue."""
    found = get_object_or_404(Hall, name=hall)
    shown = draw_hall(DrawnHall(found.name, ring_of(found.outline), (), ()))
    form = HallForm(request.POST or None, instance=found, initial={"revision": found.revision})
    saved = attempt(form, lambda: change_hall(found.pk, form.terms, seen=form.seen, actor=request.user, at=now()))
    if saved:
        messages.success(request, _("The hall has been changed."))
        return redirect(reverse("hall_plans:list"))
    context = {"name": hall, "form": form, "drawing": shown}
    return render(request, "pavilions/venue/hall.html", context, status=422 if form.is_bound else 200)


@only("pavilions.plan_floor")
@require_http_methods(["GET", "POST"])
def outline(request: PersonRequest, plan: int) -> HttpResponse:
    """Change the outline of a draft's hall, drawn around the draft's booths. The editor's form is posted here, too."""
    found = get_object_or_404(FloorPlan.objects.select_related("hall"), pk=plan)
    hall = found.hall
    require("pavilions.plan_floor", request.user, hall)
    form = OutlineForm(request.POST or None, initial={"outline": hall.outline, "revision": hall.revision})
    saved = attempt(form, lambda: change_hall(hall.pk, form.terms, seen=form.seen, actor=request.user, at=now()))
    if saved:
        messages.success(request, _("The outline of the hall has been changed, for all plans of the hall."))
        return redirect("drafts:editor", plan)
    hall.outline = getattr(form, "cleaned_data", {}).get("outline") or hall.outline  # drawn as entered
    corners = form.data.get("outline", corner_lines(hall.outline))
    context = {"plan": found, "form": form, "corners": corners, "drawing": draw_findings(found, ())}
    return render(request, "pavilions/venue/outline.html", context, status=422 if form.is_bound else 200)
