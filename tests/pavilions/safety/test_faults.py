"""What makes a hall unsafe is found by each rule set that has the rule, and nothing is said of a safe one."""

from decimal import Decimal

import pytest

from pavilions.plans.safety.checking import Measured, applies, check
from pavilions.plans.safety.states import AT_MOST
from tests.pavilions.safety.faults import UNSAFE, Fault, is_allowed
from tests.pavilions.safety.quarters import Plan
from tests.pavilions.safety.sound_plans import SOUND, Sound
from tests.pavilions.safety.starter_sets import facts_of, rules_of

SETS = "germany", "usa", "china", "sample"


def measured(plan: Plan) -> dict[str, Measured]:
    """Return the plan as each rule set sees it, measured once for all sets that count persons alike."""
    by_facts = {facts: plan.measured(facts) for facts in {facts_of(name) for name in SETS}}
    return {name: by_facts[facts_of(name)] for name in SETS}


def has_rule_on(fault: Fault, name: str, area: Decimal) -> bool:
    """Whether the set has a rule on one of the measures that applies to the hall and does not allow the figure."""
    return any(
        rule.measure in fault.measures
        and applies(rule, area, facts_of(name))
        and not is_allowed(fault, rule.limit, at_most=rule.measure in AT_MOST)
        for rule in rules_of(name)
    )


def test_there_are_enough_plans_to_judge_by() -> None:
    assert (len({fault.name for fault in UNSAFE}), len({sound.name for sound in SOUND})) == (142, 56)


@pytest.mark.parametrize("fault", UNSAFE, ids=[fault.name for fault in UNSAFE])
def test_what_makes_a_hall_unsafe_is_found(fault: Fault) -> None:
    """A rule set that has no such rule says nothing of it."""
    plans = measured(fault.plan)
    said = {name: {finding.rule.measure for finding in check(plan, rules_of(name))} for name, plan in plans.items()}
    assert {name: bool(measures & fault.measures) for name, measures in said.items()} == {
        name: has_rule_on(fault, name, plan.floor_sqm) for name, plan in plans.items()
    }


@pytest.mark.parametrize("sound", SOUND, ids=[sound.name for sound in SOUND])
def test_nothing_is_said_of_a_safe_hall(sound: Sound) -> None:
    said = {
        (name, finding.rule.measure, finding.message)
        for name, plan in measured(sound.plan).items()
        for finding in check(plan, rules_of(name))
    }
    assert {(name, measure) for name, measure, _message in said} == sound.advised
