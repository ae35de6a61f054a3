"""The buttons on a booking's page. A second press of a button finds the work done and is ignored."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.kernel.lifecycle import TransitionRefused
from ciie.web.refusals import announce_refusal, attempt
from ciie.web.revision_forms import RevisionForm, revision_seen
from exhibitors.bookings.forms import CancelForm
from exhibitors.bookings.operations.holds import drop_booth, reopen_booking
from exhibitors.bookings.operations.submission import cancel_booking, submit_booking, withdraw_booking
from exhibitors.bookings.queries.bookings import booths_of_ended_hold, claims_shown, requests_shown
from exhibitors.bookings.views import at_human_pace, booking_for
from exhibitors.companies.views.access import DeskRequest
from exhibitors.desk.queries import desk_booking
from exhibitors.states import BookingState


@login_required
@require_http_methods(["GET", "POST"])
@at_human_pace
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """A page with all that would be submitted, then the submission. A refusal stays on it with what has changed."""
    booking = booking_for(request, pk, permission="exhibitors.change_booking")
    if booking.state == BookingState.SUBMITTED:
        return redirect("desk:booking", pk=pk)
    form = RevisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if attempt(form, lambda: submit_booking(pk, seen=form.seen, actor=request.user, at=now())):
            messages.success(request, _("Submitted. The organizer answers by mail; you can follow it here."))
            return redirect("desk:booking", pk=pk)
        booking = booking_for(request, pk)
    context = {
        "booking": booking,
        "company": booking.company,
        "desk": desk_booking(booking, at=now()),
        "claims": list(claims_shown(booking)),
        "requests": list(requests_shown(booking)),
        "form": form,
    }
    return render(request, "exhibitors/desk/submit.html", context, status=409 if form.is_bound else 200)


@login_required
@require_POST
def drop(request: DeskRequest, pk: int, booth: int) -> HttpResponse:
    return _move(request, pk, lambda: drop_booth(pk, booth, actor=request.user, at=now()), done=_("Given back."))


@login_required
@require_POST
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    return _move(
        request,
        pk,
        lambda: withdraw_booking(pk, seen=revision_seen(request), actor=request.user, at=now()),
        done=_("Withdrawn. Its space is free again."),
        wanted=BookingState.WITHDRAWN,
    )


@login_required
@require_POST
def cancel(request: DeskRequest, pk: int) -> HttpResponse:
    form = CancelForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _move(
        request,
        pk,
        lambda: cancel_booking(pk, reason=reason, seen=revision_seen(request), actor=request.user, at=now()),
        done=_("Cancelled. Its space is free again."),
        wanted=BookingState.CANCELLED,
    )


@login_required
@require_POST
@at_human_pace
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    """Hold the same booths again. Where some are gone, the choice goes on with the rest ticked and others offered."""
    booking = booking_for(request, pk, permission="exhibitors.change_booking")
    try:
        reopen_booking(pk, actor=request.user, at=now())
    except TransitionRefused:
        return redirect("desk:booking", pk=pk)
    except DomainError as refusal:
        announce_refusal(request, refusal)
        if refusal.code not in {"booths_taken", "booths_blocked"}:
            return redirect("desk:booking", pk=pk)
        ticks = "&".join(f"booths={booth}" for booth in booths_of_ended_hold(pk))
        return redirect(f"{reverse('desk:booths', kwargs={'company': booking.company_id})}?{ticks}")
    messages.success(request, _("Held again. Submit the booking before the time runs out."))
    return redirect("desk:booking", pk=pk)


def _move(
    request: DeskRequest,
    pk: int,
    operation: Callable[[], object],
    *,
    done: str,
    wanted: BookingState | None = None,
) -> HttpResponse:
    """Do it and go back to the booking; say why where it was refused, unless it had been done already."""
    booking_for(request, pk)
    try:
        operation()
    except TransitionRefused as refusal:
        if refusal.details["state"] != wanted:
            announce_refusal(request, refusal)
    except DomainError as refusal:
        announce_refusal(request, refusal)
    else:
        messages.success(request, done)
    return redirect("desk:booking", pk=pk)
