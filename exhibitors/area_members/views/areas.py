"""Themed areas for everybody: the list, and each with its m², its exhibitors and what they show."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ciie.kernel.clock import now
from ciie.web.revalidation import revalidated
from exhibitors.area_members.queries.area_hosts import host_addresses
from exhibitors.area_members.queries.themed_exhibitors import ThemedExhibitor, exhibitors_of_areas
from exhibitors.catalogue.models import Exhibit, ExhibitQuerySet
from exhibitors.catalogue.queries.exhibit_cards import newest_cards
from exhibitors.versions import ON_SHOW, THEMES
from pavilions.editions.views import edition_or_404
from pavilions.floor.models.edition import Edition
from pavilions.plans.drawing import USUALLY_SHOWN, Layer
from pavilions.themed_areas.models import ThemedArea
from pavilions.themed_areas.queries import booths_of_area, public_areas

EXHIBITS_SHOWN = 60
ON_THE_PLAN = urlencode({"layers": sorted(USUALLY_SHOWN | {Layer.THEMES})}, doseq=True)
"""What a plan shows of an area's booth: the usual, and the areas."""


@dataclass(frozen=True)
class Listed:
    """An area with where its host is read of, if anywhere, and how many exhibitors it names."""

    area: ThemedArea
    host_address: str
    exhibitors: int


@require_safe
@revalidated(*ON_SHOW, *THEMES)
def areas(request: HttpRequest) -> HttpResponse:
    edition = edition_or_404()
    found = list(public_areas(edition))
    hosts = host_addresses(edition, found, at=now())
    exhibitors = exhibitors_of_areas(edition, [each.pk for each in found], at=now())
    listed = [Listed(each, hosts.get(each.pk, ""), len(exhibitors.get(each.pk, []))) for each in found]
    return render(request, "exhibitors/area_members/areas.html", {"edition": edition, "areas": listed})


@require_safe
@revalidated(*ON_SHOW, *THEMES)
def area(request: HttpRequest, pk: int) -> HttpResponse:
    edition = edition_or_404()
    found = get_object_or_404(public_areas(edition), pk=pk)
    exhibitors = exhibitors_of_areas(edition, [pk], at=now()).get(pk, [])
    context = {
        "edition": edition,
        "area": found,
        "host_address": host_addresses(edition, [found], at=now()).get(pk, ""),
        "booths": booths_of_area(found),
        "on_the_plan": ON_THE_PLAN,
        "exhibitors": exhibitors,
        "elsewhere_sqm": sum((each.stands.elsewhere_sqm for each in exhibitors), Decimal(0)),
        "exhibits": newest_cards(_shown_by(exhibitors, edition), EXHIBITS_SHOWN),
    }
    return render(request, "exhibitors/area_members/area.html", context)


def _shown_by(exhibitors: list[ThemedExhibitor], edition: Edition) -> ExhibitQuerySet:
    shown = Exhibit.objects.published().filter(edition=edition)
    companies = [each.exhibitor.company_id for each in exhibitors if each.exhibitor.company_id]
    pavilions = [each.exhibitor.pavilion_id for each in exhibitors if each.exhibitor.pavilion_id]
    return shown.filter(company__in=companies) | shown.filter(pavilion__in=pavilions)
