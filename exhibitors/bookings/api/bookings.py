"""The API for booking space and reading bookings.

A client that lost a response repeats the request with the same `Idempotency-Key` and gets the same response.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Annotated, Literal

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Schema
from pydantic import Field, StringConstraints

from ciie.accounts.models import User
from ciie.accounts.requests import ProgramRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.wording import list_words
from ciie.web.api import Listed, Page, Text, listed, refusals
from ciie.web.rate_limits import require_pace
from exhibitors.bookings.api.shapes import BookingShown, NewBooking, TermsShown, shown
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.bookings.operations.idempotency import Answer, run_once_per_key
from exhibitors.bookings.operations.submission import Wanted, apply_for_space, book_booths_called, draft_application
from exhibitors.bookings.queries.booking_records import BookingRecord
from exhibitors.bookings.queries.bookings import visible_to
from exhibitors.pricing.terms.queries import terms_in_force
from exhibitors.states import BookingState
from pavilions.floor.models.venue import Sector
from pavilions.plans.api import edition_numbered
from pavilions.plans.queries.booths import edition_and_booths, replacements_for

REPLAYED = "Idempotent-Replay"

IdempotencyKey = Annotated[
    Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")] | None,
    Header(alias="Idempotency-Key"),
]

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
    """Hold booths or draft an application; with `submit`, reserve them at once: all of it or nothing."""
    require_pace("claims", request.auth.pk, settings.CLAIMS_PER_MINUTE)
    at = now()
    return answered(request, key, lambda: book(wanted, edition, actor=request.auth, at=at), at=at)


@router.get("/editions/{int:edition}/terms", response={200: TermsShown, **refusals(404)})
def show_terms(request: ProgramRequest, edition: int) -> TermsShown:
    """The terms that a booking of this edition is submitted under; 404 where it has none."""
    terms = terms_in_force(edition_numbered(edition))
    if terms is None or terms.published_at is None:
        raise NotFound(_("This edition has no terms."), code="not_found")
    return TermsShown(version=terms.version, text=terms.text, text_zh=terms.text_zh, published_at=terms.published_at)


@router.get("/bookings", response={200: Listed[BookingShown], **refusals(422)})
def list_bookings(request: ProgramRequest, wanted: Query[BookingFilter], page: Query[Page]) -> dict[str, object]:
    """The bookings that the caller can see."""
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
    found = shown(list(rows))
    if not found:
        raise NotFound(_("Booking not found."), code="not_found")
    body = found[0].model_dump_json().encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    fresh = HttpResponse(body, content_type="application/json", headers={"ETag": etag, "Cache-Control": "no-cache"})
    return get_conditional_response(request, etag=etag, response=fresh) or fresh


def book(wanted: NewBooking, edition: int, *, actor: User, at: datetime) -> Answer:
    """Create the requested booking in the edition with this number. The answer shows the new booking."""
    if wanted.booths:
        with offering_others(partial(edition_numbered, edition)):
            if wanted.submit:
                booking = book_booths_called(
                    wanted.company, edition, wanted.booths, terms=wanted.terms_version, actor=actor, at=at
                )
            else:
                booking = hold_booths(wanted.company, *edition_and_booths(edition, wanted.booths), actor=actor, at=at)
        record = BookingRecord(booking, booking.claims_at_first or [], requests=[])
        return _answer(BookingShown.of(record), HTTPStatus.CREATED)
    edition_id = edition_numbered(edition)
    apply = partial(apply_for_space, terms=wanted.terms_version) if wanted.submit else draft_application
    sectors = _sectors_called({wish.sector for wish in wanted.requests})
    asked = [Wanted(sectors[w.sector], w.area_sqm, w.kind, w.open_sides_min) for w in wanted.requests]
    booking = apply(wanted.company, edition_id, asked, actor=actor, at=at)
    return answer_with(booking, HTTPStatus.CREATED)


@contextmanager
def offering_others(edition_id: Callable[[], int]) -> Iterator[None]:
    """Add `alternatives` to the refusal of taken booths: the nearest free booths of similar size.

    They are looked up after the rollback, so that booths which the refused request held for a moment are among them.
    """
    try:
        yield
    except DomainError as refusal:
        taken = refusal.details.pop("taken_ids", None)
        if isinstance(taken, list):
            found = replacements_for(taken, edition_id=edition_id())
            refusal.details["alternatives"] = [offer.reference for booth in found for offer in booth.offers]
        raise


def answer_with(booking: Booking, status: int = HTTPStatus.OK) -> Answer:
    return _answer(shown([booking])[0], status)


def _answer(shape: BookingShown, status: int) -> Answer:
    return Answer(status, shape.model_dump(mode="json"))


def _sectors_called(names: set[str]) -> Mapping[str, int]:
    """Return the keys of the sectors by their codes or names. Raise `Invalid` (`unknown_sector`) for unknown ones."""
    found: dict[str, int] = {}
    for pk, code, name, name_zh in Sector.objects.filter(
        Q(code__in=names) | Q(name__in=names) | Q(name_zh__in=names)
    ).values_list("pk", "code", "name", "name_zh"):
        found |= {code: pk, name: pk, name_zh: pk}
    unknown = sorted(names - found.keys())
    if unknown:
        raise Invalid(
            _("There is no sector called %(sectors)s.") % {"sectors": list_words(unknown)},
            code="unknown_sector",
            field="requests",
            details={"unknown": unknown},
        )
    return found


def answered(request: ProgramRequest, key: str | None, work: Callable[[], Answer], *, at: datetime) -> HttpResponse:
    """Do the work, at most once if a key is given, and return its answer."""
    if key is None:
        answer = work()
    else:
        asked = f"{request.method} {request.path}\n".encode() + request.body
        fingerprint = hashlib.sha256(asked).hexdigest()
        answer = run_once_per_key(key, fingerprint, work, actor=request.auth, at=at)
    response = HttpResponse(json.dumps(answer.body), status=answer.status, content_type="application/json")
    if answer.is_replay:
        response.headers[REPLAYED] = "true"
    return response
