"""A first day: a hall traced over a picture, a CAD office's drawing, what the rules find in it, and the next one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from ezdxf import filemanagement
from playwright.sync_api import Page, expect

from ciie.accounts.models import User
from exhibitors.office.imports.tasks import run_import
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.plan_files.models import ImportRun
from pavilions.plans.publishing.models import PlanSafetyReport
from pavilions.plans.safety.states import Measure, Severity
from pavilions.states import ObstructionKind, OrganizerRole, PlanState
from tests.browser.editor.conftest import Desk, desk_on
from tests.browser.tracing import trace
from tests.factories import EditionFactory, SectorFactory, organizer
from tests.pavilions.plan_formats.dxf_drawings import written
from tests.pavilions.safety.plans import chosen

pytestmark = pytest.mark.django_db(transaction=True)

RUN = re.compile(r"/organizer/imports/\d+/$")
PATIENCE = 60_000  # a drawing is read by a process of its own, twice on the way
DRAWN = {"A1": (10_000, 20_000), "A2": (10_000, 15_000), "B1": (30_000, 20_000), "B2": (30_000, 10_000)}
"""Number and lower left corner of each booth, in millimetres, y upwards; A1 and A2 are 2 m apart."""
CHANGED = DRAWN | {"A2": (10_000, 14_000), "C1": (50_000, 20_000)}


def drawing(booths: dict[str, tuple[int, int]]) -> bytes:
    """Of a hall of 80 × 40 m: booths of 6 × 3 m as blocks, with a wall, a column, an exit and a text."""
    document = filemanagement.new("R2010", units=4)
    block = document.blocks.new("STAND_6X3")
    block.add_lwpolyline([(0, 0), (6_000, 0), (6_000, 3_000), (0, 3_000)], close=True)
    block.add_attdef("NO", (3_000, 1_500), dxfattribs={"height": 300})
    space = document.modelspace()
    for number, corner in booths.items():
        space.add_blockref("STAND_6X3", corner).add_auto_attribs({"NO": number})
    outline = [(0, 0), (80_000, 0), (80_000, 40_000), (0, 40_000)]
    space.add_lwpolyline(outline, close=True, dxfattribs={"layer": "HALL-OUTLINE"})
    door = [(20_000, 0), (24_000, 0), (24_000, 400), (20_000, 400)]
    space.add_lwpolyline(door, close=True, dxfattribs={"layer": "EXITS"})
    space.add_line((60_000, 30_000), (75_000, 30_000), dxfattribs={"layer": "WALLS"})
    space.add_circle((40_000, 30_000), 250, dxfattribs={"layer": "COLUMNS"})
    space.add_text("Registration", height=500, dxfattribs={"layer": "TEXTS", "insert": (66_000, 35_000)})
    return written(document)


def traced_hall(page: Page, folder: Path) -> FloorPlan:
    page.goto(reverse("hall_plans:trace"))
    trace(page, folder, [(100, 50), (900, 50), (900, 450), (100, 450)])
    page.locator("[name=name]").fill("7.1H")
    page.get_by_label("Sector").select_option(index=1)
    page.get_by_role("button", name="Add the hall and open a draft").click()
    expect(page.locator("[data-editor][data-ready]")).to_have_count(1)
    return FloorPlan.objects.get()


def bring_in(page: Page, content: bytes, folder: Path) -> FloorPlan:
    path = folder / "hall.dxf"
    path.write_bytes(content)
    page.goto("/organizer/imports/new/")
    page.get_by_label("A hall's floor plan").check()
    page.get_by_label("Hall", exact=True).select_option(label="7.1H")
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Preview the file").click()
    page.wait_for_url(RUN)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0, timeout=PATIENCE)
    run_import(run_id=ImportRun.objects.latest("pk").pk)
    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    return FloorPlan.objects.latest("version")


def publish(page: Page, plan: FloorPlan) -> None:
    page.goto(reverse("plans:publish", args=[plan.pk]))
    page.get_by_role("button", name="Publish", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="Versions in force over time")).to_be_visible()
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED


def move_down(desk: Desk, number: str, *, steps: int) -> None:
    x, y = (sum(each) // 4 for each in zip(*desk.booth(number).ring, strict=True))
    desk.page.keyboard.press("v")
    desk.click(x, y)
    for _step in range(steps):
        desk.page.keyboard.press("ArrowDown")
    desk.saved()


def withhold(desk: Desk, number: str, reason: str) -> None:
    x, y = (sum(each) // 4 for each in zip(*desk.booth(number).ring, strict=True))
    desk.click(x, y)
    field = desk.page.locator("[data-figures] [name=blocked_reason]")
    field.fill(reason)
    field.press("Enter")
    desk.saved()


def test_from_a_picture_of_the_hall_to_the_second_file_of_the_cad_office(
    page: Page, sign_in: Callable[[User], None], tmp_path: Path
) -> None:
    EditionFactory()
    SectorFactory()
    page.set_default_timeout(PATIENCE)
    sign_in(organizer(OrganizerRole.DIRECTOR))
    traced = traced_hall(page, tmp_path)
    assert traced.hall.outline == [[0, 0], [8_000, 0], [8_000, 4_000], [0, 4_000]]
    chosen(traced, (Measure.AISLE_WIDTH, "3", Severity.MANDATORY), (Measure.TRAVEL, "60", Severity.MANDATORY))

    plan = bring_in(page, drawing(DRAWN), tmp_path)
    assert {booth.number: booth.ring[0] for booth in plan.booths.all()}["A1"] == (1_000, 1_700)
    standing = set(plan.obstructions.values_list("kind", flat=True))
    assert {ObstructionKind.EXIT, ObstructionKind.WALL, ObstructionKind.COLUMN} <= standing
    desk = desk_on(page, plan)
    near = page.locator("[data-near-list]")
    expect(near).to_contain_text("is only 2 m wide; the rule asks for at least 3 m.", timeout=PATIENCE)
    move_down(desk, "A2", steps=2)
    expect(near).to_contain_text("no rule is broken", timeout=PATIENCE)
    withhold(desk, "B2", "Stage")
    publish(page, plan)
    report = PlanSafetyReport.objects.get()
    sent = page.request.get(reverse("hall_plans:safety_report", args=[report.publication_id]))
    assert sent.body().startswith(b"%PDF")

    again = bring_in(page, drawing(CHANGED), tmp_path)
    publish(page, again)
    numbers = dict(Booth.objects.filter(plan=again).values_list("number", "blocked_reason"))
    assert numbers == {"A1": "", "A2": "", "B1": "", "B2": "Stage", "C1": ""}
    assert again.booths.get(number="A2").footprint == plan.booths.get(number="A2").footprint
    assert set(again.obstructions.values_list("kind", flat=True)) == standing
    page.goto("/plan/7.1H/")
    expect(page.locator("svg.plan .booth")).to_have_count(5)
