"""API endpoints for the offer of a booking and its answer."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Annotated, Protocol, Self

from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from ciie.accounts.models import User
from ciie.accounts.requests import ProgramRequest
from ciie.kernel.actors import Actor
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError, NotFound
from ciie.web.api import Listed, Page, SquareMetres, Text, listed, refusals
from exhibitors.bookings.api.bookings import IdempotencyKey, answered
from exhibitors.bookings.api.shapes import Cost, Reason, Revision
from exhibitors.bookings.operations.idempotency import Answer
from exhibitors.bookings.queries.bookings import of_bookings_in, visible_to
from exhibitors.money.sales.api.contracts import CodeSent
from exhibitors.money.sales.models.offers import Offer, OfferLine
from exhibitors.money.sales.operations.codes import CODE_LASTS
from exhibitors.money.sales.operations.offers import (
    accept_offer,
    decline_offer,
    enter_acceptance_code,
    send_acceptance_code,
)
from exhibitors.money.sales.queries.offers import latest_offer
from exhibitors.money.sales.states import OfferState
from exhibitors.pricing.api import Amount
from pavilions.plans.api import edition_numbered

router = Router(tags=["offers"])


class OfferLineShown(Schema):
    """`booth` is empty for what concerns the booking as a whole. Discounts are below 0."""

    name: str
    name_zh: str
    kind: str
    booth: str
    calculation: str
    quantity: Amount | None
    unit: str
    amount: Amount

    @classmethod
    def of(cls, line: OfferLine) -> Self:
        return cls(
            name=line.name,
            name_zh=line.name_zh,
            kind=line.kind,
            booth=line.booth,
            calculation=line.shown_words,
            quantity=line.quantity,
            unit=line.unit,
            amount=line.amount,
        )


class OfferShown(Schema):
    """The newest offer of a booking. It can be accepted until the end of `last_day` in the edition's time zone."""

    booking: int
    version: int
    state: OfferState
    made_at: datetime
    last_day: date
    area_sqm: SquareMetres
    currency: str
    lines: list[OfferLineShown]
    net: Amount
    total: Amount
    terms_version: int | None
    answered_at: datetime | None
    revision: int

    @classmethod
    def of(cls, offer: Offer, lines: Iterable[OfferLine] | None = None) -> Self:
        """Return the offer as the API shows it. `lines` are its lines in order, or None to read them."""
        found = offer.lines.order_by("position") if lines is None else lines
        return cls(
            booking=offer.booking_id,
            version=offer.version,
            state=OfferState(offer.state),
            made_at=offer.made_at,
            last_day=offer.last_day,
            area_sqm=offer.area_sqm,
            currency=offer.currency,
            lines=[OfferLineShown.of(line) for line in found],
            net=offer.net,
            total=offer.total,
            terms_version=offer.terms.version if offer.terms else None,
            answered_at=offer.answered_at,
            revision=offer.revision,
        )


Version = Annotated[int, Field(ge=1, lt=2**31, description="The version of the offer that is answered.")]


class OfferCodeWanted(Schema):
    version: Annotated[int, Field(ge=1, lt=2**31, description="The version of the offer that is to be accepted.")]
    revision: Revision | None = None


class OfferAccepted(Schema):
    """The offer is accepted in the name of the account, or of its power of attorney.

    `code` is that of the email, needed where the acceptance binds by itself: it confirms the booking, or no contract
    follows.
    """

    version: Version
    code: Annotated[Text, Field(max_length=20)] = ""
    revision: Revision | None = None


class OfferDeclined(Schema):
    """With `cost` of `GET …/cancellation` it is declined at that cost only."""

    version: Version
    reason: Reason = ""
    cost: Cost | None = None
    revision: Revision | None = None


class Reply(Protocol):
    """An operation on an offer, called with the actor and the time."""

    def __call__(self, offer_id: int, *, actor: Actor, at: datetime) -> Offer: ...


class OffersWanted(Schema):
    state: OfferState | None = None
    booking: int | None = None


@router.get("/editions/{int:edition}/offers", response={200: Listed[OfferShown], **refusals(404, 422)})
def list_offers(
    request: ProgramRequest, edition: int, wanted: Query[OffersWanted], page: Query[Page]
) -> dict[str, object]:
    """The offers of an edition, newest first: all of them for organizers, for others those of their companies."""
    rows = of_bookings_in(Offer.objects.all(), edition_numbered(edition), visible_to(request.auth))
    if wanted.state is not None:
        rows = rows.filter(state=wanted.state)
    if wanted.booking is not None:
        rows = rows.filter(booking=wanted.booking)
    lines = Prefetch("lines", OfferLine.objects.order_by("position"), to_attr="lines_read")
    found = rows.select_related("terms").prefetch_related(lines).order_by("-made_at", "-pk")
    return listed(found, page, lambda offers: [OfferShown.of(offer, offer.lines_read) for offer in offers])


@router.get("/bookings/{int:booking_id}/offer", response={200: OfferShown, **refusals(404)})
def show_offer(request: ProgramRequest, booking_id: int) -> OfferShown:
    """The newest offer of a booking; 404 where there is none."""
    return OfferShown.of(_latest(booking_id, request.auth))


@router.post(
    "/bookings/{int:booking_id}/offer/accept",
    operation_id="accept_offer",
    response={200: OfferShown, **refusals(400, 403, 404, 409, 413, 415, 422)},
)
def accept(
    request: ProgramRequest, booking_id: int, payload: OfferAccepted, key: IdempotencyKey = None
) -> HttpResponse:
    """Accept the offer of a booking, with the code that was mailed where that binds by itself.

    A wrong code counts, so it is entered before the transaction that an idempotency key makes of the rest.
    """
    at = now()
    waiting = _latest(booking_id, request.auth)
    if payload.code and waiting.state == OfferState.SENT and waiting.version == payload.version:
        refusal = enter_acceptance_code(waiting.pk, code=payload.code, actor=request.auth, at=at)
        if refusal is not None:
            raise refusal
    reply = partial(accept_offer, seen=payload.revision)
    return _answered(request, booking_id, payload.version, reply, key, at=at)


@router.post(
    "/bookings/{int:booking_id}/offer/code",
    response={200: CodeSent, **refusals(400, 403, 404, 409, 413, 415, 422, 429)},
)
def send_offer_code(request: ProgramRequest, booking_id: int, payload: OfferCodeWanted) -> CodeSent:
    """Mail the account a code that confirms its acceptance of the offer, where that binds by itself."""
    offer, at = _asked(booking_id, payload.version, request.auth), now()
    send_acceptance_code(offer.pk, seen=payload.revision, actor=request.auth, at=at)
    return CodeSent(email=request.auth.email, expires_at=at + CODE_LASTS)


@router.post(
    "/bookings/{int:booking_id}/offer/decline",
    operation_id="decline_offer",
    response={200: OfferShown, **refusals(400, 403, 404, 409, 413, 415, 422)},
)
def decline(
    request: ProgramRequest, booking_id: int, payload: OfferDeclined, key: IdempotencyKey = None
) -> HttpResponse:
    """Decline the offer of a booking, which is cancelled; its space becomes free."""
    reply = partial(decline_offer, reason=payload.reason, cost=payload.cost, seen=payload.revision)
    return _answered(request, booking_id, payload.version, reply, key, at=now())


def _answered(
    request: ProgramRequest, booking_id: int, version: int, reply: Reply, key: str | None, *, at: datetime
) -> HttpResponse:
    def answer() -> Answer:
        replied = reply(_asked(booking_id, version, request.auth).pk, actor=request.auth, at=at)
        return Answer(200, OfferShown.of(replied).model_dump(mode="json"))

    return answered(request, key, answer, at=at)


def _asked(booking_id: int, version: int, viewer: User) -> Offer:
    offer = _latest(booking_id, viewer)
    if offer.version != version:
        raise DomainError(
            _("There is a newer offer: version %(version)s.") % {"version": offer.version},
            code="offer_outdated",
            details={"version": offer.version},
        )
    return offer


def _latest(booking_id: int, viewer: User) -> Offer:
    booking = visible_to(viewer).filter(pk=booking_id).first()
    offer = None if booking is None else latest_offer(booking)
    if offer is None:
        raise NotFound(_("Offer not found."), code="not_found")
    return offer
