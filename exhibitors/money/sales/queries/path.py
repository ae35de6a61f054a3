"""The steps of a booking from offer to payment, as its pages list them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from ciie.kernel.days import day_of
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.states import InvoiceKind
from exhibitors.money.sales.models.contracts import Instalment
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.queries.contracts import ShownContract, instalments_of, shown_contract
from exhibitors.money.sales.queries.late import invoices_of
from exhibitors.money.sales.queries.offers import ShownOffer, shown_offer
from exhibitors.money.sales.queries.reductions import latest_request
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.states import ConfirmedBy, ContractState, OfferState, PartKind
from exhibitors.money.sales.terms_of_sale.schedule import read_terms
from exhibitors.money.sales.terms_of_sale.words import due_words
from exhibitors.states import BOOKED_STATES, BookingState


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"  # somebody has to act
    LATE = "late"
    AHEAD = "ahead"  # follows the current step
    OVER = "over"  # will not happen


@dataclass(frozen=True)
class PathStep:
    """One step in words. `day` is when it was done, or the last day to do it."""

    name: str
    state: StepState
    day: date | None = None


@dataclass(frozen=True)
class PathPart:
    """One part of the payment schedule. `words` state when it is due while `due_on` is None."""

    name: str
    net: Decimal
    currency: str
    due_on: date | None
    words: str


@dataclass(frozen=True)
class PathInvoice:
    """An issued invoice of the booking. `pay_by` includes extensions. `balance` is what is still to be paid."""

    invoice: Invoice
    balance: Decimal
    pay_by: date
    is_late: bool

    @property
    def is_paid(self) -> bool:
        return self.balance <= 0


@dataclass(frozen=True)
class SalesPath:
    """A booking's newest offer and what has become of it. `signing` is None if it has no contract."""

    offered: ShownOffer
    signing: ShownContract | None
    settings: SalesSettings
    steps: tuple[PathStep, ...]
    parts: tuple[PathPart, ...]
    invoices: tuple[PathInvoice, ...]
    asked: ReductionRequest | None = None
    """The newest request for less space than was signed for."""

    @property
    def is_open(self) -> bool:
        """Whether the exhibitor can accept or sign something."""
        return self.offered.is_open or (self.signing is not None and self.signing.is_open)

    @property
    def may_be_reduced(self) -> bool:
        """Whether the exhibitor can request less space than was signed for."""
        if self.signing is None or (self.asked is not None and self.asked.is_waiting):
            return False
        contract = self.signing.contract
        return contract.state == ContractState.SIGNED and contract.booking.state in BOOKED_STATES

    @property
    def waits_for_deposit(self) -> bool:
        """Whether only the payment of the deposit is missing for the booking to be confirmed."""
        offer = self.offered.offer
        is_signed = self.signing is None or self.signing.contract.state == ContractState.SIGNED
        is_accepted = offer.state == OfferState.ACCEPTED and offer.booking.state == BookingState.APPROVED
        return is_accepted and is_signed and ConfirmedBy(self.settings.confirmed_by).asks_deposit


def path_of(booking: Booking, *, at: datetime) -> SalesPath | None:
    """Return the path of a booking, or None if it has no offer. Takes one query in that case, else up to eight."""
    offered = shown_offer(booking, at=at)
    if offered is None:
        return None
    settings, signing = settings_of(booking.edition), shown_contract(booking, at=at)
    if signing is not None and signing.contract.offer_id != offered.offer.pk:
        signing = None  # a newer offer has replaced it
    is_accepted = offered.offer.state == OfferState.ACCEPTED
    steps = [_offer_step(offered, booking)]
    if signing is not None:
        steps.append(_contract_step(signing))
    elif settings.uses_contracts and not is_accepted:
        steps.append(PathStep(_("Contract"), StepState.AHEAD if offered.is_open else StepState.OVER))
    parts = instalments_of(booking) if is_accepted else []
    today = day_of(at, booking.edition.zone)
    invoices = [
        PathInvoice(row, row.balance, row.pay_by, row.balance > 0 and row.pay_by < today)
        for row in (invoices_of(booking) if is_accepted else ())
    ]
    steps += _paid_step(PartKind.DEPOSIT, parts, invoices, booking)
    confirmed = {BookingState.CONFIRMED: StepState.DONE, BookingState.APPROVED: StepState.AHEAD}
    steps.append(PathStep(_("Booking confirmed"), confirmed.get(BookingState(booking.state), StepState.OVER)))
    steps += _paid_step(PartKind.BALANCE, parts, invoices, booking)
    asked = None if signing is None else latest_request(booking)
    return SalesPath(
        offered, signing, settings, tuple(steps), tuple(_part(part) for part in parts), tuple(invoices), asked
    )


def _paid_step(
    kind: PartKind, parts: Sequence[Instalment], invoices: Sequence[PathInvoice], booking: Booking
) -> list[PathStep]:
    """Return the step in which the parts of this kind are paid, or no step if the schedule has none."""
    own = [part for part in parts if part.kind == kind]
    if not own:
        return []
    paid, name = (_("Deposit paid"), _("Deposit")) if kind == PartKind.DEPOSIT else (_("Balance paid"), _("Balance"))
    alone = [InvoiceKind.FULL] if len(parts) == 1 else []
    issued = [each for each in invoices if each.invoice.kind in {InvoiceKind(kind), *alone}]
    due = [each for each in issued if not each.is_paid]
    if due:
        first = min(due, key=lambda each: each.pay_by)
        return [PathStep(name, StepState.LATE if first.is_late else StepState.NOW, first.pay_by)]
    if issued and all(part.drafted_at for part in own):
        return [PathStep(paid, StepState.DONE)]
    is_over = booking.state not in BOOKED_STATES
    return [PathStep(name, StepState.OVER if is_over else StepState.AHEAD, own[0].due_on)]


def _part(part: Instalment) -> PathPart:
    (term,) = read_terms([part.term])
    return PathPart(part.get_kind_display(), part.net, part.offer.currency, part.due_on, due_words(term))


def _offer_step(offered: ShownOffer, booking: Booking) -> PathStep:
    offer, zone = offered.offer, booking.edition.zone
    if offer.state == OfferState.SENT:
        # Translators: The priced offer to an exhibitor: a noun, the name of a step.
        return PathStep(_("Offer"), StepState.NOW if offered.is_open else StepState.LATE, offer.last_day)
    done = day_of(offer.answered_at, zone) if offer.answered_at else None
    if offer.state == OfferState.ACCEPTED:
        return PathStep(_("Offer accepted"), StepState.DONE, done)
    return PathStep(_("Offer"), StepState.OVER, done)


def _contract_step(signing: ShownContract) -> PathStep:
    contract = signing.contract
    zone = contract.booking.edition.zone
    if contract.state == ContractState.SIGNED:
        signed = day_of(contract.signed_at, zone) if contract.signed_at else None
        return PathStep(_("Contract signed"), StepState.DONE, signed)
    if contract.state == ContractState.VOID:
        return PathStep(_("Contract"), StepState.OVER)
    if contract.state == ContractState.CHECKING:
        return PathStep(_("Signed copy of the contract"), StepState.NOW)
    return PathStep(_("Contract"), StepState.NOW if signing.is_open else StepState.LATE, contract.sign_by)
