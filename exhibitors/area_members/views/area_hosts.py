"""Linking a themed area to its host: a national pavilion, or a company with booked space."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from exhibitors.area_members.forms.area_hosts import AreaHostForm
from exhibitors.area_members.queries.area_hosts import possible_hosts
from pavilions.permissions import only
from pavilions.themed_areas.models import ThemedArea
from pavilions.themed_areas.operations import name_host


@only("pavilions.plan_floor")
@require_http_methods(["GET", "POST"])
def area_host(request: PersonRequest, pk: int) -> HttpResponse:
    """The public page of the area then leads to its host's, if that is public."""
    area = get_object_or_404(ThemedArea.objects.select_related("edition"), pk=pk)
    seen = {"host": area.host_id, "revision": area.revision}
    form = AreaHostForm(request.POST or None, initial=seen, hosts=possible_hosts(area.edition))
    if form.is_valid():
        host, revision = form.cleaned_data["host"], form.cleaned_data["revision"]
        if attempt(form, lambda: name_host(pk, host, seen=revision, actor=request.user, at=now())):
            messages.success(request, _("The host of the area is saved."))
            return redirect("themed_areas:area", pk)
    context = {"area": area, "form": form}
    return render(request, "exhibitors/area_members/area_host.html", context, status=422 if form.is_bound else 200)
