"""The public directory: exhibits and exhibitors, searched and narrowed, and a page for each of them.

The facets beside a list are links with counts, so that they work without JavaScript.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_countries import countries

from ciie.kernel.caches import KeyedCache
from ciie.kernel.clock import now
from ciie.kernel.errors import Sentence
from ciie.web.previews import canonical_address
from ciie.web.revalidation import revalidated
from exhibitors.companies.models import Company
from exhibitors.promotion.area_members.queries import areas_of_exhibitors
from exhibitors.promotion.catalogue.documents import structured_exhibit, structured_exhibitor
from exhibitors.promotion.catalogue.models import FOUND_BY, Exhibit, ExhibitQuerySet
from exhibitors.promotion.catalogue.queries.exhibitors_on_show import (
    ExhibitorOnShow,
    ExhibitorsOnShow,
    FoundExhibitors,
    GuestOnShow,
    Key,
    Place,
    exhibitors_on_show,
    places_of,
    search_exhibitors,
)
from exhibitors.promotion.catalogue.queries.exhibits import ExhibitCard, exhibit_cards, newest_cards, with_pictures
from exhibitors.promotion.catalogue.states import Debut, ExhibitKind
from exhibitors.promotion.directory.forms import Asked, asked_by
from exhibitors.promotion.directory.queries import MOST_PAGES, PAGE_SIZE, Found, nearest_spelling, search_exhibits
from exhibitors.versions import ON_SHOW, THEMES
from pavilions.floor.editions.views import edition_or_404
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion

COUNTRIES_SHOWN, SHORT = 12, 6


@dataclass(frozen=True)
class Choice:
    """One value of a facet. The address of a chosen value removes it."""

    label: Sentence
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with the choices that are shown at first, and more of them behind a button."""

    label: Sentence
    choices: list[Choice]
    more: list[Choice]

    @property
    def is_open(self) -> bool:
        """Whether the facet is open: if it is short or one of its values is chosen."""
        return len(self.choices) <= SHORT or any(choice.is_chosen for choice in self.choices)


def exhibit_facets(found: Found, asked: Asked, sectors: list[Sector]) -> list[Facet]:
    by_code = Counter({sector.code: found.by_sector[sector.pk] for sector in sectors})
    return [
        *_facet(_("Debut"), "debut", found.by_debut, asked, dict(Debut.choices).__getitem__),
        *_facet(_("Sector"), "sector", by_code, asked, _sector_names(sectors)),
        *_facet(_("Kind"), "kind", found.by_kind, asked, dict(ExhibitKind.choices).__getitem__),
        *_places(found, asked),
    ]


def exhibitor_facets(found: FoundExhibitors, asked: Asked, sectors: list[Sector]) -> list[Facet]:
    return [
        *_facet(_("Sector"), "sector", found.by_sector, asked, _sector_names(sectors)),
        *_places(found, asked),
    ]


def _places(found: Found | FoundExhibitors, asked: Asked) -> Iterator[Facet]:
    yield from _facet(_("Country or region"), "country", found.by_country, asked, countries.name)
    yield from _facet(_("Hall"), "hall", found.by_hall, asked, str)


def _sector_names(sectors: list[Sector]) -> Callable[[str], str]:
    return {sector.code: str(sector) for sector in sectors}.__getitem__


def _facet(
    label: Sentence, name: str, counts: Counter[str], asked: Asked, named: Callable[[str], Sentence]
) -> Iterator[Facet]:
    """Yield the facet with the most frequent values first, or nothing if there is nothing to choose."""
    chosen = getattr(asked, name)
    ranked = sorted(((value, n) for value, n in counts.items() if n), key=lambda pair: (-pair[1], pair[0]))
    choices = [
        Choice(named(value), n, asked.address(**{name: "" if value == chosen else value}), value == chosen)
        for value, n in ranked
    ]
    if choices:
        yield Facet(label, choices[:COUNTRIES_SHOWN], choices[COUNTRIES_SHOWN:])


EXHIBITS_SHOWN, MORE_SHOWN = 60, 4
MOST_RESULTS_KEPT = 500


@dataclass(frozen=True)
class Row:
    """An exhibit with its exhibitor and the exhibitor's booths."""

    exhibit: ExhibitCard
    exhibitor: ExhibitorOnShow
    places: list[Place]


@require_safe
@revalidated(*ON_SHOW)
def exhibits(request: HttpRequest) -> HttpResponse:
    edition = edition_or_404(request)
    sectors = list(Sector.objects.all())
    asked = asked_by(request.GET, sectors)
    on_show = exhibitors_on_show(edition.pk, at=now())
    question = on_show.edition_id, on_show.version, get_language(), tuple(map(str, sectors)), asked
    results = RESULTS.get_or_read(question, lambda: _results(edition, on_show, asked, sectors))
    if _is_part(request):
        return HttpResponse(results)
    context = {"edition": edition, "asked": asked, "results": results}
    return render(request, "exhibitors/directory/directory.html", context)


RESULTS = KeyedCache[object, SafeString](MOST_RESULTS_KEPT)


def _results(edition: Edition, on_show: ExhibitorsOnShow, asked: Asked, sectors: list[Sector]) -> SafeString:
    """Return the list and its facets, which are the same for everybody with these criteria.

    They contain nothing else of a visitor's address.
    """
    found = search_exhibits(on_show, asked.wanted(sectors))
    context = {
        "asked_query": QueryDict(asked.address(page=asked.page).removeprefix("?")),
        "asked": asked,
        "found": found,
        "facets": exhibit_facets(found, asked, sectors),
        "rows": _rows(on_show, found.keys),
        "page": Paginator(range(min(found.total, MOST_PAGES * PAGE_SIZE)), PAGE_SIZE).get_page(asked.page),
        "nearest": nearest_spelling(edition.pk, asked.search) if asked.search and not found.total else "",
    }
    return render_to_string("exhibitors/directory/directory_results.html", context)


@require_safe
@revalidated(*ON_SHOW, *THEMES)
def exhibitors(request: HttpRequest) -> HttpResponse:
    edition = edition_or_404(request)
    sectors = list(Sector.objects.all())
    asked = asked_by(request.GET, sectors)
    on_show = exhibitors_on_show(edition.pk, at=now())
    found = search_exhibitors(on_show, asked.search, country=asked.country, hall=asked.hall, sector=asked.sector)
    page: Page[ExhibitorOnShow | GuestOnShow] = Paginator(found.entries, PAGE_SIZE).get_page(asked.page)
    keys = [each.host.key if isinstance(each, GuestOnShow) else each.key for each in page]
    places, areas = places_of(edition.pk, keys), areas_of_exhibitors(edition.pk, keys)
    context = {
        "edition": edition,
        "asked": asked,
        "facets": exhibitor_facets(found, asked, sectors),
        "rows": [(each, places.get(key, []), areas.get(key, [])) for each, key in zip(page, keys, strict=True)],
        "page": page,
        "total": found.exhibitor_count,
        "guests": found.guest_count,
    }
    part = "#results" if _is_part(request) else ""
    return render(request, f"exhibitors/directory/exhibitors.html{part}", context)


@require_safe
@revalidated(*ON_SHOW, *THEMES)
def exhibit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a public exhibit. Raise `Http404` while its exhibitor does not take part or is not named."""
    shown = with_pictures(Exhibit.objects.published().select_related("edition", "sector").defer(*FOUND_BY))
    found = get_object_or_404(shown, pk=pk)
    key = found.company_id, found.pavilion_id
    exhibitor = exhibitors_on_show(found.edition_id, at=now()).by_key.get(key)
    if exhibitor is None:
        raise Http404
    context = {
        "edition": found.edition,
        "exhibit": found,
        "exhibitor": exhibitor,
        "places": places_of(found.edition_id, [key]).get(key, []),
        "areas": areas_of_exhibitors(found.edition_id, [key]).get(key, []),
        "more": newest_cards(_shown_by(exhibitor, found.edition).exclude(pk=pk), MORE_SHOWN),
        "structured": structured_exhibit(found, exhibitor.name, address=canonical_address(request)),
    }
    return render(request, "exhibitors/directory/exhibit.html", context)


@require_safe
@revalidated(*ON_SHOW, *THEMES)
def company(request: HttpRequest, pk: int) -> HttpResponse:
    found = _on_show(request, (pk, None))
    return _exhibitor_page(request, found, Company.objects.get(pk=pk))


@require_safe
@revalidated(*ON_SHOW, *THEMES)
def pavilion(request: HttpRequest, pk: int) -> HttpResponse:
    found = _on_show(request, (None, pk))
    return _exhibitor_page(request, found, NationalPavilion.objects.get(pk=pk))


def _exhibitor_page(request: HttpRequest, found: ExhibitorOnShow, record: Company | NationalPavilion) -> HttpResponse:
    edition = edition_or_404(request)
    context = {
        "edition": edition,
        "exhibitor": found,
        "record": record,
        "places": places_of(edition.pk, [found.key]).get(found.key, []),
        "areas": areas_of_exhibitors(edition.pk, [found.key]).get(found.key, []),
        "exhibits": newest_cards(_shown_by(found, edition), EXHIBITS_SHOWN),
        "guests": [each for each in exhibitors_on_show(edition.pk, at=now()).guests if each.host.key == found.key],
        "structured": structured_exhibitor(found, address=canonical_address(request)),
    }
    return render(request, "exhibitors/directory/exhibitor.html", context)


def _rows(on_show: ExhibitorsOnShow, keys: Sequence[int]) -> list[Row]:
    """Return these exhibits in this order, without those that are no longer public."""
    shown = [card for card in exhibit_cards(keys) if card.exhibitor in on_show.by_key]
    places = places_of(on_show.edition_id, {card.exhibitor for card in shown})
    return [Row(card, on_show.by_key[card.exhibitor], places.get(card.exhibitor, [])) for card in shown]


def _shown_by(exhibitor: ExhibitorOnShow, edition: Edition) -> ExhibitQuerySet:
    whose = {"company": exhibitor.company_id, "pavilion": exhibitor.pavilion_id}
    return Exhibit.objects.published().filter(edition=edition, **whose)


def _on_show(request: HttpRequest, key: Key) -> ExhibitorOnShow:
    found = exhibitors_on_show(edition_or_404(request).pk, at=now()).by_key.get(key)
    if found is None:
        raise Http404
    return found


def _is_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
