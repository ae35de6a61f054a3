"""API endpoints for the contract of a booking and its signature."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from ciie.accounts.models import User
from ciie.accounts.requests import ProgramRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.web.api import Text, refusals
from exhibitors.bookings.api.bookings import IdempotencyKey, answered
from exhibitors.bookings.api.shapes import Cost, Reference, Revision
from exhibitors.bookings.operations.bookings import MAX_BOOTHS_PER_BOOKING
from exhibitors.bookings.operations.idempotency import Answer
from exhibitors.bookings.queries.bookings import visible_to
from exhibitors.money.sales.models.contracts import Contract
from exhibitors.money.sales.models.offers import REASON_LENGTH
from exhibitors.money.sales.operations.codes import CODE_LASTS
from exhibitors.money.sales.operations.reductions import reduce_contract
from exhibitors.money.sales.operations.signing import enter_signing_code, send_signing_code, sign_contract
from exhibitors.money.sales.queries.contracts import SHOWN
from exhibitors.money.sales.states import ContractState, PartKind
from exhibitors.pricing.api import Amount
from exhibitors.pricing.queries.comparisons import booths_named

router = Router(tags=["contracts"])


class PartShown(Schema):
    """A part of the payment schedule, net. `due_on` is null until what it waits for has happened."""

    kind: PartKind
    net: Amount
    due_on: date | None


class ContractShown(Schema):
    """The newest contract of a booking. It can be signed until the end of `sign_by` in the edition's time zone."""

    booking: int
    number: str
    version: int
    state: ContractState
    made_at: datetime
    sign_by: date
    currency: str
    net: Amount
    total: Amount
    schedule: list[PartShown]
    terms_version: int | None
    pdf_sha256: Annotated[str, Field(description="Of the PDF that is, or was, to be signed.")]
    signed_at: datetime | None
    signed_by: str | None
    revision: int

    @classmethod
    def of(cls, contract: Contract) -> Self:
        parts = contract.offer.instalments.order_by("position")
        return cls(
            booking=contract.booking_id,
            number=contract.number,
            version=contract.version,
            state=ContractState(contract.state),
            made_at=contract.made_at,
            sign_by=contract.sign_by,
            currency=contract.offer.currency,
            net=contract.offer.net,
            total=contract.offer.total,
            schedule=[PartShown(kind=PartKind(part.kind), net=Decimal(part.net), due_on=part.due_on) for part in parts],
            terms_version=contract.terms.version if contract.terms else None,
            pdf_sha256=contract.digest,
            signed_at=contract.signed_at,
            signed_by=contract.signed_by or None,
            revision=contract.revision,
        )


class CodeWanted(Schema):
    version: Annotated[int, Field(ge=1, lt=2**31, description="The version of the contract that is to be signed.")]
    revision: Revision | None = None


class CodeSent(Schema):
    """To which address the code went, and how long it is valid."""

    email: str
    expires_at: datetime


class ContractSigned(Schema):
    """`code` is that of the email; `agreed` says that the PDF has been read and may be signed.

    The contract is signed in the name of the account, or of its power of attorney.
    """

    version: Annotated[int, Field(ge=1, lt=2**31, description="The version of the contract that is signed.")]
    code: Annotated[Text, Field(min_length=1, max_length=20)]
    agreed: bool
    revision: Revision | None = None


class ContractReduced(Schema):
    """Booths of a signed contract that are returned, and free ones that are taken instead, by hall and number.

    Without `fee` the cancellation fee by the terms in the contract is owed, net, of the price that is given up. With
    `cost` of a quote's `settlement` the space is reduced at that cost only.
    """

    version: Annotated[int, Field(ge=1, lt=2**31, description="The version of the contract that is reduced.")]
    returned: Annotated[list[Reference], Field(min_length=1, max_length=MAX_BOOTHS_PER_BOOKING)]
    taken: Annotated[list[Reference], Field(max_length=MAX_BOOTHS_PER_BOOKING)] = []
    reason: Annotated[Text, Field(min_length=1, max_length=REASON_LENGTH)]
    fee: Amount | None = None
    cost: Cost | None = None
    revision: Revision | None = None


@router.get("/bookings/{int:booking_id}/contract", response={200: ContractShown, **refusals(404)})
def show_contract(request: ProgramRequest, booking_id: int) -> ContractShown:
    """The newest contract of a booking; 404 where there is none."""
    return ContractShown.of(_latest(booking_id, request.auth))


@router.post(
    "/bookings/{int:booking_id}/contract/code",
    operation_id="send_contract_code",
    response={200: CodeSent, **refusals(400, 403, 404, 409, 413, 415, 422, 429)},
)
def send_code(request: ProgramRequest, booking_id: int, payload: CodeWanted) -> CodeSent:
    """Mail the account a code that confirms its signature of the contract."""
    contract, at = _asked(booking_id, payload.version, request.auth), now()
    send_signing_code(contract.pk, seen=payload.revision, actor=request.auth, at=at)
    return CodeSent(email=request.auth.email, expires_at=at + CODE_LASTS)


@router.post(
    "/bookings/{int:booking_id}/contract/sign",
    operation_id="sign_contract",
    response={200: ContractShown, **refusals(400, 403, 404, 409, 413, 415, 422)},
)
def sign(request: ProgramRequest, booking_id: int, payload: ContractSigned, key: IdempotencyKey = None) -> HttpResponse:
    """Sign the contract of a booking, confirmed by the code that was mailed.

    A wrong code counts, so it is entered before the transaction that an idempotency key makes of the rest.
    """
    at = now()
    waiting = _latest(booking_id, request.auth)
    if waiting.state == ContractState.SENT and waiting.version == payload.version:
        refusal = enter_signing_code(waiting.pk, code=payload.code, actor=request.auth, at=at)
        if refusal is not None:
            raise refusal

    def answer() -> Answer:
        contract = _asked(booking_id, payload.version, request.auth)
        sign_contract(contract.pk, agreed=payload.agreed, seen=payload.revision, actor=request.auth, at=at)
        return Answer(200, ContractShown.of(_latest(booking_id, request.auth)).model_dump(mode="json"))

    return answered(request, key, answer, at=at)


@router.post(
    "/bookings/{int:booking_id}/contract/reduce",
    operation_id="reduce_contract",
    response={200: ContractShown, **refusals(400, 403, 404, 409, 413, 415, 422)},
)
def reduce(
    request: ProgramRequest, booking_id: int, payload: ContractReduced, key: IdempotencyKey = None
) -> HttpResponse:
    """Reduce the space of a signed contract; for organizers. Credit notes and the fee are drafts, to be issued next."""
    at = now()

    def answer() -> Answer:
        contract = _asked(booking_id, payload.version, request.auth)
        reduce_contract(
            contract.pk,
            returned=booths_of(contract, payload.returned, "returned"),
            taken=booths_of(contract, payload.taken, "taken"),
            reason=payload.reason,
            fee=payload.fee,
            cost=payload.cost,
            seen=payload.revision,
            actor=request.auth,
            at=at,
        )
        return Answer(200, ContractShown.of(_latest(booking_id, request.auth)).model_dump(mode="json"))

    return answered(request, key, answer, at=at)


def booths_of(contract: Contract, references: Sequence[str], field: str) -> list[int]:
    """Return the primary keys of the named booths. Raises `Invalid` (`unknown_booths`) for `field`."""
    found = booths_named(contract.booking.edition_id, references)
    if missing := [each for each in references if each not in found]:
        raise Invalid(
            _("There are no such booths on the published plans: %(booths)s.") % {"booths": ", ".join(missing)},
            code="unknown_booths",
            field=field,
            details={"booths": missing},
        )
    return [booth.pk for booth in found.values()]


def _asked(booking_id: int, version: int, viewer: User) -> Contract:
    contract = _latest(booking_id, viewer)
    if contract.version != version:
        raise DomainError(
            _("There is a newer contract: version %(version)s.") % {"version": contract.version},
            code="contract_outdated",
            details={"version": contract.version},
        )
    return contract


def _latest(booking_id: int, viewer: User) -> Contract:
    booking = visible_to(viewer).filter(pk=booking_id).first()
    rows = Contract.objects.select_related(*SHOWN).filter(booking=booking).order_by("-version")
    contract = None if booking is None else rows.first()
    if contract is None:
        raise NotFound(_("Contract not found."), code="not_found")
    return contract
