"""Offers for tests: bookings of editions that go by offers."""

from datetime import datetime
from typing import Any

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.companies.models import Company
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.offers import accept_offer, accept_with_code, send_acceptance_code
from exhibitors.money.sales.queries.settings import settings_of
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BookingSteps
from tests.exhibitors.expo import booked
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.factories import NOON, BoothFactory, organizer


def sold_by_offer(edition: Edition) -> None:
    """Let the edition go by offers, and give it a rate card: per m², a surcharge for corners, a charge and a tax."""
    Edition.objects.filter(pk=edition.pk).update(booking_steps=BookingSteps.OFFER)
    publish_rules(
        edition.pk,
        terms(RuleKind.SPACE, Basis.SQM, "2160.00"),
        terms(RuleKind.SURCHARGE, Basis.PERCENT, "7.5", sides_from=2),
        terms(RuleKind.CHARGE, Basis.BOOKING, "333.33"),
        terms(RuleKind.TAX, Basis.PERCENT, "6"),
        actor=organizer(),
        at=NOON,
    )


def submitted(booth: Booth | None = None, company: Company | None = None) -> Booking:
    """A submitted booking of a booth in an edition that goes by offers."""
    booth = booth or BoothFactory()
    edition = booth.allotment.edition
    if edition.booking_steps != BookingSteps.OFFER and not edition.rate_cards.exists():
        sold_by_offer(edition)
    return booked(booth, company=company)


def offered(booth: Booth | None = None, company: Company | None = None, **terms: Any) -> Offer:
    """The offer that the approval of such a booking made."""
    booking = submitted(booth, company)
    approve_booking(booking.pk, actor=organizer(), at=NOON, **terms)
    return Offer.objects.select_related("booking__company", "booking__edition").get(booking=booking)


def accept_as_asked(offer_id: int, *, seen: int | None = None, actor: User, at: datetime) -> Offer:
    """Accept, with the code that is mailed where the edition asks for one."""
    offer = Offer.objects.select_related("booking__edition").get(pk=offer_id)
    if settings_of(offer.booking.edition).acceptance_binds:
        code = send_acceptance_code(offer_id, actor=actor, at=at)
        return accept_with_code(offer_id, code=code, seen=seen, actor=actor, at=at)
    return accept_offer(offer_id, seen=seen, actor=actor, at=at)
