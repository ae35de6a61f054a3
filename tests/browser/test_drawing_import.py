"""A fair's own drawing through the pages of a real browser: from the file to the plan that everybody sees."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ciie.accounts.models import User
from exhibitors.office.imports.tasks import run_import
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.plans.plan_files.models import ImportRun
from pavilions.states import OrganizerRole, PlanState
from tests.browser.accessibility import barriers, is_too_wide
from tests.factories import AllotmentFactory, HallFactory, organizer
from tests.likenesses import construction_fair
from tests.pavilions.plan_formats.dxf_drawings import dxf, row_of_three

pytestmark = pytest.mark.django_db(transaction=True)

RUN = re.compile(r"/organizer/imports/\d+/$")
PATIENCE = 60_000  # a drawing is read by a process of its own, twice on the way


@pytest.fixture
def hall() -> Hall:
    hall: Hall = HallFactory(
        name="9.1H", outline=[[0, 0], [17_000, 0], [17_000, 12_000], [0, 12_000]], gross_area_sqm=20_400
    )
    AllotmentFactory(hall=hall, capacity_sqm=hall.gross_area_sqm)
    return hall


def upload(page: Page, hall: Hall, path: Path) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto("/organizer/imports/new/")
    page.get_by_label("A hall's floor plan").check()
    page.get_by_label("Hall", exact=True).select_option(label=hall.name)
    page.get_by_label("Sector").select_option(index=1)
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Preview the file").click()
    page.wait_for_url(RUN)


def bring_in(page: Page) -> None:
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0, timeout=PATIENCE)
    run_import(run_id=ImportRun.objects.latest("pk").pk)
    expect(page.get_by_role("heading", name="Done")).to_be_visible()  # the page loads itself anew once it knows


def test_designers_drawing_becomes_the_published_plan(
    page: Page, sign_in: Callable[[User], None], hall: Hall, tmp_path: Path
) -> None:
    sign_in(organizer(OrganizerRole.FLOOR_PLANNER))
    path = tmp_path / "floorplan.svg"
    path.write_bytes(construction_fair.drawing_svg())
    booths = len(construction_fair.DRAWN)
    upload(page, hall, path)
    expect(page.locator(".stat-card, .stats").first).to_contain_text(str(booths))
    assert barriers(page) == []
    page.get_by_label("Publish immediately").check()
    bring_in(page)
    plan = FloorPlan.objects.get()
    assert (plan.state, Booth.objects.filter(plan=plan).count()) == (PlanState.PUBLISHED, booths)
    page.goto("/plan/9.1H/")
    expect(page.locator("svg.plan image.background")).to_have_count(0)  # until a planner shows it there
    expect(page.locator("svg.plan .booth")).to_have_count(booths)
    page.locator("summary", has_text="Print and download").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="DXF").click()
    assert download.value.suggested_filename.endswith("9.1H-1.dxf")


def test_layers_are_chosen_on_a_phone(page: Page, sign_in: Callable[[User], None], hall: Hall, tmp_path: Path) -> None:
    sign_in(organizer(OrganizerRole.FLOOR_PLANNER))
    page.set_viewport_size({"width": 390, "height": 800})
    path = tmp_path / "hall.dxf"
    path.write_bytes(dxf(row_of_three))
    upload(page, hall, path)
    assert not is_too_wide(page)
    page.get_by_label("What STANDS shows").select_option("walls")
    page.get_by_role("button", name="Update the preview").click()
    expect(page.get_by_text("Nothing in the drawing looks like booths")).to_have_count(1)
    page.get_by_label("What STANDS shows").select_option("booths")
    page.get_by_role("button", name="Update the preview").click()
    expect(page.locator("svg.plan .booth")).to_have_count(3)
    assert barriers(page) == []
    bring_in(page)
    assert sorted(Booth.objects.values_list("number", flat=True)) == ["A1", "A2", "A3"]
