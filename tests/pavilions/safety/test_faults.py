"""What makes a hall unsafe is found by each rule set that has the rule, and nothing is said of a safe one."""

from functools import cache

import pytest

from pavilions.safety.checking import Finding, HallFacts, Rule, applies, check
from pavilions.safety.starter_rules import STARTER_SETS
from pavilions.safety.states import AT_MOST
from tests.pavilions.safety.faults import UNSAFE, Fault, is_allowed
from tests.pavilions.safety.quarters import Plan
from tests.pavilions.safety.sound_plans import SOUND, Sound

SETS = "germany", "usa", "china", "sample"


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


def has_rule_on(fault: Fault, name: str) -> bool:
    """Whether the set has a rule on one of the measures that applies to the hall and does not allow the figure."""
    facts = facts_of(name)
    area = fault.plan.measured(facts).floor_sqm
    return any(
        rule.measure in fault.measures
        and applies(rule, area, facts)
        and not is_allowed(fault, rule.limit, at_most=rule.measure in AT_MOST)
        for rule in rules_of(name)
    )


def test_there_are_enough_plans_to_judge_by() -> None:
    assert (len({fault.name for fault in UNSAFE}), len({sound.name for sound in SOUND})) == (142, 56)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("fault", UNSAFE, ids=[fault.name for fault in UNSAFE])
def test_what_makes_a_hall_unsafe_is_found(fault: Fault, name: str) -> None:
    """A rule set that has no such rule says nothing of it."""
    said = {finding.rule.measure for finding in found(name, fault.plan)}
    assert bool(said & fault.measures) == has_rule_on(fault, name)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("sound", SOUND, ids=[sound.name for sound in SOUND])
def test_nothing_is_said_of_a_safe_hall(sound: Sound, name: str) -> None:
    said = {(name, finding.rule.measure, finding.message) for finding in found(name, sound.plan)}
    assert {(each, measure) for each, measure, _message in said} == {each for each in sound.advised if each[0] == name}
