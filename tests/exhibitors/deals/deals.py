"""Deals for tests, made by the operations."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from exhibitors.bookings.co_exhibitors.queries import takes_part
from exhibitors.companies.models import Company
from exhibitors.promotion.deals.models import Deal, ExchangeRate
from exhibitors.promotion.deals.operations.deals import (
    Confirmed,
    DealTerms,
    count_deal,
    draft_deal,
    uncount_deal,
    verify_deal,
)
from exhibitors.promotion.deals.operations.exchange_rates import correct_exchange_rate, set_exchange_rate
from exhibitors.promotion.deals.queries import preview_of
from exhibitors.promotion.deals.states import DealKind
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.exhibitors.catalogue.exhibits import booked
from tests.factories import NOON, CompanyFactory, EditionFactory, SectorFactory, organizer, owner_of

SIGNED = date(2024, 5, 10)


def terms(**changed: Any) -> DealTerms:
    usual: dict[str, Any] = {
        "buyer": "Huadong Trading",
        "kind": DealKind.GOODS,
        "category": "cheese",
        "amount": Decimal("1000.00"),
        "currency": "USD",
        "signed_date": SIGNED,
    }
    if "sector_id" not in changed:
        usual["sector_id"] = SectorFactory().pk
    return DealTerms(**usual | changed)


CONFIRMED = Confirmed(amount=True, separate=True)


def exhibiting(company: Company | None = None, edition: Edition | None = None) -> tuple[Company, Edition]:
    """A company that takes part in an edition."""
    company, edition = company or CompanyFactory(), edition or Edition.objects.first() or EditionFactory()
    if not takes_part(company.pk, edition.pk):
        booked(company, edition)
    return company, edition


def drafted(company: Company | None = None, edition: Edition | None = None, **changed: Any) -> Deal:
    company, edition = exhibiting(company, edition)
    return draft_deal(company.pk, edition.pk, terms(**changed), confirmed=CONFIRMED, actor=owner_of(company), at=NOON)


def verified(company: Company | None = None, edition: Edition | None = None, **changed: Any) -> Deal:
    deal = drafted(company, edition, **changed)
    return verify_deal(deal.pk, note="Contract seen.", actor=organizer(OrganizerRole.FINANCE), at=NOON)


def count(deal: Deal, *, at: datetime = NOON, because: str = "Other goods.") -> Deal:
    """By another person, who has seen the rate."""
    rate = preview_of(deal).rate
    finance = organizer(OrganizerRole.FINANCE)
    return count_deal(deal.pk, rate_id=rate.pk if rate else None, no_duplicate_because=because, actor=finance, at=at)


def counted(company: Company | None = None, edition: Edition | None = None, **changed: Any) -> Deal:
    return count(verified(company, edition, **changed))


def uncount(deal: Deal, *, at: datetime = NOON) -> Deal:
    return uncount_deal(deal.pk, reason="Not signed after all.", actor=organizer(), at=at)


def rate(currency: str = "EUR", on_date: date = SIGNED, worth: str = "1.1", *, is_unusual: bool = True) -> ExchangeRate:
    finance = organizer(OrganizerRole.FINANCE)
    return set_exchange_rate(
        currency, on_date, Decimal(worth), source="ECB", is_unusual=is_unusual, actor=finance, at=NOON
    )


def corrected(wrong: ExchangeRate, worth: str, *, at: datetime = NOON) -> ExchangeRate:
    return correct_exchange_rate(
        wrong.pk, Decimal(worth), source="ECB", reason="Typing error.", is_unusual=True, actor=organizer(), at=at
    )
