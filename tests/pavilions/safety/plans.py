"""Exits and booths of a plan, and rules for its hall."""

from datetime import date
from decimal import Decimal
from typing import Any

from pavilions.drawings.geometry import core
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, FloorPlan, Obstruction
from pavilions.floor.models.venue import Hall
from pavilions.plans.safety.models import HallRules, RuleSet, VenueRule
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import ObstructionKind
from tests.factories import BoothFactory
from tests.pavilions.safety.halls import box

LONG_AGO = date(2020, 1, 1)


def rule_set(*rules: tuple[Measure, str, Severity], **values: Any) -> RuleSet:
    found = RuleSet.objects.create(name=f"Rules {RuleSet.objects.count()}", **values)
    for measure, limit, severity in rules:
        VenueRule.objects.create(
            rule_set=found, measure=measure, limit=Decimal(limit), severity=severity, source="Manual", read_on=LONG_AGO
        )
    return found


def chosen(where: FloorPlan | Hall, *rules: tuple[Measure, str, Severity]) -> RuleSet:
    found = rule_set(*rules)
    hall = where if isinstance(where, Hall) else where.hall
    HallRules.objects.create(hall=hall, rule_set=found, valid_from=LONG_AGO)
    return found


def add_exit(plan: FloorPlan, left: int) -> Obstruction:
    ring = [list(point) for point in box(left, 0, 200, 40)]
    return Obstruction.objects.create(plan=plan, kind=ObstructionKind.EXIT, footprint=ring)


def add_booth(plan: FloorPlan, allotment: Allotment, number: str, left: int, top: int, width: int = 300) -> Booth:
    ring = box(left, top, width, 300)
    booth: Booth = BoothFactory(
        plan=plan, allotment=allotment, number=number, footprint=[list(point) for point in ring], core=core(ring)
    )
    return booth
