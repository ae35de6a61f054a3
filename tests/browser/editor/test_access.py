"""The editor for everybody: axe finds nothing, it works on a phone, and without scripts the page says why."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from pavilions.floor.models.floor_plan import FloorPlan
from tests.browser.accessibility import barriers, is_too_wide
from tests.browser.editor.conftest import OpenDesk

pytestmark = pytest.mark.django_db(transaction=True)


def test_axe_finds_nothing_whatever_is_open(open_desk: OpenDesk) -> None:
    desk = open_desk()
    found = {"nothing selected": barriers(desk.page)}
    desk.click(450, 1350)
    found["a booth"] = barriers(desk.page)
    desk.page.keyboard.press("a")
    found["rows"] = barriers(desk.page)
    desk.page.keyboard.press("Escape")
    desk.drag((450, 1350), (450, 450))
    found["a problem"] = barriers(desk.page)
    desk.page.emulate_media(color_scheme="dark")
    found["in the dark"] = barriers(desk.page)
    desk.page.set_viewport_size({"width": 390, "height": 844})
    found["on a phone"] = barriers(desk.page)
    assert {place: actual for place, actual in found.items() if actual} == {}
    assert is_too_wide(desk.page) is False


def test_details_are_set_on_a_phone(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.page.set_viewport_size({"width": 390, "height": 844})
    desk.page.wait_for_timeout(300)
    expect(desk.page.get_by_text("Drawing is easier on a larger screen.")).to_be_visible()
    desk.click(450, 1350)
    desk.page.locator("[data-figures] [name=kind]").select_option("raw")
    desk.saved()
    assert desk.booth("B01").kind == "raw"


def test_without_scripts_the_page_says_what_else_there_is(
    browser: Browser, live_server: LiveServer, open_desk: OpenDesk, plan: FloorPlan
) -> None:
    cookies = open_desk().page.context.cookies()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies([{"name": each["name"], "value": each["value"], "url": live_server.url} for each in cookies])
    page = context.new_page()
    page.goto(f"/organizer/drafts/{plan.pk}/")
    expect(page.get_by_role("heading", name="Drawing needs JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="Import a plan")).to_be_visible()
    context.close()
