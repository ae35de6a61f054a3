"""Booking space, and looking at bookings."""

import hashlib
from typing import Literal

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema
from pydantic import Field

from ciie.accounts.bearer import ProgramRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import NotFound
from ciie.web.api_shapes import Listed, Page, Text, listed, refusals
from ciie.web.pace import require_pace
from exhibitors.bookings.api.booking_space import book
from exhibitors.bookings.api.idempotency import IdempotencyKey, answered
from exhibitors.bookings.api.shapes import BookingShown, NewBooking, shown
from exhibitors.bookings.models.booking import Booking
from exhibitors.bookings.queries.bookings import visible_to
from exhibitors.states import BookingState

router = Router(tags=["bookings"])


class BookingFilter(Schema):
    edition: int | None = Field(None, ge=0)
    company: int | None = Field(None, ge=1, lt=2**63)
    country: Text | None = Field(None, max_length=2)
    state: BookingState | None = None
    order: Literal["newest", "oldest"] = "newest"


@router.post(
    "/editions/{int:edition}/bookings", response={201: BookingShown, **refusals(400, 403, 404, 409, 413, 415, 422)}
)
def create_booking(
    request: ProgramRequest, edition: int, wanted: NewBooking, key: IdempotencyKey = None
) -> HttpResponse:
    """Hold booths or draft an application; with `submit` reserve them at once. All of it, or nothing."""
    require_pace("claims", request.auth.pk, settings.CLAIMS_PER_MINUTE)
    at = now()
    return answered(request, key, lambda: book(wanted, edition, actor=request.auth, at=at), at=at)


@router.get("/bookings", response={200: Listed[BookingShown], **refusals(422)})
def list_bookings(request: ProgramRequest, wanted: Query[BookingFilter], page: Query[Page]) -> dict[str, object]:
    """The bookings that the caller may see."""
    asked = {
        "edition__number": wanted.edition,
        "company_id": wanted.company,
        "company__country": wanted.country,
        "state": wanted.state,
    }
    rows = visible_to(request.auth).filter(**{name: value for name, value in asked.items() if value is not None})
    order = ("-created_at", "-pk") if wanted.order == "newest" else ("created_at", "pk")
    return listed(rows.select_related("company", "edition").order_by(*order), page, shown)


@router.get("/bookings/{int:booking_id}", response={200: BookingShown, 304: None, **refusals(404)})
def show_booking(request: ProgramRequest, booking_id: int) -> HttpResponseBase:
    """One booking. Send `If-None-Match` with the last `ETag`: 304 if nothing has changed since."""
    rows = visible_to(request.auth).filter(pk=booking_id).select_related("company", "edition")
    body = _only(list(rows)).model_dump_json().encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    fresh = HttpResponse(body, content_type="application/json", headers={"ETag": etag, "Cache-Control": "no-cache"})
    return get_conditional_response(request, etag=etag, response=fresh) or fresh


def _only(bookings: list[Booking]) -> BookingShown:
    if not bookings:
        raise NotFound(_("There is no such booking."), code="not_found")
    return shown(bookings)[0]
