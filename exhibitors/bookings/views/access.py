"""Fetching what a page is about, for somebody who may see it and do with it what the page is for."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from ciie.kernel.authority import require
from ciie.web.pace import require_pace
from exhibitors.bookings.models.booking import Booking
from exhibitors.bookings.queries.bookings import visible_to, with_space
from exhibitors.companies.views.access import DeskRequest


def booking_for(request: DeskRequest, pk: int, *, permission: str = "exhibitors.see_booking") -> Booking:
    """A booking with its space, company and edition; refuses as `company_for` does."""
    rows = with_space(visible_to(request.user)).select_related("company", "edition", "contact")
    booking = get_object_or_404(rows, pk=pk)
    request.company_at_hand = booking.company_id
    require(permission, request.user, booking)
    return booking


def at_human_pace(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a person send this form, and all others like it together, `CLAIMS_PER_MINUTE` times a minute."""

    @wraps(view)
    def paced(request: DeskRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST":
            require_pace("claims", request.user.pk, settings.CLAIMS_PER_MINUTE)
        return view(request, *args, **kwargs)

    return paced
