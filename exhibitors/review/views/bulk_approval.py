"""Approving several bookings at once: a preview, then the result row by row."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from exhibitors.bookings.forms import BIGINT_DIGITS, MOST_AT_ONCE, SeveralForm
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_bookings
from exhibitors.bookings.queries.queue import listed_bookings
from exhibitors.review.queries.bulk_approval import preview_of
from pavilions.editions.views import edition_of
from pavilions.permissions import for_organizers

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
