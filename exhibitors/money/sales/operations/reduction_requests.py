"""Requests of exhibitors for less space after the signature. The organizer accepts or refuses them.

Accepting a request reduces the contract. Locks are taken in the order: booths, booking, offer, contract, request.
"""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock, lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import list_words
from ciie.web.templatetags.interface import money
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.bookings import lock_booking
from exhibitors.bookings.signals import booking_ended
from exhibitors.money.sales.models.reductions import DECIDED, ReductionRequest
from exhibitors.money.sales.notifications import announce_reduction_refused
from exhibitors.money.sales.operations.cancellations import require_cost
from exhibitors.money.sales.operations.reductions import lock_signed, reduce_locked
from exhibitors.money.sales.operations.steps import require_reason
from exhibitors.money.sales.queries.reductions import reduction_quote
from exhibitors.money.sales.states import REDUCTION_LIFECYCLE, ReductionState
from exhibitors.pricing.queries.comparisons import booths_named

NO_REQUEST = _("Request not found.")


@operation("exhibitors.reduction.requested")
def request_reduction(
    contract_id: int,
    *,
    returned: Collection[int],
    taken: Collection[int] = (),
    reason: str,
    net: Decimal,
    fee: Decimal,
    cost: str | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> ReductionRequest:
    """Request a reduction for the exhibitor: giving up these booths, and taking free ones instead.

    `net`, `fee` and `cost` are those of the quote that the exhibitor saw. Raises the errors of `reduction_quote` and
    `lock_free_booths`, and `DomainError`: `contract_not_signed`, `reduction_request_waits`, `reduction_quote_changed`,
    or `cost_changed`.
    """
    locked = lock_signed(contract_id, taken)
    booking, contract = locked.booking, locked.contract
    require("exhibitors.answer_offer", actor, booking)
    require_seen(contract, seen)
    contract.offer, contract.booking = locked.require_signed(), booking
    require_reason(reason)
    if ReductionRequest.objects.filter(booking=booking, state=ReductionState.WAITING).exists():
        raise DomainError(_("A request for less space already waits for an answer."), code="reduction_request_waits")
    quote = reduction_quote(contract, returned, taken, at=at)
    if (quote.net, quote.fee) != (net, fee):
        raise DomainError(
            _("The price or the fee has changed since you looked. Check it again."), code="reduction_quote_changed"
        )
    require_cost(quote.settlement, cost)
    found = ReductionRequest(
        booking=booking,
        contract=contract,
        returned=", ".join(quote.returned),
        taken=", ".join(quote.taken),
        reason=reason.strip(),
        currency=quote.currency,
        net=quote.net,
        percent=quote.percent,
        fee=quote.fee,
        made_at=at,
        made_by=person_of(actor),
    )
    require_valid(found, exclude=["booking", "contract", "made_by", "decided_by"])
    found.save()
    return found


@operation("exhibitors.reduction.withdrawn")
def withdraw_reduction_request(
    request_id: int, *, seen: int | None = None, actor: Actor, at: datetime
) -> ReductionRequest:
    """Withdraw a request for the exhibitor before it is decided."""
    booking = lock_booking(_known(request_id).booking_id)
    found = lock_one(ReductionRequest.objects.all(), request_id, missing=NO_REQUEST)
    require("exhibitors.answer_offer", actor, booking)
    _require_waiting(found, seen)
    _decide(found, ReductionState.WITHDRAWN, actor=actor, at=at)
    return found


@operation("exhibitors.reduction.accepted")
def accept_reduction_request(
    request_id: int,
    *,
    fee: Decimal | None = None,
    cost: str | None = None,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> list[int]:
    """Reduce the contract as requested. Return the keys of the drafts to issue, as `reduce_contract` does.

    The fee is that of the request, or a lower one entered by hand. `cost` is that of the quote at the request's fee.
    The exhibitor gets the amendment by mail. Raises the errors of `reduce_contract`, and `DomainError`:
    `unknown_booths`, `reduction_outdated`, or `reduction_decided`.
    """
    known = _known(request_id)
    returned, taken = _keys(known, known.returned), _keys(known, known.taken)
    locked = lock_signed(known.contract_id, taken)
    found = lock_one(ReductionRequest.objects.all(), request_id, missing=NO_REQUEST)
    require("exhibitors.run_offers", actor, locked.booking)
    _require_waiting(found, seen)
    if fee is not None and fee > found.fee:
        raise Invalid(
            _("The exhibitor asked at a fee of %(fee)s. Enter at most that.")
            % {"fee": money(found.fee, found.currency)},
            code="fee_out_of_range",
            field="fee",
        )
    drafts = reduce_locked(
        locked,
        returned,
        reason=found.reason,
        fee=found.fee if fee is None else fee,
        asked=found,
        cost=cost,
        actor=actor,
        at=at,
    )
    _decide(found, ReductionState.ACCEPTED, actor=actor, at=at)
    return drafts


@operation("exhibitors.reduction.refused")
def refuse_reduction_request(
    request_id: int, *, reason: str, seen: int | None = None, actor: Actor, at: datetime
) -> ReductionRequest:
    """Leave the contract as it is, giving a reason, which is sent to the exhibitor."""
    booking = lock_booking(_known(request_id).booking_id)
    found = lock_one(ReductionRequest.objects.select_related("contract"), request_id, missing=NO_REQUEST)
    require("exhibitors.run_offers", actor, booking)
    _require_waiting(found, seen)
    require_reason(reason)
    _decide(found, ReductionState.REFUSED, answer=reason.strip(), actor=actor, at=at)
    announce_reduction_refused(found, booking, at=at)
    return found


@receiver(booking_ended)
def end_request(*, booking: Booking, actor: Actor, at: datetime, **_kwargs: object) -> None:
    """End the waiting request of a booking that has been cancelled."""
    waiting = ReductionRequest.objects.filter(booking=booking, state=ReductionState.WAITING)
    for found in lock(ReductionRequest.objects.all(), waiting.values_list("pk", flat=True)):
        _decide(found, ReductionState.ENDED, actor=actor, at=at)


def _known(request_id: int) -> ReductionRequest:
    """Return the request, read without a lock, for columns that never change."""
    found = ReductionRequest.objects.select_related("booking").filter(pk=request_id).first()
    if found is None:
        raise NotFound(NO_REQUEST, code="not_found")
    return found


def _keys(request: ReductionRequest, names: str) -> list[int]:
    """Return the primary keys of the named booths on the published plans. Raises `DomainError` (`unknown_booths`)."""
    listed = [name for name in names.split(", ") if name]
    found = booths_named(request.booking.edition_id, listed)
    if missing := [name for name in listed if name not in found]:
        raise DomainError(
            _("There are no such booths on the published plans: %(booths)s.") % {"booths": list_words(missing)},
            code="unknown_booths",
            details={"booths": missing},
        )
    return [booth.pk for booth in found.values()]


def _require_waiting(found: ReductionRequest, seen: int | None) -> None:
    if not found.is_waiting:
        raise DomainError(
            _("This request has been decided: it is %(state)s.") % {"state": found.get_state_display()},
            code="reduction_decided",
            details={"state": found.state},
        )
    require_seen(found, seen)


def _decide(found: ReductionRequest, to: ReductionState, *, answer: str = "", actor: Actor, at: datetime) -> None:
    REDUCTION_LIFECYCLE.require(found.state, to)
    found.state, found.answer, found.decided_at, found.decided_by = to, answer, at, person_of(actor)
    require_valid(found, exclude=["booking", "contract", "made_by", "decided_by"])
    found.save(update_fields=DECIDED)
