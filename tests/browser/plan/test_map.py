"""Plans fill the window: for visitors, exhibitors and organizers, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from ciie.accounts.models import User
from pavilions.floor.models.floor_plan import Booth
from tests.browser.accessibility import barriers, is_too_wide
from tests.factories import AllotmentFactory, BoothFactory, MembershipFactory, organizer

DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
BAR_PX = 56
TRAY_PX = {1440: 64, 390: 110}


@pytest.fixture
def booths(live_server: LiveServer) -> list[Booth]:
    """A01, A2 and A10 side by side."""
    outline = [[0, 0], [2_400, 0], [2_400, 700], [0, 700]]
    allotment = AllotmentFactory(hall__name="5.2H", hall__outline=outline, capacity_sqm=900)
    return [
        BoothFactory(allotment=allotment, number=number, left=800 * place + 100, top=200)
        for place, number in enumerate(("A01", "A2", "A10"))
    ]


@pytest.fixture(params=["visitor", "exhibitor", "organizer"])
def address(request: pytest.FixtureRequest, sign_in: Callable[[User], None], booths: list[Booth]) -> str:
    if request.param == "visitor":
        return "/plan/5.2H/"
    if request.param == "organizer":
        sign_in(organizer())
        return "/organizer/halls/5.2H/"
    membership = MembershipFactory()
    sign_in(membership.user)
    return f"/desk/companies/{membership.company_id}/halls/booths/?hall=5.2H"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_plan_fills_the_window_below_the_bar(page: Page, address: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(address)
    box = page.locator("[data-plan]").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"]) == (0, BAR_PX, size["width"])
    tray = TRAY_PX[size["width"]] if "desk" in address else 0
    assert size["height"] - tray <= box["y"] + box["height"] <= size["height"]
    assert page.evaluate("document.documentElement.scrollHeight") == size["height"]
    assert not is_too_wide(page)
    assert barriers(page) == []
    page.locator(".map-list > summary").click()
    expect(page.locator(".map-list tbody tr").first).to_be_visible()
    assert barriers(page) == []


def test_plan_is_reached_with_a_few_tabs(page: Page, address: str) -> None:
    page.goto(address)
    for _press in range(2):
        page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Go to plan")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("data-number", "A01")


def test_open_panel_is_part_of_the_address(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address)
    page.locator("[data-map-panel=filters] > summary").click()
    page.locator("[data-map-panel=layers] > summary").click()
    page.wait_for_url("**panel=layers*")
    page.reload()
    expect(page.get_by_role("group", name="On the plan")).to_be_visible()
    expect(page.get_by_label("Open sides").first).to_be_hidden()
    page.locator("[data-map-panel=layers] > summary").focus()
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "panel" not in url)
    expect(page.get_by_role("group", name="On the plan")).to_be_hidden()


def test_a_list_that_is_fetched_anew_keeps_the_panel_in_the_address(page: Page, booths: list[Booth]) -> None:
    page.goto("/plan/5.2H/")
    page.locator(".map-list > summary").click()
    page.get_by_role("link", name="Area").click()
    page.wait_for_url("**sort=area*")
    page.wait_for_url("**panel=list*")


def test_back_leads_through_what_was_viewed(page: Page, booths: list[Booth]) -> None:
    page.goto("/plan/5.2H/")
    for booth in booths[:2]:
        page.locator(f"#booth-{booth.pk}").click()
        expect(page.locator("#booth-card")).to_contain_text(f"5.2H/{booth.number}")
    page.go_back()
    expect(page.locator("#booth-card")).to_contain_text("5.2H/A01")
    expect(page.locator(f"#booth-{booths[0].pk}.meant")).to_have_count(1)
    page.go_back()
    expect(page.locator("#booth-card")).to_be_hidden()
    assert page.url.endswith("/plan/5.2H/")


def test_card_of_a_booth_on_a_phone_is_a_sheet_below_the_plan(page: Page, booths: list[Booth]) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/plan/5.2H/?panel=list")
    page.get_by_role("link", name="A01", exact=True).click()
    expect(page.get_by_role("heading", name="Booth 5.2H/A01")).to_be_in_viewport()
    expect(page.locator(f"#booth-{booths[0].pk}")).to_be_in_viewport()
    expect(page.locator(".map-list tbody tr").first).to_be_hidden()
    assert barriers(page) == []


def test_map_takes_the_whole_screen_with_its_panels(page: Page, booths: list[Booth]) -> None:
    page.goto("/plan/5.2H/")
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_function("document.fullscreenElement?.matches('main.map')")
    expect(page.locator(".map-list > summary")).to_be_visible()
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_function("!document.fullscreenElement")
