"""Revenue beside m², by state, hall, sector, country and edition, and the bookings behind each figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from django.http import FileResponse, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import Sentence
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.queue import listed_bookings
from exhibitors.office.revenue.figures import COLUMNS, Figures
from exhibitors.office.revenue.filters import RevenueFilter
from exhibitors.office.revenue.queries import Line, Revenue, parts_of, revenue_of
from exhibitors.office.revenue.tables import (
    BOOKING_COLUMNS,
    LINE_COLUMNS,
    BookingRow,
    RevenueTable,
    booking_rows,
    line_rows,
)
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import only


@dataclass(frozen=True)
class Cell:
    """An amount with the URL of the bookings behind it, which is empty if there are none."""

    amount: object
    url: str


@dataclass(frozen=True)
class LinkedLine:
    line: Line
    edition: Edition
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """One of the tables of the page. `by` is its name in URLs."""

    by: str
    heading: str
    head: str
    lines: tuple[LinkedLine, ...]


@only("exhibitors.see_totals")
@require_safe
def revenue(request: PersonRequest) -> HttpResponse:
    edition = edition_of(request)
    found = revenue_of(edition, at=now())
    context = {
        "edition": edition,
        "revenue": found,
        "tables": list(_tables(found)),
        "columns": COLUMNS.values(),
        "cards": cards_of(edition, found.whole),
        "exports": export_links(QueryDict(), "organizer:revenue_export", edition=edition.number),
    }
    return render(request, "exhibitors/revenue/revenue.html", context)


@only("exhibitors.see_totals")
@require_safe
def export_revenue(request: PersonRequest, kind: str) -> StreamingHttpResponse | FileResponse:
    """Download the lines of the table that `by` names, or every line, as `csv` or `xlsx`."""
    edition = edition_of(request)
    by = request.GET.get("by", "")
    tables = [table for table in _tables(revenue_of(edition, at=now())) if by in {"", table.by}]
    rows = (
        row for table in tables for row in line_rows(table.head, ((each.edition, each.line) for each in table.lines))
    )
    name = f"revenue-{edition.number}-{by}" if len(tables) == 1 else f"revenue-{edition.number}"
    return download(name, kind, LINE_COLUMNS, rows)


@only("exhibitors.see_totals")
@require_safe
def revenue_bookings(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List bookings with what each comes to, or download the same rows.

    If the list is filtered by hall or sector, amounts are those of the space there.
    """
    edition, at = edition_of(request), now()
    narrowed = RevenueFilter(
        request.GET, queryset=listed_bookings(request.user, edition), edition=edition, at=at, viewer=request.user
    )
    rows = _rows(narrowed, edition)
    if kind:
        return download(
            f"revenue-bookings-{edition.number}", kind, BOOKING_COLUMNS, booking_rows(rows, edition.currency)
        )
    return list_page(
        request,
        "exhibitors/revenue/bookings.html",
        RevenueTable(rows, currency=edition.currency),
        filter=narrowed,
        has_any=True,
        exports=export_links(request.GET, "organizer:revenue_bookings_export", edition=edition.number),
        edition=edition,
        sums=[(label, sum((getattr(row.figures, name) for row in rows), 0)) for name, label in COLUMNS.items()],
    )


def _rows(narrowed: RevenueFilter, edition: Edition) -> list[BookingRow]:
    if not narrowed.is_valid():
        return []
    asked = narrowed.form.cleaned_data
    hall, sector, what = asked["hall"], asked["sector"], asked["what"]
    keys = set(narrowed.qs.order_by().values_list("pk", flat=True))
    figures: dict[int, Figures] = {}
    for part in parts_of([edition], bookings=keys, at=now()):
        if (hall is None or part.hall == hall.name) and (sector is None or part.sector == sector.code):
            figures[part.booking_id] = figures.get(part.booking_id, Figures()) + part.figures
    shown = {pk: found for pk, found in figures.items() if not what or getattr(found, what)}
    bookings = Booking.objects.filter(pk__in=shown).select_related("company", "edition").order_by("pk")
    columns = ("state", "company__name", "company__country", "edition__number")
    return [BookingRow(booking, shown[booking.pk]) for booking in bookings.only(*columns)]


CARDS = (("listed", "undecided", "offered", "accepted"), ("invoiced", "paid", "overdue"))


def cards_of(edition: Edition, whole: Figures) -> list[list[tuple[Sentence, Decimal, str]]]:
    """Return rows of cards, each with a label, an amount in whole units, and the URL of the bookings behind it."""
    one = Decimal(1)
    return [
        [(COLUMNS[name], getattr(whole, name).quantize(one, ROUND_HALF_UP), _address(edition, name)) for name in row]
        for row in CARDS
    ]


def _tables(found: Revenue) -> Iterator[Table]:
    named: Sequence[tuple[str, str, str, tuple[Line, ...]]] = (
        ("state", _("By state"), _("State"), found.by_state),
        ("sector", _("By sector"), _("Sector"), found.by_sector),
        ("hall", _("By hall"), _("Hall"), found.by_hall),
        ("country", _("By country or region"), _("Country or region"), found.by_country),
    )
    for by, heading, head, lines in named:
        linked = (LinkedLine(line, found.edition, _cells(found.edition, line, by)) for line in lines)
        yield Table(by, heading, head, tuple(linked))
    editions = (LinkedLine(line, edition, _cells(edition, line, "")) for edition, line in found.by_edition)
    yield Table("edition", _("Against earlier editions"), _("Edition"), tuple(editions))


def _cells(edition: Edition, line: Line, by: str) -> tuple[Cell, ...]:
    """Return the cells of a line. Without a name, nothing can filter the list of bookings, so there are no links."""
    narrowed = {by: line.key} if by and line.key else {}
    has_rows = not by or bool(line.key and line.label)
    return tuple(
        Cell(amount, _address(edition, name, **narrowed) if has_rows and amount else "")
        for name in COLUMNS
        for amount in [getattr(line.figures, name)]
    )


def _address(edition: Edition, what: str, **narrowed: str) -> str:
    query = urlencode({"edition": edition.number, "what": what, **narrowed})
    return f"{reverse('organizer:revenue_bookings')}?{query}"
