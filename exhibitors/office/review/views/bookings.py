"""The work queue and the list of all bookings, both of which can be downloaded."""

from django.db.models import F
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from exhibitors.bookings.queries.queue import listed_bookings, queue_counts, sums_of
from exhibitors.bookings.tables import BOOKING_COLUMNS, booking_rows
from exhibitors.office.review.filters import ReviewFilter
from exhibitors.office.review.tables import ReviewedTable, ReviewQueueTable
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers

MAY_WRITE = "exhibitors.write_to_exhibitors"
"""The permission to write a message to the exhibitors of a list."""


@for_organizers
@require_safe
def queue(request: PersonRequest) -> HttpResponse:
    """List what awaits a decision, longest waiting first. The default state is submitted and wait-listed."""
    edition = edition_of(request)
    asked = request.GET.copy()
    asked.setdefault("state", "awaiting")
    found = _narrowed(request, edition, asked)
    return list_page(
        request,
        "exhibitors/review/queue.html",
        ReviewQueueTable(found.qs.order_by(F("submitted_at").asc(nulls_last=True), "pk")),
        filter=found,
        exports=export_links(asked, "organizer:bookings_export", edition=edition.number),
        edition=edition,
        write_query=_query_of(asked, edition),
        may_write=allowed(MAY_WRITE, request.user),
        counts=queue_counts(request.user, edition),
        state=asked["state"],
    )


@for_organizers
@require_safe
def bookings(request: PersonRequest) -> HttpResponse:
    """List every booking of an edition, newest first."""
    edition = edition_of(request)
    found = _narrowed(request, edition, request.GET)
    return list_page(
        request,
        "exhibitors/review/bookings.html",
        ReviewedTable(found.qs.order_by("-created_at", "-pk")),
        filter=found,
        exports=export_links(request.GET, "organizer:bookings_export", edition=edition.number),
        edition=edition,
        write_query=_query_of(request.GET, edition),
        may_write=allowed(MAY_WRITE, request.user),
        sums=sums_of(found.qs),
    )


@for_organizers
@require_safe
def export_bookings(request: PersonRequest, kind: str) -> HttpResponseBase:
    """Download the filtered bookings of either page as `csv` or `xlsx`."""
    edition = edition_of(request)
    rows = in_pieces(_narrowed(request, edition, request.GET).qs.order_by("pk"))
    return download(f"bookings-{edition.number}", kind, BOOKING_COLUMNS, booking_rows(rows))


def _query_of(asked: QueryDict, edition: Edition) -> str:
    """Return the filters of the list as a query string, for the page that writes to these exhibitors."""
    query = asked.copy()
    query.pop("page", None)
    query["edition"] = str(edition.number)
    return query.urlencode()


def _narrowed(request: PersonRequest, edition: Edition, asked: QueryDict) -> ReviewFilter:
    rows = listed_bookings(request.user, edition).select_related("review_assignment__reviewer")
    return ReviewFilter(asked, queryset=rows, edition=edition, at=now(), viewer=request.user)
