"""The figures of releases for organizers, each with the rows behind it as a list and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import FileResponse, Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_countries import countries

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.tables.writing import Value
from ciie.web.downloads import download, export_links
from exhibitors.promotion.figures.queries.public_figures import guest_countries
from exhibitors.promotion.figures.queries.release_figures import KINDS, FigureRow, release_figures, rows_of_figure
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import only

COLUMNS: Sequence[Value] = (_("Name"), _("Country or region"), _("Detail"), _("Counts"))
PAGES = {"company": "organizer:company", "pavilion": "pavilion:show", "roadshow": "organizer:roadshow"}


@dataclass(frozen=True)
class LinkedRow:
    row: FigureRow
    url: str

    @property
    def country(self) -> str:
        """The name of the country, or an empty text for the row of a country, whose own name says it."""
        return "" if self.row.kind == "country" else str(countries.name(self.row.country))


@only("exhibitors.see_totals")
@require_safe
def figures(request: PersonRequest) -> HttpResponse:
    """Show every figure of a release as of a day, each with a link to its rows."""
    edition = edition_of(request)
    day = _day(request, edition)
    counted = release_figures(edition, day, guest=_guest(edition), at=now())
    shown = [(figure, _url("organizer:figure", figure.key, edition, day)) for figure in counted.values()]
    context = {"edition": edition, "day": day, "figures": shown}
    return render(request, "exhibitors/figures/figures.html", context)


@only("exhibitors.see_totals")
@require_safe
def figure(request: PersonRequest, key: str) -> HttpResponse:
    """Show the rows of one figure. Their counts add up to it."""
    edition = edition_of(request)
    day = _day(request, edition)
    rows = [
        LinkedRow(row, reverse(PAGES[row.kind], args=[row.pk]) if row.kind in PAGES else "")
        for row in _rows(key, edition, day)
    ]
    counted = release_figures(edition, day, guest=_guest(edition), at=now())[key]
    context = {
        "edition": edition,
        "day": day,
        "figure": counted,
        "rows": rows,
        "with_countries": any(each.country for each in rows),
        "figures_url": _url("organizer:figures", None, edition, day),
        "exports": export_links(
            QueryDict(),
            "organizer:figure_export",
            key,
            edition=edition.number,
            day=day.isoformat(),
        ),
    }
    return render(request, "exhibitors/figures/figure.html", context)


@only("exhibitors.see_totals")
@require_safe
def export_figure(request: PersonRequest, key: str, kind: str) -> StreamingHttpResponse | FileResponse:
    edition = edition_of(request)
    day = _day(request, edition)
    rows = ((row.name, row.country, row.detail, row.counts) for row in _rows(key, edition, day))
    return download(f"{key}-{edition.number}-{day}", kind, COLUMNS, rows)


def _rows(key: str, edition: Edition, day: date) -> list[FigureRow]:
    if key not in KINDS:
        raise Http404
    return rows_of_figure(key, edition, day, guest=_guest(edition), at=now())


def _guest(edition: Edition) -> str:
    """Return the code of the first guest country of honour, or an empty text."""
    return next(iter(guest_countries(edition)), "")


def _day(request: PersonRequest, edition: Edition) -> date:
    """Return the day requested, at most today, or today if none is."""
    today = day_of(now(), edition.zone)
    try:
        asked = parse_date(request.GET.get("day", ""))
    except ValueError:
        asked = None
    return min(asked or today, today)


def _url(name: str, key: str | None, edition: Edition, day: date) -> str:
    return f"{reverse(name, args=[key] if key else None)}?edition={edition.number}&day={day.isoformat()}"
