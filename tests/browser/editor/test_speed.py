"""A hall of 1,500 booths under a moving hand."""

import pytest
from playwright.sync_api import CDPSession

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.plans.drafts.queries.draft_contents import contents_of
from tests.bench.editor_pages import draft_contents
from tests.browser.editor.conftest import OpenDesk
from tests.factories import AllotmentFactory, FloorPlanFactory, HallFactory

FRAME_MS = 16
TRANSITIONS = 60


@pytest.fixture
def allotment() -> Allotment:
    hall = HallFactory(name="8.2H", outline=[[0, 0], [25_000, 0], [25_000, 12_000], [0, 12_000]], gross_area_sqm=30_000)
    allotment: Allotment = AllotmentFactory(hall=hall, capacity_sqm=30_000)
    return allotment


@pytest.fixture
def plan(allotment: Allotment) -> FloorPlan:
    """50 columns of 30 rows, pairs of rows back to back with aisles between."""
    plan: FloorPlan = FloorPlanFactory(edition=allotment.edition, hall=allotment.hall, published=False)
    Booth.objects.bulk_create(booth(plan, allotment, column, row) for row in range(30) for column in range(50))
    return plan


def booth(plan: FloorPlan, allotment: Allotment, column: int, row: int) -> Booth:
    left, top = 400 + 480 * column, 200 + 300 * row + 150 * (row // 2)
    right, bottom = left + 480, top + 300
    return Booth(
        plan=plan,
        allotment=allotment,
        number=f"{chr(65 + row % 26)}{row // 26}{column:02d}",
        footprint=[[left, top], [right, top], [right, bottom], [left, bottom]],
        core=[(left + 2, top + 2), (right - 2, top + 2), (right - 2, bottom - 2), (left + 2, bottom - 2)],
        area_sqm="14.40",
        open_sides=1,
        label_x=left + 240,
        label_y=top + 150,
    )


@pytest.mark.django_db
def test_draft_that_is_measured_says_what_a_draft_in_the_database_says(plan: FloorPlan) -> None:
    measured, real = draft_contents(1), contents_of(plan)
    assert measured.keys() == real.keys()
    assert measured["booths"][0].keys() == real["booths"][0].keys()


def busy_seconds(devtools: CDPSession) -> float:
    """What the page's main thread has worked so far, other processes not counted."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


@pytest.mark.django_db(transaction=True)
def test_dragging_among_1500_booths_leaves_each_frame_in_time(open_desk: OpenDesk) -> None:
    desk = open_desk()
    devtools = desk.page.context.new_cdp_session(desk.page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    x, y = desk.at(640, 350)
    desk.page.mouse.move(x, y)
    desk.page.mouse.down()
    desk.page.mouse.move(x + 10, y + 10)
    desk.settle()
    before = busy_seconds(devtools)
    for step in range(TRANSITIONS):
        desk.page.mouse.move(x + 3 * step, y + 2 * step)
        desk.page.evaluate("() => new Promise(requestAnimationFrame)")
    busy = (busy_seconds(devtools) - before) * 1_000 / TRANSITIONS
    desk.page.mouse.up()
    assert busy < FRAME_MS
