"""What names the price of a booking follows who is billed for it."""

from decimal import Decimal

import pytest
from post_office.models import Email

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.money.invoices.operations.billing import add_party, change_party, set_own_party, set_shares
from exhibitors.money.invoices.states import BuyerPlace
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.states import OfferState
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.edition import Edition
from pavilions.states import BookingSteps
from tests.exhibitors.expo import booked
from tests.exhibitors.invoices.invoices import company_with_address, seller_of, tax_row
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.factories import NOON, BoothFactory, organizer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

IN_FRANCE = {"name": "Acme SARL", "address": "2 Rue", "city": "Paris", "country": "FR"}
IN_ITALY = {"name": "Acme SRL", "address": "2 Via", "city": "Rome", "country": "IT"}
ALL = Decimal(100)


@pytest.fixture
def booking() -> Booking:
    """A booking of CNY 900 that nobody has decided on, of a French company; French bill-tos are taxed, no others."""
    booth = BoothFactory()
    edition = booth.allotment.edition
    publish_rules(edition.pk, terms(RuleKind.SPACE, Basis.SQM, "100.00"), actor=organizer(), at=NOON)
    seller_of(edition)
    tax_row(edition, 20, buyer=BuyerPlace.COUNTRY, country="FR")
    tax_row(edition, 0)
    return booked(booth, company=company_with_address(country="FR"))


@pytest.fixture
def owner(booking: Booking) -> User:
    assert booking.contact is not None
    return booking.contact


def totals(booking: Booking) -> list[str]:
    """What the confirmation letters say, the oldest first."""
    return [letter.snapshot["price"] for letter in booking.letters.order_by("pk")]


def mails() -> int:
    """How many mails say that a price has changed."""
    count: int = Email.objects.filter(context__kind="price_changed").count()
    return count


def test_letter_follows_who_pays_the_booking(booking: Booking, owner: User) -> None:
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    italian = add_party(booking.company_id, IN_ITALY, actor=owner, at=NOON)
    assert (totals(booking), mails()) == (["1080.00"], 0)
    set_shares(booking.pk, {0: Decimal(50), italian.pk: Decimal(50)}, actor=owner, at=NOON)
    assert (totals(booking), mails()) == (["1080.00", "990.00"], 1)
    set_shares(booking.pk, {0: Decimal(50), italian.pk: Decimal(50)}, actor=owner, at=NOON)
    assert (totals(booking), mails()) == (["1080.00", "990.00"], 1)


def test_letter_follows_where_a_bill_to_is(booking: Booking, owner: User) -> None:
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    set_own_party(booking.company_id, IN_ITALY, actor=owner, at=NOON)
    assert (totals(booking), mails()) == (["1080.00", "900.00"], 1)
    other = add_party(booking.company_id, IN_ITALY, actor=owner, at=NOON)
    set_shares(booking.pk, {other.pk: ALL}, actor=owner, at=NOON)
    change_party(other.pk, IN_FRANCE, actor=owner, at=NOON)
    assert (totals(booking), mails()) == (["1080.00", "900.00", "1080.00"], 2)


def test_what_is_undecided_or_over_gets_no_letter(booking: Booking, owner: User) -> None:
    set_own_party(booking.company_id, IN_ITALY, actor=owner, at=NOON)
    assert (totals(booking), mails()) == ([], 0)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    set_own_party(booking.company_id, IN_FRANCE, seen=None, actor=owner, at=NOON.replace(year=2025))
    assert (totals(booking), mails()) == (["900.00"], 0)


def test_offer_that_awaits_its_answer_is_made_again(booking: Booking, owner: User) -> None:
    Edition.objects.filter(pk=booking.edition_id).update(booking_steps=BookingSteps.OFFER)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    set_own_party(booking.company_id, IN_ITALY, actor=owner, at=NOON)
    offers = Offer.objects.order_by("pk").values_list("state", "total")
    assert list(offers) == [(OfferState.WITHDRAWN, Decimal(1080)), (OfferState.SENT, Decimal(900))]
