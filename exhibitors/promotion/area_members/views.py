"""Themed areas with their exhibitors for everybody; their members and hosts for organizers."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import KINDS, download
from ciie.web.refusals import attempt, perform
from ciie.web.revalidation import revalidated
from exhibitors.promotion.area_members.forms import AddForm, AreaHostForm, CandidateForm
from exhibitors.promotion.area_members.models import ThemedAreaMember
from exhibitors.promotion.area_members.operations import add_area_member, remove_area_member
from exhibitors.promotion.area_members.queries import (
    candidates,
    exhibitors_of_areas,
    host_addresses,
    members_of,
    possible_hosts,
)
from exhibitors.promotion.area_members.tables import AREA_MEMBER_COLUMNS, area_member_rows
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.queries.exhibits import newest_cards
from exhibitors.versions import ON_SHOW, THEMES
from pavilions.floor.editions.views import edition_or_404
from pavilions.permissions import for_organizers, only
from pavilions.plans.drawing import USUALLY_SHOWN, Layer
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.operations import name_host
from pavilions.plans.themed_areas.queries import booths_of_area, public_areas

NAMING = "exhibitors.name_area_members"
EXHIBITS_SHOWN, CANDIDATES_SHOWN = 60, 20
LONGEST_KEY = 18
ON_THE_PLAN = urlencode({"layers": sorted(USUALLY_SHOWN | {Layer.THEMES})}, doseq=True)
"""The layers that a plan shows for an area's booth: the default ones and the themed areas."""


@dataclass(frozen=True)
class Listed:
    """An area with the address of its host's page, if there is one, and the number of exhibitors that it names."""

    area: ThemedArea
    host_address: str
    exhibitors: int


@require_safe
@revalidated(*ON_SHOW, *THEMES)
def areas(request: HttpRequest) -> HttpResponse:
    edition = edition_or_404(request)
    found = list(public_areas(edition))
    hosts = host_addresses(edition, found, at=now())
    exhibitors = exhibitors_of_areas(edition, [each.pk for each in found], at=now())
    listed = [Listed(each, hosts.get(each.pk, ""), len(exhibitors.get(each.pk, []))) for each in found]
    return render(request, "exhibitors/area_members/areas.html", {"edition": edition, "areas": listed})


@require_safe
@revalidated(*ON_SHOW, *THEMES)
def area(request: HttpRequest, pk: int) -> HttpResponse:
    edition = edition_or_404(request)
    found = get_object_or_404(public_areas(edition), pk=pk)
    exhibitors = exhibitors_of_areas(edition, [pk], at=now()).get(pk, [])
    shown = Exhibit.objects.published().filter(edition=edition)
    companies = [each.exhibitor.company_id for each in exhibitors if each.exhibitor.company_id]
    pavilions = [each.exhibitor.pavilion_id for each in exhibitors if each.exhibitor.pavilion_id]
    exhibits = shown.filter(company__in=companies) | shown.filter(pavilion__in=pavilions)
    context = {
        "edition": edition,
        "area": found,
        "host_address": host_addresses(edition, [found], at=now()).get(pk, ""),
        "booths": booths_of_area(found),
        "on_the_plan": ON_THE_PLAN,
        "exhibitors": exhibitors,
        "elsewhere_sqm": sum((each.stands.elsewhere_sqm for each in exhibitors), Decimal(0)),
        "exhibits": newest_cards(exhibits, EXHIBITS_SHOWN),
    }
    return render(request, "exhibitors/area_members/area.html", context)


@for_organizers
@require_http_methods(["GET", "POST"])
def area_members(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the members and, to people who may add some, companies to add. A POST adds one."""
    area = get_object_or_404(ThemedArea.objects.select_related("edition"), pk=pk)
    form = AddForm(request.POST or None)
    added = attempt(form, lambda: add_area_member(pk, form.cleaned_data["company"], actor=request.user, at=now()))
    if added:
        messages.success(request, _("%(company)s has been added to the area.") % {"company": added.company.name})
        return redirect("organizer:area_members", pk)
    search = CandidateForm(request.GET)
    found = list(candidates(area, search.name)[: CANDIDATES_SHOWN + 1])
    context = {
        "area": area,
        "members": members_of(area, at=now()),
        "form": form,
        "search": search,
        "found": found[:CANDIDATES_SHOWN],
        "has_more": len(found) > CANDIDATES_SHOWN,
        "exports": [(label, reverse("organizer:area_members_export", args=[pk, kind])) for kind, label in KINDS],
        "may_name": allowed(NAMING, request.user),
    }
    return render(request, "exhibitors/area_members/area_members.html", context, status=422 if form.is_bound else 200)


@for_organizers
@require_safe
def export_members(request: PersonRequest, pk: int, kind: str) -> StreamingHttpResponse | FileResponse:
    """Return all members as `csv` or `xlsx`."""
    area = get_object_or_404(ThemedArea, pk=pk)
    return download(f"area-{pk}-members", kind, AREA_MEMBER_COLUMNS, area_member_rows(members_of(area, at=now())))


@only(NAMING)
@require_POST
def remove_member(request: PersonRequest, pk: int, member: int) -> HttpResponse:
    """Remove one member. Its bookings stay as they are."""
    found = get_object_or_404(ThemedAreaMember.objects.select_related("company"), pk=member, area=pk)
    perform(
        request,
        lambda: remove_area_member(member, actor=request.user, at=now()),
        _("%(company)s has been removed from the area.") % {"company": found.company.name},
    )
    return redirect("organizer:area_members", pk)


@only("pavilions.plan_floor")
@require_http_methods(["GET", "POST"])
def area_host(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose the host of an area, found by name. The area's public page then links to the host's, if that is public."""
    area = get_object_or_404(ThemedArea.objects.select_related("edition"), pk=pk)
    seen = {"host": area.host_id, "revision": area.revision}
    search = CandidateForm(request.GET)
    typed = request.POST.get("host", "")
    chosen = {int(typed)} if typed.isdecimal() and len(typed) <= LONGEST_KEY else set()
    chosen |= {area.host_id} if area.host_id else set()
    form = AreaHostForm(request.POST or None, initial=seen, hosts=possible_hosts(area.edition, search.name, chosen))
    saved = attempt(
        form, lambda: name_host(pk, form.cleaned_data["host"], seen=form.seen, actor=request.user, at=now())
    )
    if saved:
        messages.success(request, _("The host of the area has been saved."))
        return redirect("themed_areas:area", pk)
    context = {"area": area, "form": form, "search": search}
    return render(request, "exhibitors/area_members/area_host.html", context, status=422 if form.is_bound else 200)
