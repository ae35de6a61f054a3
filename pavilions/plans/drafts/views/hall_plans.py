"""Pages that list the halls with their published plans and drafts, and that open and discard drafts."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.permissions import for_organizers, only
from pavilions.plans.drafts.filters import HallPlanFilter
from pavilions.plans.drafts.forms import FirstAllotmentForm
from pavilions.plans.drafts.operations.drafts import discard_draft, open_draft
from pavilions.plans.drafts.queries.hall_plans import halls_with_plans
from pavilions.plans.drafts.tables import HALL_PLAN_COLUMNS, HallPlanTable, hall_plan_rows


@for_organizers
@require_safe
def list_plans(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the halls of an edition with their plans and drafts, or send the same rows as a file."""
    edition = edition_of(request)
    found = HallPlanFilter(request.GET, queryset=halls_with_plans(edition))
    rows = found.qs.order_by("position", "name")
    if kind:
        return download(f"plans-{edition.number}", kind, HALL_PLAN_COLUMNS, hall_plan_rows(rows, edition.zone))
    return list_page(
        request,
        "pavilions/drafts/list.html",
        HallPlanTable(rows),
        filter=found,
        exports=export_links(request.GET, "hall_plans:export", edition=edition.number),
        edition=edition,
        may_plan=allowed("pavilions.plan_floor", request.user),
        planned_halls={hall.pk for hall in Hall.objects.all() if allowed("pavilions.plan_floor", request.user, hall)},
    )


@only("pavilions.plan_floor")
@require_http_methods(["GET", "POST"])
def draft(request: PersonRequest, hall: str) -> HttpResponse:
    """Open the hall's draft, or `another` one. If the hall has no allotment yet, ask for its first one before that."""
    edition, place = edition_of(request), get_object_or_404(Hall, name=hall)
    if edition.allotments.filter(hall=place).exists():
        if request.method == "GET":
            return _to_list(edition)
        another = request.POST.get("another") == "1"
        plan = open_draft(edition.pk, place.pk, another=another, actor=request.user, at=now())
        return redirect("drafts:editor", plan.pk)
    form = FirstAllotmentForm(request.POST if request.method == "POST" else None, hall=place)
    opened = attempt(
        form, lambda: open_draft(edition.pk, place.pk, allotment=form.allotment, actor=request.user, at=now())
    )
    if opened:
        return redirect("drafts:editor", opened.pk)
    context = {"edition": edition, "hall": place, "form": form}
    return render(request, "pavilions/drafts/first.html", context, status=422 if form.is_bound else 200)


@only("pavilions.plan_floor")
@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(FloorPlan.objects.select_related("hall", "edition"), pk=pk)
    perform(
        request,
        lambda: discard_draft(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The draft of %(hall)s, version %(version)d, has been discarded.")
        % {"hall": found.hall, "version": found.version},
    )
    return _to_list(found.edition)


def _to_list(edition: Edition) -> HttpResponse:
    return redirect(f"{reverse('hall_plans:list')}?edition={edition.number}")
