"""The pages of sectors, which stay the same from edition to edition."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from pavilions.floor.models.venue import Sector
from pavilions.permissions import for_organizers, only
from pavilions.plans.venue.forms import SectorChangeForm, SectorForm
from pavilions.plans.venue.operations import add_sector, change_sector


@for_organizers
@require_safe
def list_sectors(request: PersonRequest) -> HttpResponse:
    """List the sectors in their order, with the number of halls in which each has space in any edition."""
    sectors = Sector.objects.annotate(hall_count=Count("allotments__hall", distinct=True))
    context = {"sectors": sectors, "may_run": allowed("pavilions.run_edition", request.user)}
    return render(request, "pavilions/venue/sectors.html", context)


@only("pavilions.run_edition")
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    form = SectorForm(request.POST or None, initial={"position": None})
    if added := attempt(form, lambda: add_sector(form.terms, actor=request.user, at=now())):
        messages.success(request, _("%(sector)s has been added.") % {"sector": added})
        return redirect("sectors:list")
    return render(request, "pavilions/venue/sector.html", {"form": form}, status=422 if form.is_bound else 200)


@only("pavilions.run_edition")
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    found, shown = get_object_or_404(Sector, pk=pk), get_object_or_404(Sector, pk=pk)
    form = SectorChangeForm(request.POST or None, instance=found, initial={"revision": found.revision})
    saved = attempt(form, lambda: change_sector(pk, form.terms, seen=form.seen, actor=request.user, at=now()))
    if saved:
        messages.success(request, _("%(sector)s has been saved.") % {"sector": saved})
        return redirect("sectors:list")
    context = {"form": form, "sector": shown}
    return render(request, "pavilions/venue/sector.html", context, status=422 if form.is_bound else 200)
