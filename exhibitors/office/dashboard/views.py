"""The organizer's dashboard: what is booked, of how much and how fast, with links to the rows behind each figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.errors import Sentence
from ciie.tables.writing import Value
from ciie.web.brand import brand_of
from ciie.web.downloads import download, export_links
from ciie.web.parts import failures_for_people
from exhibitors.bookings.queries.bookings import bookings_by_state
from exhibitors.bookings.queries.queue import waiting_work
from exhibitors.bookings.totals.charts import PaceChart, PacePoint, PaceSeries, pace_chart
from exhibitors.bookings.totals.queries import Line, Pace, Totals, days_before, is_estimated, pace_of, totals_of
from exhibitors.companies.office_notes.queries import open_tasks_of
from exhibitors.money.invoices.queries.invoices import refused_drafts
from exhibitors.money.sales.queries.offers import offer_counts
from exhibitors.office.dashboard.queries import overdue_bookings_of, pavilion_work
from exhibitors.office.revenue.queries import whole_of
from exhibitors.office.revenue.views import cards_of
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import only
from pavilions.states import Section

COUNTRIES_SHOWN = 12
BOOKINGS, PAVILIONS = gettext_lazy("Bookings"), gettext_lazy("National pavilions")
COLUMNS: Sequence[Value] = (
    gettext_lazy("Uploaded by"),
    gettext_lazy("Key"),
    gettext_lazy("Name"),
    gettext_lazy("Capacity (m²)"),
    gettext_lazy("Booked (m²)"),
    gettext_lazy("Awaiting a decision (m²)"),
    gettext_lazy("Held in drafts (m²)"),
    gettext_lazy("National pavilions (m²)"),
    gettext_lazy("Left (m²)"),
    gettext_lazy("Companies"),
    gettext_lazy("Countries and regions"),
)


@dataclass(frozen=True)
class LinkedLine:
    """A line of the totals, with the page that lists what it counts."""

    line: Line
    url: str
    rows_are: Sentence = BOOKINGS


@dataclass(frozen=True)
class StateLine(LinkedLine):
    """A line for one state. `bookings` is the number that the page lists, including those without space."""

    bookings: int = 0


@only("exhibitors.see_totals")
@require_safe
def dashboard(request: PersonRequest) -> HttpResponse:
    edition = edition_of(request)
    has_pavilions = "national" not in brand_of(request).off
    at = now()
    totals = totals_of(edition.pk, at=at)
    pace = pace_of(edition, booked_sqm=totals.booked_sqm, at=at)
    revenue = whole_of(edition, at=at)
    failed_letters = f"{reverse('admin:post_office_email_changelist')}?status__exact=1"
    context = {
        "edition": edition,
        "failures": failures_for_people(),
        "company_tasks": open_tasks_of(request.user, today=day_of(at, get_default_timezone())),
        "totals": totals,
        "overdue": overdue_bookings_of(request.user, edition, at=at),
        "overdue_url": _queue(edition, overdue="on"),
        "offers": offer_counts(edition, at=at),
        "refused_invoices": refused_drafts(edition).count() if allowed("exhibitors.run_invoices", request.user) else 0,
        "drafts_url": f"{reverse('organizer:invoice_drafts')}?edition={edition.number}",
        "offers_sent_url": _offers(edition, state="sent"),
        "offers_soon_url": _offers(edition, state="soon"),
        "pavilion_work": pavilion_work(edition, at=at) if has_pavilions and edition == edition_shown(request) else None,
        "designs_url": _pavilions("designs"),
        "space_url": _pavilions("space"),
        "tasks_url": _pavilions("tasks"),
        "waiting": waiting_work(request.user, edition, at=at),
        "to_decide_url": _queue(edition, state="submitted"),
        "waitlisted_url": _queue(edition, state="waitlisted"),
        "ending_url": _bookings(edition, state="draft", ending="on"),
        "failed_letters_url": failed_letters if request.user.is_superuser else "",  # only an admin can handle them
        "companies_url": _companies(edition),
        "booked_url": _bookings(edition, state="booked"),
        "awaiting_url": _bookings(edition, state="awaiting"),
        "countries": _linked_countries(edition, totals.by_country[:COUNTRIES_SHOWN]),
        "more_countries": _linked_countries(edition, totals.by_country[COUNTRIES_SHOWN:]),
        "sections": [
            _linked_section(edition, line)
            for line in totals.by_section
            if has_pavilions or line.key != Section.NATIONAL
        ],
        "sectors": [
            LinkedLine(line, _bookings(edition, state="booked", sector=line.key))
            for line in totals.by_sector
            if line.key
        ],
        "halls": [_linked_hall(edition, line) for line in totals.by_hall],
        "states": _states(edition, totals),
        "chart": _chart(edition, pace, totals),
        "pace": pace,
        "cards": cards_of(edition, revenue) if revenue.is_any else [],
        "exports": export_links(QueryDict(), "organizer:totals_export", edition=edition.number),
    }
    return render(request, "exhibitors/dashboard/dashboard.html", context)


@only("exhibitors.see_totals")
@require_safe
def export_totals(request: PersonRequest, kind: str) -> StreamingHttpResponse | FileResponse:
    """Download the lines of the table that `by` names, or every line, as `csv` or `xlsx`."""
    edition = edition_of(request)
    totals = totals_of(edition.pk, at=now())
    tables: dict[str, tuple[str, Sequence[Line]]] = {
        "all": (_("all"), (totals.whole,)),
        "section": (_("exhibition"), totals.by_section),
        "sector": (_("sector"), totals.by_sector),
        "hall": (_("hall"), totals.by_hall),
        "country": (_("country or region"), totals.by_country),
        "state": (_("state"), totals.by_state),
    }
    by = request.GET.get("by", "")
    name = f"totals-{edition.number}-{by}" if by in tables else f"totals-{edition.number}"
    chosen = [tables[by]] if by in tables else tables.values()
    rows = (
        (
            words,
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
        for words, lines in chosen
        for line in lines
    )
    return download(name, kind, COLUMNS, rows)


def _bookings(edition: Edition, **filters: str) -> str:
    return f"{reverse('organizer:bookings')}?{urlencode({'edition': edition.number, **filters})}"


def _queue(edition: Edition, **filters: str) -> str:
    return f"{reverse('organizer:queue')}?{urlencode({'edition': edition.number, **filters})}"


def _offers(edition: Edition, **filters: str) -> str:
    return f"{reverse('organizer:offers')}?{urlencode({'edition': edition.number, **filters})}"


def _pavilions(waiting: str) -> str:
    """Return the URL of the current edition's pavilions that wait for this."""
    return f"{reverse('pavilion:table')}?{urlencode({'waiting': waiting})}"


def _companies(edition: Edition, **filters: str) -> str:
    """Return the URL of the companies with booked space, each of which may have several bookings."""
    return f"{reverse('organizer:companies')}?{urlencode({'edition': edition.number, 'part': 'booked', **filters})}"


def _linked_countries(edition: Edition, lines: Sequence[Line]) -> list[LinkedLine]:
    return [LinkedLine(line, _companies(edition, country=line.key)) for line in lines]


def _linked_hall(edition: Edition, line: Line) -> LinkedLine:
    """Link a hall to its bookings, or to the list of pavilions if these have the space of the hall."""
    if line.pavilions_sqm:
        return LinkedLine(line, reverse("pavilion:table"), PAVILIONS)
    return LinkedLine(line, _bookings(edition, state="booked", hall=line.key))


def _states(edition: Edition, totals: Totals) -> list[StateLine]:
    bookings = bookings_by_state(edition)
    return [
        StateLine(line, _bookings(edition, state=line.key), bookings=bookings.get(line.key, 0))
        for line in totals.by_state
    ]


def _linked_section(edition: Edition, line: Line) -> LinkedLine:
    """Link the national exhibition to its participants, and the business exhibition to its bookings."""
    if line.key == Section.NATIONAL:
        return LinkedLine(line, reverse("pavilion:table"), PAVILIONS)
    return LinkedLine(line, _bookings(edition, state="booked"))


def _chart(edition: Edition, pace: Sequence[Pace], totals: Totals) -> PaceChart:
    business = totals.section(Section.BUSINESS)
    capacity = business.capacity_sqm if business and business.capacity_sqm else 0
    series = []
    for each in pace:
        points = (
            PacePoint(days_before(each.edition, d.on_date), int(d.booked_sqm), is_estimated(d)) for d in each.days
        )
        series.append(PaceSeries(str(each.edition.number), tuple(points), is_current=each.edition == edition))
    return pace_chart(series, capacity_sqm=int(capacity))
