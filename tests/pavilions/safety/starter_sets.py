"""The starter sets as the checks take them."""

from functools import cache

from pavilions.plans.safety.checking import HallFacts, Rule
from pavilions.plans.safety.starter_rules import STARTER_SETS


@cache
def rules_of(name: str) -> tuple[Rule, ...]:
    return tuple(
        Rule(**{key: value for key, value in row.items() if key in Rule.__annotations__})
        for row in STARTER_SETS[name].rules
    )


def facts_of(name: str) -> HallFacts:
    return HallFacts(persons_per_sqm=STARTER_SETS[name].rule_set["persons_per_sqm"])
