"""The page of a booking, and the decisions made on it."""

from collections.abc import Sequence

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.web.refusals import decided
from exhibitors.bookings.blocks.queries import place_in_blocks
from exhibitors.bookings.handling.forms import CommentForm, NoteForm, ReviewerForm
from exhibitors.bookings.handling.queries import assignment_of, comments_of, notes_of, possible_reviewers
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.booking_prices import priced
from exhibitors.bookings.queries.bookings import booking_history
from exhibitors.bookings.questions.queries import questionnaire_of
from exhibitors.bookings.upper_decks.queries import booking_decks
from exhibitors.money.invoices.queries.invoices import invoices_of
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.queries.cancellations import cancellation_preview, settlement_of
from exhibitors.money.sales.queries.path import path_of
from exhibitors.office.review.queries.review import Review, find_for_review, next_to_decide, review_of
from exhibitors.office.review.views.transitions import TRANSITIONS, OfferedTransition, offered_transitions
from exhibitors.plan_pages.plan_views.queries.plan_drawings import HighlightedPlan, highlighted_plan, to_its_booking
from exhibitors.pricing.terms.queries import acceptance_of
from exhibitors.states import BOOKED_STATES, BookingState
from pavilions.permissions import for_organizers


@for_organizers
@require_safe
def review(request: PersonRequest, pk: int) -> HttpResponse:
    return show_review(request, booking_or_404(request, pk))


@for_organizers
@require_POST
def decide(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    """Carry out one of `TRANSITIONS`. A refusal is shown beside its form, with the booking as it is now."""
    transition = TRANSITIONS.get(name)
    if transition is None:
        raise Http404
    booking_or_404(request, pk)
    form = transition.form(request.POST, auto_id=f"{transition.name}_%s")
    if booking := decided(form, transition.operation, pk, actor=request.user):
        messages.success(request, transition.words(booking))
        return redirect("organizer:review", pk)
    return show_review(request, booking_or_404(request, pk), OfferedTransition(transition, form))


def booking_or_404(request: PersonRequest, pk: int) -> Booking:
    booking = find_for_review(request.user, pk)
    if booking is None:
        raise Http404
    return booking


def show_review(
    request: PersonRequest, booking: Booking, refused: OfferedTransition | None = None, **sent: BaseForm
) -> HttpResponse:
    """Render the page. `sent` holds the forms of `_handling` that have just been refused."""
    seen = review_of(booking)
    transitions = offered_transitions(booking, request.user, refused)
    has_space = booking.state in {*BOOKED_STATES, BookingState.SUBMITTED}
    may_open_block = has_space and booking.block_id is None and allowed("exhibitors.open_block", request.user, booking)
    context = {
        "review": seen,
        "booking": booking,
        "space": priced(booking, seen.claims, seen.requests, at=now()),
        "acceptance": acceptance_of(booking.pk),
        "transitions": transitions,
        "refused": refused,
        "refused_is_offered": refused in transitions,
        "may_assign": (seen.awaits or seen.has_booths_to_name) and booking.may_decide,  # type: ignore[attr-defined]  # by listed_bookings
        "plan": _plan(request, seen),
        "letters": booking.letters.defer("snapshot").order_by("-issued_at"),
        "history": booking_history(booking, viewer=request.user),
        "place": place_in_blocks(booking),
        "may_end_claims": allowed("exhibitors.end_claims", request.user),
        "may_open_block": may_open_block,
        "next": next_to_decide(request.user, booking.edition, booking),
        "questionnaire": questionnaire_of(booking),
        "upper": booking_decks(booking),
        "sales": path_of(booking, at=now()),
        **_cancelling(request, booking, transitions),
        "may_invoice": allowed("exhibitors.run_invoices", request.user),
        "invoices": invoices_of(booking, request.user),
        "may_make_offer": booking.state == BookingState.APPROVED
        and booking.goes_by_offer
        and allowed("exhibitors.run_offers", request.user, booking),
        **_handling(request, booking),
        **sent,
    }
    return render(request, "exhibitors/review/review.html", context, status=422 if refused or sent else 200)


def _cancelling(
    request: PersonRequest, booking: Booking, transitions: Sequence[OfferedTransition]
) -> dict[str, object]:
    """Return what cancelling would cost, if it is offered, and what a cancelled booking has come to."""
    found = Cancellation.objects.filter(booking=booking).first() if booking.state == BookingState.CANCELLED else None
    may_cancel = any(offered.transition.name == "cancel" for offered in transitions)
    return {
        "cost_of_cancelling": cancellation_preview(booking, at=now()) if may_cancel else None,
        "settlement": settlement_of(found) if found else None,
        "cancellation": found if allowed("exhibitors.run_invoices", request.user) else None,
    }


def _handling(request: PersonRequest, booking: Booking) -> dict[str, object]:
    """Return the reviewer, the organizer's notes, and the comments exchanged with the exhibitor."""
    assignment = assignment_of(booking)
    people = possible_reviewers(booking)
    shown = {
        "reviewer": assignment.reviewer_id if assignment else None,
        "revision": assignment.revision if assignment else 0,
    }
    return {
        "assignment": assignment,
        "may_take": request.user in people and (assignment is None or assignment.reviewer_id != request.user.pk),
        "reviewer_form": ReviewerForm(initial=shown, people=people),
        "notes": notes_of(booking),
        "note_form": NoteForm(auto_id="note_%s"),
        "comments": comments_of(booking, viewer=request.user),
        "may_comment": allowed("exhibitors.comment_as_organizer", request.user, booking),
        "comment_form": CommentForm(auto_id="comment_%s"),
    }


def _plan(request: PersonRequest, seen: Review) -> HighlightedPlan | None:
    """Return the plan of the hall that `?hall=` names, or of the first in which the booking has space."""
    halls = seen.halls
    if not halls:
        return None
    hall = request.GET.get("hall")
    lit = {claim.booth_id for claim in seen.claims if claim.booth_id}
    return highlighted_plan(seen.booking.edition_id, hall if hall in halls else halls[0], lit, to_its_booking)
