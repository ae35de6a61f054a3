"""Offers whose deposit and balance are invoiced at once, for tests."""

from decimal import ROUND_HALF_UP, Decimal

from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.companies.models import Company
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.states import InvoiceKind
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.settings import set_schedule
from exhibitors.money.sales.states import DueAfter, PartKind, ShareOf
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.states import BookingSteps
from tests.exhibitors.expo import booked
from tests.exhibitors.invoices.invoices import seller_of, tax_row
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.exhibitors.sales.offers import accept_as_asked
from tests.factories import NOON, AllotmentFactory, BoothFactory, EditionFactory, organizer, owner_of


def accepted(price: str = "1000.00", deposit: str = "33.33", rate: int = 19) -> Offer:
    """An offer of a booth of 9 m² at a net price, of which a deposit and the rest are invoiced at once."""
    edition = EditionFactory(currency="EUR", booking_steps=BookingSteps.OFFER)
    publish_rules(edition.pk, terms(RuleKind.SPACE, Basis.SQM, price), actor=organizer(), at=NOON)
    seller_of(edition, country="DE", tax_id="DE136695976")
    tax_row(edition, rate)
    first = ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, Decimal(deposit), DueAfter.ACCEPTANCE)
    rest = ScheduleTerm(PartKind.BALANCE, ShareOf.REST, None, DueAfter.ACCEPTANCE)
    set_schedule(edition.pk, [first, rest], actor=organizer(), at=NOON)
    booking = booked(BoothFactory(allotment=AllotmentFactory(edition=edition)))
    Company.objects.filter(pk=booking.company_id).update(address="1 St", city="Rome", country="IT")
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    return accept_as_asked(Offer.objects.get(booking=booking).pk, actor=owner_of(booking.company), at=NOON)


def both(offer: Offer) -> tuple[Invoice, Invoice]:
    drafts = Invoice.objects.filter(booking=offer.booking)
    return drafts.get(kind=InvoiceKind.DEPOSIT), drafts.get(kind=InvoiceKind.BALANCE)


def cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
