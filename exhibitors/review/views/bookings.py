"""The work queue, the list of all bookings, and both as files."""

from django.db.models import F
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.downloads import ROWS_READ_AT_ONCE, download, export_links
from ciie.web.lists import list_page
from exhibitors.bookings.filters import BookingFilter
from exhibitors.bookings.queries.queue import listed_bookings, queue_counts, sums_of
from exhibitors.bookings.tables import BOOKING_COLUMNS, BookingTable, QueueTable, booking_rows
from pavilions.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers


@for_organizers
@require_safe
def queue(request: PersonRequest) -> HttpResponse:
    """What awaits a decision, longest waiting first. Without a filter for the state: submitted and wait-listed."""
    edition = edition_of(request)
    asked = request.GET.copy()
    asked.setdefault("state", "awaiting")
    found = _narrowed(request, edition, asked)
    return list_page(
        request,
        "exhibitors/review/queue.html",
        QueueTable(found.qs.order_by(F("submitted_at").asc(nulls_last=True), "pk")),
        filter=found,
        exports=export_links(asked, "organizer:bookings_export", edition=edition.number),
        edition=edition,
        counts=queue_counts(request.user, edition),
        state=asked["state"],
    )


@for_organizers
@require_safe
def bookings(request: PersonRequest) -> HttpResponse:
    """Every booking of an edition, newest first."""
    edition = edition_of(request)
    found = _narrowed(request, edition, request.GET)
    return list_page(
        request,
        "exhibitors/review/bookings.html",
        BookingTable(found.qs.order_by("-created_at", "-pk")),
        filter=found,
        exports=export_links(request.GET, "organizer:bookings_export", edition=edition.number),
        edition=edition,
        sums=sums_of(found.qs),
    )


@for_organizers
@require_safe
def export_bookings(request: PersonRequest, kind: str) -> HttpResponseBase:
    """The filtered bookings of either page as `csv` or `xlsx`."""
    edition = edition_of(request)
    rows = _narrowed(request, edition, request.GET).qs.order_by("pk").iterator(chunk_size=ROWS_READ_AT_ONCE)
    return download(f"bookings-{edition.number}", kind, BOOKING_COLUMNS, booking_rows(rows))


def _narrowed(request: PersonRequest, edition: Edition, asked: QueryDict) -> BookingFilter:
    return BookingFilter(asked, queryset=listed_bookings(request.user, edition), edition=edition, at=now())
