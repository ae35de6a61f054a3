"""Which charges make a space a package: each says so, and cards of before keep what they meant."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

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


@pytest.mark.parametrize(
    ("charges", "made"),
    [
        ([ALWAYS, ON_RAW, COMPANIES, COMPANIES], []),
        ([ALWAYS, ON_RAW, ALWAYS, COMPANIES, FOR_SMALL], [0, 1, 2]),
        ([ALWAYS, FOR_SMALL, ON_RAW, COMPANIES], [1]),
        ([ALWAYS, FOR_SMALL, FOR_SMALL], []),
    ],
)
def test_cards_that_counted_charges_keep_their_meaning(
    card: RateCard, charges: Sequence[dict[str, Any]], made: list[int]
) -> None:
    for number, fields in enumerate(charges):
        add_rule(card.pk, charge(number, **fields), actor=SYSTEM, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute(import_module("exhibitors.migrations.0073_cost_before_deciding").SAID)
    ticked = RateRule.objects.filter(card=card, makes_package=True).order_by("position")
    assert [rule.name for rule in ticked] == [f"Charge {number}" for number in made]


def test_only_a_charge_makes_a_package(card: RateCard) -> None:
    space = terms(RuleKind.SPACE, Basis.SQM, 100)
    with pytest.raises(DomainError, match="Only a charge can make the space a package"):
        add_rule(card.pk, {**space, "makes_package": True}, actor=SYSTEM, at=NOON)
    rule = add_rule(card.pk, space, actor=SYSTEM, at=NOON)
    with pytest.raises(IntegrityError, match="rate_rule_package_is_a_charge"), transaction.atomic():
        RateRule.objects.filter(pk=rule.pk).update(makes_package=True)


def test_a_charge_for_companies_makes_no_package_and_ticks_of_before_are_removed(card: RateCard) -> None:
    companies = charge(1, **COMPANIES)
    with pytest.raises(DomainError, match="and not one for companies on the stand"):
        add_rule(card.pk, {**companies, "makes_package": True}, actor=SYSTEM, at=NOON)
    rule, always = (
        add_rule(card.pk, companies, actor=SYSTEM, at=NOON),
        add_rule(card.pk, charge(2, **ALWAYS), actor=SYSTEM, at=NOON),
    )
    with pytest.raises(IntegrityError, match="rate_rule_package_is_a_charge"), transaction.atomic():
        RateRule.objects.filter(pk=rule.pk).update(makes_package=True)
    RateRule.objects.filter(pk=always.pk).update(makes_package=True)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE exhibitors_raterule DROP CONSTRAINT rate_rule_package_is_a_charge")
        RateRule.objects.filter(pk=rule.pk).update(makes_package=True)
        cursor.execute(import_module("exhibitors.migrations.0088_taxes_of_balances").UNTICKED)
    assert list(RateRule.objects.filter(makes_package=True)) == [always]
