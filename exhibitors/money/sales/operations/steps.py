"""Steps that operations on offers and contracts share: answering, freezing a schedule, confirming a booking."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.kernel.actors import Actor, person_of
from ciie.kernel.days import day_of
from ciie.kernel.errors import Invalid
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from exhibitors.bookings.documents.confirmation import issue_confirmation
from exhibitors.bookings.models import Booking, ConfirmationLetter
from exhibitors.bookings.operations.decisions import confirm
from exhibitors.companies.mandates.queries import Signer, signer_of
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.states import InvoiceKind, InvoiceState
from exhibitors.money.payments.queries.payments import payable, settled_by_agreed_fee
from exhibitors.money.sales.models.contracts import Contract, Instalment
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.money.sales.states import OFFER_LIFECYCLE, ConfirmedBy, ContractState, OfferState, PartKind
from exhibitors.money.sales.terms_of_sale.schedule import (
    Events,
    ScheduleTerm,
    amounts,
    due_day,
    plain_terms,
    read_terms,
)
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition


def answer(offer: Offer, to: OfferState, *, reason: str = "", actor: Actor, at: datetime) -> None:
    """Move a locked offer to a state in which it no longer awaits an answer, or is no longer valid."""
    OFFER_LIFECYCLE.require(offer.state, to)
    offer.state, offer.answered_at, offer.answered_by = to, at, person_of(actor)
    offer.reason = reason or offer.reason
    require_valid(offer, exclude=["booking", "terms", "made_by", "answered_by"])
    offer.save(update_fields=["state", "answered_at", "answered_by", "reason"])


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid(_("Give a reason."), code="reason_missing", field="reason")


def possible_day(last_day: date, edition: Edition, *, field: str = "last_day", at: datetime) -> date:
    """Return the last day. Raises `Invalid` if it has passed, or is after the last day of the expo."""
    if last_day < day_of(at, edition.zone):
        raise Invalid(_("The last day cannot be in the past."), code="last_day_past", field=field)
    if last_day > edition.closes_date:
        raise Invalid(
            _("The last day can be %(day)s at the latest, the last day of the expo.")
            % {"day": day_words(edition.closes_date)},
            code="last_day_after_expo",
            field=field,
        )
    return last_day


def freeze_schedule(booking: Booking, offer: Offer, settings: SalesSettings, *, at: datetime) -> list[Instalment]:
    """Divide the net price of a newly accepted offer by the schedule of its edition, and save the parts."""
    terms = settings.schedule_terms
    return Instalment.objects.bulk_create(
        Instalment(offer=offer, position=position, kind=term.kind, term=plain, net=net, due_on=due_on)
        for position, (term, plain, net, due_on) in enumerate(
            zip(
                terms,
                plain_terms(terms),
                amounts(terms, offer.net, offer.currency),
                _due_days(terms, booking, offer, settings, None),
                strict=True,
            ),
            start=1,
        )
        if net
    )


def date_schedule(booking: Booking, offer: Offer, settings: SalesSettings, signed_at: datetime) -> None:
    """Set the due dates of the parts that waited for the signature, which has just been given."""
    parts = list(offer.instalments.filter(due_on=None))
    terms = read_terms(part.term for part in parts)
    for part, due_on in zip(parts, _due_days(terms, booking, offer, settings, signed_at), strict=True):
        part.due_on = due_on
    Instalment.objects.bulk_update(parts, ["due_on"])


def _due_days(
    terms: Sequence[ScheduleTerm], booking: Booking, offer: Offer, settings: SalesSettings, signed_at: datetime | None
) -> list[date | None]:
    zone = booking.edition.zone
    events = Events(
        opens=booking.edition.opens_date,
        approved=day_of(booking.decided_at, zone) if booking.decided_at else None,
        accepted=day_of(offer.answered_at, zone) if offer.answered_at else None,
        signed=day_of(signed_at, zone) if signed_at else None,
    )
    return [due_day(term, events, settings.calendar) for term in terms]


def confirm_if_met(booking: Booking, *, at: datetime) -> ConfirmationLetter | None:
    """Confirm a locked booking that meets its edition's rule. Return its letter, or None if something is missing.

    Every event that may be the last one calls this under the booking's lock, so that exactly one of them confirms it.
    """
    offer = Offer.objects.filter(booking=booking, state=OfferState.ACCEPTED).first()
    if booking.state != BookingState.APPROVED or not booking.goes_by_offer or offer is None:
        return None
    rule = ConfirmedBy(settings_of(booking.edition).confirmed_by)
    if rule.asks_signature and not is_signed(offer):
        return None
    if rule.asks_deposit and not deposit_is_paid(offer):
        return None
    confirm(booking, at=at)
    return issue_confirmation(booking, at=at)


def is_signed(offer: Offer) -> bool:
    return Contract.objects.filter(offer=offer, state=ContractState.SIGNED).exists()


def deposit_is_paid(offer: Offer) -> bool:
    """Return whether the fully paid deposit invoices, less what was credited, cover all deposits, net.

    An invoice settled by a bank fee above the usual is not fully paid, even though a person agreed to the fee.
    """
    wanted = sum((part.net for part in offer.instalments.filter(kind=PartKind.DEPOSIT)), Decimal(0))
    rows = payable(Invoice.objects.filter(booking=offer.booking_id, kind__in=[InvoiceKind.DEPOSIT, InvoiceKind.FULL]))
    paid = Decimal(0)
    for row in rows.filter(balance__lte=0).exclude(settled_by_agreed_fee()):
        notes = row.credit_notes.filter(state=InvoiceState.ISSUED)
        paid += row.net - sum((note.net for note in notes), Decimal(0))
    return paid >= wanted


def signer_for(booking: Booking, actor: Actor) -> Signer:
    """Return in whose name the authorised actor signs. Raises `Invalid` (`name_missing`) if the account has no name."""
    person = person_of(actor)
    signer = signer_of(person, booking.company_id) if person else Signer("")
    if not signer.name:
        raise Invalid(
            _("Your account has no name. Enter your full name in your account first: it appears under what you sign."),
            code="name_missing",
        )
    return signer
