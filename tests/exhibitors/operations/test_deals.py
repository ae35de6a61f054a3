from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from ciie.kernel.lifecycle import MoveRefused
from exhibitors.models import Deal, ExchangeRate
from exhibitors.operations.deals import (
    change_deal,
    count_deal,
    draft_deal,
    return_deal,
    uncount_deal,
    verify_deal,
    withdraw_deal,
)
from exhibitors.states import CompanyRole, DealState
from pavilions.states import OrganizerRole
from tests.exhibitors.deals import SIGNED, counted, drafted, rate, terms
from tests.factories import NOON, CompanyFactory, EditionFactory, MembershipFactory, organizer, owner_of

pytestmark = pytest.mark.django_db


def test_deal_is_entered_as_a_draft() -> None:
    company = CompanyFactory()
    deal = drafted(company, buyer="  Huadong Trading ")
    assert (deal.state, deal.buyer, deal.amount_usd, deal.company) == (
        DealState.DRAFT,
        "Huadong Trading",
        None,
        company,
    )
    assert deal.entered_by == company.people.get()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"amount": Decimal(-5)}, "amount"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal(10) ** 13}, "amount"),
        ({"currency": "XYQ"}, "currency"),
        ({"currency": ""}, "currency"),
        ({"buyer": " "}, "buyer"),
        ({"buyer": "x" * 300}, "buyer"),
        ({"category": ""}, "category"),
        ({"signed_date": date(2023, 11, 5)}, "signed_date"),
        ({"signed_date": date(2024, 11, 11)}, "signed_date"),
        ({"signed_date": date(2024, 5, 18)}, "signed_date"),
    ],
)
def test_bad_terms_are_refused_beside_their_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        drafted(**changed)
    assert refusal.value.field == field
    assert not Deal.objects.exists()


def test_unknown_company_or_edition_is_not_found() -> None:
    with pytest.raises(NotFound):
        draft_deal(0, EditionFactory().pk, terms(), actor=organizer(), at=NOON)


def test_viewer_cannot_enter_deals() -> None:
    membership = MembershipFactory(role=CompanyRole.VIEWER)
    with pytest.raises(NotAllowed):
        draft_deal(membership.company_id, EditionFactory().pk, terms(), actor=membership.user, at=NOON)


def test_only_a_draft_can_be_changed() -> None:
    deal = drafted()
    owner = owner_of(deal.company)
    assert change_deal(deal.pk, terms(buyer="Other"), seen=0, actor=owner, at=NOON).buyer == "Other"
    verify_deal(deal.pk, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        change_deal(deal.pk, terms(buyer="Third"), actor=owner, at=NOON)
    assert refusal.value.code == "not_a_draft"


def test_decision_on_an_older_look_is_refused() -> None:
    deal = drafted()
    change_deal(deal.pk, terms(amount=Decimal(9)), actor=owner_of(deal.company), at=NOON)
    with pytest.raises(DomainError) as refusal:
        verify_deal(deal.pk, seen=0, actor=organizer(), at=NOON)
    assert refusal.value.code == "changed_meanwhile"


def test_dollars_count_as_they_are() -> None:
    deal = counted(amount=Decimal("1234.56"))
    assert (deal.state, deal.amount_usd, deal.rate) == (DealState.COUNTED, Decimal("1234.56"), None)


def test_other_currencies_count_by_the_last_rate_before_the_day_of_signing() -> None:
    rate(on_date=date(2024, 5, 1), worth="1.2")
    known = rate(on_date=date(2024, 5, 9), worth="1.07185")
    rate(on_date=date(2024, 5, 11), worth="9")
    deal = counted(currency="EUR", amount=Decimal("100.01"))
    assert (deal.rate, deal.amount_usd) == (known, Decimal("107.20"))


def test_deal_without_a_rate_is_refused_with_the_day() -> None:
    rate(on_date=date(2024, 5, 11))
    deal = drafted(currency="EUR")
    verify_deal(deal.pk, actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        count_deal(deal.pk, actor=organizer(), at=NOON)
    assert refusal.value.details == {"currency": "EUR", "day": "2024-05-10"}
    deal.refresh_from_db()
    assert (deal.state, deal.amount_usd) == (DealState.VERIFIED, None)


def test_deal_cannot_be_counted_unverified_nor_withdrawn_once_counted() -> None:
    with pytest.raises(MoveRefused):
        count_deal(drafted().pk, actor=organizer(), at=NOON)
    deal = counted()
    with pytest.raises(MoveRefused):
        withdraw_deal(deal.pk, actor=owner_of(deal.company), at=NOON)


def test_deal_that_stops_counting_has_no_dollars() -> None:
    deal = uncount_deal(counted().pk, actor=organizer(), at=NOON)
    assert (deal.state, deal.amount_usd) == (DealState.VERIFIED, None)
    with pytest.raises(MoveRefused):
        uncount_deal(deal.pk, actor=organizer(), at=NOON)


def test_returned_deal_is_a_draft_with_the_reason() -> None:
    deal = drafted()
    verify_deal(deal.pk, actor=organizer(), at=NOON)
    returned = return_deal(deal.pk, reason=" Which buyer? ", actor=organizer(), at=NOON)
    assert (returned.state, returned.reason) == (DealState.DRAFT, "Which buyer?")
    with pytest.raises(Invalid) as refusal:
        return_deal(deal.pk, reason=" ", actor=organizer(), at=NOON)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("role", [OrganizerRole.REVIEWER, OrganizerRole.FLOOR_PLANNER])
def test_only_finance_and_directors_decide(role: OrganizerRole) -> None:
    with pytest.raises(NotAllowed):
        verify_deal(drafted().pk, actor=organizer(role), at=NOON)


def test_database_refuses_a_counted_deal_without_dollars_and_a_worthless_one() -> None:
    deal = counted()
    for change in ({"amount_usd": None}, {"amount": Decimal(-1)}, {"state": DealState.DRAFT}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Deal.objects.filter(pk=deal.pk).update(**change)


def test_rate_is_noted_once_a_day_and_stays() -> None:
    noted = rate()
    with pytest.raises(DomainError) as refusal:
        rate(worth="1.3")
    assert refusal.value.code == "exchange_rate_once_a_day"
    with pytest.raises(DatabaseError), transaction.atomic():
        ExchangeRate.objects.filter(pk=noted.pk).update(usd_per_unit=2)


@pytest.mark.parametrize(
    ("currency", "on_date", "worth", "field"),
    [
        ("USD", SIGNED, "1", "currency"),
        ("QQQ", SIGNED, "1", "currency"),
        ("EUR", date(2024, 5, 18), "1", "on_date"),
        ("EUR", SIGNED, "-1", "usd_per_unit"),
    ],
)
def test_bad_rates_are_refused_beside_their_field(currency: str, on_date: date, worth: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rate(currency, on_date, worth)
    assert refusal.value.field == field
