"""The work queue, the list of all bookings, both as files, and approving several bookings at once."""

from dataclasses import dataclass

from django.db.models import F
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.downloads import ROWS_READ_AT_ONCE, download, export_links
from ciie.web.lists import list_page
from exhibitors.bookings.forms import BIGINT_DIGITS, MOST_AT_ONCE, SeveralForm
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_bookings
from exhibitors.bookings.queries.queue import listed_bookings, queue_counts, sums_of
from exhibitors.bookings.tables import BOOKING_COLUMNS, booking_rows
from exhibitors.review.filters import ReviewFilter
from exhibitors.review.queries.bulk_approval import preview_of
from exhibitors.review.tables import ReviewedTable, ReviewQueueTable
from pavilions.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers

MAY_WRITE = "exhibitors.write_to_exhibitors"
"""Who may go on from a list to a message to those whom it shows."""


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
    """Every booking of an edition, newest first."""
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
    """The filtered bookings of either page as `csv` or `xlsx`."""
    edition = edition_of(request)
    rows = _narrowed(request, edition, request.GET).qs.order_by("pk").iterator(chunk_size=ROWS_READ_AT_ONCE)
    return download(f"bookings-{edition.number}", kind, BOOKING_COLUMNS, booking_rows(rows))


def _query_of(asked: QueryDict, edition: Edition) -> str:
    """How the list is narrowed, for the page that writes to these exhibitors."""
    query = asked.copy()
    query.pop("page", None)
    query["edition"] = str(edition.number)
    return query.urlencode()


def _narrowed(request: PersonRequest, edition: Edition, asked: QueryDict) -> ReviewFilter:
    rows = listed_bookings(request.user, edition).select_related("review_assignment__reviewer")
    return ReviewFilter(asked, queryset=rows, edition=edition, at=now(), viewer=request.user)


RESULT_KEY = "approved_several"


@for_organizers
@require_http_methods(["GET", "POST"])
def approve_several(request: PersonRequest) -> HttpResponse:
    """A preview of what would be approved; sent from there, each booking is approved on its own."""
    edition = edition_of(request)
    form = SeveralForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        outcomes = approve_bookings(form.cleaned_data["seen"], actor=request.user, at=now())
        request.session[RESULT_KEY] = [(each.booking_id, str(each.refusal or "")) for each in outcomes]
        return redirect(f"{reverse('organizer:approved_several')}?edition={edition.number}")
    sent = [each for each in request.GET.getlist("booking") if each.isascii() and each.isdecimal()]
    ids = [int(each) for each in sent if len(each) <= BIGINT_DIGITS][:MOST_AT_ONCE]
    context = {
        "edition": edition,
        "preview": preview_of(ids, viewer=request.user, edition=edition),
        "form": form,
        "left_out": len(sent) - len(ids),
        "most": MOST_AT_ONCE,
    }
    return render(request, "exhibitors/review/approve_several.html", context, status=422 if form else 200)


@for_organizers
@require_safe
def approved_several(request: PersonRequest) -> HttpResponse:
    """What became of the bookings that this person approved together last; may be loaded as often as they like."""
    edition = edition_of(request)
    refusals = dict(request.session.get(RESULT_KEY, []))
    rows = listed_bookings(request.user, edition).filter(pk__in=refusals).order_by("pk")
    results = [Row(booking, refusals[booking.pk]) for booking in rows]
    if not results:
        return redirect("organizer:queue")
    context = {
        "edition": edition,
        "results": results,
        "approved": sum(not row.refusal for row in results),
        "refused": sum(bool(row.refusal) for row in results),
    }
    return render(request, "exhibitors/review/approved_several.html", context)


@dataclass(frozen=True)
class Row:
    """What became of one booking; `refusal` is empty where it was approved."""

    booking: Booking
    refusal: str
