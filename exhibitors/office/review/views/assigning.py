"""Choosing booths for a booking that awaits a decision, or that is booked in m² alone."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.web.refusals import attempt
from exhibitors.bookings.forms import AssignmentForm, chosen_ids
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.assignment import assign_booths, place_in_booths
from exhibitors.office.review.queries.review import Review, review_of
from exhibitors.office.review.queries.suggestions import suits
from exhibitors.office.review.views.reviewing import booking_or_404
from exhibitors.plan_pages.plan_views.queries.plan_drawings import HighlightedPlan, highlighted_plan, to_nowhere
from exhibitors.states import BOOKED_STATES
from pavilions.permissions import for_organizers
from pavilions.plans.queries.plans import PlannedBooth
from pavilions.states import Availability

CHOSEN = "chosen"
"""The parameter in the URL of a hall that says that it contains the whole selection, even an empty one."""

NO_BOOKING = 0
"""The key of no booking, so that booths that are booked already cannot be given up."""


@for_organizers
@require_http_methods(["GET", "POST"])
def assign(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose booths on the plan, from the list beside it, or among suggestions. The booking's own may be given up.

    For a booked booking, only its m² are placed, and its booths remain its own.
    """
    shown = booking_or_404(request, pk)
    form = AssignmentForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid() and (booking := attempt(form, lambda: _assign(request, shown, form))):
        messages.success(request, _("Booths have been assigned to %(booking)s.") % {"booking": booking.reference})
        return redirect("organizer:review", pk)
    return _show(request, booking_or_404(request, pk), form)


def _assign(request: PersonRequest, shown: Booking, form: AssignmentForm) -> Booking:
    typed = form.cleaned_data
    seen, booths, actor, at = typed["revision"], typed["booths"], request.user, now()
    if shown.state in BOOKED_STATES:
        return place_in_booths(shown.pk, booths, seen=seen, actor=actor, at=at)
    return assign_booths(shown.pk, booths, larger_reason=typed["larger_reason"], seen=seen, actor=actor, at=at)


def _show(request: PersonRequest, booking: Booking, form: AssignmentForm | None) -> HttpResponse:
    seen = review_of(booking)
    chosen = _chosen(request, seen, form)
    halls = list(dict.fromkeys(use.allotment.hall.name for use in seen.uses))
    own = [hall for hall in seen.halls if hall in halls]
    asked = request.GET.get("hall")
    hall = asked if asked in halls else next(iter([*own, *halls]), None)
    plan = highlighted_plan(booking.edition_id, hall, chosen, to_nowhere) if hall else None
    context = {
        "review": seen,
        "booking": booking,
        "form": form,
        "chosen": chosen,
        "halls": halls,
        "hall": hall,
        "plan": plan,
        "rows": _rows(seen, plan, chosen),
        "off_plan": sorted(chosen - {booth.id for booth in plan.booths}) if plan else sorted(chosen),
    }
    return render(request, "exhibitors/review/assign.html", context, status=422 if form else 200)


def _chosen(request: PersonRequest, seen: Review, form: AssignmentForm | None) -> set[int]:
    """Return the chosen booths: those posted, else those carried over from another hall, else the booking's own."""
    if form is None and CHOSEN in request.GET:
        return set(chosen_ids(request.GET.getlist("booths")))
    if form is None and seen.has_booths_to_name:
        return set()
    if form is None:
        return {claim.booth_id for claim in seen.claims if claim.booth_id}
    return form.sent


@dataclass(frozen=True)
class Row:
    """A booth that can be chosen. `is_own` says that the booking already has it, and `suits` that it was requested."""

    booth: PlannedBooth
    is_chosen: bool
    is_own: bool
    suits: bool


def _rows(seen: Review, plan: HighlightedPlan | None, chosen: set[int]) -> list[Row]:
    """Return the hall's free booths and those that the booking may give up.

    The booking's own come first, then those that suit a request, each by number.
    """
    if plan is None:
        return []
    own = NO_BOOKING if seen.has_booths_to_name else seen.booking.pk
    rows = [
        Row(
            booth,
            is_chosen=booth.id in chosen,
            is_own=booth.holder_id == own,
            suits=any(
                suits(
                    asked, sector_id=booth.sector_id, kind=booth.kind, sides=booth.open_sides, area_sqm=booth.area_sqm
                )
                for asked in seen.requests
            ),
        )
        for booth in plan.booths
        if booth.availability == Availability.FREE or booth.holder_id == own
    ]
    return sorted(rows, key=lambda row: (not row.is_own, not row.suits))
