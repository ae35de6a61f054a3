"""Companies that belong to a themed area wherever they stand: all of them for organizers, found by name and added."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import KINDS, download
from ciie.web.refusals import attempt, perform
from exhibitors.area_members.forms.area_members import AddForm, CandidateForm
from exhibitors.area_members.models import ThemedAreaMember
from exhibitors.area_members.operations import add_area_member, remove_area_member
from exhibitors.area_members.queries.area_members import candidates, members_of
from exhibitors.area_members.tables import AREA_MEMBER_COLUMNS, area_member_rows
from pavilions.permissions import for_organizers, only
from pavilions.themed_areas.models import ThemedArea

NAMING = "exhibitors.name_area_members"
MOST_SHOWN = 20


@for_organizers
@require_http_methods(["GET", "POST"])
def area_members(request: PersonRequest, pk: int) -> HttpResponse:
    """The members and, for those who may add, companies to add; posting adds one."""
    area = get_object_or_404(ThemedArea.objects.select_related("edition"), pk=pk)
    form = AddForm(request.POST or None)
    if form.is_valid():
        chosen = form.cleaned_data["company"]
        added = attempt(form, lambda: add_area_member(pk, chosen, actor=request.user, at=now()))
        if added:
            messages.success(request, _("%(company)s belongs to the area now.") % {"company": added.company.name})
            return redirect("organizer:area_members", pk)
    search = CandidateForm(request.GET)
    found = list(candidates(area, search.name)[: MOST_SHOWN + 1])
    context = {
        "area": area,
        "members": members_of(area, at=now()),
        "form": form,
        "search": search,
        "found": found[:MOST_SHOWN],
        "has_more": len(found) > MOST_SHOWN,
        "exports": [(label, reverse("organizer:area_members_export", args=[pk, kind])) for kind, label in KINDS],
        "may_name": allowed(NAMING, request.user),
    }
    return render(request, "exhibitors/area_members/area_members.html", context, status=422 if form.is_bound else 200)


@for_organizers
@require_safe
def export_members(request: PersonRequest, pk: int, kind: str) -> StreamingHttpResponse | FileResponse:
    """All members as `csv` or `xlsx`."""
    area = get_object_or_404(ThemedArea, pk=pk)
    return download(f"area-{pk}-members", kind, AREA_MEMBER_COLUMNS, area_member_rows(members_of(area, at=now())))


@only(NAMING)
@require_POST
def remove_member(request: PersonRequest, pk: int, member: int) -> HttpResponse:
    """Take one out; what it has booked stays as it is."""
    found = get_object_or_404(ThemedAreaMember.objects.select_related("company"), pk=member, area=pk)
    perform(
        request,
        lambda: remove_area_member(member, actor=request.user, at=now()),
        _("%(company)s belongs to the area no longer.") % {"company": found.company.name},
    )
    return redirect("organizer:area_members", pk)
