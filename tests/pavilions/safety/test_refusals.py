"""Rules that cannot be, and plans that cannot be built, are refused in words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from ciie.kernel.errors import Invalid
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.drafts.edits import EditRefused
from pavilions.plans.drafts.operations.plan_edits import edit_draft
from pavilions.plans.safety.models import RuleSet, VenueRule
from pavilions.plans.safety.operations import add_venue_rule, change_venue_rule
from pavilions.plans.safety.starter_rules import STARTER_SETS
from pavilions.plans.safety.states import Measure, Severity
from tests.clients import signed_in
from tests.factories import NOON, organizer
from tests.pavilions.floor.floors import edit_of, key
from tests.pavilions.safety.plans import LONG_AGO, add_booth, rule_set

pytestmark = pytest.mark.django_db
MUST, SHOULD = Severity.MANDATORY, Severity.RECOMMENDED


def add(found: RuleSet, measure: Measure, limit: str, **more: Any) -> VenueRule:
    values = {"measure": measure, "limit": Decimal(limit), "severity": MUST, "source": "Manual", "read_on": LONG_AGO}
    return add_venue_rule(found.pk, values | more, actor=organizer(), at=NOON)


@pytest.mark.parametrize(
    ("least", "most"),
    [
        (Measure.EXIT_CLEARANCE, Measure.TRAVEL),
        (Measure.EXIT_CLEARANCE, Measure.STRAIGHT_TRAVEL),
        (Measure.EQUIPMENT_CLEARANCE, Measure.EQUIPMENT_REACH),
    ],
)
def test_rules_that_nothing_can_meet_together_are_refused_beside_the_limit(least: Measure, most: Measure) -> None:
    one, other = rule_set((most, "30", MUST)), rule_set((least, "30", MUST))
    for found, measure, limit in ((one, least, "30"), (other, most, "29.99")):
        with pytest.raises(Invalid, match="No plan could meet this rule together with another one") as refused:
            add(found, measure, limit)
        assert (refused.value.code, refused.value.field) == ("rules_impossible", "limit")
        assert "30 m" in str(refused.value)
    small = add(one, least, "29.99")
    with pytest.raises(Invalid, match="No plan could meet"):
        change_venue_rule(small.pk, {"limit": Decimal(31)}, actor=organizer(), at=NOON)


def test_rules_for_different_halls_and_days_and_what_is_only_recommended_may_differ() -> None:
    found = rule_set((Measure.TRAVEL, "30", MUST))
    add(found, Measure.EXIT_CLEARANCE, "40", severity=SHOULD)
    found.rules.filter(measure=Measure.TRAVEL).update(sprinklered=False)
    add(found, Measure.EXIT_CLEARANCE, "40", sprinklered=True)
    found.rules.filter(measure=Measure.TRAVEL).update(valid_until=date(2022, 1, 1))
    add(found, Measure.EXIT_CLEARANCE, "40", valid_from=date(2022, 1, 2))


@pytest.mark.parametrize(("measure", "limit"), [(Measure.MAIN_AISLE, "30.01"), (Measure.BLOCK_AREA, "0.24")])
def test_a_limit_beyond_what_is_is_refused(measure: Measure, limit: str) -> None:
    with pytest.raises(Invalid, match="No plan can meet this limit"):
        add(rule_set(), measure, limit)


@pytest.mark.parametrize("starter", STARTER_SETS)
def test_starter_sets_can_be_met(starter: str) -> None:
    found = rule_set()
    for values in STARTER_SETS[starter].rules:
        add_venue_rule(found.pk, values, actor=organizer(), at=NOON)


@pytest.mark.parametrize(
    ("said", "field"),
    [({"measure": ""}, "measure"), ({"limit": "3 ft"}, "limit"), ({"limit": "0"}, "limit"), ({"limit": ""}, "limit")],
)
def test_a_rule_without_a_measure_and_so_without_a_unit_is_refused(said: dict[str, str], field: str) -> None:
    found = rule_set()
    typed = {
        "measure": Measure.TRAVEL,
        "limit": "30",
        "severity": MUST,
        "source": "Manual",
        "read_on": "2024-05-01",
        "revision": found.revision,
    }
    page = signed_in(organizer()).post(reverse("safety:add_rule", args=[found.pk]), typed | said)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert page.context["form"]["source"].value() == "Manual"
    assert not VenueRule.objects.exists()


def test_an_exit_inside_a_booth_is_refused_whichever_comes_first(draft: FloorPlan, allotment: Allotment) -> None:
    add_booth(draft, allotment, "A1", 500, 500)
    planner = organizer()
    inside = [[550, 550], [750, 550], [750, 590], [550, 590]]
    over_exit = [[1_800, 0], [2_200, 0], [2_200, 300], [1_800, 300]]
    for impossible in (
        edit_of(draft, "obstruct", obstructions=[{"kind": "exit", "ring": inside, "clearance_cm": 0}]),
        edit_of(draft, "reshape", booths=[{"id": key(draft, "A1"), "ring": over_exit}]),
    ):
        with pytest.raises(EditRefused) as refused:
            edit_draft(draft.pk, impossible, actor=planner, at=NOON)
        assert refused.value.code == "on_obstruction"
