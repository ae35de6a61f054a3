"""What makes a hall unsafe is found by each rule set that has the rule, and nothing is said of a safe one."""

from decimal import Decimal
from functools import cache

import pytest

from pavilions.safety.checking import Finding, HallFacts, Rule, applies, check
from pavilions.safety.starter_rules import STARTER_SETS
from pavilions.safety.states import Measure
from tests.pavilions.safety.faults import Plan, safe, unsafe

UNSAFE, SAFE_PLANS = list(unsafe()), list(safe())
SETS = ("germany", "usa", "china", "sample")


@cache
def rules_of(name: str) -> tuple[Rule, ...]:
    return tuple(
        Rule(**{key: value for key, value in row.items() if key in Rule.__annotations__})
        for row in STARTER_SETS[name].rules
    )


def facts_of(name: str) -> HallFacts:
    return HallFacts(persons_per_sqm=STARTER_SETS[name].rule_set["persons_per_sqm"])


def found(name: str, plan: Plan) -> list[Finding]:
    return check(plan.measured(facts_of(name)), rules_of(name))


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(("plan", "measures"), [case[1:] for case in UNSAFE], ids=[case[0] for case in UNSAFE])
def test_what_makes_a_hall_unsafe_is_found(plan: Plan, measures: set[Measure], name: str) -> None:
    """A rule set that has no such rule says nothing of it; a dead end is one where it is deeper than the rule allows."""
    facts = facts_of(name)
    deep = plan.deepest_m
    has_rule = any(
        rule.measure in measures and applies(rule, Decimal(2_400), facts) and (deep is None or deep > rule.limit)
        for rule in rules_of(name)
    )
    said = {finding.rule.measure for finding in found(name, plan)}
    assert bool(said & measures) == has_rule


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("plan", [case[1] for case in SAFE_PLANS], ids=[case[0] for case in SAFE_PLANS])
def test_nothing_is_said_of_a_safe_hall(plan: Plan, name: str) -> None:
    assert [finding.message for finding in found(name, plan)] == []
