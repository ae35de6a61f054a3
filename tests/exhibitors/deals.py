"""Deals for tests, made by the operations."""

from datetime import date
from decimal import Decimal
from typing import Any

from exhibitors.models import Company, Deal, ExchangeRate
from exhibitors.operations.deals import DealTerms, count_deal, draft_deal, set_exchange_rate, verify_deal
from exhibitors.states import DealKind
from pavilions.models import Edition
from pavilions.states import OrganizerRole
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


def drafted(company: Company | None = None, edition: Edition | None = None, **changed: Any) -> Deal:
    company, edition = company or CompanyFactory(), edition or Edition.objects.first() or EditionFactory()
    return draft_deal(company.pk, edition.pk, terms(**changed), actor=owner_of(company), at=NOON)


def counted(company: Company | None = None, edition: Edition | None = None, **changed: Any) -> Deal:
    deal = drafted(company, edition, **changed)
    finance = organizer(OrganizerRole.FINANCE)
    verify_deal(deal.pk, actor=finance, at=NOON)
    return count_deal(deal.pk, actor=finance, at=NOON)


def rate(currency: str = "EUR", on_date: date = SIGNED, worth: str = "1.1") -> ExchangeRate:
    finance = organizer(OrganizerRole.FINANCE)
    return set_exchange_rate(currency, on_date, Decimal(worth), source="ECB", actor=finance, at=NOON)
