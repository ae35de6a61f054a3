"""Which charges make a space a package: each says so."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError
from exhibitors.pricing.models import RateCard, RateRule
from exhibitors.pricing.operations import add_rule, draft_rate_card
from exhibitors.pricing.rate_cards import Basis, RuleKind
from tests.exhibitors.pricing.cards import terms
from tests.factories import NOON, EditionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "unrestricted")]

ALWAYS = {"basis": Basis.BOOKING}
ON_RAW = {"basis": Basis.SQM, "booth_kind": "raw"}
FOR_SMALL = {"basis": Basis.BOOKING, "is_small": True}
COMPANIES = {"basis": Basis.CO_EXHIBITOR}


@pytest.fixture
def card() -> RateCard:
    return draft_rate_card(EditionFactory().pk, actor=SYSTEM, at=NOON)


def charge(number: int, **fields: Any) -> dict[str, Any]:
    basis = fields.pop("basis")
    return terms(RuleKind.CHARGE, basis, 100, name=f"Charge {number}", **fields)


def test_only_a_charge_makes_a_package(card: RateCard) -> None:
    space = terms(RuleKind.SPACE, Basis.SQM, 100)
    with pytest.raises(DomainError, match="Only a charge can make the space a package"):
        add_rule(card.pk, {**space, "makes_package": True}, actor=SYSTEM, at=NOON)
    rule = add_rule(card.pk, space, actor=SYSTEM, at=NOON)
    with pytest.raises(IntegrityError, match="rate_rule_package_is_a_charge"), transaction.atomic():
        RateRule.objects.filter(pk=rule.pk).update(makes_package=True)


def test_a_charge_for_companies_makes_no_package(card: RateCard) -> None:
    companies = charge(1, **COMPANIES)
    with pytest.raises(DomainError, match="and not one for companies on the stand"):
        add_rule(card.pk, {**companies, "makes_package": True}, actor=SYSTEM, at=NOON)
    rule = add_rule(card.pk, companies, actor=SYSTEM, at=NOON)
    with pytest.raises(IntegrityError, match="rate_rule_package_is_a_charge"), transaction.atomic():
        RateRule.objects.filter(pk=rule.pk).update(makes_package=True)
