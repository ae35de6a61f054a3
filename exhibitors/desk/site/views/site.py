"""The public site besides its main pages: how to take part, the sitemap, and what robots may read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from ciie.audit.history import events_of
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.web.brand import brand_of
from ciie.web.revalidation import revalidated
from exhibitors.companies.models import Company
from exhibitors.pricing.queries.cards import card_in_force, first_card, rules_of
from exhibitors.pricing.terms.models import EditionTerms
from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.bulletins.queries import public_bulletins
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.queries.exhibitors_on_show import ExhibitorOnShow, exhibitors_on_show
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.queries import public_roadshows
from exhibitors.versions import BULLETINS, ON_SHOW, RATE_CARDS, ROADSHOWS, TERMS
from pavilions.floor.editions.queries import others_on_sale
from pavilions.floor.editions.requests import LISTING, address_in, edition_shown
from pavilions.floor.editions.views import NoEdition
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.national.programme.queries import public_events
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.plans.themed_areas.queries import public_areas
from pavilions.texts.site_pages.models import SitePage
from pavilions.texts.site_pages.states import PageKind
from pavilions.versions import AREAS, BOOKING_WINDOW, DAYS, EDITIONS, EVENTS, HALLS, SECTORS, SITE_PAGES

EXHIBITS_MAPPED = 2_000
ROBOTS = """User-agent: *
Disallow: /accounts/
Disallow: /admin/
Disallow: /api/
Disallow: /desk/
Disallow: /organizer/
"""


@require_safe
@revalidated(EDITIONS, SECTORS, HALLS, RATE_CARDS, BOOKING_WINDOW, DAYS)
def take_part(request: HttpRequest) -> HttpResponse:
    """Show steps, dates and prices to companies, and how countries take part."""
    edition = edition_shown(request)
    if edition is None:
        raise NoEdition
    at = now()
    card = card_in_force(edition, day_of(at, edition.zone)) or first_card(edition)
    context = {
        "edition": edition,
        "takes_bookings": edition.takes_bookings(at),
        "others": others_on_sale(edition, at),
        "has_visitors": bool({"roadshows", "forum", "programme"}.difference(brand_of(request).off)),
        "card": card,
        "rules": list(rules_of(card)) if card else [],
    }
    return render(request, "exhibitors/site/take_part.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what not to read, and the sitemap of each edition that is public."""
    shown = edition_shown(request)
    others = [
        address_in(each.number, "sitemap")
        for each in LISTING.get().editions
        if each.is_public and shown and each.number != shown.number
    ]
    maps = [f"Sitemap: {request.build_absolute_uri(address)}\n" for address in (reverse("sitemap"), *others)]
    return HttpResponse(ROBOTS + "".join(maps), content_type="text/plain; charset=utf-8")


class LanguageMap(Sitemap):
    """A sitemap that lists each page in each language, with the addresses of its translations."""

    i18n = alternates = x_default = True

    def __init__(self, edition: Edition | None) -> None:
        self.edition = edition

    def get_latest_lastmod(self) -> None:
        """Return None, because the sitemap as a whole has a validator of its own."""


class DatedMap(LanguageMap):
    """A sitemap of pages whose last change is known."""

    def lastmod(self, item: Any) -> datetime | None:
        raise NotImplementedError


class RowMap(DatedMap):
    """A sitemap of pages about rows. The history of each row dates its last change."""

    def lastmod(self, item: Any) -> datetime | None:
        found: datetime | None = item.last_change
        return found


class SitePageMap(DatedMap):
    """The sitemap of the pages with contact, terms of use, privacy and imprint."""

    def items(self) -> Sequence[PageKind]:
        return [kind for kind in PageKind if kind in self._changes]

    def location(self, item: PageKind) -> str:
        return reverse(f"site:{item}")

    def lastmod(self, item: PageKind) -> datetime | None:
        return self._changes.get(item)

    @cached_property
    def _changes(self) -> dict[str, datetime]:
        rows = SitePage.objects.filter(is_published=True).values_list("kind", "changed_at").order_by("changed_at")
        return dict(rows)


class TermsMap(DatedMap):
    """The sitemap of all versions of the current edition's terms."""

    def items(self) -> Sequence[EditionTerms]:
        published = EditionTerms.objects.published().select_related("edition").order_by("-version")
        return list(published.filter(edition=self.edition))

    def location(self, item: EditionTerms) -> str:
        return reverse("terms:version", args=[item.edition.number, item.version])

    def lastmod(self, item: EditionTerms) -> datetime | None:
        return item.published_at


class BulletinMap(DatedMap):
    def items(self) -> Sequence[Bulletin]:
        return list(public_bulletins())

    def location(self, item: Bulletin) -> str:
        return reverse("bulletins:bulletin", args=[item.edition.number, item.number])

    def lastmod(self, item: Bulletin) -> datetime | None:
        return item.issued_at


class RoadshowMap(RowMap):
    def items(self) -> Sequence[Roadshow]:
        edition = self.edition
        return list(_with_change(public_roadshows(edition))) if edition else []

    def location(self, item: Roadshow) -> str:
        return reverse("roadshows:show", args=[item.pk])


class PavilionMap(RowMap):
    def items(self) -> Sequence[NationalPavilion]:
        rows = NationalPavilion.objects.taking_part()
        return list(_with_change(rows).order_by("pk"))

    def location(self, item: NationalPavilion) -> str:
        return reverse("pavilions:pavilion", args=[item.pk])


class EventMap(RowMap):
    def items(self) -> Sequence[ProgrammeEvent]:
        edition = self.edition
        return list(_with_change(public_events(edition))) if edition else []

    def location(self, item: ProgrammeEvent) -> str:
        return reverse("agenda:event", args=[item.pk])


class ExhibitMap(DatedMap):
    """The sitemap of the newest exhibits. The others can be found from the pages of their exhibitors."""

    def items(self) -> Sequence[tuple[int, datetime | None]]:
        edition = self.edition
        if edition is None:
            return []
        on_show = exhibitors_on_show(edition.pk, at=now()).by_key
        newest = _with_change(Exhibit.objects.published().filter(edition=edition)).order_by("-pk")
        rows = newest.values_list("pk", "last_change", "company_id", "pavilion_id")[:EXHIBITS_MAPPED]
        return [(pk, last_change) for pk, last_change, company, pavilion in rows if (company, pavilion) in on_show]

    def location(self, item: tuple[int, datetime | None]) -> str:
        return reverse("directory:exhibit", args=[item[0]])

    def lastmod(self, item: tuple[int, datetime | None]) -> datetime | None:
        return item[1]


class ExhibitorMap(DatedMap):
    def items(self) -> Sequence[tuple[ExhibitorOnShow, datetime | None]]:
        edition = self.edition
        if edition is None:
            return []
        exhibitors = list(exhibitors_on_show(edition.pk, at=now()).by_key.values())
        companies = Company.objects.filter(pk__in=[each.company_id for each in exhibitors if each.company_id])
        pavilions = NationalPavilion.objects.filter(
            pk__in=[each.pavilion_id for each in exhibitors if each.pavilion_id]
        )
        changed: dict[Any, datetime | None] = {
            (pk, None): at for pk, at in _with_change(companies).values_list("pk", "last_change")
        }
        changed |= {(None, pk): at for pk, at in _with_change(pavilions).values_list("pk", "last_change")}
        return [(each, changed.get((each.company_id, each.pavilion_id))) for each in exhibitors]

    def location(self, item: tuple[ExhibitorOnShow, datetime | None]) -> str:
        return item[0].address

    def lastmod(self, item: tuple[ExhibitorOnShow, datetime | None]) -> datetime | None:
        return item[1]


class AreaMap(RowMap):
    def items(self) -> Sequence[ThemedArea]:
        edition = self.edition
        return list(_with_change(public_areas(edition))) if edition else []

    def location(self, item: ThemedArea) -> str:
        return reverse("areas:area", args=[item.pk])


class PlanMap(DatedMap):
    """The sitemap of plans: one for each hall with a plan in force, and the whole venue, whose name is empty."""

    def items(self) -> Sequence[tuple[str, datetime | None]]:
        edition = self.edition
        plans = FloorPlan.objects.published().filter(edition=edition).order_by("hall__position", "hall__name")
        halls = list(plans.values_list("hall__name", "published_at"))
        return [("", max((at for _hall, at in halls if at), default=None)), *halls] if halls else []

    def location(self, item: tuple[str, datetime | None]) -> str:
        return reverse("plan:hall", args=[item[0]]) if item[0] else reverse("venue")

    def lastmod(self, item: tuple[str, datetime | None]) -> datetime | None:
        return item[1]


class EditionMap(RowMap):
    """The sitemap of the page on how to take part, which changes with the edition."""

    def items(self) -> Sequence[Edition]:
        edition = self.edition
        return list(_with_change(Edition.objects.filter(pk=edition.pk))) if edition else []

    def location(self, item: Edition) -> str:
        return reverse("take_part")


PAGES: Mapping[str, Sequence[type[DatedMap]]] = {
    "home": (EditionMap, PlanMap, PavilionMap, BulletinMap, RoadshowMap, EventMap, AreaMap, ExhibitorMap),
    "countries": (PavilionMap, ExhibitorMap),
    "plan:halls": (PlanMap,),
    "pavilions:list": (PavilionMap,),
    "agenda:agenda": (EventMap,),
    "forum:forum": (EventMap,),
    "roadshows:list": (RoadshowMap,),
    "bulletins:list": (BulletinMap,),
    "directory:exhibits": (ExhibitMap,),
    "areas:list": (AreaMap,),
    "directory:exhibitors": (ExhibitorMap,),
    "api_reference": (),
}
"""The pages that exist only once, with the sitemaps of the pages whose changes also change them."""


class PageMap(LanguageMap):
    """The sitemap of the pages that exist only once. Each changes when one of the pages that it lists does."""

    changefreq = "daily"

    def items(self) -> Sequence[str]:
        return list(PAGES)

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime | None:
        return max(filter(None, map(self._last_change, PAGES[item])), default=None)

    def _last_change(self, pages: type[DatedMap]) -> datetime | None:
        if pages not in self._last_changes:
            present = pages(self.edition)
            self._last_changes[pages] = max(filter(None, map(present.lastmod, present.items())), default=None)
        return self._last_changes[pages]

    @cached_property
    def _last_changes(self) -> dict[type[DatedMap], datetime | None]:
        return {}


def _with_change(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate the rows with `last_change`, the time of the latest event in the history of each."""
    versions = events_of(rows.model).filter(pgh_obj=OuterRef("pk")).order_by("-pgh_created_at")
    changed: QuerySet[Any] = rows.annotate(last_change=Subquery(versions.values("pgh_created_at")[:1]))
    return changed


OF_EDITION: dict[str, type[LanguageMap]] = {
    "pages": PageMap,
    "take-part": EditionMap,
    "terms": TermsMap,
    "roadshows": RoadshowMap,
    "events": EventMap,
    "areas": AreaMap,
    "plans": PlanMap,
    "exhibits": ExhibitMap,
    "exhibitors": ExhibitorMap,
}
OF_ALL_EDITIONS: dict[str, type[LanguageMap]] = {
    "site-pages": SitePageMap,
    "bulletins": BulletinMap,
    "pavilions": PavilionMap,
}


@require_safe
@revalidated(*ON_SHOW, AREAS, EVENTS, ROADSHOWS, BULLETINS, SITE_PAGES, TERMS)
def site_map(request: HttpRequest) -> HttpResponse:
    """List the pages about one edition, and at the plain address those that are about none or about all."""
    edition = edition_shown(request)
    names_edition = request.path != request.path_info
    kinds = OF_EDITION if names_edition else OF_EDITION | OF_ALL_EDITIONS
    answer: HttpResponse = sitemap(request, {name: kind(edition) for name, kind in kinds.items()})
    return answer
