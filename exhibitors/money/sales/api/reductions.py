"""API endpoints for requests to reduce the space of a signed contract."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Self

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from ciie.accounts.models import User
from ciie.accounts.requests import ProgramRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError, NotFound
from ciie.web.api import Text, refusals
from exhibitors.bookings.api.bookings import IdempotencyKey, answered
from exhibitors.bookings.api.shapes import Cost, Reference, Revision
from exhibitors.bookings.operations.bookings import MAX_BOOTHS_PER_BOOKING
from exhibitors.bookings.operations.idempotency import Answer
from exhibitors.bookings.queries.bookings import visible_to
from exhibitors.money.sales.api.cancellations import SettlementShown
from exhibitors.money.sales.api.contracts import booths_of
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import REASON_LENGTH
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.operations.reduction_requests import (
    NO_REQUEST,
    accept_reduction_request,
    refuse_reduction_request,
    request_reduction,
    withdraw_reduction_request,
)
from exhibitors.money.sales.queries.reductions import (
    ReductionQuote,
    latest_request,
    reducible_contract,
    reduction_quote,
)
from exhibitors.money.sales.states import ReductionState
from exhibitors.pricing.api import Amount

router = Router(tags=["contracts"])

PATH = "/bookings/{int:booking_id}/contract"
REFUSALS = refusals(400, 403, 404, 409, 413, 415, 422)


class ReductionChosen(Schema):
    """Booths that are returned, and free ones that are taken instead, by hall and number."""

    returned: Annotated[list[Reference], Field(min_length=1, max_length=MAX_BOOTHS_PER_BOOKING)]
    taken: Annotated[list[Reference], Field(max_length=MAX_BOOTHS_PER_BOOKING)] = []


class ReductionQuoted(Schema):
    """What the booking would cost with less space, net and with tax, and what is owed for what is given up.

    `credited` is what has been invoiced beyond the new price, net; `settlement` has it with tax.
    """

    returned: list[str]
    taken: list[str]
    area_sqm: Amount
    currency: str
    before: Amount
    net: Amount
    percent: Amount
    fee: Amount
    total_before: Amount
    total: Amount
    credited: Amount
    settlement: SettlementShown
    revision: Annotated[int, Field(description="Of the contract, for the request.")]

    @classmethod
    def of(cls, quote: ReductionQuote, contract: Contract) -> Self:
        return cls(
            returned=list(quote.returned),
            taken=list(quote.taken),
            area_sqm=quote.area_sqm,
            currency=quote.currency,
            before=quote.before,
            net=quote.net,
            percent=quote.percent,
            fee=quote.fee,
            total_before=quote.total_before,
            total=quote.total,
            credited=quote.credited,
            settlement=SettlementShown.of(quote.settlement),
            revision=contract.revision,
        )


class ReductionAsked(ReductionChosen):
    """`net` and `fee` are those of the quote that was shown, and `cost` that of its `settlement`.

    Where they have changed, the request is refused.
    """

    net: Amount
    fee: Amount
    cost: Cost | None = None
    reason: Annotated[Text, Field(min_length=1, max_length=REASON_LENGTH)]
    revision: Revision | None = None


class ReductionShown(Schema):
    """The newest request of a booking. `answer` is the organizer's reason for refusing it."""

    booking: int
    contract: str
    state: ReductionState
    returned: str
    taken: str
    reason: str
    currency: str
    net: Amount
    percent: Amount
    fee: Amount
    made_at: datetime
    decided_at: datetime | None
    answer: str
    revision: int

    @classmethod
    def of(cls, row: ReductionRequest) -> Self:
        return cls(
            booking=row.booking_id,
            contract=row.contract.number,
            state=ReductionState(row.state),
            returned=row.returned,
            taken=row.taken,
            reason=row.reason,
            currency=row.currency,
            net=Decimal(row.net),
            percent=Decimal(row.percent),
            fee=Decimal(row.fee),
            made_at=row.made_at,
            decided_at=row.decided_at,
            answer=row.answer,
            revision=row.revision,
        )


class ReductionAccepted(Schema):
    """Without `fee` the one that the exhibitor was shown is owed; it can be lower."""

    fee: Amount | None = None
    revision: Revision | None = None


class ReductionRefused(Schema):
    reason: Annotated[Text, Field(min_length=1, max_length=REASON_LENGTH)]
    revision: Revision | None = None


class ReductionWithdrawn(Schema):
    revision: Revision | None = None


@router.post(f"{PATH}/quote-reduction", operation_id="quote_reduction", response={200: ReductionQuoted, **REFUSALS})
def quote(request: ProgramRequest, booking_id: int, payload: ReductionChosen) -> ReductionQuoted:
    """What less space of a signed contract would come to today. Nothing is changed."""
    contract = _contract(booking_id, request.auth)
    return ReductionQuoted.of(reduction_quote(contract, *_keys(contract, payload), at=now()), contract)


@router.get(f"{PATH}/reduction", operation_id="show_reduction", response={200: ReductionShown, **refusals(404)})
def show_request(request: ProgramRequest, booking_id: int) -> ReductionShown:
    """The newest request for less space of a booking; 404 where there is none."""
    return ReductionShown.of(_latest(booking_id, request.auth))


@router.post(f"{PATH}/request-reduction", operation_id="request_reduction", response={200: ReductionShown, **REFUSALS})
def ask(request: ProgramRequest, booking_id: int, payload: ReductionAsked, key: IdempotencyKey = None) -> HttpResponse:
    """Ask the organizer to reduce the space of a signed contract, for the exhibitor."""
    at = now()

    def change() -> None:
        contract = _contract(booking_id, request.auth)
        returned, taken = _keys(contract, payload)
        request_reduction(
            contract.pk,
            returned=returned,
            taken=taken,
            reason=payload.reason,
            net=payload.net,
            fee=payload.fee,
            cost=payload.cost,
            seen=payload.revision,
            actor=request.auth,
            at=at,
        )

    return _answered(request, booking_id, key, change, at=at)


@router.post(
    f"{PATH}/withdraw-reduction", operation_id="withdraw_reduction", response={200: ReductionShown, **REFUSALS}
)
def withdraw(
    request: ProgramRequest, booking_id: int, payload: ReductionWithdrawn, key: IdempotencyKey = None
) -> HttpResponse:
    """Take the request back, for the exhibitor."""
    at = now()

    def change() -> None:
        found = _latest(booking_id, request.auth)
        withdraw_reduction_request(found.pk, seen=payload.revision, actor=request.auth, at=at)

    return _answered(request, booking_id, key, change, at=at)


@router.post(f"{PATH}/accept-reduction", operation_id="accept_reduction", response={200: ReductionShown, **REFUSALS})
def accept(
    request: ProgramRequest, booking_id: int, payload: ReductionAccepted, key: IdempotencyKey = None
) -> HttpResponse:
    """Reduce the contract as asked; for organizers. Credit notes and the fee are drafts, to be issued next."""
    at = now()

    def change() -> None:
        found = _latest(booking_id, request.auth)
        accept_reduction_request(found.pk, fee=payload.fee, seen=payload.revision, actor=request.auth, at=at)

    return _answered(request, booking_id, key, change, at=at)


@router.post(f"{PATH}/refuse-reduction", operation_id="refuse_reduction", response={200: ReductionShown, **REFUSALS})
def refuse(
    request: ProgramRequest, booking_id: int, payload: ReductionRefused, key: IdempotencyKey = None
) -> HttpResponse:
    """Leave the contract as it is, with a reason; for organizers."""
    at = now()

    def change() -> None:
        found = _latest(booking_id, request.auth)
        refuse_reduction_request(found.pk, reason=payload.reason, seen=payload.revision, actor=request.auth, at=at)

    return _answered(request, booking_id, key, change, at=at)


def _answered(
    request: ProgramRequest, booking_id: int, key: str | None, change: Callable[[], None], *, at: datetime
) -> HttpResponse:
    def answer() -> Answer:
        change()
        return Answer(200, ReductionShown.of(_latest(booking_id, request.auth)).model_dump(mode="json"))

    return answered(request, key, answer, at=at)


def _keys(contract: Contract, chosen: ReductionChosen) -> tuple[Sequence[int], Sequence[int]]:
    return booths_of(contract, chosen.returned, "returned"), booths_of(contract, chosen.taken, "taken")


def _contract(booking_id: int, viewer: User) -> Contract:
    booking = visible_to(viewer).select_related("edition").filter(pk=booking_id).first()
    if booking is None:
        raise NotFound(_("Booking not found."), code="not_found")
    contract = reducible_contract(booking)
    if contract is None:
        raise DomainError(_("Only the space of a signed contract can be reduced."), code="contract_not_signed")
    return contract


def _latest(booking_id: int, viewer: User) -> ReductionRequest:
    booking = visible_to(viewer).filter(pk=booking_id).first()
    found = None if booking is None else latest_request(booking)
    if found is None:
        raise NotFound(NO_REQUEST, code="not_found")
    return found
