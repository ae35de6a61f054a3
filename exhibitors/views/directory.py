"""The directory for everybody: exhibits and exhibitors, searched and narrowed, and a page for each of them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ciie.kernel.clock import now
from exhibitors.documents.structured_exhibits import structured_exhibit, structured_exhibitor
from exhibitors.forms.directory import Asked, asked_by
from exhibitors.models import Company, Exhibit
from exhibitors.queries.directory import MOST_PAGES, PAGE_SIZE, Found, nearest_spelling, search_exhibits
from exhibitors.queries.exhibitors_on_show import (
    ExhibitorOnShow,
    ExhibitorsOnShow,
    GuestOnShow,
    Key,
    exhibitors_on_show,
)
from exhibitors.queries.exhibits import with_pictures
from exhibitors.queries.public_exhibitors import Place, places_of, search_exhibitors
from exhibitors.views.directory_facets import exhibit_facets, exhibitor_facets
from pavilions.models import Edition, NationalPavilion, Sector
from pavilions.queries.editions import current_edition

EXHIBITS_SHOWN = 60


@dataclass(frozen=True)
class Row:
    """An exhibit with who shows it and where."""

    exhibit: Exhibit
    exhibitor: ExhibitorOnShow
    places: list[Place]


@require_safe
def exhibits(request: HttpRequest) -> HttpResponse:
    edition = _edition()
    sectors = list(Sector.objects.all())
    asked = asked_by(request.GET, sectors)
    found = search_exhibits(edition.pk, asked.wanted(sectors), at=now())
    on_show = exhibitors_on_show(edition.pk, at=now())
    context = {
        "edition": edition,
        "asked": asked,
        "found": found,
        "facets": exhibit_facets(found, asked, sectors),
        "rows": _rows(edition, on_show, found.keys),
        "page": Paginator(range(min(found.total, MOST_PAGES * PAGE_SIZE)), PAGE_SIZE).get_page(asked.page),
        "nearest": _nearest(edition, asked, found),
        "exhibitors": len(on_show.by_key),
    }
    return render(request, f"exhibitors/public/directory.html{_part(request)}", context)


@require_safe
def exhibitors(request: HttpRequest) -> HttpResponse:
    edition = _edition()
    sectors = list(Sector.objects.all())
    asked = asked_by(request.GET, sectors)
    on_show = exhibitors_on_show(edition.pk, at=now())
    found = search_exhibitors(on_show, asked.search, country=asked.country, hall=asked.hall, sector=asked.sector)
    entries: list[ExhibitorOnShow | GuestOnShow] = [*found.exhibitors, *found.guests]
    page: Page[ExhibitorOnShow | GuestOnShow] = Paginator(entries, PAGE_SIZE).get_page(asked.page)
    keys = [each.host.key if isinstance(each, GuestOnShow) else each.key for each in page]
    places = places_of(edition.pk, keys)
    context = {
        "edition": edition,
        "asked": asked,
        "facets": exhibitor_facets(found, asked, sectors),
        "rows": [(each, places.get(key, [])) for each, key in zip(page, keys, strict=True)],
        "page": page,
        "total": len(found.exhibitors),
        "guests": len(found.guests),
    }
    return render(request, f"exhibitors/public/exhibitors.html{_part(request)}", context)


@require_safe
def exhibit(request: HttpRequest, pk: int) -> HttpResponse:
    """An exhibit that everybody may see; 404 as long as its exhibitor does not take part or is not named."""
    found = get_object_or_404(_public_exhibits().select_related("edition"), pk=pk)
    on_show = exhibitors_on_show(found.edition_id, at=now())
    rows = _rows(found.edition, on_show, [pk])
    if not rows:
        raise Http404
    more = _public_exhibits().filter(edition=found.edition, company=found.company_id, pavilion=found.pavilion_id)
    context = {
        "edition": found.edition,
        "row": rows[0],
        "more": list(with_pictures(more.exclude(pk=pk).order_by("-pk"))[:4]),
        "structured": structured_exhibit(found, rows[0].exhibitor.name, address=request.build_absolute_uri()),
    }
    return render(request, "exhibitors/public/exhibit.html", context)


@require_safe
def company(request: HttpRequest, pk: int) -> HttpResponse:
    found = _on_show((pk, None))
    return _exhibitor_page(request, found, Company.objects.get(pk=pk))


@require_safe
def pavilion(request: HttpRequest, pk: int) -> HttpResponse:
    found = _on_show((None, pk))
    return _exhibitor_page(request, found, NationalPavilion.objects.get(pk=pk))


def _exhibitor_page(request: HttpRequest, found: ExhibitorOnShow, record: Company | NationalPavilion) -> HttpResponse:
    edition = _edition()
    shown = _public_exhibits().filter(edition=edition, company=found.company_id, pavilion=found.pavilion_id)
    exhibits_of_theirs = list(with_pictures(shown.order_by("-pk"))[:EXHIBITS_SHOWN])
    context = {
        "edition": edition,
        "exhibitor": found,
        "record": record,
        "places": places_of(edition.pk, [found.key]).get(found.key, []),
        "exhibits": exhibits_of_theirs,
        "guests": [each for each in exhibitors_on_show(edition.pk, at=now()).guests if each.host.key == found.key],
        "structured": structured_exhibitor(found, address=request.build_absolute_uri()),
    }
    return render(request, "exhibitors/public/exhibitor.html", context)


def _rows(edition: Edition, on_show: ExhibitorsOnShow, keys: list[int] | tuple[int, ...]) -> list[Row]:
    """These exhibits in this order; those that are public no longer are left out."""
    found = {each.pk: each for each in with_pictures(_public_exhibits().filter(pk__in=keys))}
    listed = [found[pk] for pk in keys if pk in found]
    shown = [each for each in listed if (each.company_id, each.pavilion_id) in on_show.by_key]
    places = places_of(edition.pk, {(each.company_id, each.pavilion_id) for each in shown})
    return [_row(each, (each.company_id, each.pavilion_id), on_show, places) for each in shown]


def _row(found: Exhibit, key: Key, on_show: ExhibitorsOnShow, places: Any) -> Row:
    return Row(found, on_show.by_key[key], places.get(key, []))


def _public_exhibits() -> Any:
    """Without what they are only searched by."""
    return (
        Exhibit.objects.published().select_related("sector").defer("folded_name", "name_words", "text_words", "search")
    )


def _on_show(key: Key) -> ExhibitorOnShow:
    found = exhibitors_on_show(_edition().pk, at=now()).by_key.get(key)
    if found is None:
        raise Http404
    return found


def _nearest(edition: Edition, asked: Asked, found: Found) -> str:
    return nearest_spelling(edition.pk, asked.search) if asked.search and not found.total else ""


def _part(request: HttpRequest) -> str:
    return "#results" if getattr(request, "htmx", False) else ""


def _edition() -> Edition:
    edition = current_edition()
    if edition is None:
        raise Http404
    return edition
