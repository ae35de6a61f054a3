"""Pages that compare how two versions of a plan empty."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed, require
from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.permissions import for_organizers
from pavilions.plans.safety.documents.drawing import draw_cells_on
from pavilions.plans.simulation.engine import is_installed
from pavilions.plans.simulation.forms import SimulationForm
from pavilions.plans.simulation.models import PlanSimulation
from pavilions.plans.simulation.operations import start_simulation
from pavilions.plans.simulation.queries import (
    assumptions_of,
    compared_figures,
    crowd_marks,
    is_open,
    simulations_of,
    usual_persons,
)
from pavilions.plans.simulation.states import SimulationState


@for_organizers
@require_http_methods(["GET", "POST"])
def simulations(request: PersonRequest, hall: str) -> HttpResponse:
    """Show the simulations of a hall, and a form for another one with the versions `?before=` and `?after=` chosen."""
    edition = edition_of(request)
    place = Hall.objects.filter(name=hall, floor_plans__edition=edition).first()
    if place is None:
        raise Http404
    may_start = allowed("pavilions.plan_floor", request.user, place)
    if request.method == "POST":
        require("pavilions.plan_floor", request.user, place)
    form = _form(request, edition, place) if may_start and is_installed() else None
    if form:
        begun = attempt(
            form,
            lambda: start_simulation(
                form.cleaned_data["before"].pk,
                form.cleaned_data["after"].pk,
                persons=form.cleaned_data["persons"],
                reaction_s=form.cleaned_data["reaction_s"],
                actor=request.user,
                at=now(),
            ),
        )
        if begun:
            return redirect("hall_plans:simulation", begun.pk)
    context = {
        "edition": edition,
        "hall": place,
        "form": form,
        "is_installed": is_installed(),
        "has_two": FloorPlan.objects.filter(edition=edition, hall=place).count() > 1,
        "simulations": simulations_of(edition, place),
    }
    return render(request, "pavilions/simulation/of_hall.html", context, status=422 if form and form.is_bound else 200)


@for_organizers
@require_safe
def simulation(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the progress of a simulation or, once it is done, both versions beside each other."""
    rows = PlanSimulation.objects.select_related("edition", "hall", "before__hall", "after__hall", "started_by")
    found = get_object_or_404(rows, pk=pk)
    is_done = found.state == SimulationState.DONE
    context = {
        "simulation": found,
        "all_url": f"{reverse('hall_plans:simulations', args=[found.hall.name])}?edition={found.edition.number}",
        "is_open": is_open(found),
        "assumptions": assumptions_of(found),
        "figures": compared_figures(found) if is_done else (),
        "drawings": [_drawn(plan, facts) for plan, facts in zip(_plans(found), found.results, strict=False)],
    }
    template = "pavilions/simulation/simulation.html"
    part = request.headers.get("HX-Request") == "true"
    response = render(request, f"{template}#state" if part else template, context)
    if part and not is_open(found):
        response["HX-Refresh"] = "true"
    return response


def _form(request: PersonRequest, edition: Edition, hall: Hall) -> SimulationForm:
    first = {
        "before": request.GET.get("before"),
        "after": request.GET.get("after"),
        "persons": usual_persons(edition, hall),
    }
    return SimulationForm(
        request.POST if request.method == "POST" else None, initial=first, edition_id=edition.pk, hall_id=hall.pk
    )


def _plans(simulation: PlanSimulation) -> tuple[FloorPlan, FloorPlan]:
    return simulation.before, simulation.after


def _drawn(plan: FloorPlan, facts: dict[str, object]) -> dict[str, object]:
    """Return a version with its crowded places drawn in, or without a drawing if it has been changed since."""
    has_changed = plan.revision != facts["revision"]
    title = _("Version %(version)d") % {"version": plan.version}
    drawing = None if has_changed else draw_cells_on(plan, crowd_marks(facts))
    return {"title": title, "drawing": drawing, "has_changed": has_changed}
