"""The API endpoint for the cost of cancelling a booking."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from ciie.accounts.requests import ProgramRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError, NotFound
from ciie.web.api import refusals
from exhibitors.bookings.queries.bookings import visible_to
from exhibitors.money.invoices.amounts import rounded
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.queries.cancellations import cancellation_preview, settlement_of
from exhibitors.money.sales.queries.settlements import Settlement
from exhibitors.pricing.api import Amount
from exhibitors.states import BOOKED_STATES, BookingState

router = Router(tags=["bookings"])


class SettlementShown(Schema):
    """What is owed for space that is given up, and what comes back.

    `fee` is `percent` of the net price `base`; `tax` is null while no tax table decides it. `credited` is what is
    credited of issued invoices, with tax, and `freed` what was paid of that. `back` is refunded, until `back_by` where
    the edition promises a day; `to_pay` is what the fee asks for beyond what was paid.
    """

    currency: str
    base: Amount
    percent: Amount
    fee: Amount
    tax: Amount | None
    total: Amount
    credited: Amount
    freed: Amount
    back: Amount
    to_pay: Amount
    back_by: date | None
    cost: Annotated[str, Field(description="These figures in one line: sent back, it binds the cancellation to them.")]

    @classmethod
    def of(cls, found: Settlement) -> Self:
        figures = {name: getattr(found, name) for name in cls.model_fields}
        amounts = {
            name: rounded(value, found.currency) for name, value in figures.items() if isinstance(value, Decimal)
        }
        return cls(**figures | amounts | {"percent": Decimal(f"{found.percent.normalize():f}")})


@router.get("/bookings/{int:booking_id}/cancellation", response={200: SettlementShown, **refusals(404, 409)})
def show_cancellation(request: ProgramRequest, booking_id: int) -> SettlementShown:
    """What cancelling an approved booking would come to now, or what a cancelled one has come to."""
    booking = visible_to(request.auth).filter(pk=booking_id).first()
    if booking is None:
        raise NotFound(_("Booking not found."), code="not_found")
    if booking.state in BOOKED_STATES:
        return SettlementShown.of(cancellation_preview(booking, at=now()))
    if booking.state == BookingState.CANCELLED:
        found = Cancellation.objects.filter(booking=booking).first()
        return SettlementShown.of(settlement_of(found) if found else Settlement(currency=booking.edition.currency))
    raise DomainError(
        _("Only an approved booking can be cancelled; this one is %(state)s.") % {"state": booking.get_state_display()},
        code="illegal_move",
        details={"state": booking.state},
    )
