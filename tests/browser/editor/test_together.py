"""Two planners on one draft, and a planner without a connection."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.states import PlanState
from tests.browser.editor.conftest import Desk, OpenDesk, desk_on
from tests.clients import signed_in
from tests.factories import AppointmentFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A visit in which scripts may not fail; the browser itself reports that a connection is cut."""
    complaints: list[str] = []
    visit = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    visit.on("weberror", lambda error: complaints.append(str(error.error)))
    yield visit
    visit.close()
    assert complaints == []


@pytest.fixture
def other_desk(browser: Browser, live_server: LiveServer, plan: FloorPlan) -> Iterator[Callable[[], Desk]]:
    """The same draft before another planner, Li Wei, in a browser of her own."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    client = signed_in(AppointmentFactory(user__name="Li Wei").user)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    def open_other() -> Desk:
        return desk_on(context.new_page(), plan)

    yield open_other
    context.close()


def test_changes_of_another_planner_appear_with_her_name(open_desk: OpenDesk, other_desk: Callable[[], Desk]) -> None:
    desk, other = open_desk(), other_desk()
    other.drag((450, 1350), (950, 1350))
    other.saved()
    desk.said("Li Wei changed B01.")
    other.click(450, 450)
    other.page.keyboard.press("Delete")
    other.saved()
    expect(desk.page.get_by_role("option", name="Booth A01")).to_have_count(0)


def test_planner_is_informed_that_the_draft_was_published_meanwhile(open_desk: OpenDesk) -> None:
    desk = open_desk()
    FloorPlan.objects.filter(pk=desk.plan.pk).update(state=PlanState.PUBLISHED)
    desk.said("This version is no longer a draft. Nothing more can be changed here.")
    expect(desk.page.locator("[data-saving-words]")).to_have_text("No longer a draft")


@pytest.mark.parametrize(("choice", "left"), [("Use mine", 2000), ("Keep theirs", 800)])
def test_planner_who_was_slower_chooses(
    open_desk: OpenDesk, other_desk: Callable[[], Desk], choice: str, left: int
) -> None:
    desk, other = open_desk(), other_desk()
    desk.page.route("**/changes/**", lambda route: route.abort())
    other.drag((450, 1350), (950, 1350))
    other.saved()
    desk.drag((450, 1350), (2150, 1350))
    expect(desk.page.locator("[data-conflict-list]")).to_contain_text("B01: changed by")
    desk.page.unroute("**/changes/**")
    assert desk.booth("B01").footprint[0][0] == 800
    desk.page.get_by_role("button", name=choice).click()
    desk.saved()
    expect(desk.page.locator("[data-conflicts]")).to_be_hidden()
    assert desk.booth("B01").footprint[0][0] == left


@pytest.mark.parametrize("is_kept", [False, True])
def test_booth_that_another_planner_removed_is_put_back_as_it_was_to_be(
    open_desk: OpenDesk, other_desk: Callable[[], Desk], is_kept: bool
) -> None:
    """Whether the change was on its way or kept because of a problem."""
    desk, other = open_desk(), other_desk()
    if is_kept:
        desk.drag((450, 1350), (550, 550), free=True)
        expect(desk.page.locator("[data-problems]")).to_be_visible()
    else:
        desk.page.route("**/changes/**", lambda route: route.abort())
    other.click(450, 1350)
    other.page.keyboard.press("Delete")
    other.saved()
    if not is_kept:
        desk.drag((450, 1350), (2150, 1350))
    entry = desk.page.locator("[data-conflict-list] li")
    expect(entry).to_contain_text("Booth B01, 9 m², shell scheme, free: another planner removed it", timeout=40_000)
    desk.page.unroute_all()
    desk.page.reload()
    desk.page.locator("[data-editor][data-ready]").wait_for()
    expect(entry).to_have_count(1)
    entry.get_by_role("button", name="Draw it again").click()
    expect(desk.page.locator("[data-conflicts]")).to_be_hidden()
    for _step in range(19 if is_kept else 0):
        desk.page.keyboard.press("ArrowDown")
    desk.saved()
    expect(desk.page.locator("[data-problems]")).to_be_hidden()
    assert desk.booth("B01").footprint[0] == ([400, 1350] if is_kept else [2000, 1200])


def test_planners_see_who_else_has_the_draft_open(open_desk: OpenDesk, other_desk: Callable[[], Desk]) -> None:
    desk, other = open_desk(), other_desk()
    expect(desk.page.locator("[data-others]")).to_have_text("Also here: Li Wei", timeout=40_000)
    expect(other.page.locator("[data-others]")).to_contain_text("Also here: ")


def test_work_without_a_connection_is_kept_and_sent_later(open_desk: OpenDesk, page: Page) -> None:
    desk = open_desk()
    page.context.set_offline(True)
    desk.drag((450, 1350), (950, 1350))
    page.keyboard.press("r")
    desk.drag((1500, 1200), (1800, 1500))
    state = page.locator("[data-saving-words]")
    expect(state).to_have_text("Not saved: no connection. Waiting: 2")
    assert desk.numbers() == ["A01", "A02", "A03", "A04", "B01"]
    page.keyboard.press("v")
    desk.drag((1650, 1350), (2150, 1350))
    expect(state).to_have_text("Not saved: no connection. Waiting: 3")
    page.context.set_offline(False)
    desk.saved()
    assert desk.booth("B01").footprint[0] == [800, 1200]
    assert desk.booth("B02").footprint[0] == [2000, 1200]


def test_work_kept_without_a_connection_outlives_a_reload(open_desk: OpenDesk, page: Page) -> None:
    desk = open_desk()
    page.route("**/edits/", lambda route: route.abort())
    page.keyboard.press("r")
    desk.drag((1500, 1200), (1800, 1500))
    expect(page.locator("[data-saving-words]")).to_contain_text("Waiting: 1")
    page.unroute("**/edits/")
    page.reload()
    desk.saved()
    assert desk.booth("B02").footprint[0] == [1500, 1200]


def test_stroke_whose_answer_was_lost_is_not_made_twice(open_desk: OpenDesk, page: Page) -> None:
    desk = open_desk()
    lost = iter([True])

    def lose_the_answer(route: Route) -> None:
        if next(lost, False):
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/edits/", lose_the_answer)
    page.keyboard.press("r")
    desk.drag((1500, 1200), (1800, 1500))
    expect(page.locator("[data-saving-words]")).to_contain_text("Waiting: 1")
    desk.saved()
    assert desk.numbers() == ["A01", "A02", "A03", "A04", "B01", "B02"]
    expect(page.locator("[data-problems]")).to_be_hidden()
