"""A planner draws two booths too near each other, sees it where it is, moves one, and publishes with the report."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.plans.publishing.models import PlanSafetyReport
from pavilions.plans.safety.states import Measure, Severity
from tests.browser.accessibility import barriers
from tests.browser.editor.conftest import OpenDesk
from tests.factories import FloorPlanFactory
from tests.pavilions.safety.plans import add_exit, chosen

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_MS = 30_000


@pytest.fixture
def plan(allotment: Allotment) -> FloorPlan:
    """An empty hall of 30 × 20 m with an exit; aisles of 3 m are required, ways to it of at most 12 m recommended."""
    plan: FloorPlan = FloorPlanFactory(edition=allotment.edition, hall=allotment.hall, published=False)
    add_exit(plan, 1_400)
    chosen(plan, (Measure.AISLE_WIDTH, "3", Severity.MANDATORY), (Measure.TRAVEL, "12", Severity.RECOMMENDED))
    return plan


def test_from_two_booths_too_near_to_a_plan_in_force(open_desk: OpenDesk) -> None:
    desk = open_desk()
    page, near = desk.page, desk.page.locator("[data-near-list]")
    expect(near).to_contain_text("no rule is broken", timeout=PATIENCE_MS)
    page.keyboard.press("r")
    desk.drag((600, 300), (900, 600))
    desk.saved()
    page.get_by_text("Layers", exact=True).click()
    page.get_by_label("Ways out").check()
    expect(page.locator("[data-walks] .walk")).to_have_attribute("d", re.compile("^M"), timeout=PATIENCE_MS)
    page.keyboard.press("r")
    desk.drag((600, 800), (900, 1_100))
    desk.saved()
    expect(near).to_contain_text("is only 2 m wide; the rule asks for at least 3 m.", timeout=PATIENCE_MS)
    expect(near).to_contain_text("Mandatory")
    marks = page.locator("[data-near-marks] .mandatory")
    expect(marks.locator("text")).to_have_text("✕ 2 m < 3 m")
    ways = page.locator("[data-ways-list]")
    expect(ways).to_contain_text("Recommended", timeout=PATIENCE_MS)
    assert barriers(page) == []

    near.get_by_role("button").click()
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(2)
    page.keyboard.press("v")
    page.wait_for_timeout(300)  # until the view has come to rest
    desk.click(750, 950)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    desk.saved()
    expect(near).to_contain_text("no rule is broken", timeout=PATIENCE_MS)
    expect(marks).to_have_count(0)

    page.goto(reverse("safety:plan", args=[desk.plan.pk]))
    page.get_by_text("Accept with a reason").click()
    page.get_by_label("Reason").fill("Agreed with the fire officer")
    page.get_by_role("button", name="Accept with this reason").click()
    expect(page.get_by_text("Agreed with the fire officer")).to_be_visible()
    page.goto(reverse("plans:publish", args=[desk.plan.pk]))
    page.get_by_role("button", name="Publish", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Versions in force over time")).to_be_visible()
    report = PlanSafetyReport.objects.get()
    assert [each["reason"] for each in report.content["accepted"]] == ["Agreed with the fire officer"]
    sent = page.request.get(reverse("hall_plans:safety_report", args=[report.publication_id]))
    assert sent.body().startswith(b"%PDF")
