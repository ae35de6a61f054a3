"""Themed areas for those who plan the floor: the list, what an area is about, and its booths hall by hall."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.pagination import page_of
from ciie.web.refusals import announce_refusal, attempt
from pavilions.forms.themed_areas import ThemedAreaForm
from pavilions.models import Edition, FloorPlan, ThemedArea
from pavilions.operations.themed_areas import add_area, change_area, place_area
from pavilions.queries.editions import current_edition
from pavilions.queries.themed_areas import areas_of, booths_of_area, choosable_booths
from pavilions.views.gate import for_organizers, only

PLAN = "pavilions.plan_floor"
BIGINT_DIGITS = 18


@for_organizers
@require_safe
def list_areas(request: PersonRequest) -> HttpResponse:
    edition = _edition()
    found = areas_of(edition)
    search = request.GET.get("search", "").replace("\0", "")[:160]
    page = page_of(request, found.filter(name__icontains=search) if search else found)
    context = {"edition": edition, "page": page, "search": search, "may_plan": allowed(PLAN, request.user)}
    return render(request, "pavilions/themed_areas/list.html", context)


@only(PLAN)
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    edition = _edition()
    form = ThemedAreaForm(request.POST or None)
    added = (
        attempt(form, lambda: add_area(edition.pk, form.terms(), actor=request.user, at=now()))
        if form.is_valid()
        else None
    )
    if added:
        messages.success(request, _("The area is added. Choose its booths next."))
        return redirect("themed_areas:area", added.pk)
    context = {"edition": edition, "form": form}
    return render(request, "pavilions/themed_areas/area.html", context, status=422 if form.is_bound else 200)


@for_organizers
@require_http_methods(["GET", "POST"])
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """An area with its booths; those who plan the floor change it."""
    area = _area(pk)
    may_plan = allowed(PLAN, request.user)
    initial = {**model_to_dict(area, ThemedAreaForm.Meta.fields), "revision": area.revision}
    form = ThemedAreaForm(request.POST or None, initial=initial) if may_plan else None
    if form and form.is_valid():
        seen, terms = form.cleaned_data["revision"], form.terms(area.host_id)
        if attempt(form, lambda: change_area(pk, terms, seen=seen, actor=request.user, at=now())):
            messages.success(request, _("The area is saved."))
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
    """Choose the booths of one hall."""
    area = _area(pk)
    plan = get_object_or_404(FloorPlan.objects.published(), edition=area.edition, hall__name=hall)
    if request.method == "POST":
        sent = [each for each in request.POST.getlist("booth") if each.isascii() and each.isdecimal()]
        chosen = {int(each) for each in sent if len(each) <= BIGINT_DIGITS}
        try:
            place_area(pk, plan.hall_id, chosen, actor=request.user, at=now())
        except DomainError as refusal:
            announce_refusal(request, refusal)
        else:
            messages.success(request, _("The booths of the area are saved."))
            return redirect("themed_areas:area", pk)
    context = {"edition": area.edition, "area": area, "hall": hall, "booths": choosable_booths(plan)}
    return render(request, "pavilions/themed_areas/booths.html", context)


def _area(pk: int) -> ThemedArea:
    return get_object_or_404(areas_of(_edition()).select_related("edition"), pk=pk)


def _edition() -> Edition:
    edition = current_edition()
    if edition is None:
        raise Http404
    return edition
