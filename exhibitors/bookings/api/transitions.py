"""The API for the transitions of a booking by exhibitor and organizer, each of which is one operation."""

from datetime import datetime
from functools import partial
from typing import Protocol

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from ciie.accounts.requests import ProgramRequest
from ciie.kernel.actors import Actor
from ciie.kernel.clock import now
from ciie.kernel.errors import NotFound
from ciie.web.api import refusals
from ciie.web.rate_limits import require_pace
from exhibitors.bookings.api.bookings import IdempotencyKey, answer_with, answered, offering_others
from exhibitors.bookings.api.shapes import (
    Approval,
    Assignment,
    BookingShown,
    Cancellation,
    OptionallyReasoned,
    Reasoned,
    Submission,
)
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.assignment import assign_booths
from exhibitors.bookings.operations.decisions import (
    approve_booking,
    confirm_booking,
    reject_booking,
    return_booking,
    waitlist_booking,
)
from exhibitors.bookings.operations.submission import cancel_booking, submit_booking, withdraw_booking
from exhibitors.bookings.queries.bookings import visible_to
from pavilions.plans.queries.booths import booth_ids

router = Router(tags=["transitions"])
ANSWERS = {200: BookingShown, **refusals(400, 403, 404, 409, 413, 415, 422)}


class Transition(Protocol):
    """An operation bound to one booking that still needs its actor and its time."""

    def __call__(self, *, actor: Actor, at: datetime) -> Booking: ...


def _carried_out(request: ProgramRequest, booking_id: int, key: str | None, transition: Transition) -> HttpResponse:
    """Carry out a transition. Raise `NotFound` if the caller cannot see the booking."""
    at = now()
    _edition_of(booking_id, request)
    return answered(request, key, lambda: answer_with(transition(actor=request.auth, at=at)), at=at)


def _edition_of(booking_id: int, request: ProgramRequest) -> int:
    """Return the key of the booking's edition. Raise `NotFound` if no such booking is visible to the caller."""
    edition_id = visible_to(request.auth).filter(pk=booking_id).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise NotFound(_("Booking not found."), code="not_found")
    return edition_id


@router.post("/bookings/{int:booking_id}/submit", operation_id="submit_booking", response=ANSWERS)
def submit(
    request: ProgramRequest, booking_id: int, payload: Submission | None = None, key: IdempotencyKey = None
) -> HttpResponse:
    """Submit a draft: its booths, or the requested m², are reserved, and the booking awaits approval."""
    require_pace("claims", request.auth.pk, settings.CLAIMS_PER_MINUTE)
    terms = (payload or Submission()).terms_version
    return _carried_out(request, booking_id, key, partial(submit_booking, booking_id, terms=terms))


@router.post("/bookings/{int:booking_id}/withdraw", operation_id="withdraw_booking", response=ANSWERS)
def withdraw(request: ProgramRequest, booking_id: int, key: IdempotencyKey = None) -> HttpResponse:
    """Withdraw a booking that has not been approved yet; its space becomes free."""
    return _carried_out(request, booking_id, key, partial(withdraw_booking, booking_id))


@router.post("/bookings/{int:booking_id}/cancel", operation_id="cancel_booking", response=ANSWERS)
def cancel(
    request: ProgramRequest, booking_id: int, payload: Cancellation | None = None, key: IdempotencyKey = None
) -> HttpResponse:
    """Cancel an approved booking under the rules of the edition. `GET …/cancellation` says beforehand what it costs."""
    payload = payload or Cancellation()
    transition = partial(cancel_booking, booking_id, reason=payload.reason, cost=payload.cost)
    return _carried_out(request, booking_id, key, transition)


@router.post("/bookings/{int:booking_id}/approve", operation_id="approve_booking", response=ANSWERS)
def approve(
    request: ProgramRequest, booking_id: int, payload: Approval | None = None, key: IdempotencyKey = None
) -> HttpResponse:
    """Approve a booking: its space is booked, and the confirmation letter, or an offer, is sent by email."""
    payload = payload or Approval()
    transition = partial(
        approve_booking,
        booking_id,
        without_rest=payload.without_rest,
        last_day=payload.last_day,
        seen=payload.revision,
    )
    return _carried_out(request, booking_id, key, transition)


@router.post("/bookings/{int:booking_id}/reject", operation_id="reject_booking", response=ANSWERS)
def reject(request: ProgramRequest, booking_id: int, payload: Reasoned, key: IdempotencyKey = None) -> HttpResponse:
    """Reject a booking and give a reason, which the exhibitor can see."""
    transition = partial(reject_booking, booking_id, reason=payload.reason, seen=payload.revision)
    return _carried_out(request, booking_id, key, transition)


@router.post("/bookings/{int:booking_id}/waitlist", operation_id="waitlist_booking", response=ANSWERS)
def waitlist(
    request: ProgramRequest, booking_id: int, payload: OptionallyReasoned | None = None, key: IdempotencyKey = None
) -> HttpResponse:
    """Put a booking on the waiting list; its space becomes free."""
    payload = payload or OptionallyReasoned()
    transition = partial(waitlist_booking, booking_id, reason=payload.reason, seen=payload.revision)
    return _carried_out(request, booking_id, key, transition)


@router.post("/bookings/{int:booking_id}/return", operation_id="return_booking", response=ANSWERS)
def return_for_change(
    request: ProgramRequest, booking_id: int, payload: Reasoned, key: IdempotencyKey = None
) -> HttpResponse:
    """Return a booking for change and give a reason. It becomes a draft again; its booths remain held for a while."""
    transition = partial(return_booking, booking_id, reason=payload.reason, seen=payload.revision)
    return _carried_out(request, booking_id, key, transition)


@router.post("/bookings/{int:booking_id}/confirm", operation_id="confirm_booking", response=ANSWERS)
def confirm(request: ProgramRequest, booking_id: int, key: IdempotencyKey = None) -> HttpResponse:
    """Confirm an approved booking: the contract is signed and the deposit paid."""
    return _carried_out(request, booking_id, key, partial(confirm_booking, booking_id))


@router.post("/bookings/{int:booking_id}/assign", operation_id="assign_booking", response=ANSWERS)
def assign(request: ProgramRequest, booking_id: int, payload: Assignment, key: IdempotencyKey = None) -> HttpResponse:
    """Reserve these booths for a booking that awaits a decision, replacing those it has."""
    edition_id = _edition_of(booking_id, request)
    booths = booth_ids(edition_id, payload.booths)
    with offering_others(lambda: edition_id):
        transition = partial(assign_booths, booking_id, booths, larger_reason=payload.larger_reason)
        return _carried_out(request, booking_id, key, transition)
