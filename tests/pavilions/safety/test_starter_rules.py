"""Each starter set has the rules that its law has, and its page says of which measures it has none.

The figures are those of the laws and of the venues that the sets name, not of the sets.
"""

from collections.abc import Mapping

import pytest
from django.urls import reverse
from django.utils.html import escape

from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.safety.models import HallRules, RuleSet
from pavilions.plans.safety.starter_rules import STARTER_SETS
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.factories import organizer
from tests.pavilions.safety.plans import LONG_AGO

LAWS: Mapping[str, Mapping[Measure, tuple[str, ...]]] = {
    "germany": {
        Measure.ENTRANCE: ("1",),
        Measure.AISLE_WIDTH: ("3",),
        Measure.WAY_WIDTH: ("1.20",),
        Measure.STAND_DEPTH: ("20",),
        Measure.BLOCK_DEPTH: ("30",),
        Measure.TRAVEL: ("30",),
        Measure.EXIT_WIDTH: ("1.20",),
        Measure.EXIT_CAPACITY: ("0.60",),
        Measure.EXITS: ("2",),
        Measure.EXITS_APART: ("33.33",),
        Measure.EXITS_OPPOSITE: ("90",),
        Measure.EXIT_FREE: ("100",),
        Measure.EXIT_FRONT: ("3",),
        Measure.EQUIPMENT_CLEARANCE: ("1",),
        Measure.DECK_WAY: ("20",),
        Measure.DECK_STAIR_WIDTH: ("1", "1.20"),
        Measure.DECK_STAIRS: ("2",),
        Measure.DECK_OPPOSITE: ("2",),
        Measure.DECK_DRAWING: ("1",),
    },
    "usa": {
        Measure.ENTRANCE: ("1",),
        Measure.AISLE_WIDTH: ("2.44",),
        Measure.WAY_WIDTH: ("1.12",),
        Measure.STAND_DEPTH: ("15.24",),
        Measure.TRAVEL: ("60.96", "76.20"),
        Measure.DEAD_END: ("6.10",),
        Measure.EXIT_WIDTH: ("0.81",),
        Measure.EXIT_CAPACITY: ("0.51",),
        Measure.EXITS: ("2", "3", "4"),
        Measure.EXITS_APART: ("50", "33.33"),
        Measure.EXIT_FREE: ("100",),
        Measure.EXIT_FRONT: ("4.57",),
        Measure.EQUIPMENT_CLEARANCE: ("1.52",),
        Measure.DECK_WAY: ("15.24",),
        Measure.DECK_STAIRS: ("2",),
        Measure.DECK_OPPOSITE: ("2",),
        Measure.DECK_STAIR_WIDTH: ("0.91", "1.12"),
        Measure.DECK_DRAWING: ("1",),
    },
    "china": {
        Measure.ENTRANCE: ("1",),
        Measure.AISLE_WIDTH: ("3",),
        Measure.WAY_WIDTH: ("1.10",),
        Measure.STRAIGHT_TRAVEL: ("30", "37.50"),
        Measure.EXIT_WIDTH: ("1.40",),
        Measure.EXIT_CAPACITY: ("0.65",),
        Measure.EXITS: ("2",),
        Measure.EXIT_SPACING: ("5",),
        Measure.EXIT_FREE: ("100",),
        Measure.EXIT_CLEARANCE: ("1.40",),
        Measure.EXIT_FRONT: ("3",),
        Measure.EQUIPMENT_CLEARANCE: ("1.40",),
        Measure.DECK_STAIRS: ("1",),
        Measure.DECK_ABOVE: ("2",),
        Measure.DECK_DRAWING: ("1",),
    },
}
"""What each makes mandatory, with the limits in their order."""
UNMEASURED: Mapping[str, tuple[Measure, ...]] = {
    "germany": (
        Measure.MAIN_AISLE,
        Measure.STRAIGHT_TRAVEL,
        Measure.ROW_LENGTH,
        Measure.BLOCK_AREA,
        Measure.EXIT_CLEARANCE,
        Measure.EXIT_SPACING,
        Measure.COLUMN_CLEARANCE,
        Measure.RESCUE_WIDTH,
        Measure.WALL_CLEARANCE,
        Measure.FILL,
    ),
    "usa": (
        Measure.MAIN_AISLE,
        Measure.STRAIGHT_TRAVEL,
        Measure.BLOCK_DEPTH,
        Measure.ROW_LENGTH,
        Measure.BLOCK_AREA,
        Measure.EXIT_CLEARANCE,
        Measure.EXITS_OPPOSITE,
        Measure.EXIT_SPACING,
        Measure.COLUMN_CLEARANCE,
        Measure.RESCUE_WIDTH,
        Measure.WALL_CLEARANCE,
        Measure.FILL,
    ),
    "china": (
        Measure.BLOCK_DEPTH,
        Measure.BLOCK_AREA,
        Measure.EXITS_APART,
        Measure.EXITS_OPPOSITE,
        Measure.RESCUE_WIDTH,
    ),
    "sample": (
        Measure.MAIN_AISLE,
        Measure.STAND_DEPTH,
        Measure.TRAVEL,
        Measure.STRAIGHT_TRAVEL,
        Measure.BLOCK_DEPTH,
        Measure.ROW_LENGTH,
        Measure.BLOCK_AREA,
        Measure.EXIT_WIDTH,
        Measure.EXIT_CLEARANCE,
        Measure.EXIT_CAPACITY,
        Measure.EXITS_APART,
        Measure.EXITS_OPPOSITE,
        Measure.EQUIPMENT_REACH,
        Measure.COLUMN_CLEARANCE,
        Measure.RESCUE_WIDTH,
        Measure.WALL_CLEARANCE,
        Measure.FILL,
    ),
}
"""What they say nothing of in a hall of 1,200 m²."""


@pytest.mark.parametrize("starter", LAWS)
def test_a_starter_set_has_the_rules_of_its_law(starter: str) -> None:
    found: dict[Measure, tuple[str, ...]] = {}
    for rule in STARTER_SETS[starter].rules:
        if rule["severity"] == Severity.MANDATORY:
            found[rule["measure"]] = (*found.get(rule["measure"], ()), str(rule["limit"]))
    assert found == LAWS[starter]


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize("starter", STARTER_SETS)
def test_the_page_lists_what_a_starter_set_has_no_rule_on(starter: str, draft: FloorPlan) -> None:
    client = signed_in(organizer(OrganizerRole.FLOOR_PLANNER))
    client.post(reverse("safety:load"), {"starter": starter})
    HallRules.objects.create(hall=draft.hall, rule_set=RuleSet.objects.get(), valid_from=LONG_AGO)
    page = client.get(reverse("safety:plan", args=[draft.pk]))
    words = "; ".join(str(measure.label) for measure in UNMEASURED[starter])
    assert f"Not measured, since the rule set has no such rule</strong>: {escape(words)}</p>" in page.text
