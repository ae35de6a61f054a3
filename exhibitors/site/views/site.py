"""What the public site has besides its pages: how to take part, the map of the site, and what robots may read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ciie.kernel.clock import now
from ciie.web.revalidation import revalidated
from exhibitors.bulletins.models import Bulletin
from exhibitors.bulletins.queries import public_bulletins
from exhibitors.catalogue.models import Exhibit
from exhibitors.catalogue.queries.exhibitors_on_show import ExhibitorOnShow, exhibitors_on_show
from exhibitors.pricing.queries import tariffs_of
from exhibitors.roadshows.models import Roadshow
from exhibitors.roadshows.queries import public_roadshows
from exhibitors.versions import BULLETINS, ON_SHOW, ROADSHOWS, TARIFFS
from pavilions.editions.queries import current_edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.pavilion_desk.queries import shown_pavilions
from pavilions.programme.models.programme import ProgrammeEvent
from pavilions.programme.queries import public_events
from pavilions.site_pages.queries import PUBLISHED_KINDS
from pavilions.themed_areas.models import ThemedArea
from pavilions.themed_areas.queries import public_areas
from pavilions.versions import AREAS, BOOKING_WINDOW, EDITIONS, EVENTS, SECTORS

if TYPE_CHECKING:
    from pavilions.floor.models.edition import Edition

PAGES = (
    "home",
    "countries",
    "take_part",
    "plan:halls",
    "pavilions:list",
    "agenda:agenda",
    "forum:forum",
    "roadshows:list",
    "bulletins:list",
    "directory:exhibits",
    "areas:list",
    "directory:exhibitors",
)

EXHIBITS_MAPPED = 2_000
ROBOTS = """User-agent: *
Disallow: /accounts/
Disallow: /admin/
Disallow: /api/
Disallow: /desk/
Disallow: /organizer/
Sitemap: {sitemap}
"""


@require_safe
@revalidated(EDITIONS, SECTORS, TARIFFS, BOOKING_WINDOW)
def take_part(request: HttpRequest) -> HttpResponse:
    """Steps, dates and prices for companies; how countries take part."""
    edition = current_edition()
    if edition is None:
        return render(request, "exhibitors/site/no_edition.html")
    context = {
        "edition": edition,
        "takes_bookings": edition.takes_bookings(now()),
        "tariffs": list(tariffs_of(edition)),
    }
    return render(request, "exhibitors/site/take_part.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    text = ROBOTS.format(sitemap=request.build_absolute_uri(reverse("sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


class PageMap(Sitemap):
    """Pages that there are one of."""

    changefreq = "daily"

    def items(self) -> Sequence[str]:
        return [*PAGES, *(f"site_pages:{kind}" for kind in PUBLISHED_KINDS.get())]

    def location(self, item: str) -> str:
        return reverse(item)


class BulletinMap(Sitemap):
    def items(self) -> Sequence[Bulletin]:
        return list(public_bulletins())

    def location(self, item: Bulletin) -> str:
        return reverse("bulletins:bulletin", args=[item.edition.number, item.number])


class RoadshowMap(Sitemap):
    def items(self) -> Sequence[Roadshow]:
        edition = current_edition()
        return list(public_roadshows(edition)) if edition else []

    def location(self, item: Roadshow) -> str:
        return reverse("roadshows:show", args=[item.pk])


class PavilionMap(Sitemap):
    def items(self) -> Sequence[NationalPavilion]:
        return list(shown_pavilions().order_by("pk"))

    def location(self, item: NationalPavilion) -> str:
        return reverse("pavilions:pavilion", args=[item.pk])


class EventMap(Sitemap):
    def items(self) -> Sequence[ProgrammeEvent]:
        edition: Edition | None = current_edition()
        return list(public_events(edition)) if edition else []

    def location(self, item: ProgrammeEvent) -> str:
        return reverse("agenda:event", args=[item.pk])


class ExhibitMap(Sitemap):
    """The newest; the others are found from the pages of their exhibitors."""

    def items(self) -> Sequence[int]:
        edition = current_edition()
        if edition is None:
            return []
        on_show = exhibitors_on_show(edition.pk, at=now()).by_key
        newest = Exhibit.objects.published().filter(edition=edition).order_by("-pk")
        rows = newest.values_list("pk", "company_id", "pavilion_id")[:EXHIBITS_MAPPED]
        return [pk for pk, company, pavilion in rows if (company, pavilion) in on_show]

    def location(self, item: int) -> str:
        return reverse("directory:exhibit", args=[item])


class ExhibitorMap(Sitemap):
    def items(self) -> Sequence[ExhibitorOnShow]:
        edition = current_edition()
        return list(exhibitors_on_show(edition.pk, at=now()).by_key.values()) if edition else []

    def location(self, item: ExhibitorOnShow) -> str:
        return item.address


class AreaMap(Sitemap):
    def items(self) -> Sequence[ThemedArea]:
        edition = current_edition()
        return list(public_areas(edition)) if edition else []

    def location(self, item: ThemedArea) -> str:
        return reverse("areas:area", args=[item.pk])


class PlanMap(Sitemap):
    """The plan of each hall that has one in force, and all of them in one."""

    def items(self) -> Sequence[str]:
        edition = current_edition()
        plans = FloorPlan.objects.published().filter(edition=edition).order_by("hall__position", "hall__name")
        halls = plans.values_list("hall__name", flat=True)
        return [reverse("venue"), *(reverse("plan:hall", args=[hall]) for hall in halls)] if halls else []

    def location(self, item: str) -> str:
        return item


MAPS: dict[str, type[Sitemap]] = {
    "pages": PageMap,
    "bulletins": BulletinMap,
    "roadshows": RoadshowMap,
    "pavilions": PavilionMap,
    "events": EventMap,
    "areas": AreaMap,
    "plans": PlanMap,
    "exhibits": ExhibitMap,
    "exhibitors": ExhibitorMap,
}


site_map = revalidated(*ON_SHOW, AREAS, EVENTS, ROADSHOWS, BULLETINS)(sitemap)
