"""Themed areas for everybody: the list, and each with its m², its exhibitors and what they show."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ciie.kernel.clock import now
from ciie.web.revalidation import revalidated
from exhibitors.models import Booking, Exhibit
from exhibitors.queries.area_hosts import host_addresses
from exhibitors.queries.exhibit_cards import newest_cards
from exhibitors.queries.exhibitors_on_show import ExhibitorOnShow, exhibitors_on_show
from exhibitors.queries.versions import ON_SHOW
from pavilions.models import Edition, SpaceClaim, ThemedArea
from pavilions.queries.editions import current_edition
from pavilions.queries.themed_areas import booths_of_area, public_areas
from pavilions.queries.versions import AREA_BOOTHS, AREAS, EDITIONS, PLANS, SPACE

EXHIBITS_SHOWN = 60


@require_safe
@revalidated(EDITIONS, AREAS, AREA_BOOTHS, PLANS, SPACE)
def areas(request: HttpRequest) -> HttpResponse:
    edition = _edition()
    found = list(public_areas(edition))
    hosts = host_addresses(edition, found, at=now())
    context = {"edition": edition, "areas": [(each, hosts.get(each.pk, "")) for each in found]}
    return render(request, "exhibitors/public/areas.html", context)


@require_safe
@revalidated(*ON_SHOW, AREAS, AREA_BOOTHS)
def area(request: HttpRequest, pk: int) -> HttpResponse:
    edition = _edition()
    found = get_object_or_404(public_areas(edition), pk=pk)
    exhibitors = _exhibitors(edition, found)
    companies = [each.company_id for each in exhibitors if each.company_id]
    pavilions = [each.pavilion_id for each in exhibitors if each.pavilion_id]
    shown = Exhibit.objects.published().filter(edition=edition)
    theirs = shown.filter(company__in=companies) | shown.filter(pavilion__in=pavilions)
    context = {
        "edition": edition,
        "area": found,
        "host_address": host_addresses(edition, [found], at=now()).get(pk, ""),
        "booths": booths_of_area(found),
        "exhibitors": exhibitors,
        "exhibits": newest_cards(theirs, EXHIBITS_SHOWN),
    }
    return render(request, "exhibitors/public/area.html", context)


def _exhibitors(edition: Edition, area: ThemedArea) -> list[ExhibitorOnShow]:
    """Those who stand in the area and may be named, by name."""
    live = SpaceClaim.objects.live().filter(booth__in=booths_of_area(area))
    holders = list(live.values_list("holder_id", flat=True))
    companies = Booking.objects.booked().filter(pk__in=holders).values_list("company_id", flat=True)
    on_show = exhibitors_on_show(edition.pk, at=now()).by_key
    keys = {*((company, None) for company in companies), *((None, holder) for holder in holders)}
    return sorted((on_show[key] for key in keys if key in on_show), key=lambda each: each.name)


def _edition() -> Edition:
    edition = current_edition()
    if edition is None:
        raise Http404
    return edition
