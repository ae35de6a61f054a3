"""A second day: rules, rows drawn under them, faults found and corrected, a sheet, a copy, and publication."""

from collections.abc import Callable

import pypdfium2
import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from ciie.accounts.models import User
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import FloorPlan, Obstruction
from pavilions.plans.publishing.models import PlanSafetyReport
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import ObstructionKind, OrganizerRole, PlanState
from tests.browser.editor.conftest import OUTLINE, Desk, desk_on
from tests.factories import AllotmentFactory, FloorPlanFactory, HallFactory, organizer
from tests.pavilions.safety.plans import rule_set

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_MS = 60_000


@pytest.fixture
def plan(allotment: Allotment) -> FloorPlan:
    """An empty hall of 30 × 20 m."""
    plan: FloorPlan = FloorPlanFactory(edition=allotment.edition, hall=allotment.hall, published=False)
    return plan


def choose_rules(page: Page, hall: str, rules: str) -> None:
    page.goto(reverse("safety:sets"))
    page.locator("[name=hall]").select_option(label=hall)
    page.locator("[name=rule_set]").select_option(label=rules)
    page.locator("[name=valid_from]").fill("2020-01-01")
    page.get_by_role("button", name="Choose").click()
    expect(page.get_by_text("The rules have been chosen.")).to_be_visible()


def fill(form: Locator, **values: str) -> None:
    for name, value in values.items():
        form.locator(f"[name={name}]").fill(value)


def draw_rows(desk: Desk) -> None:
    """Two rows of six booths, 1 m apart back to back."""
    desk.page.keyboard.press("a")
    form = desk.page.get_by_role("form", name="Rows of booths")
    fill(form, x="6", y="4", rows="2", columns="6", gap_y="1", aisle_every="0", row_letter="A")
    form.locator("[name=columns]").press("Enter")
    desk.saved()


def put(desk: Desk, kind: ObstructionKind, **figures: str) -> None:
    """An obstruction by its coordinates."""
    desk.page.keyboard.press("o")
    desk.page.locator("[data-settings] [name=obstruction]").select_option(kind.value)
    form = desk.page.get_by_role("form", name="By coordinates")
    fill(form, **figures)
    form.locator("[name=depth]").press("Enter")
    desk.saved()
    desk.page.keyboard.press("v")


def printed(desk: Desk, paper: str, ratio: str) -> str:
    """The words of the sheet that the form for printing asks for."""
    form = desk.page.locator(".editor-print")
    form.get_by_label("Paper size:").select_option(paper)
    form.get_by_label("Scale:").select_option(ratio)
    address = form.evaluate("(form) => `${form.action}?${new URLSearchParams(new FormData(form))}`")
    with pypdfium2.PdfDocument(desk.page.request.get(address).body()) as document:
        return str(document[0].get_textpage().get_text_bounded())


def copied_row(desk: Desk) -> list[str]:
    """The numbers in another hall to which the first row has been copied."""
    hall = HallFactory(name="9.1H", outline=OUTLINE, gross_area_sqm=600)
    AllotmentFactory(hall=hall, edition=desk.plan.edition, capacity_sqm=300)
    other: FloorPlan = FloorPlanFactory(edition=desk.plan.edition, hall=hall, published=False)
    desk.page.keyboard.press("v")
    desk.click(750, 550)
    desk.page.keyboard.press("w")
    desk.page.keyboard.press("Control+c")
    desk.said("Copied: 6.")
    there = desk_on(desk.page, other)
    there.page.mouse.move(*there.at(1_500, 1_000))
    there.settle()
    there.page.keyboard.press("Control+v")
    there.saved()
    return there.numbers()


def test_from_rules_to_a_plan_that_meets_them_on_paper_and_in_force(
    page: Page, sign_in: Callable[[User], None], plan: FloorPlan
) -> None:
    page.set_default_timeout(PATIENCE_MS)
    sign_in(organizer(OrganizerRole.DIRECTOR))
    rules = rule_set((Measure.AISLE_WIDTH, "3", Severity.MANDATORY), (Measure.ENTRANCE, "1.2", Severity.MANDATORY))
    choose_rules(page, plan.hall.name, rules.name)

    desk = desk_on(page, plan)
    near = page.locator("[data-near-list]")
    draw_rows(desk)
    expect(near).to_contain_text("is only 1 m wide; the rule asks for at least 3 m.", timeout=PATIENCE_MS)
    put(desk, ObstructionKind.SERVICE, x="6", y="7", width="18", depth="1")
    expect(near).not_to_contain_text("is only", timeout=PATIENCE_MS)

    put(desk, ObstructionKind.WALL, x="6", y="12.2", width="18", depth="0.2")
    expect(near).to_contain_text("is only 1.2 m wide; the rule asks for at least 3 m.", timeout=PATIENCE_MS)
    desk.click(1_500, 1_230)
    figure = page.locator("[data-figures] [name=y]")
    expect(figure).to_have_value("12.20")
    figure.fill("16")
    figure.press("Enter")
    desk.saved()
    expect(near).not_to_contain_text("is only", timeout=PATIENCE_MS)

    expect(near).to_contain_text("No exit is drawn on the plan", timeout=PATIENCE_MS)
    page.keyboard.press("e")  # the focus is on the plan again
    desk.said("Exit:")
    desk.click(1_500, 1_996)
    desk.saved()
    exit_ = Obstruction.objects.get(plan=plan, kind=ObstructionKind.EXIT)
    assert sorted(exit_.footprint) == [[1_300, 1_980], [1_300, 2_000], [1_700, 1_980], [1_700, 2_000]]
    expect(near).to_contain_text("no rule is broken", timeout=PATIENCE_MS)

    words = printed(desk, "a3", "200")
    wanted = ["DRAFT", "1:200", "1 · draft", "Exit 1", "4.00 m", "30.00 m", "20.00 m", "A01", "B06"]
    assert [each for each in wanted if each not in words] == []

    assert copied_row(desk) == ["A01", "A02", "A03", "A04", "A05", "A06"]

    page.goto(reverse("plans:publish", args=[plan.pk]))
    page.get_by_role("button", name="Publish", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Versions in force over time")).to_be_visible()
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED
    content = PlanSafetyReport.objects.get().content
    assert ([rule["found"] for rule in content["rules"]], content["accepted"]) == ([0, 0], [])
