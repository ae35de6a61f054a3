"""The work queue, the list of all bookings, and both as files."""

from django.db.models import F
from django.http import FileResponse, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.downloads import ROWS_READ_AT_ONCE, download, export_links
from ciie.web.pagination import ROWS_PER_PAGE
from exhibitors.bookings.filters.bookings import BookingFilter
from exhibitors.bookings.queries.queue import listed_bookings, queue_counts, sums_of
from exhibitors.bookings.tables.bookings import BookingTable, QueueTable
from exhibitors.bookings.tables.exports import BOOKING_COLUMNS, booking_rows
from exhibitors.edition_choice import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers


@for_organizers
@require_safe
def queue(request: PersonRequest) -> HttpResponse:
    """What awaits a decision, longest waiting first. Without a filter for the state: submitted and wait-listed."""
    edition = edition_of(request)
    asked = _asked(request, state="awaiting")
    narrowed = _narrowed(request, edition, asked)
    table = QueueTable(narrowed.qs.order_by(F("submitted_at").asc(nulls_last=True), "pk"))
    RequestConfig(request, paginate={"per_page": ROWS_PER_PAGE, "silent": True}).configure(table)
    context = {
        "edition": edition,
        "filter": narrowed,
        "table": table,
        "counts": queue_counts(request.user, edition),
        "exports": export_links(asked, _export_url, edition=edition.number),
        "state": asked.get("state"),
    }
    return render(request, f"exhibitors/review/queue.html{'#rows' if request.htmx else ''}", context)


@for_organizers
@require_safe
def bookings(request: PersonRequest) -> HttpResponse:
    """Every booking of an edition, newest first."""
    edition = edition_of(request)
    asked = _asked(request)
    narrowed = _narrowed(request, edition, asked)
    table = BookingTable(narrowed.qs.order_by("-created_at", "-pk"))
    RequestConfig(request, paginate={"per_page": ROWS_PER_PAGE, "silent": True}).configure(table)
    context = {
        "edition": edition,
        "filter": narrowed,
        "table": table,
        "sums": sums_of(narrowed.qs),
        "exports": export_links(asked, _export_url, edition=edition.number),
    }
    return render(request, f"exhibitors/review/bookings.html{'#rows' if request.htmx else ''}", context)


@for_organizers
@require_safe
def export_bookings(request: PersonRequest, kind: str) -> StreamingHttpResponse | FileResponse:
    """The filtered bookings as `csv` or `xlsx`."""
    edition = edition_of(request)
    rows = _narrowed(request, edition, _asked(request)).qs.order_by("pk")
    rows_read = rows.iterator(chunk_size=ROWS_READ_AT_ONCE)
    return download(f"bookings-{edition.number}", kind, BOOKING_COLUMNS, booking_rows(rows_read))


def _asked(request: PersonRequest, **unless_asked: str) -> QueryDict:
    asked = request.GET.copy()
    for name, value in unless_asked.items():
        asked.setdefault(name, value)
    return asked


def _narrowed(request: PersonRequest, edition: Edition, asked: QueryDict) -> BookingFilter:
    return BookingFilter(asked, queryset=listed_bookings(request.user, edition), edition=edition, at=now())


def _export_url(kind: str) -> str:
    return reverse("organizer:bookings_export", args=[kind])
