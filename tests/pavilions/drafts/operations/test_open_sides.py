"""Open sides of drafts follow the rules of the hall; published versions keep what was published."""

from decimal import Decimal

import pytest
from django.db.models import F
from django.urls import reverse

from ciie.kernel.actors import SYSTEM
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.drafts.operations.drafts import open_draft
from pavilions.plans.publishing.operations.plan_publishing import publish_floor_plan
from pavilions.plans.safety.models import HallRules, VenueRule
from pavilions.plans.safety.operations import (
    add_venue_rule,
    change_venue_rule,
    choose_rules,
    remove_choice,
    remove_venue_rule,
)
from pavilions.plans.safety.signals import aisle_rules_changed
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import EditionStatus
from tests.clients import signed_in
from tests.factories import NOON, organizer
from tests.pavilions.floor.floors import draft_of, rectangle
from tests.pavilions.safety.plans import LONG_AGO, rule_set

pytestmark = pytest.mark.django_db

ACROSS_2_M = {"A1": rectangle(2_000, 2_000), "B1": rectangle(2_000, 2_500)}
"""Two booths with 2 m between them, and the hall open around both."""


@pytest.fixture
def draft() -> FloorPlan:
    return draft_of(ACROSS_2_M)


def sides(plan: FloorPlan) -> list[int]:
    return list(plan.booths.order_by("number").values_list("open_sides", flat=True))


def choose_aisles(plan: FloorPlan, metres: str = "3") -> HallRules:
    found = rule_set((Measure.AISLE_WIDTH, metres, Severity.MANDATORY))
    return choose_rules(plan.hall_id, found.pk, valid_from=LONG_AGO, is_sprinklered=False, actor=SYSTEM, at=NOON)


def test_choosing_rules_and_taking_them_back_counts_open_sides_of_drafts_again(draft: FloorPlan) -> None:
    assert sides(draft) == [4, 4]
    chosen = choose_aisles(draft)
    assert (sides(draft), sides(draft.base or draft)) == ([3, 3], [4, 4])
    remove_choice(chosen.pk, actor=SYSTEM, at=NOON)
    assert sides(draft) == [4, 4]


def test_control_without_the_receiver_drafts_keep_what_the_rules_before_said(
    draft: FloorPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aisle_rules_changed, "receivers", [])
    aisle_rules_changed.sender_receivers_cache.clear()
    choose_aisles(draft)
    assert sides(draft) == [4, 4]


def test_changing_a_rule_of_the_set_counts_open_sides_again(draft: FloorPlan) -> None:
    rules = choose_aisles(draft, "1").rule_set
    rule = rules.rules.get()
    counted = [sides(draft)]
    change_venue_rule(rule.pk, {"limit": Decimal(3)}, actor=SYSTEM, at=NOON)
    counted.append(sides(draft))
    change_venue_rule(rule.pk, {"measure": Measure.EXIT_FRONT}, actor=SYSTEM, at=NOON)
    counted.append(sides(draft))
    values = {"measure": Measure.AISLE_WIDTH, "limit": Decimal(4), "severity": Severity.MANDATORY}
    values |= {"source": "Manual", "read_on": LONG_AGO}
    added: VenueRule = add_venue_rule(rules.pk, values, actor=SYSTEM, at=NOON)
    counted.append(sides(draft))
    remove_venue_rule(added.pk, actor=SYSTEM, at=NOON)
    assert [*counted, sides(draft)] == [[4, 4], [3, 3], [4, 4], [3, 3], [4, 4]]


def test_drafts_of_archived_editions_are_left_alone(draft: FloorPlan) -> None:
    draft.edition.status = EditionStatus.ARCHIVED
    draft.edition.save()
    choose_aisles(draft)
    assert sides(draft) == [4, 4]


def test_a_draft_opened_after_rules_have_changed_counts_by_them(draft: FloorPlan) -> None:
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)
    choose_aisles(draft)
    assert sides(draft) == [4, 4]
    assert sides(open_draft(draft.edition_id, draft.hall_id, actor=SYSTEM, at=NOON)) == [3, 3]


def test_open_plans_read_the_draft_again_where_it_has_changed(draft: FloorPlan) -> None:
    def revisions() -> list[int]:
        return list(draft.edition.allotments.filter(hall=draft.hall).values_list("revision", flat=True))

    before = revisions()
    choose_aisles(draft)
    assert revisions() == [revision + 1 for revision in before]
    once_more = revisions()
    choose_rules(
        None,
        HallRules.objects.get().rule_set_id,
        valid_from=LONG_AGO,
        is_sprinklered=False,
        actor=SYSTEM,
        at=NOON,
    )
    assert revisions() == once_more


def test_the_page_of_a_published_version_says_what_a_new_one_would_count(draft: FloorPlan) -> None:
    publish_floor_plan(draft.pk, actor=SYSTEM, at=NOON)
    draft.booths.filter(number="B1").update(open_sides_override=F("open_sides"))
    page = reverse("safety:plan", args=[draft.pk])
    client = signed_in(organizer())
    assert "open sides" not in client.get(page).text
    choose_aisles(draft)
    assert "By the rules of today 1 booth has another number of open sides: A1 (4 → 3)." in client.get(page).text
