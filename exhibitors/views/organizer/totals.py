"""The organizer's dashboard: what is booked against what there is, and how fast, with the way to the rows behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.tables.writing import Value
from exhibitors.charts import PaceChart, PacePoint, PaceSeries, pace_chart
from exhibitors.queries.pace import Pace, days_before, is_estimated, pace_of
from exhibitors.queries.totals import Line, Totals, totals_of
from exhibitors.views.organizer.downloads import download
from exhibitors.views.organizer.editions import edition_of
from pavilions.models import Edition
from pavilions.states import Section
from pavilions.views.gate import only

COUNTRIES_SHOWN = 12
COLUMNS: Sequence[Value] = (
    gettext_lazy("By"),
    gettext_lazy("Key"),
    gettext_lazy("Name"),
    gettext_lazy("Capacity (m²)"),
    gettext_lazy("Booked (m²)"),
    gettext_lazy("Awaiting a decision (m²)"),
    gettext_lazy("Held in drafts (m²)"),
    gettext_lazy("National pavilions (m²)"),
    gettext_lazy("Left (m²)"),
    gettext_lazy("Companies"),
    gettext_lazy("Countries or regions"),
)


@dataclass(frozen=True)
class LinkedLine:
    """A line of the totals and the page that lists what it counts."""

    line: Line
    url: str


@only("exhibitors.see_totals")
@require_safe
def dashboard(request: PersonRequest) -> HttpResponse:
    edition = edition_of(request)
    at = now()
    totals = totals_of(edition.pk, at=at)
    pace = pace_of(edition, booked_sqm=totals.booked_sqm, at=at)
    context = {
        "edition": edition,
        "totals": totals,
        "booked_url": _bookings(edition, state="booked"),
        "awaiting_url": _bookings(edition, state="awaiting"),
        "countries": _linked(edition, "country", totals.by_country[:COUNTRIES_SHOWN]),
        "more_countries": _linked(edition, "country", totals.by_country[COUNTRIES_SHOWN:]),
        "sections": [LinkedLine(line, _section_url(edition, line)) for line in totals.by_section],
        "sectors": _linked(edition, "sector", [line for line in totals.by_sector if line.key]),
        "halls": _linked(edition, "hall", totals.by_hall),
        "states": [LinkedLine(line, _bookings(edition, state=line.key)) for line in totals.by_state],
        "chart": _chart(edition, pace, totals),
        "pace": pace,
        "exports": _exports(edition),
    }
    return render(request, "exhibitors/organizer/dashboard.html", context)


@only("exhibitors.see_totals")
@require_safe
def export_totals(request: PersonRequest, kind: str) -> StreamingHttpResponse | FileResponse:
    """Every line of the totals as `csv` or `xlsx`."""
    edition = edition_of(request)
    totals = totals_of(edition.pk, at=now())
    return download(f"totals-{edition.number}", kind, COLUMNS, _rows(totals))


def _rows(totals: Totals) -> Iterator[Sequence[Value]]:
    kinds = (
        (_("all"), (totals.whole,)),
        (_("section"), totals.by_section),
        (_("sector"), totals.by_sector),
        (_("hall"), totals.by_hall),
        (_("country or region"), totals.by_country),
        (_("state"), totals.by_state),
    )
    for kind, lines in kinds:
        for line in lines:
            yield (
                kind,
                line.key,
                line.label,
                line.capacity_sqm,
                line.booked_sqm,
                line.awaiting_sqm,
                line.held_sqm,
                line.pavilions_sqm,
                line.left_sqm,
                line.companies,
                line.countries,
            )


def _bookings(edition: Edition, **filters: str) -> str:
    return f"{reverse('organizer:bookings')}?{urlencode({'edition': edition.number, **filters})}"


def _linked(edition: Edition, name: str, lines: Sequence[Line]) -> list[LinkedLine]:
    return [LinkedLine(line, _bookings(edition, state="booked", **{name: line.key})) for line in lines]


def _section_url(edition: Edition, line: Line) -> str:
    """The national exhibition is its participants; the business exhibition is the bookings."""
    if line.key == Section.NATIONAL:
        return reverse("pavilion:list")
    return _bookings(edition, state="booked")


def _exports(edition: Edition) -> list[tuple[str, str]]:
    kinds = (("csv", _("CSV")), ("xlsx", _("Excel")))
    return [
        (label, f"{reverse('organizer:totals_export', args=[kind])}?edition={edition.number}") for kind, label in kinds
    ]


def _chart(edition: Edition, pace: Sequence[Pace], totals: Totals) -> PaceChart:
    business = totals.section(Section.BUSINESS)
    capacity = business.capacity_sqm if business and business.capacity_sqm else 0
    return pace_chart([_series(each, edition) for each in pace], capacity_sqm=int(capacity))


def _series(pace: Pace, current: Edition) -> PaceSeries:
    points = (
        PacePoint(days_before(pace.edition, day.on_date), int(day.booked_sqm), is_estimated(day)) for day in pace.days
    )
    return PaceSeries(str(pace.edition.number), tuple(points), is_current=pace.edition == current)
